"""Who held an office on a day, for those who are called by it alone: "the French president". Patterns: ``data/offices.json``."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files

from onrecord.knowledge.countries import country_of_phrase, names_of_country
from onrecord.knowledge.names import folded_name
from onrecord.knowledge.people import People, Person, Term

# Who is called so holds the office no more, not yet, or another one.
ANOTHER = re.compile(
    r"\b(former|ex|then|late|next|future|incoming|outgoing|vice|deputy|would-be|elect|candidate|opposition|shadow|previous)\b",
    re.IGNORECASE,
)


class Offices:
    """Who held which of the offices that the news names without their holders."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._terms: dict[tuple[str, str], list[tuple[int, Term]]] = {}

    def holder(self, described: str, country: str, date: str) -> Person | None:
        """Who held the office that words name ("the French president") in a country on a day (an ISO date).

        ``None`` where nobody or more than one is known to.
        """
        office = next((name for name, called in _called() if called.search(described)), None)
        if office is None or ANOTHER.search(described):
            return None
        held = {id: term for id, term in self._terms_of(office, country) if term.start is not None and term.covers(date)}
        if len(held) > 1:
            held = {id: term for id, term in held.items() if term.end is not None} or held
        return self._people.person(next(iter(held))) if len(held) == 1 else None

    def _terms_of(self, office: str, country: str) -> list[tuple[int, Term]]:
        """(number of a person's item, term) of an office of a country."""
        key = (office, country)
        if key not in self._terms:
            self._terms[key] = _of_country(self._people.prominent_terms, re.compile(_table()[office]["title"], re.IGNORECASE), country)
        return self._terms[key]


def _of_country(terms: list[tuple[int, Term]], title: re.Pattern[str], country: str) -> list[tuple[int, Term]]:
    held = [
        (person, term)
        for person, term in terms
        if term.country == country and title.search(term.office) and not _is_elsewhere(term.office, country)
    ]
    return [pair for pair in held if _names_country(pair[1].office, country)] or held


def _names_country(title: str, country: str) -> bool:
    return any(folded_name(name) in folded_name(title) for name in names_of_country(country)) or country_of_phrase(title) == country


def _is_elsewhere(title: str, country: str) -> bool:
    """Whether a title is of a part of the country: "President of Abkhazia", for Georgia."""
    place = re.search(r" of (the )?[A-Z]", title)
    return place is not None and "Republic" not in title and not _names_country(title, country) and "Minister" not in title[: place.start()]


@cache
def _called() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(patterns["called"], re.IGNORECASE)) for name, patterns in _table().items())


@cache
def _table() -> dict[str, dict[str, str]]:
    table = json.loads(files("onrecord").joinpath("data/offices.json").read_text("utf-8"))
    return {name: patterns for name, patterns in table.items() if name != "about"}
