"""Copies over a whole run: what ``merging.find_origins`` finds, in a twentieth of the memory, for an archive has more articles than fit as sets of numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.merging import Fingerprint, Link, copy_link
from onrecord.merging.groups import grouped
from onrecord.merging.origins import LEAST_LOOKED_UP, LOOKED_UP_BY_OF, MOST_SHARING, age

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A fingerprint whose hashes, 48 bits each, are one array."""

    bare: Fingerprint
    hashes: Numbers
    age: Any

    @staticmethod
    def of(one: Fingerprint) -> Kept:
        """What is kept of a fingerprint."""
        return Kept(bare=replace(one, hashes=frozenset()), hashes=np.fromiter(sorted(one.hashes), np.int64, len(one.hashes)), age=age(one))

    def whole(self) -> Fingerprint:
        """The fingerprint."""
        return replace(self.bare, hashes=frozenset(self.hashes.tolist()))


def find_copies(fingerprints: Iterable[Fingerprint]) -> list[tuple[Fingerprint, ...]]:
    """Articles (without their hashes) that have one origin, each with those that are copied from it behind it."""
    kept = sorted(map(Kept.of, fingerprints), key=lambda one: one.age)
    links = []
    for one, other in _candidates(kept):
        if link := copy_link(kept[one].whole(), kept[other].whole()):
            links.append(Link(one=one, other=other, likeness=link.likeness))
    return [tuple(kept[number].bare for number in group) for group in grouped(range(len(kept)), links)]


def _candidates(kept: list[Kept]) -> Iterator[tuple[int, int]]:
    """Pairs of articles, by their places, that share enough of what they are looked up by, or their text; of many that share one thing, those that are next to each other."""
    size = len(kept)
    looked_up = [one.hashes[one.hashes % LOOKED_UP_BY_OF == 0] for one in kept]
    keys = np.concatenate([np.empty(0, np.int64), *looked_up])
    places = np.repeat(np.arange(size), [len(one) for one in looked_up])
    codes, counts = np.unique(_sharing(keys, places, MOST_SHARING, size), return_counts=True)
    texts = np.array([int(one.bare.sha256[:15], 16) for one in kept], np.int64)
    same_text = _sharing(texts, np.arange(size), 1, size)
    for code in np.union1d(codes[counts >= LEAST_LOOKED_UP], same_text).tolist():
        yield code % size, code // size


def _sharing(keys: Numbers, places: Numbers, most: int, size: int) -> Numbers:
    """A number for each two places that share a key and have fewer than ``most`` others between them, once for each key: the later times ``size`` and the earlier."""
    order = np.lexsort((places, keys))
    keys, places = keys[order], places[order]
    found = [np.empty(0, np.int64)]
    for apart in range(1, most + 1):
        is_shared = keys[apart:] == keys[:-apart]
        if not is_shared.any():
            break
        found.append(places[apart:][is_shared] * size + places[:-apart][is_shared])
    return np.concatenate(found)
