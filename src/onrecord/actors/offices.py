"""Whom an office means on the day of the article: "the Turkish president" is Erdoğan, who is named elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from onrecord.actors.chains import Chain
from onrecord.actors.mentions import FoundMention
from onrecord.actors.naming import Name
from onrecord.knowledge import Gender, Knowledge, Person, is_out_of_office
from onrecord.knowledge.names import folded_name, spelled_alike


class Holders:
    """Those named in an article who hold an office that it mentions. ``published``: an ISO date; without one nobody does.

    Whom the article introduces by the office goes before who is known to hold it.
    """

    def __init__(self, doc: Doc, chains: Iterable[Chain], knowledge: Knowledge, published: str | None) -> None:
        self.doc, self.knowledge, self.date = doc, knowledge, published[:10] if published else None
        self._people = [chain for chain in chains if chain.type == "person"]
        self._called: dict[str, list[Chain]] = {}
        for chain in self._people:
            for name in {_spelling(name[-1]) for name in chain.names if name}:
                self._called.setdefault(name, []).append(chain)

    def holder(self, mention: FoundMention) -> Chain | None:
        """The only one named in the article who holds the office that a description names with its country."""
        if self.date is None or mention.type != "person" or not mention.definite or mention.country is None:
            return None
        meant = self._in_office(mention, mention.country, self.date) or list(self._introduced(mention, mention.country, self.date))
        return meant[0] if len(meant) == 1 else None

    def _in_office(self, mention: FoundMention, country: str, date: str) -> list[Chain]:
        person = self.knowledge.offices.holder(self.doc[mention.start : mention.end].text, country, date)
        names = {_spelling(name) for name in (person.name, *person.aliases)} if person is not None else set()
        return [*{id(chain): chain for name in names for chain in self._called.get(name, ())}.values()]

    def _introduced(self, mention: FoundMention, country: str, date: str) -> Iterator[Chain]:
        """Who has a name and a title of the same office, of the same country or of none: "President Elphberg", for "the Ruritanian president"."""
        for chain in self._people:
            is_before = chain.count_before(mention.start) > 0 and chain.countries <= {country}
            if is_before and _is_same_office(mention, chain) and not self._is_of_another_country(chain, country, date):
                yield chain

    def gender(self, chain: Chain) -> Gender | None:
        """The gender of all who are known by a name: of office holders by a last name alone, "Putin"; ``None`` where it is not one."""
        people = [person for name in chain.names if name for person in self._known(name)]
        genders = {person.gender for person in people}
        return next(iter(genders)) if len(genders) == 1 else None

    def _known(self, name: Name) -> list[Person]:
        if len(name) > 1:
            return self.knowledge.people.named(" ".join(name))
        return self.knowledge.people.prominent(name[0], self.date) if self.date is not None else []

    def is_elsewhere(self, mention: FoundMention, chain: Chain) -> bool:
        """Whether somebody is known to lead another country than a description names: "President Trump", for "the South Korean president"."""
        if self.date is None or mention.country is None or mention.type != "person" or chain.type != "person":
            return False
        return self._is_of_another_country(chain, mention.country, self.date)

    def _is_of_another_country(self, chain: Chain, country: str, date: str) -> bool:
        people = (person for name in chain.names if name for person in self.knowledge.people.prominent(name[-1], date))
        return not chain.countries and any(country not in person.countries for person in people)


def _is_same_office(mention: FoundMention, chain: Chain) -> bool:
    """Whether two are presidents, or ministers, of the same kind, and hold the office now."""
    same = (noun for noun in mention.nouns if noun in chain.kinds and chain.kinds[noun] == mention.kinds)
    return any(not any(is_out_of_office(role) for role in _roles(chain, noun)) for noun in same)


def _roles(chain: Chain, noun: str) -> list[str]:
    return [mention.role for mention in chain.mentions if mention.role and noun in mention.nouns]


def _spelling(name: str) -> str:
    """The last word of a name, with one spelling for what is spelled in several ways."""
    words = folded_name(name).split()
    return spelled_alike(words[-1]) if words else ""
