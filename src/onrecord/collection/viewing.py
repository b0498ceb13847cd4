"""What pages ask a collection: parts of lists, single things by their keys, an article with its text, what there is of somebody."""

from __future__ import annotations

from typing import Any, Literal, overload

from onrecord.collection.merging import merge_some
from onrecord.records import Record
from onrecord.storage import Decision, Filters, MergedEvent, Store, StoredActor, StoredArticle, StoredDispute, StoredStatement, What
from onrecord.storage.viewing import (
    Company,
    Contact,
    DecidedIn,
    Doubtful,
    Listed,
    OnRecord,
    Part,
    PlaceCount,
    ReviewState,
    SaidCount,
    Story,
)


class Viewed:
    """A collection as its pages see it. What is named and not there raises NotInCollection."""

    _store: Store

    @overload
    def part(self, what: Literal["articles"], filters: Filters, *, offset: int = 0) -> Part[StoredArticle]: ...

    @overload
    def part(self, what: Literal["statements"], filters: Filters, *, offset: int = 0) -> Part[StoredStatement]: ...

    @overload
    def part(self, what: Literal["events"], filters: Filters, *, offset: int = 0) -> Part[MergedEvent]: ...

    @overload
    def part(self, what: Literal["actors"], filters: Filters, *, offset: int = 0) -> Part[StoredActor]: ...

    @overload
    def part(self, what: Literal["disputes"], filters: Filters, *, offset: int = 0) -> Part[StoredDispute]: ...

    def part(self, what: Listed, filters: Filters, *, offset: int = 0) -> Part[Any]:
        """A part of a list, up to ``filters.limit`` items from ``offset`` on, and how long the list is."""
        merge_some(self._store)
        return self._store.views.part(what, filters, offset)

    def statements_in_short(self, filters: Filters, *, offset: int = 0) -> Part[StoredStatement]:
        """A part of a list of statements with only some of their tellings, which may be hundreds each."""
        merge_some(self._store)
        return self._store.views.statements(filters, offset)

    def stories(self, filters: Filters, *, offset: int = 0) -> Part[Story]:
        """A part of a list of events, in short."""
        merge_some(self._store)
        return self._store.views.stories(filters, offset)

    def biggest_stories(self, *, limit: int) -> list[Story]:
        """Events that the most independent origins report, in short."""
        merge_some(self._store)
        return self._store.views.biggest_in_short(limit)

    def state(self) -> str:
        """Something that is another as soon as anything in the collection is: what was asked in the same state has the same answer."""
        merge_some(self._store)
        return f"{self._store.views.state()}.{self._store.pending()}"

    def on_record(self, article: str) -> OnRecord:
        """An article with its latest text and all that is on record in it, as people's decisions leave it."""
        merge_some(self._store)
        return self._store.views.on_record(article)

    def record(self, article: str) -> Record:
        """The record of an article, with its text, as people's decisions leave it."""
        return self._store.decided_record(article).with_text()

    def statement(self, key: str) -> StoredStatement:
        """A statement by its key."""
        merge_some(self._store)
        return self._store.views.statement(key)

    def event(self, key: str) -> MergedEvent:
        """An event over all articles that report it, by its key, or by the key of one report; as its latest report has it."""
        merge_some(self._store)
        return self._store.views.event(key)

    def key_of_event(self, key: str) -> str:
        """The key across articles of an event, by the key of one of its reports."""
        merge_some(self._store)
        return self._store.views.key_of_event(key)

    def disputes_of(self, event: str) -> list[StoredDispute]:
        """What is disputed of an event, by its key."""
        merge_some(self._store)
        return self._store.views.disputes_of(event)

    def biggest(self, *, limit: int, offset: int = 0) -> list[MergedEvent]:
        """Events that the most independent origins report."""
        merge_some(self._store)
        return self._store.views.biggest(limit, offset)

    def actor(self, key: str) -> StoredActor:
        """Somebody by their key, or by a Wikidata identifier."""
        merge_some(self._store)
        return self._store.views.actor(key)

    def said_about(self, actor: str, *, limit: int = 50) -> list[StoredStatement]:
        """What others say about somebody, by any of their names, the latest first."""
        merge_some(self._store)
        return self._store.views.said_about(actor, limit)

    def told(self, actor: str, *, limit: int = 20) -> list[Company]:
        """Whom somebody tells, most often first."""
        merge_some(self._store)
        return self._store.views.told(actor, limit)

    def met(self, actor: str, *, limit: int = 20) -> list[Company]:
        """With whom somebody was in contact, most often first; contacts that are only planned, or denied, are not counted."""
        merge_some(self._store)
        return self._store.views.met(actor, limit)

    def to_review(
        self, filters: Filters, *, offset: int = 0, what: tuple[What, ...] = ("statement", "event"), state: ReviewState = "undecided"
    ) -> Part[Doubtful]:
        """A part of the statements and events of articles, what is least certain first, each with the words around it; ``state``: what nobody decided about, what somebody did, or both, one after the other."""
        merge_some(self._store)
        return self._store.views.to_review(filters, offset, what, state)

    def doubtful(self, key: str) -> Doubtful:
        """A statement or an event of an article by its key, with the words around it."""
        merge_some(self._store)
        return self._store.views.doubtful(key)

    def decided_in(self, article: str) -> DecidedIn:
        """What people decided about an article, and what of it is on record so."""
        return self._store.views.decided_in(article)

    def decision(self, key: str) -> Decision:
        """A decision by its key."""
        return self._store.views.decision(key)

    def said_counts(self, filters: Filters) -> list[SaidCount]:
        """The latest statements that have a speaker (10,000 at most), counted by speaker, day, act and kind."""
        merge_some(self._store)
        return self._store.views.said_counts(filters)

    def contacts_told(self, filters: Filters) -> list[Contact]:
        """The latest contacts over all articles with who took part, of 4,000 reports at most; planned and denied ones are left out."""
        merge_some(self._store)
        return self._store.views.contacts(filters)

    def places(self, filters: Filters) -> list[PlaceCount]:
        """Where the latest events over all articles happened, of 4,000 reports at most."""
        merge_some(self._store)
        return self._store.views.places(filters)

    def places_of(self, event: str) -> list[PlaceCount]:
        """Where reports of an event, by its key across articles, say that it was, with how many do."""
        merge_some(self._store)
        return self._store.views.places_of(event)
