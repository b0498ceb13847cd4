"""Who the actors are: Wikidata ids where name, office and country leave no doubt, without one where they do; and their sectors."""

from __future__ import annotations

import itertools
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType

from onrecord.actors.nouns import words
from onrecord.actors.sectors import sectors_of
from onrecord.knowledge import Knowledge, Person, Term, most_named
from onrecord.records import Actor

# Offices and descriptions of which the words are kept in memory: those of one actor are held against each office of many people.
TEXTS_KEPT = 10_000
# Somebody out of office for longer is called by another office, or is somebody else of that name.
YEARS_SINCE_OFFICE = 12
# Words before a name, or for it, that say that somebody holds or seeks an office.
POLITICAL = re.compile(
    r"\b(president|premier|prime minister|minister|chancellor|secretary|senator|sen|representative|rep|congress(wo)?man|governor|gov|lawmaker|mp|mps|"
    r"parliament|speaker|leader|candidate|nominee|ambassador|envoy|king|queen|prince|mayor|deputy|attorney general|director|judge|justice|chief|"
    r"presidential|democratic|congressional|parliamentary|front-?runner|chairman|chairwoman|commissioner|democrat|republican|tory|labour|senate|house|chief of staff|adviser|advisor|lord|lady|general|spokes(wo)?man)\b",
    re.IGNORECASE,
)
STOP_WORDS = {"of", "the", "and", "for", "to", "in", "a", "an", "former", "acting", "state", "states", "united", "affairs", "member"}
ABBREVIATED = {
    "sen": "senator",
    "rep": "representative",
    "congressman": "representative",
    "congresswoman": "representative",
    "gov": "governor",
}
# Of office holders with a last name, where the name alone tells who is meant: Abbott (7) may be anybody, Trump (4) is the president.
FEW = 4
# What must speak for somebody: where only one has the name, where one of several is meant, where there is but a last name.
ENOUGH_FOR_ONE, CLEARLY_BETTER, ENOUGH_FOR_A_LAST_NAME = 1, 2, 3


