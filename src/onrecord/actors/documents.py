"""Whose words those of a document are ("the statement said"): of whoever it says it is by, or who most likely made it, of those named nearby.

Each candidate is scored by the reader (``PairScores``), and by a linear model of what is known of it; weights: ``data/documents.json``
(training/coreference).
"""

from __future__ import annotations

import bisect
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from spacy.tokens import Doc, Token

from onrecord.actors.candidates import Nearby, chances_of, distance_of, held_against, score_of, weights_of
from onrecord.actors.chain import Chain
from onrecord.actors.naming import Setting
from onrecord.actors.nouns import is_document, type_of_noun
from onrecord.actors.sources import heads_with_a_part
from onrecord.columns import columns_of
from onrecord.grammar import (
    APPOSITIONS,
    NAME_PARTS,
    NOUN_CLAUSES,
    OBJECTS,
    agent_of,
    is_passive,
    obliques,
    possessor_of,
    preposition_of,
    subject_of,
)

ISSUING = {
    "issue", "release", "publish", "put", "write", "send", "post", "file", "submit", "say", "tell", "announce", "make", "record", "tweet", "sign",
    "compile", "prepare", "produce",
}  # fmt: skip
OWNING_PREPOSITIONS = {"by", "from", "of"}
# How many documents back one that somebody made is looked for.
DOCUMENTS_BACK = 50
# Who is less likely than this is not taken for who speaks in a document. Of 1,022 kept-out articles .4 has statements .8538, attributed .7500, .25 .8550 and .7499.
LEAST_CHANCE = 0.25
# Ranks that are told apart.
RANKS = 3
T = TypeVar("T")


def speakers_of_documents(chains: Sequence[Chain], setting: Setting) -> dict[int, Chain]:
    """{head of a source that is a document: whose words it has}."""
    text = Documents(chains, setting)
    found: dict[int, Chain] = {}
    for document in text.speaking:
        speaker = text.owner_of(document) or (text.described_owner_of(document) if text.has_owner(document) else _likeliest(document, text))
        if speaker is not None:
            found[document.i] = speaker
    return found


def _likeliest(document: Token, text: Documents) -> Chain | None:
    judged = text.judged(document)
    scores = [score_of(document.i, held_against(document.i, chain), text.setting.voices) for _, chain in judged]
    chances = chances_of([features for features, _ in judged], scores, weights_of("documents"))
    likely = ((chance, chain) for chance, (_, chain) in zip(chances, judged, strict=True) if chance >= LEAST_CHANCE)
    return max(likely, key=lambda pair: pair[0], default=(0.0, None))[1]


