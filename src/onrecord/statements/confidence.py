"""How sure a statement is: of those with 0.8, about 80 % have the right words and the right speaker.

A logistic regression over what is known of a statement; weights in ``data/confidence.json``, made by ``training/confidence/fit.py``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.records import StatementKind

# Log odds beyond this say no more than those at it.
MOST_LOG_ODDS = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What speaks for a statement. ``probability``: of the marks that it was read from; ``None`` where a rule found it."""

    probability: float | None
    kind: StatementKind
    has_cue: bool
    known_cue: bool
    has_source: bool
    named_source: bool
    pronoun: bool
    has_speaker: bool
    nested: bool
    words: int

    def features(self) -> dict[str, float]:
        """The columns of the regression."""
        return {
            "log odds": 0.0 if self.probability is None else log_odds(self.probability),
            "by rule": float(self.probability is None),
            "direct": float(self.kind == "direct"),
            "mixed": float(self.kind == "mixed"),
            "without cue": float(not self.has_cue),
            "known cue": float(self.known_cue),
            "without source": float(not self.has_source),
            "named source": float(self.named_source),
            "pronoun": float(self.pronoun),
            "without speaker": float(not self.has_speaker),
            "nested": float(self.nested),
            "words": math.log1p(self.words),
        }


def log_odds(probability: float) -> float:
    """Of a probability, cut at ``MOST_LOG_ODDS`` both ways."""
    odds = math.log(max(probability, 1e-9) / max(1 - probability, 1e-9))
    return max(-MOST_LOG_ODDS, min(MOST_LOG_ODDS, odds))


def confidence_of(evidence: Evidence) -> float:
    """Between 0 and 1, two decimals."""
    weights = _weights()
    score = weights["constant"] + sum(weights[name] * value for name, value in evidence.features().items())
    return round(1 / (1 + math.exp(-score)), 2)


@cache
def _weights() -> Mapping[str, float]:
    table: dict[str, float] = json.loads(files("onrecord").joinpath("data/confidence.json").read_text("utf-8"))["weights"]
    return table
