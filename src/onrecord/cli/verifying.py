"""What ``onrecord verify`` does: records that were stored with their texts are held against them."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

from onrecord.cli.stored import records_in
from onrecord.errors import FileUnfit
from onrecord.records import Failure, Record, faults, pointing

SQLITE = b"SQLite format 3\0"


def print_verification(path: str) -> bool:
    """Name on standard error whatever does not hold in a file of records; whether all holds. Raises FileUnfit where there are no records."""
    records = spans = wrong = 0
    for item in records_in(path):
        records += 1
        spans += 0 if isinstance(item, Failure) else sum(1 for _ in pointing(item))
        for fault in _faults(item):
            wrong += 1
            print(f"onrecord: {fault}", file=sys.stderr)
    if not records:
        raise FileUnfit(f"{'standard input' if path == '-' else path} has no records.")
    print(f"{records:,} records with {spans:,} spans: {f'{wrong:,} faults' if wrong else 'all hold'}")
    return not wrong


def is_collection(path: str) -> bool:
    """Whether this is a collection: the URL of one, or a file that SQLite wrote."""
    if "://" in path:
        return True
    with suppress(OSError), Path(path).open("rb") as file:
        return file.read(len(SQLITE)) == SQLITE
    return False


def _faults(item: Record | Failure) -> list[str]:
    if isinstance(item, Failure):
        return [item.message]
    return [f"{item.article.id}: {fault}" for fault in faults(item)]
