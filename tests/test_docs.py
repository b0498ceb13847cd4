import json
import re
import tomllib
from pathlib import Path

import pytest

from docs.make import COMMAND, DATABASE, DOCUMENTS, SNIPPET, with_outputs, with_schema
from docs.reach import page
from onrecord.knowledge import Knowledge
from onrecord.records import json_schema
from onrecord.storage import shown_schema

ROOT = Path(__file__).parents[1]


def test_schema_is_the_one_the_code_makes():
    assert json.loads((ROOT / "docs/record.schema.json").read_text("utf-8")) == json_schema(), "run: make docs"


def test_schema_of_what_is_shown_is_the_one_the_code_makes():
    assert json.loads((ROOT / "docs/shown.schema.json").read_text("utf-8")) == shown_schema(), "run: make docs"


def test_readme_as_packaged_has_no_link_to_a_file_beside_it():
    hook = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["metadata"]["hooks"]["fancy-pypi-readme"]
    readme = (ROOT / "README.md").read_text("utf-8")
    for change in hook["substitutions"]:
        readme = re.sub(change["pattern"], change["replacement"], readme)
    assert "The command (`docs/cli.md`)" in readme
    assert re.findall(r"\]\((?!https?://|#)", readme) == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_show_what_their_commands_and_snippets_print(name):
    document = (ROOT / name).read_text("utf-8")
    assert with_outputs(document) == document, "run: make docs"


def test_readme_shows_a_command_and_a_snippet():
    readme = (ROOT / "README.md").read_text("utf-8")
    assert COMMAND.search(readme)
    assert SNIPPET.search(readme)


def test_the_page_on_knowledge_says_how_far_it_reaches():
    assert (ROOT / "docs/knowledge.md").read_text("utf-8") == page(Knowledge()), "run: make docs"


def test_page_on_the_database_has_its_tables():
    document = (ROOT / DATABASE).read_text("utf-8")
    assert with_schema(document) == document, "run: make docs"
