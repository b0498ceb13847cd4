"""Knowledge files: their tables, and how people and organisations are put into one."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from onrecord.knowledge.names import folded_name, name_keys, number_of

SCHEMA = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
-- Ids are numbers of Wikidata items; genders "f" and "m"; countries ISO 3166 alpha-3, several with "|".
CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT NOT NULL, aliases TEXT, gender TEXT, countries TEXT);
-- Keys of names, by ``number_of``.
CREATE TABLE names (key INTEGER, person INTEGER, PRIMARY KEY (key, person)) WITHOUT ROWID;
CREATE TABLE positions (id INTEGER PRIMARY KEY, label TEXT NOT NULL, country TEXT, prominent INTEGER NOT NULL);
-- Dates are YYYY, YYYY-MM or YYYY-MM-DD; an unknown start is empty; without an end a term was open when the file was made.
CREATE TABLE terms (position INTEGER, person INTEGER, start TEXT, end TEXT, PRIMARY KEY (person, position, start)) WITHOUT ROWID;
CREATE INDEX terms_by_position ON terms (position);
-- ``organisation``: the name, a single word, too, is an organisation's.
CREATE TABLE items (name TEXT PRIMARY KEY, id INTEGER NOT NULL, organisation INTEGER NOT NULL) WITHOUT ROWID;
"""
TABLES = ("people", "names", "positions", "terms", "items")
# Offices of added files are numbered from here on, those of the shipped one from 1.
FIRST_POSITION = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office that somebody holds; dates are ISO, whole or in part, ``None`` where unknown or open."""

    title: str
    country: str | None = None
    start: str | None = None
    end: str | None = None
    prominent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A person or an organisation: number of the Wikidata item, names (the usual one first), ISO 3166 alpha-3 countries."""

    id: int
    names: tuple[str, ...]
    is_person: bool = True
    gender: str | None = None
    countries: frozenset[str] = frozenset()
    offices: tuple[Office, ...] = ()


@contextlib.contextmanager
def knowledge_file(path: Path, about: Mapping[str, str] | None = None) -> Iterator[KnowledgeFile]:
    """Open a knowledge file for writing, with its tables where there are none; what was added stands when the block ends without an error."""
    is_new = not path.exists()
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.closing(sqlite3.connect(path)) as database:
        if is_new:
            database.executescript(SCHEMA)
        database.executemany("INSERT OR REPLACE INTO about VALUES (?, ?)", (about or {}).items())
        yield KnowledgeFile(database)
        database.commit()


class KnowledgeFile:
    """A knowledge file that is being written."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database
        known = database.execute("SELECT id, label, country FROM positions")
        self._positions: dict[tuple[str, str | None], int] = {(label, country): id for id, label, country in known}

    def add(self, entries: Iterable[Entry]) -> int:
        """Add people and organisations, in place of what stood there of the same item; return how many."""
        count = 0
        for entry in entries:
            count += 1
            if entry.is_person:
                self._add_person(entry)
            else:
                rows = [(folded_name(name), entry.id) for name in entry.names]
                self.database.executemany("INSERT OR REPLACE INTO items VALUES (?, ?, 1)", rows)
        return count

    def _add_person(self, entry: Entry) -> None:
        countries = "|".join(sorted(entry.countries | {office.country for office in entry.offices if office.country})) or None
        row = (entry.id, entry.names[0], "|".join(entry.names[1:]) or None, entry.gender, countries)
        self.database.execute("INSERT OR REPLACE INTO people VALUES (?, ?, ?, ?, ?)", row)
        keys = {key for name in entry.names for key in name_keys(name)}
        self.database.executemany("INSERT OR IGNORE INTO names VALUES (?, ?)", [(number_of(key), entry.id) for key in keys])
        for office in entry.offices:
            term = (self._position(office), entry.id, office.start or "", office.end)
            self.database.execute("INSERT OR REPLACE INTO terms VALUES (?, ?, ?, ?)", term)

    def _position(self, office: Office) -> int:
        key = (office.title, office.country)
        if key not in self._positions:
            self._positions[key] = max([FIRST_POSITION, *(id + 1 for id in self._positions.values())])
            row = (self._positions[key], office.title, office.country, office.prominent)
            self.database.execute("INSERT INTO positions VALUES (?, ?, ?, ?)", row)
        return self._positions[key]
