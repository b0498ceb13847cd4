"""Full-text search over statements and articles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, column, func, literal_column, select
from sqlalchemy import table as sqlalchemy_table

from onrecord.storage import tables as t
from onrecord.storage.asking import ARTICLE_COLUMNS, article_of
from onrecord.storage.filters import as_query
from onrecord.storage.opening import is_postgres
from onrecord.storage.rows import Hit

# Around what was found. Noncharacters of Unicode: programs may use them among themselves, texts have none.
OPEN, CLOSE = "\ufdd0", "\ufdd1"
GAP = " ... "
# Words around what was found.
WORDS = 24
# Of more that match, the latest are ranked: ranking takes time with every one, in PostgreSQL the more as it reads texts again.
MOST_RANKED, MOST_RANKED_BY_POSTGRES = 2000, 500


def search(connection: Connection, words: str, limit: int) -> list[Hit]:
    """Statements and then articles that have all of the words, or their other forms, in the order of how well they fit."""
    query = as_query(words)
    return [*_statements(connection, query, limit), *_articles(connection, query, limit)]


def _statements(connection: Connection, query: str, limit: int) -> list[Hit]:
    table = t.STATEMENTS
    found = _ranked(connection, "statements", "statement", "words", query, limit, 0)
    asked = select(table.c.statement, table.c.key, table.c.speaker_name, *ARTICLE_COLUMNS).join(t.ARTICLES)
    rows = {row.statement: row for row in connection.execute(asked.where(table.c.statement.in_([number for number, _ in found])))}
    return [
        Hit(what="statement", key=rows[number].key, article=article_of(rows[number]), speaker=rows[number].speaker_name, **_shown(around))
        for number, around in found
        if number in rows
    ]


def _articles(connection: Connection, query: str, limit: int) -> list[Hit]:
    found = _ranked(connection, "pages", "page", "text", query, limit, 1)
    asked = select(t.ARTICLES.c.page, *ARTICLE_COLUMNS).where(t.ARTICLES.c.page.in_([number for number, _ in found]))
    rows = {row.page: row for row in connection.execute(asked)}  # Pages of earlier versions are nobody's latest.
    return [
        Hit(what="article", key=rows[number].article_key, article=article_of(rows[number]), speaker=None, **_shown(around))
        for number, around in found
        if number in rows
    ]


def _ranked(connection: Connection, table: str, key: str, words: str, query: str, limit: int, place: int) -> Sequence[tuple[int, str]]:
    """Numbers of rows with what stands around the words, the best first; ``place``: of the words among the columns of the index."""
    if is_postgres(connection):
        return _ranked_by_postgres(connection, table, key, words, query, limit)
    index = sqlalchemy_table(f"{table}_search", column("rowid"), column("rank"))
    name: ColumnElement[Any] = literal_column(index.name)
    snippet = func.snippet(name, place, OPEN, CLOSE, GAP, WORDS)
    matching = name.op("MATCH")(query)
    latest = select(index.c.rowid).where(matching).order_by(index.c.rowid.desc())
    oldest = connection.execute(latest.offset(MOST_RANKED).limit(1)).scalar() or 0
    asked = select(index.c.rowid, snippet).where(matching, index.c.rowid > oldest).order_by(index.c.rank)
    rows = connection.execute(asked.limit(limit) if limit else asked).all()
    return [(number, _one_line(around)) for number, around in rows]


def _ranked_by_postgres(connection: Connection, table: str, key: str, words: str, query: str, limit: int) -> Sequence[tuple[int, str]]:
    searched = t.METADATA.tables[table]
    language: ColumnElement[Any] = literal_column("'english'")
    wanted = func.websearch_to_tsquery(language, query)
    vector: ColumnElement[Any] = literal_column(f"{table}.search")
    number = searched.c[key]
    matching = select(number.label("number"), vector.label("vector"), searched.c[words].label("words")).where(vector.op("@@")(wanted))
    latest = matching.order_by(number.desc()).limit(MOST_RANKED_BY_POSTGRES).subquery()
    best = select(latest).order_by(func.ts_rank_cd(latest.c.vector, wanted).desc(), latest.c.number.desc())
    chosen = (best.limit(limit) if limit else best).subquery()
    options = f"StartSel={OPEN}, StopSel={CLOSE}, MaxWords={WORDS}, MinWords={WORDS // 2}"
    asked = select(chosen.c.number, func.ts_headline(language, chosen.c.words, wanted, options))
    return [(number, _one_line(around)) for number, around in connection.execute(asked)]


def _shown(around: str) -> dict[str, Any]:
    return {"snippet": around.replace(OPEN, "[").replace(CLOSE, "]"), "pieces": tuple(re.split(f"[{OPEN}{CLOSE}]", around))}


def _one_line(words: str) -> str:
    return " ".join(words.split())
