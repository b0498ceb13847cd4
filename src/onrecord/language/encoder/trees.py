"""Dependency trees from arc scores: the best head of each word, or the maximum spanning tree where these form no tree (Chu-Liu/Edmonds)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Heads = NDArray[np.int64]
IMPOSSIBLE = -1e9


def best_tree(scores: Floats) -> Heads:
    """The heads of a sentence's words, a tree with one root, which is its own head; ``scores[word, head]``."""
    heads: Heads = scores.argmax(axis=1)
    roots = np.flatnonzero(heads == np.arange(len(heads)))
    if len(roots) == 1 and _cycle(heads, int(roots[0])) is None:
        return heads
    root = _best_root(scores)
    rooted = scores.astype(np.float64)
    np.fill_diagonal(rooted, IMPOSSIBLE)
    return _arborescence(rooted, root)


def _best_root(scores: Floats) -> int:
    """The word whose score as root exceeds its best other head by most."""
    if len(scores) == 1:
        return 0
    others = scores.copy()
    np.fill_diagonal(others, -np.inf)
    return int((scores.diagonal() - others.max(axis=1)).argmax())


def _arborescence(scores: NDArray[np.float64], root: int) -> Heads:
    """The maximum spanning arborescence with this root, which is its own head."""
    heads: Heads = scores.argmax(axis=1)
    heads[root] = root
    cycle = _cycle(heads, root)
    if cycle is None:
        return heads
    # Contract the cycle to one node, solve the smaller graph, and break the cycle where the solution enters it.
    inside = np.zeros(len(heads), dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    members = np.flatnonzero(inside)
    gains = scores[members][:, outside] - scores[members, heads[members]][:, None]
    entered = gains.argmax(axis=0)
    leaving = scores[outside][:, members]
    left = leaving.argmax(axis=1)
    size = len(outside) + 1
    smaller = np.full((size, size), IMPOSSIBLE)
    smaller[:-1, :-1] = scores[np.ix_(outside, outside)]
    smaller[-1, :-1] = gains.max(axis=0)
    smaller[:-1, -1] = leaving.max(axis=1)
    solved = _arborescence(smaller, int(np.flatnonzero(outside == root)[0]))
    for place, word in enumerate(outside):
        if word != root:
            heads[word] = members[left[place]] if solved[place] == size - 1 else outside[solved[place]]
    entry = int(solved[-1])
    heads[members[entered[entry]]] = outside[entry]
    return heads


def _cycle(heads: Heads, root: int) -> list[int] | None:
    """The words of a cycle, if there is one."""
    governors = heads.tolist()
    seen_from = [-1] * len(governors)
    seen_from[root] = len(governors)
    for first in range(len(governors)):
        path = []
        word = first
        while seen_from[word] < 0:
            seen_from[word] = first
            path.append(word)
            word = governors[word]
        if path and seen_from[word] == first:
            return path[path.index(word) :]
    return None
