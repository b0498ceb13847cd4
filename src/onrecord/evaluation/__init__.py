"""Scoring of records against annotated articles; the benchmark uses the same code."""

from onrecord.evaluation.attributions import evaluate_attributions
from onrecord.evaluation.gold import GoldArticle, read_gold
from onrecord.evaluation.scoring import Evaluation, Figure, Miss, evaluate
from onrecord.evaluation.standoff import AttributedArticle, Attribution, attributions_of, read_brat, read_citron

__all__ = [
    "AttributedArticle",
    "Attribution",
    "Evaluation",
    "Figure",
    "GoldArticle",
    "Miss",
    "attributions_of",
    "evaluate",
    "evaluate_attributions",
    "read_brat",
    "read_citron",
    "read_gold",
]
