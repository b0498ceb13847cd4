"""Fit how sure statements and events are, on annotated articles that were kept out of training.

    python -m training.encoder.calibrate DATA WORK --fold 0 [--pipeline NAME]

WORK has annotated.pickle, which says which articles are of the fold. Writes src/onrecord/data/calibration.json; ``python -m benchmark.confidence``
measures it on other articles.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterable, Iterator
from pathlib import Path

from sklearn.linear_model import LogisticRegression

import onrecord
from corpora.annotated import SETS, read_annotated
from onrecord import Pipeline
from onrecord.calibration import SUREST, Calibrated
from onrecord.cli.evaluating import pages_of
from onrecord.evaluation import GoldArticle, evaluate
from onrecord.version import DEFAULT_PIPELINE

from .train import kept_out

CURVES = Path(onrecord.__file__).parent / "data/calibration.json"
Judged = tuple[Calibrated, float, bool]


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--fold", type=int, required=True)
    parser.add_argument("--pipeline", default=DEFAULT_PIPELINE)
    arguments = parser.parse_args()
    ids = kept_out(arguments.work / "annotated.pickle", arguments.fold)
    articles = [article for article in read_annotated(arguments.data / SETS["train"]) if article.id in ids]
    found = list(judged(articles, Pipeline(arguments.pipeline)))
    table = json.loads(CURVES.read_text("utf-8"))
    table["curves"] = {kind: fitted((raw, right) for of, raw, right in found if of == kind) for kind in ("statements", "events")}
    CURVES.write_text(json.dumps(table, indent=2) + "\n", encoding="utf-8")
    print(len(articles), "articles,", len(found), "statements and events:", json.dumps(table["curves"]))


def judged(gold: list[GoldArticle], pipeline: Pipeline) -> Iterator[Judged]:
    """The reader's probability of each statement with a cue and of each event found, and whether it is right."""
    for article, page in zip(gold, pages_of(gold), strict=True):
        record = pipeline(page)
        right = evaluate([article], {article.id: record}).right
        told = [("statements", one) for one in record.statements if one.cue is not None] + [("events", one) for one in record.events]
        for kind, one in told:
            if one.confidence is not None and (article.id, one.id) in right:
                yield kind, one.confidence, right[article.id, one.id]


def fitted(found: Iterable[tuple[float, bool]]) -> dict[str, float]:
    """Slope and constant of the log odds; ``found``: probability, and whether it is right."""
    probabilities, right = zip(*found, strict=True)
    odds = [[math.log(sure / (1 - sure))] for sure in (min(max(one, 1 - SUREST), SUREST) for one in probabilities)]
    model = LogisticRegression(C=1e6).fit(odds, right)
    return {"slope": round(float(model.coef_[0][0]), 3), "constant": round(float(model.intercept_[0]), 3)}


if __name__ == "__main__":
    main()
