"""Answers from the tables, in the order in which they are asked for: the latest articles first, in each the order of its text."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, Table, func, select

from onrecord.article import Span
from onrecord.storage import across
from onrecord.storage import tables as t
from onrecord.storage.filters import Filters, articles_wanted, events_wanted, people_wanted, statements_wanted
from onrecord.storage.rows import (
    ArticleReference,
    Difference,
    Figure,
    Ground,
    StoredActor,
    StoredArticle,
    StoredChange,
    StoredEvent,
    StoredFailure,
    StoredStatement,
    Telling,
    Who,
)

# Rows whose details are fetched at once.
BATCH = 500
Item = TypeVar("Item")
A, S, E, P = t.ARTICLES.c, t.STATEMENTS.c, t.EVENTS.c, t.PEOPLE.c
ARTICLE_COLUMNS = (
    A.key.label("article_key"), A.id.label("article_id"), A.publisher.label("article_publisher"), A.title.label("article_title"),
    A.url.label("article_url"), A.published.label("article_published"),
)  # fmt: skip
# What several articles tell, the earliest first.
BY_DATE = (A.moment.nulls_last(), A.key)


def statements(connection: Connection, filters: Filters, among: Collection[str] | None = None) -> Iterator[StoredStatement]:
    """Statements that are asked for; ``among``: the keys of those that may be."""
    wanted = ordered_statements(connection, filters)
    if among is not None:
        wanted = wanted.where(S.key.in_(among))
    for batch in batches(_limited(connection, wanted, filters.limit)):
        yield from statements_numbered(connection, batch)


def ordered_statements(connection: Connection, filters: Filters) -> Select[Any]:
    """The numbers of statements that are asked for, all of them."""
    wanted = select(S.statement).where(*statements_wanted(connection, filters))
    return wanted.order_by(S.day.desc().nulls_last(), S.article.desc(), S.position)


def events(connection: Connection, filters: Filters) -> Iterator[StoredEvent]:
    """Events that are asked for."""
    wanted = select(E.event).where(*events_wanted(connection, filters))
    numbers = wanted.order_by(E.day.desc().nulls_last(), E.article.desc(), E.position)
    for batch in batches(_limited(connection, numbers, filters.limit)):
        yield from events_numbered(connection, batch)


def articles(connection: Connection, filters: Filters) -> Iterator[StoredArticle]:
    """Articles that are asked for."""
    for batch in batches(_limited(connection, ordered_articles(connection, filters), filters.limit)):
        yield from articles_numbered(connection, batch)


def ordered_articles(connection: Connection, filters: Filters) -> Select[Any]:
    """The numbers of articles that are asked for, all of them."""
    wanted = select(A.article).where(*articles_wanted(connection, filters))
    return wanted.order_by(A.day.desc().nulls_last(), A.article.desc())


def actors(connection: Connection, filters: Filters) -> Iterator[StoredActor]:
    """Somebody for each whom articles are about, those who are quoted most first."""
    for batch in batches(_limited(connection, ordered_actors(connection, filters), filters.limit)):
        yield from actors_numbered(connection, batch)


def ordered_actors(connection: Connection, filters: Filters) -> Select[Any]:
    """The numbers of all who are asked for."""
    wanted = select(P.person).where(*people_wanted(connection, filters))
    return wanted.order_by(P.statements.desc(), P.articles.desc(), P.person)


def actors_numbered(connection: Connection, numbers: Sequence[int]) -> Iterator[StoredActor]:
    """Somebody for each of the numbers, in this order."""
    names: dict[int, list[str]] = defaultdict(list)
    n = t.NAMES.c
    asked = select(n.person, n.name).where(n.person.in_(numbers)).order_by(n.articles.desc(), n.name)
    for row in connection.execute(asked):
        names[row.person].append(row.name)
    plain = ("key", "name", "type", "wikidata", "country", "role", "articles", "statements", "events")
    for row in by_number(connection, select(t.PEOPLE).where(P.person.in_(numbers)), "person", numbers):
        aliases = tuple(name for name in names[row.person] if name != row.name)
        yield StoredActor(aliases=aliases, **{name: getattr(row, name) for name in plain})


def failures(connection: Connection, limit: int) -> Iterator[StoredFailure]:
    """Inputs that gave no record, the latest first."""
    f = t.FAILURES.c
    asked = select(f.id, f.file, f.line, f.stage, f.error, f.message, f.at).order_by(f.failure.desc())
    for row in connection.execute(asked.limit(limit) if limit else asked):
        yield StoredFailure(**row._mapping)


def changes(connection: Connection, article: str | None, limit: int) -> Iterator[StoredChange]:
    """What is different in versions of articles, or of one (its key), the latest first."""
    c = t.CHANGES.c
    asked = select(t.CHANGES, t.PAGES.c.version, *ARTICLE_COLUMNS)
    asked = asked.join(t.PAGES, t.PAGES.c.page == c.page).join(t.ARTICLES, A.article == t.PAGES.c.article)
    asked = asked.order_by(c.page.desc(), c.change)
    if article is not None:
        asked = asked.where(A.key == article)
    for row in connection.execute(asked.limit(limit) if limit else asked):
        yield StoredChange(
            article=article_of(row), version=row.version, kind=row.kind, before=span_of(row, "before"), after=span_of(row, "after")
        )


def article_of(row: Any) -> ArticleReference:
    """The article of a row."""
    return ArticleReference(
        key=row.article_key, id=row.article_id, publisher=row.article_publisher, title=row.article_title, url=row.article_url,
        published=row.article_published,
    )  # fmt: skip


def span_of(row: Any, name: str) -> Span | None:
    """A span of a row."""
    start, end, words = (row._mapping[column] for column in (f"{name}_start", f"{name}_end", name))
    return Span(start=start, end=end, text=words) if start is not None else None


def statements_numbered(connection: Connection, numbers: Sequence[int], *, tellings: int | None = None) -> Iterator[StoredStatement]:
    """Statements by their numbers, in this order; ``tellings``: no more than the first so many of each."""
    content: dict[int, list[Span]] = defaultdict(list)
    parts = select(t.CONTENTS).where(t.CONTENTS.c.statement.in_(numbers)).order_by(t.CONTENTS.c.statement, t.CONTENTS.c.position)
    for row in connection.execute(parts):
        content[row.statement].append(Span(start=row.words_start, end=row.words_end, text=row.words))
    told, relayed = (_people_of(connection, table, "statement", numbers) for table in (t.ADDRESSEES, t.RELAYS))
    asked = select(t.STATEMENTS, *ARTICLE_COLUMNS).join(t.ARTICLES, A.article == S.article).where(S.statement.in_(numbers))
    rows = by_number(connection, asked, "statement", numbers)
    speakers = who_are(connection, {row.speaker for row in rows} - {None})
    clusters = _clusters(connection, numbers)
    for row in rows:
        cluster, told_by = clusters.get(row.statement, (None, ()))
        facts = {
            name: getattr(row, name)
            for name in ("key", "id", "act", "negated", "nature", "kind", "words", "within", "confidence", "standing")
        }
        yield StoredStatement(
            article=article_of(row),
            speaker=speakers.get(row.speaker),
            content=tuple(content[row.statement]),
            addressees=tuple(told[row.statement]),
            relayed_by=tuple(relayed[row.statement]),
            source=span_of(row, "source"),
            cue=span_of(row, "cue"),
            occasion=span_of(row, "occasion"),
            cluster=cluster,
            told_by=told_by[:tellings],
            **facts,
        )


def _clusters(connection: Connection, numbers: Sequence[int]) -> dict[int, tuple[str, tuple[Telling, ...]]]:
    """Of each statement the key across articles, and all of its tellings, the earliest first; those of one statement are looked up once."""
    c, k = across.TELLINGS.c, across.STATEMENT_CLUSTERS.c
    cluster_of = dict(connection.execute(select(c.statement, c.cluster).where(c.statement.in_(numbers))).all())
    asked = select(k.cluster, k.key.label("cluster_key"), c.variant, c.touches, c.diff, S.key, S.words, *ARTICLE_COLUMNS)
    asked = asked.join(across.TELLINGS, c.cluster == k.cluster)
    asked = asked.join(t.STATEMENTS, S.statement == c.statement).join(t.ARTICLES, A.article == S.article)
    keys: dict[int, str] = {}
    found: dict[int, list[Telling]] = defaultdict(list)
    for row in connection.execute(asked.where(k.cluster.in_(set(cluster_of.values()))).order_by(k.cluster, *BY_DATE, S.key)):
        keys[row.cluster] = row.cluster_key
        diff = tuple(Difference(kind=kind, original=original, told=told) for kind, original, told in json.loads(row.diff))
        found[row.cluster].append(
            Telling(article=article_of(row), key=row.key, words=row.words, variant=row.variant, touches=row.touches, diff=diff)
        )
    clusters = {cluster: (key, tuple(found[cluster])) for cluster, key in keys.items()}
    return {number: clusters[cluster] for number, cluster in cluster_of.items()}


def events_numbered(connection: Connection, numbers: Sequence[int]) -> Iterator[StoredEvent]:
    """Events by their numbers, in this order."""
    sides = {
        side: _people_of(connection, t.PARTICIPANTS, "event", numbers, t.PARTICIPANTS.c.side == side) for side in ("actor", "recipient")
    }
    grounds = _grounds(connection, numbers)
    figures: dict[int, list[Figure]] = defaultdict(list)
    c = t.CASUALTIES.c
    for row in connection.execute(select(t.CASUALTIES).where(c.event.in_(numbers)).order_by(c.event, c.position)):
        on_word = tuple(grounds[row.event, "casualty", row.position])
        figures[row.event].append(Figure(kind=row.kind, value=row.value, bound=row.bound, words=row.words, attributed_to=on_word))
    asked = select(t.EVENTS, *ARTICLE_COLUMNS).join(t.ARTICLES, A.article == E.article).where(E.event.in_(numbers))
    plain = (
        "key", "id", "type", "mode", "status", "place", "place_name", "place_country", "latitude", "longitude", "date", "until", "killed", "injured",
        "confidence", "standing",
    )  # fmt: skip
    for row in by_number(connection, asked, "event", numbers):
        yield StoredEvent(
            article=article_of(row),
            actors=tuple(sides["actor"][row.event]),
            recipients=tuple(sides["recipient"][row.event]),
            trigger=Span(start=row.trigger_start, end=row.trigger_end, text=row.trigger),
            evidence=Span(start=row.evidence_start, end=row.evidence_end, text=row.evidence),
            figures=tuple(figures[row.event]),
            attributed_to=tuple(grounds[row.event, "event", 0]),
            denied_by=tuple(grounds[row.event, "denial", 0]),
            **{name: getattr(row, name) for name in plain},
        )


def articles_numbered(connection: Connection, numbers: Sequence[int]) -> Iterator[StoredArticle]:
    """Articles by their numbers, in this order."""
    counts: dict[str, dict[int, int]] = {}
    for name, c in (("statements", S), ("events", E)):
        counted = select(c.article, func.count()).where(c.article.in_(numbers)).group_by(c.article)
        counts[name] = dict(connection.execute(counted).all())
    plain = (
        "key", "id", "url", "file", "publisher", "title", "published", "updated", "captured", "language", "sha256", "length", "version", "added",
    )  # fmt: skip
    o, c = across.ORIGINS.c, across.COPIES.c
    copied = select(c.article, o.key, o.agency).join(across.ORIGINS, o.origin == c.origin).where(c.article.in_(numbers))
    origins = {article: (key, agency) for article, key, agency in connection.execute(copied)}
    for row in by_number(connection, select(t.ARTICLES).where(A.article.in_(numbers)), "article", numbers):
        origin, agency = origins.get(row.article, (None, None))
        yield StoredArticle(
            origin=origin,
            agency=agency,
            authors=tuple(json.loads(row.authors)),
            **{name: getattr(row, name) for name in plain},
            statements=counts["statements"].get(row.article, 0),
            events=counts["events"].get(row.article, 0),
        )


def _limited(connection: Connection, asked: Select[Any], limit: int) -> list[int]:
    return list(connection.execute(asked.limit(limit) if limit else asked).scalars())


def batches(numbers: list[Item]) -> Iterator[list[Item]]:
    """So many of them at a time as are fetched at once."""
    return (numbers[start : start + BATCH] for start in range(0, len(numbers), BATCH))


def by_number(connection: Connection, asked: Select[Any], column: str, numbers: Iterable[int]) -> list[Any]:
    """Rows in the order of their numbers."""
    rows = {row._mapping[column]: row for row in connection.execute(asked)}
    return [rows[number] for number in numbers if number in rows]


def _people_of(connection: Connection, table: Table, of: str, numbers: Sequence[int], *conditions: Any) -> dict[int, list[Who]]:
    c = table.c
    asked = select(c[of], c.actor).where(c[of].in_(numbers), *conditions).order_by(c[of], c.position)
    rows = connection.execute(asked).all()
    who = who_are(connection, {actor for _, actor in rows})
    found: dict[int, list[Who]] = defaultdict(list)
    for number, actor in rows:
        found[number].append(who[actor])
    return found


def who_are(connection: Connection, numbers: Iterable[int]) -> dict[int | None, Who]:
    """Actors by their numbers."""
    c = t.ACTORS.c
    asked = select(c.actor, P.key, c.name, c.type, c.wikidata, c.country, c.role).join(t.PEOPLE, P.person == c.person)
    rows = connection.execute(asked.where(c.actor.in_(list(numbers))))
    return {
        row.actor: Who(
            key=row.key, name=" ".join(row.name.split()), type=row.type, wikidata=row.wikidata, country=row.country, role=row.role
        )
        for row in rows
    }


def _grounds(connection: Connection, events: Sequence[int]) -> dict[tuple[int, str, int], list[Ground]]:
    g = t.GROUNDS.c
    asked = select(g.event, g.what, g.position, S.key, S.speaker_name).join(t.STATEMENTS, S.statement == g.statement)
    found: dict[tuple[int, str, int], list[Ground]] = defaultdict(list)
    for row in connection.execute(asked.where(g.event.in_(events)).order_by(g.event, S.position)):
        found[row.event, row.what, row.position].append(Ground(key=row.key, speaker=row.speaker_name))
    return found
