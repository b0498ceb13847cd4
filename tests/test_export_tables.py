"""Parquet and data packages, read by what reads such files: DuckDB, pandas, frictionless."""

import sys
from dataclasses import replace
from datetime import date

import duckdb
import frictionless
import pandas
import pyarrow.parquet
import pytest

from onrecord.errors import OutputUnfit
from onrecord.exporting import parquet
from onrecord.exporting.tables import TABLES, lost
from tests.exporting import DIED, FIRST, SECOND, TEXT, TEXTS, exported


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_rows_have_the_columns_of_their_table(table):
    rows = [row for record in (FIRST, SECOND) for row in table.rows(record)]
    assert rows or table.name == "relays"
    assert {len(row) for row in rows} <= {len(table.columns)}


def test_tables_have_everything_but_warnings():
    assert +lost(FIRST) == {"warnings": 1}


def test_parquet_has_days_and_lists(tmp_path):
    exported("parquet", tmp_path)
    rows = pyarrow.parquet.read_table(tmp_path / "parquet/articles.parquet").to_pylist()
    assert [(row["article"], row["day"], row["published"], row["authors"]) for row in rows] == [
        ("news/a", date(2021, 5, 4), "2021-05-04T08:00:00Z", ["A. Novak", "B. Lind"]),
        ("b", None, "2021-05", []),
    ]


def test_parquet_opens_in_duckdb_and_its_tables_are_joined(tmp_path):
    exported("parquet", tmp_path)
    asked = duckdb.sql(
        f"""select actors.name, contents.words, contents.start from '{tmp_path}/parquet/statements.parquet' statements
        join '{tmp_path}/parquet/contents.parquet' contents using (article, statement)
        join '{tmp_path}/parquet/actors.parquet' actors on actors.article = statements.article and actors.actor = statements.speaker_id
        where contents.article = 'news/a' order by contents.position"""
    ).fetchall()
    assert [(name, TEXT[start : start + len(words)] == words) for name, words, start in asked] == [("Ida Holm", True)] * 2


def test_parquet_opens_in_pandas_with_the_types_of_its_columns(tmp_path):
    exported("parquet", tmp_path)
    events = pandas.read_parquet(tmp_path / "parquet/events.parquet")
    assert list(events["killed"].dropna()) == [6]
    assert [list(names) for names in events["actors"]] == [["Ida Holm"], [], ["Kovac"]]


def test_parquet_is_written_in_groups_of_rows(tmp_path, monkeypatch):
    monkeypatch.setattr(parquet, "ROWS_IN_A_GROUP", 2)
    exported("parquet", tmp_path)
    file = pyarrow.parquet.ParquetFile(tmp_path / "parquet/mentions.parquet")
    assert (file.num_row_groups, file.metadata.num_rows) == (2, 7)


def test_parquet_has_no_number_that_it_cannot_hold(tmp_path, monkeypatch):
    many = replace(FIRST, events=(replace(DIED, killed=10**19),))
    monkeypatch.setitem(TEXTS, many, TEXT)
    rows = pyarrow.parquet.read_table(exported("parquet", tmp_path, many) / "parquet/events.parquet").to_pylist()
    assert [(row["killed"], row["evidence"]) for row in rows] == [(None, "Six people died in Brno")]


def test_parquet_on_a_disk_without_room_is_named_and_leaves_nothing(tmp_path):
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        with pytest.raises(OutputUnfit, match=r"\.parquet cannot be written"):
            exported("parquet", tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(tmp_path.iterdir()) == []


def test_parquet_without_its_library_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(OutputUnfit, match=r"pip install 'onrecord\[parquet\]'"):
        exported("parquet", tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("format", ["parquet", "datapackage"])
def test_files_that_belong_together_are_not_there_before_all_are_whole(format, tmp_path):
    with pytest.raises(KeyError):
        exported(format, tmp_path, FIRST, None)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("format", ["parquet", "datapackage"])
def test_no_folder_is_written_into_that_is_there(format, tmp_path):
    (tmp_path / format).mkdir()
    with pytest.raises(OutputUnfit, match="is there already"):
        exported(format, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [format]


def test_data_package_is_valid(tmp_path, monkeypatch):
    monkeypatch.chdir(exported("datapackage", tmp_path))
    report = frictionless.Package("datapackage/datapackage.json").validate()
    assert report.flatten(["title", "message"]) == []
    assert report.stats["tasks"] == len(TABLES)


def test_data_package_that_lacks_an_actor_is_not_valid(tmp_path, monkeypatch):
    monkeypatch.chdir(exported("datapackage", tmp_path))
    actors = tmp_path / "datapackage/actors.csv"
    actors.write_text("".join(line for line in actors.read_text("utf-8").splitlines(keepends=True) if "Ivan" not in line), "utf-8")
    assert not frictionless.Package("datapackage/datapackage.json").validate().valid


def test_data_package_has_words_as_they_are(tmp_path, monkeypatch):
    monkeypatch.chdir(exported("datapackage", tmp_path))
    rows = frictionless.Package("datapackage/datapackage.json").get_resource("articles").read_rows()
    assert [(row["title"], row["authors"], row["day"]) for row in rows] == [
        ("Holm meets Kovac; =more", ["A. Novak", "B. Lind"], date(2021, 5, 4)),
        (None, [], None),
    ]
