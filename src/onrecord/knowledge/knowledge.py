"""All that is known of people, offices, organisations and places, as one value."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from onrecord.knowledge.database import Addition, Database
from onrecord.knowledge.items import Items
from onrecord.knowledge.offices import Offices
from onrecord.knowledge.people import People
from onrecord.knowledge.places import Places
from onrecord.knowledge.schema import FIRST_ADDED, Source

SHIPPED = "knowledge.sqlite"
PLACES = "places.sqlite"
# The variable that names the file of additions; see ``added_file``.
VARIABLE = "ONRECORD_KNOWLEDGE"
HASH_LETTERS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many people, terms of office, names of organisations and countries, and names of places are known; ``added``: rows of a user's."""

    people: int
    terms: int
    items: int
    places: int
    added: int


class Knowledge:
    """The shipped knowledge with a user's additions. It never changes once opened, and can be passed to other processes.

    ``addition``: the content of a knowledge file. Raises ``FileUnfit`` if it is not one.
    """

    def __init__(self, addition: Addition | None = None) -> None:
        self._addition = addition
        self._facts = Database(_shipped(SHIPPED), addition)
        self._gazetteer = Database(_shipped(PLACES))
        self.people = People(self._facts)
        self.offices = Offices(self.people)
        self.items = Items(self._facts)
        self.places = Places(self._gazetteer)

    def __reduce__(self) -> tuple[type[Knowledge], tuple[Addition | None]]:
        return Knowledge, (self._addition,)

    @staticmethod
    def open(added: Path | None = None) -> Knowledge:
        """The shipped knowledge with a user's additions from a file; a missing file adds nothing. Raises ``FileUnfit``."""
        is_there = added is not None and added.is_file()
        return Knowledge(Addition(content=added.read_bytes(), name=str(added)) if added is not None and is_there else None)

    @property
    def version(self) -> str:
        """Year and month of the shipped knowledge, with a hash of the additions: ``2026.11+1f0c5a3b``."""
        ((shipped,),) = self._facts.rows("SELECT value FROM main.about WHERE name = 'version'")
        return f"{shipped}+{hashlib.sha256(self.added).hexdigest()[:HASH_LETTERS]}" if self.added else str(shipped)

    @property
    def added(self) -> bytes:
        """The content of the file of additions; empty without any."""
        return self._addition.content if self._addition else b""

    def sources(self) -> list[tuple[Source, int]]:
        """The sources with their numbers of rows, those without a licence last."""
        found = [*_sources(self._facts, "people", "positions", "terms", "items"), *_sources(self._gazetteer, "places")]
        return sorted(found, key=lambda pair: (pair[0].licence is None, -pair[1], pair[0].name))

    def counts(self) -> Counts:
        """How much is known."""
        ((people, terms, items),) = self._facts.rows(
            "SELECT (SELECT count(*) FROM people), (SELECT count(*) FROM terms), (SELECT count(*) FROM items)"
        )
        ((places,),) = self._gazetteer.rows("SELECT count(*) FROM places")
        ((added,),) = self._facts.rows(
            "SELECT count(*) FROM (SELECT source FROM people UNION ALL SELECT source FROM terms UNION ALL SELECT source FROM items) WHERE source >= ?",
            FIRST_ADDED,
        )
        return Counts(people=people, terms=terms, items=items, places=places, added=added)


def added_file() -> Path:
    """The file of a user's additions: the one that the variable ONRECORD_KNOWLEDGE names, else one in the user's data folder."""
    named = os.environ.get(VARIABLE)
    home = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share")
    return Path(named) if named else home / "onrecord/knowledge.sqlite"


def _shipped(name: str) -> bytes:
    return files("onrecord").joinpath(f"knowledge/{name}").read_bytes()


def _sources(database: Database, *tables: str) -> list[tuple[Source, int]]:
    counted = " UNION ALL ".join(f"SELECT source FROM {table}" for table in tables)
    query = f"SELECT name, version, date, licence, note, count(*) FROM sources JOIN ({counted}) ON source = id GROUP BY id"
    return [
        (Source(name=name, version=version, date=date, licence=licence, note=note), count)
        for name, version, date, licence, note, count in database.rows(query)
    ]
