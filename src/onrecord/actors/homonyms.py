"""Names of countries that mean something else in an article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from spacy.tokens import Doc, Span

from onrecord.grammar import entity_type
from onrecord.knowledge import Places, country_of_adjective, country_of_name, is_another_place, is_given_name

WORDS_OF_A_FULL_NAME = 2


def countries_named(doc: Doc, places: Places) -> Counter[str]:
    """How often an article names a country (ISO 3166 alpha-3), its people, or a place that only it has."""
    entities = doc.ents
    names, around = (entity for entity in entities if entity_type(entity.label_) != "PERSON"), {entity.text for entity in entities}
    codes = (country_of_adjective(name.text) or country_named(name.text, around) or _country_around(name, places) for name in names)
    return Counter(code for code in codes if code is not None)


def _country_around(name: Span, places: Places) -> str | None:
    """The country of a place, where all places of its name that are no mere districts lie in one."""
    if entity_type(name.label_) != "LOC":
        return None
    countries = {place.country for place in places.named(name.text) if place.kind in ("city", "region")}
    return next(iter(countries)) if len(countries) == 1 else None


def names_in(doc: Doc) -> frozenset[str]:
    """All names of an article."""
    return frozenset(entity.text for entity in doc.ents)


def country_named(name: str, around: Collection[str]) -> str | None:
    """The country (ISO 3166 alpha-3) that a name stands for among the names of an article; ``None`` for Georgia among American states."""
    return country_of_name(name) if not is_another_place(name, around) else None


def is_somebody(name: Span) -> bool:
    """Whether a name that is labelled a place's is somebody's whose given name is a country's: "Jordan Miles"."""
    return len(name) == WORDS_OF_A_FULL_NAME and is_given_name(name[0].text)
