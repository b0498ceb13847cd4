"""Boosted trees that judge by evidence: what ships, and how trees of scikit-learn become ONNX."""

from typing import get_args

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from onrecord.forests import Forest, Judged, chances_by, forest_of
from training.forests.as_onnx import as_onnx


@pytest.mark.parametrize("kind", get_args(Judged))
def test_what_the_reader_finds_likelier_is_likelier(kind):
    ((doubtful, sure),) = chances_by(kind, [[{"log odds": -4.0}, {"log odds": 4.0}]])
    assert 0 < doubtful < sure < 1


def test_frames_that_are_asked_together_are_answered_as_if_asked_alone():
    likely, unlikely = {"log odds": 2.0, "before": 1.0}, {"log odds": -2.0}
    together = chances_by("participants", [[likely, unlikely], [], [likely]])
    assert [len(chances) for chances in together] == [2, 0, 1]
    assert together[0][0] == together[2][0] == chances_by("participants", [[likely]])[0][0]


def test_evidence_of_an_unknown_name_says_nothing():
    forest = forest_of("addressee")
    assert forest.chances([{"log odds": 1.0, "the weather": 9.0}]) == forest.chances([{"log odds": 1.0}])


def test_trees_in_onnx_answer_as_they_did_where_they_grew():
    chance = np.random.default_rng(7)
    table = chance.normal(size=(400, 3)).astype(np.float32)
    table[:, 2] = table[:, 2] > 0
    right = table[:, 0] + table[:, 1] * table[:, 2] > 0.2
    model = HistGradientBoostingClassifier(max_iter=20, min_samples_leaf=5).fit(table, right)
    columns = ["a", "b", "c"]
    forest = Forest(as_onnx(model, columns).SerializeToString())
    found = [dict(zip(columns, row, strict=True)) for row in table.tolist()]
    assert forest.chances(found) == pytest.approx(model.predict_proba(table)[:, 1], abs=1e-5)
