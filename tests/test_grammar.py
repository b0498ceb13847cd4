import pytest

from onrecord.grammar import (
    agent_of,
    antecedent_of,
    entity_type,
    head_of,
    is_negated,
    is_passive,
    listed_with,
    noun_phrase,
    obliques,
    possessor_of,
    preposition_of,
    subject_of,
    without_modifiers,
)
from tests.building import parsed

TOLD = """
The the DET DT 1 det
minister minister NOUN NN 4 nsubj
has have AUX VBZ 4 aux
not not PART RB 4 advmod
told tell VERB VBN 4 ROOT
reporters reporter NOUN NNS 4 obj
in in ADP IN 7 case
Prague Prague PROPN NNP 4 obl
"""

CLEARNLP = """
The the DET DT 1 det
base base NOUN NN 3 nsubjpass
was be AUX VBD 3 auxpass
attacked attack VERB VBN 3 ROOT
by by ADP IN 3 agent
militants militant NOUN NNS 4 pobj
in in ADP IN 3 prep
Grozny Grozny PROPN NNP 6 pobj
"""

UNIVERSAL = """
The the DET DT 1 det
base base NOUN NN 3 nsubj:pass
was be AUX VBD 3 aux:pass
attacked attack VERB VBN 3 ROOT
by by ADP IN 5 case
militants militant NOUN NNS 3 obl:agent
in in ADP IN 7 case
Grozny Grozny PROPN NNP 3 obl
"""


@pytest.mark.parametrize("rows", [CLEARNLP, UNIVERSAL], ids=["ClearNLP", "UD"])
def test_both_label_schemes_give_the_same_answers(rows):
    verb = parsed(rows)[3]
    assert is_passive(verb)
    assert subject_of(verb).text == "base"
    assert agent_of(verb).text == "militants"
    assert [(preposition, noun.text) for preposition, noun in obliques(verb)] == [("by", "militants"), ("in", "Grozny")]


def test_negation_and_subject():
    doc = parsed(TOLD)
    assert is_negated(doc[4])
    assert subject_of(doc[4]).text == "minister"
    assert preposition_of(doc[7]) == "in"


def test_participle_shares_the_subject_of_its_verb():
    doc = parsed("""
Putin Putin PROPN NNP 1 nsubj
spoke speak VERB VBD 1 ROOT
, , PUNCT , 3 punct
citing cite VERB VBG 1 advcl
threats threat NOUN NNS 3 obj
""")
    assert subject_of(doc[3]).text == "Putin"


def test_relative_pronoun_means_its_noun():
    doc = parsed("""
terrorists terrorist NOUN NNS 4 nsubj
who who PRON WP 2 nsubj
attacked attack VERB VBD 0 acl:relcl
it it PRON PRP 2 obj
died die VERB VBD 4 ROOT
""")
    assert subject_of(doc[2]).text == "terrorists"
    assert noun_phrase(doc[0]).text == "terrorists"


def test_phrase_ends_before_an_apposition():
    doc = parsed("""
Russia Russia PROPN NNP 2 nmod:poss
's 's PART POS 0 case
speaker speaker NOUN NN 2 ROOT
, , PUNCT , 4 punct
Volodin Volodin PROPN NNP 2 appos
""")
    assert noun_phrase(doc[2]).text == "Russia's speaker"
    assert possessor_of(doc[2]).text == "Russia"


def test_a_verb_without_a_subject_has_none():
    doc = parsed("Stop stop VERB VB 0 ROOT")
    assert subject_of(doc[0]) is None


@pytest.mark.parametrize(("label", "type"), [("GPE", "LOC"), ("PER", "PERSON"), ("ORG", "ORG"), ("CARDINAL", None)])
def test_entity_labels_of_other_pipelines(label, type):
    assert entity_type(label) == type


def test_noun_phrase_ends_where_a_relative_clause_begins():
    doc = parsed("""
terrorists terrorist NOUN NNS 6 nsubj:pass
who who PRON WP 2 nsubj
fled flee VERB VBD 0 acl:relcl
, , PUNCT , 4 punct
northwest northwest ADJ JJ 0 amod
were be AUX VBD 6 aux:pass
killed kill VERB VBN 6 ROOT
""")
    assert noun_phrase(doc[0]).text == "terrorists"