def identified(
    actors: Sequence[Actor],
    knowledge: Knowledge,
    published: str | None,
    *,
    beside: Mapping[str, str] = MappingProxyType({}),
    named: Mapping[str, int] = MappingProxyType({}),
) -> tuple[Actor, ...]:
    """The actors of an article with their Wikidata ids and sectors.

    ``published``: an ISO date; without one only full names are looked up. ``beside``: {actor id: nouns in apposition to its names};
    ``named``: how often the article names which country.
    """
    countries = Counter(named) + Counter({actor.country for actor in actors if actor.country})
    identifier = _Identifier(knowledge=knowledge, date=published[:10] if published else None, countries=countries, beside=beside)
    people = identifier.people(actors)
    known = [identifier.person(actor, people.get(actor.id)) if actor.type == "person" else actor for actor in actors]
    # Where nobody says "American", "the Senate" is that of the country whose people are named.
    of_people = Counter(filter(None, (actor.country for actor in known if actor.wikidata)))
    bodies = replace(identifier, countries=countries + of_people)
    return tuple(actor if actor.type == "person" else bodies.other(actor) for actor in known)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Identifier:
    """Says who actors are. ``date``: the day of the article; ``countries``: how often it names which; ``beside``: as for ``identified``."""

    knowledge: Knowledge
    date: str | None
    countries: Mapping[str, int]
    beside: Mapping[str, str]

    def people(self, actors: Sequence[Actor]) -> dict[str, Person]:
        """{actor: who it is}. Whom nothing but a name speaks for is of a country that the article names, or that others in it are of."""
        judged = ((actor, self._person(actor)) for actor in actors if actor.type == "person")
        found = [(actor, person) for actor, person in judged if person is not None]
        doubtful = {actor.id: person for actor, person in found if self._is_but_named_so(person, actor)}
        of_others = {country for actor, person in found if actor.id not in doubtful for country in person.countries}
        home = of_others | set(self.countries)
        strangers = {id for id, person in doubtful.items() if person.countries.isdisjoint(home)} if home else set()
        return {actor.id: person for actor, person in found if actor.id not in strangers}

    def person(self, actor: Actor, person: Person | None) -> Actor:
        """An actor with what is known of the person that it is."""
        if person is None:
            return replace(actor, sectors=sectors_of(actor, None))
        return replace(self._as(person, actor), sectors=sectors_of(actor, self._office(person)))

    def other(self, actor: Actor) -> Actor:
        """What is no person, with its id."""
        return replace(actor, wikidata=self._item(actor), sectors=sectors_of(actor, None))

    def _item(self, actor: Actor) -> str | None:
        """The id of what is no person: of a country by its code, of others by the longest name that is known, else by one of a country's."""
        if actor.type == "country":
            return self.knowledge.items.of_country(actor.country) if actor.country else None
        texts = [mention.text for mention in actor.mentions if mention.form == "name" or _has_a_name(mention.text)]
        names = [re.sub(r"['’]s?$", "", text) for text in sorted(dict.fromkeys(texts), key=len, reverse=True)]
        items = self.knowledge.items
        companies = (short for short in map(_without_legal_form, names) if items.is_organisation(short))
        known = (items.named(name, self.countries) for name in itertools.chain(names, companies))
        ids = itertools.chain(known, map(self._national, names[:1]))
        return next((id for id in ids if id is not None), None)

    def _national(self, name: str) -> str | None:
        """The id of the body of a country that is called by its name without the country's: "Senate", "Supreme Court", of the United States."""
        if name.split()[-1].casefold() not in words("state"):
            return None
        bodies = ((country, self.knowledge.items.of_a_country(name, country)) for country in self.countries)
        return most_named(((country, id) for country, id in bodies if id is not None), self.countries)

    def _as(self, person: Person, actor: Actor) -> Actor:
        """An actor with what is known of a person; what the text says goes before it."""
        return replace(
            actor,
            wikidata=person.wikidata,
            name=actor.name if _is_named_in_full(actor) else person.name,
            country=actor.country or self._country(person),
            role=actor.role or self._office(person),
        )

    def _country(self, person: Person) -> str | None:
        """The country of most of the offices held on the day, else of all; ``None`` where there are several."""
        held = {term.country for term in person.terms if self._holds(term)} - {None}
        countries = Counter([term.country for term in person.terms if term.country in held] or person.countries)
        most = [country for country, count in countries.items() if count == max(countries.values())]
        return most[0] if len(most) == 1 else None

    def _office(self, person: Person) -> str | None:
        """The office held on the day: a leader's before others, else the one that began last."""
        held = [term for term in person.terms if self._holds(term)]
        return max(held, key=lambda term: (term.is_prominent, _begin(term))).office if held else None

    def _is_but_named_so(self, person: Person, actor: Actor) -> bool:
        """Whether no words for somebody say that they hold or seek an office, and no leader has the name: a host of a show may be called like a member of some parliament."""
        if any(term.is_prominent for term in person.terms):
            return False
        return not POLITICAL.search(_without_name(self._described(actor), person))

    def _described(self, actor: Actor) -> str:
        """All words for somebody."""
        words = (actor.role, self.beside.get(actor.id), *(mention.text for mention in actor.mentions if mention.form != "pronoun"))
        return " ".join(filter(None, words))

    def _is_unmistakable(self, last_name: str, held: Sequence[Term]) -> bool:
        """Whether a last name that few have is that of a head of state or government or of a foreign minister. ``held``: their offices on the day."""
        return any(term.is_prominent for term in held) and self.knowledge.people.bearers(last_name) <= FEW

    def _holds(self, term: Term) -> bool:
        return self.date is not None and term.covers(self.date)

    def _person(self, actor: Actor) -> Person | None:
        """The one person of a name whom everything else speaks for; ``None`` where several might be meant, or somebody of no office."""
        if not _is_named(actor):
            return self._holder(actor)
        is_alone = not _is_named_in_full(actor)
        described = self._described(actor)
        people = self._of_last_name(actor) if is_alone else self.knowledge.people.named(actor.name)
        people = [person for person in people if not _contradicts(described, person)]
        scored = sorted(((self._score(person, actor, described), person) for person in people), key=lambda pair: -pair[0])
        if not scored:
            return None
        (best, who), *others = scored
        enough = ENOUGH_FOR_A_LAST_NAME if is_alone else CLEARLY_BETTER if others else ENOUGH_FOR_ONE
        is_clear = all(best - score >= CLEARLY_BETTER for score, _ in others[:1])
        return who if best >= enough and is_clear else None

    def _holder(self, actor: Actor) -> Person | None:
        """Who holds the office that is all that is said of somebody."""
        if self.date is None or actor.country is None:
            return None
        return self.knowledge.offices.holder(actor.name, actor.country, self.date)

    def _of_last_name(self, actor: Actor) -> list[Person]:
        """Who can be meant by a last name alone: leaders and foreign ministers, and whoever holds the office that stands before the name."""
        if self.date is None:
            return []
        known = self.knowledge.people
        people = known.prominent(actor.name, self.date) or known.past(actor.name, self.date) or known.coming(actor.name, self.date)
        if people or actor.role is None:
            return people
        in_office = known.in_office(actor.name, self.date)
        near = (person for person in in_office if not person.countries.isdisjoint(self.countries))
        return [person for person in near if any(_names_office(actor.role, term) for term in person.terms if self._holds(term))]

    def _score(self, person: Person, actor: Actor, described: str) -> int:
        """How much speaks for a person: the office, its time, the countries of actor and article."""
        date = self.date
        recent = [term for term in person.terms if _is_recent(term, date, described)] if date is not None else person.terms
        held = [term for term in recent if self._holds(term)]
        score = 2 * any(_names_office(described, term) for term in recent) + bool(held) + bool(recent)
        if not recent:
            score -= 3 * bool(person.terms)
        if not _is_named_in_full(actor):
            # By a last name alone somebody is found who is in office, or whose last name few have: that needs no first one.
            score += self._is_unmistakable(actor.name, held) if held else 1
        if POLITICAL.search(_without_name(described, person)):
            score += 1
        elif actor.role:
            score -= 1
        if actor.country:
            score += 2 if actor.country in person.countries else -4 * bool(person.countries)
        # Of somebody without an office nothing else can speak.
        return score + (not person.terms) + (not person.countries.isdisjoint(self.countries))


