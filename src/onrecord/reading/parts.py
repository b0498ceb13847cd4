"""Parts of files, for whoever reads many at once: files of many articles are cut where one begins, so that the parts together hold what the whole does."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO, cast

from onrecord.article import Page
from onrecord.errors import ArticleError
from onrecord.reading.columns import KNOWN, Columns
from onrecord.reading.files import is_one_document, is_packed, kind_of_file, read_file
from onrecord.reading.found import Found, or_failure, resolved
from onrecord.reading.identity import writable
from onrecord.reading.jsonl import read_jsonl
from onrecord.reading.members import GZIP, STARTS, ZSTANDARD
from onrecord.reading.warc import BOUNDARY, END, VERSION, read_records
from onrecord.records import Failure

BLOCK = 1 << 20
# What holds the beginning of a record whose piece begins there; zstandard gives nothing before a block of up to 128 KB is whole.
HEAD = 1 << 18
# What an article takes in a file, compressed as such files are; what is not named takes as much as a text. CC-NEWS has 35 KB per page.
BYTES_OF_AN_ARTICLE = {"warc": 35_000, "page": 60_000, "archive": 200_000, "pdf": 100_000, "docx": 50_000}
BYTES_OF_A_TEXT = 4_000
# JSON packs to about a third.
PACKED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Bytes ``[start, end)`` of a file, or all of it without ``end``; ``id``: what the file is called, ``line``: the number of its first line where it has lines.

    ``articles``: about how many are in it.
    """

    path: str
    id: str
    start: int = 0
    end: int | None = None
    line: int = 1
    articles: float = 1.0


def cut(path: Path, *, id: str, articles: int) -> Iterator[Part]:
    """Cut a file into parts of about so many articles: plain JSON Lines at the end of a line, web archives where a record begins; others are one part."""
    try:
        kind = kind_of_file(path)
        size = path.stat().st_size
    except (ArticleError, OSError):
        yield Part(path=str(path), id=id)  # Reading it says what is wrong.
        return
    bytes_of_one = BYTES_OF_AN_ARTICLE.get(kind, BYTES_OF_A_TEXT)
    whole = Part(path=str(path), id=id, articles=max(1.0, size / bytes_of_one * (PACKED if is_packed(path, kind) else 1)))
    if kind == "warc":
        yield from _of_archive(whole, size, articles * bytes_of_one)
    elif kind == "lines" and not is_packed(path, kind):
        yield from _of_lines(whole, size, articles * bytes_of_one)
    else:
        yield whole


def read_part(part: Part, *, columns: Columns = KNOWN) -> Iterator[Page | Failure]:
    """Yield a page or a failure for everything in a part of a file, called as if the whole were read."""
    if part.end is None:
        return read_file(Path(part.path), id=part.id, columns=columns)
    return resolved(or_failure(partial(_read_range, part, columns), id=part.id, file=writable(part.path)), None)


def _read_range(part: Part, columns: Columns) -> Iterator[Found]:
    with Path(part.path).open("rb") as stream:
        stream.seek(part.start)
        window = io.BufferedReader(_Window(stream, (part.end or 0) - part.start), BLOCK)  # type: ignore[type-var]
        file = writable(part.path)
        if kind_of_file(Path(part.path)) == "warc":
            yield from read_records(cast("BinaryIO", window), id=part.id, file=file, where=part.path, at=part.start)
        else:
            yield from read_jsonl(cast("BinaryIO", window), id=part.id, file=file, where=part.path, columns=columns, first=part.line)


class _Window(io.RawIOBase):
    """The next so many bytes of a stream."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream, self._left = stream, size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        data = self._stream.read(min(len(buffer), self._left))
        buffer[: len(data)] = data
        self._left -= len(data)
        return len(data)


def _of_lines(whole: Part, size: int, most: int) -> Iterator[Part]:
    with Path(whole.path).open("rb") as stream:
        if size <= most or is_one_document(stream):
            yield whole
            return
        line = 1
        while (start := stream.tell()) < size:
            count = _skip_lines(stream, most)
            yield _part(whole, start, stream.tell(), size, line)
            line += count


def _skip_lines(stream: BinaryIO, most: int) -> int:
    """Go on by at least so many bytes, to the end of a line; how many lines that was."""
    count = 0
    end = stream.tell() + most
    while (left := end - stream.tell()) > 0 and (block := stream.read(min(BLOCK, left))):
        count += block.count(b"\n")
    while line := stream.readline(BLOCK):
        if line.endswith(b"\n"):
            return count + 1
    return count


def _of_archive(whole: Part, size: int, most: int) -> Iterator[Part]:
    with Path(whole.path).open("rb") as stream:
        cuts = [0, *_cuts(stream, size, most), size]
    if cuts == [0, size]:
        yield whole
        return
    for start, end in pairwise(cuts):
        yield _part(whole, start, end, size)


def _cuts(stream: BinaryIO, size: int, most: int) -> Iterator[int]:
    """Where records begin, each so many bytes behind the one before; none where the archive has no pieces that can be read alone."""
    magic = stream.read(len(GZIP) + 1)
    is_plain = magic.startswith(VERSION[: len(magic)])
    start = next((start for start in (GZIP, ZSTANDARD) if magic.startswith(start)), None)
    if not is_plain and start is None:
        return
    pattern = re.compile(re.escape(BOUNDARY)) if start is None else STARTS[start]
    at = most
    while at < size and (found := _next_record(stream, at, pattern)) is not None:
        yield found
        at = found + most


def _next_record(stream: BinaryIO, at: int, pattern: re.Pattern[bytes]) -> int | None:
    """The first byte behind ``at`` where a record begins."""
    stream.seek(at)
    data, place = b"", at
    while block := stream.read(BLOCK):
        data += block
        for match in pattern.finditer(data):
            found = place + match.start() + (len(END) if match[0] == BOUNDARY else 0)
            if _begins_record(stream, found):
                return found
        kept = min(len(data), len(BOUNDARY))
        place += len(data) - kept
        data = data[-kept:]
        stream.seek(place + kept)
    return None


def _begins_record(stream: BinaryIO, at: int) -> bool:
    """Whether bytes that look like the start of a piece are one, and not the same bytes inside of another."""
    stream.seek(at)
    head = stream.read(HEAD)
    if head.startswith(GZIP):
        try:
            return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, len(VERSION)) == VERSION
        except zlib.error:
            return False
    if head.startswith(ZSTANDARD):
        import zstandard

        try:
            return zstandard.ZstdDecompressor().stream_reader(io.BytesIO(head)).read(len(VERSION)) == VERSION
        except zstandard.ZstdError:
            return False
    return head.startswith(VERSION)


def _part(whole: Part, start: int, end: int, size: int, line: int = 1) -> Part:
    return Part(path=whole.path, id=whole.id, start=start, end=end, line=line, articles=whole.articles * (end - start) / size)
