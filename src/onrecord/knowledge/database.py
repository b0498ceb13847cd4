"""The SQLite files of the wheel and the one that users add to, read-only; each process opens them once."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from onrecord.knowledge.building import TABLES

# Names the file of what users add; without it, ``added_file`` says where that is.
VARIABLE = "ONRECORD_KNOWLEDGE"
SHIPPED = "knowledge.sqlite"
HASH_LETTERS = 8


def rows(query: str, *values: object, file: str = SHIPPED) -> list[tuple[Any, ...]]:
    """The rows of a query, over what users added, too."""
    return _connection(file, added_file(), os.getpid()).execute(query, values).fetchall()


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


@cache
def _connection(file: str, added: Path, process: int) -> sqlite3.Connection:
    """``process``: a connection must not be carried over into another one."""
    with as_file(files("onrecord").joinpath(f"knowledge/{file}")) as path:
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    if file == SHIPPED and added.is_file():
        connection.execute("ATTACH ? AS added", (f"{added.resolve().as_uri()}?mode=ro",))
        for table in TABLES:
            # What users say of a person or a name goes before what is shipped.
            connection.execute(f"CREATE TEMP VIEW {table} AS SELECT * FROM added.{table} UNION ALL SELECT * FROM main.{table}")
    return connection
