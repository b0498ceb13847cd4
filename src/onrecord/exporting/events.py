"""Events as a table for pandas, R and spreadsheets: one row per event, with participants, place, date and attribution.

See ``spreadsheet.py`` for the cells. A date is the event's own or none: ``published`` stands beside it. Lost: mentions, groups of casualties, topics not discussed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from onrecord.exporting.format import Format, nothing_lost, spreadsheet
from onrecord.exporting.spreadsheet import Cell, actors_of, cells_of_article, joined, words_of
from onrecord.records import Date, Participant, Place, Record

COLUMNS = (
    "article", "publisher", "published", "title", "url", "sha256", "event", "key", "type", "mode", "status", "actors", "actor_countries", "actor_wikidata",
    "recipients", "recipient_countries", "recipient_wikidata", "date", "date_until", "date_words", "place", "place_words", "country", "latitude",
    "longitude", "precision", "uncertainty_km", "killed", "injured", "topics", "attributed_to", "attributed_to_statements", "denied_by",
    "denied_by_statements", "trigger", "trigger_start", "trigger_end", "evidence", "evidence_start", "evidence_end", "confidence",
)  # fmt: skip


def rows(record: Record) -> Iterator[list[Cell]]:
    """The rows of a record, without the head."""
    for event in record.events:
        yield [
            *cells_of_article(record),
            event.id,
            event.key,
            event.type,
            event.mode,
            event.status,
            *_side(record, event.actors),
            *_side(record, event.recipients),
            *_when(event.date),
            *_where(event.place),
            event.killed,
            event.injured,
            joined(topic.text for topic in event.topics if topic.discussed),
            *_on_the_word_of(record, event.attributed_to),
            *_on_the_word_of(record, event.denied_by),
            *words_of(event.trigger),
            *words_of(event.evidence),
            event.confidence,
        ]


def _side(record: Record, participants: Sequence[Participant]) -> list[Cell]:
    """Names, countries and items of those on one side, each list in the same order."""
    actors = actors_of(record, participants)
    return [
        joined(actor.name for actor in actors),
        joined(actor.country for actor in actors),
        joined(actor.wikidata for actor in actors),
    ]


def _when(date: Date | None) -> list[Cell]:
    return [date.value, date.until, date.text] if date is not None else [None] * 3


def _where(place: Place | None) -> list[Cell]:
    if place is None:
        return [None] * 7
    return [place.name, place.text, place.country, place.latitude, place.longitude, place.precision, place.uncertainty_km]


def _on_the_word_of(record: Record, statements: Iterable[str]) -> list[Cell]:
    """Who made these statements, and their ids."""
    speakers = {actor.id: actor.name for actor in record.actors}
    made_by = [speakers.get(statement.speaker or "") for statement in record.statements if statement.id in statements]
    return [joined(dict.fromkeys(name for name in made_by if name)), joined(statements)]


FORMAT = Format(
    name="events",
    holds="events, CSV for spreadsheets and pandas",
    files=("events.csv",),
    into=spreadsheet("events.csv", rows, COLUMNS),
    lost=nothing_lost,
)
