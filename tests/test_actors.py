"""Mentions and chains over parses built by hand."""

from spacy.tokens import Span

from onrecord.actors import find_cast
from tests.building import parsed, whole_view


def cast_of(rows, entities=()):
    doc = parsed(rows, entities)
    return find_cast(doc, whole_view(doc))


def actors(rows, entities=()):
    return {actor.name: actor for actor in cast_of(rows, entities).actors}


SURNAME = """
Anna Anna PROPN NNP 2 nsubj
Kovac Kovac PROPN NNP 0 flat
spoke speak VERB VBD 2 ROOT
. . PUNCT . 2 punct
Later later ADV RB 6 advmod
Kovac Kovac PROPN NNP 6 nsubj
left leave VERB VBD 6 ROOT
and and CCONJ CC 9 cc
she she PRON PRP 9 nsubj
slept sleep VERB VBD 6 conj
. . PUNCT . 6 punct
"""


def test_surname_and_pronoun_join_the_full_name():
    (actor,) = cast_of(SURNAME, [(0, 2, "PERSON"), (5, 6, "PERSON")]).actors
    assert actor.name == "Anna Kovac"
    assert [(mention.text, mention.form) for mention in actor.mentions] == [("Anna Kovac", "name"), ("Kovac", "name"), ("she", "pronoun")]


def test_surname_that_is_labelled_a_place_is_still_the_person():
    found = actors(SURNAME, [(0, 2, "PERSON"), (5, 6, "LOC")])
    assert list(found) == ["Anna Kovac"]


def test_two_given_names_are_two_people():
    found = actors(
        """
Anna Anna PROPN NNP 5 nsubj
Kovac Kovac PROPN NNP 0 flat
and and CCONJ CC 3 cc
Ivan Ivan PROPN NNP 0 conj
Kovac Kovac PROPN NNP 3 flat
spoke speak VERB VBD 5 ROOT
""",
        [(0, 2, "PERSON"), (3, 5, "PERSON")],
    )
    assert set(found) == {"Anna Kovac", "Ivan Kovac"}


TITLE = """
Russia Russia PROPN NNP 3 nmod:poss
's 's PART POS 0 case
parliamentary parliamentary ADJ JJ 3 amod
speaker speaker NOUN NN 7 nsubj
, , PUNCT , 5 punct
Ivan Ivan PROPN NNP 3 appos
Petrov Petrov PROPN NNP 5 flat
spoke speak VERB VBD 7 ROOT
"""


def test_apposition_gives_role_and_country():
    actor = actors(TITLE, [(0, 1, "LOC"), (5, 7, "PERSON")])["Ivan Petrov"]
    assert (actor.type, actor.role, actor.country) == ("person", "Russia's parliamentary speaker", "RUS")


def test_country_is_an_actor_of_its_own():
    actor = actors(TITLE, [(0, 1, "LOC"), (5, 7, "PERSON")])["Russia"]
    assert (actor.type, actor.country, actor.wikidata) == ("country", "RUS", None)


def test_pronoun_of_the_other_gender_stays_open():
    cast = cast_of(SURNAME.replace("she she", "he he"), [(0, 2, "PERSON"), (5, 6, "PERSON")])
    assert 8 not in cast.actor_of


def test_plural_description_is_a_group():
    actor = actors("""
Six six NUM CD 1 nummod
militants militant NOUN NNS 2 nsubj
fled flee VERB VBD 2 ROOT
""")["Six militants"]
    assert actor.type == "group"


def test_pronoun_in_a_fronted_phrase_means_the_subject_ahead():
    cast = cast_of(
        """
Before before ADP IN 2 case
her she PRON PRP$ 2 nmod:poss
meeting meeting NOUN NN 7 obl
with with ADP IN 4 case
Petrov Petrov PROPN NNP 2 nmod
, , PUNCT , 2 punct
Kovac Kovac PROPN NNP 7 nsubj
spoke speak VERB VBD 7 ROOT
""",
        [(4, 5, "PERSON"), (6, 7, "PERSON")],
    )
    assert cast.actor_of[1] == cast.actor_of[6]


SPHINX = """
The the DET DT 1 det
Sphinx sphinx NOUN NN 2 nsubj
said say VERB VBD 2 ROOT
no no INTJ UH 2 discourse
. . PUNCT . 2 punct
"""
REPORT = """
Kovac Kovac PROPN NNP 2 nmod:poss
's 's PART POS 0 case
report report NOUN NN 3 nsubj
said say VERB VBD 3 ROOT
no no INTJ UH 3 discourse
. . PUNCT . 3 punct
"""


def sourced(rows, start, end, entities=()):
    doc = parsed(rows, entities)
    doc.spans["onrecord:source"] = [Span(doc, start, end, label="SOURCE")]
    return find_cast(doc, whole_view(doc))


def test_whatever_speaks_is_an_actor():
    (actor,) = sourced(SPHINX, 0, 2).actors
    assert (actor.name, actor.type) == ("The Sphinx", "organization")


def test_an_article_alone_is_none():
    assert sourced(SPHINX, 0, 1).actors == ()


def test_a_document_speaks_for_whose_it_is():
    cast = sourced(REPORT, 0, 3, [(0, 1, "PERSON")])
    assert (cast.actors[0].name, cast.actor_of[2]) == ("Kovac", cast.actors[0].id)