LEADERS = """
The the DET DT 1 det
leaders leader NOUN NNS 6 nsubj
of of ADP IN 3 case
Iran Iran PROPN NNP 1 nmod
and and CCONJ CC 5 cc
Iraq Iraq PROPN NNP 3 conj
met meet VERB VBD 6 ROOT
Roth Roth PROPN NNP 6 obj
"""


def test_what_is_joined_to_a_modifier_is_one():
    assert without_modifiers(parsed(LEADERS), dict.fromkeys((1, 3, 5, 7), 0.9)).keys() == {1, 7}
    assert without_modifiers(parsed(LEADERS), dict.fromkeys((3, 5), 0.9)).keys() == {3, 5}


HUNG_ON = """
The the DET DT 1 det
office office NOUN NN 1 ROOT
called call VERB VBD 1 acl
lawmakers lawmaker NOUN NNS 2 obj
"""
RELATIVE = """
The the DET DT 1 det
man man NOUN NN 1 ROOT
who who PRON WP 3 nsubj
called call VERB VBD 1 acl
lawmakers lawmaker NOUN NNS 3 obj
"""
COPULA = """
Aides aide NOUN NNS 3 nmod
were be AUX VBD 3 aux
two two NUM CD 3 nummod
lawyers lawyer NOUN NNS 3 ROOT
"""


PARTICIPLE = """
people people NOUN NNS 0 ROOT
killed kill VERB VBD 0 acl
there there ADV RB 1 advmod
"""
WITH_SUBJECT = """
The the DET DT 1 det
claim claim NOUN NN 1 ROOT
he he PRON PRP 3 nsubj
made make VERB VBD 1 acl
"""
CROSSED = """
right right ADJ JJ 4 amod
law law NOUN NN 1 ROOT
that that PRON WDT 3 nsubj
stopped stop VERB VBD 1 acl:relcl
state state NOUN NN 5 compound
unions union NOUN NNS 3 obj
"""


@pytest.mark.parametrize(
    ("rows", "noun", "phrase"),
    [
        (CROSSED, 5, "state unions"),
        (HUNG_ON, 1, "The office"),
        (RELATIVE, 1, "The man who called lawmakers"),
        (COPULA, 3, "two lawyers"),
        (PARTICIPLE, 0, "people killed there"),
        (WITH_SUBJECT, 1, "The claim"),
    ],
)
def test_a_phrase_ends_at_a_verb_that_a_parse_has_hung_on_it(rows, noun, phrase):
    assert noun_phrase(parsed(rows)[noun]).text == phrase


def test_some_of_whom_are_those_before_the_comma():
    doc = parsed(
        """
He he PRON PRP 1 nsubj
praised praise VERB VBD 1 ROOT
the the DET DT 3 det
rebels rebel NOUN NNS 1 obj
, , PUNCT , 8 punct
some some DET DT 8 nsubj
of of ADP IN 7 case
whom whom PRON WP 5 nmod
say say VERB VBP 1 conj
"""
    )
    assert antecedent_of(doc[5]) == doc[3]


def test_whoever_is_close_to_something_is_the_head_though_a_parse_makes_a_clause_of_it():
    words = parsed("""
An an DET DT 1 det
envoy envoy NOUN NN 2 nsubj
close close ADJ JJ 5 amod
to to ADP IN 5 case
the the DET DT 5 det
talks talk NOUN NNS 6 nsubj
spoke speak VERB VBD 6 ROOT
""")
    assert head_of(words[0:6]).text == "envoy"


def test_a_list_of_names_behind_their_noun_however_it_is_chained():
    doc = parsed("""
the the DET DT 1 det
editors editor NOUN NNS 1 ROOT
Ana Ana PROPN NNP 1 appos
Roth Roth PROPN NNP 2 flat
, , PUNCT , 5 punct
Jan Jan PROPN NNP 2 conj
Hus Hus PROPN NNP 5 flat
, , PUNCT , 8 punct
Vit Vit PROPN NNP 3 conj
Lind Lind PROPN NNP 8 flat
and and CCONJ CC 11 cc
Eva Eva PROPN NNP 8 conj
""")
    assert sorted(token.text for token in listed_with(doc[1])) == ["Eva", "Jan", "Vit"]
