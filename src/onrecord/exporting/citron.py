"""Citron's JSON (BBC): a text and its quotes, each with cue, sources and contents; sources of one actor form a coreference group.

Lost: acts, kinds, addressees, relays, nesting, events, and statements without a cue, which the format cannot express.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from onrecord.article import Span
from onrecord.exporting.format import Format, article_by_article
from onrecord.records import Record


def to_citron(record: Record, text: str) -> str:
    """One document; ``text`` is the frozen text that the record was read from."""
    quotes = []
    for statement in record.statements:
        if statement.cue is not None:
            quote: dict[str, Any] = {
                "id": statement.id,
                "cue": _span(statement.cue),
                "sources": [_span(statement.source)] if statement.source is not None else [],
                "contents": [_span(span) for span in statement.content],
            }
            quotes.append(quote | ({"confidence": statement.confidence} if statement.confidence is not None else {}))
    groups = [[_span(mention) for mention in actor.mentions] for actor in record.actors if len(actor.mentions) > 1]
    return json.dumps({"text": text, "quotes": quotes, "coreference_groups": groups}, ensure_ascii=False, indent=1)


def lost(record: Record) -> Counter[str]:
    """What of a record's statements the format cannot say."""
    return Counter({"statements without a cue": sum(statement.cue is None for statement in record.statements)})


def _span(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.text}


FORMAT = Format(
    name="citron",
    holds="statements, Citron's JSON",
    files=("ID.json",),
    into=article_by_article(lambda record, text: {".json": to_citron(record, text)}),
    lost=lost,
    needs_text=True,
)
