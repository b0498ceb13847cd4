"""Attributions in others' annotation formats: BRAT standoff as in PolNeAR, and Citron's JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onrecord.article import Span
from onrecord.errors import FileUnfit
from onrecord.records import Record

BOUND = re.compile(r"(T\d+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)\t")
EVENT = re.compile(r"E\d+\t(\S+):(T\d+)((?: \S+:[TE]\d+)*)")
ROLES = ("source", "cue", "content")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """An attribution as spans: source, cue and content."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributedArticle:
    """A text with its attributions."""

    id: str
    text: str
    attributions: tuple[Attribution, ...]


def read_brat(id: str, text: str, annotations: str) -> AttributedArticle:
    """Read an ``.ann`` file: every event whose name begins with Attribution. Raises FileUnfit for offsets outside the text."""
    bound: dict[str, tuple[Span, ...]] = {}
    for name, _, offsets in BOUND.findall(annotations):
        pairs = [tuple(map(int, pair.split())) for pair in offsets.split(";")]
        bound[name] = tuple(_span(text, start, end, id) for start, end in pairs)
    found = []
    for line in annotations.splitlines():
        event = EVENT.match(line)
        if event is not None and event[1].startswith("Attribution"):
            parts: dict[str, list[Span]] = {role: [] for role in ROLES}
            for role, name in (part.split(":") for part in event[3].split()):
                parts.get(role.rstrip("0123456789").casefold(), []).extend(bound.get(name, ()))
            found.append(Attribution(**{role: tuple(spans) for role, spans in parts.items()}))
    return AttributedArticle(id=id, text=text, attributions=tuple(found))


def read_citron(id: str, data: str | bytes) -> AttributedArticle:
    """Read one of Citron's documents. Raises FileUnfit if it is none."""
    try:
        document: dict[str, Any] = json.loads(data)
        text: str = document["text"]
        quotes = [([quote["cue"]] if quote.get("cue") else [], quote["sources"], quote["contents"]) for quote in document["quotes"]]
        spans = [[[(int(span["start"]), int(span["end"])) for span in part] for part in quote] for quote in quotes]
    except (ValueError, KeyError, TypeError) as error:
        raise FileUnfit(f"{id} is no document of Citron's: {error}") from error
    return AttributedArticle(
        id=id,
        text=text,
        attributions=tuple(
            Attribution(
                **{
                    role: tuple(_span(text, *pair, id) for pair in part)
                    for role, part in zip(("cue", "source", "content"), quote, strict=True)
                }
            )
            for quote in spans
        ),
    )


def attributions_of(record: Record) -> Iterator[Attribution]:
    """The statements of a record as spans."""
    for statement in record.statements:
        source, cue = ((span,) if span is not None else () for span in (statement.source, statement.cue))
        yield Attribution(source=source, cue=cue, content=statement.content)


def _span(text: str, start: int, end: int, id: str) -> Span:
    if not 0 <= start <= end <= len(text):
        raise FileUnfit(f"{id}: characters {start} to {end} are not in its text of {len(text)}.")
    return Span(start=start, end=end, text=text[start:end])
