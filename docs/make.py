"""Write the parts of the documentation that the code makes: the schemas of a record and of what is shown, and what the documents show of commands and snippets.

python -m docs.make
"""

import json
import re
import subprocess
import sys
from pathlib import Path

from onrecord.records import json_schema
from onrecord.storage import shown_schema
from onrecord.storage.across import ACROSS
from onrecord.storage.tables import ALL

ROOT = Path(__file__).parents[1]
# Documents whose outputs are made.
DOCUMENTS = ("README.md", "docs/architecture.md", "docs/python.md", "docs/merging.md", "docs/sources.md")
DATABASE = "docs/database.md"
COMMAND = re.compile(r"(<!-- output of onrecord (.*?) -->\n```\n).*?(```\n)", re.S)
SCHEMA = re.compile(r"(<!-- schema -->\n```\n).*?(```\n)", re.S)
SNIPPET = re.compile(r"(<!-- snippet -->\n```python\n(.*?)```\n\n```\n).*?(```\n)", re.S)


def main() -> None:
    """Write them."""
    (ROOT / "docs/record.schema.json").write_text(json.dumps(json_schema(), indent=2) + "\n", encoding="utf-8")
    (ROOT / "docs/shown.schema.json").write_text(json.dumps(shown_schema(), indent=2) + "\n", encoding="utf-8")
    for name in DOCUMENTS:
        (ROOT / name).write_text(with_outputs((ROOT / name).read_text("utf-8")), encoding="utf-8")
    (ROOT / DATABASE).write_text(with_schema((ROOT / DATABASE).read_text("utf-8")), encoding="utf-8")


def with_outputs(document: str) -> str:
    """A document with what its commands and its snippets print now."""
    document = COMMAND.sub(lambda match: match[1] + _output("-m", "onrecord", *match[2].split()) + match[3], document)
    return SNIPPET.sub(lambda match: match[1] + _output("-c", match[2]) + match[3], document)


def with_schema(document: str) -> str:
    """A document with the tables of a collection and their columns."""
    lines = "".join(f"{table.name} ({', '.join(column.name for column in table.columns)})\n" for table in (*ALL, *ACROSS))
    return SCHEMA.sub(lambda match: match[1] + lines + match[2], document)


def _output(*arguments: str) -> str:
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, check=True)
    return done.stdout.decode().rstrip() + "\n"


if __name__ == "__main__":
    main()
