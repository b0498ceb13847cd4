"""How much of what a collection has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args

from sqlalchemy import ColumnElement, Connection, distinct, func, select

from onrecord.storage import tables as t
from onrecord.storage.filters import Filters, statements_wanted

Groups = Literal["speaker", "publisher", "role", "country", "type", "act", "month", "year"]
GROUPS: tuple[Groups, ...] = get_args(Groups)
TABLES = {
    "articles": t.ARTICLES,
    "versions": t.PAGES,
    "statements": t.STATEMENTS,
    "events": t.EVENTS,
    "actors": t.PEOPLE,
    "failures": t.FAILURES,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Somebody who is quoted: how often, in how many articles."""

    name: str
    wikidata: str | None
    statements: int
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many statements there are of one value (``None``: unknown), by how many people, in how many articles where that is counted."""

    value: str | None
    statements: int
    articles: int | None
    people: int


def totals(connection: Connection) -> dict[str, int]:
    """How many articles, versions, statements, events, actors and failures there are."""
    return {name: connection.execute(select(func.count()).select_from(table)).scalar_one() for name, table in TABLES.items()}


def counts(connection: Connection, by: Groups, filters: Filters) -> list[Count]:
    """Statements that are asked for, counted by a value; by month and year in their order, else the most first."""
    s = t.STATEMENTS.c
    value = _value(by)
    number = func.count(distinct(s.statement))
    asked = select(value.label("value"), number, func.count(distinct(s.article)), func.count(distinct(s.person)))
    asked = asked.select_from(
        t.STATEMENTS.outerjoin(t.ACTORS, t.ACTORS.c.actor == s.speaker).outerjoin(t.PEOPLE, t.PEOPLE.c.person == s.person)
    )
    asked = asked.where(*statements_wanted(connection, filters)).group_by(t.PEOPLE.c.person if by == "speaker" else value)
    if by == "speaker":
        asked = asked.group_by(value)
    ordered = asked.order_by(value) if by in ("month", "year") else asked.order_by(number.desc(), value)
    rows = connection.execute(ordered.limit(filters.limit) if filters.limit else ordered)
    return [Count(value=value, statements=said, articles=articles, people=people) for value, said, articles, people in rows]


def _value(by: Groups) -> ColumnElement[Any]:
    s = t.STATEMENTS.c
    values: dict[str, ColumnElement[Any]] = {
        "speaker": t.PEOPLE.c.name, "publisher": s.publisher, "act": s.act, "role": t.ACTORS.c.role, "country": t.ACTORS.c.country, "type": t.ACTORS.c.type,
        "month": func.substr(s.day, 1, 7), "year": func.substr(s.day, 1, 4),
    }  # fmt: skip
    return values[by]


def speakers(connection: Connection, filters: Filters) -> Iterator[Speaker]:
    """People who say what is asked for, each with how much."""
    s, p = t.STATEMENTS.c, t.PEOPLE.c
    asked = select(p.name, p.wikidata, func.count(), func.count(distinct(s.article))).join(t.PEOPLE, p.person == s.person)
    asked = asked.where(p.type == "person", *statements_wanted(connection, filters)).group_by(p.person, p.name, p.wikidata)
    for name, wikidata, said, articles in connection.execute(asked):
        yield Speaker(name=name, wikidata=wikidata, statements=said, articles=articles)
