"""What bytes hold, and which reader takes it."""

from __future__ import annotations

import gzip
import io
import json
import re
import zlib
from collections.abc import Callable, Iterator
from typing import IO, Any, BinaryIO, Literal, get_args

from onrecord.article import Page
from onrecord.errors import ArticleTooLarge, ArticleUnreadable
from onrecord.reading.archives import is_archive, read_archive
from onrecord.reading.columns import KNOWN, Columns, is_header
from onrecord.reading.docx import read_docx
from onrecord.reading.feeds import read_feed
from onrecord.reading.found import Found
from onrecord.reading.html import read_html
from onrecord.reading.jsonl import read_json, read_jsonl
from onrecord.reading.lists import is_list, read_list, read_outline, read_sitemap
from onrecord.reading.mails import is_mail, read_mail
from onrecord.reading.members import GZIP, SKIPPED_FRAME, ZSTANDARD
from onrecord.reading.parquet import read_parquet
from onrecord.reading.pdf import read_pdf
from onrecord.reading.rows import has_text
from onrecord.reading.tables import SEPARATORS, read_table
from onrecord.reading.text import MAX_BYTES, MAX_JSON_BYTES, MAX_PAGE_BYTES, decode
from onrecord.reading.warc import VERSION, read_warc

# One article; several; and several that are read from a stream, one held at a time.
Single = Literal["text", "page", "archive", "pdf", "docx", "mail"]
Several = Literal["json", "feed", "outline", "sitemap", "list"]
Streamed = Literal["lines", "table", "parquet", "warc"]
Kind = Single | Several | Streamed

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
BLANK = b" \t\r\n"
START_BYTES = 4096
PAGE_START = re.compile(rb"<(?:!doctype\s+html|html[\s>]|\?xml)", re.I)
ROOT = re.compile(
    rb"(?:<\?[^>]*>|(?><!--.*?-->)|<!doctype[^>]*>|\s)*+<(?:[\w-]+:)?(rss|rdf|feed|opml|urlset|sitemapindex)[\s>]", re.I | re.S
)
ROOTS: dict[bytes, Kind] = {
    b"rss": "feed",
    b"rdf": "feed",
    b"feed": "feed",
    b"opml": "outline",
    b"urlset": "sitemap",
    b"sitemapindex": "sitemap",
}
# "[Note: ...]" and "{Update} ..." are prose.
ARRAY_START = re.compile(rb"\[\s*[\[{]")
OBJECT_START = re.compile(rb"""\{\s*(?:"|\}|$)""")
# Word files are zip archives; others hold no article. What is still compressed when it is looked at is a web archive.
SIGNATURES: dict[bytes, Kind] = {
    b"%PDF-": "pdf",
    b"PK\x03\x04": "docx",
    b"PAR1": "parquet",
    **dict.fromkeys((VERSION, GZIP, ZSTANDARD, SKIPPED_FRAME), "warc"),
}
MAX_BYTES_OF: dict[Kind, int] = {
    "text": MAX_BYTES,
    "page": MAX_PAGE_BYTES,
    "feed": MAX_PAGE_BYTES,
    "outline": MAX_PAGE_BYTES,
    "list": MAX_PAGE_BYTES,
    "sitemap": 50_000_000,  # What sitemaps.org allows.
    "mail": 50_000_000,
    "pdf": 100_000_000,
    "docx": 100_000_000,
    "archive": MAX_JSON_BYTES,
    "json": MAX_JSON_BYTES,
}


def kind_of(data: bytes) -> Kind:
    """What ``data`` is, by how it begins."""
    start = data[:START_BYTES].removeprefix(BYTE_ORDER_MARK).lstrip(BLANK)
    return _by_signature(data) or _by_markup(start) or _by_headers(data) or _by_brackets(data, start) or _by_lines(data, start)


