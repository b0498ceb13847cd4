"""A table of countries by month: how many events of each quad class and type one country directed at another.

An event without a date counts in the month of its article, in rows of their own (``dated_by``: event, publication, or period for what is known to the year). Lost:
everything within an event; events of which one side has no country.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from onrecord.exporting.coding import DATED_OTHERWISE, MONTH, Coded, coded_events, left_out, state_number
from onrecord.exporting.format import Add, Format
from onrecord.exporting.writing import NewFile
from onrecord.ontology import EVENT_TYPES, types
from onrecord.records import Record

QUADS = tuple(dict.fromkeys(types()[type].quad for type in EVENT_TYPES))
COLUMNS = (
    "month", "dated_by", "actor_country", "actor_cow", "recipient_country", "recipient_cow",
    *(quad.replace(" ", "_") for quad in QUADS), *(type.lower() for type in EVENT_TYPES),
)  # fmt: skip
Dyad = tuple[str, str, str, str]


class DyadMonths:
    """Counts over many records."""

    def __init__(self) -> None:
        self._counts: dict[Dyad, Counter[str]] = {}

    def add(self, record: Record) -> None:
        """Count the events of a record, each pair of countries once an event."""
        for event in coded_events(record):
            month, dated_by = event.dated(MONTH)
            if month is not None and dated_by is not None:
                for actor, recipient in sorted(_countries(event)):
                    self._counts.setdefault((month, dated_by, actor, recipient), Counter()).update((event.quad, event.type))

    def rows(self) -> Iterator[list[str]]:
        """The rows, by month and countries."""
        for (month, dated_by, actor, recipient), counts in sorted(self._counts.items()):
            numbers = [str(state_number(country) or "") for country in (actor, recipient)]
            sides = [actor, numbers[0], recipient, numbers[1]]
            yield [month, dated_by, *sides, *(str(counts[name]) for name in (*QUADS, *EVENT_TYPES))]


def lost(record: Record) -> Counter[str]:
    """What of a record is not counted."""
    apart = [event for event in coded_events(record) if not _countries(event)]
    undated = [event for event in coded_events(record) if _countries(event) and event.day is None]
    return left_out(record) + Counter({"events that are not between two countries": len(apart), DATED_OTHERWISE[None]: len(undated)})


def _countries(event: Coded) -> set[tuple[str, str]]:
    sides = ((actor.country, recipient.country) for actor, recipient in event.pairs() if actor is not None and recipient is not None)
    return {(a, b) for a, b in sides if a and b and a != b}


@contextmanager
def _into(folder: Path) -> Iterator[Add]:
    counts = DyadMonths()
    with NewFile(folder / "dyads.csv") as file:
        yield lambda record, _: counts.add(record)
        table = csv.writer(file, lineterminator="\n")
        table.writerow(COLUMNS)
        table.writerows(counts.rows())


FORMAT = Format(
    name="dyads",
    holds="counts by two countries and month, with ISO and Correlates of War codes",
    files=("dyads.csv",),
    into=_into,
    lost=lost,
)
