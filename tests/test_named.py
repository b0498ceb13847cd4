"""Who is named elsewhere, by what the reader gives for a source without a name."""

import pytest

from onrecord.actors import find_cast
from onrecord.marks import Voices
from tests.building import KNOWLEDGE, parsed, whole_view

TWO = """
Anna Anna PROPN NNP 1 compound
Kovac Kovac PROPN NNP 2 nsubj
met meet VERB VBD 2 ROOT
Eva Eva PROPN NNP 4 compound
Roth Roth PROPN NNP 2 obj
. . PUNCT . 2 punct
{the} the {pos} {tag} {head} {dep}
"""
NAMES = [(0, 2, "PERSON"), (3, 5, "PERSON")]
SHE = TWO.format(the="She", pos="PRON", tag="PRP", head=7, dep="nsubj") + "said say VERB VBD 7 ROOT\n"
MINISTER = TWO.format(the="The", pos="DET", tag="DT", head=7, dep="det") + "minister minister NOUN NN 8 nsubj\nsaid say VERB VBD 8 ROOT\n"
MINISTERS = (
    TWO.format(the="The", pos="DET", tag="DT", head=7, dep="det") + "ministers minister NOUN NNS 8 nsubj\nsaid say VERB VBD 8 ROOT\n"
)


def meant(rows, head, names):
    doc = parsed(rows, NAMES)
    cast = find_cast(doc, whole_view(doc), KNOWLEDGE, voices=Voices(names=names))
    return next((actor.name for actor in cast.actors if actor.id == cast.actor_of.get(head)), None)


@pytest.mark.parametrize(("word", "name"), [(1, "Anna Kovac"), (4, "Eva Roth")])
def test_a_pronoun_is_whom_the_reader_names(word, name):
    assert meant(SHE, 6, {6: {word: 0.9}}) == name


@pytest.mark.parametrize(("word", "name"), [(1, "Anna Kovac"), (4, "Eva Roth")])
def test_a_description_is_whom_the_reader_names(word, name):
    assert meant(MINISTER, 7, {7: {word: 0.9}}) == name


def test_somebody_new_is_nobody_named_before():
    assert meant(MINISTER.replace("The the DET", "A a DET"), 7, {}) == "A minister"


def test_several_people_are_not_one_of_them():
    assert meant(MINISTERS, 7, {7: {4: 0.9}}) == "The ministers"
