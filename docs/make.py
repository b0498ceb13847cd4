"""Write the parts of the documentation that the code makes: the record's schema, and what the README shows of the seed article.

python -m docs.make
"""

import json
import re
import subprocess
import sys
from pathlib import Path

from onrecord.records import json_schema

ROOT = Path(__file__).parents[1]
COMMAND = ("read", "examples/putin-le-pen.txt")
SHOWN = re.compile(r"(<!-- output of onrecord read -->\n```\n).*?(```\n)", re.S)


def main() -> None:
    """Write them."""
    (ROOT / "docs/record.schema.json").write_text(json.dumps(json_schema(), indent=2) + "\n", encoding="utf-8")
    readme = ROOT / "README.md"
    readme.write_text(with_output(readme.read_text("utf-8")), encoding="utf-8")


def with_output(readme: str) -> str:
    """The README with what the command prints now."""
    done = subprocess.run([sys.executable, "-m", "onrecord", *COMMAND], cwd=ROOT, capture_output=True, check=True)
    output = done.stdout.decode().rstrip() + "\n"
    return SHOWN.sub(lambda match: match[1] + output + match[2], readme)


if __name__ == "__main__":
    main()
