"""What is not compared yet: articles that are new or have changed, and clusters of which members have gone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, select, update

from onrecord.storage import across
from onrecord.storage import tables as t
from onrecord.storage.asking import batches
from onrecord.storage.blocks import KINDS, Kind, forget_blocks

P, S = across.PENDING.c, across.STALE.c


def how_many(connection: Connection) -> int:
    """How many articles are not compared yet, and clusters that have lost members."""
    return sum(connection.execute(select(func.count()).select_from(table)).scalar_one() for table in (across.PENDING, across.STALE))


def state_of(connection: Connection) -> int:
    """A number that is another as soon as anything is that answers depend on."""
    return connection.execute(select(across.CHANGES_COUNTED.c.number)).scalar() or 0


def _count_change(connection: Connection) -> None:
    c = across.CHANGES_COUNTED.c
    if connection.execute(update(across.CHANGES_COUNTED).values(number=c.number + 1)).rowcount == 0:
        connection.execute(insert(across.CHANGES_COUNTED), {"one": 1, "number": 1})


def pend(connection: Connection, articles: Iterable[int], *, anew: bool = True) -> None:
    """Note that articles are to be compared: ``anew`` entirely, else by what depends on who somebody is across articles."""
    if anew:
        _count_change(connection)
    for some in batches(sorted(set(articles))):
        _pend(connection, set(some), anew=anew)


def _pend(connection: Connection, numbers: set[int], *, anew: bool) -> None:
    known = {row.article for row in connection.execute(select(P.article).where(P.article.in_(numbers)))}
    if anew and known:
        connection.execute(update(across.PENDING).where(P.article.in_(known)).values(anew=True))
    if numbers - known:
        connection.execute(insert(across.PENDING), [{"article": number, "anew": anew} for number in sorted(numbers - known)])


def unsettle(connection: Connection, article: int) -> None:
    """Before the rows of an article go: note which clusters lose members, and forget what it was compared by."""
    _count_change(connection)
    for kind in KINDS:
        _stale(connection, kind, {row[0] for row in connection.execute(_clusters_of(kind, article))})
    forget_blocks(connection, [article])


def forget_words(connection: Connection, article: int) -> None:
    """Take the words of an article that is deleted out of what others are held against."""
    c, s = across.TELLINGS.c, t.STATEMENTS.c
    shared = select(c.cluster).join(t.STATEMENTS, s.statement == c.statement).where(s.article == article)
    connection.execute(update(across.TELLINGS).where(c.cluster.in_(shared)).values(diff="[]"))


def waiting(connection: Connection, most: int) -> dict[int, bool]:
    """Articles that are to be compared, up to so many, those that are entirely first; of each whether it is."""
    asked = select(P.article, P.anew).order_by(P.anew.desc(), P.article).limit(most)
    return {row.article: row.anew for row in connection.execute(asked)}


def stale(connection: Connection, most: int) -> dict[Kind, set[int]]:
    """Clusters that have lost members, up to so many, by their kind."""
    found: dict[Kind, set[int]] = {kind: set() for kind in KINDS}
    for kind, cluster in connection.execute(select(S.kind, S.cluster).order_by(S.kind, S.cluster).limit(most)):
        found[kind].add(cluster)
    return found


def settle(connection: Connection, articles: Iterable[int], clusters: Mapping[Kind, set[int]]) -> None:
    """Note that articles and clusters are compared."""
    connection.execute(delete(across.PENDING).where(P.article.in_(list(articles))))
    for kind, numbers in clusters.items():
        if numbers:
            connection.execute(delete(across.STALE).where(S.kind == kind, S.cluster.in_(numbers)))


def _stale(connection: Connection, kind: Kind, clusters: set[int]) -> None:
    known = set(connection.execute(select(S.cluster).where(S.kind == kind, S.cluster.in_(clusters))).scalars())
    if clusters - known:
        connection.execute(insert(across.STALE), [{"kind": kind, "cluster": number} for number in sorted(clusters - known)])


def _clusters_of(kind: Kind, article: int) -> Select[Any]:
    if kind == "origin":
        return select(across.COPIES.c.origin).where(across.COPIES.c.article == article)
    if kind == "actor":
        return select(t.ACTORS.c.person).where(t.ACTORS.c.article == article).distinct()
    if kind == "statement":
        told = across.TELLINGS.c
        return select(told.cluster).join(t.STATEMENTS, t.STATEMENTS.c.statement == told.statement).where(t.STATEMENTS.c.article == article)
    reported = across.REPORTS.c
    return select(reported.cluster).join(t.EVENTS, t.EVENTS.c.event == reported.event).where(t.EVENTS.c.article == article)
