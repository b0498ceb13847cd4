"""Fit the weights of the confidence of statements on our own annotated reports.

    python -m training.confidence.fit [--articles benchmark/articles/reports.json]

Writes src/onrecord/data/confidence.json; ``python -m benchmark.confidence`` measures it on other articles.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from sklearn.linear_model import LogisticRegression

import onrecord
from corpora.annotated import REPORTS, read_annotated
from onrecord import Pipeline
from onrecord.actors import find_cast
from onrecord.cli.evaluating import pages_of
from onrecord.evaluation import GoldArticle, evaluate
from onrecord.statements import find_statements
from onrecord.statements.confidence import Evidence

WEIGHTS = Path(onrecord.__file__).parent / "data/confidence.json"
ABOUT = "Weights of the evidence for a statement, in log odds of its content and speaker being right; made by training/confidence/fit.py."
# Inverse strength of the L2 penalty.
FREEDOM = 0.3


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, default=REPORTS)
    arguments = parser.parse_args()
    weights = fitted(judged(read_annotated(arguments.articles)))
    WEIGHTS.write_text(json.dumps({"about": ABOUT, "weights": weights}, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(weights, indent=2))


def judged(gold: list[GoldArticle]) -> Iterator[tuple[Evidence, bool]]:
    """The evidence of each statement found in annotated articles, and whether it is right."""
    pipeline = Pipeline()
    for article, page in zip(gold, pages_of(gold), strict=True):
        right = evaluate([article], {article.id: pipeline(page)}).right
        prepared, doc = pipeline.parse(page)
        for found in find_statements(doc, prepared.view, find_cast(doc, prepared.view, pipeline.knowledge).actor_of):
            if (article.id, found.statement.id) in right:
                yield found.evidence, right[article.id, found.statement.id]


def fitted(statements: Iterable[tuple[Evidence, bool]]) -> dict[str, float]:
    """The weight of each feature, and the constant."""
    evidence, right = zip(*statements, strict=True)
    columns = [one.features() for one in evidence]
    names = list(columns[0])
    model = LogisticRegression(C=FREEDOM, max_iter=1000).fit([[row[name] for name in names] for row in columns], right)
    return {"constant": round(float(model.intercept_[0]), 3)} | {
        name: round(float(weight), 3) for name, weight in zip(names, model.coef_[0], strict=True)
    }


if __name__ == "__main__":
    main()
