"""Web archives (WARC), such as Common Crawl's news: their web pages, each with its address and the time it was fetched; records are parsed by FastWARC."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, BinaryIO

from onrecord.article import Page
from onrecord.errors import ArticleEmpty, ArticleError, ArticleTooLarge, ArticleUnreadable
from onrecord.reading.found import Found, or_failure
from onrecord.reading.html import read_html
from onrecord.reading.mails import HTML
from onrecord.reading.members import Damaged, Members, Source
from onrecord.reading.text import MAX_PAGE_BYTES
from onrecord.records import Failure

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

VERSION = b"WARC/1."
END = b"\r\n\r\n"
BOUNDARY = END + VERSION
RECORD_START = re.compile(rb"WARC/1\.\d\r\nWARC-")
# A page with its headers; of longer records, nothing but their beginning is held.
MAX_RECORD_BYTES = MAX_PAGE_BYTES + 100_000
# Records that are looked for in one that is damaged.
MOST_CUT_OFF = 8
OK = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a record is, for messages and failures: at which byte of the file, and of the piece that is compressed there."""

    id: str
    file: str | None
    where: str
    piece: int
    within: int = 0

    @property
    def offset(self) -> str:
        """Both as one word."""
        return f"{self.piece}+{self.within}" if self.piece and self.within else str(self.piece or self.within)

    @property
    def name(self) -> str:
        """What a record is called that has no address."""
        return f"{self.id}@{self.offset}"

    def failure(self, error: ArticleError) -> Failure:
        """What is stored of a record that gave no page."""
        return Failure.of(error, stage="reading", id=self.name, file=self.file)

    def damaged(self, why: object) -> ArticleUnreadable:
        """The error of a damaged record."""
        return ArticleUnreadable(f"{self.where}, at byte {self.offset}: a damaged record ({why}).")


def read_warc(stream: BinaryIO, *, id: str, file: str | None, where: str) -> Iterator[Found]:
    """Yield the page of each HTML response with status 200, and a failure for each record that is damaged; other records are no articles and passed over.

    A page is called by the time it was fetched and its address, as in archives of the web: ``20210305102200/https://...``. Raises ArticleEmpty where there is
    neither a page nor damage.
    """
    nothing = True
    for item in read_records(stream, id=id, file=file, where=where):
        nothing = False
        yield item
    if nothing:
        raise ArticleEmpty(f"{where}: no web page with status 200 in this archive.")


def read_records(stream: BinaryIO, *, id: str, file: str | None, where: str, at: int = 0) -> Iterator[Found]:
    """Yield what ``read_warc`` does of a part of an archive that begins at byte ``at``, where a record does; nothing where there is nothing."""
    was_damaged = False
    for member in Members(Source(stream, at)):
        is_compressed = member.offset > 0 or at == 0
        place = Place(id=id, file=file, where=where, piece=member.offset)
        if member.gap and not was_damaged:  # Else they are the rest of what was damaged.
            yield place.failure(place.damaged(f"the {member.gap:,} bytes before are in none"))
        was_damaged = False
        try:
            for within, record in split(member.chunks):
                yield from _read(record, replace(place, within=within if is_compressed else at + within))
        except Damaged as error:
            was_damaged = True
            yield place.failure(place.damaged(error))


def split(chunks: Iterator[bytes]) -> Iterator[tuple[int, bytes]]:
    """The records in the bytes of a piece, each with where it starts, cut where the next begins; of one that is too long, the beginning. Raises Damaged."""
    held = bytearray()
    start = searched = dropped = 0
    for chunk in chunks:
        held += chunk
        while (at := held.find(BOUNDARY, searched)) >= 0:
            yield start, bytes(held[:at])
            del held[: at + len(END)]
            start += at + len(END) + dropped
            searched = dropped = 0
        searched = max(0, len(held) - len(BOUNDARY))
        if len(held) > 2 * MAX_RECORD_BYTES:
            dropped += len(held) - len(BOUNDARY) - MAX_RECORD_BYTES
            del held[MAX_RECORD_BYTES : len(held) - len(BOUNDARY)]
            searched = MAX_RECORD_BYTES
    if held.strip():
        yield start, bytes(held)