def _has_a_name(description: str) -> bool:
    """Whether a description has a capitalised word that does not begin it ("the U.S. government")."""
    return any(word[:1].isupper() for word in description.split()[1:])


def _without_legal_form(name: str) -> str:
    """A company's name without what says that it is one: "Brandt", of "Brandt Inc."; not of "Brandt Industries", which may be another."""
    short = name.split()
    while len(short) > 1 and short[-1].strip(".,").casefold() in words("legal_form"):
        short.pop()
    return " ".join(short).rstrip(",")


def _is_named(actor: Actor) -> bool:
    return any(mention.form == "name" for mention in actor.mentions)


def _is_named_in_full(actor: Actor) -> bool:
    return _is_named(actor) and " " in actor.name


def _begin(term: Term) -> str:
    """The day on which an office begins; "" where it is not known."""
    return term.start or ""


def _is_recent(term: Term, date: str, described: str) -> bool:
    """Whether an office is held around a day, or somebody is still called by it: a leader is for ever, "President Clinton", in 2016."""
    year, last = int(date[:4]), int((term.end or date)[:4])
    is_remembered = term.is_prominent and _names_office(described, term)
    years = year if is_remembered else YEARS_SINCE_OFFICE
    return _begin(term)[:4] <= f"{year + 2}" and last + years >= year


def _names_office(described: str, term: Term) -> bool:
    """Whether words have those of an office among them ("Foreign Minister" for "Minister of Foreign Affairs", "Sen." for "senator (Ohio)")."""
    office = _words(term.office.partition(" (")[0]) - STOP_WORDS
    return len(office & _words(described)) >= min(2, len(office)) > 0


def _contradicts(described: str, person: Person) -> bool:
    """Whether words say what nobody in office is: a plumber has but the name of a secretary of state."""
    said = _without_name(described, person)
    return POLITICAL.search(said) is None and not _occupations().isdisjoint(_words(said))


@lru_cache(maxsize=TEXTS_KEPT)
def _words(text: str) -> frozenset[str]:
    return frozenset(ABBREVIATED.get(word, word) for word in re.findall(r"\w+", text.casefold()))


def _without_name(described: str, person: Person) -> str:
    names = {word for name in (person.name, *person.aliases) for word in name.split()}
    return " ".join(word for word in described.split() if word not in names)


@cache
def _occupations() -> frozenset[str]:
    table = json.loads(files("onrecord").joinpath("data/occupations.json").read_text("utf-8"))
    return frozenset(table["occupations"].split())
