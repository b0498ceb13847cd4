"""What is asked for, as conditions of a query."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from typing import Any, Literal, Self, get_args

from sqlalchemy import ColumnElement, Connection, Select, column, exists, func, literal_column, or_, select
from sqlalchemy import table as sqlalchemy_table

from onrecord.ontology import EVENT_TYPES, EventType, is_mode_of, types
from onrecord.records import Act, ActorType, StatementKind, Status
from onrecord.storage import tables as t
from onrecord.storage.days import is_day
from onrecord.storage.identity import IDENTIFIER, folded
from onrecord.storage.opening import is_postgres

KEY = re.compile(r"[0-9a-f]{20}")
CONTACT: EventType = "CONSULT"
# "Reporters" are somebody else in each article.
MANY = 2000
# What a year or a month lacks to be its last day.
LAST_DAY = "YYYY-12-31"
# What a database takes as a limit has 64 bits.
MOST = 2**63 - 1
DisputeKind = Literal["denied", "figures", "unsaid"]
TYPES: dict[str, tuple[str, ...]] = {
    "statements": get_args(StatementKind),
    "contacts": tuple(types()[CONTACT].modes),
    "actors": get_args(ActorType),
    "disputes": get_args(DisputeKind),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What is asked for. Names are matched by whole words in any order, without regard to case and accents, or are a Wikidata identifier or a person's key.

    ``speaker``, ``to``: who says, and who is told; of events, who takes part on either side (of a contact, on any). ``about``: words of a statement or of an event's
    evidence. ``type``: of a statement direct, indirect or mixed; of an event PLOVER's types or its mode; of an actor person, organization, country or group.
    ``since`` and ``until``: ISO days, months or years of publication, inclusive; ``place``: words of an event's place or its country's code. ``limit``: 0 for all.
    ValueError says what may be asked for.
    """

    speaker: str | None = None
    to: str | None = None
    about: str | None = None
    type: str | None = None
    act: str | None = None
    status: str | None = None
    since: str | None = None
    until: str | None = None
    place: str | None = None
    publisher: str | None = None
    min_confidence: float = 0.0
    limit: int = 0

    def __post_init__(self) -> None:
        for name in ("since", "until"):
            _check(name, getattr(self, name), is_day, "a day (YYYY-MM-DD), a month (YYYY-MM) or a year (YYYY)")
        for name, choices in (("act", get_args(Act)), ("status", get_args(Status))):
            _check(name, getattr(self, name), choices.__contains__, f"one of {', '.join(choices)}")
        _check("min_confidence", self.min_confidence, lambda value: 0 <= value <= 1, "a number from 0 to 1")
        _check("limit", self.limit, lambda value: 0 <= value <= MOST, f"a whole number from 0 (for all) to {MOST}")

    def checked_for(self, what: str) -> Self:
        """These filters. ValueError where what is asked for (statements, contacts, events, actors, disputes) has no such type."""
        if what == "events":
            _check("type", self.type, _is_type_or_mode, f"one of {', '.join(EVENT_TYPES)} or a mode of theirs")
        else:
            _check("type", self.type, TYPES[what].__contains__, f"one of {', '.join(TYPES[what])}")
        return self

    def given(self) -> list[str]:
        """The names of what is asked for, the limit aside."""
        return [part.name for part in fields(self) if part.name != "limit" and getattr(self, part.name) not in (None, 0.0)]


def _check(name: str, value: Any, fits: Callable[[Any], bool], may_be: str) -> None:
    """ValueError where a value is given that cannot be."""
    if value is not None and not fits(value):
        raise ValueError(f"{name} is {may_be}, not {value!r}")


def _is_type_or_mode(type: str) -> bool:
    return type.upper() in EVENT_TYPES or any(is_mode_of(one, type) for one in EVENT_TYPES)


def statements_wanted(connection: Connection, filters: Filters) -> Iterator[ColumnElement[bool]]:
    """The conditions on statements."""
    c = t.STATEMENTS.c
    if filters.speaker is not None:
        yield c.person.in_(people_called(connection, filters.speaker))
    if filters.to is not None:
        yield _told(connection, filters.to)
    if filters.about is not None:
        yield c.statement.in_(matching(connection, "statements", "statement", filters.about))
    if filters.type is not None:
        yield c.kind == filters.type
    if filters.act is not None:
        yield c.act == filters.act
    yield from _in_articles(connection, c, filters)
    if filters.min_confidence:
        yield or_(c.confidence.is_(None), c.confidence >= filters.min_confidence)


def _told(connection: Connection, name: str) -> ColumnElement[bool]:
    """That somebody is told. Where a name fits many, statements are gone through by day: "+ 0" keeps SQLite from looking up each of theirs."""
    told, people, number = t.ADDRESSEES.c, people_called(connection, name), t.STATEMENTS.c.statement
    is_many = len(connection.execute(people.limit(MANY)).all()) == MANY
    return (number + 0 if is_many else number).in_(select(told.statement).where(told.person.in_(people)))


def _at(place: str) -> Select[Any]:
    """Events at a place, from an index of places alone."""
    e, words = t.EVENTS.alias().c, f"%{_escaped(place.lower())}%"
    named = [func.lower(column).like(words, escape="\\") for column in (e.place, e.place_name)]
    return select(e.event).where(e.place.is_not(None), or_(e.place_country == place.upper(), *named))


