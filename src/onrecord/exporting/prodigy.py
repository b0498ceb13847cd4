"""Prodigy: a task for each article for ``spans.manual``, JSON Lines with tokens and labelled spans.

Offsets are Unicode code points; ``token_end`` is the last token of a span. Tokens are words, other marks and runs of white space, cut wherever a span begins or ends: not
those of a spaCy pipeline. ``of`` says which spans belong together, which Prodigy keeps and does not show. Lost: actors and their mentions, acts, kinds, types, modes, statuses,
confidences, casualties, topics, on whose word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from onrecord.article import Span
from onrecord.exporting.format import Format, json_lines
from onrecord.exporting.labelled import labelled, lost
from onrecord.records import Record

TOKEN = re.compile(r"\w+|[^\w\s]|\s+")


def task(record: Record, text: str) -> dict[str, Any]:
    """The task of an article; ``text`` is its frozen text."""
    article, found = record.article, list(labelled(record))
    tokens = tokens_of(text, [one.span for one in found])
    first = {token["start"]: token["id"] for token in tokens}
    last = {token["end"]: token["id"] for token in tokens}
    spans = [
        {
            "start": one.span.start,
            "end": one.span.end,
            "text": one.span.text,
            "token_start": first[one.span.start],
            "token_end": last[one.span.end],
            "label": one.label,
            "of": one.of,
        }
        for one in found
    ]
    meta = {"id": article.id, "publisher": article.publisher, "published": article.published, "url": article.url}
    return {"text": text, "tokens": tokens, "spans": spans, "meta": {name: value for name, value in meta.items() if value}}


def tokens_of(text: str, spans: Sequence[Span]) -> list[dict[str, Any]]:
    """The tokens of a text, none of them across the edge of a span; the one space behind a token is its ``ws``, other white space is a token itself."""
    cuts = {edge for span in spans for edge in (span.start, span.end)}
    cuts |= {edge for token in TOKEN.finditer(text) for edge in token.span()}
    starts, ends = {span.start for span in spans}, {span.end for span in spans}
    tokens: list[dict[str, Any]] = []
    for start, end in pairwise(sorted(cuts)):
        if text[start:end] == " " and tokens and not tokens[-1]["ws"] and start not in starts and end not in ends:
            tokens[-1]["ws"] = True
        else:
            tokens.append({"text": text[start:end], "start": start, "end": end, "id": len(tokens), "ws": False})
    return tokens


FORMAT = Format(
    name="prodigy",
    holds="statements and events, Prodigy tasks for spans.manual",
    files=("prodigy.jsonl",),
    into=json_lines("prodigy.jsonl", lambda record, text: [task(record, text)]),
    lost=lost,
    needs_text=True,
)