def read_contents(data: bytes, kind: Kind, *, id: str, file: str | None, where: str, columns: Columns = KNOWN) -> Iterator[Found]:
    """Yield what there is in ``data``; ``where`` names it in messages. Raises ArticleError where there is nothing."""
    if kind in get_args(Single):
        yield SINGLE[kind](data, id=id, file=file, where=where)
    elif kind == "json":
        yield from read_json(data, id=id, file=file, where=where, columns=columns)
    elif kind in get_args(Several):
        yield from LISTS[kind](data, id=id, file=file, where=where)
    else:
        yield from read_stream(io.BytesIO(data), kind, id=id, file=file, where=where, columns=columns)


def read_stream(stream: BinaryIO, kind: Kind, *, id: str, file: str | None, where: str, columns: Columns = KNOWN) -> Iterator[Found]:
    """Yield what there is in a stream of a kind that is not held as a whole. Raises ArticleError where there is nothing of that kind."""
    if kind == "warc":
        yield from read_warc(stream, id=id, file=file, where=where)
    else:
        yield from ROWS[kind](stream, id=id, file=file, where=where, columns=columns)


def unfolded(data: bytes, *, where: str) -> bytes:
    """What was compressed by gzip; a web archive stays as it is, for each of its records is compressed by itself. Raises ArticleUnreadable and ArticleTooLarge."""
    if not data.startswith(GZIP):
        return data
    try:
        with gzip.open(io.BytesIO(data)) as stream:
            start = stream.read(len(VERSION))
            return data if start == VERSION else start + read_at_most(stream, MAX_JSON_BYTES - len(start), where=where)
    except (OSError, EOFError, zlib.error) as error:
        raise ArticleUnreadable(f"{where}: damaged ({error}).") from error


def read_at_most(stream: IO[bytes] | gzip.GzipFile, most: int, *, where: str) -> bytes:
    """All that is in a stream. Raises ArticleTooLarge."""
    data = stream.read(most + 1)
    if len(data) > most:
        raise ArticleTooLarge(f"{where}: more than {most:,} bytes, which are the most. Split it, or give JSON Lines.")
    return data


def read_text(data: bytes, *, id: str, file: str | None, where: str) -> Page:
    """A plain text, as it is. Raises what ``decode`` raises."""
    return Page(id=id, text=decode(data, where=where), file=file)


SINGLE: dict[Kind, Callable[..., Page]] = {
    "text": read_text,
    "page": read_html,
    "archive": read_archive,
    "pdf": read_pdf,
    "docx": read_docx,
    "mail": read_mail,
}
LISTS: dict[Kind, Callable[..., Iterator[Found]]] = {"feed": read_feed, "outline": read_outline, "sitemap": read_sitemap, "list": read_list}
ROWS: dict[Kind, Callable[..., Iterator[Found]]] = {"lines": read_jsonl, "table": read_table, "parquet": read_parquet}


def _by_signature(data: bytes) -> Kind | None:
    return next((kind for mark, kind in SIGNATURES.items() if data.startswith(mark)), None)


def _by_markup(start: bytes) -> Kind | None:
    if root := ROOT.match(start):
        return ROOTS[root[1].lower()]
    is_page = PAGE_START.match(start) or (start.startswith(b"<!--") and PAGE_START.search(start))
    return "page" if is_page else None


def _by_headers(data: bytes) -> Kind | None:
    if is_mail(data):
        return "mail"
    return "archive" if is_archive(data) else None


def _by_brackets(data: bytes, start: bytes) -> Kind | None:
    if OBJECT_START.match(start):
        return _kind_of_objects(data.removeprefix(BYTE_ORDER_MARK).strip(BLANK))
    is_array = ARRAY_START.match(start) or (start.startswith(b"[") and _parsed(data) is not None)
    return "json" if is_array else None


def _kind_of_objects(data: bytes) -> Kind:
    """One a line, or one document: an article over several lines, what an API answers."""
    first, _, others = data.partition(b"\n")
    row = _parsed(first)
    return "lines" if row is not None and (others or has_text(row)) else "json"


def _by_lines(data: bytes, start: bytes) -> Kind:
    if is_list(data):
        return "list"
    first, line_break, _ = start.partition(b"\n")
    return "table" if line_break and is_header(first.decode("utf-8", "replace"), SEPARATORS) else "text"


def _parsed(data: bytes) -> Any:
    """``None`` for what is no JSON."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None
