"""What an utterance does, by its words: "urged", "will never", "how could", counted in statements whose act is annotated.

The reader answers from vectors of the words around a cue; which runs of words go with which act is learned better by counting. Weights of hashed runs
stand in ``data/acts.npz``, made by ``training/acts.py``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import as_file, files
from typing import cast, get_args
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from onrecord.records import Act, StatementKind

ACTS: tuple[Act, ...] = get_args(Act)
ROWS = 1 << 16
LONGEST_RUN, LONGEST_RUN_OF_A_CUE, FIRST_WORDS = 3, 2, 3
# An act is told by the first words of a long speech.
MOST_WORDS = 200
# How much the words count beside the reader's answer: .2, .3, .4, .5, .6 have .686, .692, .693, .692, .688 of the acts right on 413 kept-out articles; without words .671.
SHARE_OF_WORDS = 0.4
LEAST_PROBABLE = 1e-3
Features = Mapping[int, float]
"""{row of a hashed run of words: its share}."""


def act_of(answers: Mapping[str, float], features: Features) -> Act:
    """The likeliest act. ``answers``: the reader's probability of each act; none for words without a cue."""
    by_words = log_probabilities(features)
    if not answers:
        return ACTS[int(np.argmax(by_words))]
    by_reader = np.array([math.log(answers.get(act, 0.0) + LEAST_PROBABLE) for act in ACTS])
    return ACTS[int(np.argmax((1 - SHARE_OF_WORDS) * by_reader + SHARE_OF_WORDS * by_words))]


def features_of(content: Sequence[str], cue: Sequence[str], kind: StatementKind) -> dict[int, float]:
    """The runs of words of a statement, of its content scaled to a length of one. ``content`` and ``cue``: words in lower case."""
    said = _rows_of("content", content[:MOST_WORDS], LONGEST_RUN)
    first = _rows_of("first", content[:FIRST_WORDS], 1)
    told = _rows_of("cue", cue, LONGEST_RUN_OF_A_CUE)
    share = 1 / math.sqrt(max(len(said), 1))
    return {**dict.fromkeys(said, share), **dict.fromkeys((*first, *told, row_of("kind", [kind])), 1.0)}


def row_of(where: str, run: Sequence[str]) -> int:
    """The row of a run of words somewhere in a statement."""
    return crc32(f"{where} {' '.join(run)}".encode()) % ROWS


def _rows_of(where: str, words: Sequence[str], longest: int) -> set[int]:
    """``row_of`` all runs of words of some length: the sum of a run goes on from that of the run without its last word."""
    written, start, rows = [f" {word}".encode() for word in words], crc32(where.encode()), set()
    for first in range(len(written)):
        checksum = start
        for word in written[first : first + longest]:
            checksum = crc32(word, checksum)
            rows.add(checksum % ROWS)
    return rows


def log_probabilities(features: Features) -> NDArray[np.float64]:
    """Of each act, by the words alone: (acts,)."""
    weights, scales, constants = weights_of_acts()
    rows, shares = list(features), np.array(list(features.values()))
    scores = shares @ weights[rows] * scales + constants
    highest = scores.max()
    return cast("NDArray[np.float64]", scores - highest - np.log(np.exp(scores - highest).sum()))


@cache
def weights_of_acts() -> tuple[NDArray[np.int8], NDArray[np.float64], NDArray[np.float64]]:
    """Weights as integers (``ROWS``, acts), what one of them is worth (acts,), and constants (acts,)."""
    with as_file(files("onrecord").joinpath("data/acts.npz")) as path, np.load(path) as stored:
        return stored["weights"], stored["scales"], stored["constants"]
