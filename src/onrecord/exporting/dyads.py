"""A table of countries by month: how many events of each quad class and type one country directed at another.

An event without a date counts in the month of its article, in rows of their own (``dated_by``: event or publication). Lost: everything within an event; events
of which one side has no country.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from onrecord.exporting.coding import Coded, coded_events, state_number
from onrecord.ontology import EVENT_TYPES, types
from onrecord.records import Record

QUADS = tuple(dict.fromkeys(types()[type].quad for type in EVENT_TYPES))
COLUMNS = (
    "month", "dated_by", "actor_country", "actor_cow", "recipient_country", "recipient_cow",
    *(quad.replace(" ", "_") for quad in QUADS), *(type.lower() for type in EVENT_TYPES),
)  # fmt: skip
MONTH = len("YYYY-MM")
Dyad = tuple[str, str, str, str]


class DyadMonths:
    """Counts over many records."""

    def __init__(self) -> None:
        self._counts: dict[Dyad, Counter[str]] = {}

    def add(self, record: Record) -> None:
        """Count the events of a record, each pair of countries once an event."""
        for event in coded_events(record):
            for dyad in sorted(_dyads(event, record.article.published)):
                self._counts.setdefault(dyad, Counter()).update((event.quad, event.type))

    def rows(self) -> Iterator[list[str]]:
        """The rows, by month and countries."""
        for (month, dated_by, actor, recipient), counts in sorted(self._counts.items()):
            numbers = [str(state_number(country) or "") for country in (actor, recipient)]
            sides = [actor, numbers[0], recipient, numbers[1]]
            yield [month, dated_by, *sides, *(str(counts[name]) for name in (*QUADS, *EVENT_TYPES))]


def _dyads(event: Coded, published: str | None) -> set[Dyad]:
    value = event.date.value if event.date is not None and event.date.value and len(event.date.value) >= MONTH else None
    month, dated_by = (value, "event") if value else (published, "publication")
    sides = ((actor.country, recipient.country) for actor, recipient in event.pairs() if actor is not None and recipient is not None)
    return {(month[:MONTH], dated_by, a, b) for a, b in sides if month and a and b and a != b}
