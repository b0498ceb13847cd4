"""Cells of tables that open in pandas, R and spreadsheets alike.

Text is on one line (the offsets tell where the words stand with their line breaks); several values are joined by "; ". What a spreadsheet would take for a
formula begins with an apostrophe. What is unknown is empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from onrecord.article import Span
from onrecord.exporting.columns import Cell, text
from onrecord.records import Record

# What each row of a table that stands alone says of its article.
ARTICLE = text("article", "publisher", "published", "title", "url", "sha256")
# As the plain marks do, their wide forms begin a formula in some editions of Excel.
BEGINS_A_FORMULA = tuple("=+-@＝＋－＠")
LINE_BREAKS = re.compile(r"\s*[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]\s*")
BETWEEN = "; "


def in_spreadsheet(row: Iterable[Cell]) -> list[str]:
    """The cells of a row as a CSV file has them."""
    return [_written(cell) for cell in row]


def _written(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, list):
        return _written(joined(cell))
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str):
        line = LINE_BREAKS.sub(" ", cell)
        return f"'{line}" if line.lstrip().startswith(BEGINS_A_FORMULA) else line
    return "" if cell is None else str(cell)


def cells_of_article(record: Record) -> list[Cell]:
    """What every row says of its article, where a table stands alone (``ARTICLE``)."""
    article = record.article
    return [article.id, article.publisher, article.published, article.title, article.url, article.sha256]


def words_of(span: Span | None) -> list[Cell]:
    """Words with their start and end."""
    return [span.text, span.start, span.end] if span is not None else [None] * 3


def offsets(spans: Sequence[Span]) -> list[str | None]:
    """Starts and ends of several spans: "12-20", "25-31"."""
    return [f"{span.start}-{span.end}" for span in spans]


def joined(values: Iterable[str | None]) -> str:
    """Several values in one cell, each in its place; nothing where all are unknown."""
    cells = [value or "" for value in values]
    return BETWEEN.join(cells) if any(cells) else ""
