"""Sentence boundaries and dependency trees, incrementally: a sentence is parsed as soon as its end is known, and its scores are dropped."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from onrecord.language.encoder.network import Floats, Ints, Network, Stretch
from onrecord.language.encoder.tokens import Marks
from onrecord.language.encoder.trees import best_tree

# The longest sentence, in words; a longer stretch without a boundary is cut where one is most likely.
LONGEST_SENTENCE = 200


class Parse:
    """The heads, as indices in the text, and relations, as label indices, of a text's tokens; those of white space have no meaning."""

    def __init__(self, network: Network, *, bonus: Floats, spaces: Marks, said: Ints) -> None:
        """``bonus`` is added to the log odds of a sentence start; ``said`` has the boundaries that are already set."""
        self._network = network
        self._bonus, self._spaces, self._said = bonus, spaces, said
        self._open: Stretch | None = None
        self.heads: Ints = np.empty(len(spaces), dtype=np.int64)
        self.relations: Ints = np.zeros(len(spaces), dtype=np.int64)

    def add(self, stretch: Stretch) -> None:
        """Parse the sentences that end in the next stretch."""
        stretch = stretch if self._open is None else self._open.joined(stretch)
        here = slice(stretch.start, stretch.end)
        likely = stretch.outputs["starts"] + self._bonus[here]
        starts = stretch.start + sentence_starts(likely, self._spaces[here], self._said[here])
        bounds = [*starts.tolist(), stretch.end]
        if stretch.end < len(self._spaces):
            bounds.pop()
        ended, self._open = stretch.cut(bounds[-1])
        if len(bounds) > 1:
            self._parse(ended, bounds)

    def _parse(self, stretch: Stretch, bounds: Sequence[int]) -> None:
        """Parse complete sentences; ``bounds``: the start of each and the end of the last."""
        at = stretch.start
        spaces = self._spaces[at : stretch.end]
        heads = heads_of(stretch.outputs["arc_words"], stretch.outputs["arc_heads"], spaces, [bound - at for bound in bounds])
        words = np.flatnonzero(~spaces)
        self.heads[at : stretch.end] = at + heads
        self.relations[at + words] = self._network.best_relations(
            stretch.outputs["relation_words"][words], stretch.outputs["relation_heads"], heads[words], heads[words] == words
        )


def sentence_starts(likely: Floats, spaces: Marks, said: Ints) -> Ints:
    """Sentence starts: where ``likely`` (log odds) is positive, unless ``said`` already decides (1 for a start, -1 for none).

    White space belongs to the sentence before it. The first word always starts a sentence.
    """
    odds = likely.astype(np.float64)
    odds[said < 0] = -np.inf
    odds[said > 0] = np.inf
    odds[spaces] = -np.inf
    begins = odds > 0
    begins[0] = True
    starts = np.flatnonzero(begins).tolist()
    cut: list[int] = []
    for start, end in zip(starts, [*starts[1:], len(likely)], strict=True):
        cut.append(start)
        while end - cut[-1] > LONGEST_SENTENCE:
            inside = odds[cut[-1] + 1 : cut[-1] + LONGEST_SENTENCE]
            cut.append(cut[-1] + 1 + int(inside.argmax()) if np.isfinite(inside).any() else cut[-1] + LONGEST_SENTENCE)
    return np.array(cut, dtype=np.int64)


def heads_of(arc_words: Floats, arc_heads: Floats, spaces: Marks, bounds: Sequence[int]) -> Ints:
    """The head of each token, as an index, by the best tree of its sentence; white space depends on the word before it, or on the first word.

    ``bounds``: the start of each sentence and the end of the last.
    """
    heads = np.maximum(np.arange(len(spaces)) - 1, 0)
    for start, end in pairwise(bounds):
        words = start + np.flatnonzero(~spaces[start:end])
        if len(words):
            heads[words] = words[best_tree(arc_words[words] @ arc_heads[words].T)]
            heads[start : words[0]] = words[0]
        else:
            heads[start:end] = start
    return heads
