"""Whether what articles say together is still what they say."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select, update

from onrecord.storage import across
from onrecord.storage import tables as t


def state_of(connection: Connection) -> tuple[int, bool]:
    """Which state of the collection this is, and whether what articles say together is known of it."""
    row = connection.execute(select(across.MERGES)).first()
    if row is not None:
        return row.changed, row.changed == row.merged
    return 0, connection.execute(select(t.ARTICLES.c.article).limit(1)).first() is None


def count_change(connection: Connection) -> None:
    """Note that what is compared across articles has changed."""
    m = across.MERGES
    if connection.execute(update(m).values(changed=m.c.changed + 1)).rowcount == 0:
        connection.execute(insert(m), {"number": 1, "changed": 1, "merged": 0})


def forget_words(connection: Connection, article: int) -> None:
    """Take the words of an article that is deleted out of what others are held against."""
    c, s = across.TELLINGS.c, t.STATEMENTS.c
    shared = select(c.cluster).join(t.STATEMENTS, s.statement == c.statement).where(s.article == article)
    connection.execute(update(across.TELLINGS).where(c.cluster.in_(shared)).values(diff="[]"))
