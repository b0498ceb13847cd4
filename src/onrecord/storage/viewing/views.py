"""The questions of pages to a database, each answered from one state of it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, func, select

from onrecord.errors import NotInCollection
from onrecord.storage import across
from onrecord.storage import tables as t
from onrecord.storage.asking import actors_numbered, statements_numbered
from onrecord.storage.asking_across import disputes_numbered, events_told_of, reports_of
from onrecord.storage.decisions import Decision, What
from onrecord.storage.filters import Filters
from onrecord.storage.naming import article_named
from onrecord.storage.opening import reading
from onrecord.storage.pending import state_of
from onrecord.storage.rows import StoredActor, StoredStatement
from onrecord.storage.told import MergedEvent, StoredDispute
from onrecord.storage.viewing import pictured, somebody
from onrecord.storage.viewing.articles import OnRecord, on_record
from onrecord.storage.viewing.decided import DecidedIn, decided_in, decision
from onrecord.storage.viewing.parts import Listed, Part, part, statements_in_short, stories_in_short
from onrecord.storage.viewing.review import Doubtful, ReviewState, doubtful, to_review
from onrecord.storage.viewing.stories import Story, stories

C, R, E, D = across.EVENT_CLUSTERS.c, across.REPORTS.c, t.EVENTS.c, across.DISPUTES.c


class Views:
    """What pages ask a database. What is named and not there raises NotInCollection."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def state(self) -> str:
        """Something that is another as soon as anything in the collection is."""
        with reading(self._engine) as connection:
            failures = connection.execute(select(func.max(t.FAILURES.c.failure))).scalar() or 0
            return f"{state_of(connection)}.{failures}"

    def part(self, what: Listed, filters: Filters, offset: int) -> Part[Any]:
        """A part of a list."""
        with reading(self._engine) as connection:
            return part(connection, what, filters, offset)

    def on_record(self, article: str) -> OnRecord:
        """An article by its id, URL or key, with its text and what is on record in it."""
        with reading(self._engine) as connection:
            return on_record(connection, article_named(connection, article))

    def statement(self, key: str) -> StoredStatement:
        """A statement by its key, in one article or across articles; then its earliest telling."""
        s, k = t.STATEMENTS.c, across.STATEMENT_CLUSTERS.c
        with reading(self._engine) as connection:
            number = connection.execute(select(s.statement).where(s.key == key).order_by(s.statement).limit(1)).scalar()
            if number is None:
                number = connection.execute(select(k.original).where(k.key == key)).scalar()
            for found in statements_numbered(connection, [number] if number is not None else []):
                return found
        raise NotInCollection(f"there is no statement {key}.")

    def event(self, key: str) -> MergedEvent:
        """An event over all articles that report it, by its key across articles, or in one of them."""
        with reading(self._engine) as connection:
            (found,) = _with_latest(connection, [_event(connection, key)])
            return found

    def key_of_event(self, key: str) -> str:
        """The key across articles of an event that is named as for ``event``."""
        with reading(self._engine) as connection:
            asked = select(C.key).where(C.cluster == _event(connection, key))
            return str(connection.execute(asked).scalar_one())

    def disputes_of(self, key: str) -> list[StoredDispute]:
        """What is disputed of an event, by its key across articles."""
        with reading(self._engine) as connection:
            asked = select(D.dispute).join(across.EVENT_CLUSTERS, C.cluster == D.event).where(C.key == key).order_by(D.dispute)
            return list(disputes_numbered(connection, list(connection.execute(asked).scalars())))

    def biggest(self, limit: int, offset: int = 0) -> list[MergedEvent]:
        """Events with the most independent origins, of these the ones with the most reports, the latest first."""
        with reading(self._engine) as connection:
            return _with_latest(connection, _biggest(connection, limit, offset))

    def biggest_in_short(self, limit: int) -> list[Story]:
        """These in short."""
        with reading(self._engine) as connection:
            clusters = _biggest(connection, limit, 0)
            latest = _latest(connection, clusters)
            return stories(connection, {cluster: latest[cluster] for cluster in clusters})

    def stories(self, filters: Filters, offset: int) -> Part[Story]:
        """A part of a list of events, in short."""
        with reading(self._engine) as connection:
            return stories_in_short(connection, filters, offset)

    def statements(self, filters: Filters, offset: int) -> Part[StoredStatement]:
        """A part of a list of statements, each with some of its tellings."""
        with reading(self._engine) as connection:
            return statements_in_short(connection, filters, offset)

    def actor(self, key: str) -> StoredActor:
        """Somebody by their key across articles, or by a Wikidata identifier."""
        with reading(self._engine) as connection:
            (found,) = actors_numbered(connection, [_person(connection, key)])
            return found

    def said_about(self, key: str, limit: int) -> list[StoredStatement]:
        """What others say about somebody, the latest first."""
        with reading(self._engine) as connection:
            return list(somebody.said_about(connection, _person(connection, key), limit))

    def told(self, key: str, limit: int) -> list[somebody.Company]:
        """Whom somebody tells, most often first."""
        with reading(self._engine) as connection:
            return somebody.told(connection, _person(connection, key), limit)

    def met(self, key: str, limit: int) -> list[somebody.Company]:
        """With whom somebody is told to have been in contact, most often first."""
        with reading(self._engine) as connection:
            return somebody.met(connection, _person(connection, key), limit)

    def to_review(self, filters: Filters, offset: int, what: tuple[What, ...], state: ReviewState) -> Part[Doubtful]:
        """A part of what people look through, what is least certain first."""
        with reading(self._engine) as connection:
            return to_review(connection, filters, offset, what, state)

    def doubtful(self, key: str) -> Doubtful:
        """A statement or an event of an article by its key, with the words around it."""
        with reading(self._engine) as connection:
            for found in doubtful(connection, key):
                return found
        raise NotInCollection(f"there is no statement or event {key}.")

    def decided_in(self, article: str) -> DecidedIn:
        """What people decided about an article, by its id, URL or key."""
        with reading(self._engine) as connection:
            return decided_in(connection, article_named(connection, article))

    def decision(self, key: str) -> Decision:
        """A decision by its key."""
        with reading(self._engine) as connection:
            for found in decision(connection, key):
                return found
        raise NotInCollection(f"there is no decision {key}.")

    def said_counts(self, filters: Filters) -> list[pictured.SaidCount]:
        """Statements counted by speaker, day, act and kind."""
        with reading(self._engine) as connection:
            return pictured.said_counts(connection, filters)

    def contacts(self, filters: Filters) -> list[pictured.Contact]:
        """Contacts over all articles."""
        with reading(self._engine) as connection:
            return pictured.contacts(connection, filters)

    def places(self, filters: Filters) -> list[pictured.PlaceCount]:
        """Places with how many events were there."""
        with reading(self._engine) as connection:
            return pictured.places(connection, filters)

    def places_of(self, event: str) -> list[pictured.PlaceCount]:
        """Places with how many reports of an event have it there."""
        with reading(self._engine) as connection:
            return pictured.places_of(connection, event)


