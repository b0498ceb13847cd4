"""A collection's database: what is stored in it, and how it is asked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import Connection, or_, select

from onrecord.article import Page, Span, sha256_of
from onrecord.errors import NotInCollection
from onrecord.records import Failure, Reading
from onrecord.storage import asking, asking_across, checking, counting, writing
from onrecord.storage import tables as t
from onrecord.storage.applying import apply
from onrecord.storage.by_key import places_of
from onrecord.storage.comparison import Comparison
from onrecord.storage.decisions import Decision, What
from onrecord.storage.filters import Filters
from onrecord.storage.identity import Identity, is_text
from onrecord.storage.naming import article_named
from onrecord.storage.opening import naming_failures, open_engine, reading, refuse_missing
from onrecord.storage.opening import writing as transaction
from onrecord.storage.pending import how_many
from onrecord.storage.readings import kept_pages, reading_of
from onrecord.storage.rows import Hit, StoredActor, StoredArticle, StoredChange, StoredEvent, StoredFailure, StoredStatement, Version
from onrecord.storage.searching import search
from onrecord.storage.told import MergedEvent, StoredDispute
from onrecord.storage.viewing import Views

Item = TypeVar("Item")
A = t.ARTICLES.c
# Stored readings that are held in memory at once.
BATCH = 50


class Store:
    """The database of a collection: the path of a SQLite file, or the URL of a PostgreSQL database; its tables are made where there are none.

    Each change is one transaction: it is there as a whole, or not at all. Raises StoreUnusable where the database cannot be used, with what to do.
    """

    def __init__(self, where: str, *, create: bool = True) -> None:
        if not create:
            refuse_missing(where)
        self._engine = open_engine(where)
        self.views = Views(self._engine)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let the database go."""
        with naming_failures(self._engine.url):
            self._engine.dispose()

    def holds(self, page: Page) -> writing.Outcome | None:
        """What would come of storing a page that need not be read: its text is the latest of its article here, or the article was deleted; else ``None``."""
        if not is_text(page.text, page.id, page.url, page.file):
            return None  # Reading it says what is wrong.
        identity, sha256 = Identity.of(page), sha256_of(page.text)
        with reading(self._engine) as connection:
            if writing.is_buried(connection, identity, sha256):
                return writing.Outcome(kind="deleted", id=page.id, key=identity.key)
            known = writing.find_article(connection, identity, sha256)
            if known is None or known.sha256 != sha256:
                return None
            return writing.Outcome(kind="same", id=known.id, key=known.key, version=known.version)

    def put(self, read: Reading, *, again: bool = False) -> writing.Outcome:
        """Store an article that was read, once; ``again``: only if its text is the latest here. Raises ArticleUnreadable where its metadata are no text."""
        with transaction(self._engine) as connection:
            return writing.put(connection, read, now=_now(), again=again)

    def fail(self, failure: Failure) -> None:
        """Store a failure."""
        with transaction(self._engine) as connection:
            writing.put_failure(connection, failure, now=_now())

    def delete(self, name: str, *, why: str = "") -> str:
        """Delete an article, by its id, URL or key, with everything that was made of it; its key. Raises NotInCollection."""
        with transaction(self._engine) as connection:
            row = article_named(connection, name)
            writing.bury(connection, row, now=_now(), why=why)
        return str(row.key)

    def decide(self, decision: Decision) -> bool:
        """Add a decision to the log; whether it was not there already. Raises NotInCollection where it undoes one that is not here."""
        with transaction(self._engine) as connection:
            undone = decision.to.get("decision") if decision.kind == "undo" else None
            known = connection.execute(select(t.DECISIONS.c.key).where(t.DECISIONS.c.key == undone)).first() if undone else True
            if known is None:
                raise NotInCollection(f"there is no decision {undone}; onrecord decisions lists them.")
            return writing.put_decision(connection, decision)

    def decisions(self) -> list[Decision]:
        """The log of decisions, each with whether it holds."""
        with reading(self._engine) as connection:
            return list(writing.decisions_of(connection).values())

    def pending(self) -> int:
        """How much has not been compared across articles yet: articles, and what has lost some of its articles."""
        with reading(self._engine) as connection:
            return how_many(connection)

    @contextmanager
    def comparing(self, most: int) -> Iterator[Comparison]:
        """Up to so many articles that are to be compared, in one transaction: all that is found is there afterwards, or nothing, and they wait on."""
        with transaction(self._engine) as connection:
            yield Comparison(connection, most)

    def statements(self, filters: Filters, among: Collection[str] | None = None) -> Iterator[StoredStatement]:
        """Statements that are asked for, of the latest articles first; ``among``: the keys of those that may be."""
        return self._answers(lambda connection: asking.statements(connection, filters, among))

    def events(self, filters: Filters) -> Iterator[StoredEvent]:
        """Events as single articles report them, of the latest articles first."""
        return self._answers(lambda connection: asking.events(connection, filters))

    def merged_events(self, filters: Filters) -> Iterator[MergedEvent]:
        """Events over all articles that report them, of which some report is asked for."""
        return self._answers(lambda connection: asking_across.merged_events(connection, filters))

    def disputes(self, filters: Filters) -> Iterator[StoredDispute]:
        """Disputes that are asked for, those that were told of last first."""
        return self._answers(lambda connection: asking_across.disputes(connection, filters))

    def articles(self, filters: Filters) -> Iterator[StoredArticle]:
        """Articles that are asked for, the latest first."""
        return self._answers(lambda connection: asking.articles(connection, filters))

    def actors(self, filters: Filters) -> Iterator[StoredActor]:
        """People and others that are asked for, the most quoted first."""
        return self._answers(lambda connection: asking.actors(connection, filters))

    def failures(self, limit: int = 0) -> Iterator[StoredFailure]:
        """Inputs that gave no record, the latest first."""
        return self._answers(lambda connection: asking.failures(connection, limit))

    def changes(self, article: str | None = None, limit: int = 0) -> Iterator[StoredChange]:
        """What is different in versions of articles, or of one (its id, URL or key), the latest first. Raises NotInCollection."""
        key = self.key_of(article) if article is not None else None
        return self._answers(lambda connection: asking.changes(connection, key, limit))

    def search(self, words: str, limit: int = 20) -> list[Hit]:
        """Statements and articles that have all of the words, the best first."""
        with reading(self._engine) as connection:
            return search(connection, words, limit)

    def totals(self) -> dict[str, int]:
        """How much of what there is."""
        with reading(self._engine) as connection:
            return counting.totals(connection)

    def counts(self, by: counting.Groups, filters: Filters) -> list[counting.Count]:
        """Statements counted by a value."""
        with reading(self._engine) as connection:
            return counting.counts(connection, by, filters)

    def speakers(self, filters: Filters) -> list[counting.Speaker]:
        """People who are quoted, with how much."""
        with reading(self._engine) as connection:
            return list(counting.speakers(connection, filters))

    def faults(self) -> Iterator[str]:
        """What of the database itself is not sound: damage, references to nothing, rows whose words are not those of the text."""
        return self._answers(checking.faults)

    def key_of(self, name: str) -> str:
        """The key of an article by its id, URL or key. Raises NotInCollection."""
        with reading(self._engine) as connection:
            return str(article_named(connection, name).key)

    def versions(self, name: str) -> list[Version]:
        """The versions of an article, by its id, URL or key, the first first. Raises NotInCollection."""
        with reading(self._engine) as connection:
            p = t.PAGES.c
            asked = select(p.version, p.sha256, p.captured, p.added).where(p.article == article_named(connection, name).article)
            rows = connection.execute(asked.order_by(p.version))
            return [Version(number=row.version, sha256=row.sha256, captured=row.captured, added=row.added) for row in rows]

    def reading(self, name: str, version: int | None = None) -> Reading:
        """An article, by its id, URL or key, as it was stored: its text, page and record, of the latest version unless one is named. Raises NotInCollection."""
        with reading(self._engine) as connection:
            row = article_named(connection, name)
            of = t.PAGES.c.page == row.page if version is None else (t.PAGES.c.article == row.article) & (t.PAGES.c.version == version)
            found = connection.execute(kept_pages().where(of)).first()
            if found is None:
                raise NotInCollection(f"{name} has no version {version}, but {row.version} in all.")
            return reading_of(found)

    def decided(self, filters: Filters, *, only: bool = False) -> Iterator[Reading]:
        """Articles that are asked for, the latest first, with records as people's decisions leave them; ``only``: those in which a decision holds."""
        decisions = [one for one in self.decisions() if not one.undone]
        subjects = [subject for one in decisions for subject in one.about]
        about = {subject.article for subject in subjects} | {subject.anchor.sha256 for subject in subjects}
        articles = (one for one in self.articles(replace(filters, limit=0)) if not only or about & {one.key, one.sha256})
        wanted = (self._as_decided(article.key, decisions) for article in articles)
        left = (stored for stored, holds in wanted if holds or not only)
        yield from islice(left, filters.limit or None)

    def decided_record(self, name: str) -> Reading:
        """An article, by its id, URL or key, with its record as people's decisions leave it. Raises NotInCollection."""
        return self._as_decided(self.key_of(name), [one for one in self.decisions() if not one.undone])[0]

    def _as_decided(self, key: str, decisions: list[Decision]) -> tuple[Reading, bool]:
        """An article as decisions leave it, and whether one of them holds in it."""
        stored = self.reading(key)
        decided = apply(stored.record, stored.article.text, decisions, key)
        return replace(stored, record=decided.record), "holds" in decided.states.values()

    def readings(self, *, all_versions: bool = False, not_by: str | None = None) -> Iterator[Reading]:
        """Stored articles, as they were stored, in the order in which they came; ``not_by``: without those read by what has this fingerprint."""
        last = 0
        while True:
            asked = kept_pages().where(t.PAGES.c.page > last).order_by(t.PAGES.c.page).limit(BATCH)
            if not all_versions:
                asked = asked.join(t.ARTICLES, A.page == t.PAGES.c.page)
            if not_by is not None:
                asked = asked.where(or_(t.RECORDS.c.fingerprint.is_(None), t.RECORDS.c.fingerprint != not_by))
            with reading(self._engine) as connection:
                rows = connection.execute(asked).all()
            if not rows:
                return
            yield from map(reading_of, rows)
            last = rows[-1].page

    def statement(self, key: str) -> StoredStatement:
        """A statement by its key. Raises NotInCollection."""
        with reading(self._engine) as connection:
            numbers = connection.execute(select(t.STATEMENTS.c.statement).where(t.STATEMENTS.c.key == key).limit(1)).scalars().all()
            for found in asking.statements_numbered(connection, list(numbers)):
                return found
        raise NotInCollection(f"there is no statement {key}; onrecord show statements --json has the keys.")

    def places_of(self, key: str) -> list[tuple[What, str | None, str, Span]]:
        """Where something stands, by the key of a statement, an event, or somebody across articles: what it is, its type, its article's key, and words.

        Raises NotInCollection.
        """
        with reading(self._engine) as connection:
            found = list(places_of(connection, key))
        if not found:
            raise NotInCollection(f"there is no statement, event or actor {key}; onrecord show ... --json has the keys.")
        return found

    def _answers(self, ask: Callable[[Connection], Iterator[Item]]) -> Iterator[Item]:
        with reading(self._engine) as connection:
            yield from ask(connection)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
