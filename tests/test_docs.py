import json
import re
import tomllib
from pathlib import Path

from docs.make import with_output
from docs.reach import page
from onrecord.knowledge import Knowledge
from onrecord.records import json_schema

ROOT = Path(__file__).parents[1]


def test_schema_is_the_one_the_code_makes():
    assert json.loads((ROOT / "docs/record.schema.json").read_text("utf-8")) == json_schema(), "run: make docs"


def test_readme_as_packaged_has_no_link_to_a_file_beside_it():
    hook = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["metadata"]["hooks"]["fancy-pypi-readme"]
    readme = (ROOT / "README.md").read_text("utf-8")
    for change in hook["substitutions"]:
        readme = re.sub(change["pattern"], change["replacement"], readme)
    assert "The command (`docs/cli.md`)" in readme
    assert re.findall(r"\]\((?!https?://|#)", readme) == []


def test_readme_shows_what_the_command_prints():
    readme = (ROOT / "README.md").read_text("utf-8")
    assert with_output(readme) == readme, "run: make docs"


def test_the_page_on_knowledge_says_how_far_it_reaches():
    assert (ROOT / "docs/knowledge.md").read_text("utf-8") == page(Knowledge()), "run: make docs"
