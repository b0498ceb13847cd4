"""What a collection gives to be compared across articles, and takes back: readings as people's decisions leave them, people's judgements, keys that stay."""

from __future__ import annotations

import json
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any, TypeVar

from sqlalchemy import Connection, select

from onrecord.article import Article, Block, Page
from onrecord.records import Actor, Event, Reading, Record, Statement
from onrecord.storage import across
from onrecord.storage import tables as t
from onrecord.storage.applying import apply, found_at
from onrecord.storage.decisions import Decision, Subject, What
from onrecord.storage.identity import article_person_key
from onrecord.storage.writing import decisions_of

# An article's key in the collection, and the key (or label) of an actor, a statement or an event in its record.
Ref = tuple[str, str]
Name = TypeVar("Name")
BATCH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A person's word that two of one article or of several are the same, or not; with ``other`` unknown, that one is none of the others."""

    what: What
    one: Ref
    other: Ref | None
    same: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Mergeable:
    """The latest readings of all articles, each under its key as its id, with decisions applied; ``known``: the keys that stay; ``state``: which state of the collection it is."""

    state: int
    readings: tuple[Reading, ...]
    judged: tuple[Judged, ...]
    known_origins: Mapping[str, str] = field(default_factory=dict)
    known_actors: Mapping[Ref, str] = field(default_factory=dict)
    known_statements: Mapping[Ref, str] = field(default_factory=dict)
    known_events: Mapping[Ref, str] = field(default_factory=dict)


def mergeable(connection: Connection, state: int) -> Mergeable:
    """All that is compared."""
    decisions = [one for one in decisions_of(connection).values() if not one.undone]
    by_article: dict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        for name in {name for subject in decision.about for name in (subject.article, subject.anchor.sha256)}:
            by_article[name].append(decision)
    readings: list[Reading] = []
    refs: dict[tuple[str, int], Ref] = {}
    origins: dict[str, Ref] = {}
    for key, reading in _stored(connection):
        names = {id(one): one for name in (key, reading.record.article.sha256) for one in by_article[name]}
        about = [one for one in decisions if id(one) in names] if names else []
        decided = replace(reading, record=apply(reading.record, reading.article.text, about, key).record) if about else reading
        for decision in about:
            for position, subject in enumerate(decision.about):
                if subject.article == key or subject.anchor.sha256 == reading.record.article.sha256:
                    _note(refs, (decision.key, position), _ref(decided, subject, key))
                    if decision.kind == "split" and subject.what == "actor":
                        _note(origins, decision.key, _ref(reading, subject, key))
        readings.append(_under(key, decided))
    return Mergeable(
        state=state,
        readings=tuple(readings),
        judged=tuple(judged for decision in decisions for judged in _judged(decision, refs, origins)),
        known_origins=_known_origins(connection),
        known_actors=_known_actors(connection),
        known_statements=_known(connection, across.STATEMENT_CLUSTERS, across.TELLINGS, t.STATEMENTS, "statement"),
        known_events=_known(connection, across.EVENT_CLUSTERS, across.REPORTS, t.EVENTS, "event"),
    )


def _note(noted: dict[Name, Ref], name: Name, ref: Ref | None) -> None:
    if ref is not None:
        noted[name] = ref


def _stored(connection: Connection) -> Iterator[tuple[str, Reading]]:
    """The latest readings of articles, with their keys, in the order in which they came."""
    a, p, last = t.ARTICLES.c, t.PAGES.c, 0
    while True:
        asked = select(a.key, p.page, p.text, p.blocks, t.RECORDS.c.json).join(t.PAGES, p.page == a.page)
        asked = asked.join(t.RECORDS, t.RECORDS.c.page == p.page).where(p.page > last).order_by(p.page).limit(BATCH)
        rows = connection.execute(asked).all()
        if not rows:
            return
        for row in rows:
            yield row.key, _reading(row)
        last = rows[-1].page


def _reading(row: Any) -> Reading:
    """A stored reading without its page's bytes, which nobody compares."""
    record = Record.from_json(zlib.decompress(row.json))
    told = record.article
    names = ("id", "file", "url", "captured", "publisher", "title", "authors", "published", "updated", "language")
    blocks = tuple(Block(**block) for block in json.loads(row.blocks))
    article = Article(text=row.text, blocks=blocks, **{name: getattr(told, name) for name in names})
    return Reading(article=article, page=Page(id=told.id, text=row.text), record=record)


def _under(key: str, reading: Reading) -> Reading:
    """The reading under its article's key: ids are unique in a run, but not in a collection."""
    record = reading.record
    return Reading(
        article=replace(reading.article, id=key),
        page=reading.page,
        record=replace(record, article=replace(record.article, id=key)),
    )


def _ref(reading: Reading, subject: Subject, key: str) -> Ref | None:
    label = found_at(reading.record, reading.article.text, subject)
    record = reading.record
    found: list[Actor | Statement | Event] = [*record.actors, *record.statements, *record.events]
    return next(((key, one.key or one.id) for one in found if one.id == label), None)


def _judged(decision: Decision, refs: Mapping[tuple[str, int], Ref], origins: Mapping[str, Ref]) -> Iterator[Judged]:
    """What a decision says of who or what is the same."""
    if decision.kind not in ("merge", "split"):
        return
    what = decision.about[0].what
    here = [refs[decision.key, position] for position in range(len(decision.about)) if (decision.key, position) in refs]
    pairs: list[tuple[Ref, Ref | None]]
    if decision.kind == "merge":
        pairs = [(here[0], other) for other in here[1:]]
    elif what == "actor":
        pairs = [(one, origins[decision.key]) for one in here if decision.key in origins]
    elif len(decision.about) == 1:
        pairs = [(one, None) for one in here]
    else:
        pairs = list(combinations(here, 2))
    for one, other in pairs:
        yield Judged(what=what, one=one, other=other, same=decision.kind == "merge")


def _known_origins(connection: Connection) -> dict[str, str]:
    c, o = across.COPIES.c, across.ORIGINS.c
    asked = (
        select(t.ARTICLES.c.key, o.key).join(across.COPIES, c.article == t.ARTICLES.c.article).join(across.ORIGINS, o.origin == c.origin)
    )
    return dict(connection.execute(asked).all())


def _known_actors(connection: Connection) -> dict[Ref, str]:
    """Who is who by now, without those who are somebody of one article alone."""
    a = t.ACTORS.c
    asked = select(t.ARTICLES.c.key, a.key, a.id, a.type, a.name, t.PEOPLE.c.key.label("person"))
    asked = asked.join(t.ARTICLES, t.ARTICLES.c.article == a.article).join(t.PEOPLE, t.PEOPLE.c.person == a.person)
    return {
        (article, key or id): person
        for article, key, id, type, name, person in connection.execute(asked)
        if person != article_person_key(article, type, name)
    }


def _known(connection: Connection, clusters: Any, members: Any, of: Any, name: str) -> dict[Ref, str]:
    asked = select(t.ARTICLES.c.key, of.c.key, of.c.id, clusters.c.key.label("cluster")).join(of, of.c.article == t.ARTICLES.c.article)
    asked = asked.join(members, members.c[name] == of.c[name]).join(clusters, clusters.c.cluster == members.c.cluster)
    return {(article, key or id): cluster for article, key, id, cluster in connection.execute(asked)}
