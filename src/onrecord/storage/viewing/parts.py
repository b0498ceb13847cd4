"""A part of a list, and how long the list is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import Any, Generic, Literal, TypeVar

from sqlalchemy import CompoundSelect, Connection, Select, func, select

from onrecord.storage import across
from onrecord.storage import tables as t
from onrecord.storage.asking import (
    actors_numbered,
    articles_numbered,
    ordered_actors,
    ordered_articles,
    ordered_statements,
    statements_numbered,
)
from onrecord.storage.asking_across import disputes_numbered, events_told_of, latest_reports, ordered_disputes
from onrecord.storage.filters import Filters, events_wanted
from onrecord.storage.rows import StoredStatement
from onrecord.storage.viewing.articles import TELLINGS
from onrecord.storage.viewing.stories import Story, stories

Listed = Literal["articles", "statements", "events", "actors", "disputes"]
Item = TypeVar("Item")
# Longer lists are said to be longer: counting takes time with each.
MOST_COUNTED = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Generic[Item]):
    """Items of a list from ``offset`` on, and how many the whole list has; where that is more than ``MOST_COUNTED``, only that it is."""

    items: tuple[Item, ...]
    offset: int
    total: int

    @property
    def is_counted(self) -> bool:
        """Whether ``total`` is exact."""
        return self.total <= MOST_COUNTED

    @property
    def following(self) -> int | None:
        """Where the next part begins, if there is one."""
        end = self.offset + len(self.items)
        return end if self.items and (end < self.total or not self.is_counted) else None


ORDERED: dict[Listed, tuple[Callable[[Connection, Filters], Select[Any]], Callable[[Connection, Sequence[int]], Iterator[Any]]]] = {
    "articles": (ordered_articles, articles_numbered),
    "statements": (ordered_statements, statements_numbered),
    "actors": (ordered_actors, actors_numbered),
    "disputes": (ordered_disputes, disputes_numbered),
}


def part(connection: Connection, what: Listed, filters: Filters, offset: int) -> Part[Any]:
    """The part of a list that begins at ``offset`` and has up to ``filters.limit`` items."""
    if what == "events":
        return _events(connection, filters, offset, lambda latest: events_told_of(connection, list(latest), latest))
    ordered, details = ORDERED[what]
    return _part(connection, ordered(connection, filters), filters.limit, offset, partial(details, connection))


def statements_in_short(connection: Connection, filters: Filters, offset: int) -> Part[StoredStatement]:
    """A part of a list of statements, each with some of its tellings."""
    details = partial(statements_numbered, connection, tellings=TELLINGS + 1)
    return _part(connection, ordered_statements(connection, filters), filters.limit, offset, details)


def stories_in_short(connection: Connection, filters: Filters, offset: int) -> Part[Story]:
    """A part of a list of events, in short."""
    return _events(connection, filters, offset, partial(stories, connection))


def _part(
    connection: Connection, wanted: Select[Any], limit: int, offset: int, details: Callable[[Sequence[int]], Iterable[Item]]
) -> Part[Item]:
    numbers = list(connection.execute(wanted.limit(limit).offset(offset)).scalars())
    items = tuple(details(numbers))
    return Part(items=items, offset=offset, total=total(connection, wanted.order_by(None), offset, len(items), limit))


def total(connection: Connection, wanted: Select[Any] | CompoundSelect[Any], offset: int, found: int, limit: int) -> int:
    """How many there are; not asked where the end of the list has been seen."""
    if found < limit and (found or not offset):
        return offset + found
    return connection.execute(select(func.count()).select_from(wanted.limit(MOST_COUNTED + 1).subquery())).scalar_one()


def _events(connection: Connection, filters: Filters, offset: int, details: Callable[[Mapping[int, int]], Iterable[Item]]) -> Part[Item]:
    """Events are found by their reports, of which one has several: those before ``offset`` are looked at, too."""
    until = replace(filters, limit=offset + filters.limit)
    latest = dict(islice(latest_reports(connection, until).items(), offset, None))
    items = tuple(details(latest))
    r = across.REPORTS.c
    wanted = select(r.cluster).join(t.EVENTS, t.EVENTS.c.event == r.event).where(*events_wanted(connection, filters)).distinct()
    return Part(items=items, offset=offset, total=total(connection, wanted, offset, len(items), filters.limit))