def events_wanted(connection: Connection, filters: Filters) -> Iterator[ColumnElement[bool]]:
    """The conditions on events."""
    c = t.EVENTS.c
    for name, side in ((filters.speaker, "actor"), (filters.to, "recipient")):
        if name is not None:
            yield c.event.in_(_taking_part(connection, name, side))
    if filters.speaker is not None and filters.to is not None:
        yield _by_two(connection, filters.speaker, filters.to)
    if filters.about is not None:
        yield c.event.in_(matching(connection, "events", "event", filters.about))
    if filters.type is not None:
        yield c.type == filters.type.upper() if filters.type.isupper() else or_(c.type == filters.type.upper(), c.mode == filters.type)
    if filters.status is not None:
        yield c.status == filters.status
    if filters.place is not None:
        yield c.event.in_(_at(filters.place))
    yield from _in_articles(connection, c, filters)
    if filters.min_confidence:
        yield or_(c.confidence.is_(None), c.confidence >= filters.min_confidence)


def _taking_part(connection: Connection, name: str, side: str) -> Select[Any]:
    """Events in which somebody takes part on a side; of contacts, on any."""
    parts = t.PARTICIPANTS.c
    on_side = or_(parts.side == side, exists().where(t.EVENTS.c.event == parts.event, t.EVENTS.c.type == CONTACT).correlate(t.PARTICIPANTS))
    return select(parts.event).where(parts.person.in_(people_called(connection, name)), on_side)


def _by_two(connection: Connection, one: str, other: str) -> ColumnElement[bool]:
    """That two participants are meant, not one whom both names fit."""
    first, second = t.PARTICIPANTS.alias(), t.PARTICIPANTS.alias()
    return exists().where(
        first.c.event == t.EVENTS.c.event,
        second.c.event == t.EVENTS.c.event,
        first.c.person != second.c.person,
        first.c.person.in_(people_called(connection, one)),
        second.c.person.in_(people_called(connection, other)),
    )


def articles_wanted(connection: Connection, filters: Filters) -> Iterator[ColumnElement[bool]]:
    """The conditions on articles."""
    c = t.ARTICLES.c
    if filters.about is not None:
        yield c.page.in_(matching(connection, "pages", "page", filters.about))
    if filters.speaker is not None:
        said = t.STATEMENTS.c
        yield c.article.in_(select(said.article).where(said.person.in_(people_called(connection, filters.speaker))))
    yield from _in_articles(connection, c, filters)


def people_wanted(connection: Connection, filters: Filters) -> Iterator[ColumnElement[bool]]:
    """The conditions on people."""
    if filters.speaker is not None:
        yield t.PEOPLE.c.person.in_(people_called(connection, filters.speaker))
    if filters.type is not None:
        yield t.PEOPLE.c.type == filters.type
    if filters.place is not None:
        yield t.PEOPLE.c.country == filters.place.upper()


def _in_articles(connection: Connection, c: Any, filters: Filters) -> Iterator[ColumnElement[bool]]:
    if filters.since is not None:
        yield c.day >= filters.since
    if filters.until is not None:
        yield c.day <= filters.until + LAST_DAY[len(filters.until) :]
    if filters.publisher is not None:
        words = f"%{_escaped(filters.publisher.lower())}%"
        known = t.PUBLISHERS.c.publisher
        yield c.publisher.in_(connection.execute(select(known).where(func.lower(known).like(words, escape="\\"))).scalars().all())


def _escaped(words: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", words)


def people_called(connection: Connection, name: str) -> Select[Any]:
    """The numbers of people with a name, an identifier or a key; somebody who has it under one identifier is found by all their names."""
    people = t.PEOPLE.c
    if IDENTIFIER.fullmatch(name):
        return select(people.person).where(people.wikidata == name)
    if KEY.fullmatch(name):
        return select(people.person).where(people.key == name)
    return select(t.NAMES.c.person).where(t.NAMES.c.number.in_(matching(connection, "names", "number", folded(name))))


def matching(connection: Connection, table: str, key: str, words: str) -> Select[Any]:
    """The keys of rows of a searched table that have all of the words; those in quotation marks one after another."""
    query = as_query(words)
    if is_postgres(connection):
        language: ColumnElement[Any] = literal_column("'simple'" if table == "names" else "'english'")
        searched = t.METADATA.tables[table].alias(f"{table}_searched")
        vector: ColumnElement[Any] = literal_column(f"{table}_searched.search")
        return select(searched.c[key]).where(vector.op("@@")(func.websearch_to_tsquery(language, query)))
    index = sqlalchemy_table(f"{table}_search", column("rowid"))
    return select(index.c.rowid).where(literal_column(index.name).op("MATCH")(query))


def as_query(words: str) -> str:
    """Words as both databases' full text search takes them: each one, or each phrase in quotation marks, must be there."""
    phrases = re.findall(r'"([^"]*)"|([^\s"]+)', words)
    told = [" ".join(re.findall(r"\w+", one or other)) for one, other in phrases]
    return " ".join(f'"{phrase}"' for phrase in told if phrase) or '""'
