"""Fit the weights by which words tell what an utterance does.

    python -m training.acts DATA WORK --fold 0

From the annotated statements of gold/train, gold/mini and training/annotations, without the articles of the fold, which WORK/annotated.pickle names. Writes src/onrecord/data/acts.npz;
``python -m benchmark.records DATA`` measures acts.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import spacy
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from spacy.language import Language

import onrecord
from onrecord.evaluation.gold import GoldStatement
from onrecord.statements.acts import ACTS, ROWS, Features, features_of
from training.encoder.folds import command_line, learned_and_kept_out

TABLE = Path(onrecord.__file__).parent / "data/acts.npz"
# Inverse strength of the L2 penalty.
FREEDOM = 3.0
LARGEST_INTEGER = 127
# The constant of an act that no statement has.
NEVER = -20.0


def main() -> None:
    """Fit and write."""
    arguments = command_line(__doc__).parse_args()
    articles, _ = learned_and_kept_out(arguments.data, arguments.work, arguments.fold, sets=("train", "mini"))
    statements = [statement for article in articles for statement in article.statements]
    write(*fitted(statements, spacy.load(arguments.pipeline)))
    print(len(statements), "statements")


def fitted(statements: Iterable[GoldStatement], nlp: Language) -> tuple[np.ndarray, np.ndarray]:
    """Weights (``ROWS``, acts) and constants (acts,) of a logistic regression."""
    pairs = [(told_by(nlp, statement), statement.act) for statement in statements]
    model = LogisticRegression(C=FREEDOM, max_iter=300).fit(
        matrix(features for features, _ in pairs), [ACTS.index(act) for _, act in pairs]
    )
    weights, constants = np.zeros((ROWS, len(ACTS))), np.full(len(ACTS), NEVER)
    weights[:, model.classes_], constants[model.classes_] = model.coef_.T, model.intercept_
    return weights, constants


def told_by(nlp: Language, statement: GoldStatement) -> dict[int, float]:
    """The features of an annotated statement."""
    content = [token.lower_ for span in statement.content for token in nlp.make_doc(span.text) if not token.is_space]
    cue = [token.lower_ for token in nlp.make_doc(statement.cue.text)] if statement.cue is not None else []
    return features_of(content, cue, statement.kind)


def matrix(found: Iterable[Features]) -> csr_matrix:
    """(statements, ``ROWS``)."""
    rows = list(found)
    ends = np.cumsum([0, *(len(features) for features in rows)])
    columns = np.fromiter((row for features in rows for row in features), dtype=np.int32)
    values = np.fromiter((share for features in rows for share in features.values()), dtype=np.float64)
    return csr_matrix((values, columns, ends), shape=(len(rows), ROWS))


def write(weights: np.ndarray, constants: np.ndarray) -> None:
    """Weights in eight bits."""
    scales = np.maximum(np.abs(weights).max(axis=0), 1e-6) / LARGEST_INTEGER
    np.savez_compressed(TABLE, weights=np.rint(weights / scales).astype(np.int8), scales=scales, constants=constants)


if __name__ == "__main__":
    main()