@dataclass(frozen=True)
class Documents:
    """The documents of a text, and those who may have made them."""

    chains: Sequence[Chain]
    setting: Setting

    @property
    def speaking(self) -> Iterator[Token]:
        """The documents that are said to say something, or take part."""
        return filter(is_document, heads_with_a_part(self._doc, self.setting.voices))

    def owner_of(self, document: Token) -> Chain | None:
        """Whose a document is by its own words."""
        return owner_of(document, self._chain_at)

    def has_owner(self, document: Token) -> bool:
        """Whether a document says whose it is by a noun that is no mention of anybody: "a hospital statement"."""
        return any(type_of_noun(child) is not None for child in document.lefts if child.dep_ in NAME_PARTS)

    def described_owner_of(self, document: Token) -> Chain | None:
        """Who nearby was last called by the noun that says whose a document is: the police, for "the police report"."""
        nouns = {child.lemma_.casefold() for child in document.lefts if child.dep_ in NAME_PARTS}
        before = (chain for chain in self._nearby.of(self._sentence(document)) if chain.last_before(document.i) >= 0)
        called = (chain for chain in before if not nouns.isdisjoint(chain.nouns))
        return max(called, key=lambda chain: chain.last_before(document.i), default=None)

    def judged(self, document: Token) -> list[tuple[dict[str, float], Chain]]:
        """Those who may speak in a document, with what speaks for and against each beside the others."""
        found = self._nearby.of(self._sentence(document))
        by_place = sorted(found, key=lambda chain: -chain.last_before(document.i))
        by_weight = sorted(found, key=lambda chain: -len(chain.mentions))
        spoke = next(
            (chain for chain in by_place if any(m.head in self.setting.sources and m.start < document.i for m in chain.mentions)), None
        )
        makers = self._makers_before(document)
        noun, kind = document.lemma_.casefold(), _determiner(document)
        same = next((chain for earlier, chain in makers if earlier.lemma_.casefold() in (noun, "document")), None)
        any_of = next((chain for _, chain in makers), None)
        given = self.setting.voices.names.get(document.i, {})
        return [
            (
                self._evidence(document, chain)
                | {
                    "bias": 1.0,
                    kind: 1.0,
                    f"noun {noun}": 1.0,
                    f"{noun}, {chain.type}": 1.0,
                    f"{kind}: {min(by_place.index(chain), RANKS)}. nearest": 1.0,
                    f"{kind}: {min(by_weight.index(chain), RANKS)}. most named": 1.0,
                    f"{kind}: last who spoke": float(chain is spoke),
                    f"{kind}: made the last such": float(chain is same),
                    "made such": float(any(chain is other for earlier, other in makers if earlier.lemma_.casefold() == noun)),
                    "made the last document": float(chain is any_of),
                    "of how many": math.log(len(found)),
                    "named by the reader": max((chance for word, chance in given.items() if word in chain.heads), default=0.0),
                },
                chain,
            )
            for chain in found
        ]

    def _evidence(self, document: Token, chain: Chain) -> dict[str, float]:
        """What speaks for and against somebody alone."""
        sentence = self._sentence(document)
        before = [mention for mention in chain.mentions if mention.start < document.i]
        back = min((sentence - mention.sentence for mention in before), default=None)
        on = min((abs(mention.sentence - sentence) for mention in chain.mentions if mention.start > document.i), default=None)
        last = max(before, key=lambda mention: mention.start, default=None)
        return {
            chain.type: 1.0,
            f"{chain.type}, {distance_of(back)} back": 1.0,
            f"{distance_of(on)} on": 1.0,
            "named": float(bool(chain.names)),
            "mentions": math.log1p(len(chain.mentions)),
            "subject before": float(last is not None and last.subject),
            "pronoun before": float(last is not None and last.form == "pronoun"),
            "spoke before": float(any(mention.head in self.setting.sources for mention in before)),
            "in the first sentences": float(any(mention.sentence <= 1 for mention in before)),
        }

    def _makers_before(self, document: Token) -> list[tuple[Token, Chain]]:
        """The documents before one that somebody made, the last first, with who did."""
        place = bisect.bisect_left(self._all, document.i, key=lambda pair: pair[0].i)
        return [(one, maker) for one, maker in reversed(self._all[max(0, place - DOCUMENTS_BACK) : place]) if maker is not None]

    def _sentence(self, token: Token) -> int:
        return columns_of(self._doc).sentences[token.i]

    @property
    def _doc(self) -> Doc:
        return self.setting.doc

    @cached_property
    def _nearby(self) -> Nearby:
        return Nearby(self.chains)

    @cached_property
    def _chain_at(self) -> Mapping[int, Chain]:
        return {head: chain for chain in self.chains for mention in chain.mentions for head in mention.heads}

    @cached_property
    def _all(self) -> Sequence[tuple[Token, Chain | None]]:
        """All documents of the text, with who made each."""
        nouns = (self._doc[i] for i, pos in enumerate(columns_of(self._doc).pos) if pos == "NOUN")
        return [(noun, maker_of(noun, self._chain_at)) for noun in nouns if is_document(noun)]


def owner_of(document: Token, who: Mapping[int, T]) -> T | None:
    """Whose document it is, of those who are known by their words: "the ministry's report", "a Times article", "a letter by Kovac", "data compiled by the bank"."""
    owner = possessor_of(document)
    candidates = [owner] if owner is not None else []
    candidates += [
        child for child in document.children if child.dep_ in {*NAME_PARTS, *APPOSITIONS, "nmod", "amod"} and preposition_of(child) is None
    ]
    candidates += [noun for preposition, noun in obliques(document) if preposition in OWNING_PREPOSITIONS]
    made = (child for child in document.rights if child.dep_ in NOUN_CLAUSES and child.lemma_.casefold() in ISSUING and is_passive(child))
    candidates += [maker for maker in map(agent_of, made) if maker is not None]
    return next((who[token.i] for token in candidates if token.i in who), None)


def maker_of(document: Token, who: Mapping[int, T]) -> T | None:
    """Whose document it is, or who issued it or spoke in it: "Kovac put out a statement", "Kovac said in a letter"."""
    owner = owner_of(document, who)
    verb = document.head
    if owner is not None or verb.pos_ != "VERB" or not (document.dep_ in OBJECTS or preposition_of(document) == "in"):
        return owner
    subject = subject_of(verb) if verb.lemma_.casefold() in ISSUING and not is_passive(verb) else None
    return who.get(subject.i) if subject is not None else None


def _determiner(noun: Token) -> str:
    words = {child.lower_ for child in noun.lefts}
    return "the" if words & {"the", "this", "that", "these", "those"} else "a" if words & {"a", "an", "one"} else "none"
