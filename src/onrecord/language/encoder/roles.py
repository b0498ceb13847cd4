"""Attributions: cues, and the role of each word around a cue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from onrecord.language.encoder.names import best_labels, spans

Floats = NDArray[np.float32]
Run = tuple[int, int]

CUES = ("B-cue", "I-cue", "O")
ROLES = ("O", "B-source", "I-source", "B-content", "I-content")
# Words before and after a cue that can have a role. In PolNeAR 0.7 % of the words of sources and contents are further away.
BEFORE, AFTER = 80, 96
# Cues in one batch of the network; larger batches take more memory and no less time.
CUES_A_RUN = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributed:
    """One attribution, as token ranges ``[start, end)``."""

    cue: Run
    source: Run | None
    content: tuple[Run, ...]
    probability: float
    """The probability of the cue times the mean probability of the roles chosen."""


class Roles:
    """The network that labels the words around each cue with roles, from encoded words."""

    def __init__(self, network: bytes, options: onnxruntime.SessionOptions) -> None:
        self._session = onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])

    def find(self, encoded: Floats, cues: Floats, breaks: NDArray[np.bool_]) -> Iterator[Attributed]:
        """The attributions of a text, in the order of their cues.

        ``encoded``: (words, width); ``cues``: log probabilities (words, ``CUES``); ``breaks``: which tokens end a paragraph.
        """
        found = [(start, end) for start, end, _ in spans(best_labels(cues, CUES), CUES)]
        for first in range(0, len(found), CUES_A_RUN):
            some = found[first : first + CUES_A_RUN]
            bounds = np.array(some, dtype=np.int64)
            near = reach(some)
            starts, ends = bounds[:, 0] - near.start, bounds[:, 1] - near.start
            (scores,) = self._session.run(None, {"encoded": encoded[near], "starts": starts, "ends": ends})
            for cue, around in zip(some, scores, strict=True):
                certainty = float(np.exp(cues[cue[0], CUES.index("B-cue")]))
                attributed = decode(cue, around, breaks, certainty)
                if attributed is not None:
                    yield attributed


def reach(cues: Sequence[Run]) -> slice:
    """The words that can have a role for one of some cues, in order; the network projects all that it gets, so a whole text would be quadratic."""
    return slice(max(0, cues[0][0] - BEFORE), max(cues[-1][0] + AFTER, cues[-1][1]))


def decode(cue: Run, scores: Floats, breaks: NDArray[np.bool_], certainty: float) -> Attributed | None:
    """The most likely source and content of a cue, by log probabilities (words around, ``ROLES``); ``None`` without content."""
    first = max(0, cue[0] - BEFORE)
    own = scores[first - cue[0] + BEFORE : len(breaks) - cue[0] + BEFORE].copy()
    barred = breaks[first : first + len(own)].copy()
    barred[cue[0] - first : cue[1] - first] = True
    own[barred, 1:] = -np.inf
    own[barred, 0] = 0.0
    chosen = best_labels(own, ROLES)
    runs: dict[str, list[Run]] = {"source": [], "content": []}
    for start, end, role in spans(chosen, ROLES):
        runs[role].append((start, end))
    if not runs["content"]:
        return None
    source = max(runs["source"], key=lambda run: _sureness(own, run), default=None)
    kept = [i for run in (*runs["content"], *([source] if source else [])) for i in range(*run)]
    sure = np.exp(own[kept, chosen[kept]])
    return Attributed(
        cue=cue,
        source=_moved(source, first) if source else None,
        content=tuple(_moved(run, first) for run in runs["content"]),
        probability=certainty * float(np.mean(sure)),
    )


def _sureness(scores: Floats, run: Run) -> float:
    """The log odds of a run being the source rather than nothing."""
    start, end = run
    labels: Sequence[int] = [ROLES.index("B-source"), *[ROLES.index("I-source")] * (end - start - 1)]
    return float(sum(scores[i, label] - scores[i, 0] for i, label in zip(range(start, end), labels, strict=True)))


def _moved(run: Run, by: int) -> Run:
    return run[0] + by, run[1] + by
