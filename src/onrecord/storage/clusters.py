"""Clusters across articles, as they are stored: copies of one origin, the same statements and events; put in the place of those that were found before."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, exists, func, insert, select, update

from onrecord.storage import across
from onrecord.storage.blocks import Kind
from onrecord.storage.deriving import next_number
from onrecord.storage.members import CLUSTERS, ClusterTables, Ref, unused_key

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """Articles of one origin, the original first."""

    key: str
    agency: str | None
    publisher: str | None
    members: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OneTelling:
    """A statement as it is told in an article; ``diff``: (kind, words of what it is held against, its words), without what is the same throughout."""

    ref: Ref
    against: Ref
    variant: str
    touches: str | None
    diff: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OneStatement:
    """Statements of articles that are one, the earliest first."""

    key: str
    original: Ref
    tellings: tuple[OneTelling, ...]

    @property
    def members(self) -> tuple[Ref, ...]:
        """The statements."""
        return tuple(told.ref for told in self.tellings)


@dataclass(frozen=True, slots=True, kw_only=True)
class OneEvent:
    """Events of articles that are one, by date."""

    key: str
    members: tuple[Ref, ...]


def put_clusters(
    connection: Connection,
    kind: Kind,
    found: Sequence[Copies | OneStatement | OneEvent],
    taken: Collection[int],
    large: Mapping[int, Ref],
    numbers: Mapping[Ref, int],
) -> list[int]:
    """Put clusters that were found in the place of those that were taken for it; their numbers.

    ``large``: clusters of which not all members were looked at, each with one that was: the others go where that one goes.
    """
    tables = CLUSTERS[kind]
    placed = _numbered(connection, kind, [(one.key, one.members[0]) for one in found], taken)
    rows, members = list[Row](), list[Row]()
    for (number, key), one in zip(placed, found, strict=True):
        rows.append({tables.cluster: number, "key": key, **_facts(one, numbers)})
        members += [row | {tables.of: number} for row in _member_rows(tables.thing, one, numbers)]
    _put(connection, tables.clusters, tables.cluster, rows, taken)
    after = _put_members(connection, tables, members, taken, {before: numbers[ref] for before, ref in large.items()})
    _take_empty_ones(connection, kind, taken, after)
    return [number for number, _ in placed]


def _put_members(
    connection: Connection, tables: ClusterTables, rows: Sequence[Row], taken: Collection[int], large: Mapping[int, int]
) -> Mapping[int, int]:
    """Put members in their clusters; of clusters that were taken, where the first of their members is now, with all others of those that are large."""
    things, cluster = tables.members.c[tables.thing], tables.members.c[tables.of]
    cluster_of = {row[tables.thing]: row[tables.of] for row in rows}
    firsts = select(cluster, func.min(things)).where(cluster.in_(taken), things.in_(cluster_of)).group_by(cluster)
    after = {before: cluster_of[thing] for before, thing in connection.execute(firsts)}
    for before, thing in large.items():
        after[before] = cluster_of[thing]
        if after[before] != before:
            connection.execute(update(tables.members).where(cluster == before).values({tables.of: after[before]}))
    connection.execute(delete(tables.members).where(things.in_(cluster_of)))
    if rows:
        connection.execute(insert(tables.members), rows)
    return after


def _take_empty_ones(connection: Connection, kind: Kind, taken: Collection[int], after: Mapping[int, int]) -> None:
    """Take away clusters that have no members any more; what was said of an event is said of the one that it is part of now."""
    tables = CLUSTERS[kind]
    number, cluster = tables.clusters.c[tables.cluster], tables.members.c[tables.of]
    emptied = select(number).where(number.in_(taken), ~exists().where(cluster == number))
    gone = connection.execute(emptied).scalars().all()
    if kind == "event":
        _move_voices(connection, {before: after[before] for before in gone if before in after})
    connection.execute(delete(tables.clusters).where(number.in_(gone)))


def _move_voices(connection: Connection, moved: Mapping[int, int]) -> None:
    """Make what is said of events that are part of others now said of these; what is not, goes when accounts are put in."""
    if moved:
        rows = [{"before": before, "after": after} for before, after in moved.items()]
        event = across.VOICES.c.event
        connection.execute(update(across.VOICES).where(event == bindparam("before")).values(event=bindparam("after")), rows)


def _numbered(connection: Connection, kind: Kind, found: Sequence[tuple[str, Ref]], taken: Collection[int]) -> list[tuple[int, str]]:
    """Numbers and keys of clusters: of a taken one of the same key, else new ones; a key that another cluster has is told apart by the first member."""
    c = CLUSTERS[kind].clusters.c
    number = c[CLUSTERS[kind].cluster]
    known = dict(connection.execute(select(c.key, number).where(c.key.in_([key for key, _ in found]))).all())
    following = next_number(connection, number)
    placed = list[tuple[int, str]]()
    for key, first in found:
        if known.get(key) in taken:
            placed.append((known[key], key))
            continue
        placed.append((following, key if key not in known else unused_key(connection, kind, key, first)))
        following += 1
    return placed


def _facts(one: Copies | OneStatement | OneEvent, numbers: Mapping[Ref, int]) -> Row:
    if isinstance(one, Copies):
        return {"agency": one.agency, "publisher": one.publisher, "original": numbers[one.members[0]]}
    if isinstance(one, OneStatement):
        return {"original": numbers[one.original]}
    return {"original": numbers[one.members[0]], "origins": 0, "denying_origins": 0}  # Counted when accounts are put in.


def _member_rows(thing: str, one: Copies | OneStatement | OneEvent, numbers: Mapping[Ref, int]) -> Iterable[Row]:
    if not isinstance(one, OneStatement):
        return ({thing: numbers[ref]} for ref in one.members)
    return (
        {
            thing: numbers[told.ref],
            "against": numbers[told.against],
            "variant": told.variant,
            "touches": told.touches,
            "diff": json.dumps(told.diff, ensure_ascii=False),
        }
        for told in one.tellings
    )


def _put(connection: Connection, table: Table, number: str, rows: Sequence[Row], known: Collection[int]) -> None:
    """Put in rows that are new, and change those that are there."""
    new = [row for row in rows if row[number] not in known]
    changed = [{f"new_{name}": value for name, value in row.items()} for row in rows if row[number] in known]
    if new:
        connection.execute(insert(table), new)
    if changed:
        values: Row = {name.removeprefix("new_"): bindparam(name) for name in changed[0] if name != f"new_{number}"}
        connection.execute(update(table).where(table.c[number] == bindparam(f"new_{number}")).values(values), changed)
