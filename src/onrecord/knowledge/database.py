"""Knowledge files, held in memory: a file that changes after it was opened has no effect."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

from onrecord.errors import FileUnfit
from onrecord.knowledge.schema import TABLES, check_version

# What SQLite files begin with.
MAGIC = b"SQLite format 3\0"

# Shipped terms, but those that a user's row replaces: same person, country and start, and a title that begins like the shipped one.
SHIPPED_TERMS = """
SELECT * FROM main.terms AS shipped WHERE NOT EXISTS (
    SELECT 1 FROM added.terms AS said JOIN added.positions AS theirs ON theirs.id = said.position JOIN main.positions AS ours ON ours.id = shipped.position
    WHERE said.person = shipped.person AND said.start = shipped.start AND theirs.country IS ours.country
    AND (instr(lower(ours.label) || ' ', lower(theirs.label) || ' ') = 1 OR instr(lower(theirs.label) || ' ', lower(ours.label) || ' ') = 1)
)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """A user's additions: the content of a knowledge file, and its name in messages."""

    content: bytes
    name: str


class Database:
    """A shipped file together with a user's additions."""

    def __init__(self, content: bytes, addition: Addition | None = None) -> None:
        # In memory, and only read: threads and forked processes may share it.
        self._connection = sqlite3.connect(":memory:", check_same_thread=False)
        self._connection.deserialize(content)
        if addition is not None:
            self._add(addition)
        self._connection.execute("PRAGMA query_only = ON")

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows of a query, including additions."""
        return self._connection.execute(query, values).fetchall()

    def _add(self, addition: Addition) -> None:
        """Attach additions; rows that a user adds for a person or a name take precedence over shipped ones."""
        if not addition.content.startswith(MAGIC):
            raise FileUnfit(f"{addition.name}: no knowledge file.")
        self._connection.execute("ATTACH ':memory:' AS added")
        self._connection.deserialize(addition.content, name="added")
        check_version(self._connection, addition.name, schema="added")
        for table in TABLES:
            shipped = f"SELECT * FROM main.{table}" if table != "terms" else SHIPPED_TERMS
            self._connection.execute(f"CREATE TEMP VIEW {table} AS SELECT * FROM added.{table} UNION ALL {shipped}")
