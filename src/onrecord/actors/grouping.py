"""Chains of names: in the order of their length, so that a surname finds its person wherever it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from onrecord.actors.chains import Chain
from onrecord.actors.mentions import FoundMention
from onrecord.actors.naming import folded, is_same_body, is_same_person, keys_of
from onrecord.records import ActorType

SEXES = {"male", "female"}


@dataclass(slots=True)
class Names:
    """The chains of an article's names. ``open``: last names that several people have, with the chains of these."""

    chains: list[Chain] = field(default_factory=list)
    open: list[tuple[FoundMention, list[Chain]]] = field(default_factory=list)
    _by_key: dict[str, dict[int, Chain]] = field(default_factory=dict)

    def add(self, mention: FoundMention) -> None:
        """Take a name into the chain that it agrees with, or into one of its own."""
        same = self._agreeing(mention)
        if len(same) > 1 and mention.type == "person" and len(mention.name) == 1:
            self.open.append((mention, same))
            return
        chain = max(same, key=lambda one: _last_before(one, mention.start), default=None)
        if chain is None:
            chain = Chain(type=mention.type)
            self.chains.append(chain)
        chain.add(mention, "the name" if chain.mentions else "its first words")
        for key in keys_of(mention.name):
            self._by_key.setdefault(key, {})[id(chain)] = chain

    def _agreeing(self, mention: FoundMention) -> list[Chain]:
        near = {id(chain): chain for key in keys_of(mention.name) for chain in self._by_key.get(key, {}).values()}
        return [chain for chain in near.values() if _agree(chain, mention)]


def grouped(mentions: Iterable[FoundMention]) -> Names:
    """The names of a text as chains."""
    names = Names()
    for mention in sorted(mentions, key=lambda one: (len(one.name) == 1, one.start)):
        names.add(mention)
    return names


def _agree(chain: Chain, mention: FoundMention) -> bool:
    if not _same_kind(chain.type, mention.type) or {chain.gender, mention.gender} >= SEXES:
        return False
    name = folded(mention.name)
    return is_same_person(chain.names, name) if chain.type == "person" else is_same_body(chain.names, name, is_place=mention.is_place)


def _same_kind(a: ActorType, b: ActorType) -> bool:
    return a == b or {a, b} <= {"organization", "country"} or {a, b} <= {"organization", "group"}


def _last_before(chain: Chain, start: int) -> int:
    before = chain.count_before(start)
    return chain.starts[before - 1] if before else -1
