"""Frames from scores of the words around an anchor."""

import numpy as np
import pytest

from onrecord.calibration import confidence_of, log_odds
from onrecord.language.encoder.anchors import AFTER, BEFORE, SCHEMES
from onrecord.language.encoder.frames import anchors_of, chances_of, parts_of, scores_around
from onrecord.marks import likeliest
from tests.building import frame

EVENTS = SCHEMES["events"]
LABELS = EVENTS.role_labels


def around(anchor, **roles):
    """Log probabilities of the words around an anchor: sure of what is named, {word: label}, and of O elsewhere."""
    scores = np.full((BEFORE + AFTER, len(LABELS)), np.log(0.01), dtype=np.float32)
    scores[:, 0] = np.log(0.95)
    for label, places in roles.items():
        for place in places:
            scores[place - anchor[0] + BEFORE, LABELS.index(label.replace("_", "-"))] = np.log(0.97)
            scores[place - anchor[0] + BEFORE, 0] = np.log(0.02)
    return scores


def no_breaks(words):
    return np.zeros(words, dtype=bool)


def parts(anchor, scores, breaks):
    anchors = np.array([anchor])
    (found,) = parts_of(anchors, scores_around(anchors, scores[None], breaks), EVENTS)
    return [(part.role, part.run) for part in found]


def test_runs_of_words_in_a_role_are_parts():
    scores = around((3, 4), B_actor=[0], I_actor=[1], B_place=[5])
    assert parts((3, 4), scores, no_breaks(7)) == [("actor", (0, 2)), ("place", (5, 6))]


def test_the_anchor_has_no_part_in_itself():
    assert parts((3, 4), around((3, 4), B_actor=[3]), no_breaks(7)) == []


def test_no_part_goes_over_the_end_of_a_paragraph():
    breaks = no_breaks(7)
    breaks[5] = True
    scores = around((3, 4), B_actor=[4], I_actor=[5, 6])
    assert parts((3, 4), scores, breaks) == [("actor", (4, 5))]


def test_chances_are_those_of_both_labels_of_a_role():
    anchors = np.array([(3, 4)])
    (chances,) = chances_of(anchors, scores_around(anchors, around((3, 4), B_actor=[0], I_actor=[1])[None], no_breaks(7)), EVENTS)
    assert sorted(chances["actor"]) == [0, 1]
    assert chances["actor"][0] == pytest.approx(0.98, abs=0.001)
    assert chances["recipient"] == {}


def test_an_eager_reader_proposes_what_is_likely_but_not_likeliest():
    scores = np.full((3, len(EVENTS.anchor_labels)), np.log(0.001), dtype=np.float32)
    scores[:, 0] = np.log([0.99, 0.6, 0.99])
    scores[1, EVENTS.anchor_labels.index("B-ASSAULT")] = np.log(0.3)
    assert anchors_of("events", scores, no_breaks(3)) == [(1, 2)]


def test_each_actor_takes_part_by_its_likeliest_word():
    found = frame((3, 4), actor=[(0, 2), (5, 6)])
    assert likeliest(found.chances["actor"], {0: "a1", 1: "a1", 5: "a2"}) == {"a1": 0, "a2": 5}


@pytest.mark.parametrize("kind", ["statements", "events"])
def test_confidence_rises_with_probability_and_is_never_certain(kind):
    found = [confidence_of(kind, {"log odds": log_odds(probability)}) for probability in (0.0, 0.2, 0.5, 0.8, 1.0)]
    assert found == sorted(found)
    assert 0 < found[0] < found[-1] < 1
