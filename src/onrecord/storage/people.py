"""Who is the same across articles, put into ``people``: by whoever compares articles, beyond what each article tells by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, distinct, func, insert, select, update

from onrecord.storage import tables as t
from onrecord.storage.asking import batches
from onrecord.storage.deriving import counts_of, next_number
from onrecord.storage.identity import folded
from onrecord.storage.members import Member, Ref, unused_key

A, P = t.ACTORS.c, t.PEOPLE.c
# Where an actor's person is written down, too.
MENTIONED = (
    (t.ACTORS, A.actor),
    (t.STATEMENTS, t.STATEMENTS.c.speaker),
    (t.ADDRESSEES, t.ADDRESSEES.c.actor),
    (t.RELAYS, t.RELAYS.c.actor),
    (t.PARTICIPANTS, t.PARTICIPANTS.c.actor),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """Actors of articles who are one."""

    key: str
    name: str
    type: str
    wikidata: str | None
    country: str | None
    role: str | None
    members: tuple[Ref, ...]


def put_people(connection: Connection, found: Sequence[Somebody], large: Mapping[int, Ref], actors: Mapping[Ref, Member]) -> set[int]:
    """Make those who are one across articles one row of ``people``; the articles in which somebody is somebody else now.

    ``large``: people of whom not all actors were looked at, each with one that was; they keep what is known of them, and go where that one goes.
    """
    people = {row.key: row for row in connection.execute(select(t.PEOPLE).where(P.key.in_([one.key for one in found])))}
    taken = {actors[ref].cluster for one in found for ref in one.members}
    number = next_number(connection, P.person)
    moved: dict[int, tuple[int, int]] = {}
    for one in found:
        facts = {"name": " ".join(one.name.split()), "type": one.type, "wikidata": one.wikidata, "country": one.country, "role": one.role}
        known = people.get(one.key)
        if known is None or known.person not in taken:
            key = one.key if known is None else unused_key(connection, "actor", one.key, one.members[0])
            person, number = number, number + 1
            connection.execute(insert(t.PEOPLE), {"person": person, "key": key, "articles": 0, "statements": 0, "events": 0, **facts})
        else:
            person = known.person
            if person not in large and any(getattr(known, name) != value for name, value in facts.items()):
                connection.execute(update(t.PEOPLE).where(P.person == person).values(facts))
        for member in (actors[ref] for ref in one.members):
            if member.cluster != person and member.cluster is not None:
                moved[member.number] = (member.cluster, person)
    moved |= _following(connection, {person: actors[ref].number for person, ref in large.items()}, moved)
    _move(connection, moved)
    return {
        article for some in batches(list(moved)) for article in connection.execute(select(A.article).where(A.actor.in_(some))).scalars()
    }


def _following(connection: Connection, large: Mapping[int, int], moved: Mapping[int, tuple[int, int]]) -> dict[int, tuple[int, int]]:
    """The actors that were not looked at of those who became somebody else."""
    to = {person: moved[actor][1] for person, actor in large.items() if actor in moved}
    rows = connection.execute(select(A.actor, A.person).where(A.person.in_(to))).all() if to else []
    return {actor: (person, to[person]) for actor, person in rows if actor not in moved}


def _move(connection: Connection, moved: Mapping[int, tuple[int, int]]) -> None:
    if not moved:
        return
    rows = [{"of": actor, "to": after} for actor, (_, after) in moved.items()]
    for table, column in MENTIONED:
        connection.execute(update(table).where(column == bindparam("of")).values(person=bindparam("to")), rows)
    touched = sorted({person for pair in moved.values() for person in pair})
    for some in batches(touched):
        _count_anew(connection, some)


def _count_anew(connection: Connection, people: list[int]) -> None:
    """Count what there is of people, and under which names; those of whom there is nothing are gone."""
    a, s, e, n, m = t.ACTORS.c, t.STATEMENTS.c, t.PARTICIPANTS.c, t.NAMES.c, t.MENTIONS.c
    articles = counts_of(connection, select(a.person, func.count(distinct(a.article))).where(a.person.in_(people)).group_by(a.person))
    said = counts_of(connection, select(s.person, func.count()).where(s.person.in_(people)).group_by(s.person))
    done = counts_of(connection, select(e.person, func.count(distinct(e.event))).where(e.person.in_(people)).group_by(e.person))
    connection.execute(delete(t.NAMES).where(n.person.in_(people)))
    names: dict[tuple[int, str], set[int]] = defaultdict(set)
    for person, article, name in connection.execute(select(a.person, a.article, a.name).where(a.person.in_(people))):
        names[person, " ".join(name.split())].add(article)
    asked = select(a.person, a.article, m.words).join(t.MENTIONS, m.actor == a.actor)
    for person, article, name in connection.execute(asked.where(a.person.in_(people), m.form == "name")):
        names[person, " ".join(name.split())].add(article)
    left = [person for person in people if person in articles]
    connection.execute(delete(t.PEOPLE).where(t.PEOPLE.c.person.in_(set(people) - set(left))))
    counts = [{"of": one, "in_articles": articles[one], "said": said.get(one, 0), "done": done.get(one, 0)} for one in left]
    if counts:
        values: dict[str, Any] = {"articles": bindparam("in_articles"), "statements": bindparam("said"), "events": bindparam("done")}
        connection.execute(update(t.PEOPLE).where(t.PEOPLE.c.person == bindparam("of")).values(values), counts)
    first = next_number(connection, n.number)
    rows = [
        {"number": number, "person": person, "name": name, "folded": folded(name), "articles": len(where)}
        for number, ((person, name), where) in enumerate(sorted(names.items(), key=lambda pair: pair[0]), start=first)
    ]
    if rows:
        connection.execute(insert(t.NAMES), rows)
