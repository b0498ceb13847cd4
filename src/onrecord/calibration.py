"""From evidence to what a confidence promises: of those with 0.7, about 70 % are right.

Networks that were trained to the end are surer than they are right, and do not know who a speaker turns out to be. Weights and constants of a logistic
regression stand in ``data/calibration.json``, fitted on articles that were kept out of training (``training/encoder/calibrate.py``).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

Calibrated = Literal["statements", "events"]
Evidence = Mapping[str, float]
"""What speaks for a statement or event, by name: the reader's log odds among it."""
# Nothing is surer than this.
SUREST = 0.99


def log_odds(probability: float) -> float:
    """The logarithm of the odds, of what is no surer than ``SUREST`` either way."""
    sure = min(max(probability, 1 - SUREST), SUREST)
    return math.log(sure / (1 - sure))


def confidence_of(kind: Calibrated, evidence: Evidence) -> float:
    """The share of statements or events with this evidence that are right, to two decimals."""
    table = weights_of_all()[kind]
    odds = sum(table.get(name, 0.0) * value for name, value in evidence.items()) + table["constant"]
    return round(min(max(1 / (1 + math.exp(-odds)), 1 - SUREST), SUREST), 2)


@cache
def weights_of_all() -> dict[str, dict[str, float]]:
    """{kind: {evidence: weight}}."""
    table: dict[str, Any] = json.loads(files("onrecord").joinpath("data/calibration.json").read_text("utf-8"))
    return {kind: table[kind] for kind in get_args(Calibrated)}
