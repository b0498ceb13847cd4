"""What bytes hold: a text, a web page, a saved page with its pictures, or articles as JSON."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import Any, Literal

from onrecord.article import Page
from onrecord.errors import ArticleError
from onrecord.reading.archives import is_archive, read_archive
from onrecord.reading.html import read_html
from onrecord.reading.jsonl import read_json, read_jsonl
from onrecord.reading.rows import has_text
from onrecord.reading.text import decode
from onrecord.records import Failure

Kind = Literal["text", "page", "archive", "lines", "json"]

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
BLANK = b" \t\r\n"
PAGE_START = re.compile(rb"<(?:!doctype\s+html|html[\s>]|\?xml)", re.I)
# "[Note: ...]" and "{Update} ..." are prose.
ARRAY_START = re.compile(rb"\[\s*[\[{]")
OBJECT_START = re.compile(rb"""\{\s*(?:"|\}|$)""")


def kind_of(data: bytes) -> Kind:
    """What ``data`` is, by how it begins."""
    start = data[:4096].removeprefix(BYTE_ORDER_MARK).lstrip(BLANK)
    if PAGE_START.match(start) or (start.startswith(b"<!--") and PAGE_START.search(start)):
        return "page"
    if is_archive(data):
        return "archive"
    if OBJECT_START.match(start):
        return _kind_of_objects(data.removeprefix(BYTE_ORDER_MARK).strip(BLANK))
    return "json" if ARRAY_START.match(start) or (start.startswith(b"[") and _parsed(data) is not None) else "text"


def read_contents(data: bytes, kind: Kind, *, id: str, file: str | None, where: str) -> Iterator[Page | Failure]:
    """Yield the pages in ``data``, or the failure to find any; ``where`` names it in messages."""
    if kind == "lines":
        yield from read_jsonl(io.BytesIO(data.removeprefix(BYTE_ORDER_MARK)), id=id, file=file, where=where)
    elif kind == "json":
        yield from read_json(data, id=id, file=file, where=where)
    else:
        try:
            yield _page(data, kind, id=id, file=file, where=where)
        except ArticleError as error:
            yield Failure.of(error, stage="reading", id=id, file=file)


def _page(data: bytes, kind: Kind, *, id: str, file: str | None, where: str) -> Page:
    if kind == "page":
        return read_html(data, id=id, file=file, where=where)
    if kind == "archive":
        return read_archive(data, id=id, file=file, where=where)
    return Page(id=id, text=decode(data, where=where), file=file)


def _kind_of_objects(data: bytes) -> Kind:
    """One a line, or one document: an article over several lines, what an API answers."""
    first, _, others = data.partition(b"\n")
    row = _parsed(first)
    return "lines" if row is not None and (others or has_text(row)) else "json"


def _parsed(data: bytes) -> Any:
    """``None`` for what is no JSON."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None
