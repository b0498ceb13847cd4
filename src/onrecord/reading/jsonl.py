"""Articles as JSON: one a line, an array of them, one alone, or a list of them in what an API answers."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.article import Page
from onrecord.errors import ArticleEmpty, ArticleError, ArticleMalformed
from onrecord.reading.rows import has_text, read_row
from onrecord.reading.text import as_text, decode
from onrecord.records import Failure

# Where an answer has its list; the list may lie in an object of its own.
LISTS = ("articles", "results", "items", "data", "docs", "entries", "response")


def read_jsonl(lines: Iterable[bytes], *, id: str, file: str | None, where: str) -> Iterator[Page | Failure]:
    """Yield a page for each good line, a failure with its number for each bad one; blank lines are skipped.

    A line without an ``id`` is called by its ``url``, or else by the ``id`` of all lines and its number.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        here = f"{where}, line {number}"
        try:
            yield read_row(_parsed(decode(line, where=here, declared="utf-8"), here), unnamed=f"{id}:{number}", file=file, where=here)
        except ArticleError as error:
            yield Failure.of(error, stage="reading", id=f"{id}:{number}", file=file, line=number)


def read_json(data: bytes, *, id: str, file: str | None, where: str) -> Iterator[Page | Failure]:
    """Yield a page for each article of a JSON document, a failure for each that is none; where it is no document, it is read line by line."""
    try:
        document = _parsed(as_text(data, where=where), where)
        if has_text(document):
            yield read_row(document, unnamed=id, file=file, where=where)
            return
        rows = _rows(document)
        if not rows:
            raise ArticleEmpty(f"{where}: no articles in this JSON.")
    except ArticleError as error:
        if isinstance(error, ArticleMalformed) and data.lstrip().startswith(b"{") and b"\n" in data.strip():
            yield from read_jsonl(io.BytesIO(data), id=id, file=file, where=where)
        else:
            yield Failure.of(error, stage="reading", id=id, file=file)
        return
    for number, row in enumerate(rows, start=1):
        try:
            yield read_row(row, unnamed=f"{id}:{number}", file=file, where=f"{where}, article {number}")
        except ArticleError as error:
            yield Failure.of(error, stage="reading", id=f"{id}:{number}", file=file)


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
