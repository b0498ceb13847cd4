"""A collection: articles that were read and stored, and everything that can be done with them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from types import TracebackType
from typing import Literal, Self

from onrecord.collection.adding import Source, adding, pages_of, rereading, storing
from onrecord.collection.agreement import Agreement, agreement
from onrecord.collection.citing import citation
from onrecord.collection.deciding import decision
from onrecord.collection.merging import alike, merge_some, merge_stored, merging_along
from onrecord.collection.results import Added, Citation, Verification
from onrecord.collection.viewing import Viewed
from onrecord.records import Failure, Reading, Record, faults, pointing
from onrecord.storage import (
    Count,
    Decision,
    DecisionKind,
    DisputeKind,
    Filters,
    Groups,
    Hit,
    MergedEvent,
    Outcome,
    Store,
    StoredActor,
    StoredArticle,
    StoredChange,
    StoredDispute,
    StoredFailure,
    StoredStatement,
    Value,
    Version,
    What,
)
from onrecord.version import DEFAULT_PIPELINE


class Collection(Viewed):
    """A collection of articles and what is on record in them: a SQLite file, or a PostgreSQL database by its URL; it is made where there is none, unless
    ``create`` is false.

    Filters are the options of ``onrecord show``: names are matched by whole words in any order, or are a Wikidata identifier or the key of somebody; ``since``
    and ``until`` are ISO days, months or years of publication; ``limit`` is 0 for all. ValueError says what may be asked for. Articles are named by their id, URL or key. Raises StoreUnusable where the database cannot be
    used, NotInCollection where it has not what is named.
    """

    def __init__(self, where: str | os.PathLike[str] = "onrecord.db", *, create: bool = True) -> None:
        self._store = Store(os.fspath(where), create=create)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let the database go."""
        self._store.close()

    def add(self, sources: Iterable[Source] | Source, *, processes: int = 1, pipeline: str = DEFAULT_PIPELINE) -> Added:
        """Read pages, or files and folders by their paths, and store them; what is here already is left out. What was stored stays, however the run ends.

        With more than one of ``processes`` a script needs ``if __name__ == "__main__":``. Raises ModelMissing, ModelUnfit and WorkerLost.
        """
        return Added.of(self.adding(sources, processes=processes, pipeline=pipeline))

    def adding(
        self, sources: Iterable[Source] | Source, *, processes: int = 1, pipeline: str = DEFAULT_PIPELINE
    ) -> Iterator[Outcome | Failure]:
        """Do as ``add``, one page at a time as its results are asked for. Articles are compared with each other along the way; those of a run that was broken off, when somebody asks."""
        return merging_along(self._store, adding(self._store, pages_of(sources), pipeline, processes))

    def merge(self) -> bool:
        """Compare articles that are new or have changed with the others: who is the same, copies, the same statements and events, disputes; whether there were any.

        What is asked does so first, with 250 of them at most: ``pending`` tells how many are left to what is asked next.
        """
        return merge_stored(self._store)

    def pending(self) -> int:
        """How many articles wait to be compared with the others, and things told by several that have lost some of their articles."""
        return self._store.pending()

    def reread(self, *, processes: int = 1, pipeline: str = DEFAULT_PIPELINE) -> Added:
        """Read the stored texts again that another model or version read; ``outcomes`` has what is different. Decisions are applied anew."""
        return Added.of(self.rereading(processes=processes, pipeline=pipeline))

    def rereading(self, *, processes: int = 1, pipeline: str = DEFAULT_PIPELINE) -> Iterator[Outcome | Failure]:
        """Do as ``reread``, one article at a time as its results are asked for."""
        return merging_along(self._store, rereading(self._store, pipeline, processes))

    def storing(self, results: Iterable[Reading | Failure]) -> Iterator[Outcome | Failure]:
        """Store articles that were read before, and failures, one at a time as what comes of them is asked for; articles are compared along the way."""
        return merging_along(self._store, storing(self._store, results))

    def store(self, reading: Reading) -> Outcome:
        """Store an article that was read before. Raises ArticleUnreadable where its title, authors or address are no text."""
        return self._store.put(reading)

    def statements(
        self,
        *,
        speaker: str | None = None,
        to: str | None = None,
        about: str | None = None,
        type: str | None = None,
        act: str | None = None,
        since: str | None = None,
        until: str | None = None,
        publisher: str | None = None,
        min_confidence: float = 0.0,
        like: str | None = None,
        limit: int = 0,
    ) -> Iterator[StoredStatement]:
        """Statements, of the latest articles first: by whom, to whom, with which words (``about``), direct, indirect or mixed (``type``).

        ``like``: what the same speaker says that is like a statement, by its key, the most alike first. Raises NotInCollection where there is no such statement.
        """
        filters = Filters(
            speaker=speaker,
            to=to,
            about=about,
            type=type,
            act=act,
            since=since,
            until=until,
            publisher=publisher,
            min_confidence=min_confidence,
            limit=limit,
        ).checked_for("statements")
        merge_some(self._store)
        return self._store.statements(filters) if like is None else alike(self._store, like, filters)

    def events(
        self,
        *,
        speaker: str | None = None,
        to: str | None = None,
        about: str | None = None,
        type: str | None = None,
        status: str | None = None,
        since: str | None = None,
        until: str | None = None,
        place: str | None = None,
        publisher: str | None = None,
        min_confidence: float = 0.0,
        limit: int = 0,
    ) -> Iterator[MergedEvent]:
        """Events over all articles that report them, those with the latest reports first, where some report is as is asked for: who takes part as an actor (``speaker``) and as a recipient (``to``), of contacts on any side; ``type`` or mode."""
        filters = Filters(
            speaker=speaker,
            to=to,
            about=about,
            type=type,
            status=status,
            since=since,
            until=until,
            place=place,
            publisher=publisher,
            min_confidence=min_confidence,
            limit=limit,
        ).checked_for("events")
        merge_some(self._store)
        return self._store.merged_events(filters)

    def articles(
        self,
        *,
        speaker: str | None = None,
        about: str | None = None,
        since: str | None = None,
        until: str | None = None,
        publisher: str | None = None,
        limit: int = 0,
    ) -> Iterator[StoredArticle]:
        """Articles, the latest first: in which somebody speaks, with which words."""
        filters = Filters(speaker=speaker, about=about, since=since, until=until, publisher=publisher, limit=limit)
        merge_some(self._store)
        return self._store.articles(filters)

    def actors(
        self, *, speaker: str | None = None, type: str | None = None, place: str | None = None, limit: int = 0
    ) -> Iterator[StoredActor]:
        """People, organisations, countries and groups with their names, the most quoted first; ``place``: an ISO country."""
        filters = Filters(speaker=speaker, type=type, place=place, limit=limit).checked_for("actors")
        merge_some(self._store)
        return self._store.actors(filters)

    def disputes(
        self,
        *,
        speaker: str | None = None,
        about: str | None = None,
        type: DisputeKind | None = None,
        since: str | None = None,
        until: str | None = None,
        publisher: str | None = None,
        limit: int = 0,
    ) -> Iterator[StoredDispute]:
        """What is told in two ways, what was told last first: in which somebody speaks on any side, about words of a statement or an event."""
        filters = Filters(speaker=speaker, about=about, type=type, since=since, until=until, publisher=publisher, limit=limit)
        filters = filters.checked_for("disputes")
        merge_some(self._store)
        return self._store.disputes(filters)

    def failures(self, *, limit: int = 0) -> Iterator[StoredFailure]:
        """Inputs that gave no record, and why, the latest first."""
        return self._store.failures(Filters(limit=limit).limit)

    def changes(self, article: str | None = None, *, limit: int = 0) -> Iterator[StoredChange]:
        """What is different in later versions of articles, or of one: quotations that are gone or new, figures, denials, words."""
        return self._store.changes(article, Filters(limit=limit).limit)

    def key_of(self, article: str) -> str:
        """The key of an article, which names it for good. Raises NotInCollection where there is none of the name, or several."""
        return self._store.key_of(article)

    def versions(self, article: str) -> list[Version]:
        """The versions of an article's text, the first first."""
        return self._store.versions(article)

    def reading(self, article: str, version: int | None = None) -> Reading:
        """An article with its text, page and record, as they were stored: of the latest version, or of another."""
        return self._store.reading(article, version)

    def readings(self) -> Iterator[Reading]:
        """All articles with their texts, pages and records, in the order in which they came."""
        return self._store.readings()

    def records(
        self,
        *,
        speaker: str | None = None,
        about: str | None = None,
        since: str | None = None,
        until: str | None = None,
        publisher: str | None = None,
        decided: bool = False,
        limit: int = 0,
    ) -> Iterator[Record]:
        """The records of articles, asked for as by ``articles``, with their texts, as people's decisions leave them: for exports, and as gold.

        ``decided``: only of articles in which a decision holds.
        """
        filters = Filters(speaker=speaker, about=about, since=since, until=until, publisher=publisher, limit=limit)
        return (one.with_text() for one in self._store.decided(filters, only=decided))

    def search(self, words: str, *, limit: int = 20) -> list[Hit]:
        """Statements and articles that have all of the words, in any of their forms, the best first; up to ``limit`` of each. "Words in marks" stand together."""
        return self._store.search(words, Filters(limit=limit).limit)

    def verify(self) -> Verification:
        """Hold every span of every stored record, of earlier versions, too, against its text, and the tables against the texts."""
        records = spans = 0
        told: list[str] = []
        for reading in self._store.readings(all_versions=True):
            record = reading.with_text()
            records += 1
            spans += sum(1 for _ in pointing(record))
            told.extend(f"{record.article.id}: {fault}" for fault in faults(record))
        return Verification(records=records, spans=spans, faults=(*told, *self._store.faults()))

    def delete(self, article: str, *, why: str = "") -> str:
        """Delete an article with all that was made of it and decided about it, for good: it is not added again. Its key."""
        return self._store.delete(article, why=why)

    def totals(self) -> Mapping[str, int]:
        """How many articles, versions of their texts, statements, events, actors and failures there are."""
        return self._store.totals()

    def stats(
        self,
        by: Groups | Literal["gender"] = "speaker",
        *,
        speaker: str | None = None,
        about: str | None = None,
        type: str | None = None,
        act: str | None = None,
        since: str | None = None,
        until: str | None = None,
        publisher: str | None = None,
        min_confidence: float = 0.0,
        limit: int = 0,
    ) -> list[Count]:
        """Statements counted by who says them, their role, country, type or gender, by outlet, act, month or year. The gender is that of people."""
        filters = Filters(
            speaker=speaker, about=about, type=type, act=act, since=since, until=until, publisher=publisher, min_confidence=min_confidence, limit=limit
        ).checked_for("statements")  # fmt: skip
        merge_some(self._store)
        if by != "gender":
            return self._store.counts(by, filters)
        from onrecord.collection.counting import by_gender
        from onrecord.knowledge import Knowledge, added_file

        return by_gender(self._store.speakers(filters), Knowledge.open(added_file()))

    def cite(self, statement: str) -> Citation:
        """A statement by its key, ready to paste."""
        return citation(self._store.statement(statement))

    def decide(
        self,
        kind: DecisionKind,
        about: Iterable[str] | str = (),
        *,
        by: str,
        why: str = "",
        to: Mapping[str, Value] | None = None,
        what: What | None = None,
        article: str | None = None,
        words: str | None = None,
        place: tuple[int, int] | None = None,
    ) -> Decision:
        """Put a decision into the log: about statements, events or actors by their keys, or about ``words`` that an article has once, or at a ``place``, characters ``[start, end)`` of its text (to add, to split).

        ``to``: what changes (docs/database.md has the names). The record of the machine stays as it is; what is asked follows the decision, after every re-reading.
        ValueError says what is wrong with a decision.
        """
        about = [about] if isinstance(about, str) else about
        made = decision(self._store, kind, about, by=by, why=why, to=to or {}, what=what, article=article, words=words, place=place)
        self._store.decide(made)
        return made

    def decisions(self) -> list[Decision]:
        """The log of decisions in its order; ``state`` says whether each holds: those whose words are gone are ``lost``."""
        return self._store.decisions()

    def agreement(self) -> list[Agreement]:
        """How far each two people's decisions agree on what both judged, by kind of decision."""
        return agreement(self.decisions())

    def import_decisions(self, decisions: Iterable[Decision]) -> int:
        """Put decisions of another collection into the log; how many were not there. Those of articles that are not here wait for them."""
        return sum(self._store.decide(one) for one in decisions)
