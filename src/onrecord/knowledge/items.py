"""Wikidata ids of countries and organisations, by name."""

from __future__ import annotations

from collections.abc import Collection

from onrecord.knowledge.countries import names_of_country
from onrecord.knowledge.database import Database
from onrecord.knowledge.names import folded_name


class Items:
    """What Wikidata has of countries and organisations."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def named(self, name: str, around: Collection[str] = ()) -> str | None:
        """The id of an organisation, or of what Wikipedia has under a name of several words; a single word may be anything.

        ``around``: the countries (ISO 3166 alpha-3) that a text is about; where there are some, "Republicans" are America's only if it is one of them.
        """
        key = folded_name(name)
        found = self._database.rows("SELECT id, organisation, country FROM items WHERE name = ?", key)
        is_meant = (
            id for id, organisation, country in found if (organisation or " " in key) and (not country or not around or country in around)
        )
        return next((f"Q{id}" for id in is_meant), None)

    def of_country(self, country: str) -> str | None:
        """The id of a country by its code (ISO 3166 alpha-3)."""
        return next((id for name in names_of_country(country) if (id := self._any(folded_name(name))) is not None), None)

    def _any(self, key: str) -> str | None:
        return next((f"Q{id}" for (id,) in self._database.rows("SELECT id FROM items WHERE name = ?", key)), None)
