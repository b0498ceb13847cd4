"""Participants of an event: what speaks for a word to name one, and who comes with them."""

from onrecord.events import Surroundings
from onrecord.events.participants import Participants
from onrecord.events.parts import evidence_of
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


def evidence(word):
    return evidence_of(surroundings(SENT), frame((3, 4)), {word: 0.5})[word]


def test_subject_and_object_of_the_trigger_are_told_apart():
    assert [evidence(0)[name] for name in ("subject of the trigger", "object of the trigger", "before")] == [1, 0, 1]
    assert [evidence(4)[name] for name in ("subject of the trigger", "object of the trigger", "before")] == [0, 1, 0]


def test_who_only_says_more_of_a_participant_is_a_step_further():
    assert {"2 up", "0 down", "relation nmod"} <= evidence(2).keys()
    assert {"1 up", "0 down"} <= evidence(4).keys()


def test_who_stands_in_another_sentence_has_no_way_to_the_trigger():
    far = evidence(6)
    assert far["same sentence"] == 0
    assert {"4 up", "3 down"} <= far.keys()


def test_of_several_words_each_is_measured_by_the_likeliest_of_others():
    found = evidence_of(surroundings(SENT), frame((3, 4)), {0: 0.2, 2: 0.1, 4: 0.8})
    assert {i: own["share of the likeliest"] for i, own in found.items()} == {0: 0.25, 2: 0.125, 4: 1.0}
    assert all(f"{likelier} likelier" in found[i] for i, likelier in {4: 0, 0: 1, 2: 2}.items())


def test_what_speaks_for_a_part_speaks_for_it_in_an_event_of_its_type():
    own = evidence(0)
    assert (own["is a person"], own["CONSULT: is a person"]) == (1.0, 1.0)
    assert "ASSAULT: is a person" not in own


def test_who_is_named_in_a_list_with_a_participant_is_on_its_side():
    met = frame((1, 2), actor=(0, 1), recipient=(2, 3))
    acting, others = Participants(surroundings(LIST), [met]).sides(met)
    assert list(acting) == ["Police"]
    assert list(others) == ["Roth", "Petrov"]


def test_who_is_on_one_side_is_not_put_on_the_other_by_a_list():
    met = frame((1, 2), actor=[(0, 1), (4, 5)], recipient=(2, 3))
    acting, others = Participants(surroundings(LIST), [met]).sides(met)
    assert list(acting) == ["Police", "Petrov"]
    assert list(others) == ["Roth"]
