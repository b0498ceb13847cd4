"""Who is told a statement, and who passes it on: what speaks for a word to name them."""

from dataclasses import replace

from onrecord.statements.parts import evidence_of
from tests.building import frame, parsed

TOLD = """
Kovac Kovac PROPN NNP 1 nsubj
told tell VERB VBD 1 ROOT
reporters reporter NOUN NNS 1 obj
in in ADP IN 4 case
Goma Goma PROPN NNP 1 obl
that that SCONJ IN 7 mark
talks talk NOUN NNS 7 nsubj
failed fail VERB VBD 1 ccomp
. . PUNCT . 1 punct
"""


def evidence(word, role="addressee", chance=0.5, **answers):
    told = frame((1, 2), source=(0, 1))
    chances = {"addressee": {word: chance}, "relay": {word: chance}}
    return evidence_of(parsed(TOLD, [(4, 5, "LOC")]), replace(told, answers=told.answers | answers, chances=chances), role, word)


def test_a_place_behind_a_preposition_is_told_from_the_object():
    assert {"behind None", "relation obj", "entity None"} <= evidence(2).keys()
    assert {"behind in", "relation obl", "entity LOC"} <= evidence(4).keys()


def test_the_readers_chance_and_answer_count():
    assert evidence(2, chance=0.9)["log odds"] > evidence(2, chance=0.5)["log odds"]
    assert evidence(2, told={"here": 0.9, "nobody": 0.1})["answer here"] > 0 > evidence(2, told={"here": 0.1, "nobody": 0.9})["answer here"]


def test_each_role_has_its_own_answer():
    answers = {"told": {"here": 1.0}, "relayed": {"nobody": 1.0}}
    assert evidence(2, "relay", **answers)["answer here"] < 0 < evidence(2, "addressee", **answers)["answer here"]
