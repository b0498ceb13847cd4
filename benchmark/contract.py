"""Whether the API answers as its OpenAPI says: Schemathesis asks it what its descriptions allow, and what they do not.

    python -m benchmark.contract [--examples 50]

A copy of the demonstration's collection is served behind tokens and asked twice, as an editor and as a reader: everything that OpenAPI describes, decisions among it, with keys
that there are and made-up ones. A fault is an answer above 499, a status, content type, header or body that is not described. It ends with 1 where there is one.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmark.pages import served
from onrecord import Collection
from onrecord.cli.serving import read_demo
from onrecord.server import Role, Tokens
from onrecord.storage import backup

CHECKS = (
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance", "response_schema_conformance"
)  # fmt: skip
ROLES: tuple[Role, ...] = ("editor", "reader")
KEYS = 5


def main() -> None:
    """Print what Schemathesis prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--examples", type=int, default=50, help="of each address, in the part that is left to chance")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        where, tokens = Path(folder) / "onrecord.db", Tokens(Path(folder) / "tokens.json")
        backup(read_demo(), where)
        with Collection(where) as collection, served(collection, tokens=tokens) as port:
            settings = Path(folder) / "schemathesis.toml"
            settings.write_text(keys_that_there_are(collection), encoding="utf-8")
            faults = [ask(port, role, tokens.make(role, role), settings, arguments.examples) for role in ROLES]
            wrong = collection.verify().faults
    print(f"faults of the collection afterwards: {len(wrong)}")
    sys.exit(1 if any(faults) or wrong else 0)


def keys_that_there_are(collection: Collection) -> str:
    """Settings of Schemathesis: which keys to ask for at each address, beside made-up ones."""
    keys = {
        "statements": [one.key for one in collection.statements(limit=KEYS)],
        "events": [one.key for one in collection.events(limit=KEYS)],
        "actors": [one.key for one in collection.actors(limit=KEYS)],
    }
    asked = {
        "/statements/{key}": keys["statements"], "/statements/{key}/alike": keys["statements"], "/events/{key}": keys["events"],
        "/stories/{key}": keys["events"], "/actors/{key}": keys["actors"],
    }  # fmt: skip
    return "\n".join(
        f'[[operations]]\ninclude-name = "GET /api/v1{path}"\nparameters = {{ "path.key" = {json.dumps(known)} }}'
        for path, known in asked.items()
    )


def ask(port: int, role: Role, token: str, settings: Path, examples: int) -> int:
    """Ask everything with a token; 0 where no fault was found."""
    program = shutil.which("schemathesis", path=str(Path(sys.executable).parent)) or "schemathesis"
    print(f"\nas {role}:", flush=True)
    return subprocess.run(
        [
            program, "--config-file", str(settings), "run", f"http://127.0.0.1:{port}/openapi.json", "--header", f"Authorization: Bearer {token}", "--checks", ",".join(CHECKS),
            "--max-examples", str(examples), "--seed", "1", "--warnings", "off", "--no-color",
        ],
        check=False,
    ).returncode  # fmt: skip


if __name__ == "__main__":
    main()
