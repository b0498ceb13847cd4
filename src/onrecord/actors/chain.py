"""Mentions of one actor, and what speaks against others being of it."""

from __future__ import annotations

import bisect
from collections.abc import Container, Mapping, Set
from dataclasses import dataclass, field

from onrecord.actors.mention import FoundMention
from onrecord.actors.names import Name, folded
from onrecord.actors.nouns import is_body, is_body_or_medium
from onrecord.actors.phrases import OTHERS
from onrecord.knowledge import Gender
from onrecord.records import ActorType

# Those whose own they are said to be are not who is called by the noun alone.
OWN = {"own"}
# Whoever is called so is not who is called by the noun alone: the vice president, for "the president".
DEPUTIES = {"vice", "deputy"}
# Types of descriptions that may be for an actor, by the actor's type.
DESCRIBED_BY: Mapping[ActorType, Container[ActorType]] = {
    "person": {"person", "organization"},
    "organization": {"organization", "group"},
    "country": {"organization"},
    "group": {"group"},
}


@dataclass(slots=True, eq=False)
class Chain:
    """Mentions of one actor: their names (folded), nouns and countries, where they begin, in order, and all tokens that stand for them.

    ``kinds``: {noun: words that say what kind of such the actor is}; ``held``: nouns that no "former" stands before; ``introduced``: {noun: where it first
    stands, and whether with a country};
    ``why``: {first token of a mention: why it is one of them}.
    """

    type: ActorType
    mentions: list[FoundMention] = field(default_factory=list)
    names: set[Name] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    kinds: dict[str, set[str]] = field(default_factory=dict)
    held: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    owners: set[str] = field(default_factory=set)
    gender: Gender | None = None
    starts: list[int] = field(default_factory=list)
    heads: set[int] = field(default_factory=set)
    named_in_full: int = 0
    introduced: dict[str, tuple[int, bool]] = field(default_factory=dict)
    why: dict[int, str] = field(default_factory=dict)

    def add(self, mention: FoundMention, why: str = "its first words") -> None:
        """Take a mention in."""
        self.why[mention.start] = why
        self.mentions.append(mention)
        bisect.insort(self.starts, mention.start)
        self.heads.update(mention.heads)
        self.gender = self.gender or mention.gender
        self.named_in_full += len(mention.name) > 1
        if mention.name:
            self.names.add(folded(mention.name))
        self.nouns.update(mention.nouns)
        self.held.update(() if mention.is_former else mention.nouns)
        self.owners |= mention.owners
        self.numbers |= mention.number
        for noun in mention.nouns:
            self.kinds.setdefault(noun, set()).update(mention.kinds)
            here = (mention.start, mention.country is not None)
            self.introduced[noun] = min(here, self.introduced.get(noun, here))
        if mention.country:
            self.countries.add(mention.country)

    def keep(self, mentions: list[FoundMention]) -> None:
        """Let all other mentions go; what they said of the actor stays."""
        self.mentions, self.starts = mentions, sorted(mention.start for mention in mentions)
        self.heads = {head for mention in mentions for head in mention.heads}

    def is_foreign(self, noun: str) -> bool:
        """Whether the first words with a noun for the actor named a country: "the South Korean president"."""
        return self.introduced.get(noun, (0, False))[1]

    def last_before(self, start: int) -> int:
        """Where its last mention before ``start`` begins; -1 without one."""
        place = bisect.bisect_left(self.starts, start)
        return self.starts[place - 1] if place else -1


def may_be_called(named: Chain, described: Chain) -> bool:
    """Whether nothing speaks against somebody described to be somebody named: type, gender, number, country or office."""
    if not are_one(named, described) or differ_in_gender(named, described):
        return False
    return all(may_be(named, one) for one in described.mentions)


def may_be(chain: Chain, mention: FoundMention) -> bool:
    """Whether nothing in a description speaks against it being for an actor: type, number, country or office."""
    return may_describe(chain, mention) and not elsewhere(chain, mention) and not _of_another_kind(chain, mention)


def may_describe(chain: Chain, mention: FoundMention) -> bool:
    """Whether words are for an actor of such a type, and for it as a whole."""
    if mention.type not in DESCRIBED_BY[chain.type]:
        return False
    if chain.type == "person":
        return not any(map(is_body, mention.nouns))
    # "Six militants" are some of a body's or a party's, and not the body or the party; "both parties" are not the party that is named.
    is_some = bool(mention.number) or any(map(is_body_or_medium, mention.nouns))
    return not (mention.plural and chain.names and is_some)


def are_one(named: Chain, described: Chain) -> bool:
    """Whether somebody without a name is the one who is named now: "a spokesman", then "the spokesman, Ivan Kovac"."""
    return described is not named and not described.names and named.type == described.type


def elsewhere(chain: Chain, mention: FoundMention) -> bool:
    """Whether a description names another country than the words for the actor so far ("the Turkish president", "President Assad of Syria")."""
    if mention.country in (None, *chain.countries):
        return False
    return bool(chain.countries) or (chain.type == "organization" and bool(chain.names))


def _of_another_kind(chain: Chain, mention: FoundMention) -> bool:
    """Whether somebody holds another office of the same noun, or others' officials are meant: the prime minister is not "the foreign minister", nor are forty people "its own people"."""
    if differ(chain.owners, mention.owners) or _are_others(chain, mention):
        return True
    kinds = [chain.kinds.get(noun, set()) for noun in mention.nouns]
    return any(differ(known, mention.kinds) or DEPUTIES & (known - mention.kinds) or OWN & (mention.kinds - known) for known in kinds)


def _are_others(chain: Chain, mention: FoundMention) -> bool:
    """Whether words without an article are for others than those before: "other officials", nor are two the three."""
    if mention.definite:
        return False
    return bool(mention.number & OTHERS) or differ(chain.numbers, mention.number)


def differ_in_gender(one: Chain, other: Chain | FoundMention) -> bool:
    """Whether one is a woman, and the other a man."""
    return {one.gender, other.gender} >= {"male", "female"}


def differ(one: Set[str], other: Set[str | None]) -> bool:
    """Whether both are told, and nothing is the same."""
    return bool(one) and bool(other) and one.isdisjoint(other)
