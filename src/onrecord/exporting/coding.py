"""A record as coded events: PLOVER types with actors and recipients, as in event data. Tables: ``data/exports.json``.

Undone here are the two points in which our types differ from PLOVER's manual: a signed agreement is SUPPORT, a planned contact AGREE. What is denied, only
possible or called for is no event to PLOVER and is left out; so is what is said without accusing, rejecting, requesting, threatening, promising or praising.

Formats that ask for a day with every event get that of the publication where the text gives none; ``dated_by`` tells the two apart.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import permutations, product
from typing import Any, Literal

from onrecord.article import Span
from onrecord.ontology import EventType, Mode, types
from onrecord.records import HAPPENED, Actor, Date, Event, Place, Record, Statement

MUTUAL = ("CONSULT", "COOPERATE")
DAY, MONTH = len("YYYY-MM-DD"), len("YYYY-MM")
FIRST = "-01-01"
UNEXPECTED = "events that are denied, possible or called for"
# What a day or month was taken from: the event's own date words, the first day of the month or year that they name, or the publication.
DatedBy = Literal["event", "period", "publication"]
DATED_OTHERWISE = {
    "period": "days of events that the text dates to a month or year (there: its first day)",
    "publication": "days of events that the text does not date (there: the day of publication)",
    None: "days of events that neither the text nor the publication dates",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """An event coded for export. ``words``: the evidence; ``at``: the trigger; ``key`` and ``confidence``: of the statement or event."""

    id: str
    key: str | None
    type: EventType
    mode: Mode | None
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    words: Span
    at: Span
    date: Date | None = None
    place: Place | None = None
    published: str | None = None
    confidence: float | None = None
    is_mutual: bool = False

    @property
    def day(self) -> str | None:
        """An ISO date for formats that ask for one: see ``dated``."""
        return self.dated(DAY)[0]

    @property
    def dated_by(self) -> DatedBy | None:
        """What that date was taken from."""
        return self.dated(DAY)[1]

    def dated(self, to: int) -> tuple[str | None, DatedBy | None]:
        """The day or month (``to``) to count the event under, and what it was taken from; the publication's where the text says nothing else."""
        value = ((self.date.value if self.date is not None else None) or "")[:to]
        if len(value) == to:
            return value, "event"
        if value and not (self.published or "").startswith(value):
            return (value + FIRST[len(value) - len("YYYY") :])[:to], "period"
        return (self.published[:to], "publication") if self.published else (None, None)

    @property
    def quad(self) -> str:
        """The quad class of the type."""
        return types()[self.type].quad

    @property
    def contexts(self) -> tuple[str, ...]:
        """PLOVER's contexts, by keywords in the evidence."""
        said = {form for word in re.findall(r"\w+", self.words.text.casefold()) for form in (word, word.removesuffix("s"))}
        return tuple(name for name, words in tables()["contexts"].items() if not said.isdisjoint(words))

    @property
    def cameo(self) -> tuple[str, str, float]:
        """CAMEO code, its label and its value on Goldstein's scale."""
        known = tables()["cameo"][self.type]
        code, label, value = known.get(self.mode or "", known[""])
        return code, label, value

    def pairs(self) -> Iterator[tuple[Actor | None, Actor | None]]:
        """Each actor with each recipient, in both directions for reciprocal events; an unknown side is ``None``."""
        sides = (*self.actors, *self.recipients)
        if self.is_mutual and len(sides) > 1:
            yield from permutations(sides, 2)
        else:
            yield from product(self.actors or (None,), self.recipients or (None,))


def coded_events(record: Record) -> Iterator[Coded]:
    """The events of a record, then its statements that are events to PLOVER, each in order."""
    known = {actor.id: actor for actor in record.actors}
    for event in record.events:
        yield from _of_event(record, event, known)
    for statement in record.statements:
        yield from _of_statement(record, statement, known)


