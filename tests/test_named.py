"""Who is named elsewhere, by what the reader gives for a source without a name."""

import numpy as np
import pytest

from onrecord.actors import find_cast
from onrecord.language.encoder.coreference import Coreference, unfitted
from onrecord.language.encoder.network import packed
from onrecord.marks import PairScores, Voices
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


def scores(words, alike, new=0.0):
    """The reader's scores of a text's words: {(anaphor, antecedent): score}, all others zero."""
    table = np.zeros((words, words), dtype=np.float32)
    for (anaphor, antecedent), score in alike.items():
        table[anaphor, antecedent] = score
    return PairScores(anaphors=table, antecedents=np.eye(words, dtype=np.float32), new=np.full(words, new, dtype=np.float32))


def meant_by_scores(rows, head, pair_scores, names=NAMES):
    doc = parsed(rows, names)
    cast = find_cast(doc, whole_view(doc), KNOWLEDGE, voices=Voices(pair_scores=pair_scores))
    return next((actor.name for actor in cast.actors if actor.id == cast.actor_of.get(head)), None)


@pytest.mark.parametrize(("word", "name"), [(1, "Anna Kovac"), (4, "Eva Roth")])
def test_a_pronoun_is_with_whom_it_goes_together(word, name):
    assert meant_by_scores(SHE, 6, scores(8, {(6, word): 9.0})) == name


@pytest.mark.parametrize(("word", "name"), [(1, "Anna Kovac"), (4, "Eva Roth")])
def test_a_description_is_with_whom_it_goes_together(word, name):
    assert meant_by_scores(MINISTER, 7, scores(9, {(7, word): 9.0})) == name


def test_a_description_that_goes_together_with_nobody_is_somebody_new():
    assert meant_by_scores(MINISTER, 7, scores(9, {(7, 1): 9.0}, new=18.0)) == "The minister"


def test_scores_are_a_bilinear_form_of_what_is_encoded():
    encoded = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]], dtype=np.float32)
    weights = {
        "anaphors": np.array([[2.0], [0.0]]),
        "anaphor_bias": np.array([1.0]),
        "antecedents": np.array([[1.0], [3.0]]),
        "new": np.array([0.0, 4.0]),
        "new_bias": np.array(0.5),
    }
    found = Coreference(packed(weights)).pair_scores(encoded)
    assert found.scores(0, [1, 2]) == [9.0, 12.0]
    assert found.scores(1, [0]) == [1.0]
    assert found.new.tolist() == [0.5, 4.5, 4.5]
    assert Coreference(packed(unfitted(2))).pair_scores(encoded).scores(2, [0, 1]) == [0.0, 0.0]


def test_who_is_named_in_the_words_for_somebody_is_somebody_else():
    aide = """
Anna Anna PROPN NNP 1 compound
Kovac Kovac PROPN NNP 2 nsubj
left leave VERB VBD 2 ROOT
. . PUNCT . 2 punct
The the DET DT 5 det
aide aide NOUN NN 8 nsubj
for for ADP IN 7 case
Kovac Kovac PROPN NNP 5 nmod
said say VERB VBD 8 ROOT
"""
    assert meant_by_scores(aide, 5, scores(9, {(5, 1): 30.0, (5, 7): 30.0}), [(0, 2, "PERSON"), (7, 8, "PERSON")]) == "The aide for Kovac"


def test_who_meets_somebody_is_somebody_else():
    met = """
Anna Anna PROPN NNP 1 compound
Kovac Kovac PROPN NNP 2 nsubj
met meet VERB VBD 2 ROOT
the the DET DT 4 det
minister minister NOUN NN 2 obj
"""
    assert meant_by_scores(met, 4, scores(5, {(4, 1): 9.0}), NAMES[:1]) == "the minister"
