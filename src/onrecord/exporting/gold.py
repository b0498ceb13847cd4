"""Annotated articles in the format of benchmark/articles: what ``onrecord evaluate`` scores records against, and what training learns from.

Lost: attitudes; on whose word a number of people or a topic stands; places and dates that have no words in the text; pronouns; confidences.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from onrecord.article import Span
from onrecord.exporting.format import Add, Format
from onrecord.exporting.writing import NewFile
from onrecord.records import Actor, Event, Participant, Record, Statement


def to_gold(record: Record, text: str) -> dict[str, Any]:
    """The annotation of an article: everything in its record, as if somebody had annotated it."""
    article = record.article
    speakers = {one.id: one.speaker for one in record.statements}
    return {
        "id": article.id,
        "text": text,
        "publisher": article.publisher,
        "published": article.published,
        "title": article.title,
        "actors": [_actor(one) for one in record.actors],
        "statements": [_statement(one) for one in record.statements if one.nature == "utterance"],
        "events": [_event(one, speakers) for one in record.events],
    }


def _actor(actor: Actor) -> dict[str, Any]:
    facts = {name: getattr(actor, name) for name in ("id", "name", "type", "wikidata", "country", "role")}
    return {**facts, "mentions": list(dict.fromkeys(one.text for one in actor.mentions if one.form != "pronoun"))}


def _statement(statement: Statement) -> dict[str, Any]:
    return {
        **{name: getattr(statement, name) for name in ("id", "kind", "act", "speaker")},
        "source": _span(statement.source),
        "cue": _span(statement.cue),
        "content": [_span(one) for one in statement.content],
        "addressee": _ids(statement.addressees),
        "relayed_by": _ids(statement.relayed_by),
    }


def _event(event: Event, speakers: dict[str, str | None]) -> dict[str, Any]:
    vouching = [speakers.get(id) for id in event.attributed_to]
    return {
        **{name: getattr(event, name) for name in ("id", "type", "mode", "status", "killed", "injured")},
        "trigger": _span(event.trigger),
        "actors": _ids(event.actors),
        "recipients": _ids(event.recipients),
        "place": _span(event.place),
        "date_text": _span(event.date),
        "date": event.date.value if event.date is not None else None,
        "attributed_to": list(dict.fromkeys(speaker for speaker in vouching if speaker is not None)),
        "evidence": _span(event.evidence),
    }


def _span(span: Span | None) -> dict[str, Any] | None:
    """Words; nothing where a person named a place or a day for which the text has none."""
    return {"start": span.start, "end": span.end, "text": span.text} if span is not None and span.text else None


def _ids(participants: Iterable[Participant]) -> list[str]:
    return list(dict.fromkeys(one.actor for one in participants))


@contextmanager
def _into(folder: Path) -> Iterator[Add]:
    """One JSON list, an article a line."""
    with NewFile(folder / "gold.json") as file:
        before = "[\n"

        def add(record: Record, text: str) -> None:
            nonlocal before
            file.write(before + json.dumps(to_gold(record, text), ensure_ascii=False))
            before = ",\n"

        yield add
        file.write("\n]\n" if before == ",\n" else "[]\n")


def _lost(record: Record) -> Counter[str]:
    return Counter(
        {
            "attitudes": sum(one.nature != "utterance" for one in record.statements),
            "places without words": sum(one.place is not None and not one.place.text for one in record.events),
        }
    )


FORMAT = Format(
    name="gold",
    holds="annotated articles, as `onrecord evaluate` takes them",
    files=("gold.json",),
    into=_into,
    lost=_lost,
    needs_text=True,
)
