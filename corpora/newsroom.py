"""The invented newsroom of ``examples/newsroom``: its articles and what is planted in them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpora.files import read_json_lines
from onrecord import Page

NEWSROOM = Path(__file__).parents[1] / "examples/newsroom"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A planted telling of a statement: its words, how they differ from the earliest, and what an alteration touches."""

    article: str
    words: str
    variant: str
    touches: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A planted report of an event: its trigger, where it begins, and the status told."""

    article: str
    trigger: str
    start: int
    status: str

    @property
    def end(self) -> int:
        """Where the trigger ends."""
        return self.start + len(self.trigger)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """What is planted: articles by story, copies by origin, tellings by statement, reports by event, disputes, accounts of two sides by event."""

    stories: Mapping[str, tuple[str, ...]]
    copies: Mapping[str, tuple[str, ...]]
    statements: Mapping[str, tuple[Told, ...]]
    events: Mapping[str, tuple[Reported, ...]]
    disputes: tuple[Mapping[str, Any], ...]
    accounts: Mapping[str, tuple[str, ...]]


def read_newsroom(folder: Path = NEWSROOM) -> Iterator[Page]:
    """The articles, in the order of the file."""
    for row in read_json_lines(folder / "articles.jsonl"):
        yield Page(**row)


def read_planted(folder: Path = NEWSROOM) -> Planted:
    """What is planted in them."""
    table = json.loads((folder / "truth.json").read_text("utf-8"))
    return Planted(
        stories=_tuples(table["stories"]),
        copies=_tuples(table["copies"]),
        statements={name: tuple(Told(**row) for row in rows) for name, rows in table["statements"].items()},
        events={name: tuple(Reported(**row) for row in rows) for name, rows in table["events"].items()},
        disputes=tuple(table["disputes"]),
        accounts=_tuples(table["accounts"]),
    )


def _tuples(table: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(values) for name, values in table.items()}
