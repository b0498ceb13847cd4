"""Statements as a table for pandas, R and spreadsheets: one row per statement. See ``spreadsheet.py`` for the cells.

``start`` and ``end`` are those of all the words; ``spans`` has each part of them. Lost: mentions, events.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.exporting.format import Format, nothing_lost, spreadsheet
from onrecord.exporting.spreadsheet import Cell, cells_of_article, names, offsets, words_of
from onrecord.records import Record, Statement

COLUMNS = (
    "article", "publisher", "published", "title", "url", "sha256", "statement", "key", "nature", "kind", "act", "negated", "speaker", "speaker_type",
    "speaker_role", "speaker_country", "speaker_sectors", "speaker_wikidata", "words", "start", "end", "spans", "addressees", "relayed_by", "occasion",
    "within", "source", "source_start", "source_end", "cue", "cue_start", "cue_end", "confidence",
)  # fmt: skip


def rows(record: Record) -> Iterator[list[Cell]]:
    """The rows of a record, without the head."""
    for statement in record.statements:
        yield [
            *cells_of_article(record),
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
        ]


def _speaker(record: Record, statement: Statement) -> list[Cell]:
    actor = next((actor for actor in record.actors if actor.id == statement.speaker), None)
    if actor is None:
        return [None] * 6
    return [actor.name, actor.type, actor.role, actor.country, "; ".join(actor.sectors), actor.wikidata]


def _content(statement: Statement) -> list[Cell]:
    parts = statement.content
    return [" ... ".join(part.text for part in parts), parts[0].start, parts[-1].end, offsets(parts)]


FORMAT = Format(
    name="statements",
    holds="statements, CSV for spreadsheets and pandas",
    files=("statements.csv",),
    into=spreadsheet("statements.csv", rows, COLUMNS),
    lost=nothing_lost,
)
