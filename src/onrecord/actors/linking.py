"""Who the actors are: Wikidata ids where name, office and country leave no doubt, without one where they do; and their sectors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.actors.nouns import HONORIFICS
from onrecord.actors.sectors import sectors_of
from onrecord.knowledge import Person, Term, holder_of, id_of_country, item_named, past_people, people_named, prominent_people
from onrecord.records import Actor

# Somebody out of office for longer is called by another office, or is somebody else of that name.
YEARS_SINCE_OFFICE = 12
# Words before a name, or for it, that say that somebody holds or seeks an office.
POLITICAL = re.compile(
    r"\b(president|premier|prime minister|minister|chancellor|secretary|senator|sen|representative|rep|congress(wo)?man|governor|gov|lawmaker|mp|mps|"
    r"parliament|speaker|leader|candidate|nominee|ambassador|envoy|king|queen|prince|mayor|deputy|attorney general|director|judge|justice|chief|"
    r"presidential|democratic|congressional|parliamentary|front-?runner|chairman|chairwoman|commissioner|democrat|republican|tory|labour|senate|house|chief of staff|adviser|advisor|lord|lady|general|spokes(wo)?man)\b",
    re.IGNORECASE,
)
STOP_WORDS = {"of", "the", "and", "for", "to", "in", "a", "an", "former", "acting", "then", "state", "affairs"}
# What must speak for somebody: where only one has the name, where one of several is meant, where there is but a last name.
ENOUGH_FOR_ONE, CLEARLY_BETTER, ENOUGH_FOR_A_LAST_NAME = 1, 2, 3


def identified(actors: Sequence[Actor], published: str | None, around: set[str]) -> tuple[Actor, ...]:
    """The actors with their Wikidata ids and sectors. ``published``: an ISO date; without one only full names are looked up. ``around``: countries in the article."""
    return tuple(_identified(actor, published[:10] if published else None, around) for actor in actors)


def _identified(actor: Actor, date: str | None, countries: set[str]) -> Actor:
    person = _person(actor, date, countries) if actor.type == "person" else None
    linked = _linked(actor, person, date, countries)
    return replace(linked, sectors=sectors_of(actor, _office(person, date) if person is not None else None))


def _linked(actor: Actor, person: Person | None, date: str | None, countries: set[str]) -> Actor:
    if actor.type == "country":
        return replace(actor, wikidata=id_of_country(actor.country)) if actor.country else actor
    if actor.type in ("organization", "group"):
        names = [mention.text for mention in actor.mentions if mention.form == "name"]
        ids = (item_named(re.sub(r"['’]s?$", "", name), countries) for name in sorted(names, key=len, reverse=True))
        return replace(actor, wikidata=next((id for id in ids if id is not None), None))
    if person is not None:
        return replace(
            actor,
            wikidata=person.wikidata,
            name=actor.name if " " in actor.name and _is_named(actor) else person.name,
            country=actor.country or _country(person, date),
            role=actor.role or _office(person, date),
        )
    return actor


def _is_named(actor: Actor) -> bool:
    return any(mention.form == "name" for mention in actor.mentions)


def _country(person: Person, date: str | None) -> str | None:
    """The country of the offices held on a day, or the only one of all; ``None`` where there are several."""
    countries = {term.country for term in person.terms if term.country and date and term.covers(date)} or person.countries
    return next(iter(countries)) if len(countries) == 1 else None


def _office(person: Person, date: str | None) -> str | None:
    """The office held on a day, the one longest held where there are several."""
    return next((term.office for term in person.terms if date and term.covers(date)), None)


def _person(actor: Actor, date: str | None, countries: set[str]) -> Person | None:
    """The one person of a name whom everything else speaks for; ``None`` where several might be meant, or somebody of no office."""
    words = actor.name.split()
    if not _is_named(actor):
        return holder_of(actor.name, actor.country, date) if date is not None and actor.country is not None else None
    described = " ".join([actor.role or "", *(mention.text for mention in actor.mentions if mention.form != "pronoun")])
    alone = len(words) == 1
    people = people_named(actor.name) if not alone else prominent_people(words[0], date) or past_people(words[0], date) if date else []
    scored = sorted(((_score(person, actor, described, date, countries), person) for person in people), key=lambda pair: -pair[0])
    enough = ENOUGH_FOR_A_LAST_NAME if alone else ENOUGH_FOR_ONE if len(scored) == 1 else CLEARLY_BETTER
    if not scored or scored[0][0] < enough or (len(scored) > 1 and scored[0][0] - scored[1][0] < CLEARLY_BETTER):
        return None
    return scored[0][1]


def _score(person: Person, actor: Actor, described: str, date: str | None, countries: set[str]) -> int:
    """How much speaks for a person: the office, its time, the countries of actor and article."""
    recent = [term for term in person.terms if date is None or _is_recent(term, date)]
    score = 2 * any(_names_office(described, term) for term in recent)
    score += any(date is not None and term.covers(date) for term in recent)
    # By a last name alone somebody is found who is in office, or whose last name few have.
    score += " " not in actor.name and date is not None and not any(term.covers(date) for term in recent)
    score += bool(recent) - (bool(person.terms) and not recent) * 3
    if POLITICAL.search(_without_name(described, person)):
        score += 1
    elif actor.role:
        score -= 1
    if actor.country:
        score += 2 if actor.country in person.countries else -4 * bool(person.countries)
    return score + bool(countries & person.countries)


def _is_recent(term: Term, date: str) -> bool:
    return (term.start or "") <= f"{int(date[:4]) + 2}" and (term.end is None or int(term.end[:4]) + YEARS_SINCE_OFFICE >= int(date[:4]))


def _names_office(described: str, term: Term) -> bool:
    """Whether the words for somebody have the words of an office among them ("Foreign Minister" for "Minister of Foreign Affairs")."""
    office = set(_words([term.office])) - STOP_WORDS
    return len(office & (set(_words([described])) - STOP_WORDS)) >= min(2, len(office)) > 0


def _words(texts: Iterable[str]) -> list[str]:
    return [word for text in texts for word in re.findall(r"\w+", text.casefold()) if word not in HONORIFICS]


def _without_name(described: str, person: Person) -> str:
    names = {word for name in (person.name, *person.aliases) for word in name.split()}
    return " ".join(word for word in described.split() if word not in names)
