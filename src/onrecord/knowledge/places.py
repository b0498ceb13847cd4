"""Places by name: cities, regions, districts and countries with their coordinates. Table: ``places.sqlite`` (training/knowledge)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Literal

from onrecord.knowledge.database import Database
from onrecord.knowledge.names import NAMES_KEPT, folded_name, number_of, spelled_alike

Kind = Literal["city", "region", "district", "country"]
ARTICLES = {"al", "ar", "as", "ad", "an", "at", "az", "ash", "el", "es", "ez"}
KINDS_OF_PLACE = (" province", " region", " governorate", " oblast", " state", " city", " county", " district", " republic", " peninsula")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPlace:
    """A place of the gazetteer: country as ISO 3166 alpha-3; degrees (WGS 84), ``None`` where unknown; ``radius`` in kilometres."""

    name: str
    country: str
    region: str
    kind: Kind
    latitude: float | None
    longitude: float | None
    radius: int
    population: int


COLUMNS = tuple(field.name for field in fields(KnownPlace))


def place_key(name: str) -> str:
    """The look-up key of a place name: transliterations normalised, Arabic articles removed ("Ar Raqqah" is "Raqqa")."""
    words = [spelled_alike(word.removesuffix("h") if word.endswith("ah") else word) for word in folded_name(name).split()]
    return " ".join([word for word in words if word not in ARTICLES] or words)


class Places:
    """The gazetteer."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.named: Callable[[str], tuple[KnownPlace, ...]] = lru_cache(maxsize=NAMES_KEPT)(self._named)

    def has_city_or_region(self, name: str) -> bool:
        """Whether a capitalised name is that of a city or a region."""
        return name[:1].isupper() and any(place.kind in ("city", "region") for place in self.named(name))

    def _named(self, name: str) -> tuple[KnownPlace, ...]:
        """All places of a name, the most populous first; "Idlib province" is also found under "Idlib"."""
        folded = folded_name(name)
        names = (folded, *(folded.removesuffix(kind) for kind in KINDS_OF_PLACE if folded.endswith(kind)))
        keys = [number_of(place_key(name)) for name in names]
        found = self._database.rows(
            f"SELECT DISTINCT {', '.join(COLUMNS)} FROM places WHERE key IN ({', '.join('?' * len(keys))}) ORDER BY population DESC, kind, country, name",
            *keys,
        )
        return tuple(KnownPlace(**dict(zip(COLUMNS, row, strict=True))) for row in found)
