"""Decoding of BIO labels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Chosen = NDArray[np.int64]


def best_labels(scores: Floats, labels: Sequence[str]) -> Chosen:
    """The most likely well-formed label sequence, as indices of labels: no I- without its B- before it; scores: (words, labels).

    The best label of each word, and Viterbi between the nearest words around an ill-formed place that are certainly O.
    """
    allowed = _transitions(tuple(labels))
    outside = labels.index("O")
    chosen: Chosen = scores.argmax(axis=1)
    faults = np.flatnonzero(~allowed[np.concatenate([[outside], chosen[:-1]]), chosen])
    if len(faults):
        edges = np.concatenate([[-1], np.flatnonzero(_certainly_outside(scores, labels)), [len(scores)]])
        for after in np.unique(np.searchsorted(edges, faults)).tolist():
            between = slice(edges[after - 1] + 1, edges[after])
            chosen[between] = _best_way(scores[between], labels)
    return chosen


def _certainly_outside(scores: Floats, labels: Sequence[str]) -> NDArray[np.bool_]:
    """Words that are O in the best sequence: another label would lose more here than it can gain by allowing an I- label next."""
    outside = labels.index("O")
    by_label = np.ascontiguousarray(scores.T)
    named = np.delete(by_label, outside, axis=0).max(axis=0)
    kinds = [label[2:] for label in labels if label.startswith("I-")]
    goes_on = by_label[[labels.index(f"I-{kind}") for kind in kinds], 1:]
    begins = by_label[[labels.index(f"B-{kind}") for kind in kinds], 1:]
    gains = np.subtract(goes_on, begins, where=goes_on > -np.inf, out=np.full_like(goes_on, -np.inf)).max(axis=0)
    certain: NDArray[np.bool_] = by_label[outside] > named + np.concatenate([np.maximum(gains, 0.0), [0.0]])
    return certain


def _best_way(scores: Floats, labels: Sequence[str]) -> Chosen:
    """The best sequence of allowed labels after an O (Viterbi): an I- label goes on with the B- or I- of its kind, others follow whatever is best.

    In plain lists, which for a few words and labels take half of the time that arrays do.
    """
    goes_on = {i: labels.index(f"B-{label[2:]}") for i, label in enumerate(labels) if label.startswith("I-")}
    first, *rows = scores.tolist()
    best = [-np.inf if i in goes_on else score for i, score in enumerate(first)]
    back = []
    for row in rows:
        ways = [best.index(max(best))] * len(labels)
        for inside, begin in goes_on.items():
            ways[inside] = begin if best[begin] >= best[inside] else inside
        best = [best[way] + score for way, score in zip(ways, row, strict=True)]
        back.append(ways)
    path = [best.index(max(best))]
    for ways in reversed(back):
        path.append(ways[path[-1]])
    return np.array(path[::-1], dtype=np.int64)


def spans(chosen: Chosen, labels: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """(start, end, label) of each span in well-formed BIO labels, given as indices."""
    begins, goes_on = (np.array([label.startswith(place) for label in labels])[chosen] for place in ("B-", "I-"))
    starts = np.flatnonzero(begins)
    edges = np.append(np.flatnonzero(~goes_on), len(chosen))
    ends = edges[np.searchsorted(edges, starts, side="right")]
    return zip(starts.tolist(), ends.tolist(), (labels[i][2:] for i in chosen[starts].tolist()), strict=True)


@cache
def _transitions(labels: tuple[str, ...]) -> NDArray[np.bool_]:
    """Which labels may follow which: (before, after)."""
    return np.array([[_may_follow(before, label) for label in labels] for before in labels])


def _may_follow(before: str, label: str) -> bool:
    return not label.startswith("I-") or before[2:] == label[2:]
