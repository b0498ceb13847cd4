"""Articles as JSON: one a line, an array of them, one alone, or a list of them in what an API answers."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from onrecord.errors import ArticleEmpty, ArticleError, ArticleMalformed
from onrecord.reading.columns import KNOWN, Columns
from onrecord.reading.found import Found
from onrecord.reading.rows import has_text, read_row
from onrecord.reading.text import MAX_BYTES, as_text, decode
from onrecord.records import Failure

# Where an answer has its list; the list may lie in an object of its own.
LISTS = ("articles", "results", "items", "data", "docs", "entries", "response")


def read_jsonl(stream: BinaryIO, *, id: str, file: str | None, where: str, columns: Columns = KNOWN, first: int = 1) -> Iterator[Found]:
    """Yield a page for each good line, a failure with its number for each bad one; blank lines are skipped. ``first``: the number of the first line.

    A line without an ``id`` is called by its ``url``, or else by the ``id`` of all lines and its number.
    """
    for number, line in enumerate(_lines(stream), start=first):
        if not line.strip():
            continue
        here = f"{where}, line {number}"
        try:
            row = _parsed(decode(line, where=here, declared="utf-8"), here)
            yield read_row(row, unnamed=f"{id}:{number}", file=file, where=here, columns=columns)
        except ArticleError as error:
            yield Failure.of(error, stage="reading", id=f"{id}:{number}", file=file, line=number)


def read_json(data: bytes, *, id: str, file: str | None, where: str, columns: Columns = KNOWN) -> Iterator[Found]:
    """Yield a page for each article of a JSON document, a failure for each that is none; where it is no document, it is read line by line."""
    try:
        document = _parsed(as_text(data, where=where), where)
        if has_text(document, columns):
            yield read_row(document, unnamed=id, file=file, where=where, columns=columns)
            return
        rows = _rows(document)
        if not rows:
            raise ArticleEmpty(f"{where}: no articles in this JSON.")
    except ArticleError as error:
        if isinstance(error, ArticleMalformed) and data.lstrip().startswith(b"{") and b"\n" in data.strip():
            yield from read_jsonl(io.BytesIO(data), id=id, file=file, where=where, columns=columns)
        else:
            yield Failure.of(error, stage="reading", id=id, file=file)
        return
    for number, row in enumerate(rows, start=1):
        try:
            yield read_row(row, unnamed=f"{id}:{number}", file=file, where=f"{where}, article {number}", columns=columns)
        except ArticleError as error:
            yield Failure.of(error, stage="reading", id=f"{id}:{number}", file=file)


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a stream; of one that is longer than an article, so much that it is refused."""
    while line := stream.readline(MAX_BYTES + 1):
        yield line
        while len(line) > MAX_BYTES and not line.endswith(b"\n"):
            line = stream.readline(MAX_BYTES + 1)


def _parsed(text: str, where: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ArticleMalformed(f"{where}: not JSON ({error}).") from error


def _rows(document: Any) -> list[Any]:
    """The list of a document that is one, or of the object that holds one; the document alone where there is none."""
    if isinstance(document, dict):
        inner = next((document[key] for key in LISTS if isinstance(document.get(key), list | dict)), None)
        return _rows(inner) if inner is not None else [document]
    return document if isinstance(document, list) else [document]
