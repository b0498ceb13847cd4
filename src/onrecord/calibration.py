"""From what the reader gives to what a confidence promises: of those with 0.7, about 70 % are right.

Networks that were trained to the end are surer than they are right. Slopes and constants of the log odds (Platt scaling) stand in
``data/calibration.json``, fitted on articles that were kept out of training (``training/encoder/calibrate.py``).
"""

from __future__ import annotations

import json
import math
from functools import cache
from importlib.resources import files
from typing import Literal

Calibrated = Literal["statements", "events"]
# Nothing is surer than this.
SUREST = 0.99


def confidence_of(kind: Calibrated, probability: float) -> float:
    """The share of statements or events with this probability that are right, to two decimals."""
    slope, constant = _curves()[kind]
    sure = min(max(probability, 1 - SUREST), SUREST)
    return round(1 / (1 + math.exp(-(slope * math.log(sure / (1 - sure)) + constant))), 2)


@cache
def _curves() -> dict[str, tuple[float, float]]:
    table = json.loads(files("onrecord").joinpath("data/calibration.json").read_text("utf-8"))
    return {kind: (float(curve["slope"]), float(curve["constant"])) for kind, curve in table["curves"].items()}
