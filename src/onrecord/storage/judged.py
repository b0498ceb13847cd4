"""People's judgements of what is the same, read out of decisions to merge and to split."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from sqlalchemy import Connection, or_, select

from onrecord.records import Actor, Event, Reading, Record, Statement
from onrecord.storage import tables as t
from onrecord.storage.applying import found_at
from onrecord.storage.decisions import Decision, Subject, What
from onrecord.storage.members import Ref
from onrecord.storage.readings import StoredReading, stored_readings
from onrecord.storage.writing import decisions_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A person's word that two of one article or of several are the same, or not; with ``other`` unknown, that one is none of the others."""

    what: What
    one: Ref
    other: Ref | None
    same: bool


def judged(connection: Connection, articles: Collection[int]) -> Iterator[Judged]:
    """Judgements about what stands in articles, by their numbers, and in others."""
    a, s, d = t.ARTICLES.c, t.SUBJECTS.c, t.DECISIONS.c
    if connection.execute(select(d.decision).where(d.kind.in_(("merge", "split"))).limit(1)).first() is None:
        return
    rows = connection.execute(select(a.key, a.sha256).where(a.article.in_(articles))).all()
    about = or_(s.article_key.in_([row.key for row in rows]), s.sha256.in_([row.sha256 for row in rows]))
    asked = select(s.decision).join(t.DECISIONS, d.decision == s.decision).where(about, d.kind.in_(("merge", "split")))
    for decision in decisions_of(connection, connection.execute(asked).scalars().all()).values():
        if not decision.undone:
            yield from _judged(decision, _where(connection, decision))


def _where(connection: Connection, decision: Decision) -> Mapping[int, StoredReading]:
    """The article in which each subject of a decision stands: its own, else one of the same text."""
    a = t.ARTICLES.c
    keys, texts = {one.article for one in decision.about}, {one.anchor.sha256 for one in decision.about}
    rows = connection.execute(select(a.article, a.key, a.sha256).where(or_(a.key.in_(keys), a.sha256.in_(texts))).order_by(a.article)).all()
    by_key, by_text = {row.key: row.article for row in rows}, {row.sha256: row.article for row in rows}
    numbers = [by_key.get(one.article, by_text.get(one.anchor.sha256)) for one in decision.about]
    readings = stored_readings(connection, {number for number in numbers if number is not None})
    return {position: readings[number] for position, number in enumerate(numbers) if number is not None}


def _judged(decision: Decision, where: Mapping[int, StoredReading]) -> Iterator[Judged]:
    """What a decision says of who or what is the same."""
    what = decision.about[0].what
    places = [(where[position], subject) for position, subject in enumerate(decision.about) if position in where]
    here = [ref for stored, subject in places if (ref := _ref(stored.decided, subject)) is not None]
    pairs: list[tuple[Ref, Ref | None]]
    if decision.kind == "merge":
        pairs = [(here[0], other) for other in here[1:]]
    elif what == "actor":
        origins = [ref for stored, subject in places if (ref := _ref(stored.reading, subject)) is not None]
        pairs = [(one, origins[0]) for one in here if origins]
    elif len(decision.about) == 1:
        pairs = [(one, None) for one in here]
    else:
        pairs = list(combinations(here, 2))
    for one, other in pairs:
        if one != other:
            yield Judged(what=what, one=one, other=other, same=decision.kind == "merge")


def _ref(reading: Reading, subject: Subject) -> Ref | None:
    label = found_at(reading.record, reading.article.text, subject)
    return next((ref_of(reading.record, one) for one in _everything(reading.record) if one.id == label), None)


def ref_of(record: Record, one: Actor | Statement | Event) -> Ref:
    """The reference to something in the record of a stored article."""
    return record.article.id, one.key or one.id


def _everything(record: Record) -> list[Actor | Statement | Event]:
    return [*record.actors, *record.statements, *record.events]
