"""Wikidata ids of countries and organisations, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

from onrecord.knowledge.countries import names_of_country
from onrecord.knowledge.database import Database
from onrecord.knowledge.names import NAMES_KEPT, folded_name
from onrecord.knowledge.schema import FIRST_ADDED

# Of two countries with something of a name, one is meant that is named so many times as often.
TIMES_AS_OFTEN = 3


class Items:
    """Wikidata items of countries and organisations."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._found: Callable[[str], list[tuple[int, int, str | None]]] = lru_cache(maxsize=NAMES_KEPT)(self._read)

    def named(self, name: str, around: Mapping[str, int] = MappingProxyType({})) -> str | None:
        """The id of an organisation, or of any Wikipedia topic with a name of several words; names of one word are too ambiguous.

        ``around``: how often a text names which countries (ISO 3166 alpha-3); where it names some, "Republicans" are America's only if it is one of them, and
        "Congress" is India's where that is named far more often than America.
        """
        key = folded_name(name)
        found = [
            (id, country) for id, organisation, country in self._found(key) or self._found(_undotted(key)) if organisation or " " in key
        ]
        here = [(country, f"Q{id}") for id, country in found if country is not None and country in around]
        if here:
            return most_named(here, around)
        meant = {id for id, country in found if not country} or ({id for id, _ in found} if not around else set())
        return f"Q{next(iter(meant))}" if len(meant) == 1 else None

    def is_organisation(self, name: str) -> bool:
        """Whether a name, be it a single word, is that of an organisation."""
        return any(organisation for _, organisation, _ in self._found(folded_name(name)))

    def of_a_country(self, name: str, country: str) -> str | None:
        """The id of a country's organisation that is known with the country's name before its own: "the US Senate", for "Senate"."""
        keys = {folded_name(f"{of} {name}") for of in names_of_country(country)}
        meant = {id for key in keys for id, _, where in self._found(key) if where in (None, country)}
        return f"Q{next(iter(meant))}" if len(meant) == 1 else None

    def of_country(self, country: str) -> str | None:
        """The id of a country by its code (ISO 3166 alpha-3)."""
        found = [row for name in names_of_country(country) for row in self._found(folded_name(name))]
        meant = [id for id, _, where in found if where == country] or [id for id, _, where in found if not where]
        return f"Q{meant[0]}" if meant else None

    def _read(self, key: str) -> list[tuple[int, int, str | None]]:
        """(number of the item, whether a single word means it, the country where it does) of a folded name; what users added goes first."""
        found: list[tuple[int, int, str | None]] = self._database.rows(
            "SELECT id, organisation, country FROM items WHERE name = ? ORDER BY source >= ? DESC", key, FIRST_ADDED
        )
        return found


def most_named(found: Iterable[tuple[str, str]], around: Mapping[str, int]) -> str | None:
    """Of (country, id) the id of the country that is named clearly more often than the others; ``None`` where none is. Countries are ISO 3166 alpha-3."""
    ranked = sorted(found, key=lambda pair: (-around[pair[0]], pair))
    is_clear = all(id == ranked[0][1] or around[ranked[0][0]] >= TIMES_AS_OFTEN * around[country] for country, id in ranked[1:])
    return ranked[0][1] if ranked and is_clear else None


def _undotted(key: str) -> str:
    """An acronym that is written with full stops, which a folded name has as words of one letter: "c i a" is "cia"."""
    words = key.split()
    return "".join(words) if all(len(word) == 1 for word in words) else key
