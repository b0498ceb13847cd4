"""What an utterance does, by what the reader answers and by its words."""

import math

import numpy as np
import pytest
import spacy

from onrecord.article import Span
from onrecord.evaluation.gold import GoldStatement
from onrecord.statements.acts import ACTS, ROWS, act_of, features_of, log_probabilities, row_of, weights_of_acts
from training import acts


def said(words, cue="said"):
    return features_of(words.lower().split(), [cue], "indirect")


@pytest.mark.parametrize(
    ("words", "cue", "act"),
    [
        ("that the council will build 40 schools", "promised", "promise"),
        ("who had signed the order", "asked", "ask"),
        ("the minister to step down", "urged", "request"),
        ("that he had ever met the banker", "denied", "deny"),
    ],
)
def test_words_alone_tell_plain_acts(words, cue, act):
    assert act_of({}, said(words, cue)) == act


def test_words_and_reader_decide_together():
    features = said("the mayor of wasting money", "accused")
    by_words = dict(zip(ACTS, log_probabilities(features), strict=True))
    assert max(by_words, key=by_words.get) == "accuse"
    assert act_of({"say": 0.4, "accuse": 0.35, "reject": 0.25}, features) == "accuse"
    assert act_of({"say": 0.999}, said("the weather was fine")) == "say"


def test_probabilities_of_all_acts_sum_to_one():
    assert math.fsum(np.exp(log_probabilities(said("that it rained")))) == pytest.approx(1.0)


def test_order_of_words_counts_and_long_contents_weigh_no_more():
    assert said("never again") != said("again never")
    long = features_of([f"word{i}" for i in range(5_000)], ["said"], "direct")
    assert sum(share**2 for share in long.values() if share < 1) == pytest.approx(1.0, abs=0.05)


def test_words_of_a_cue_are_not_those_of_a_content():
    assert row_of("cue", ["denied"]) != row_of("content", ["denied"])


def test_a_statement_without_words_has_an_act():
    assert act_of({}, features_of([], [], "direct")) in ACTS


def test_weights_are_bytes_of_every_row():
    weights, scales, constants = weights_of_acts()
    assert weights.shape == (ROWS, len(ACTS))
    assert weights.dtype == np.int8
    assert scales.shape == constants.shape == (len(ACTS),)


def test_what_is_fitted_knows_the_acts_that_it_has_seen(tmp_path, monkeypatch):
    nlp = spacy.blank("en")
    told = [("that it rained", "said", "say"), ("the deputies of theft", "accused", "accuse"), ("who did it", "asked", "ask")] * 20

    def statement(content, cue, act):
        spans = (Span(start=20, end=20 + len(content), text=content),)
        return GoldStatement(id="s1", kind="indirect", act=act, cue=Span(start=0, end=len(cue), text=cue), content=spans)

    weights, constants = acts.fitted([statement(*one) for one in told], nlp)
    monkeypatch.setattr(acts, "TABLE", tmp_path / "acts.npz")
    acts.write(weights, constants)
    with np.load(tmp_path / "acts.npz") as stored:
        scores = {
            act: sum(
                share * stored["weights"][row] * stored["scales"] for row, share in acts.told_by(nlp, statement(content, cue, act)).items()
            )
            + stored["constants"]
            for content, cue, act in told[:3]
        }
    assert {act: ACTS[int(np.argmax(found))] for act, found in scores.items()} == {act: act for act in ("say", "accuse", "ask")}
    assert max(scores["say"][[ACTS.index("deny"), ACTS.index("promise")]]) < -10
