"""Countries that act: their governments, and the capitals and peoples that stand for them."""

from __future__ import annotations

from spacy.tokens import Doc

from onrecord.actors.chains import Chain
from onrecord.actors.mentions import FoundMention
from onrecord.actors.nouns import words
from onrecord.knowledge import country_of_adjective, country_of_capital, country_of_name, is_part_of_country


def unite_governments(doc: Doc, chains: list[Chain]) -> None:
    """Give a country that acts by its name the words for its government: "Canberra", "the Australian authorities", "the Australians".

    A capital where people only are, and a government whose country never acts by its name, stay what they are.
    """
    countries = {
        code: chain
        for chain in chains
        if chain.type == "country" and any(mention.subject for mention in chain.mentions)
        if (code := country_of_name(" ".join(next(iter(chain.mentions)).name))) is not None
    }
    if not countries:
        return
    for chain in [chain for chain in chains if chain.type in ("organization", "group")]:
        codes = [_country_meant(doc, mention, chain) for mention in chain.mentions]
        for mention, code in zip(chain.mentions, codes, strict=True):
            if code in countries:
                countries[code].add(mention, f"its government or capital ({code})")
        chain.keep([mention for mention, code in zip(chain.mentions, codes, strict=True) if code not in countries])
    chains[:] = [chain for chain in chains if chain.mentions]


def _is_of_a_part(doc: Doc, mention: FoundMention) -> bool:
    """Whether words are for the government of a part of a country: "the Scottish government"."""
    return any(is_part_of_country(token.text) for token in doc[mention.start : mention.end])


def _country_meant(doc: Doc, mention: FoundMention, chain: Chain) -> str | None:
    """The country for whose government a mention stands; ``None`` for anything else."""
    if mention.form == "description":
        is_government = not chain.names and set(mention.nouns) <= words("government") and not _is_of_a_part(doc, mention)
        return mention.country if is_government else None
    name = " ".join(mention.name)
    if mention.type == "group":
        return country_of_adjective(name) if doc[mention.start].lower_ == "the" or doc[max(0, mention.start - 1)].lower_ == "the" else None
    return country_of_capital(name) if mention.subject and mention.is_place else None
