"""What was fetched, from one run to the next: a small SQLite file of its own, since what is remembered belongs to no article and no record.

It could stand in the collection's database; but feeds and pages are remembered that gave nothing, PostgreSQL may be far away and shared by machines that fetch, and
whoever deletes the file loses nothing but time.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from onrecord.errors import FileUnfit
from onrecord.reading.found import Address

TABLES = (
    "CREATE TABLE IF NOT EXISTS fetched (url TEXT PRIMARY KEY, etag TEXT, modified TEXT, version TEXT, list INTEGER) WITHOUT ROWID",
    # ``origin``: the address that the user named, in whose lists it is; ``due``: seconds since 1970.
    "CREATE TABLE IF NOT EXISTS missed (url TEXT PRIMARY KEY, address TEXT, origin TEXT, tries INTEGER, due REAL) WITHOUT ROWID",
)
# The first time at once, with the next run; then after longer and longer, up to a day, and not for ever: twelve tries are nine days.
FIRST_PAUSE, LONGEST_PAUSE = 900.0, 86_400.0
MOST_TRIES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """An address that gave what it had; ``etag`` and ``modified`` as its server called that; ``version``: the date that its feed had for it; ``is_list``: whether it
    was not an article, but named some.
    """

    url: str
    etag: str | None = None
    modified: str | None = None
    version: str | None = None
    is_list: bool = False

    @property
    def headers(self) -> dict[str, str]:
        """What to ask with, so that the server answers only with something new."""
        said = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in said.items() if value is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """An address that gave nothing, in a list of ``origin``, which the user named; ``was_asked``: whether that counts as a try, or its server wants to be left alone."""

    address: Address
    origin: str
    was_asked: bool = True


class Memory:
    """What was fetched; without a ``path``, for one run only. Raises FileUnfit."""

    def __init__(self, path: Path | None = None) -> None:
        self._name = str(path or ":memory:")
        try:
            self._database = sqlite3.connect(self._name, timeout=60)
            with self._database:
                for table in TABLES:
                    self._database.execute(table)
        except sqlite3.Error as error:
            raise self._unfit(error) from error

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def recall(self, url: str) -> Fetched | None:
        """What is known of an address."""
        rows = self._all("SELECT url, etag, modified, version, list FROM fetched WHERE url = ?", (url,))
        return next((Fetched(url=row[0], etag=row[1], modified=row[2], version=row[3], is_list=bool(row[4])) for row in rows), None)

    def due(self, origin: str, now: float) -> list[Address]:
        """Addresses in the lists of ``origin`` that gave nothing, and are to be asked for again."""
        question = "SELECT address FROM missed WHERE origin = ? AND due <= ? AND tries < ? ORDER BY due, url"
        return [_address(row[0]) for row in self._all(question, (origin, now, MOST_TRIES))]

    def was_missed(self, url: str) -> bool:
        """Whether an address gave nothing, and is asked for again at another time, or never."""
        return bool(self._all("SELECT 1 FROM missed WHERE url = ?", (url,)))

    def keep(self, fetched: Iterable[Fetched], missed: Iterable[Missed], now: float) -> None:
        """Remember what came and what did not, all or, if the run is killed, nothing of it."""
        came = [(one.url, one.etag, one.modified, one.version, one.is_list) for one in fetched]
        lost = [_row(one, self._tries(one.address.url), now) for one in missed]
        try:
            with self._database:
                self._database.executemany("INSERT OR REPLACE INTO fetched VALUES (?, ?, ?, ?, ?)", came)
                self._database.executemany("DELETE FROM missed WHERE url = ?", [row[:1] for row in came])
                self._database.executemany("INSERT OR REPLACE INTO missed VALUES (?, ?, ?, ?, ?)", lost)
        except sqlite3.Error as error:
            raise self._unfit(error) from error

    def _tries(self, url: str) -> int:
        return next((int(row[0]) for row in self._all("SELECT tries FROM missed WHERE url = ?", (url,))), 0)

    def _all(self, question: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
        try:
            return self._database.execute(question, values).fetchall()
        except sqlite3.Error as error:
            raise self._unfit(error) from error

    def _unfit(self, error: sqlite3.Error) -> FileUnfit:
        return FileUnfit(
            f"{self._name}: what was fetched before cannot be read or written ({error}). Name another file, or delete it: nothing else is in it."
        )


def _row(missed: Missed, tries: int, now: float) -> tuple[object, ...]:
    """A row of what was missed, so many times before."""
    longer: int = 2 ** (tries - 1) if tries and missed.was_asked else 0
    pause = min(FIRST_PAUSE * longer, LONGEST_PAUSE)
    return missed.address.url, json.dumps(asdict(missed.address)), missed.origin, tries + missed.was_asked, now + pause


def _address(stored: str) -> Address:
    facts = json.loads(stored)
    return Address(**facts | {"authors": tuple(facts["authors"])})
