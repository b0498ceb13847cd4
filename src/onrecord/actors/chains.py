"""Chains: the mentions of one actor, and what they say of it."""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field

from onrecord.actors.mentions import FoundMention
from onrecord.actors.naming import Name, folded
from onrecord.knowledge import Gender
from onrecord.records import ActorType


@dataclass(slots=True, eq=False)
class Chain:
    """Mentions of one actor: their names (folded), nouns, modifiers, countries and numbers, and where they begin, in order.

    ``kinds``: {noun: words that say what kind of such the actor is}; ``texts``: descriptions as they are written; ``members``: the chains of those who are one
    actor together; ``why``: {first token of a mention: why it is one of them}.
    """

    type: ActorType
    mentions: list[FoundMention] = field(default_factory=list)
    names: set[Name] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)
    modifiers: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    counts: set[str] = field(default_factory=set)
    kinds: dict[str, set[str]] = field(default_factory=dict)
    owners: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    gender: Gender | None = None
    members: tuple[Chain, ...] = ()
    starts: list[int] = field(default_factory=list)
    why: dict[int, str] = field(default_factory=dict)

    def add(self, mention: FoundMention, why: str = "its first words") -> None:
        """Take a mention in."""
        self.why[mention.start] = why
        self.mentions.append(mention)
        bisect.insort(self.starts, mention.start)
        self.gender = self.gender or mention.gender
        if mention.name:
            self.names.add(folded(mention.name))
        if mention.form == "description":
            self.texts.add(mention.text)
        if mention.country:
            self.countries.add(mention.country)
        if mention.count:
            self.counts.add(mention.count)
        self.nouns.update(mention.nouns)
        self.modifiers |= mention.modifiers
        self.owners |= mention.owners
        for noun in mention.nouns:
            self.kinds.setdefault(noun, set()).update(mention.kinds)

    def keep(self, mentions: list[FoundMention]) -> None:
        """Let all other mentions go; what they said of the actor stays."""
        self.mentions, self.starts = mentions, sorted(mention.start for mention in mentions)

    def count_before(self, start: int) -> int:
        """How many of its mentions begin before ``start``."""
        return bisect.bisect_left(self.starts, start)
