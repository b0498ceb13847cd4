"""Countries by name, adjective and capital; codes are ISO 3166 alpha-3. Tables: ``countries.json`` (training/knowledge), ``data/countries.json``."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from onrecord.knowledge.names import folded_name

# Ends of adjectives by which a people is called, and not one of it.
OF_MANY = ("ese", "ish", "ch")
# Words of the longest name of a country in a phrase.
LONGEST_NAME = 4
# Phrases whose country is kept in memory.
PHRASES_KEPT = 10_000


def country_of_name(name: str) -> str | None:
    """The code of the country with this name ("Russia", "the US"); ``None`` if there is none."""
    return _called().get(_folded(name)) or _index("names").get(_folded(name))


def country_of_adjective(word: str) -> str | None:
    """The country of an adjective or demonym ("Russian"); ``None`` if several share it ("Korean")."""
    return _index("adjectives").get(_folded(word))


def is_nationality(word: str) -> bool:
    """Whether a word is what somebody of a country is called alone: "Iranian", "Swede"; "the French" are many."""
    return country_of_adjective(word) is not None and not _folded(word).endswith(OF_MANY)


def countries_sharing(adjective: str) -> frozenset[str]:
    """The countries that share an adjective: those of "Korean"."""
    return _sharing().get(_folded(adjective), frozenset())


def country_of_seat(name: str) -> str | None:
    """The country whose head of state or government, or ministry, has its seat in a house or street of this name: "the Kremlin"."""
    return _seats().get(folded_name(name))


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


@lru_cache(maxsize=PHRASES_KEPT)
def country_of_phrase(phrase: str) -> str | None:
    """The first country named in a phrase, by capitalised words ("Russia's parliamentary speaker", "the South Korean leader")."""
    words = [_without_marks(word) for word in phrase.split()]
    i = 0
    while i < len(words):
        names = [" ".join(words[i : i + length]) for length in range(LONGEST_NAME, 0, -1)] if words[i][:1].isupper() else []
        other = next((name for name in names if _folded(name) in _list("no_country")), None)
        country = next((code for name in names if (code := country_of_adjective(name) or country_of_name(name)) is not None), None)
        post = _country_of_post(words[i], words[i + 1 : i + 3])
        if post is not None or (country is not None and other is None):
            return post or country
        i += len(other.split()) if other is not None else 1
    return None


def _country_of_post(name: str, behind: Sequence[str]) -> str | None:
    """The country of the place of a country's name that a word behind it shows: "Georgia Governor"."""
    known = _homonyms().get(_folded(name))
    if known is None or known["posts"].isdisjoint(" ".join(behind[:length]).casefold() for length in (1, 2)):
        return None
    return next(iter(known["of"]))


def _without_marks(word: str) -> str:
    """A word without what stands around it and a genitive; the last stop of "U.S." is its own."""
    bare = word.strip(',.;:()"“”').removesuffix("'s").removesuffix("’s").rstrip(".")
    return f"{bare}." if "." in bare else bare


def is_part_of_country(word: str) -> bool:
    """Whether a word is the name or the adjective of a part of a country that has a government of its own ("Scottish")."""
    return _folded(word) in _list("parts")


def is_given_name(name: str) -> bool:
    """Whether a country's name is a given name, too ("Jordan")."""
    return _folded(name) in _list("given_names")


def state_abbreviated(word: str) -> str | None:
    """The American state or Canadian province that is written so behind a town: "Ore.", "OR"."""
    return _states().get(word.rstrip("."))


def is_another_place(name: str, around: Collection[str]) -> bool:
    """Whether a country's name means another place of that name in a text with these other names: "Georgia", beside "Atlanta" and "Ohio"."""
    known = _homonyms().get(_folded(name))
    return known is not None and _is_another(known, around)


def country_in_text(code: str, around: Collection[str]) -> str:
    """The country that a name or adjective of a country means in a text with these names: "Congo" is the Republic of the Congo beside "Brazzaville"."""
    meant = (next(iter(known["of"])) for known in _homonyms().values() if code in known["code"] and _is_another(known, around))
    return next(meant, code)


def _is_another(known: dict[str, frozenset[str]], around: Collection[str]) -> bool:
    return known["is_it"].isdisjoint(around) and not known["is_not"].isdisjoint(around)


def _folded(name: str) -> str:
    return name.casefold().removeprefix("the ").strip()


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(_folded(word) for word in _words()[name])


@cache
def _homonyms() -> dict[str, dict[str, frozenset[str]]]:
    return {
        name: {kind: frozenset([words] if isinstance(words, str) else words) for kind, words in known.items()}
        for name, known in _words()["homonyms"].items()
    }


@cache
def _states() -> dict[str, str]:
    return {word.rstrip("."): state for state, words in _words()["states"].items() for word in words.split()}


@cache
def _called() -> dict[str, str]:
    return {_folded(name): code for code, names in _words()["called"].items() for name in names}


@cache
def _seats() -> dict[str, str]:
    return {folded_name(name): code for code, names in _words()["seats"].items() for name in names}


@cache
def _sharing() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for code, words in _table().items():
        for word in words["adjectives"]:
            found.setdefault(_folded(word), set()).add(code)
    return {word: frozenset(codes) for word, codes in found.items() if len(codes) > 1}


@cache
def _words() -> dict[str, Any]:
    words: dict[str, Any] = json.loads(files("onrecord").joinpath("data/countries.json").read_text("utf-8"))
    return words


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
            for form in {key, f"{key}s"} if field == "adjectives" and not key.endswith(("s", *OF_MANY)) else {key}:
                if found.setdefault(form, code) != code:
                    shared.add(form)
    return {word: code for word, code in found.items() if word not in shared}
