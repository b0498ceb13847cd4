"""Whom an office means on the day of the article: "the Turkish president" is Erdoğan, who is named elsewhere."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Span

from onrecord.actors.chain import Chain
from onrecord.actors.mention import FoundMention
from onrecord.actors.names import GENERATIONS, Name, folded
from onrecord.actors.nouns import words
from onrecord.knowledge import Knowledge, Person, is_out_of_office
from onrecord.knowledge.names import folded_name, spelled_alike

WORDS_OF_OFFICES = {"prime", "foreign", "secretary", "of", "state"}


def unite_offices(doc: Doc, chains: list[Chain], knowledge: Knowledge, published: str | None) -> None:
    """Give somebody who is named the words for the office that they hold on the day of the article.

    Whom the article introduces by the office goes before who is known to hold it.
    """
    if published is None:
        return
    date = published[:10]
    called = _by_last_name(chains)
    for chain in [chain for chain in chains if chain.type == "person" and not chain.names]:
        holder = _holder(doc, chain, knowledge, date)
        names = {_spelling(name) for name in (holder.name, *holder.aliases)} if holder is not None else set()
        meant, why = [*{id(other): other for name in names for other in called.get(name, ())}.values()], f"the office, on {date}"
        if not meant:
            meant, why = _introduced_before(chain, chains, knowledge, date), "introduced by the office"
        if not meant:
            meant, why = _holding(doc, chain, chains, knowledge, date), f"the office, on {date}"
        if len(meant) == 1:
            for mention in chain.mentions:
                meant[0].add(mention, why)
            chain.keep([])
    chains[:] = [chain for chain in chains if chain.mentions]


def part_namesakes(chains: list[Chain], knowledge: Knowledge, published: str | None) -> None:
    """Take last names from somebody whose namesake holds the office that they are given with: "President Obama" is not Michelle Obama, nor is "Obama" then."""
    if published is None:
        return
    for chain in [chain for chain in chains if chain.type == "person" and chain.named_in_full]:
        if any(_is_of_a_namesake(chain, mention, knowledge, published[:10]) for mention in chain.mentions if len(mention.name) == 1):
            others, namesake = Chain(type="person"), Chain(type="person")
            for mention in chain.mentions:
                if len(mention.name) == 1:
                    namesake.add(mention, "a namesake's office")
                else:
                    others.add(mention, chain.why[mention.start])
            place = chains.index(chain)
            chains[place : place + 1] = [others, namesake]


def _is_of_a_namesake(chain: Chain, mention: FoundMention, knowledge: Knowledge, date: str) -> bool:
    """Whether a title and a last name are those of somebody known who is called otherwise than a chain."""
    full = [name for name in chain.names if len(name) > 1]
    holders = [
        person
        for person in knowledge.people.prominent(folded(mention.name)[-1], date)
        if any(knowledge.offices.holder(mention.role, country, date) == person for country in person.countries)
    ]
    return bool(holders) and not any(_is_called(person, name) for person in holders for name in full)


def _by_last_name(chains: list[Chain]) -> dict[str, list[Chain]]:
    found: dict[str, list[Chain]] = {}
    for chain in chains:
        if chain.type == "person":
            for name in {_spelling(name[-1]) for name in chain.names if name}:
                found.setdefault(name, []).append(chain)
    return found


def _is_bare(doc: Doc, mention: FoundMention) -> bool:
    """Whether words name an office and nothing else: "the president", "the prime minister", "the secretary of state"."""
    said = [token.lower_ for token in doc[mention.start : mention.end]]
    return said[0] == "the" and (words("leader") | WORDS_OF_OFFICES).issuperset(said[1:])


def _holding(doc: Doc, chain: Chain, chains: list[Chain], knowledge: Knowledge, date: str) -> list[Chain]:
    """Those with a name who hold the office that is named without its country: Trump, in 2017, for "the president"."""
    offices = {Span(doc, mention.start, mention.end).text for mention in chain.mentions if _is_bare(doc, mention)}
    if not offices:
        return []
    return [other for other in chains if any(_holds(name, offices, knowledge, date) for name in other.names if name)]


def _holds(name: Name, offices: Iterable[str], knowledge: Knowledge, date: str) -> bool:
    people = [person for person in knowledge.people.prominent(name[-1], date) if len(name) == 1 or _is_called(person, name)]
    held = (
        (person, knowledge.offices.holder(office, country, date)) for person in people for country in person.countries for office in offices
    )
    return any(person == holder for person, holder in held)


def _is_called(person: Person, name: Name) -> bool:
    """Whether a full name begins as somebody's; a son is not called as his father: "Donald Trump Jr."."""
    known = [folded(tuple(words.split())) for words in (person.name, *person.aliases)]
    return any(other[:1] == name[:1] and (name[-1] not in GENERATIONS or other[-1:] == name[-1:]) for other in known)


def _introduced_before(chain: Chain, chains: list[Chain], knowledge: Knowledge, date: str) -> list[Chain]:
    """Who has a name and a title of the same office, of the same country or of none: "President Elphberg", for "the Ruritanian president"."""
    start = chain.mentions[0].start
    if not chain.countries or not any(mention.definite for mention in chain.mentions):
        return []
    return [
        other
        for other in chains
        if other.names
        and other.countries <= chain.countries
        and other.last_before(start) >= 0
        and any(_is_same_office(noun, chain, other) for noun in chain.nouns & other.nouns)
        and not is_known_elsewhere(other, chain, knowledge, date)
    ]


def _is_same_office(noun: str, chain: Chain, other: Chain) -> bool:
    """Whether two are presidents, or ministers, of the same kind, and hold the office now."""
    roles = " ".join(mention.role for mention in other.mentions if noun in mention.nouns)
    return chain.kinds.get(noun) == other.kinds.get(noun) and not is_out_of_office(roles)


def is_known_elsewhere(other: Chain, chain: Chain, knowledge: Knowledge, date: str | None) -> bool:
    """Whether somebody is known to lead another country, whatever the title alone leaves open: "President Trump", for "the South Korean president"."""
    if date is None or not chain.countries:
        return False
    people = (person for name in other.names if name for person in knowledge.people.prominent(name[-1], date))
    return any(person.countries.isdisjoint(chain.countries) for person in people)


def _holder(doc: Doc, chain: Chain, knowledge: Knowledge, date: str) -> Person | None:
    country = next(iter(chain.countries)) if len(chain.countries) == 1 else None
    texts = (Span(doc, mention.start, mention.end).text for mention in chain.mentions if mention.definite)
    holders = (knowledge.offices.holder(text, country, date) for text in texts if country is not None)
    return next((holder for holder in holders if holder is not None), None)


def _spelling(name: str) -> str:
    """The last word of a name, with one spelling for what is spelled in several ways."""
    return spelled_alike(folded_name(name).split()[-1]) if folded_name(name) else ""
