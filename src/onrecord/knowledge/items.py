"""Wikidata ids of countries and organisations, by name."""

from __future__ import annotations

from onrecord.knowledge.countries import names_of_country
from onrecord.knowledge.database import rows
from onrecord.knowledge.names import folded_name


def item_named(name: str) -> str | None:
    """The id of an organisation, or of what Wikipedia has under a name of several words; a single word may be anything."""
    key = folded_name(name)
    return _item(key) if " " in key else _organisation(key)


def id_of_country(country: str) -> str | None:
    """The id of a country by its code (ISO 3166 alpha-3)."""
    return next((id for name in names_of_country(country) if (id := _item(folded_name(name))) is not None), None)


def _organisation(key: str) -> str | None:
    return next((f"Q{id}" for (id,) in rows("SELECT id FROM items WHERE name = ? AND organisation", key)), None)


def _item(key: str) -> str | None:
    return next((f"Q{id}" for (id,) in rows("SELECT id FROM items WHERE name = ?", key)), None)
