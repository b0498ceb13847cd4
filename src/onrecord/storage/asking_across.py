"""Answers about several articles: events with their reports, and disputes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, func, or_, select

from onrecord.article import Span
from onrecord.storage import across
from onrecord.storage import tables as t
from onrecord.storage.asking import ARTICLE_COLUMNS, BY_DATE, article_of, batches, by_number, who_are
from onrecord.storage.filters import LAST_DAY, Filters, events_wanted, matching, people_called
from onrecord.storage.rows import Who
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
    # Joined so, events are gone through by day, and no more of them than are looked at.
    asked = select(R.cluster, E.event).outerjoin(across.REPORTS, R.event == E.event).where(*events_wanted(connection, filters))
    asked = asked.order_by(E.day.desc().nulls_last(), E.article.desc(), E.position)
    size = filters.limit * LOOKED_AT
    while True:
        rows = connection.execute(asked.limit(size) if size else asked).all()
        latest: dict[int, int] = {}
        for cluster, event in rows:
            if cluster is not None:
                latest.setdefault(cluster, event)
        if not size or len(latest) >= filters.limit or len(rows) < size:
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
    reports = _reports(connection, clusters)
    sides = {side: _taking_part(connection, side, clusters, latest) for side in ("actor", "recipient")}
    voices: dict[int, list[Any]] = defaultdict(list)
    for row in voices_where(connection, V.event.in_(clusters)):
        voices[row.of_event].append(row)
    who = who_are(connection, {row.speaker for rows in voices.values() for row in rows} - {None})
    wanted = [latest[cluster] for cluster in clusters]
    rows = by_number(connection, select(t.EVENTS).where(E.event.in_(wanted)), "event", wanted)
    facts_of = dict(zip(clusters, rows, strict=True))
    for row in by_number(connection, select(across.EVENT_CLUSTERS).where(C.cluster.in_(clusters)), "cluster", clusters):
        number, facts = row.cluster, facts_of[row.cluster]
        people = {side: tuple(found[number]) for side, found in sides.items()}
        yield _event(row, facts, reports[number], people, [(one, voice_of(one, who)) for one in voices[number]])


def _reports(connection: Connection, clusters: Sequence[int]) -> dict[int, list[EventReport]]:
    """The reports of events, by date."""
    asked = select(
        R.cluster, E.key, E.status, E.trigger_start, E.trigger_end, E.trigger, E.evidence_start, E.evidence_end, E.evidence, E.confidence, E.standing,
        *ARTICLE_COLUMNS,
    )  # fmt: skip
    asked = asked.join(t.EVENTS, E.event == R.event).join(t.ARTICLES, A.article == E.article).where(R.cluster.in_(clusters))
    found: dict[int, list[EventReport]] = defaultdict(list)
    for row in connection.execute(asked.order_by(R.cluster, *BY_DATE, E.key)):
        report = EventReport(
            key=row.key, article=article_of(row), status=row.status, trigger=Span(start=row.trigger_start, end=row.trigger_end, text=row.trigger),
            evidence=Span(start=row.evidence_start, end=row.evidence_end, text=row.evidence), confidence=row.confidence, standing=row.standing,
        )  # fmt: skip
        found[row.cluster].append(report)
    return found


def _taking_part(connection: Connection, side: str, clusters: Sequence[int], latest: Mapping[int, int]) -> dict[int, list[Who]]:
    """Who takes part in events on a side, each once: as the latest report calls them, then by date."""
    p = t.PARTICIPANTS.c
    asked = select(R.cluster, R.event, p.actor, p.person).join(t.PARTICIPANTS, p.event == R.event).join(t.EVENTS, E.event == R.event)
    asked = asked.join(t.ARTICLES, A.article == E.article).where(R.cluster.in_(clusters), p.side == side)
    actors: dict[int, dict[int, int]] = defaultdict(dict)
    rows = connection.execute(asked.order_by(R.cluster, *BY_DATE, E.key, p.position)).all()
    for row in sorted(rows, key=lambda row: row.event != latest[row.cluster]):
        actors[row.cluster].setdefault(row.person, row.actor)
    who = who_are(connection, {actor for people in actors.values() for actor in people.values()})
    return defaultdict(list, {cluster: [who[actor] for actor in people.values()] for cluster, people in actors.items()})


def _event(
    row: Any, latest: Any, reports: Sequence[EventReport], people: Mapping[str, tuple[Who, ...]], voices: Sequence[tuple[Any, Voice]]
) -> MergedEvent:
    said: dict[str, list[Voice]] = defaultdict(list)
    for one, voice in voices:
        said[one.what].append(voice)
    figures = [Toll(kind=one.kind, value=one.value, bound=one.bound, by=voice) for one, voice in voices if one.what == "figure"]
    facts = (
        "type", "mode", "status", "place", "place_name", "place_country", "latitude", "longitude", "date", "until", "killed", "injured"
    )  # fmt: skip
    return MergedEvent(
        key=row.key,
        report=latest.key,
        **{name: getattr(latest, name) for name in facts},
        actors=people["actor"],
        recipients=people["recipient"],
        reports=tuple(reports),
        origins=row.origins,
        denying_origins=row.denying_origins,
        asserted_by=tuple(said["asserted"]),
        attributed_to=tuple(said["attributed"]),
        denied_by=tuple(said["denied"]),
        figures=tuple(figures),
        accounts=tuple(said["account"]),
        history=tuple(_history(reports)),
    )


def _history(told: Iterable[EventReport]) -> Iterator[EventTurn]:
    """The status where it changes from one report to the next."""
    before = None
    for one in told:
        if one.status != before:
            yield EventTurn(published=one.article.published, status=one.status, article=one.article.id)
        before = one.status


def disputes(connection: Connection, filters: Filters) -> Iterator[StoredDispute]:
    """Disputes that are asked for, those that were told of last first."""
    wanted = ordered_disputes(connection, filters)
    numbers = list(connection.execute(wanted.limit(filters.limit) if filters.limit else wanted).scalars())
    for batch in batches(numbers):
        yield from disputes_numbered(connection, batch)


def ordered_disputes(connection: Connection, filters: Filters) -> Select[Any]:
    """The numbers of disputes that are asked for, all of them."""
    return select(D.dispute).where(*_wanted(connection, filters)).order_by(D.day.desc().nulls_last(), D.dispute)


def _wanted(connection: Connection, filters: Filters) -> Iterator[ColumnElement[bool]]:
    if filters.type is not None:
        yield D.kind == filters.type
    if filters.since is not None:
        yield D.day >= filters.since
    told = exists().where(V.dispute == D.dispute, A.article == V.article)
    if filters.until is not None:
        yield told.where(A.day <= filters.until + LAST_DAY[len(filters.until) :])
    if filters.publisher is not None:
        yield told.where(func.lower(A.publisher).contains(filters.publisher.lower(), autoescape=True))
    said = select(V.dispute).join(t.STATEMENTS, S.statement == V.statement)
    if filters.speaker is not None:
        yield D.dispute.in_(said.where(S.person.in_(people_called(connection, filters.speaker))))
    if filters.about is not None:
        events = matching(connection, "events", "event", filters.about)
        reported = select(R.cluster).where(R.event.in_(events))
        statements = matching(connection, "statements", "statement", filters.about)
        yield or_(D.event.in_(reported), D.dispute.in_(said.where(V.statement.in_(statements))))


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
    return connection.execute(asked.where(condition).order_by(*BY_DATE, V.voice)).all()


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
