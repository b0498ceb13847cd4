"""The SQLite files of the wheel and the one that users add to, read-only; each process opens them once."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from onrecord.knowledge.building import TABLES, Source, check_version

# Names the file of what users add; without it, ``added_file`` says where that is.
VARIABLE = "ONRECORD_KNOWLEDGE"
SHIPPED = "knowledge.sqlite"
PLACES = "places.sqlite"
HASH_LETTERS = 8
# The file of what users added, when it last changed (nanoseconds; ``None``: there is none), and the process: a connection must not be carried into another.
State = tuple[Path, int | None, int]


def rows(query: str, *values: object, file: str = SHIPPED) -> list[tuple[Any, ...]]:
    """The rows of a query, over what users added, too."""
    return _connection(file, knowledge_state()).execute(query, values).fetchall()


def knowledge_state() -> State:
    """What changes when what is known does: key of whatever is kept of it."""
    added = added_file()
    return added, added.stat().st_mtime_ns if added.is_file() else None, os.getpid()


def added_file() -> Path:
    """Where the people and organisations stand that users add: what the variable ONRECORD_KNOWLEDGE names, else a file in the user's data folder."""
    named = os.environ.get(VARIABLE)
    home = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share")
    return Path(named) if named else home / "onrecord/knowledge.sqlite"


def knowledge_version() -> str:
    """Year and month of the knowledge, as records state it, with a hash of what users added."""
    ((version,),) = rows("SELECT value FROM main.about WHERE name = 'version'")
    added = added_file()
    return f"{version}+{hashlib.sha256(added.read_bytes()).hexdigest()[:HASH_LETTERS]}" if added.is_file() else str(version)


def sources_with_rows() -> list[tuple[Source, int]]:
    """Where the rows come from, and how many come from there, those that state no licence last."""
    found: list[tuple[Source, int]] = []
    for file, tables in ((SHIPPED, ("people", "positions", "terms", "items")), (PLACES, ("places",))):
        counted = " UNION ALL ".join(f"SELECT source FROM {table}" for table in tables)
        query = f"SELECT name, version, date, licence, note, count(*) FROM sources JOIN ({counted}) ON source = id GROUP BY id"
        for name, version, date, licence, note, count in rows(query, file=file):
            found.append((Source(name=name, version=version, date=date, licence=licence, note=note), count))
    return sorted(found, key=lambda pair: (pair[0].licence is None, -pair[1], pair[0].name))


@cache
def _connection(file: str, state: State) -> sqlite3.Connection:
    added, changed, _ = state
    with as_file(files("onrecord").joinpath(f"knowledge/{file}")) as path:
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    if file == SHIPPED and changed is not None:
        check_version(connection, added, attach_as="added")
        for table in TABLES:
            # What users say of a person or a name goes before what is shipped.
            connection.execute(f"CREATE TEMP VIEW {table} AS SELECT * FROM added.{table} UNION ALL SELECT * FROM main.{table}")
    return connection
