"""The schema of knowledge files, and the sources of their rows."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from onrecord.errors import FileUnfit

SOURCES_TABLE = """
-- Where rows come from: ``version`` as the source numbers it, ``date`` (ISO) the day that it shows; ``licence`` is null where none is stated.
CREATE TABLE sources (id INTEGER PRIMARY KEY, name TEXT NOT NULL, version TEXT, date TEXT, licence TEXT, note TEXT);
"""
SCHEMA = f"""
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
{SOURCES_TABLE}
-- Ids are numbers of Wikidata items; genders "f" and "m"; countries ISO 3166 alpha-3, several with "|".
CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT NOT NULL, aliases TEXT, gender TEXT, countries TEXT, source INTEGER NOT NULL);
-- Keys of the names of people, by ``number_of``.
CREATE TABLE names (key INTEGER, person INTEGER, PRIMARY KEY (key, person)) WITHOUT ROWID;
-- ``prominent``: 1 for offices whose holders the news calls by a last name or by the office alone, 2 by the office alone, 0 for others.
CREATE TABLE positions (id INTEGER PRIMARY KEY, label TEXT NOT NULL, country TEXT, prominent INTEGER NOT NULL, source INTEGER NOT NULL);
-- Dates are YYYY, YYYY-MM or YYYY-MM-DD; an unknown start is empty; without an end a term was open on the day of its source, after which nothing is known of it.
CREATE TABLE terms (position INTEGER, person INTEGER, start TEXT, end TEXT, source INTEGER NOT NULL,
    PRIMARY KEY (person, position, start)) WITHOUT ROWID;
-- ``organisation``: the name, a single word, too, is an organisation's; ``country``: where the name means it, null where everywhere.
CREATE TABLE items (name TEXT, id INTEGER, organisation INTEGER NOT NULL, country TEXT, source INTEGER NOT NULL, PRIMARY KEY (name, id)) WITHOUT ROWID;
"""
# Increased with every change of the schema.
SCHEMA_VERSION = 2
# Offices and sources of added files are numbered from here on, those of the shipped one from 1.
FIRST_ADDED = 1_000_000
TABLES = ("people", "names", "positions", "terms", "items", "sources")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The source of rows; ``date``: the ISO day up to which it is current; ``licence``: as the source states it, ``None`` if it states none."""

    name: str
    version: str | None = None
    date: str | None = None
    licence: str | None = None
    note: str | None = None


def check_version(database: sqlite3.Connection, where: str, *, schema: str = "main") -> None:
    """Raise ``FileUnfit`` if a database is not a knowledge file of this version. ``where``: its name in messages."""
    try:
        ((version,),) = database.execute(f"PRAGMA {schema}.user_version").fetchall()
    except sqlite3.DatabaseError as error:
        raise FileUnfit(f"{where}: no knowledge file ({error}).") from error
    if version != SCHEMA_VERSION:
        raise FileUnfit(
            f"{where}: a knowledge file of another version ({version}, not {SCHEMA_VERSION}); move it away and add its rows again."
        )
