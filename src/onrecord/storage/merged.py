"""What was found across articles, put into its tables in the place of what was there."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, Table, bindparam, delete, distinct, func, insert, select, update

from onrecord.article import Span
from onrecord.storage import across
from onrecord.storage import tables as t
from onrecord.storage.deriving import next_number
from onrecord.storage.identity import folded
from onrecord.storage.mergeable import Ref

BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """Articles, by their keys, of one origin, the original first."""

    key: str
    agency: str | None
    publisher: str | None
    articles: tuple[str, ...]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class OneVoice:
    """The word of a statement's speaker or of an article itself; ``figure``: kind, value and bound."""

    what: str
    article: str
    statement: Ref | None
    words: Span
    figure: tuple[str, int, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OneEvent:
    """Events of articles that are one, by date, and who says what of it."""

    key: str
    reports: tuple[Ref, ...]
    origins: int
    denying_origins: int
    voices: tuple[OneVoice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OneSide:
    """A side of a dispute."""

    says: str
    origins: int
    voices: tuple[OneVoice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OneDispute:
    """What is told in two ways of an event or a statement (``about``, its key across articles)."""

    about: str
    kind: str
    of: str | None
    sides: tuple[OneSide, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """All that articles say together."""

    copies: tuple[Copies, ...]
    people: tuple[Somebody, ...]
    statements: tuple[OneStatement, ...]
    events: tuple[OneEvent, ...]
    disputes: tuple[OneDispute, ...]


def put_together(connection: Connection, together: Together, *, state: int) -> None:
    """Put in what was found of a state; what has gone since is passed over, and what has changed since is compared again the next time."""
    for table in reversed(across.ACROSS):
        connection.execute(delete(table))
    articles = {row.key: row.article for row in connection.execute(select(t.ARTICLES.c.key, t.ARTICLES.c.article))}
    _put_people(connection, together.people)
    statements, events = _numbers(connection, t.STATEMENTS, "statement"), _numbers(connection, t.EVENTS, "event")
    rows: dict[Table, list[dict[str, Any]]] = defaultdict(list)
    for number, one in enumerate(together.copies, start=1):
        rows[across.ORIGINS].append({"origin": number, "key": one.key, "agency": one.agency, "publisher": one.publisher})
        rows[across.COPIES] += [
            {"article": articles[key], "origin": number, "position": position}
            for position, key in enumerate(one.articles)
            if key in articles
        ]
    said = _statement_rows(rows, together.statements, statements)
    done = _event_rows(rows, together.events, events, articles, statements)
    _dispute_rows(rows, together.disputes, said, done, articles, statements)
    for table in across.ACROSS:
        for start in range(0, len(rows[table]), BATCH):
            connection.execute(insert(table), rows[table][start : start + BATCH])
    m = across.MERGES
    if connection.execute(update(m).values(merged=state)).rowcount == 0 and articles:
        connection.execute(insert(m), {"number": 1, "changed": state, "merged": state})


def _statement_rows(rows: Any, found: Iterable[OneStatement], numbers: Mapping[Ref, int]) -> dict[str, int]:
    said: dict[str, int] = {}
    for cluster, one in enumerate(found, start=1):
        said[one.key] = cluster
        rows[across.STATEMENT_CLUSTERS].append({"cluster": cluster, "key": one.key, "original": numbers.get(one.original)})
        for position, told in enumerate(one.tellings):
            if told.ref in numbers:
                facts = {"variant": told.variant, "touches": told.touches, "diff": json.dumps(told.diff, ensure_ascii=False)}
                row = {"statement": numbers[told.ref], "cluster": cluster, "position": position, "against": numbers.get(told.against)}
                rows[across.TELLINGS].append(row | facts)
    return said


def _event_rows(
    rows: Any, found: Iterable[OneEvent], numbers: Mapping[Ref, int], articles: Mapping[str, int], statements: Mapping[Ref, int]
) -> dict[str, int]:
    done: dict[str, int] = {}
    for cluster, one in enumerate(found, start=1):
        done[one.key] = cluster
        row = {"cluster": cluster, "key": one.key, "origins": one.origins, "denying_origins": one.denying_origins}
        rows[across.EVENT_CLUSTERS].append(row)
        rows[across.REPORTS] += [
            {"event": numbers[ref], "cluster": cluster, "position": position} for position, ref in enumerate(one.reports) if ref in numbers
        ]
        _voice_rows(rows, one.voices, {"event": cluster, "dispute": None, "side": None}, articles, statements)
    return done


def _dispute_rows(
    rows: Any,
    found: Iterable[OneDispute],
    said: Mapping[str, int],
    done: Mapping[str, int],
    articles: Mapping[str, int],
    statements: Mapping[Ref, int],
) -> None:
    for number, one in enumerate(found, start=1):
        is_said = one.kind == "unsaid"
        about = {"event": None if is_said else done[one.about], "statement": said[one.about] if is_said else None}
        rows[across.DISPUTES].append({"dispute": number, "kind": one.kind, "of": one.of, **about})
        for side, told in enumerate(one.sides):
            rows[across.SIDES].append({"dispute": number, "side": side, "says": told.says, "origins": told.origins})
            _voice_rows(rows, told.voices, {"event": None, "dispute": number, "side": side}, articles, statements)


def _voice_rows(
    rows: Any, voices: Iterable[OneVoice], of: Mapping[str, Any], articles: Mapping[str, int], statements: Mapping[Ref, int]
) -> None:
    for voice in voices:
        if voice.article not in articles or (voice.statement is not None and voice.statement not in statements):
            continue
        kind, value, bound = voice.figure or (None, None, None)
        rows[across.VOICES].append(
            {
                "voice": len(rows[across.VOICES]) + 1,
                **of,
                "what": voice.what,
                "article": articles[voice.article],
                "statement": statements[voice.statement] if voice.statement is not None else None,
                "words_start": voice.words.start,
                "words_end": voice.words.end,
                "words": voice.words.text,
                "kind": kind,
                "value": value,
                "bound": bound,
            }
        )


def _numbers(connection: Connection, table: Table, column: str) -> dict[Ref, int]:
    c = table.c
    asked = select(t.ARTICLES.c.key, c.key, c.id, c[column]).join(t.ARTICLES, t.ARTICLES.c.article == c.article).order_by(c[column].desc())
    return {(article, key or id): number for article, key, id, number in connection.execute(asked)}


def _put_people(connection: Connection, found: Iterable[Somebody]) -> None:
    """Make those who are one across articles one row of ``people``, and everything of theirs that row's."""
    a, p = t.ACTORS.c, t.PEOPLE.c
    asked = select(t.ARTICLES.c.key, a.key, a.id, a.actor, a.person).join(t.ARTICLES, t.ARTICLES.c.article == a.article)
    actors = {(article, key or id): (actor, person) for article, key, id, actor, person in connection.execute(asked)}
    people = {row.key: row for row in connection.execute(select(t.PEOPLE))}
    number = next_number(connection, p.person)
    moved: list[dict[str, int]] = []
    touched: set[int] = set()
    for one in found:
        members = [actors[ref] for ref in one.members if ref in actors]
        if not members:
            continue
        facts = {"name": " ".join(one.name.split()), "type": one.type, "wikidata": one.wikidata, "country": one.country, "role": one.role}
        known = people.get(one.key)
        if known is None:
            person, number = number, number + 1
            connection.execute(insert(t.PEOPLE), {"person": person, "key": one.key, "articles": 0, "statements": 0, "events": 0, **facts})
        else:
            person = known.person
            if any(getattr(known, name) != value for name, value in facts.items()):
                connection.execute(update(t.PEOPLE).where(p.person == person).values(facts))
        for actor, before in members:
            if before != person:
                moved.append({"of": actor, "to": person})
                touched |= {before, person}
    for table, column in (
        (t.ACTORS, t.ACTORS.c.actor),
        (t.STATEMENTS, t.STATEMENTS.c.speaker),
        (t.ADDRESSEES, t.ADDRESSEES.c.actor),
        (t.RELAYS, t.RELAYS.c.actor),
        (t.PARTICIPANTS, t.PARTICIPANTS.c.actor),
    ):
        if moved:
            connection.execute(update(table).where(column == bindparam("of")).values(person=bindparam("to")), moved)
    for start in range(0, len(touched), BATCH):
        _count_anew(connection, sorted(touched)[start : start + BATCH])


def _count_anew(connection: Connection, people: list[int]) -> None:
    """Count what there is of people, and under which names; those of whom there is nothing are gone."""
    a, s, e, n, m = t.ACTORS.c, t.STATEMENTS.c, t.PARTICIPANTS.c, t.NAMES.c, t.MENTIONS.c
    articles = _counts(connection, select(a.person, func.count(distinct(a.article))).where(a.person.in_(people)).group_by(a.person))
    said = _counts(connection, select(s.person, func.count()).where(s.person.in_(people)).group_by(s.person))
    done = _counts(connection, select(e.person, func.count(distinct(e.event))).where(e.person.in_(people)).group_by(e.person))
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


def _counts(connection: Connection, asked: Select[Any]) -> dict[int, int]:
    return {number: count for number, count in connection.execute(asked) if number is not None}
