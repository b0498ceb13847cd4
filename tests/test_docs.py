import json
from pathlib import Path

from docs.make import with_output
from onrecord.records import json_schema

ROOT = Path(__file__).parents[1]


def test_schema_is_the_one_the_code_makes():
    assert json.loads((ROOT / "docs/record.schema.json").read_text("utf-8")) == json_schema(), "run: make docs"


def test_readme_shows_what_the_command_prints():
    readme = (ROOT / "README.md").read_text("utf-8")
    assert with_output(readme) == readme, "run: make docs"
