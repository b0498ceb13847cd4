"""Which columns of a table, or keys of an object, hold what is known of an article."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

FIELDS = ("id", "text", "title", "published", "updated", "captured", "url", "publisher", "authors")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The names under which each field is looked for, in their order; ``given``: those that the user named, as written."""

    given: Mapping[str, str]

    @staticmethod
    def parse(mapping: str) -> Columns:
        """The mapping in ``text=body,published=date``. Raises ValueError."""
        given: dict[str, str] = {}
        for part in filter(None, (part.strip() for part in mapping.split(","))):
            field, equals, name = (word.strip() for word in part.partition("="))
            if not equals or not name:
                raise ValueError(f"{part!r} is no FIELD=COLUMN")
            if field not in FIELDS:
                raise ValueError(f"{field!r} is no field of an article: there are {', '.join(FIELDS)}")
            given[field] = name
        return Columns(given=given)

    def values(self, row: Mapping[str, Any], field: str) -> Iterator[tuple[str, Any]]:
        """What a row has of a field that is not ``None``, each with the row's own name for it; of a field that the user named, that alone."""
        if field in self.given:
            named = row.get(self.given[field])
            yield from [(self.given[field], named)] if named is not None else []
            return
        own = {folded(name): name for name in reversed(row)} if isinstance(row, dict) else {}
        for name in _known()[field]:
            if name in own and row[own[name]] is not None:
                yield own[name], row[own[name]]

    def wanted(self, names: list[str]) -> list[str]:
        """Those of a table's columns that may hold something of an article."""
        known = {name for field in FIELDS for name in _known()[field]}
        return [name for name in names if folded(name) in known or name in self.given.values()]

    def missing(self, names: list[str]) -> list[str]:
        """Names that the user gave and a table does not have."""
        return [name for name in self.given.values() if name not in names]


KNOWN = Columns(given={})
LONGEST_NAME = 40


def folded(name: str) -> str:
    """A name as it is compared: letters and digits, small."""
    return "".join(filter(str.isalnum, name)).casefold()


def is_header(line: str, separators: str) -> bool:
    """Whether a line names columns, a text or an address among them, and another field."""
    separator = max(separators, key=line.count)
    names = {folded(name) for name in line.split(separator)}
    known = {field for field in FIELDS if names & set(_known()[field])}
    return len(known) > 1 and bool(known & {"text", "url"}) and all(len(name) <= LONGEST_NAME for name in names)


def layout_of(row: list[str]) -> dict[str, int] | None:
    """Where a table without a line of names has its fields, known by its first row; ``None`` where that is not such a table."""
    if not row or not row[0].replace("-", "").isdigit():
        return None
    return next((layout for layout in _layouts() if layout["columns"] == len(row)), None)


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(files("onrecord").joinpath("data/columns.json").read_text("utf-8"))
    return data


@cache
def _known() -> dict[str, tuple[str, ...]]:
    return {field: tuple(dict.fromkeys(map(folded, names))) for field, names in _data()["names"].items()}


@cache
def _layouts() -> list[dict[str, int]]:
    return [{field: place for field, place in layout.items() if isinstance(place, int)} for layout in _data()["layouts"]]
