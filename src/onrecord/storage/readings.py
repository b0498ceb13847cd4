"""Stored readings: as they were stored, and as they are compared, the latest under the article's key, with people's decisions applied."""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Select, select

from onrecord.article import Article, Block, Page
from onrecord.records import Reading, Record
from onrecord.storage import tables as t
from onrecord.storage.applying import apply
from onrecord.storage.writing import decisions_about


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReading:
    """A reading as it was read, and as decisions leave it; the article's key is its id, for ids are unique in a run, but not in a collection."""

    reading: Reading
    decided: Reading


def stored_readings(connection: Connection, articles: Collection[int]) -> dict[int, StoredReading]:
    """The latest readings of articles, by their numbers, without their pages' bytes, which nobody compares."""
    a, p = t.ARTICLES.c, t.PAGES.c
    asked = select(a.article, a.key, a.sha256, p.text, p.blocks, t.RECORDS.c.json).join(t.PAGES, p.page == a.page)
    rows = connection.execute(asked.join(t.RECORDS, t.RECORDS.c.page == p.page).where(a.article.in_(articles))).all()
    has_decisions = connection.execute(select(t.DECISIONS.c.decision).limit(1)).first() is not None
    return {row.article: _stored(connection, row, has_decisions=has_decisions) for row in rows}


def _stored(connection: Connection, row: Any, *, has_decisions: bool) -> StoredReading:
    reading = _reading(row)
    about = [one for one in decisions_about(connection, row.key, row.sha256).values() if not one.undone] if has_decisions else []
    record = apply(reading.record, row.text, about, row.key).record if about else reading.record
    return StoredReading(reading=reading, decided=replace(reading, record=record))


def _reading(row: Any) -> Reading:
    read = Record.from_json(zlib.decompress(row.json))
    record = replace(read, article=replace(read.article, id=row.key))
    return Reading(article=_article(record, row), page=Page(id=row.key, text=row.text), record=record)


def kept_pages() -> Select[Any]:
    """Pages with their records, as ``reading_of`` takes them."""
    p = t.PAGES.c
    return select(p.page, p.text, p.given, p.blocks, p.raw, t.RECORDS.c.json).join(t.RECORDS, t.RECORDS.c.page == p.page)


def reading_of(row: Any) -> Reading:
    """A reading as it was stored."""
    record, given = Record.from_json(zlib.decompress(row.json)), json.loads(row.given)
    raw = zlib.decompress(row.raw) if row.raw is not None else None
    page = Page(**given | {"authors": tuple(given["authors"]), "text": row.text, "raw": raw})
    return Reading(article=_article(record, row), page=page, record=record)


def _article(record: Record, row: Any) -> Article:
    told = record.article
    names = ("id", "file", "url", "captured", "publisher", "title", "authors", "published", "updated", "language")
    blocks = tuple(Block(**block) for block in json.loads(row.blocks))
    return Article(text=row.text, blocks=blocks, **{name: getattr(told, name) for name in names})
