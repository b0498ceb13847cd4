"""The SQLite files of the wheel, read-only; each process opens them once."""

from __future__ import annotations

import os
import sqlite3
from functools import cache
from importlib.resources import as_file, files
from typing import Any


def rows(query: str, *values: object, file: str = "knowledge.sqlite") -> list[tuple[Any, ...]]:
    """The rows of a query."""
    return _connection(file, os.getpid()).execute(query, values).fetchall()


def knowledge_version() -> str:
    """Year and month of the knowledge, as records state it."""
    ((version,),) = rows("SELECT value FROM about WHERE name = 'version'")
    return str(version)


@cache
def _connection(file: str, process: int) -> sqlite3.Connection:
    """``process``: a connection must not be carried over into another one."""
    with as_file(files("onrecord").joinpath(f"knowledge/{file}")) as path:
        return sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
