"""A record in words: who said something to whom, and between whom something happened."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Iterable
from datetime import date
from typing import Protocol

from onrecord.records.format import Actor, Event, Participant, Record, Statement

SAID = {
    "say": "said", "accuse": "accused", "deny": "denied", "reject": "rejected", "request": "requested", "threaten": "threatened",
    "promise": "promised", "support": "supported", "ask": "asked",
}  # fmt: skip
# What joins the two sides of a deed; violence, coercion and sanctions are against somebody.
JOINED = {"CONSULT": "with", "AGREE": "with", "COOPERATE": "with", "AID": "to", "SUPPORT": "to", "CONCEDE": "to", "RETREAT": "to"}
THOUGHT = "thought or felt"
NOBODY = "(speaker not named)"
# More likely wrong than right: of the 42 statements of gold/dev.json with less, 14 are right (python -m benchmark.confidence).
LOW_CONFIDENCE = 0.5


class SpeechAct(Protocol):
    """What a statement of a record and one of a collection have in common."""

    @property
    def act(self) -> str:
        """An act of ``SAID``."""

    @property
    def negated(self) -> bool:
        """Whether it is told that this was not said."""

    @property
    def nature(self) -> str:
        """An utterance or an attitude."""


def speaker_of(record: Record, statement: Statement) -> str:
    """The speaker's name, or that nobody is named."""
    return record.actor(statement.speaker).name if statement.speaker else NOBODY


def verb_of(statement: SpeechAct) -> str:
    """What the speaker did: "said", "denied"."""
    if statement.negated:
        return "did not say"
    return THOUGHT if statement.nature == "attitude" else SAID[statement.act]


def company_of(record: Record, statement: Statement) -> str:
    """Who was told, and who passed it on, each behind a comma; empty where nobody is known."""
    told = f", to {names_of(record, statement.addressees)}" if statement.addressees else ""
    passed_on = f", passed on by {names_of(record, statement.relayed_by)}" if statement.relayed_by else ""
    return told + passed_on


def deed_of(event: Event) -> str:
    """What happened: the mode, or else the type."""
    return event.mode or event.type.lower()


def status_of(event: Event) -> str:
    """Whether it happened, in words: "called for"."""
    return event.status.replace("_", " ")


def sides_of(record: Record, event: Event) -> str:
    """Who did it with, to or against whom; empty where nobody is known."""
    sides = [names_of(record, side) for side in (event.actors, event.recipients) if side]
    joined = joined_by(event.type)
    if len(sides) == 1 and not event.actors:
        return f"{joined} {sides[0]}"
    return f" {joined} ".join(sides)


def joined_by(type: str) -> str:
    """What joins the two sides of an event of a type: "with", "against"."""
    return JOINED.get(type, "against")


def names_of(record: Record, participants: Iterable[Participant]) -> str:
    """The names of participants."""
    actors: list[Actor] = [record.actor(participant.actor) for participant in participants]
    return " and ".join(actor.name for actor in actors)


def on_day(day: date) -> str:
    """A day: "9 March 2024"."""
    return f"{day.day} {month_name[day.month]} {day.year}"


def doubt_of(found: Statement | Event) -> str:
    """The confidence where it is low."""
    return f"confidence {found.confidence:.2f}" if found.confidence is not None and found.confidence < LOW_CONFIDENCE else ""
