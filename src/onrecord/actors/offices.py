"""Whom an office means on the day of the article: "the Turkish president" is Erdoğan, who is named elsewhere."""

from __future__ import annotations

from spacy.tokens import Doc

from onrecord.actors.chains import Chain
from onrecord.knowledge import Person, holder_of
from onrecord.knowledge.names import folded_name, spelled_alike


def unite_offices(doc: Doc, chains: list[Chain], published: str | None) -> None:
    """Give somebody who is named the words for the office that they hold on the day of the article."""
    if published is None:
        return
    named = [chain for chain in chains if chain.type == "person" and chain.names]
    for chain in [chain for chain in chains if chain.type == "person" and not chain.names]:
        holder = _holder(doc, chain, published[:10])
        meant = [other for other in named if holder is not None and _is_called(other, holder)]
        if len(meant) == 1:
            chains.remove(chain)
            for mention in chain.mentions:
                meant[0].add(mention)


def _holder(doc: Doc, chain: Chain, date: str) -> Person | None:
    country = next(iter(chain.countries)) if len(chain.countries) == 1 else None
    texts = (doc[mention.start : mention.end].text for mention in chain.mentions if mention.definite)
    return next((found for text in texts if country is not None and (found := holder_of(text, country, date)) is not None), None)


def _is_called(chain: Chain, person: Person) -> bool:
    """Whether the names in a chain are a person's."""
    last_names = {spelled_alike(folded_name(name).split()[-1]) for name in (person.name, *person.aliases) if folded_name(name)}
    return any(spelled_alike(folded_name(name[-1])) in last_names for name in chain.names if name)
