"""The invented newsroom of ``examples/newsroom``: its articles and what is planted in them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpora.files import read_json_lines
from onrecord import Event, Page, Record
from onrecord.merging import Ref

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


def planted_reports(planted: Planted, records: Iterable[Record]) -> dict[Ref, str]:
    """{event of a record: the planted event that it is}: the one whose trigger is the planted one, else the one in whose sentence it stands, else the only one left of its type."""
    by_article = {record.article.id: record for record in records}
    found: dict[Ref, str] = {}
    left: list[tuple[str, Reported]] = []
    types: dict[str, Counter[str]] = {}
    for name, reported in planted.events.items():
        for report in reported:
            record = by_article.get(report.article)
            event = _event_at(record, report) if record is not None else None
            if record is None or event is None:
                left.append((name, report))
                continue
            found[Ref.of(record, event)] = name
            types.setdefault(name, Counter())[event.type] += 1
    for name, report in left:
        record, usual = by_article.get(report.article), types.get(name)
        if record is not None and usual is not None:
            same = [event for event in record.events if event.type == usual.most_common(1)[0][0] and Ref.of(record, event) not in found]
            if len(same) == 1:
                found[Ref.of(record, same[0])] = name
    return found


def _event_at(record: Record, report: Reported) -> Event | None:
    at_trigger = [event for event in record.events if event.trigger.start < report.end and report.start < event.trigger.end]
    around = [event for event in record.events if event.evidence.start <= report.start < event.evidence.end]
    return next(iter(at_trigger or around), None)
