"""Who the actors are: Wikidata ids where name, office and country leave no doubt, without one where they do; and their sectors."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.actors.sectors import sectors_of
from onrecord.knowledge import Knowledge, Person, Term
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
# What must speak for somebody: where only one has the name, where one of several is meant, where there is but a last name.
ENOUGH_FOR_ONE, CLEARLY_BETTER, ENOUGH_FOR_A_LAST_NAME = 1, 2, 3


def identified(actors: Sequence[Actor], knowledge: Knowledge, published: str | None) -> tuple[Actor, ...]:
    """The actors of an article with their Wikidata ids and sectors. ``published``: an ISO date; without one only full names are looked up."""
    countries = frozenset(actor.country for actor in actors if actor.country)
    identifier = _Identifier(knowledge=knowledge, date=published[:10] if published else None, countries=countries)
    return tuple(identifier.identified(actor) for actor in actors)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Identifier:
    """Says who actors are. ``date``: the day of the article; ``countries``: those that its actors are of."""

    knowledge: Knowledge
    date: str | None
    countries: frozenset[str]

    def identified(self, actor: Actor) -> Actor:
        person = self._person(actor) if actor.type == "person" else None
        linked = self._as(person, actor) if person is not None else replace(actor, wikidata=self._item(actor))
        return replace(linked, sectors=sectors_of(actor, self._office(person) if person is not None else None))

    def _item(self, actor: Actor) -> str | None:
        """The id of what is no person: of a country by its code, of others by the longest name that is known."""
        if actor.type == "country":
            return self.knowledge.items.of_country(actor.country) if actor.country else None
        if actor.type == "person":
            return None
        names = [mention.text for mention in actor.mentions if mention.form == "name"]
        ids = (self.knowledge.items.named(re.sub(r"['’]s?$", "", name), self.countries) for name in sorted(names, key=len, reverse=True))
        return next((id for id in ids if id is not None), None)

    def _as(self, person: Person, actor: Actor) -> Actor:
        """An actor with what is known of a person; what the text says goes before it."""
        return replace(
            actor,
            wikidata=person.wikidata,
            name=actor.name if " " in actor.name and _is_named(actor) else person.name,
            country=actor.country or self._country(person),
            role=actor.role or self._office(person),
        )

    def _country(self, person: Person) -> str | None:
        """The country of the offices held on the day, or the only one of all; ``None`` where there are several."""
        countries = {term.country for term in person.terms if term.country and self._holds(term)} or person.countries
        return next(iter(countries)) if len(countries) == 1 else None

    def _office(self, person: Person) -> str | None:
        """The office held on the day, the one longest held where there are several."""
        return next((term.office for term in person.terms if self._holds(term)), None)

    def _holds(self, term: Term) -> bool:
        return self.date is not None and term.covers(self.date)

    def _person(self, actor: Actor) -> Person | None:
        """The one person of a name whom everything else speaks for; ``None`` where several might be meant, or somebody of no office."""
        if not _is_named(actor):
            is_known = self.date is not None and actor.country is not None
            return self.knowledge.offices.holder(actor.name, actor.country or "", self.date or "") if is_known else None
        is_alone = " " not in actor.name
        described = " ".join([actor.role or "", *(mention.text for mention in actor.mentions if mention.form != "pronoun")])
        people = self._of_last_name(actor.name) if is_alone else self.knowledge.people.named(actor.name)
        scored = sorted(((self._score(person, actor, described), person) for person in people), key=lambda pair: -pair[0])
        enough = ENOUGH_FOR_A_LAST_NAME if is_alone else ENOUGH_FOR_ONE if len(scored) == 1 else CLEARLY_BETTER
        if not scored or scored[0][0] < enough or (len(scored) > 1 and scored[0][0] - scored[1][0] < CLEARLY_BETTER):
            return None
        return scored[0][1]

    def _of_last_name(self, name: str) -> list[Person]:
        if self.date is None:
            return []
        return self.knowledge.people.prominent(name, self.date) or self.knowledge.people.past(name, self.date)

    def _score(self, person: Person, actor: Actor, described: str) -> int:
        """How much speaks for a person: the office, its time, the countries of actor and article."""
        recent = [term for term in person.terms if self.date is None or _is_recent(term, self.date)]
        score = int(any(self._holds(term) for term in recent))
        # By a last name alone somebody is found who is in office, or whose last name few have.
        score += " " not in actor.name and self.date is not None and not any(self._holds(term) for term in recent)
        score += bool(recent) - (bool(person.terms) and not recent) * 3
        if POLITICAL.search(_without_name(described, person)):
            score += 1
        elif actor.role:
            score -= 1
        if actor.country:
            score += 2 if actor.country in person.countries else -4 * bool(person.countries)
        return score + bool(self.countries & person.countries)


def _is_named(actor: Actor) -> bool:
    return any(mention.form == "name" for mention in actor.mentions)


def _is_recent(term: Term, date: str) -> bool:
    return (term.start or "") <= f"{int(date[:4]) + 2}" and (term.end is None or int(term.end[:4]) + YEARS_SINCE_OFFICE >= int(date[:4]))


def _without_name(described: str, person: Person) -> str:
    names = {word for name in (person.name, *person.aliases) for word in name.split()}
    return " ".join(word for word in described.split() if word not in names)
