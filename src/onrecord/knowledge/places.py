"""Places by name: cities, regions, districts and countries with their coordinates. Table: ``places.sqlite`` (training/knowledge)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from onrecord.knowledge.database import PLACES, rows
from onrecord.knowledge.names import folded_name, number_of, spelled_alike

Kind = Literal["city", "region", "district", "country"]
ARTICLES = {"al", "ar", "as", "ad", "an", "at", "az", "ash", "el", "es", "ez"}
KINDS_OF_PLACE = (" province", " region", " governorate", " oblast", " state", " city", " county", " district", " republic", " peninsula")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPlace:
    """A place of the gazetteer: country as ISO 3166 alpha-3, degrees (WGS 84), ``None`` where nothing says where it is; ``radius``: kilometres around them."""

    name: str
    country: str
    region: str
    kind: Kind
    latitude: float | None
    longitude: float | None
    radius: int
    population: int


def place_key(name: str) -> str:
    """What a name of a place is looked up by: spellings of one sound are one, Arabic articles left out ("Ar Raqqah" is "Raqqa")."""
    words = [spelled_alike(word.removesuffix("h") if word.endswith("ah") else word) for word in folded_name(name).split()]
    return " ".join([word for word in words if word not in ARTICLES] or words)


@lru_cache(maxsize=20_000)
def places_named(name: str) -> tuple[KnownPlace, ...]:
    """All places of a name, the most populous first; "Idlib province" is found under "Idlib", too."""
    folded = folded_name(name)
    keys = [number_of(place_key(key)) for key in (folded, *(folded.removesuffix(kind) for kind in KINDS_OF_PLACE if folded.endswith(kind)))]
    found = rows(
        "SELECT DISTINCT name, country, region, kind, latitude, longitude, radius, population FROM places "
        f"WHERE key IN ({', '.join('?' * len(keys))}) ORDER BY population DESC, kind, country, name",
        *keys,
        file=PLACES,
    )
    columns = ("name", "country", "region", "kind", "latitude", "longitude", "radius", "population")
    return tuple(KnownPlace(**dict(zip(columns, row, strict=True))) for row in found)
