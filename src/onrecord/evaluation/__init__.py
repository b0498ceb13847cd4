"""Scores records against annotated articles; the benchmark uses the same code."""

from onrecord.evaluation.gold import GoldArticle, read_gold
from onrecord.evaluation.scoring import Evaluation, Figure, Miss, evaluate

__all__ = ["Evaluation", "Figure", "GoldArticle", "Miss", "evaluate", "read_gold"]
