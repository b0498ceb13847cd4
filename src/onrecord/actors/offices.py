"""Whom an office means on the day of the article: "the Turkish president" is Erdoğan, who is named elsewhere."""

from __future__ import annotations

from spacy.tokens import Doc

from onrecord.actors.chains import Chain
from onrecord.knowledge import Offices, Person
from onrecord.knowledge.names import folded_name, spelled_alike


def unite_offices(doc: Doc, chains: list[Chain], offices: Offices, published: str | None) -> None:
    """Give somebody who is named the words for the office that they hold on the day of the article."""
    if published is None:
        return
    called: dict[str, list[Chain]] = {}
    for chain in chains:
        if chain.type == "person":
            for name in {_spelling(name[-1]) for name in chain.names if name}:
                called.setdefault(name, []).append(chain)
    for chain in [chain for chain in chains if chain.type == "person" and not chain.names]:
        holder = _holder(doc, chain, offices, published[:10])
        names = {_spelling(name) for name in (holder.name, *holder.aliases)} if holder is not None else set()
        meant = [*{id(other): other for name in names for other in called.get(name, ())}.values()]
        if holder is None:
            meant = _introduced_before(chain, chains)
        if len(meant) == 1:
            for mention in chain.mentions:
                meant[0].add(mention, f"the office, on {published[:10]}" if holder is not None else "introduced by the office")
            chain.keep([])
    chains[:] = [chain for chain in chains if chain.mentions]


def _introduced_before(chain: Chain, chains: list[Chain]) -> list[Chain]:
    """Who has a name, a title with the same noun and no country, for a holder of an office whom nobody knows: "President Elphberg", "the Ruritanian president"."""
    start = chain.mentions[0].start
    if not chain.countries or not any(mention.definite for mention in chain.mentions):
        return []
    return [
        other
        for other in chains
        if other.type == "person" and other.names and not other.countries and chain.nouns & other.nouns and other.last_before(start) >= 0
    ]


def _holder(doc: Doc, chain: Chain, offices: Offices, date: str) -> Person | None:
    country = next(iter(chain.countries)) if len(chain.countries) == 1 else None
    texts = (doc[mention.start : mention.end].text for mention in chain.mentions if mention.definite)
    return next((found for text in texts if country is not None and (found := offices.holder(text, country, date)) is not None), None)


def _spelling(name: str) -> str:
    """The last word of a name, with one spelling for what is spelled in several ways."""
    return spelled_alike(folded_name(name).split()[-1]) if folded_name(name) else ""
