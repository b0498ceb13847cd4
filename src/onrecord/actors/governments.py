"""Countries that act: their governments, and the capitals and peoples that stand for them."""

from __future__ import annotations

from collections.abc import Collection, Container

from spacy.tokens import Doc

from onrecord.actors.chain import Chain
from onrecord.actors.homonyms import country_named, names_in
from onrecord.actors.mention import FoundMention
from onrecord.actors.nouns import words
from onrecord.actors.sources import heads_with_a_part
from onrecord.knowledge import country_of_adjective, country_of_capital, is_part_of_country
from onrecord.marks import Voices

# Capitals whose name, where their country is not named, is more often that of the European Union or of another town, a university or a person.
SELDOM_THE_COUNTRY = {"Brussels", "Douglas", "Georgetown", "Hamilton", "Jamestown", "Plymouth", "Stanley", "Victoria"}


def unite_governments(doc: Doc, chains: list[Chain], voices: Voices) -> None:
    """Give a country that acts by its name, or by that of its capital, the words for its government: "Canberra", "the Australian authorities", "the Australians".

    A capital where people only are, and a government whose country never acts by a name, stay what they are.
    """
    acting = {head.i for head in heads_with_a_part(doc, voices)}
    countries = {code: chain for chain in chains if chain.type == "country" and (code := _code(chain, names_in(doc))) is not None}
    for chain in [chain for chain in chains if chain.type == "organization"]:
        code = _country_of_capital(chain, acting)
        if code is not None and code not in countries:
            countries[code] = Chain(type="country")
            chains.append(countries[code])
    for chain in [chain for chain in chains if chain.type in ("organization", "group")]:
        codes = [_country_meant(doc, mention, acting) for mention in chain.mentions]
        for mention, code in zip(chain.mentions, codes, strict=True):
            if code in countries:
                countries[code].add(mention, f"its government or capital ({code})")
        chain.keep([mention for mention, code in zip(chain.mentions, codes, strict=True) if code not in countries])
    chains[:] = [chain for chain in chains if chain.mentions]


def _country_of_capital(chain: Chain, acting: Container[int]) -> str | None:
    """The country whose capital acts for it."""
    names = (" ".join(mention.name) for mention in chain.mentions if _acts(mention, acting))
    codes = (country_of_capital(name) for name in names if name not in SELDOM_THE_COUNTRY)
    return next((code for code in codes if code is not None), None)


def _acts(mention: FoundMention, acting: Container[int]) -> bool:
    """Whether a place does or says something."""
    return mention.is_place and (mention.subject or mention.head in acting)


def _code(chain: Chain, around: Collection[str]) -> str | None:
    """The code of a country, by whichever of its names says it ("North Korea", beside "the North")."""
    names = (" ".join(mention.name) for mention in chain.mentions)
    return next((code for name in names if (code := country_named(name, around)) is not None), None)


def _is_of_a_part(doc: Doc, mention: FoundMention) -> bool:
    """Whether words are for the government of a part of a country: "the Scottish government"."""
    return any(is_part_of_country(token.text) for token in doc[mention.start : mention.end])


def _country_meant(doc: Doc, mention: FoundMention, acting: Container[int]) -> str | None:
    """The country for whose government a mention stands; ``None`` for anything else."""
    if mention.form == "description":
        is_government = words("government").issuperset(mention.nouns) and not _is_of_a_part(doc, mention)
        return mention.country if is_government else None
    name = " ".join(mention.name)
    if mention.type == "group":
        return country_of_adjective(name) if mention.with_article else None
    return country_of_capital(name) if _acts(mention, acting) else None
