"""Fit how sure statements and events are, on annotated articles that were kept out of training.

    python -m training.encoder.calibrate DATA WORK --fold 0 [--pipeline NAME] [--only statements events]

WORK has annotated.pickle, which says which articles are of the fold; the articles of gold/dev.json, which are never trained on, are read, too. Writes
src/onrecord/data/calibration.json; ``python -m benchmark.confidence`` measures it on other articles. What ``--only`` does not name is judged
as before.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import get_args

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

import onrecord
from corpora.annotated import SETS, read_annotated
from onrecord import Pipeline
from onrecord.calibration import Calibrated, Evidence
from onrecord.cli.evaluating import pages_of
from onrecord.evaluation import GoldArticle, evaluate
from onrecord.pipeline import Findings, Prepared
from onrecord.records import Record, record_of

from .folds import command_line, learned_and_kept_out

TABLE = Path(onrecord.__file__).parent / "data/calibration.json"
# Inverse strength of the L2 penalty: there are a few hundred events to learn from.
FREEDOM = 0.3
# Events less likely than this stand in no record, and would want what is annotated for themselves.
LEAST_LIKELY = 0.15
Row = tuple[Calibrated, Evidence, bool]


def main() -> None:
    """Fit and write."""
    parser = command_line(__doc__)
    parser.add_argument("--only", nargs="+", choices=get_args(Calibrated), default=get_args(Calibrated), help="what to fit; all without it")
    arguments = parser.parse_args()
    _, articles = learned_and_kept_out(arguments.data, arguments.work, arguments.fold)
    articles += read_annotated(arguments.data / SETS["dev"])
    pipeline = Pipeline(arguments.pipeline)
    table, found = json.loads(TABLE.read_text("utf-8")), list(judged(articles, pipeline))
    for kind in arguments.only:
        table[kind] = fitted((evidence, right) for of, evidence, right in found if of == kind)
    TABLE.write_text(json.dumps(table, indent=2) + "\n", encoding="utf-8")
    print(len(found), *arguments.only)


def judged(gold: list[GoldArticle], pipeline: Pipeline) -> Iterator[Row]:
    """The evidence of each statement and event found, and whether it is right."""
    for article, page in zip(gold, pages_of(gold), strict=True):
        prepared, doc = pipeline.parse(page)
        found = pipeline.findings(prepared, doc, least=0.0)
        likely = [one for one in found.events if (one.event.confidence or 0.0) >= LEAST_LIKELY]
        record, right = rightness(article, prepared, replace(found, events=likely), pipeline.made_by)
        evidence = {(one.statement.content, one.statement.cue): one.evidence for one in found.statements}
        for statement in record.statements:
            if statement.id in right:
                yield "statements", evidence[statement.content, statement.cue], right[statement.id]
        for event, candidate in zip(record.events, likely, strict=True):
            if event.id in right:
                yield "events", candidate.judged, right[event.id]


def rightness(article: GoldArticle, prepared: Prepared, found: Findings, made_by: Mapping[str, str]) -> tuple[Record, dict[str, bool]]:
    """The record of all that is found, and whether each statement and event of it is right, by its id there."""
    record = record_of(
        prepared.article,
        actors=found.cast.actors,
        statements=[one.statement for one in found.statements],
        events=[one.event for one in found.events],
        warnings=(),
        made_by=made_by,
    )
    return record, {id: is_right for (_, id), is_right in evaluate([article], {article.id: record}).right.items()}


def fitted(found: Iterable[tuple[Evidence, bool]]) -> dict[str, float]:
    """Weights of the evidence and a constant (logistic regression)."""
    evidence, right = zip(*found, strict=True)
    columns = DictVectorizer()
    model = LogisticRegression(C=FREEDOM, max_iter=2000).fit(columns.fit_transform(evidence), right)
    weights = {name: round(float(weight), 3) for name, weight in zip(columns.get_feature_names_out(), model.coef_[0], strict=True)}
    return weights | {"constant": round(float(model.intercept_[0]), 3)}


if __name__ == "__main__":
    main()
