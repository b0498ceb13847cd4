"""Countries that act: the capitals and peoples that stand for their governments."""

from __future__ import annotations

from spacy.tokens import Doc

from onrecord.actors.chains import Chain
from onrecord.actors.mentions import FoundMention
from onrecord.knowledge import country_of_adjective, country_of_capital, country_of_name


def unite_governments(doc: Doc, chains: list[Chain]) -> None:
    """Give a country that acts by its name the names for its government: "Canberra", "the Australians".

    A capital where people only are, and one whose country never acts by its name, stay what they are.
    """
    countries = {
        code: chain
        for chain in chains
        if chain.type == "country" and any(mention.subject for mention in chain.mentions)
        if (code := country_of_name(" ".join(chain.mentions[0].name))) is not None
    }
    for chain in [chain for chain in chains if countries and chain.type in ("organization", "group")]:
        codes = [_country_meant(doc, mention) for mention in chain.mentions]
        meant = {mention.start: code for mention, code in zip(chain.mentions, codes, strict=True) if code in countries}
        for mention in chain.mentions:
            if mention.start in meant:
                countries[meant[mention.start]].add(mention, f"its government or capital ({meant[mention.start]})")
        chain.keep([mention for mention in chain.mentions if mention.start not in meant])
    chains[:] = [chain for chain in chains if chain.mentions]


def _country_meant(doc: Doc, mention: FoundMention) -> str | None:
    """The country for whose government a name stands; ``None`` for anything else."""
    name = " ".join(mention.name)
    if mention.type == "group":
        return country_of_adjective(name) if "the" in (doc[mention.start].lower_, doc[max(0, mention.start - 1)].lower_) else None
    return country_of_capital(name) if mention.subject and mention.is_place else None
