"""Several who speak as one: "Washington and Ankara", and "they" for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span

from onrecord.actors.chains import Chain
from onrecord.actors.mentions import FoundMention
from onrecord.grammar import conjuncts, head_of
from onrecord.marks import Voices


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Joint:
    """The chain of the words that name several as one speaker, and the chains of those whom they name."""

    chain: Chain
    members: tuple[Chain, ...]


def joint_speakers(doc: Doc, chains: Iterable[Chain], voices: Voices) -> list[Joint]:
    """Those who are named together as a source, in the order of the text; the same ones once."""
    at = {head: (mention, chain) for chain in chains for mention in chain.mentions for head in mention.heads}
    found: dict[frozenset[int], Joint] = {}
    for source in (doc[slice(*run)] for run in voices.sources):
        named = [at[noun.i] for noun in conjuncts(head_of(source)) if source.start <= noun.i < source.end and noun.i in at]
        members = {id(chain): chain for _, chain in named}
        if len(members) > 1 and any(token.pos_ == "CCONJ" or token.text == "&" for token in source):
            joint = found.setdefault(frozenset(members), Joint(chain=Chain(type="group"), members=tuple(members.values())))
            joint.chain.add(_together(source, named[0][0]), "named together")
    return list(found.values())


def _together(source: Span, first: FoundMention) -> FoundMention:
    """The words for all, where the first of them stands."""
    return replace(
        first,
        start=source.start,
        end=source.end,
        heads=(head_of(source).i,),
        form="description",
        type="group",
        name=(),
        plural=True,
        gender=None,
    )
