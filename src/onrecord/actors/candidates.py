"""Whom a word may mean, of those who are named nearby: who they are, what they are held against by, and how likely each is."""

from __future__ import annotations

import itertools
import json
import math
import operator
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

from onrecord.actors.chain import Chain
from onrecord.actors.mention import FoundMention
from onrecord.marks import Voices

# Names further away than this from a word, before or behind it, are no candidates.
SENTENCES_BACK, SENTENCES_ON = 8, 3
# Sentences apart that are told apart.
FAR = 3
# Mentions of a candidate that a word is held against, before it (beside the very first) and behind it.
LAST_BEFORE, NEXT_BEHIND = 3, 2
# No score counts more than this: it is certain, and its exponential can be told.
LARGEST_FIT = 50.0


class Nearby:
    """Actors by the sentences that name or describe them, so that a word is held against those nearby alone."""

    def __init__(self, chains: Iterable[Chain]) -> None:
        self._place = {chain: place for place, chain in enumerate(chains)}
        self._in_sentence: dict[int, set[Chain]] = {}
        for chain in self._place:
            for mention in chain.mentions:
                if mention.form != "pronoun":
                    self.add(mention, chain)

    def add(self, mention: FoundMention, chain: Chain) -> None:
        """Take in a mention of one of the actors."""
        self._in_sentence.setdefault(mention.sentence, set()).add(chain)

    def of(self, sentence: int) -> list[Chain]:
        """The actors named or described in the sentences around one, in the order given."""
        around = range(sentence - SENTENCES_BACK, sentence + SENTENCES_ON + 1)
        return sorted(set().union(*(self._in_sentence.get(number, ()) for number in around)), key=self._place.__getitem__)


def held_against(start: int, chain: Chain) -> list[int]:
    """The heads of the mentions of a candidate that a word is held against: the last before it, the very first, and the next behind it."""
    before = sorted((mention for mention in chain.mentions if mention.start < start), key=lambda mention: -mention.start)
    behind = sorted((mention for mention in chain.mentions if mention.start >= start), key=lambda mention: mention.start)
    return [mention.head for mention in (*before[:LAST_BEFORE], *before[LAST_BEFORE:][-1:], *behind[:NEXT_BEHIND])]


def score_of(word: int, mentions: Sequence[int], voices: Voices) -> float:
    """The reader's score of somebody for a word, by the heads of mentions, which are summed as probabilities, less that of nobody."""
    return math.log(sum(map(math.exp, voices.scores(word, mentions)))) - voices.score_of_nobody(word)


def chances_of(candidates: Sequence[Mapping[str, float]], scores: Sequence[float], weights: Mapping[str, float]) -> list[float]:
    """The probability of each candidate, by its features and its score less that of nobody, which is the other choice."""
    fits = [math.exp(min(fit_of(features, weights) + score, LARGEST_FIT)) for features, score in zip(candidates, scores, strict=True)]
    return [fit / (1.0 + sum(fits)) for fit in fits]


def fit_of(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The sum of the weights of what speaks for a candidate."""
    fit: float = sum(map(operator.mul, map(weights.get, features, itertools.repeat(0.0)), features.values()))
    return fit


def distance_of(sentences: int | None) -> str:
    """How many sentences apart, as a part of the name of a feature."""
    return "none" if sentences is None else str(min(sentences, FAR))


@cache
def weights_of(kind: Literal["pronouns", "descriptions", "documents"]) -> Mapping[str, float]:
    """The weights of the features of candidates, for pronouns, descriptions or documents (training/coreference)."""
    table = json.loads(files("onrecord").joinpath(f"data/{kind}.json").read_text("utf-8"))
    weights: dict[str, float] = table["weights"]
    return weights
