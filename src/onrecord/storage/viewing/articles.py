"""An article with its text and all that is on record in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from onrecord.article import Block
from onrecord.records import Warning
from onrecord.storage import across
from onrecord.storage import tables as t
from onrecord.storage.asking import articles_numbered, events_numbered, statements_numbered
from onrecord.storage.rows import StoredArticle, StoredEvent, StoredStatement

# Where many statements are shown, each with so many of its tellings, which may be hundreds.
TELLINGS = 6  # One more is fetched, to see whether there are more.


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryOf:
    """The event across articles that an event of one article belongs to: its key, how many reports from how many origins, whether it is disputed."""

    key: str
    reports: int
    origins: int
    is_disputed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OnRecord:
    """An article's latest text with what is on record in it, as people's decisions leave it, in the order of the text. ``stories``: by the keys of the events."""

    article: StoredArticle
    text: str
    blocks: tuple[Block, ...]
    statements: tuple[StoredStatement, ...]
    events: tuple[StoredEvent, ...]
    warnings: tuple[Warning, ...]
    stories: Mapping[str, StoryOf]


def on_record(connection: Connection, row: Any) -> OnRecord:
    """What is on record in the article of a row of ``articles``."""
    (article,) = articles_numbered(connection, [row.article])
    page = connection.execute(select(t.PAGES.c.text, t.PAGES.c.blocks).where(t.PAGES.c.page == row.page)).one()
    s, e, w = t.STATEMENTS.c, t.EVENTS.c, t.WARNINGS.c
    statements = connection.execute(select(s.statement).where(s.article == row.article).order_by(s.position)).scalars().all()
    events = connection.execute(select(e.event).where(e.article == row.article).order_by(e.position)).scalars().all()
    warnings = connection.execute(select(t.WARNINGS).where(w.article == row.article).order_by(w.position))
    return OnRecord(
        article=article,
        text=page.text,
        blocks=tuple(Block(**block) for block in json.loads(page.blocks)),
        statements=tuple(statements_numbered(connection, statements, tellings=TELLINGS + 1)),
        events=tuple(events_numbered(connection, events)),
        warnings=tuple(
            Warning(code=one.code, message=one.message, start=one.words_start, end=one.words_end, text=one.words) for one in warnings
        ),
        stories=stories_of(connection, events),
    )


def stories_of(connection: Connection, events: Any) -> dict[str, StoryOf]:
    """The events across articles that events of articles belong to, by the keys of these."""
    c, r, d, e = across.EVENT_CLUSTERS.c, across.REPORTS.c, across.DISPUTES.c, t.EVENTS.c
    asked = select(e.key.label("event_key"), c.cluster, c.key, c.origins).join(across.REPORTS, r.event == e.event)
    rows = connection.execute(asked.join(across.EVENT_CLUSTERS, c.cluster == r.cluster).where(e.event.in_(events))).all()
    clusters = {row.cluster for row in rows}
    told = connection.execute(select(r.cluster).where(r.cluster.in_(clusters))).scalars().all()
    disputed = set(connection.execute(select(d.event).where(d.event.in_(clusters))).scalars())
    return {
        row.event_key: StoryOf(key=row.key, reports=told.count(row.cluster), origins=row.origins, is_disputed=row.cluster in disputed)
        for row in rows
    }
