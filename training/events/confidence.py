"""Fit the weights of the confidence of events on our judgements of what was found in raw news.

    python -m training.events.confidence DATA

Writes src/onrecord/data/event_confidence.json and prints how well folds of articles kept out are told apart. ``judgements.csv`` says of each event found in
an article, by the article's id, the place of its word in the text and its type, whether a careful reader would have it on record by the guidelines
(1 or 0); it has none of the words. Events that are found no more are passed over. Run it after each new model and after ``training.events.happened``.
"""

from __future__ import annotations

import argparse
import itertools
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

import onrecord
from corpora.files import read_table
from corpora.news import read_news
from onrecord import Pipeline
from onrecord.events import candidates
from onrecord.events.confidence import Evidence
from onrecord.events.finding import LEAST_CONFIDENCE
from onrecord.pipeline import read_statements, surroundings

JUDGEMENTS = Path(__file__).parent / "judgements.csv"
WEIGHTS = Path(onrecord.__file__).parent / "data/event_confidence.json"
ABOUT = "Weights of the evidence for an event, in log odds of it being one; 'vector' is over the encoder's vectors. Made by training/events/confidence.py."
# Inverse strength of the L2 penalty, and what a standardised column of the vectors weighs beside the features: of 0.03 to 0.5 and 0.05 to 0.2, these tell
# folds of articles kept out apart best (area under the curve 0.80; 0.74 without vectors, 0.75 with nothing else).
FREEDOM = 0.2
SHARE_OF_VECTORS = 0.1
FOLDS = 10
EDGES = (0.0, 0.2, 0.33, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
DIGITS = 4
Judged = tuple[str, Evidence, bool]


def main() -> None:
    """Fit, write and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    judged = list(_judged(parser.parse_args().data))
    articles, evidence, right = zip(*judged, strict=True)
    names = DictVectorizer(sparse=False)
    features = names.fit_transform([one.features for one in evidence])
    vectors = np.array([one.vector for one in evidence])
    middle, spread = vectors.mean(0), vectors.std(0)
    columns = np.hstack([features, (vectors - middle) / spread * SHARE_OF_VECTORS])
    _print_folds(columns, np.array(right), articles)
    model = LogisticRegression(C=FREEDOM, max_iter=5000).fit(columns, right)
    weights = model.coef_[0]
    of_vectors = weights[features.shape[1] :] * SHARE_OF_VECTORS / spread
    table = {
        "about": ABOUT,
        "constant": round(float(model.intercept_[0]), DIGITS),
        "features": {name: round(float(weight), DIGITS) for name, weight in zip(names.get_feature_names_out(), weights, strict=False)},
        "vector constant": round(-float(of_vectors @ middle), DIGITS),
        "vector": [round(float(weight), DIGITS) for weight in of_vectors],
    }
    WEIGHTS.write_text(json.dumps(table) + "\n", encoding="utf-8")


def _judged(data: Path) -> Iterator[Judged]:
    """The article, the evidence and the judgement of each event that is found and was judged."""
    judgements: dict[str, dict[tuple[int, str], bool]] = {}
    for row in read_table(JUDGEMENTS):
        judgements.setdefault(row["article"], {})[int(row["start"]), row["type"]] = row["is_event"] == "1"
    pipeline = Pipeline()
    for page in (page for page in read_news(data) if page.id in judgements):
        prepared, doc = pipeline.parse(page)
        for candidate in candidates(surroundings(prepared, doc, *read_statements(prepared, doc, pipeline.knowledge), pipeline.knowledge)):
            judgement = judgements[page.id].get((candidate.event.trigger.start, candidate.event.type))
            if judgement is not None:
                yield page.id, candidate.evidence, judgement


def _print_folds(columns: np.ndarray, right: np.ndarray, articles: tuple[str, ...]) -> None:
    """How well events of articles kept out are told apart, and what the least confidence keeps."""
    found = np.zeros(len(right))
    for train, test in GroupKFold(FOLDS).split(columns, right, articles):
        found[test] = LogisticRegression(C=FREEDOM, max_iter=5000).fit(columns[train], right[train]).predict_proba(columns[test])[:, 1]
    kept = found >= LEAST_CONFIDENCE
    print(f"{len(right)} events of {len(set(articles))} articles, {right.mean():.3f} of them right")
    print(f"area under the curve {roc_auc_score(right, found):.3f}")
    print("confidence  right  events")
    for low, high in itertools.pairwise(EDGES):
        inside = (found >= low) & (found < high)
        print(f"{found[inside].mean():10.2f} {right[inside].mean():6.2f} {inside.sum():7}")
    print(
        f"at {LEAST_CONFIDENCE}: {kept.mean():.3f} stay, {right[kept].mean():.3f} of them right; {right[kept].sum() / right.sum():.3f} of the right ones stay"
    )


if __name__ == "__main__":
    main()
