"""Backups: a collection copied as one state, into a SQLite file and back into either database."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, insert, select

from onrecord.errors import OutputUnfit, StoreUnusable
from onrecord.storage import tables as t
from onrecord.storage.across import ACROSS
from onrecord.storage.opening import open_engine, reading, refuse_missing, writing

# Rows that are held in memory at once.
BATCH = 500


def backup(where: str, file: Path) -> int:
    """Copy a collection, as it is at this moment, into a new SQLite file; the number of its articles. Raises OutputUnfit where the file is there already."""
    refuse_missing(where)
    if file.exists():
        raise OutputUnfit(f"{file} is there already and would be lost: name another file, or move it away.")
    if not file.parent.is_dir():
        raise OutputUnfit(f"{file} cannot be written: there is no folder {file.parent}.")
    beside = file.with_name(f".{file.name}.part")
    beside.unlink(missing_ok=True)
    try:
        count = _copy(where, str(beside))
        beside.rename(file)
    except OSError as error:
        raise OutputUnfit(f"{file} cannot be written ({error.strerror}).") from error
    finally:
        for ending in ("", "-wal", "-shm"):
            beside.with_name(beside.name + ending).unlink(missing_ok=True)
    return count


def restore(file: Path, where: str) -> int:
    """Copy a backup into an empty collection; the number of its articles. Raises StoreUnusable where there is no backup, or the collection is not empty."""
    refuse_missing(str(file))
    return _copy(str(file), where)


def _copy(source: str, target: str) -> int:
    one, other = open_engine(source), open_engine(target)
    try:
        with reading(one) as old, writing(other) as new:
            if any(new.execute(select(table).limit(1)).first() is not None for table in t.ALL):
                raise StoreUnusable(f"{target}: this collection has something in it; restore into a new one.")
            counts = {table.name: _copy_table(old, new, table.name) for table in (*t.ALL, *ACROSS)}
    finally:
        one.dispose()
        other.dispose()
    return counts["articles"]


def _copy_table(old: Connection, new: Connection, name: str) -> int:
    table, count = t.METADATA.tables[name], 0
    for rows in old.execute(select(table).execution_options(yield_per=BATCH)).mappings().partitions(BATCH):
        new.execute(insert(table), [dict(row) for row in rows])
        count += len(rows)
    return count
