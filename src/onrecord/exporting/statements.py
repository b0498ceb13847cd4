"""Statements as a table for pandas, R and spreadsheets: one row per statement. See ``spreadsheet.py`` for the cells.

``start`` and ``end`` are those of all the words; ``spans`` has each part of them. Lost: mentions, events.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.exporting.columns import Cell, Table, of_kind, text, words
from onrecord.exporting.format import Format, nothing_lost, spreadsheet
from onrecord.exporting.parties import names, whole
from onrecord.exporting.spreadsheet import offsets, words_of
from onrecord.records import Record, Statement

COLUMNS = (
    *text("statement", "key", "nature", "kind", "act"),
    *of_kind("boolean", "negated"),
    *text("speaker", "speaker_type", "speaker_role", "speaker_country"),
    *of_kind("texts", "speaker_sectors"),
    *text("speaker_wikidata"),
    *words("words", "start", "end"),
    *of_kind("texts", "spans", "addressees", "relayed_by"),
    *text("occasion", "within"),
    *words("source"),
    *words("cue"),
    *of_kind("number", "confidence"),
    *text("speaker_id"),
)


def rows(record: Record) -> Iterator[list[Cell]]:
    """The rows of a record."""
    for statement in record.statements:
        yield [
            statement.id,
            statement.key,
            statement.nature,
            statement.kind,
            statement.act,
            statement.negated,
            *_speaker(record, statement),
            *_content(statement),
            names(record, statement.addressees),
            names(record, statement.relayed_by),
            statement.occasion.text if statement.occasion is not None else None,
            statement.within,
            *words_of(statement.source),
            *words_of(statement.cue),
            statement.confidence,
            statement.speaker,
        ]


def _speaker(record: Record, statement: Statement) -> list[Cell]:
    actor = next((actor for actor in record.actors if actor.id == statement.speaker), None)
    if actor is None:
        return [None] * 6
    return [actor.name, actor.type, actor.role, actor.country, list(actor.sectors), actor.wikidata]


def _content(statement: Statement) -> list[Cell]:
    parts = statement.content
    return [whole(statement), parts[0].start, parts[-1].end, offsets(parts)]


TABLE = Table(
    name="statements",
    holds="statements, with who makes them and the words of their sources, cues and contents",
    columns=COLUMNS,
    rows=rows,
    key=("statement",),
)
FORMAT = Format(
    name="statements",
    holds="statements, CSV for spreadsheets and pandas",
    files=("statements.csv",),
    into=spreadsheet(TABLE),
    lost=nothing_lost,
)
