"""Members of clusters: articles of an origin, actors of somebody, statements and events of articles that are one."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, func, literal, select

from onrecord.storage import across
from onrecord.storage import tables as t
from onrecord.storage.blocks import Kind
from onrecord.storage.identity import hashed

# An article's key in the collection, and the key (or label) of an actor, a statement or an event in its record; of an article itself, nothing.
Ref = tuple[str, str]
A = t.ARTICLES.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A thing of an article (by its number), and the cluster that it is in, if it has been compared: its number and key."""

    article: int
    number: int
    ref: Ref
    cluster: int | None
    key: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterTables:
    """Where clusters of a kind stand: their table, the table that has the cluster of each thing, and that of things."""

    clusters: Table
    cluster: str
    members: Table
    of: str
    things: Table
    thing: str


CLUSTERS: dict[Kind, ClusterTables] = {
    "origin": ClusterTables(clusters=across.ORIGINS, cluster="origin", members=across.COPIES, of="origin", things=t.ARTICLES, thing="article"),
    "actor": ClusterTables(clusters=t.PEOPLE, cluster="person", members=t.ACTORS, of="person", things=t.ACTORS, thing="actor"),
    "statement": ClusterTables(
        clusters=across.STATEMENT_CLUSTERS, cluster="cluster", members=across.TELLINGS, of="cluster", things=t.STATEMENTS, thing="statement"
    ),
    "event": ClusterTables(
        clusters=across.EVENT_CLUSTERS, cluster="cluster", members=across.REPORTS, of="cluster", things=t.EVENTS, thing="event"
    ),
}  # fmt: skip


def things_of(connection: Connection, kind: Kind, articles: Collection[int], wanted: Collection[Ref] | None = None) -> Iterator[Member]:
    """Things of a kind of articles: all, or those that are wanted."""
    asked = _selected(kind, joined="outer").where(A.article.in_(articles))
    if wanted is None or kind == "origin":
        return _members(connection, asked)
    keys = {key for _, key in wanted}
    return (one for one in _members(connection, asked.where(_key(kind).in_(keys))) if one.ref in wanted)


def members_of(connection: Connection, kind: Kind, clusters: Collection[int], most: int) -> tuple[list[Member], dict[int, int]]:
    """Members of clusters that have been compared; of those with more than ``most`` half as many, the first and the last of them; and how many members these clusters have."""
    tables = CLUSTERS[kind]
    cluster, thing = tables.members.c[tables.of], tables.things.c[tables.thing]
    counted = select(cluster, func.count()).where(cluster.in_(clusters)).group_by(cluster)
    sizes: dict[int, int] = {row[0]: row[1] for row in connection.execute(counted)}
    large = {number: size for number, size in sizes.items() if size > most}
    is_compared = select(across.COMPARED.c.article)
    asked = _selected(kind, joined="inner").where(A.article.in_(is_compared))
    found = list(_members(connection, asked.where(cluster.in_(sizes.keys() - large.keys())))) if len(sizes) > len(large) else []
    for number in sorted(large):
        ends = [
            member
            for order in (thing.asc(), thing.desc())
            for member in _members(connection, asked.where(cluster == number).order_by(order).limit(most // 4))
        ]
        found += dict.fromkeys(ends)
    return found, large


def unused_key(connection: Connection, kind: Kind, key: str, first: Ref) -> str:
    """A key for a cluster where another one has the key that it should have: told apart by the first member."""
    c, number = CLUSTERS[kind].clusters.c, 1
    while True:
        other = hashed(f"{kind} {key} {' '.join(first)} {number}")
        if connection.execute(select(c.key).where(c.key == other)).first() is None:
            return other
        number += 1


def _key(kind: Kind) -> ColumnElement[str]:
    """The key of a thing in its article, or its label where its record has no keys."""
    things = CLUSTERS[kind].things.c
    return literal("") if kind == "origin" else func.coalesce(func.nullif(things.key, ""), things.id)


def _selected(kind: Kind, *, joined: str) -> Select[Any]:
    tables = CLUSTERS[kind]
    things, clusters, number = tables.things, tables.clusters, tables.things.c[tables.thing]
    asked = select(
        A.article, A.key.label("article_key"), number.label("number"), _key(kind).label("thing_key"), clusters.c[tables.cluster].label("cluster"), clusters.c.key
    )  # fmt: skip
    asked = asked.select_from(things)
    if things is not t.ARTICLES:
        asked = asked.join(t.ARTICLES, A.article == things.c.article)
    is_outer = joined == "outer"
    if tables.members is not things:
        asked = asked.join(tables.members, tables.members.c[tables.thing] == number, isouter=is_outer)
    return asked.join(clusters, clusters.c[tables.cluster] == tables.members.c[tables.of], isouter=is_outer)


def _members(connection: Connection, asked: Select[Any]) -> Iterator[Member]:
    for row in connection.execute(asked):
        yield Member(article=row.article, number=row.number, ref=(row.article_key, row.thing_key), cluster=row.cluster, key=row.key)
