"""Whom "the two", "the pair" and "both leaders" mean: the two who were named just before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from spacy.tokens import Doc

from onrecord.actors.chain import Chain
from onrecord.actors.mention import FoundMention
from onrecord.actors.nouns import words
from onrecord.records import ActorType

# The two are named so many sentences before at most.
SENTENCES_BACK = 2
BOTH, TWO = "both", "two"
PAIR = 2


def members_of_pairs(doc: Doc, chains: Iterable[Chain]) -> dict[int, tuple[Chain, Chain]]:
    """{id of the chain of such words: the two chains}, where just two people, or two countries, were named in the sentences before.

    Words that come again after two others were named may mean either two: nobody then.
    """
    every = list(chains)
    named = {type: _by_sentence(chain for chain in every if chain.names and chain.type == type) for type in ("person", "country")}
    found: dict[int, tuple[Chain, Chain]] = {}
    for chain in (chain for chain in every if chain.type == "group" and not chain.names):
        first = min(chain.mentions, key=lambda mention: mention.start)
        kind = _kind(doc, first)
        members = _two_before(first, named[kind]) if kind is not None else None
        if members is not None:
            found[id(chain)] = members
    return found


def _kind(doc: Doc, mention: FoundMention) -> ActorType | None:
    """What the two are that words mean; ``None`` for words that do not say that they are two, or say more of them ("the two officers")."""
    noun = next(iter(mention.nouns), "")
    is_definite = mention.definite and TWO in mention.number
    if noun in words("pair"):
        return "person" if mention.definite else None
    if not is_definite and doc[mention.start].lower_ != BOTH:
        return None
    return "person" if noun in words("one_of_two") else "country" if noun in words("side") else None


def _by_sentence(chains: Iterable[Chain]) -> Mapping[int, list[tuple[int, Chain]]]:
    found: dict[int, list[tuple[int, Chain]]] = {}
    for chain in chains:
        for mention in chain.mentions:
            found.setdefault(mention.sentence, []).append((mention.start, chain))
    return found


def _two_before(words_for_both: FoundMention, named: Mapping[int, list[tuple[int, Chain]]]) -> tuple[Chain, Chain] | None:
    """The two named last, each sentence as a whole; ``None`` where it names more."""
    before: dict[int, Chain] = {}
    for back in range(SENTENCES_BACK + 1):
        here = (chain for start, chain in named.get(words_for_both.sentence - back, ()) if start < words_for_both.start)
        before |= {id(chain): chain for chain in here}
        if len(before) >= PAIR:
            break
    if len(before) != PAIR:
        return None
    one, other = before.values()
    return one, other
