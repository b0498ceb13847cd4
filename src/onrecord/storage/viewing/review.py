"""What people look through: statements and events of articles, what is least certain first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import CompoundSelect, Connection, Select, column, literal, select, union_all

from onrecord.article import Span
from onrecord.storage import tables as t
from onrecord.storage.asking import events_numbered, statements_numbered
from onrecord.storage.decisions import What
from onrecord.storage.filters import Filters, events_wanted, statements_wanted
from onrecord.storage.rows import StoredEvent, StoredStatement
from onrecord.storage.viewing.articles import TELLINGS
from onrecord.storage.viewing.parts import Part, total

S, E = t.STATEMENTS.c, t.EVENTS.c
ReviewState = Literal["undecided", "decided", "all"]
# What people left as it was read has the first standing, what they accepted, corrected or added one of the others.
STANDINGS: dict[ReviewState, tuple[tuple[str, ...], ...]] = {
    "undecided": (("read",),),
    "decided": (("accepted", "corrected", "added"),),
    "all": (("read",), ("accepted", "corrected", "added")),
}
# So many characters around the words are shown, up to the end of a line.
AROUND = 240


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubtful:
    """A statement or an event of an article with the passage of the text in which its words stand."""

    item: StoredStatement | StoredEvent
    passage: Span


def to_review(connection: Connection, filters: Filters, offset: int, what: tuple[What, ...], state: ReviewState) -> Part[Doubtful]:
    """Up to ``filters.limit`` of what is asked for, from ``offset`` on, what is least certain first."""
    wanted = _wanted(connection, filters, what, STANDINGS[state])
    ordered = wanted.order_by(column("later"), column("confidence").asc().nulls_first(), column("what").desc(), column("number"))
    rows = connection.execute(ordered.limit(filters.limit).offset(offset)).all()
    items = tuple(_in_passages(connection, [(row.what, row.number) for row in rows]))
    return Part(items=items, offset=offset, total=total(connection, wanted, offset, len(items), filters.limit))


def doubtful(connection: Connection, key: str) -> Iterator[Doubtful]:
    """The statement or the event with a key, if there is one."""
    said = connection.execute(select(S.statement).where(S.key == key).order_by(S.statement).limit(1)).scalar()
    done = connection.execute(select(E.event).where(E.key == key).order_by(E.event).limit(1)).scalar()
    found: list[tuple[What, int | None]] = [("statement", said), ("event", done)]
    yield from _in_passages(connection, [(what, number) for what, number in found if number is not None])


def _wanted(connection: Connection, filters: Filters, what: tuple[What, ...], standings: Iterable[Sequence[str]]) -> CompoundSelect[Any]:
    """What is asked for. Of somebody there is little: "|| ''" keeps SQLite from going through all that is undecided for it."""
    kinds = (("statement", S.statement, S, statements_wanted), ("event", E.event, E, events_wanted))
    asked: list[Select[Any]] = [
        select(literal(later).label("later"), literal(kind).label("what"), number.label("number"), c.confidence.label("confidence")).where(
            (c.standing if filters.speaker is None else c.standing.concat("")).in_(among), *wanted(connection, filters)
        )
        for later, among in enumerate(standings)
        for kind, number, c, wanted in kinds
        if kind in what
    ]
    return union_all(*asked)


def _in_passages(connection: Connection, numbered: Sequence[tuple[What, int]]) -> Iterator[Doubtful]:
    """Statements and events by their numbers, in this order."""
    statements = [number for what, number in numbered if what == "statement"]
    events = [number for what, number in numbered if what == "event"]
    said = dict(zip(statements, statements_numbered(connection, statements, tellings=TELLINGS + 1), strict=True))
    done = dict(zip(events, events_numbered(connection, events), strict=True))
    found = [said[number] if what == "statement" else done[number] for what, number in numbered]
    asked = select(t.ARTICLES.c.key, t.PAGES.c.text).join(t.PAGES, t.PAGES.c.page == t.ARTICLES.c.page)
    texts = dict(connection.execute(asked.where(t.ARTICLES.c.key.in_({one.article.key for one in found}))).all())
    for one in found:
        yield Doubtful(item=one, passage=_passage(texts[one.article.key], list(_words_of(one))))


def _words_of(one: StoredStatement | StoredEvent) -> Iterator[Span]:
    if isinstance(one, StoredEvent):
        yield from (one.evidence, one.trigger)
    else:
        yield from (span for span in (*one.content, one.source, one.cue) if span is not None)


def _passage(text: str, words: Sequence[Span]) -> Span:
    """The words with what stands around them on their lines."""
    first, last = min(one.start for one in words), max(one.end for one in words)
    start = max(text.rfind("\n", 0, first) + 1, _between_words(text, max(0, first - AROUND)))
    line_end = text.find("\n", last)
    end = min(line_end if line_end >= 0 else len(text), last + AROUND)
    return Span.of(text, start, end)


def _between_words(text: str, place: int) -> int:
    """The next place at which a word begins."""
    while place and not text[place - 1].isspace():
        place += 1
    return place
