"""Which article is meant."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, or_, select

from onrecord.errors import NotInCollection
from onrecord.storage import tables as t
from onrecord.storage.identity import address_of

A = t.ARTICLES.c


def article_named(connection: Connection, name: str) -> Any:
    """The row of an article by its key, id or URL. Raises NotInCollection where there is none, or several."""
    asked = select(t.ARTICLES).where(or_(A.key == name, A.id == name, A.address == address_of(name)))
    rows = connection.execute(asked).all()
    if len(rows) > 1:
        exact = [row for row in rows if row.key == name]
        if len(exact) != 1:
            keys = ", ".join(sorted(row.key for row in rows))
            raise NotInCollection(f"{len(rows)} articles are called {name}: name one by its key ({keys}).")
        rows = exact
    if not rows:
        raise NotInCollection(f"there is no article {name}; onrecord show articles lists them.")
    return rows[0]
