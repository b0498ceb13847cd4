"""Writing people and organisations to a knowledge file."""

from __future__ import annotations

import contextlib
import itertools
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import FileUnfit
from onrecord.knowledge.names import folded_name, name_keys, number_of
from onrecord.knowledge.schema import FIRST_ADDED, SCHEMA, SCHEMA_VERSION, Source, check_version

# Heads of state and government and foreign ministers: the news mentions them by last name or office alone.
PROMINENT = re.compile(
    r"^(President( of .*)?|Prime Minister( of .*)?|Chancellor.*|Federal Chancellor.*|Taoiseach|Supreme Leader.*|Premier( of the .*)?|King of .*|Queen of .*|"
    r"Monarch of .*|Emir of .*|Sultan of .*|Vice President of the United States|United States Secretary of State|Secretary-General of the United Nations|"
    r"(Federal )?Minister (of|for) (Foreign|External) Affairs.*|Foreign (Minister|Secretary).*|"
    r"Secretary of State for (Foreign|the Home).*|Chancellor of the Exchequer)$",
    re.IGNORECASE,
)
# Ministers whom the news calls by their office alone.
OF_ONE = re.compile(
    r"^((United States |Federal )?(Minister|Secretary of State|Secretary) (of|for) (the )?(National )?(Defen[cs]e|Finance|Interior|Home Affairs|Home Department|"
    r"Internal Affairs|Treasury|Economy and Finance)( and .*| of .*)?|(Defen[cs]e|Finance|Interior|Home) (Minister|Secretary)( of .*)?|Chancellor of the Exchequer)$",
    re.IGNORECASE,
)
# The president of a chamber, a court or a region is no head of state.
NOT_PROMINENT = re.compile(
    r"\b(Senate|Assembly|Chamber|(?<!State )Council(?! of Ministers)|Court|Parliament|Bank|House|Congress|Duma|Bundestag|Republika|Shadow|Assistant|Deputy)\b|\(",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office that somebody holds; dates are ISO, whole or in part, ``None`` where unknown or open."""

    title: str
    source: Source
    country: str | None = None
    start: str | None = None
    end: str | None = None

    @property
    def prominence(self) -> int:
        """1 for heads of state and government and foreign ministers, 2 for other ministers of whom a country has one, 0 for others."""
        if NOT_PROMINENT.search(self.title):
            return 0
        return 1 if PROMINENT.match(self.title) else 2 if OF_ONE.match(self.title) else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A person or an organisation: number of the Wikidata item, names (the usual one first), ISO 3166 alpha-3 countries."""

    id: int
    names: tuple[str, ...]
    source: Source
    is_person: bool = True
    gender: str | None = None
    countries: frozenset[str] = frozenset()
    offices: tuple[Office, ...] = ()


@contextlib.contextmanager
def knowledge_file(path: Path, about: Mapping[str, str] | None = None, *, first: int = FIRST_ADDED) -> Iterator[KnowledgeFile]:
    """Open a knowledge file for writing, or create it; additions are committed when the block ends without an error.

    Raises ``FileUnfit`` for a file that is not a knowledge file of this version.
    """
    is_new = not path.exists()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path)
    except (OSError, sqlite3.OperationalError) as error:
        raise FileUnfit(f"{path}: no knowledge can be written there ({error}).") from error
    with contextlib.closing(connection) as database:
        if is_new:
            database.executescript(SCHEMA)
            database.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        check_version(database, str(path))
        database.executemany("INSERT OR REPLACE INTO about VALUES (?, ?)", (about or {}).items())
        yield KnowledgeFile(database, first)
        database.commit()


class KnowledgeFile:
    """A knowledge file open for writing; ids of new offices and sources start at ``first``."""

    def __init__(self, database: sqlite3.Connection, first: int) -> None:
        self.database = database
        known = database.execute("SELECT id, label, country FROM positions")
        self._positions: dict[tuple[str, str | None], int] = {(label, country): id for id, label, country in known}
        rows = database.execute("SELECT id, name, version, date, licence, note FROM sources")
        self._sources: dict[Source, int] = {
            Source(name=name, version=version, date=date, licence=licence, note=note): id for id, name, version, date, licence, note in rows
        }
        self._new_position = itertools.count(max([first, *(id + 1 for id in self._positions.values())]))
        self._new_source = itertools.count(max([first, *(id + 1 for id in self._sources.values())]))

    def add(self, entries: Iterable[Entry]) -> int:
        """Add people and organisations, replacing rows of the same item; return how many were added."""
        count = 0
        for entry in entries:
            count += 1
            if entry.is_person:
                self._add_person(entry)
            else:
                self.add_names(entry, is_organisation=True)
        return count

    def add_names(self, entry: Entry, *, is_organisation: bool) -> None:
        """Add the names of an item other than a person; ``is_organisation``: names of one word are matched as well."""
        country = next(iter(sorted(entry.countries)), None)
        rows = [(folded_name(name), entry.id, is_organisation, country, self._source(entry.source)) for name in entry.names]
        self.database.executemany("INSERT OR REPLACE INTO items VALUES (?, ?, ?, ?, ?)", rows)

    def _add_person(self, entry: Entry) -> None:
        """Add a person, with the other names and the countries that stood there before."""
        name, aliases, gender, countries = self._known(entry.id)
        names = dict.fromkeys((*entry.names, name, *aliases))
        countries |= entry.countries | {office.country for office in entry.offices if office.country}
        others = "|".join(name for name in names if name not in ("", entry.names[0]))
        row = (
            entry.id,
            entry.names[0],
            others or None,
            entry.gender or gender,
            "|".join(sorted(countries)) or None,
            self._source(entry.source),
        )
        self.database.execute("INSERT OR REPLACE INTO people VALUES (?, ?, ?, ?, ?, ?)", row)
        keys = {key for name in entry.names for key in name_keys(name)}
        self.database.executemany("INSERT OR IGNORE INTO names VALUES (?, ?)", [(number_of(key), entry.id) for key in keys])
        for office in entry.offices:
            term = (self._position(office), entry.id, office.start or "", office.end, self._source(office.source))
            self.database.execute("INSERT OR REPLACE INTO terms VALUES (?, ?, ?, ?, ?)", term)

    def _known(self, id: int) -> tuple[str, list[str], str | None, set[str]]:
        """Name, other names, gender and countries of a person in the file."""
        for name, aliases, gender, countries in self.database.execute(
            "SELECT name, aliases, gender, countries FROM people WHERE id = ?", (id,)
        ):
            return name, (aliases or "").split("|"), gender, set((countries or "").split("|")) - {""}
        return "", [], None, set()

    def _position(self, office: Office) -> int:
        key = (office.title, office.country)
        if key not in self._positions:
            self._positions[key] = next(self._new_position)
            row = (self._positions[key], office.title, office.country, office.prominence, self._source(office.source))
            self.database.execute("INSERT INTO positions VALUES (?, ?, ?, ?, ?)", row)
        return self._positions[key]

    def _source(self, source: Source) -> int:
        if source not in self._sources:
            self._sources[source] = next(self._new_source)
            row = (self._sources[source], source.name, source.version, source.date, source.licence, source.note)
            self.database.execute("INSERT INTO sources VALUES (?, ?, ?, ?, ?, ?)", row)
        return self._sources[source]
