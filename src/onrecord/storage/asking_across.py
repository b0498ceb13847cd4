"""Answers about several articles: events with their reports, and disputes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from onrecord.storage import across
from onrecord.storage import tables as t
from onrecord.storage.asking import ARTICLE_COLUMNS, BY_DATE, article_of, batches, by_number, events_numbered, who_are
from onrecord.storage.filters import LAST_DAY, Filters, events_wanted, matching, people_called
from onrecord.storage.rows import StoredEvent, Who
from onrecord.storage.told import DisputeSide, EventReport, EventTurn, MergedEvent, StoredDispute, Toll, Voice

A, S, E = t.ARTICLES.c, t.STATEMENTS.c, t.EVENTS.c
C, R, D, V = across.EVENT_CLUSTERS.c, across.REPORTS.c, across.DISPUTES.c, across.VOICES.c

# So many reports are looked at for each event that is wanted; where they are not enough, so many times as many.
LOOKED_AT = 4


def merged_events(connection: Connection, filters: Filters) -> Iterator[MergedEvent]:
    """Events of which some report is asked for, those with the latest such report first."""
    latest = latest_reports(connection, filters)
    for batch in batches(list(latest)):
        yield from events_told_of(connection, batch, latest)


def latest_reports(connection: Connection, filters: Filters) -> dict[int, int]:
    """The latest report that is asked for by its event across articles; of so many events as are wanted, several times as many reports are looked at."""
    asked = select(E.event).where(*events_wanted(connection, filters)).order_by(E.day.desc().nulls_last(), E.article.desc(), E.position)
    size = filters.limit * LOOKED_AT
    while True:
        numbers = list(connection.execute(asked.limit(size) if size else asked).scalars())
        latest: dict[int, int] = {}
        for batch in batches(numbers):
            clusters = dict(connection.execute(select(R.event, R.cluster).where(R.event.in_(batch))).all())
            for event in batch:
                if event in clusters:
                    latest.setdefault(clusters[event], event)
        if not size or len(latest) >= filters.limit or len(numbers) < size:
            return dict(list(latest.items())[: filters.limit or None])
        size *= LOOKED_AT


def reports_of(connection: Connection, clusters: Sequence[int]) -> dict[int, list[int]]:
    """The reports of events across articles, by date."""
    found: dict[int, list[int]] = defaultdict(list)
    reported = select(R.cluster, R.event).join(t.EVENTS, E.event == R.event).join(t.ARTICLES, A.article == E.article)
    for cluster, event in connection.execute(reported.where(R.cluster.in_(clusters)).order_by(R.cluster, *BY_DATE, E.key)):
        found[cluster].append(event)
    return found


def events_told_of(connection: Connection, clusters: Sequence[int], latest: Mapping[int, int]) -> Iterator[MergedEvent]:
    """Events by their numbers across articles, in this order, each as its report among ``latest`` has it."""
    members = reports_of(connection, clusters)
    numbers = [event for cluster in clusters for event in members[cluster]]
    events = dict(zip(numbers, _all_events(connection, numbers), strict=True))
    voices: dict[int, list[Any]] = defaultdict(list)
    for row in voices_where(connection, V.event.in_(clusters)):
        voices[row.of_event].append(row)
    who = who_are(connection, {row.speaker for rows in voices.values() for row in rows} - {None})
    for row in by_number(connection, select(across.EVENT_CLUSTERS).where(C.cluster.in_(clusters)), "cluster", clusters):
        told = [events[number] for number in members[row.cluster]]
        yield _event(row, told, events[latest[row.cluster]], voices[row.cluster], who)


def _all_events(connection: Connection, numbers: list[int]) -> Iterator[StoredEvent]:
    for batch in batches(numbers):
        yield from events_numbered(connection, batch)


def _event(row: Any, told: list[StoredEvent], latest: StoredEvent, voices: list[Any], who: dict[int | None, Who]) -> MergedEvent:
    said: dict[str, list[Voice]] = defaultdict(list)
    for one in voices:
        said[one.what].append(voice_of(one, who))
    figures = [Toll(kind=one.kind, value=one.value, bound=one.bound, by=voice_of(one, who)) for one in voices if one.what == "figure"]
    facts = (
        "type", "mode", "status", "place", "place_name", "place_country", "latitude", "longitude", "date", "until", "killed", "injured"
    )  # fmt: skip
    return MergedEvent(
        key=row.key,
        report=latest.key,
        **{name: getattr(latest, name) for name in facts},
        actors=_each_once(one for event in (latest, *told) for one in event.actors),
        recipients=_each_once(one for event in (latest, *told) for one in event.recipients),
        reports=tuple(
            EventReport(
                key=one.key, article=one.article, status=one.status, trigger=one.trigger, evidence=one.evidence, confidence=one.confidence,
                standing=one.standing,
            )
            for one in told
        ),
        origins=row.origins,
        denying_origins=row.denying_origins,
        asserted_by=tuple(said["asserted"]),
        attributed_to=tuple(said["attributed"]),
        denied_by=tuple(said["denied"]),
        figures=tuple(figures),
        accounts=tuple(said["account"]),
        history=tuple(_history(told)),
    )  # fmt: skip


def _history(told: list[StoredEvent]) -> Iterator[EventTurn]:
    """The status where it changes from one report to the next."""
    before = None
    for one in told:
        if one.status != before:
            yield EventTurn(published=one.article.published, status=one.status, article=one.article.id)
        before = one.status


def _each_once(people: Iterable[Who]) -> tuple[Who, ...]:
    found: dict[str, Who] = {}
    for one in people:
        found.setdefault(one.key, one)
    return tuple(found.values())


def disputes(connection: Connection, filters: Filters) -> Iterator[StoredDispute]:
    """Disputes that are asked for, those that were told of last first."""
    wanted = ordered_disputes(connection, filters)
    numbers = list(connection.execute(wanted.limit(filters.limit) if filters.limit else wanted).scalars())
    for batch in batches(numbers):
        yield from disputes_numbered(connection, batch)


def ordered_disputes(connection: Connection, filters: Filters) -> Select[Any]:
    """The numbers of disputes that are asked for, all of them."""
    days = select(V.dispute, func.max(A.day).label("day")).join(t.ARTICLES, A.article == V.article)
    spoken = days.where(V.dispute.is_not(None)).group_by(V.dispute).subquery()
    wanted = select(D.dispute).outerjoin(spoken, spoken.c.dispute == D.dispute).where(*_wanted(connection, filters))
    return wanted.order_by(spoken.c.day.desc().nulls_last(), D.dispute)


def _wanted(connection: Connection, filters: Filters) -> Iterator[ColumnElement[bool]]:
    if filters.type is not None:
        yield D.kind == filters.type
    said = select(V.dispute).join(t.ARTICLES, A.article == V.article).outerjoin(t.STATEMENTS, S.statement == V.statement)
    if filters.speaker is not None:
        yield D.dispute.in_(said.where(S.person.in_(people_called(connection, filters.speaker))))
    if filters.since is not None:
        yield D.dispute.in_(said.where(A.day >= filters.since))
    if filters.until is not None:
        yield D.dispute.in_(said.where(A.day <= filters.until + LAST_DAY[len(filters.until) :]))
    if filters.publisher is not None:
        yield D.dispute.in_(said.where(func.lower(A.publisher).contains(filters.publisher.lower(), autoescape=True)))
    if filters.about is not None:
        events = matching(connection, "events", "event", filters.about)
        told = select(R.cluster).where(R.event.in_(events))
        statements = matching(connection, "statements", "statement", filters.about)
        yield or_(D.event.in_(told), D.dispute.in_(said.where(V.statement.in_(statements))))


def disputes_numbered(connection: Connection, numbers: Sequence[int]) -> Iterator[StoredDispute]:
    """Disputes by their numbers, in this order."""
    voices: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for row in voices_where(connection, V.dispute.in_(numbers)):
        voices[row.of_dispute, row.of_side].append(row)
    who = who_are(connection, {row.speaker for rows in voices.values() for row in rows} - {None})
    sides: dict[int, list[DisputeSide]] = defaultdict(list)
    s = across.SIDES.c
    for row in connection.execute(select(across.SIDES).where(s.dispute.in_(numbers)).order_by(s.dispute, s.side)):
        told = tuple(voice_of(one, who) for one in voices[row.dispute, row.side])
        sides[row.dispute].append(DisputeSide(says=row.says, origins=row.origins, voices=told))
    said = across.STATEMENT_CLUSTERS.c
    asked = select(across.DISPUTES, C.key.label("event_key"), said.key.label("statement_key"), S.words, E.evidence)
    asked = asked.outerjoin(across.EVENT_CLUSTERS, C.cluster == D.event).outerjoin(across.STATEMENT_CLUSTERS, said.cluster == D.statement)
    asked = asked.outerjoin(t.STATEMENTS, S.statement == said.original)
    asked = asked.outerjoin(t.EVENTS, E.event == C.original)
    for row in by_number(connection, asked.where(D.dispute.in_(numbers)), "dispute", numbers):
        yield StoredDispute(
            about=row.event_key or row.statement_key,
            what="event" if row.event_key else "statement",
            kind=row.kind,
            of=row.of,
            words=row.evidence or row.words or "",
            sides=tuple(sides[row.dispute]),
        )


def voices_where(connection: Connection, condition: ColumnElement[bool]) -> Sequence[Any]:
    """Rows of who says what."""
    asked = select(
        V.voice, V.event.label("of_event"), V.dispute.label("of_dispute"), V.side.label("of_side"), V.what, V.words, V.words_start, V.words_end, V.kind, V.value,
        V.bound, S.key.label("statement_key"), S.speaker, S.speaker_name, S.source, *ARTICLE_COLUMNS,
    )  # fmt: skip
    asked = asked.join(t.ARTICLES, A.article == V.article).outerjoin(t.STATEMENTS, S.statement == V.statement)
    return connection.execute(asked.where(condition).order_by(V.voice)).all()


def voice_of(row: Any, who: dict[int | None, Who]) -> Voice:
    """Somebody's word, of a row."""
    return Voice(
        who=who.get(row.speaker),
        name=row.speaker_name or row.source,
        article=article_of(row),
        statement=row.statement_key,
        words=row.words,
        start=row.words_start,
        end=row.words_end,
    )
