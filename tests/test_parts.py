"""Participants of an event: what speaks for a word to name one, and who comes with them."""

from onrecord.events import Surroundings
from onrecord.events.participants import Participants
from onrecord.events.parts import Elsewhere, chances_of, evidence_of
from onrecord.records import Actor, Mention
from tests.building import KNOWLEDGE, frame, parsed, whole_view

SENT = """
Aides aide NOUN NNS 3 nsubj
of of ADP IN 2 case
Roth Roth PROPN NNP 0 nmod
met meet VERB VBD 3 ROOT
Petrov Petrov PROPN NNP 3 obj
. . PUNCT . 3 punct
Horvat Horvat PROPN NNP 7 nsubj
slept sleep VERB VBD 7 ROOT
. . PUNCT . 7 punct
"""
LIST = """
Police police NOUN NNS 1 nsubj
met meet VERB VBD 1 ROOT
Roth Roth PROPN NNP 1 obj
, , PUNCT , 4 punct
Petrov Petrov PROPN NNP 2 conj
and and CCONJ CC 6 cc
neighbours neighbour NOUN NNS 2 conj
. . PUNCT . 1 punct
"""
NAMES = ("Aides", "Roth", "Petrov", "Horvat", "Police", "neighbours")


def surroundings(rows):
    doc = parsed(rows, [])
    actors = tuple(Actor(id=name, name=name, type="person", mentions=(Mention(start=0, end=1, text="A", form="name"),)) for name in NAMES)
    actor_of = {token.i: token.text for token in doc if token.text in NAMES}
    return Surroundings(doc, whole_view(doc), actors=actors, actor_of=actor_of, statements=(), published=None, places=KNOWLEDGE.places)


def evidence_by_word(chances, *others):
    met = frame((3, 4))
    return evidence_of(surroundings(SENT), met, chances, Elsewhere([met, *others], chances_of))


def evidence(word, *others):
    return evidence_by_word({word: 0.5}, *others)[word]


def test_subject_and_object_of_the_trigger_are_told_apart():
    assert [evidence(0)[name] for name in ("subject of the trigger", "object of the trigger", "before")] == [1, 0, 1]
    assert [evidence(4)[name] for name in ("subject of the trigger", "object of the trigger", "before")] == [0, 1, 0]


def test_who_only_says_more_of_a_participant_is_a_step_further():
    assert [evidence(2)[name] for name in ("steps up", "steps down", "relation nmod")] == [2, 0, 1]
    assert [evidence(4)[name] for name in ("steps up", "steps down")] == [1, 0]


def test_who_stands_in_another_sentence_has_no_way_to_the_trigger():
    far = evidence(6)
    assert far["sentences between"] == 1
    assert min(far["steps up"], far["steps down"]) > max(evidence(2)["steps up"], evidence(2)["steps down"])


def test_of_several_words_each_is_measured_by_the_likeliest_of_others():
    found = evidence_by_word({0: 0.2, 2: 0.1, 4: 0.8})
    assert {i: own["share of the likeliest"] for i, own in found.items()} == {0: 0.25, 2: 0.125, 4: 1.0}
    assert {i: own["likelier ones"] for i, own in found.items()} == {4: 0, 0: 1, 2: 2}


def test_who_has_a_part_in_something_else_is_told_from_who_has_none():
    slept = frame((7, 8), actor=(6, 7))
    assert evidence(6, slept)["log odds at another trigger"] > 0 > evidence(6)["log odds at another trigger"]


def test_who_is_named_in_a_list_with_a_participant_is_on_its_side():
    met = frame((1, 2), actor=(0, 1), recipient=(2, 3))
    sides = Participants(surroundings(LIST), [met]).sides(met)
    assert list(sides.acting) == ["Police"]
    assert list(sides.others) == ["Roth", "Petrov"]


def test_who_is_on_one_side_is_not_put_on_the_other_by_a_list():
    met = frame((1, 2), actor=[(0, 1), (4, 5)], recipient=(2, 3))
    sides = Participants(surroundings(LIST), [met]).sides(met)
    assert list(sides.acting) == ["Police", "Petrov"]
    assert list(sides.others) == ["Roth"]
