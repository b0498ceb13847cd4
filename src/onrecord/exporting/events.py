"""Events as a table for pandas, R and spreadsheets: one row per event, with participants, place, date and attribution.

See ``spreadsheet.py`` for the cells. A date is the event's own or none: ``published`` stands beside it; ``day`` and ``last_day`` are
it where it is known to the day. Lost: mentions, groups of casualties, topics not discussed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.exporting.columns import Cell, Table, day_of, of_kind, text, words
from onrecord.exporting.format import Format, nothing_lost, spreadsheet
from onrecord.exporting.parties import actors_of, speakers_of
from onrecord.exporting.spreadsheet import words_of
from onrecord.records import Date, Participant, Place, Record

COLUMNS = (
    *text("event", "key", "type", "mode", "status"),
    *of_kind("texts", "actors", "actor_countries", "actor_wikidata", "recipients", "recipient_countries", "recipient_wikidata"),
    *text("date", "date_until", "date_words", "place", "place_words", "country"),
    *of_kind("number", "latitude", "longitude"),
    *text("precision"),
    *of_kind("number", "uncertainty_km"),
    *of_kind("integer", "killed", "injured"),
    *of_kind("texts", "topics", "attributed_to", "attributed_to_statements", "denied_by", "denied_by_statements"),
    *words("trigger"),
    *words("evidence"),
    *of_kind("number", "confidence"),
    *of_kind("date", "day", "last_day"),
)


def rows(record: Record) -> Iterator[list[Cell]]:
    """The rows of a record."""
    for event in record.events:
        yield [
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
            [topic.text for topic in event.topics if topic.discussed],
            *_on_the_word_of(record, event.attributed_to),
            *_on_the_word_of(record, event.denied_by),
            *words_of(event.trigger),
            *words_of(event.evidence),
            event.confidence,
            *_days(event.date),
        ]


def _side(record: Record, participants: Sequence[Participant]) -> list[Cell]:
    """Names, countries and items of those on one side, each list in the same order."""
    actors = actors_of(record, participants)
    return [
        [actor.name for actor in actors],
        [actor.country for actor in actors],
        [actor.wikidata for actor in actors],
    ]


def _when(date: Date | None) -> list[Cell]:
    return [date.value, date.until, date.text] if date is not None else [None] * 3


def _days(date: Date | None) -> list[Cell]:
    """The first and the last day, where they are known to the day."""
    return [day_of(date.value), day_of(date.until)] if date is not None else [None] * 2


def _where(place: Place | None) -> list[Cell]:
    if place is None:
        return [None] * 7
    return [place.name, place.text, place.country, place.latitude, place.longitude, place.precision, place.uncertainty_km]


def _on_the_word_of(record: Record, statements: Sequence[str]) -> list[Cell]:
    """Who made these statements, and their ids."""
    return [[*speakers_of(record, statements)], [*statements]]


TABLE = Table(
    name="events",
    holds="events, with participants, place, date and on whose word they are told",
    columns=COLUMNS,
    rows=rows,
    key=("event",),
)
FORMAT = Format(
    name="events",
    holds="events, CSV for spreadsheets and pandas",
    files=("events.csv",),
    into=spreadsheet(TABLE),
    lost=nothing_lost,
)
