"""Which words may be mentions of one actor, from what the encoder makes of them: a bilinear form over pairs of words (training/coreference/pair_scores.py)."""

from __future__ import annotations

from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from onrecord.marks import PairScores

Floats = NDArray[np.float32]

FILE = "coreference.npz"


def unfitted(width: int) -> dict[str, Floats]:
    """Matrices by which all words go together alike, as long as none were fitted to an encoder."""
    shapes = {"anaphors": (width, 1), "anaphor_bias": (1,), "antecedents": (width, 1), "new": (width,), "new_bias": ()}
    return {name: np.zeros(shape, dtype=np.float32) for name, shape in shapes.items()}


class Coreference:
    """The matrices of the form: ``anaphors`` and ``antecedents`` (width, rank), ``anaphor_bias`` (rank,), ``new`` (width,), ``new_bias`` ()."""

    def __init__(self, content: bytes) -> None:
        stored = np.load(BytesIO(content), allow_pickle=False)
        self._weights: dict[str, Floats] = {name: stored[name].astype(np.float32) for name in stored.files}

    def pair_scores(self, encoded: Floats) -> PairScores:
        """The scores of the words of a text, from its encoded words (words, width)."""
        weights = self._weights
        return PairScores(
            anaphors=encoded @ weights["anaphors"] + weights["anaphor_bias"],
            antecedents=encoded @ weights["antecedents"],
            new=encoded @ weights["new"] + weights["new_bias"],
        )