def _read(record: bytes, place: Place) -> Iterator[Found]:
    """What is in a record; where it is shorter or longer than it says, also what begins in the middle of its lines, as behind one that was cut off."""
    for _ in range(MOST_CUT_OFF):
        try:
            parsed = _parsed(record, place)
            behind = _check_length(parsed, record.partition(END)[2], place)
        except ArticleError as error:
            yield place.failure(error)
            found = RECORD_START.search(record, 1)
            if found is None:
                return
            record, place = record[found.start() :], replace(place, within=place.within + found.start())
            continue
        yield from or_failure(partial(_page, parsed, place), id=place.name, file=place.file)
        if behind:
            yield place.failure(place.damaged(f"{behind:,} bytes behind it are in none"))
        return


def _parsed(record: bytes, place: Place) -> WarcRecord:
    from fastwarc.warc import WarcRecord

    if not record.startswith(VERSION):
        raise place.damaged("it does not begin as records do")
    try:
        return WarcRecord.from_bytes(record + END)
    except OSError as error:
        raise place.damaged(error) from error


def _check_length(record: WarcRecord, block: bytes, place: Place) -> int:
    """How many bytes stand behind the record; there should be none. Raises ArticleUnreadable where its length is not as it says."""
    if len(block) < record.content_length <= MAX_RECORD_BYTES:
        raise place.damaged(f"{len(block):,} bytes of {record.content_length:,}")
    behind = block[record.content_length :]
    if behind.strip() and not behind.startswith(END):
        raise place.damaged(f"{len(block):,} bytes, and it says {record.content_length:,}")
    return len(behind.strip())


def _page(record: WarcRecord, place: Place) -> Iterator[Page]:
    """Yield the page of a response that has one. Raises ArticleError."""
    from fastwarc.warc import WarcRecordType

    if record.record_type in (WarcRecordType.unknown, WarcRecordType.no_type):
        raise place.damaged("of no known type")
    if record.record_type != WarcRecordType.response or not record.is_http:
        return
    is_held = record.content_length <= MAX_RECORD_BYTES
    if is_held and not _has_its_digest(record):
        raise place.damaged("its digest is that of other bytes")
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
    where = f"{place.where}, {url or 'a record without an address'}"
    try:
        if not _is_page(record, place):
            return
        if not is_held:
            raise ArticleTooLarge(f"{where}: {record.content_length:,} bytes; a page has at most {MAX_PAGE_BYTES:,}.")
        data = record.reader.read(MAX_PAGE_BYTES + 1)
    except OSError as error:
        raise place.damaged(error) from error
    captured = record.headers.get("WARC-Date")
    id = f"{_digits(captured)}/{url}" if url else place.name
    yield replace(read_html(data, id=id, file=place.file, where=where, declared=record.http_charset), url=url or None, captured=captured)


def _has_its_digest(record: WarcRecord) -> bool:
    """Whether the bytes of a record are those that its digest was made of, where it has one that is known."""
    return not (record.headers.get("WARC-Block-Digest") or "").startswith("sha1:") or bool(record.verify_block_digest())


def _is_page(record: WarcRecord, place: Place) -> bool:
    """Whether a response is a web page that was there. Raises OSError for one that cannot be decoded, and ArticleUnreadable for none."""
    record.parse_http(auto_decode="all")
    if record.http_headers is None or record.http_headers.status_code is None:
        raise place.damaged("no HTTP response")
    return record.http_headers.status_code == OK and record.http_content_type in HTML


def _digits(moment: str | None) -> str:
    return re.sub(r"\D", "", moment or "")[:14]
