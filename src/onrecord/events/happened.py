"""How likely what a word tells of happened: learned from what people answered to that question.

A logistic regression over the encoder's vectors of the word and of its governor; weights in ``data/happened.json``, made by
``training/events/happened.py`` from "It Happened" (White, Rudinger, Rawlins and Van Durme 2018).
"""

from __future__ import annotations

import json
import math
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Token

# Of our encoder.
WIDTH = 256
Vector = NDArray[np.float32]


def vectors_of(token: Token) -> Vector | None:
    """The encoder's vectors of a word and of its head, one behind the other; ``None`` where our encoder did not read the text."""
    tensor: Any = token.doc.tensor
    if len(tensor) != len(token.doc) or tensor.shape[1] != WIDTH:
        return None
    vector: Vector = np.concatenate([tensor[token.i], tensor[token.head.i]])
    return vector


def probability_happened(token: Token) -> float | None:
    """Between 0 and 1: that what the word tells of happened or goes on; ``None`` without the encoder's vectors."""
    vector = vectors_of(token)
    weights, constant = _weights()
    if vector is None or not len(weights):
        return None
    return 1 / (1 + math.exp(-(float(weights @ vector) + constant)))


@cache
def _weights() -> tuple[Vector, float]:
    table = json.loads(files("onrecord").joinpath("data/happened.json").read_text("utf-8"))
    return np.array(table["weights"], dtype=np.float32), float(table["constant"])
