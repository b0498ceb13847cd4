"""Countries by name, adjective and capital; codes are ISO 3166 alpha-3. Table: ``countries.json`` (training/knowledge)."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files


def country_of_name(name: str) -> str | None:
    """The code of the country with this name ("Russia", "the US"); ``None`` if there is none."""
    return _index("names").get(_folded(name))


def country_of_adjective(word: str) -> str | None:
    """The country of an adjective or demonym ("Russian"); ``None`` if several share it ("Korean")."""
    return _index("adjectives").get(_folded(word))


def country_of_capital(name: str) -> str | None:
    """The country whose capital this is ("Moscow")."""
    return _index("capitals").get(_folded(name))


def country_codes() -> list[str]:
    """The codes of all countries."""
    return sorted(_table())


def names_of_country(country: str) -> list[str]:
    """All names of a country by its code, the longest first."""
    names: list[str] = _table().get(country, {}).get("names", [])
    return sorted(names, key=lambda name: (-len(name), name))


def name_of_country(country: str) -> str | None:
    """The usual name of a country by its code; ``None`` for an unknown code."""
    names = _table().get(country, {}).get("names", [])
    return names[0] if names else None


def country_of_phrase(phrase: str) -> str | None:
    """The first country named in a phrase, by capitalised words ("Russia's parliamentary speaker", "the South Korean leader")."""
    words = [word.strip(',.;:()"“”').removesuffix("'s").removesuffix("’s") for word in phrase.split()]
    for i, word in enumerate(words):
        if word[:1].isupper():
            for name in (" ".join(words[i : i + 2]), word):
                if (country := country_of_adjective(name) or country_of_name(name)) is not None:
                    return country
    return None


def _folded(name: str) -> str:
    return name.casefold().removeprefix("the ").strip()


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    table: dict[str, dict[str, list[str]]] = json.loads(files("onrecord").joinpath("knowledge/countries.json").read_text("utf-8"))
    return table


@cache
def _index(field: str) -> dict[str, str]:
    found: dict[str, str] = {}
    shared: set[str] = set()
    for code, words in _table().items():
        for word in words[field]:
            key = _folded(word)
            for form in {key, f"{key}s"} if field == "adjectives" and not key.endswith(("s", "ese", "ish", "ch")) else {key}:
                if found.setdefault(form, code) != code:
                    shared.add(form)
    return {word: code for word, code in found.items() if word not in shared}
