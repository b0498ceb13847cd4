"""What was found across articles, as it is stored, and put in the place of what was found before."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update

from onrecord.article import Span
from onrecord.storage import across
from onrecord.storage.blocks import Kind
from onrecord.storage.deriving import Rows, next_number
from onrecord.storage.members import PLACES, Ref, unused_key

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


@dataclass(frozen=True, slots=True, kw_only=True)
class OneVoice:
    """The word of a statement's speaker or of an article itself; ``figure``: kind, value and bound."""

    what: str
    article: str
    statement: Ref | None
    words: Span
    figure: tuple[str, int, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OneSide:
    """A side of a dispute."""

    says: str
    origins: int
    voices: tuple[OneVoice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OneDispute:
    """What is told in two ways of an event or a statement."""

    kind: str
    of: str | None
    sides: tuple[OneSide, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OneAccount:
    """Who says what of an event, and what of it is disputed."""

    first: Ref
    origins: int
    denying_origins: int
    voices: tuple[OneVoice, ...]
    disputes: tuple[OneDispute, ...]


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
    place = PLACES[kind]
    placed = _numbered(connection, kind, [(one.key, one.members[0]) for one in found], taken)
    known = set(taken)
    rows = [{place.cluster: number, "key": key, **_facts(one, numbers)} for (number, key), one in zip(placed, found, strict=True)]
    _put(connection, place.clusters, place.cluster, rows, known)
    member_rows = [
        row | {place.of: number} for (number, _), one in zip(placed, found, strict=True) for row in _member_rows(place.thing, one, numbers)
    ]
    things, cluster = place.members.c[place.thing], place.members.c[place.of]
    cluster_of = {row[place.thing]: row[place.of] for row in member_rows}
    for before, ref in large.items():
        connection.execute(update(place.members).where(cluster == before).values({place.of: cluster_of[numbers[ref]]}))
    connection.execute(delete(place.members).where(things.in_([row[place.thing] for row in member_rows])))
    if member_rows:
        connection.execute(insert(place.members), member_rows)
    left = select(cluster).where(cluster.in_(known))
    connection.execute(
        delete(place.clusters).where(place.clusters.c[place.cluster].in_(known), place.clusters.c[place.cluster].not_in(left))
    )
    return [number for number, _ in placed]


def _numbered(connection: Connection, kind: Kind, found: Sequence[tuple[str, Ref]], taken: Collection[int]) -> list[tuple[int, str]]:
    """Numbers and keys of clusters: of a taken one of the same key, else new ones; a key that another cluster has is told apart by the first member."""
    c = PLACES[kind].clusters.c
    number = c[PLACES[kind].cluster]
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
    return {"original": numbers[one.members[0]], "origins": 0, "denying_origins": 0}


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


def put_accounts(
    connection: Connection, accounts: Mapping[int, OneAccount], articles: Mapping[str, int], numbers: Mapping[Kind, Mapping[Ref, int]]
) -> None:
    """Put in who says what of events across articles, and what is disputed, in the place of what was said before."""
    if not accounts:
        return
    c, v = across.EVENT_CLUSTERS.c, across.VOICES.c
    facts: list[Row] = [
        {"of": event, "in_origins": one.origins, "denied_in": one.denying_origins, "first": numbers["event"][one.first]}
        for event, one in accounts.items()
    ]
    values: dict[str, Any] = {"origins": bindparam("in_origins"), "denying_origins": bindparam("denied_in"), "original": bindparam("first")}
    connection.execute(update(across.EVENT_CLUSTERS).where(c.cluster == bindparam("of")).values(values), facts)
    connection.execute(delete(across.VOICES).where(v.event.in_(accounts)))
    rows = Rows(connection)
    for event, one in accounts.items():
        _add_voices(rows, one.voices, {"event": event, "dispute": None, "side": None}, articles, numbers["statement"])
    rows.put(across.ACROSS)
    put_disputes(connection, "event", {event: one.disputes for event, one in accounts.items()}, articles, numbers["statement"])


def put_disputes(
    connection: Connection,
    about: Literal["event", "statement"],
    found: Mapping[int, Sequence[OneDispute]],
    articles: Mapping[str, int],
    statements: Mapping[Ref, int],
) -> None:
    """Put in what is disputed of events or of statements across articles, in the place of what was before."""
    connection.execute(delete(across.DISPUTES).where(across.DISPUTES.c[about].in_(found)))
    rows = Rows(connection)
    for cluster, disputes in found.items():
        for one in disputes:
            number = rows.numbered(across.DISPUTES, **{"kind": one.kind, "of": one.of, "event": None, "statement": None, about: cluster})
            for side, told in enumerate(one.sides):
                rows.add(across.SIDES, dispute=number, side=side, says=told.says, origins=told.origins)
                _add_voices(rows, told.voices, {"event": None, "dispute": number, "side": side}, articles, statements)
    rows.put(across.ACROSS)


def _add_voices(
    rows: Rows, voices: Iterable[OneVoice], of: Mapping[str, Any], articles: Mapping[str, int], statements: Mapping[Ref, int]
) -> None:
    for voice in voices:
        kind, value, bound = voice.figure or (None, None, None)
        rows.numbered(
            across.VOICES,
            **of,
            what=voice.what,
            article=articles[voice.article],
            statement=statements[voice.statement] if voice.statement is not None else None,
            words_start=voice.words.start,
            words_end=voice.words.end,
            words=voice.words.text,
            kind=kind,
            value=value,
            bound=bound,
        )
