"""Names of countries that mean something else in an article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from spacy.tokens import Doc, Span

from onrecord.columns import once_a_text
from onrecord.grammar import entity_type
from onrecord.knowledge import (
    Places,
    countries_sharing,
    country_in_text,
    country_of_adjective,
    country_of_name,
    country_of_phrase,
    is_another_place,
    is_given_name,
    names_of_country,
)

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


@once_a_text
def names_in(doc: Doc) -> frozenset[str]:
    """All names of an article."""
    return frozenset(entity.text for entity in doc.ents)


def country_named(name: str, around: Collection[str]) -> str | None:
    """The country (ISO 3166 alpha-3) that a name stands for among the names of an article; ``None`` for Georgia among American states."""
    code = country_of_name(name)
    if code is None:
        return None
    if not is_another_place(name, around):
        return code
    other = country_in_text(code, around)
    return other if name in names_of_country(other) else None


def is_somebody(name: Span) -> bool:
    """Whether a name that is labelled a place's is somebody's whose given name is a country's: "Jordan Miles"."""
    return len(name) == WORDS_OF_A_FULL_NAME and is_given_name(name[0].text)


def country_of_words(phrase: str, doc: Doc) -> str | None:
    """The first country named in a phrase of an article; "the Korean leader" is of the one Korea that the article names."""
    country = country_of_phrase(phrase)
    if country is not None:
        return country
    sharing = (countries_sharing(word) for word in phrase.split() if word[:1].isupper())
    named = next((shared for shared in sharing if shared), frozenset[str]()) & _countries_in(doc)
    return next(iter(named)) if len(named) == 1 else None


@once_a_text
def _countries_in(doc: Doc) -> frozenset[str]:
    """The countries whose names or adjectives are among the names of an article."""
    return frozenset(code for name in names_in(doc) if (code := country_of_phrase(name)) is not None)