def _biggest(connection: Connection, limit: int, offset: int) -> list[int]:
    counted = select(C.cluster, C.origins, func.count().label("reports"), func.max(E.day).label("day"))
    counted = counted.join(across.REPORTS, R.cluster == C.cluster).join(t.EVENTS, E.event == R.event).group_by(C.cluster, C.origins)
    told = counted.subquery().c
    asked = select(told.cluster).order_by(told.origins.desc(), told.reports.desc(), told.day.desc().nulls_last(), told.cluster)
    return list(connection.execute(asked.limit(limit).offset(offset)).scalars())


def _latest(connection: Connection, clusters: list[int]) -> dict[int, int]:
    """The latest reports of events across articles."""
    return {cluster: events[-1] for cluster, events in reports_of(connection, clusters).items()}


def _with_latest(connection: Connection, clusters: list[int]) -> list[MergedEvent]:
    """Events across articles as their latest reports have them."""
    return list(events_told_of(connection, clusters, _latest(connection, clusters)))


def _event(connection: Connection, key: str) -> int:
    of_one = select(R.cluster).join(t.EVENTS, E.event == R.event).where(E.key == key).order_by(R.event).limit(1)
    for asked in (select(C.cluster).where(C.key == key), of_one):
        number = connection.execute(asked).scalar()
        if number is not None:
            return int(number)
    raise NotInCollection(f"there is no event {key}.")


def _person(connection: Connection, key: str) -> int:
    p = t.PEOPLE.c
    number = connection.execute(select(p.person).where((p.key == key) | (p.wikidata == key)).order_by(p.person).limit(1)).scalar()
    if number is None:
        raise NotInCollection(f"there is nobody with the key {key}.")
    return int(number)
