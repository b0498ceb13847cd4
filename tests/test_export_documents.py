"""What docs/exports.md says of exports: its queries and snippets run on tables that onrecord wrote."""

import re
from pathlib import Path

import duckdb
import pytest

from onrecord.exporting import FORMATS
from tests.exporting import exported

DOCUMENT = (Path(__file__).parents[1] / "docs/exports.md").read_text("utf-8")
QUERIES = re.findall(r"```sql\n(.*?)```", DOCUMENT, re.S)
SNIPPETS = re.findall(r"```python\n(.*?)```", DOCUMENT, re.S)
OLDER = {"statements", "events", "plover", "icews", "gdelt", "dyads", "geojson", "brat", "citron"}


@pytest.fixture
def tables(tmp_path, monkeypatch):
    for format in ("parquet", "datapackage"):
        exported(format, tmp_path / "tables")
    monkeypatch.chdir(tmp_path)


def test_there_are_queries_and_snippets_for_both():
    assert {format for format in ("parquet", "datapackage") for query in QUERIES if format in query} == {"parquet", "datapackage"}
    assert {format for format in ("parquet", "datapackage") for snippet in SNIPPETS if format in snippet} == {"parquet", "datapackage"}


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.usefixtures("tables")
def test_query_answers(query):
    assert duckdb.sql(query).fetchall()


@pytest.mark.parametrize("snippet", SNIPPETS)
@pytest.mark.usefixtures("tables")
def test_snippet_prints(snippet, capsys):
    exec(snippet, {})
    assert re.search(r"\d", capsys.readouterr().out)


@pytest.mark.parametrize("format", sorted(set(FORMATS) - OLDER))
def test_format_has_a_section_that_says_what_is_lost(format):
    sections = [section for section in DOCUMENT.split("\n## ")[1:] if f"`{format}`" in section.splitlines()[0]]
    assert [("**Lost" in section) for section in sections] == [True]