def is_expected(event: Event) -> bool:
    """Whether an event happened, goes on or is planned: formats without a status have such events only."""
    return event.status in (*HAPPENED, "planned")


def is_made(statement: Statement) -> bool:
    """Whether something was said or written; not so thoughts, and words that somebody did not say."""
    return statement.nature == "utterance" and not statement.negated


def _of_event(record: Record, event: Event, known: dict[str, Actor]) -> Iterator[Coded]:
    type, mode = event.type, event.mode
    if event.status == "planned":
        intended = type in tables()["intended"]
        type, mode = (
            ("AGREE", "meet" if type == "CONSULT" else None) if intended else ("THREATEN", "violence" if type == "ASSAULT" else None)
        )
    elif event.status not in HAPPENED:
        return
    elif type == "AGREE":
        type, mode = "SUPPORT", "sign"
    yield Coded(
        id=f"{record.article.id}:{event.id}",
        key=event.key,
        type=type,
        mode=mode,
        actors=tuple(known[one.actor] for one in event.actors),
        recipients=tuple(known[one.actor] for one in event.recipients),
        words=event.evidence,
        at=event.trigger,
        date=event.date,
        place=event.place,
        published=record.article.published,
        confidence=event.confidence,
        is_mutual=event.type in MUTUAL or (event.type == "AGREE" and not event.recipients),
    )


def _of_statement(record: Record, statement: Statement, known: dict[str, Actor]) -> Iterator[Coded]:
    type, mode = tables()["acts"].get(statement.act, (None, None))
    if type is None or statement.speaker is None or not is_made(statement):
        return
    told = [known[one.actor] for one in statement.addressees]
    content = Span(start=statement.content[0].start, end=statement.content[-1].end, text=" ".join(part.text for part in statement.content))
    named = [] if told else _named_in(statement, known)
    yield Coded(
        id=f"{record.article.id}:{statement.id}",
        key=statement.key,
        type=type,
        mode=mode,
        actors=(known[statement.speaker],),
        recipients=tuple(told or named),
        words=content,
        at=statement.cue or statement.content[0],
        published=record.article.published,
        confidence=statement.confidence,
    )


def _named_in(statement: Statement, known: dict[str, Actor]) -> list[Actor]:
    """The first actor named in the content of a statement without addressees: who is accused, asked or threatened."""
    found = [
        (mention.start, actor.id)
        for actor in known.values()
        if actor.id != statement.speaker
        for mention in actor.mentions
        if any(part.start <= mention.start < part.end for part in statement.content)
    ]
    return [known[min(found)[1]]] if found else []


def lost(record: Record) -> Counter[str]:
    """What of a record has no row in event data, or another day there."""
    return left_out(record) + Counter(DATED_OTHERWISE[event.dated_by] for event in coded_events(record) if event.dated_by != "event")


def left_out(record: Record) -> Counter[str]:
    """What of a record has no row in event data."""
    coded = len(list(coded_events(record)))
    untold = sum(not is_expected(event) for event in record.events)
    spoken = coded - (len(record.events) - untold)
    return +Counter(
        {
            UNEXPECTED: untold,
            "statements that are no event to PLOVER": len(record.statements) - spoken,
        }
    )


def state_number(country: str | None) -> int | None:
    """The Correlates of War number of a country (ISO 3166 alpha-3); ``None`` for a country that is no state of that system."""
    number: int | None = tables()["cow"].get(country or "")
    return number


def paragraph_of(record: Record, offset: int) -> int:
    """The number, from 1, of the article's block that contains a character."""
    return sum(block.start <= offset for block in record.article.blocks)


@cache
def tables() -> dict[str, Any]:
    """The tables, words split into sets."""
    table: dict[str, Any] = json.loads(files("onrecord").joinpath("data/exports.json").read_text("utf-8"))
    table["contexts"] = {name: frozenset(words.split()) for name, words in table["contexts"].items()}
    table["intended"] = frozenset(table["intended"].split())
    return table
