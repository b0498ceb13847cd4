"""Where exports are written, from articles and from records, and what is never lost by it."""

import csv
import json
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from onrecord.cli.app import app
from onrecord.collection import Collection
from onrecord.errors import FileUnfit, OutputUnfit
from onrecord.exporting import FORMATS
from onrecord.exporting.writing import FileNames, NewFile, write_new
from tests.storing import simple, talks
from tests.test_exports import ACCUSED, event, record
from tests.test_exports import TEXT as RECORDED

ARTICLE = "“The bridge will be closed,” Anna Kovac told reporters in Prague on Monday.\n"


def run(*arguments):
    return CliRunner().invoke(app, ["export", *map(str, arguments)])


@pytest.fixture
def records(tmp_path):
    path = tmp_path / "records.jsonl"
    path.write_text(record(event(), statements=(ACCUSED,)).to_json() + "\n", encoding="utf-8")
    return path


def test_records_are_exported_without_reading_again(records, tmp_path):
    done = run("statements,events,plover", records, "--to", tmp_path / "out", "--pipeline", "no_such_pipeline")
    assert done.exit_code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["events.csv", "plover.tsv", "statements.csv"]


def test_records_come_in_on_standard_input(records, tmp_path):
    import subprocess
    import sys

    command = [sys.executable, "-m", "onrecord", "export", "events", "-", "--to", str(tmp_path / "out")]
    done = subprocess.run(command, input=records.read_bytes(), capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (0, b"")
    assert (tmp_path / "out/events.csv").exists()


def test_articles_are_read_once_for_several_formats(tmp_path):
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    done = run("statements,brat,citron", tmp_path / "a.txt", "--to", tmp_path / "out")
    assert done.exit_code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.ann", "a.json", "a.txt", "statements.csv"]
    assert (tmp_path / "out/a.txt").read_text("utf-8") == ARTICLE


def test_table_opens_with_its_byte_order_mark_and_a_row_a_line(records, tmp_path):
    run("statements", records, "--to", tmp_path / "out")
    data = (tmp_path / "out/statements.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfarticle,")
    (row,) = csv.DictReader(data.decode("utf-8-sig").splitlines())
    assert row["words"] == RECORDED[int(row["start"]) : int(row["end"])]


def test_line_that_is_no_record_is_named(records, tmp_path):
    records.write_text(records.read_text() + "{}\n")
    done = run("events", records, "--to", tmp_path / "out")
    assert done.exit_code == 1
    assert "records.jsonl, line 2: no record" in done.stderr
    assert (tmp_path / "out/events.csv").exists()


def test_second_record_of_one_id_is_named(records, tmp_path):
    records.write_text(records.read_text() * 2)
    done = run("events", records, "--to", tmp_path / "out")
    assert done.exit_code == 1
    assert "an article of this run has the id 'a' already" in done.stderr
    assert len((tmp_path / "out/events.csv").read_text("utf-8").splitlines()) == 2


@pytest.mark.parametrize("format", ["brat", "citron", "webannotation", "labelstudio", "prodigy"])
def test_formats_with_the_text_ask_for_it(format, records, tmp_path):
    done = run(format, records, "--to", tmp_path / "out")
    assert isinstance(done.exception, FileUnfit)
    assert "--text" in str(done.exception)


def test_records_with_their_text_need_no_article(tmp_path):
    made = record(event(), statements=(ACCUSED,))
    (tmp_path / "records.jsonl").write_text(replace(made, article=replace(made.article, text=RECORDED)).to_json(), encoding="utf-8")
    assert run("brat", tmp_path / "records.jsonl", "--to", tmp_path / "out").exit_code == 0
    assert (tmp_path / "out/a.txt").read_text("utf-8") == RECORDED


def test_nothing_is_overwritten(records, tmp_path):
    (tmp_path / "events.csv").write_text("mine")
    done = run("statements,events", records, "--to", tmp_path)
    assert isinstance(done.exception, OutputUnfit)
    assert "events.csv is there already" in str(done.exception)
    assert (tmp_path / "events.csv").read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["events.csv", "records.jsonl"]


def test_what_is_no_folder_is_said_to_be_none(records, tmp_path):
    (tmp_path / "taken").write_text("a file")
    done = run("plover", records, "--to", tmp_path / "taken")
    assert isinstance(done.exception, OutputUnfit)
    assert "nothing can be written there" in str(done.exception)


@pytest.mark.parametrize("formats", ["nonsense", "plover,nonsense", "", "plover,"])
def test_no_format_is_wrong_usage(formats, records, tmp_path):
    done = run(formats, records, "--to", tmp_path / "out")
    assert done.exit_code == 2
    assert "there are statements, events" in done.stderr


def test_losses_are_counted_on_standard_error(records, tmp_path):
    done = run("plover,statements", records, "--to", tmp_path / "out")
    assert "lost in plover: 1 days of events that the text does not date" in done.stderr
    assert "lost in statements" not in done.stderr


def test_table_is_not_there_before_it_is_whole(tmp_path):
    with NewFile(tmp_path / "a.csv") as file:
        file.write("half")
        assert not (tmp_path / "a.csv").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_table_that_was_broken_off_leaves_nothing(tmp_path):
    with pytest.raises(KeyboardInterrupt), NewFile(tmp_path / "a.csv"):
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_table_leaves_alone_what_came_meanwhile(tmp_path):
    def write():
        with NewFile(tmp_path / "a.csv") as file:
            file.write("ours")
            (tmp_path / "a.csv").write_text("theirs")

    with pytest.raises(OutputUnfit, match="is there already"):
        write()
    assert [path.read_text() for path in tmp_path.iterdir()] == ["theirs"]


def test_disk_without_room_is_named(tmp_path):
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))
    try:
        with pytest.raises(OutputUnfit, match=r"a\.csv cannot be written \(File too large"):
            write_new(tmp_path / "a.csv", "more than ten bytes")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("id", "name"),
    [
        ("lead", "lead"),
        ("2021-05.lead", "2021-05.lead"),
        ("a/b c", "a-b-c-"),
        ("../..", ""),
        ("", ""),
        ("x" * 300, "x" * 200 + "-"),
        ("é" * 150, "é" * 100 + "-"),
        ("https://example.org/a?b=c", "https-example.org-a-b-c-"),
    ],
)
def test_file_names_are_harmless(id, name):
    found = FileNames().of(id)
    assert found == name or (found.startswith(name) and len(found) == len(name) + 8)


