"""People: who held which office when (``knowledge.sqlite``), and given names (``given_names.json``); both by training/knowledge."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from onrecord.knowledge.database import State, knowledge_state, rows
from onrecord.knowledge.names import folded_name, name_keys, number_of

Gender = Literal["female", "male"]
# Of those whom "Obama" or "Cameron" meant years after their time, the news calls nobody by a last name that more people have.
RARE = 8
YEARS_REMEMBERED = 6
GENDERS: dict[str, Gender] = {"f": "female", "m": "male"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """An office held from ``start`` to ``end`` (ISO dates, perhaps without day or month; an open end is ``None``)."""

    office: str
    country: str | None
    start: str | None
    end: str | None

    def covers(self, date: str) -> bool:
        """Whether the office was held on a day; what a partial date leaves open is taken as covered."""
        begun = self.start is None or self.start <= date[: len(self.start)]
        return begun and (self.end is None or date[: len(self.end)] <= self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody with a Wikidata id; ``countries`` are those of their offices."""

    wikidata: str
    name: str
    aliases: tuple[str, ...]
    gender: Gender | None
    countries: frozenset[str]
    terms: tuple[Term, ...]


def people_named(name: str) -> list[Person]:
    """Everybody known by a full name, accents, capitals and middle names left aside; nobody for a single word."""
    keys = name_keys(name)
    ids = {id for key in keys for (id,) in rows("SELECT person FROM names WHERE key = ?", number_of(key))}
    found = [person for id in sorted(ids) if (person := person_with(id)) is not None]
    return [person for person in found if any(keys & name_keys(known) for known in (person.name, *person.aliases))]


def prominent_people(last_name: str, date: str) -> list[Person]:
    """Heads of state and government and foreign ministers on a day, by their last name."""
    named = _prominent_by_last_name(knowledge_state()).get(folded_name(last_name), ())
    found = {person.wikidata: person for term, person in named if term.covers(date)}
    return list(found.values())


def is_prominent_last_name(name: str) -> bool:
    """Whether a head of state or government or a foreign minister, at whatever time, has a last name."""
    return folded_name(name) in _prominent_by_last_name(knowledge_state())


def past_people(last_name: str, date: str) -> list[Person]:
    """Who was a head of state or government or a foreign minister in the years before a day, by a last name that few have: "Obama", in 2018."""
    named = (
        _prominent_by_last_name(knowledge_state()).get(folded_name(last_name), ()) if _bearers(last_name, knowledge_state()) <= RARE else ()
    )
    recent = {person.wikidata: person for term, person in named if term.end and f"{int(date[:4]) - YEARS_REMEMBERED}" <= term.end <= date}
    return list(recent.values())


def prominent_terms() -> list[tuple[int, Term]]:
    """(number of a person's item, term) of all offices whose holders the news calls by a last name or the office alone."""
    return _prominent_terms(knowledge_state())


def person_with(id: int) -> Person | None:
    """The person with this number of a Wikidata item."""
    return _person(id, knowledge_state())


def gender_of_given_name(name: str) -> Gender | None:
    """Whether nearly all office holders of this given name are women or men; ``None`` if unknown or shared."""
    return _genders().get(name.casefold())


@lru_cache(maxsize=1000)
def _bearers(last_name: str, state: State) -> int:
    ((count,),) = rows("SELECT count(*) FROM people WHERE name LIKE ?", f"% {last_name.replace('%', '').replace('_', '')}")
    return int(count)


@cache
def _prominent_terms(state: State) -> list[tuple[int, Term]]:
    found = rows("SELECT person, label, country, start, end FROM terms JOIN positions ON positions.id = position WHERE prominent")
    return [(id, Term(office=office, country=country, start=start or None, end=end)) for id, office, country, start, end in found]


@cache
def _prominent_by_last_name(state: State) -> dict[str, list[tuple[Term, Person]]]:
    found: dict[str, list[tuple[Term, Person]]] = {}
    for id, term in _prominent_terms(state):
        person = _person(id, state)
        if person is not None:
            for last_name in {folded_name(name).split()[-1] for name in (person.name, *person.aliases)}:
                found.setdefault(last_name, []).append((term, person))
    return found


@cache
def _person(id: int, state: State) -> Person | None:
    for name, aliases, gender, countries in rows("SELECT name, aliases, gender, countries FROM people WHERE id = ?", id):
        terms = rows(
            "SELECT label, country, start, end FROM terms JOIN positions ON positions.id = position WHERE person = ? ORDER BY start", id
        )
        return Person(
            wikidata=f"Q{id}",
            name=name,
            aliases=tuple(aliases.split("|")) if aliases else (),
            gender=GENDERS.get(gender or ""),
            countries=frozenset((countries or "").split("|")) - {""},
            terms=tuple(Term(office=office, country=country, start=start or None, end=end) for office, country, start, end in terms),
        )
    return None


@cache
def _genders() -> dict[str, Gender]:
    table: dict[str, Gender] = json.loads(files("onrecord").joinpath("knowledge/given_names.json").read_text("utf-8"))
    return table
