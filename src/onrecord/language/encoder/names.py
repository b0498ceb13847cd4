"""Decoding of BIO labels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def best_labels(scores: Floats, labels: Sequence[str]) -> list[str]:
    """The most likely well-formed label sequence (Viterbi): no I- without its B- before it; scores: (words, labels)."""
    chosen = [labels[i] for i in scores.argmax(axis=1)]
    if all(_may_follow(before, label) for before, label in zip(["O", *chosen[:-1]], chosen, strict=True)):
        return chosen
    allowed = np.array([[0.0 if _may_follow(before, label) else -1e9 for label in labels] for before in labels])
    best = scores[0] + np.array([0.0 if _may_follow("O", label) else -1e9 for label in labels])
    back = []
    for row in scores[1:]:
        ways = best[:, None] + allowed
        back.append(ways.argmax(axis=0))
        best = ways.max(axis=0) + row
    path = [int(best.argmax())]
    for choice in reversed(back):
        path.append(int(choice[path[-1]]))
    return [labels[i] for i in reversed(path)]


def spans(labels: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """(start, end, label) of each span in well-formed BIO labels."""
    start = None
    for i, label in enumerate([*labels, "O"]):
        if start is not None and not label.startswith("I-"):
            yield start, i, labels[start][2:]
            start = None
        if label.startswith("B-"):
            start = i


def _may_follow(before: str, label: str) -> bool:
    return not label.startswith("I-") or before[2:] == label[2:]
