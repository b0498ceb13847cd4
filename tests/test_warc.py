import gzip
import io
import tracemalloc

import pytest
import zstandard

from onrecord import Failure, Page
from onrecord.reading import read_bytes, read_path
from onrecord.reading.html import read_html
from tests.archiving import DAMAGES, SENTENCE, record

ALL = range(6)


def read(data):
    return list(read_bytes(data))


def numbers(items):
    return [int(item.url.rpartition("/")[2]) for item in items if isinstance(item, Page)]


def failures(items):
    return [item for item in items if isinstance(item, Failure)]


def in_pieces(records, compress=gzip.compress):
    return b"".join(map(compress, records))


FORMS = {
    "plain": b"".join,
    "gzip, a record a piece": in_pieces,
    "gzip as a whole": lambda records: gzip.compress(b"".join(records)),
    "zstandard, a record a piece": lambda records: in_pieces(records, zstandard.compress),
    "zstandard as a whole": lambda records: zstandard.compress(b"".join(records)),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_pages_are_read_in_all_forms(form):
    items = read(form([record(number) for number in ALL]))
    assert (numbers(items), failures(items)) == ([*ALL], [])


def test_page_has_the_records_address_and_time():
    (page,) = read(record(3))
    assert (page.url, page.captured, page.id) == ("https://example.org/3", "2021-03-05T10:22:00Z", "20210305102200/https://example.org/3")
    assert SENTENCE in page.text


@pytest.mark.parametrize(
    "other",
    [
        record(9, status="404 Not Found"),
        record(9, kind="image/png"),
        record(9).replace(b"WARC-Type: response", b"WARC-Type: request"),
        b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\na: b\r\n\r\n",
    ],
    ids=["not found", "picture", "request", "about the archive"],
)
def test_records_of_other_kinds_are_passed_over(other):
    items = read(record(1) + other + record(2))
    assert (numbers(items), failures(items)) == ([1, 2], [])


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_damaged_record_is_one_failure_and_all_others_are_read(damage):
    pieces = [gzip.compress(record(number)) for number in ALL]
    pieces[2] = damage(record(2))
    items = read(b"".join(pieces))
    assert numbers(items) == [0, 1, 3, 4, 5]
    (failure,) = failures(items)
    assert (failure.error, failure.stage) == ("ArticleUnreadable", "reading")
    assert "damaged" in failure.message


def test_damaged_neighbours_are_counted_each():
    pieces = [DAMAGES["bytes changed"](record(number)) if number in (2, 3) else gzip.compress(record(number)) for number in ALL]
    items = read(b"".join(pieces))
    assert (numbers(items), len(failures(items))) == ([0, 1, 4, 5], 2)


@pytest.mark.parametrize("cut", [100, 250, 600])
def test_plain_record_cut_off_does_not_take_the_next_with_it(cut):
    items = read(record(1) + record(2)[:cut] + record(3) + record(4))
    assert (numbers(items), len(failures(items))) == ([1, 3, 4], 1)


def test_last_record_cut_off_is_named():
    items = read(in_pieces([record(1), record(2)])[:-30])
    assert (numbers(items), len(failures(items))) == ([1], 1)


def test_zstandard_with_a_dictionary_of_its_own():
    dictionary = zstandard.train_dictionary(2000, [record(number) for number in range(300)])
    compress = zstandard.ZstdCompressor(dict_data=dictionary).compress
    frame = b"\x5d\x2a\x4d\x18" + len(dictionary.as_bytes()).to_bytes(4, "little") + dictionary.as_bytes()
    assert numbers(read(frame + in_pieces([record(number) for number in ALL], compress))) == [*ALL]


def test_page_that_the_server_compressed_is_unfolded():
    body = gzip.compress(record(7).partition(b"\r\n\r\n")[2].partition(b"\r\n\r\n")[2])
    assert SENTENCE in read(record(7, body, extra="Content-Encoding: gzip\r\n"))[0].text


def test_film_longer_than_any_page_is_passed_over_and_such_a_page_a_failure():
    film, endless = record(8, b"\x00" * 45_000_000, kind="video/mp4"), record(9, b"a" * 45_000_000)
    items = read(record(1) + film + record(2) + endless + record(3))
    assert (numbers(items), [failure.error for failure in failures(items)]) == ([1, 2, 3], ["ArticleTooLarge"])


def test_archive_without_pages_is_a_failure():
    (failure,) = read(record(9, status="404 Not Found"))
    assert failure.error == "ArticleEmpty"


@pytest.mark.parametrize("compress", [gzip.compress, zstandard.compress])
def test_bomb_is_a_failure_and_is_not_held(compress):
    archive = compress(record(1)) + compress(b"\x00" * 200_000_000) + compress(record(2))
    tracemalloc.start()
    items = read(archive)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (numbers(items), len(failures(items))) == ([1, 2], 1)
    assert peak < 150_000_000


def test_archive_is_read_from_its_file_bit_by_bit(tmp_path):
    with gzip.open(tmp_path / "filler", "wb", compresslevel=0) as file:
        file.write(record(0, b"\x00" * 1_000_000, kind="video/mp4"))
    filler = (tmp_path / "filler").read_bytes()
    with (tmp_path / "a.warc.gz").open("wb") as file:
        for number in range(60):
            file.write(filler + (gzip.compress(record(number)) if number % 20 == 0 else b""))
    tracemalloc.start()
    items = list(read_path(tmp_path / "a.warc.gz"))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert numbers(items) == [0, 20, 40]
    assert peak < 30_000_000


def test_failure_says_where_the_record_is(tmp_path):
    (tmp_path / "a.warc").write_bytes(record(1) + b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99\r\n\r\nshort\r\n\r\n" + record(2))
    (failure,) = failures(read_path(tmp_path / "a.warc"))
    assert (failure.id, failure.file) == (f"a@{len(record(1))}", str(tmp_path / "a.warc"))
    assert f"at byte {len(record(1))}" in failure.message


def test_bug_costs_one_page_and_keeps_its_traceback(monkeypatch):
    def fails(data, **facts):
        if b"Report 2" in data:
            raise ZeroDivisionError("a bug")
        return read_html(data, **facts)

    monkeypatch.setattr("onrecord.reading.warc.read_html", fails)
    items = read(in_pieces([record(number) for number in ALL]))
    (failure,) = failures(items)
    assert (numbers(items), failure.error) == ([0, 1, 3, 4, 5], "ZeroDivisionError")
    assert "a bug" in failure.traceback


def test_stream_that_gives_a_byte_at_a_time():
    from onrecord.reading.warc import read_warc

    class Slow(io.BytesIO):
        def read(self, size=-1):
            return super().read(min(size, 1))

    assert numbers(read_warc(Slow(in_pieces([record(1), record(2)])), id="a", file=None, where="a")) == [1, 2]
