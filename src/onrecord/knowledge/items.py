"""Wikidata ids of countries and organisations, by name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from onrecord.knowledge.countries import names_of_country
from onrecord.knowledge.database import Database
from onrecord.knowledge.names import folded_name
from onrecord.knowledge.schema import FIRST_ADDED

# Of two countries with something of a name, one is meant that is named so many times as often.
TIMES_AS_OFTEN = 3


class Items:
    """Wikidata items of countries and organisations."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def named(self, name: str, around: Mapping[str, int] = MappingProxyType({})) -> str | None:
        """The id of an organisation, or of any Wikipedia topic with a name of several words; names of one word are too ambiguous.

        ``around``: how often a text names which countries (ISO 3166 alpha-3); where it names some, "Republicans" are America's only if it is one of them, and
        "Congress" is India's where that is named far more often than America.
        """
        key = folded_name(name)
        found = [
            (id, country) for id, organisation, country in self._found(key) or self._found(_undotted(key)) if organisation or " " in key
        ]
        here = sorted(((around[country], id) for id, country in found if country is not None and country in around), reverse=True)
        if here:
            is_clear = len({id for _, id in here}) == 1 or here[0][0] >= TIMES_AS_OFTEN * here[1][0]
            return f"Q{here[0][1]}" if is_clear else None
        meant = {id for id, country in found if not country} or ({id for id, _ in found} if not around else set())
        return f"Q{next(iter(meant))}" if len(meant) == 1 else None

    def of_country(self, country: str) -> str | None:
        """The id of a country by its code (ISO 3166 alpha-3)."""
        found = [row for name in names_of_country(country) for row in self._found(folded_name(name))]
        meant = [id for id, _, where in found if where == country] or [id for id, _, where in found if not where]
        return f"Q{meant[0]}" if meant else None

    def _found(self, key: str) -> list[tuple[int, int, str | None]]:
        """(number of the item, whether a single word means it, the country where it does) of a folded name; what users added goes first."""
        found: list[tuple[int, int, str | None]] = self._database.rows(
            "SELECT id, organisation, country FROM items WHERE name = ? ORDER BY source >= ? DESC", key, FIRST_ADDED
        )
        return found


def _undotted(key: str) -> str:
    """An acronym that is written with full stops, which a folded name has as words of one letter: "c i a" is "cia"."""
    words = key.split()
    return "".join(words) if all(len(word) == 1 for word in words) else key
