"""What pictures are drawn from: statements counted, contacts with who took part, places with how much happened there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from onrecord.records import HAPPENED
from onrecord.storage import across
from onrecord.storage import tables as t
from onrecord.storage.asking import ordered_statements
from onrecord.storage.filters import CONTACT, Filters, events_wanted

S, P, E, R, C = t.STATEMENTS.c, t.PEOPLE.c, t.EVENTS.c, across.REPORTS.c, across.EVENT_CLUSTERS.c
# A picture shows no more, and more takes time.
MOST_STATEMENTS, MOST_REPORTS = 10_000, 4_000
LATEST_FIRST = (E.day.desc().nulls_last(), E.article.desc(), E.position)


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidCount:
    """How many statements somebody made in articles of a day (ISO, ``None``: unknown) by an act, direct, indirect or mixed (``kind``)."""

    key: str
    name: str
    day: str | None
    act: str
    kind: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Somebody who took part in a contact; ``key`` across articles."""

    key: str
    name: str
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A contact over all articles that report it, with everybody who is told to have taken part."""

    key: str
    people: tuple[Participant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCount:
    """A place (degrees, WGS 84) with how many events, or reports of an event, are told to have been there."""

    name: str
    latitude: float
    longitude: float
    number: int


def said_counts(connection: Connection, filters: Filters) -> list[SaidCount]:
    """The latest statements that are asked for and have a speaker, counted."""
    wanted = ordered_statements(connection, filters).where(S.person.is_not(None))
    latest = wanted.with_only_columns(S.person, S.day, S.act, S.kind).limit(MOST_STATEMENTS).subquery()
    told = (P.key, P.name, latest.c.day, latest.c.act, latest.c.kind)
    asked = select(*told, func.count()).join(latest, latest.c.person == P.person).group_by(*told).order_by(*told)
    return [
        SaidCount(key=key, name=name, day=day, act=act, kind=kind, number=number)
        for key, name, day, act, kind, number in connection.execute(asked)
    ]


def contacts(connection: Connection, filters: Filters) -> list[Contact]:
    """The latest contacts that are asked for, planned and denied ones aside."""
    parts = t.PARTICIPANTS.c
    held = _latest_that_happened(connection, filters, E.type == CONTACT)
    asked = select(C.key, P.key.label("person"), P.name, P.type).join(across.REPORTS, R.cluster == C.cluster)
    asked = asked.join(t.PARTICIPANTS, parts.event == R.event).join(t.PEOPLE, P.person == parts.person).where(R.event.in_(held))
    people: dict[str, dict[str, Participant]] = defaultdict(dict)
    for key, person, name, type in connection.execute(asked.order_by(C.cluster, parts.event, parts.side, parts.position)):
        people[key].setdefault(person, Participant(key=person, name=name, type=type))
    return [Contact(key=key, people=tuple(known.values())) for key, known in people.items()]


def places(connection: Connection, filters: Filters) -> list[PlaceCount]:
    """Where the latest events that are asked for happened; each is counted once, where its latest report has it."""
    happened = _latest_that_happened(connection, filters, E.latitude.is_not(None), E.longitude.is_not(None))
    rows = connection.execute(_placed().where(E.event.in_(happened)).order_by(*LATEST_FIRST))
    latest = {row.cluster: row for row in reversed(rows.all())}
    return list(_counted(latest.values()))


def places_of(connection: Connection, event: str) -> list[PlaceCount]:
    """Where the reports of an event, named by its key across articles, have it."""
    asked = _placed().join(across.EVENT_CLUSTERS, C.cluster == R.cluster).where(C.key == event, E.latitude.is_not(None))
    return list(_counted(connection.execute(asked.where(E.longitude.is_not(None)))))


def _latest_that_happened(connection: Connection, filters: Filters, *conditions: ColumnElement[bool]) -> Select[Any]:
    asked = select(E.event).where(E.status.in_(HAPPENED), *conditions, *events_wanted(connection, filters))
    return asked.order_by(*LATEST_FIRST).limit(MOST_REPORTS)


def _placed() -> Select[Any]:
    name = func.coalesce(E.place_name, E.place).label("name")
    return select(R.cluster, name, E.latitude, E.longitude).join(t.EVENTS, E.event == R.event)


def _counted(rows: Iterable[Any]) -> Iterator[PlaceCount]:
    counts = Counter((row.name, row.latitude, row.longitude) for row in rows)
    for (name, latitude, longitude), number in counts.most_common():
        yield PlaceCount(name=name, latitude=latitude, longitude=longitude, number=number)
