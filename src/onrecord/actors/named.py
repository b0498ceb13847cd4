"""Who is named elsewhere by what the reader gives: for the head of a source without a name, how likely each word names who speaks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from onrecord.actors.chains import Chain, may_be_called
from onrecord.actors.mentions import FoundMention

Names = Mapping[int, Mapping[int, float]]
"""{head of a source: {word: probability that it names the speaker}}."""
# Words less likely than this name nobody.
LEAST_CHANCE = 0.5


def named_by(mention: FoundMention, names: Names, chain_of: Mapping[int, Chain]) -> Chain | None:
    """The chain whose name the reader gives for a mention. ``chain_of``: {head of a mention: its chain}."""
    chances = names.get(mention.head, {})
    likely = [word for word, chance in chances.items() if chance >= LEAST_CHANCE and word in chain_of]
    return chain_of[max(likely, key=chances.__getitem__)] if likely else None


def unite_named(chains: list[Chain], names: Names) -> None:
    """Give somebody with a name the descriptions that the reader takes for theirs."""
    chain_of = heads_of(chain for chain in chains if chain.names)
    for chain in [chain for chain in chains if not chain.names]:
        found = (named_by(mention, names, chain_of) for mention in chain.mentions)
        named = next((other for other in found if other is not None and may_be_called(other, chain)), None)
        if named is not None:
            for mention in chain.mentions:
                named.add(mention, "named elsewhere")
            chain.keep([])
    chains[:] = [chain for chain in chains if chain.mentions]


def heads_of(chains: Iterable[Chain]) -> dict[int, Chain]:
    """{head of a mention: its chain}."""
    return {head: chain for chain in chains for mention in chain.mentions for head in mention.heads}
