"""Articles as rows of a table: CSV, or separated by tabs, semicolons or bars."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from contextlib import closing
from typing import BinaryIO

from onrecord.errors import ArticleEmpty, ArticleError, ArticleMalformed
from onrecord.reading.columns import KNOWN, Columns, layout_of
from onrecord.reading.found import Found
from onrecord.reading.rows import read_row
from onrecord.reading.text import BYTE_ORDER_MARKS, MAX_BYTES, MAX_CHARACTERS, STRAY, as_text
from onrecord.records import Failure

SEPARATORS = "\t,;|"


def read_table(stream: BinaryIO, *, id: str, file: str | None, where: str, columns: Columns = KNOWN) -> Iterator[Found]:
    """Yield what each row says; its first line has the names of the columns, unless it is one of the known tables without. Nothing but one row is held.

    Raises ArticleEmpty and ArticleMalformed where there is no table, or none with these columns.
    """
    with closing(_Lines(stream)) as lines:
        yield from _rows(lines, id=id, file=file, where=where, columns=columns)


def _rows(lines: _Lines, *, id: str, file: str | None, where: str, columns: Columns) -> Iterator[Found]:
    # The limit belongs to the whole process; Python's own is shorter than some articles.
    csv.field_size_limit(MAX_CHARACTERS)
    rows = csv.reader(lines, delimiter=lines.separator)
    names = next(rows, None)
    if names is None:
        raise ArticleEmpty(f"{where}: there is nothing in this table.")
    layout = layout_of(names)
    if layout is None:
        _check_names(names, columns, where)
    else:
        yield _item(_placed(names, layout), f"{id}:1", 1, file, f"{where}, row 1", columns)
    for number, row in _numbered(rows, start=2 if layout else 1):
        here, unnamed = f"{where}, row {number}", f"{id}:{number}"
        if isinstance(row, csv.Error):
            yield _failure(ArticleMalformed(f"{here}: no row of a table ({row}). Is a quotation mark not closed?"), unnamed, number, file)
        elif row and len(row) != len(names):
            yield _failure(ArticleMalformed(f"{here}: {len(row)} columns, not {len(names)}."), unnamed, number, file)
        elif row:
            yield _item(_placed(row, layout) if layout else dict(zip(names, row, strict=True)), unnamed, number, file, here, columns)


def _check_names(names: list[str], columns: Columns, where: str) -> None:
    missing = columns.missing(names)
    if missing:
        raise ArticleMalformed(f"{where}: no column {missing[0]!r}; there are {', '.join(names)}.")
    if not any(True for field in ("text", "url") for _ in columns.values(dict.fromkeys(names, ""), field)):
        raise ArticleMalformed(f"{where}: which column is the text? There are {', '.join(names)}; say --columns text=NAME.")


def _numbered(rows: Iterator[list[str]], start: int) -> Iterator[tuple[int, list[str] | csv.Error]]:
    number = start
    while True:
        try:
            yield number, next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield number, error
        number += 1


def _placed(row: list[str], layout: dict[str, int]) -> dict[str, str]:
    return {field: row[place - 1] for field, place in layout.items() if field != "columns"}


def _item(row: dict[str, str], unnamed: str, number: int, file: str | None, where: str, columns: Columns) -> Found:
    try:
        known = {name: _mended(value, where) for name, value in row.items() if value.strip()}
        return read_row(known, unnamed=unnamed, file=file, where=where, columns=columns)
    except ArticleError as error:
        return _failure(error, unnamed, number, file)


def _mended(value: str, where: str) -> str:
    """A value whose bytes were no UTF-8, as Windows-1252."""
    return as_text(value.encode("utf-8", "surrogateescape"), where=where) if STRAY.search(value) else value


def _failure(error: ArticleError, id: str, number: int, file: str | None) -> Failure:
    return Failure.of(error, stage="reading", id=id, file=file, line=number)


class _Lines:
    """The lines of a table, decoded; bytes that are no UTF-8 are kept as surrogates. ``separator``: what its first line has most of."""

    def __init__(self, stream: BinaryIO) -> None:
        buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream)  # type: ignore[type-var]
        start = buffered.peek(len(codecs.BOM_UTF8))
        encoding = next((name for mark, name in BYTE_ORDER_MARKS if start.startswith(mark)), "utf-8")
        errors = "surrogateescape" if encoding == "utf-8" else "replace"
        self._text = io.TextIOWrapper(buffered, encoding=encoding, errors=errors, newline="")
        self._first = self._text.readline(MAX_BYTES).removeprefix("\ufeff")
        self.separator = max(SEPARATORS, key=self._first.count)

    def close(self) -> None:
        """Leave the stream to whoever opened it."""
        self._text.detach()

    def __iter__(self) -> Iterator[str]:
        yield from filter(None, [self._first])
        while line := self._text.readline(MAX_BYTES):
            yield line
