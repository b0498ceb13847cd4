"""What there is of somebody beside what they say and do: what is said about them, whom they tell, whom they meet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Select, distinct, func, or_, select

from onrecord.records import HAPPENED
from onrecord.storage import tables as t
from onrecord.storage.asking import statements_numbered
from onrecord.storage.filters import CONTACT, MANY
from onrecord.storage.rows import StoredStatement
from onrecord.storage.viewing.articles import TELLINGS

S, P = t.STATEMENTS.c, t.PEOPLE.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """Somebody with whom somebody else has to do, and how often; ``key`` across articles."""

    key: str
    name: str
    type: str
    role: str | None
    count: int


def said_about(connection: Connection, person: int, limit: int) -> Iterator[StoredStatement]:
    """Statements of others whose words mention somebody by any name, description or pronoun, the latest first."""
    a, m, c = t.ACTORS.c, t.MENTIONS.c, t.CONTENTS.c
    is_within = (c.statement == S.statement) & (c.words_start <= m.words_start) & (c.words_end >= m.words_end)
    asked = select(S.statement).distinct().join(t.ACTORS, a.article == S.article).join(t.MENTIONS, m.actor == a.actor)
    asked = asked.join(t.CONTENTS, is_within).where(a.person == person, or_(S.person.is_(None), S.person != person))
    asked = asked.add_columns(S.day, S.article, S.position).order_by(S.day.desc().nulls_last(), S.article.desc(), S.position)
    yield from statements_numbered(connection, [row.statement for row in connection.execute(asked.limit(limit))], tellings=TELLINGS + 1)


def told(connection: Connection, person: int, limit: int) -> list[Company]:
    """Whom somebody tells, most often first."""
    c = t.ADDRESSEES.c
    asked = select(c.person, func.count(distinct(c.statement)).label("times")).join(t.STATEMENTS, S.statement == c.statement)
    return _company(connection, asked.where(S.person == person).group_by(c.person), limit)


def met(connection: Connection, person: int, limit: int) -> list[Company]:
    """With whom somebody is told to be in contact, planned and denied contacts aside, most reports first."""
    mine, theirs, e = t.PARTICIPANTS.alias().c, t.PARTICIPANTS.c, t.EVENTS.c
    with_me = select(mine.event).where(mine.person == person)
    asked = select(theirs.person, func.count(distinct(theirs.event)).label("times")).join(t.EVENTS, e.event == theirs.event)
    asked = asked.where(theirs.event.in_(with_me), theirs.person != person, e.type == CONTACT, e.status.in_(HAPPENED))
    return _company(connection, asked.group_by(theirs.person), limit)


def _company(connection: Connection, counted: Select[Any], limit: int) -> list[Company]:
    """Those who are called the same are counted together: "reporters" are somebody else in each article."""
    counts = counted.subquery()
    asked = select(P.key, P.name, P.type, P.role, counts.c.times).join(counts, counts.c.person == P.person)
    found: dict[str, Company] = {}
    for key, name, type, role, times in connection.execute(asked.order_by(counts.c.times.desc(), P.name).limit(MANY)):
        known = found.setdefault(name.lower(), Company(key=key, name=name, type=type, role=role, count=0))
        found[name.lower()] = replace(known, count=known.count + times)
    return sorted(found.values(), key=lambda one: (-one.count, one.name))[:limit]
