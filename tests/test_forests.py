"""Boosted trees that judge by evidence: what ships, and how trees of scikit-learn become ONNX."""

import re
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from onrecord import Page
from onrecord.calibration import Calibrated, weights_of_all
from onrecord.forests import Forest, Judged, chances_by, forest_of
from training.forests.as_onnx import as_onnx

SEED = Path(__file__).parents[1] / "examples/putin-le-pen.txt"
# Evidence whose name ends, or begins, with what was found: "trigger meet", "group acts", "obj of a VERB".
FOUND_BEHIND = "act answer auxiliary behind case cue determiner entity governor mode name precision relation speaker statement status tag trigger type word"
OPEN = re.compile(rf"({'|'.join(FOUND_BEHIND.split())}|is a|done to) \S+|(?:person|organization|country|group) (acts)|\S+ (of a) \S+")


def family(name):
    """A name of evidence without what was found."""
    match = OPEN.fullmatch(name)
    return name if match is None else match[match.lastindex]


@pytest.fixture(scope="module")
def given(pipeline):
    """The names of the evidence that an article gives to forests, by kind, and to confidence."""
    kinds = {id(forest_of(kind)): kind for kind in get_args(Judged)}
    names = {kind: set() for kind in get_args(Judged)}
    ask = Forest.chances

    def noted(forest, found):
        names[kinds[id(forest)]].update(family(name) for evidence in found for name in evidence)
        return ask(forest, found)

    text = f"{SEED.read_text()}\n\nRebels have attacked a base in Kano on Monday, the army said.\n"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Forest, "chances", noted)
        findings = pipeline.findings(*pipeline.parse(Page(id="seed", text=text)))
    sure = {"statements": [one.evidence for one in findings.statements], "events": [one.judged for one in findings.events]}
    return {"forests": names, "confidence": {kind: {family(name) for one in some for name in one} for kind, some in sure.items()}}


@pytest.mark.parametrize("kind", get_args(Judged))
def test_what_ships_asks_for_no_evidence_that_is_not_given(given, kind):
    assert {family(name) for name in forest_of(kind).columns} <= given["forests"][kind]


@pytest.mark.parametrize("kind", get_args(Calibrated))
def test_confidence_asks_for_no_evidence_that_is_not_given(given, kind):
    assert {family(name) for name in weights_of_all()[kind]} - {"constant"} <= given["confidence"][kind]


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
