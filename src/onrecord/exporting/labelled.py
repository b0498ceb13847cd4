"""Spans with labels, as tools for annotation show them: the parts of statements and of events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.article import Span
from onrecord.records import Event, Record, Statement

LABELS = ("Source", "Cue", "Content", "Addressee", "Relay", "Event", "Actor", "Recipient", "Place", "Date")


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A span of a statement or event (``of``: its id in the record), with its label; ``is_head``: what the other parts are tied to."""

    of: str
    label: str
    span: Span
    is_head: bool = False


def labelled(record: Record) -> Iterator[Labelled]:
    """The labelled spans of a record; the head of a statement or event comes before its other parts."""
    for statement in record.statements:
        yield from _of_statement(statement)
    for event in record.events:
        yield from _of_event(event)


def _of_statement(statement: Statement) -> Iterator[Labelled]:
    for position, part in enumerate(statement.content):
        yield Labelled(of=statement.id, label="Content", span=part, is_head=position == 0)
    if statement.source is not None:
        yield Labelled(of=statement.id, label="Source", span=statement.source)
    if statement.cue is not None:
        yield Labelled(of=statement.id, label="Cue", span=statement.cue)
    for label, participants in (("Addressee", statement.addressees), ("Relay", statement.relayed_by)):
        yield from (Labelled(of=statement.id, label=label, span=one) for one in participants)


def _of_event(event: Event) -> Iterator[Labelled]:
    yield Labelled(of=event.id, label="Event", span=event.trigger, is_head=True)
    for label, participants in (("Actor", event.actors), ("Recipient", event.recipients)):
        yield from (Labelled(of=event.id, label=label, span=one) for one in participants)
    if event.place is not None:
        yield Labelled(of=event.id, label="Place", span=event.place)
    if event.date is not None:
        yield Labelled(of=event.id, label="Date", span=event.date)


def lost(record: Record) -> Counter[str]:
    """What of a record has no labelled span, although it has words."""
    events = record.events
    return Counter(
        {
            "mentions of actors": sum(len(actor.mentions) for actor in record.actors),
            "casualties and topics": sum(len(one.casualties) + len(one.topics) for one in events),
            "statements on whose word an event is told or denied": sum(len(one.attributed_to) + len(one.denied_by) for one in events),
        }
    )
