"""Parts of files hold together what the whole does."""

import gzip
import json

import pytest
import zstandard

from onrecord import Failure, Page
from onrecord.reading import Columns, cut, read_part, read_path
from tests.archiving import DAMAGES, record

SENTENCE = "The minister said on Monday that the talks with the union would go on for another week in Brno."


def rows(count):
    return [json.dumps({"text": f"{number}. {SENTENCE}"}) for number in range(count)]


def written(path, data):
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def parts_of(path, articles=1):
    return list(cut(path, id=path.stem, articles=articles))


def read_in_parts(path, articles=1, **options):
    return [item for part in parts_of(path, articles) for item in read_part(part, **options)]


LINES = {
    "lines": "\n".join([*rows(200), ""]),
    "no line break at the end": "\n".join(rows(200)),
    "blank and broken lines": "\n\n{broken\n".join(rows(200)),
    "a line longer than a part": "\n".join([*rows(50), json.dumps({"text": f"{SENTENCE} " * 500}), *rows(50)]),
    "line breaks of Windows": "\r\n".join(rows(200)),
}


@pytest.mark.parametrize("content", LINES.values(), ids=LINES)
def test_parts_of_lines_hold_what_the_whole_does(tmp_path, content):
    path = written(tmp_path / "a.jsonl", content)
    assert len(parts_of(path)) > 1
    assert read_in_parts(path) == list(read_path(path))


def test_parts_have_about_so_many_articles(tmp_path):
    path = written(tmp_path / "a.jsonl", "\n".join([*rows(1000), ""]))
    assert [round(part.articles) for part in parts_of(path, 10)] == [10, 10, 8]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jsonl", json.dumps([{"text": SENTENCE}] * 100, indent=1).encode()),
        ("a.jsonl.gz", gzip.compress("\n".join(rows(1000)).encode())),
        ("a.txt", SENTENCE.encode() * 1000),
        ("a.csv", b"text\n" + SENTENCE.encode()),
        ("a.warc.gz", gzip.compress(b"".join(map(record, range(100))))),
        ("a.warc", b""),
        ("a.xyz", b"?"),
    ],
    ids=["one document", "compressed lines", "a text", "a table", "an archive compressed as a whole", "an empty archive", "another file"],
)
def test_what_cannot_be_cut_is_one_part(tmp_path, name, data):
    path = written(tmp_path / name, data)
    assert len(parts_of(path)) == 1
    assert read_in_parts(path) == list(read_path(path))


def in_pieces(records, compress):
    return b"".join(map(compress, records))


ARCHIVES = {
    "a.warc": b"".join(map(record, range(200))),
    "a.warc.gz": in_pieces(map(record, range(600)), gzip.compress),
    "a.warc.zst": in_pieces(map(record, range(600)), zstandard.compress),
}


@pytest.mark.parametrize("name", ARCHIVES)
def test_parts_of_archives_hold_what_the_whole_does(tmp_path, name):
    path = written(tmp_path / name, ARCHIVES[name])
    assert len(parts_of(path)) > 2
    assert read_in_parts(path) == list(read_path(path))


def test_parts_of_a_damaged_archive_hold_what_the_whole_does(tmp_path):
    damages = list(DAMAGES.values())
    pieces = [damages[number // 20 % 10](record(number)) if number % 20 == 0 else gzip.compress(record(number)) for number in range(600)]
    path = written(tmp_path / "a.warc.gz", b"".join(pieces))
    items = read_in_parts(path)
    assert len(parts_of(path)) > 2
    assert items == list(read_path(path))
    assert sum(isinstance(item, Page) for item in items) == 570


def test_archive_inside_of_a_page_is_no_place_to_cut(tmp_path):
    inner = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03" + b"no archive"
    path = written(tmp_path / "a.warc.gz", b"".join(gzip.compress(record(number, inner * 4000), 0) for number in range(4)))
    whole = path.read_bytes()
    starts = [part.start for part in parts_of(path)]
    assert len(starts) > 1
    assert all(gzip.decompress(whole[start:]).startswith(b"WARC/1.0") for start in starts)


def test_columns_that_the_user_names_are_those_of_parts(tmp_path):
    path = written(tmp_path / "a.jsonl", "\n".join(json.dumps({"story": SENTENCE}) for _ in range(100)))
    items = read_in_parts(path, columns=Columns.parse("text=story"))
    assert [item.text for item in items] == [SENTENCE] * 100


def test_part_of_a_file_that_is_gone_is_a_failure(tmp_path):
    path = written(tmp_path / "a.jsonl", "\n".join(rows(200)))
    first, *_ = parts_of(path)
    path.unlink()
    assert [type(item) for item in read_part(first)] == [Failure]


def test_lines_whose_first_is_long_are_read_one_by_one(tmp_path):
    long = json.dumps({"text": f"{SENTENCE} " * 1000})
    path = written(tmp_path / "a.jsonl", "\n".join([long, *rows(3)]))
    assert [item.id for item in read_path(path)] == ["a:1", "a:2", "a:3", "a:4"]
    assert len(parts_of(path)) > 1