@pytest.mark.parametrize("ids", [("a/b", "a-b"), ("a b", "a/b"), ("Lead", "lead"), ("x" * 300, "x" * 301), ("ﬁ", "fi")])
def test_no_two_articles_have_one_file(ids):
    names = FileNames()
    first, second = (names.of(id).casefold() for id in ids)
    assert first != second


def test_articles_of_one_name_in_two_folders_are_told_apart_or_named(tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "lead.txt").write_text(ARTICLE, encoding="utf-8")
    done = run("citron", tmp_path / "a", tmp_path / "b", "--to", tmp_path / "out")
    assert (done.exit_code, len(list((tmp_path / "out").iterdir()))) == (1, 1)
    assert "already" in done.stderr


def test_articles_below_one_folder_have_files_of_their_own(tmp_path):
    for folder in ("a", "b"):
        (tmp_path / "news" / folder).mkdir(parents=True)
        (tmp_path / "news" / folder / "lead.txt").write_text(ARTICLE, encoding="utf-8")
    done = run("citron", tmp_path / "news", "--to", tmp_path / "out")
    found = [json.loads(path.read_text("utf-8"))["text"] for path in (tmp_path / "out").iterdir()]
    assert (done.exit_code, found) == (0, [ARTICLE, ARTICLE])


@pytest.fixture
def collected(tmp_path):
    with Collection(tmp_path / "news.db") as collection:
        collection.store(talks(published="2021-03-05").reading())
        collection.store(simple(1, published="2021-05-01").reading())
    return tmp_path / "news.db"


@pytest.mark.parametrize("format", FORMATS)
def test_collection_is_exported_in_every_format(format, collected, tmp_path):
    done = run(format, "--db", collected, "--to", tmp_path / "out")
    assert (done.exit_code, done.exception) == (0, None)
    for file in FORMATS[format].files:
        assert list((tmp_path / "out").glob(file.replace("ID", "*").replace("TABLE", "*")))


@pytest.mark.parametrize(
    ("filters", "articles"),
    [((), 2), (("--since", "2021-05"), 1), (("--until", "2021-04"), 1), (("--speaker", "Nobody"), 0)],
)
def test_articles_of_a_collection_are_chosen(filters, articles, collected, tmp_path):
    run("labelstudio", "--db", collected, *filters, "--to", tmp_path / "out")
    assert len(json.loads((tmp_path / "out/label-studio.json").read_text("utf-8"))) == articles


def test_formats_are_a_table():
    assert list(FORMATS) == [
        *("statements", "events", "parquet", "datapackage"),
        *("plover", "icews", "gdelt", "dyads", "geojson", "graphml"),
        *("followthemoney", "schemaorg", "webannotation"),
        *("brat", "citron", "labelstudio", "prodigy"),
        "gold",
    ]
    assert all(name == format.name and format.holds and format.files for name, format in FORMATS.items())
