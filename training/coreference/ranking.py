"""A ranking by a sum of weights: what is right is as likely as it can be among its options (conditional logit)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from onrecord.actors.antecedents import fit_of
from training.coreference.teacher import Question

# Features of fewer options are left out.
LEAST_OPTIONS = 5
# Strength of the L2 penalty.
PENALTY = 2.0
# What a description is worth that is only left out of the annotation.
WORTH_UNSURE = 0.2
STEPS = 200
Vector = np.ndarray[tuple[int], np.dtype[np.float64]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """All options, row by row; ``starts``: the first row of each question, and the end; ``worth``: of each question."""

    features: csr_matrix
    starts: Vector
    is_right: Vector
    worth: Vector


def fitted(questions: Sequence[Question]) -> dict[str, float]:
    """Weights by feature."""
    counts = Counter(name for one in questions for option in one.options for name in {name for name, _ in option})
    columns = {name: column for column, name in enumerate(sorted(name for name, count in counts.items() if count >= LEAST_OPTIONS))}
    table = _table(questions, columns)
    transposed = table.features.T.tocsr()
    question_of = np.repeat(np.arange(len(questions)), np.diff(table.starts))

    def loss(weights: Vector) -> tuple[float, Vector]:
        fits = table.features @ weights
        exponents = np.exp(fits - np.maximum.reduceat(fits, table.starts[:-1])[question_of])
        chances = exponents / np.add.reduceat(exponents, table.starts[:-1])[question_of]
        right = np.maximum(np.add.reduceat(chances * table.is_right, table.starts[:-1]), 1e-12)
        slopes = (chances - chances * table.is_right / right[question_of]) * table.worth[question_of]
        return -(table.worth * np.log(right)).sum() + PENALTY / 2 * weights @ weights, transposed @ slopes + PENALTY * weights

    best = minimize(loss, np.zeros(len(columns)), jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    return {name: float(best[column]) for name, column in columns.items()}


def _table(questions: Sequence[Question], columns: Mapping[str, int]) -> _Table:
    ends, places, values = [0], list[int](), list[float]()
    for option in (option for one in questions for option in one.options):
        known = [(columns[name], float(value)) for name, value in option if name in columns]
        places += [place for place, _ in known]
        values += [value for _, value in known]
        ends.append(len(places))
    return _Table(
        features=csr_matrix((values, places, ends), shape=(len(ends) - 1, len(columns))),
        starts=np.cumsum([0, *(len(one.options) for one in questions)]),
        is_right=np.array([i in one.right for one in questions for i in range(len(one.options))], dtype=float),
        worth=np.array([1.0 if one.is_sure else WORTH_UNSURE for one in questions]),
    )


def pruned(weights: Mapping[str, float], least: float) -> dict[str, float]:
    """Weights that change something, rounded."""
    return {name: round(weight, 2) for name, weight in weights.items() if abs(weight) >= least}


def share_right(questions: Collection[Question], weights: Mapping[str, float]) -> float:
    """Of questions, how many are answered right."""
    return sum(_answer(one, weights) in one.right for one in questions) / max(1, len(questions))


def _answer(question: Question, weights: Mapping[str, float]) -> int:
    fits = [fit_of(option, weights) for option in question.options]
    return fits.index(max(fits))
