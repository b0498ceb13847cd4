"""Who held an office on a day, for mentions without a name: "the French president". Patterns: ``data/offices.json``."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files

from onrecord.knowledge.countries import country_of_phrase, names_of_country
from onrecord.knowledge.names import folded_name
from onrecord.knowledge.people import People, Person, Term

# Words for somebody who no longer holds the office, not yet, or holds another one.
ANOTHER = re.compile(
    r"\b(former|ex|then|late|next|future|incoming|outgoing|vice|deputy|would-be|elect|candidate|opposition|shadow|previous)\b",
    re.IGNORECASE,
)

# Heads of what has a name: a country or a part of it.
OF_A_PLACE = re.compile(
    r"^((Acting |Interim )?(Vice )?President|King|Queen|Monarch|Emir|Sultan|Chancellor|Premier|Supreme Leader) of (the )?[A-Z]"
)

# Titles that need no country beside them.
BARE = re.compile(r"^(Prime Minister|President|Chancellor|Premier|King|Queen|Emir|Sultan)$")

# What completes a day of which only the year or the month is known.
END_OF_TIME = "9999-12-31"


class Offices:
    """The holders of offices that the news mentions without a name."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._terms: dict[tuple[str, str], list[tuple[int, Term]]] = {}

    def holder(self, described: str, country: str, date: str) -> Person | None:
        """Who held the office that words name ("the French president") in a country on a day (an ISO date).

        ``None`` where nobody or more than one is known to.
        """
        office = next((name for name, called in _called() if called.search(described)), None)
        return self.held(office, country, date) if office is not None and not is_out_of_office(described) else None

    def held(self, office: str, country: str, date: str) -> Person | None:
        """Who held an office, by its name in ``data/offices.json``, in a country on a day; ``None`` where nobody or more than one is known to."""
        held = {id: term for id, term in self._terms_of(office, country) if term.start is not None and term.covers(date)}
        ids = _told_apart(held)
        return self._people.person(next(iter(ids))) if len(ids) == 1 else None

    def last_known(self, office: str, country: str) -> tuple[str, Person] | None:
        """The last day on which somebody is known to hold an office, and who does; ``None`` where nobody ever is."""
        days = {(term.known_until or END_OF_TIME) for _, term in self._terms_of(office, country)}
        for day in sorted(days, reverse=True):
            holder = self.held(office, country, day + END_OF_TIME[len(day) :])
            if holder is not None:
                return day, holder
        return None

    def _terms_of(self, office: str, country: str) -> list[tuple[int, Term]]:
        """(number of a person's item, term) of an office of a country."""
        key = (office, country)
        if key not in self._terms:
            self._terms[key] = _of_country(self._people.terms_in(country), re.compile(_table()[office]["title"], re.IGNORECASE), country)
        return self._terms[key]


def is_out_of_office(described: str) -> bool:
    """Whether words say that somebody holds an office no more, not yet, or holds another one: "the former president", "the vice president"."""
    return ANOTHER.search(described) is not None


def office_names() -> tuple[str, ...]:
    """The offices that can be named without their holders."""
    return tuple(_table())


def _told_apart(held: dict[int, Term]) -> set[int]:
    """The most likely among several people said to hold an office on a day.

    What a user says goes before what is shipped, a term with its end before one that was open when its source was made, and of terms that were open the
    one that began last and was so latest.
    """
    for is_likelier in (lambda term: term.is_added, lambda term: term.end is not None):
        held = {id: term for id, term in held.items() if is_likelier(term)} or held
    ends = {id: (term.start or "", term.as_of or "") for id, term in held.items() if term.end is None}
    last = max(ends.values(), default=("", ""))
    if len(ends) == len(held) and all(start < last[0] and as_of <= last[1] for start, as_of in ends.values() if (start, as_of) != last):
        return {id for id, end in ends.items() if end == last}
    return set(held)


def _of_country(terms: list[tuple[int, Term]], title: re.Pattern[str], country: str) -> list[tuple[int, Term]]:
    held = [(person, term) for person, term in terms if title.search(term.office) and not _is_elsewhere(term.office, country)]
    return [pair for pair in held if BARE.match(pair[1].office) or _names_country(pair[1].office, country)] or held


def _names_country(title: str, country: str) -> bool:
    return any(folded_name(name) in folded_name(title) for name in names_of_country(country)) or country_of_phrase(title) == country


def _is_elsewhere(title: str, country: str) -> bool:
    """Whether a title belongs to a part of the country: "President of Abkhazia", for Georgia."""
    return OF_A_PLACE.match(title) is not None and "Republic" not in title and not _names_country(title, country)


@cache
def _called() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(patterns["called"], re.IGNORECASE)) for name, patterns in _table().items())


@cache
def _table() -> dict[str, dict[str, str]]:
    table = json.loads(files("onrecord").joinpath("data/offices.json").read_text("utf-8"))
    return {name: patterns for name, patterns in table.items() if name != "about"}
