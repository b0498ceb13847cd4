"""Whether a database is sound, beside what its records say."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, func, select, text

from onrecord.article import sha256_of
from onrecord.storage import across
from onrecord.storage import tables as t
from onrecord.storage.blocks import hashes_of, how_many_kept
from onrecord.storage.opening import is_postgres


def faults(connection: Connection) -> Iterator[str]:
    """What is not sound."""
    if not is_postgres(connection):
        yield from _damage(connection)
    yield from _texts(connection)
    yield from _words(connection)
    yield from _blocks(connection)


def _damage(connection: Connection) -> Iterator[str]:
    for (told,) in connection.execute(text("PRAGMA integrity_check")):
        if told != "ok":
            yield f"the database is damaged: {told}."
    for table, row, parent, _ in connection.execute(text("PRAGMA foreign_key_check")):
        yield f"{table}, row {row}: it belongs to a row of {parent} that is not there."


def _texts(connection: Connection) -> Iterator[str]:
    """Texts that are not what they were when they were stored, and articles without one."""
    p, a = t.PAGES.c, t.ARTICLES.c
    for row in connection.execute(select(p.page, p.sha256, p.text).execution_options(yield_per=100)):
        if sha256_of(row.text) != row.sha256:
            yield f"pages, page {row.page}: its sha256 is not that of its text."
    missing = select(a.id).outerjoin(t.RECORDS, t.RECORDS.c.page == a.page).where(t.RECORDS.c.page.is_(None))
    for row in connection.execute(missing):
        yield f"{row.id}: its latest version has no record."


def _words(connection: Connection) -> Iterator[str]:
    """Parts of statements whose words do not stand in their article where they point."""
    c, s, a, p = t.CONTENTS.c, t.STATEMENTS.c, t.ARTICLES.c, t.PAGES.c
    there = func.substr(p.text, c.words_start + 1, c.words_end - c.words_start)
    asked = select(a.id, s.id.label("label"), s.key, c.words_start, c.words_end).join(t.STATEMENTS, s.statement == c.statement)
    asked = asked.join(t.ARTICLES, a.article == s.article).join(t.PAGES, p.page == a.page)
    for row in connection.execute(asked.where(there != c.words)):
        yield f"{row.id}: statements, {row.key}: the text has other words at {row.words_start} to {row.words_end}."


def _blocks(connection: Connection) -> Iterator[str]:
    """Articles that are not looked up by what they are compared by, or by more than that: no foreign key keeps ``blocks`` and ``compared`` together."""
    c, b = across.COMPARED.c, across.BLOCKS.c
    kept = {row.article: row.count for row in connection.execute(select(b.article, func.count().label("count")).group_by(b.article))}
    for row in connection.execute(select(c.article, c.hashes).execution_options(yield_per=100)):
        expected, there = hashes_of(row.hashes), kept.pop(row.article, 0)
        missing = len(expected) - how_many_kept(connection, row.article, expected)
        if missing or there != len(expected):
            yield f"blocks, article {row.article}: {missing} of {len(expected)} hashes that it is looked up by are not there, of {there} that are."
    for article, count in kept.items():
        yield f"blocks, article {article}: {count} hashes of an article that is not compared."
