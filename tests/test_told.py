"""Who is told a statement: what speaks for a word to name them."""

from dataclasses import replace

from onrecord.statements.told import evidence_of
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


def evidence(word, chance=0.5, **answers):
    told = frame((1, 2), source=(0, 1), addressee=(2, 3))
    return evidence_of(parsed(TOLD, [(4, 5, "LOC")]), replace(told, answers=told.answers | answers), word, chance)


def test_a_place_behind_a_preposition_is_told_from_the_object():
    assert {"behind nothing", "relation obj", "entity None"} <= evidence(2).keys()
    assert {"behind in", "relation obl", "entity LOC"} <= evidence(4).keys()


def test_the_readers_chance_and_answer_count():
    assert evidence(2, chance=0.9)["log odds"] > evidence(2, chance=0.5)["log odds"]
    assert evidence(2, told={"here": 0.9, "nobody": 0.1})["told here"] > 0 > evidence(2, told={"here": 0.1, "nobody": 0.9})["told here"]
