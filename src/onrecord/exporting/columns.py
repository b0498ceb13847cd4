"""Tables described once, with the kind of each column, for all formats that are made of tables: CSV, data packages, Parquet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from onrecord.records import Record

# A date is a day; texts are several, each in its place.
Kind = Literal["text", "integer", "number", "boolean", "date", "texts"]
Cell = str | int | float | bool | date | list[str | None] | None
DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its name and what its cells are. Any cell may be unknown."""

    name: str
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: its columns and its rows of one record. What all tables have, the article's id, comes before them (``article``).

    ``key``: the columns that with ``article`` name a row; ``refers_to``: tables whose key this one has among its columns.
    """

    name: str
    holds: str
    columns: tuple[Column, ...]
    rows: Callable[[Record], Iterable[list[Cell]]]
    key: tuple[str, ...] | None = None
    refers_to: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)


def of_kind(kind: Kind, *names: str) -> tuple[Column, ...]:
    """Columns of one kind."""
    return tuple(Column(name=name, kind=kind) for name in names)


def text(*names: str) -> tuple[Column, ...]:
    """Columns of text."""
    return of_kind("text", *names)


def words(name: str, start: str | None = None, end: str | None = None) -> tuple[Column, ...]:
    """Columns for words with their start and end: as ``spreadsheet.words_of`` gives them."""
    return (*text(name), *of_kind("integer", start or f"{name}_start", end or f"{name}_end"))


def day_of(value: str | None) -> date | None:
    """The day of an ISO date or time; ``None`` where it is not known to the day."""
    if value is None or not DAY.match(value):
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None
