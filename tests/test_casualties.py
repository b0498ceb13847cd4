import pytest

from onrecord import Page
from onrecord.events.casualties import find_harm
from onrecord.events.numbers import parse_number
from tests.building import parsed


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("six", 6), ("twenty-five", 25), ("1,200", 1200), ("two hundred", 200), ("two hundred and six", 206), ("3", 3), ("a dozen", 12),
        ("two dozen", 24), ("half a dozen", 6), ("1.2 million", 1_200_000), ("1.2", None), ("half a million", 500_000), ("two hundred thousand and six", 200_006), ("five thousand", 5000), ("three million", 3_000_000), ("many", None), ("", None),
    ],
)  # fmt: skip
def test_numbers(words, number):
    assert parse_number(words) == number


def harm(rows):
    doc = parsed(rows)
    return [(h.kind, h.value, h.bound, h.words.text) for h in find_harm(doc[:])]


def test_dead_and_injured_of_one_sentence():
    assert harm("""
Six six NUM CD 1 nummod
soldiers soldier NOUN NNS 2 nsubj
died die VERB VBD 2 ROOT
and and CCONJ CC 7 cc
three three NUM CD 5 nummod
others other NOUN NNS 7 nsubj:pass
were be AUX VBD 7 aux:pass
injured injure VERB VBN 2 conj
""") == [("killed", 6, "exact", "Six soldiers"), ("injured", 3, "exact", "three others")]


def test_at_least():
    assert harm("""
Bombs bomb NOUN NNS 1 nsubj
killed kill VERB VBD 1 ROOT
at at ADP IN 3 case
least least ADV RBS 4 nmod
13 13 NUM CD 5 nummod
civilians civilian NOUN NNS 1 obj
""")[0][:3] == ("killed", 13, "at_least")


def test_some_of_those_attacked_are_counted_behind_their_verb(pipeline):
    _, doc = pipeline.parse(
        Page(id="x", text="Guards fired at the smugglers, wounding three of them. Storms hurt 20 sailors, three of them badly.")
    )
    assert [[(one.kind, one.value) for one in find_harm(sentence)] for sentence in doc.sents] == [[("injured", 3)], [("injured", 20)]]


def test_things_are_not_killed():
    assert (
        harm("""
It it PRON PRP 1 nsubj
killed kill VERB VBD 1 ROOT
the the DET DT 3 det
bill bill NOUN NN 1 obj
""")
        == []
    )


def test_nobody_was_hurt():
    assert (
        harm("""
Two two NUM CD 1 nummod
people people NOUN NNS 4 nsubj:pass
were be AUX VBD 4 aux:pass
not not PART RB 4 advmod
killed kill VERB VBN 4 ROOT
""")
        == []
    )


def test_at_least_taken_for_a_preposition_is_a_number_all_the_same():
    assert harm("""
Bombs bomb NOUN NNS 1 nsubj
killed kill VERB VBD 1 ROOT
at at ADP IN 5 case
least least ADJ JJS 4 nmod
30 30 NUM CD 5 nummod
people people NOUN NNS 1 obl
""")[0][:3] == ("killed", 30, "at_least")


def test_numbers_stand_in_the_reports_words(pipeline):
    """The set that ``benchmark/phrases/casualties.py`` measures: no worse than when it was made."""
    from benchmark.phrases.casualties import share_right

    assert share_right(pipeline.nlp) >= 0.95


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("In Leeds, around a dozen people have died.", [("killed", 12, "about")]),
        ("The raid left more than a dozen guards injured.", [("injured", 12, "at_least")]),
        ("The raid killed no more than five guards.", [("killed", 5, "at_most")]),
        ("Half a million people fled.", [("displaced", 500_000, "exact")]),
    ],
)
def test_numbers_that_begin_with_an_article(pipeline, text, told):
    _, doc = pipeline.parse(Page(id="x", text=text))
    assert [(harm.kind, harm.value, harm.bound) for sentence in doc.sents for harm in find_harm(sentence)] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A 24-year-old man was stabbed to death in Malmo on Friday.", [("killed", 1)]),
        ("A 9-year-old girl and her 31-year-old mother were killed.", [("killed", 1), ("killed", 1)]),
        ("The toll from the bombing in Kabul has risen to 38, up from 31.", [("killed", 38)]),
        ("A raid killed 20 people, among them eight children, and injured about 30 others.", [("killed", 20), ("injured", 30)]),
        ("The army lost three soldiers in the ambush.", [("killed", 3)]),
        ("The team lost three games in a row.", []),
        ("A toddler and two women died.", [("killed", 1), ("killed", 2)]),
        ("Four people, including a 60-year-old woman, were injured.", [("injured", 4)]),
        ("Gunmen wounded his driver.", [("injured", 1)]),
        ("A bomb killed the minister's wife and two guards.", [("killed", 1), ("killed", 2)]),
        ("Ivan Roth, 41, was fatally stabbed in Leeds.", [("killed", 1)]),
        ("Anna Kovac, who was gunned down in Oslo, was a doctor.", [("killed", 1)]),
        ("The murder of the journalist Anna Kovac has shocked the country.", [("killed", 1)]),
        ("Mr and Mrs Kovac were killed in Leeds on Monday.", [("killed", 2)]),
        ("A drone killed General Ivan Roth on Friday.", [("killed", 1)]),
        ("A man threatened to kill Anna Kovac.", []),
        ("The number of people killed at the market on Saturday has risen to 23.", [("killed", 23)]),
        ("Nine of the wounded have died.", []),
        ("An airstrike killed two civilians and injured three others.", [("killed", 2), ("injured", 3)]),
        ("Four Americans, including Ambassador Ivan Roth, were killed.", [("killed", 4)]),
        ("Shells killed one guard and wounded another.", [("killed", 1), ("injured", 1)]),
        ("The blast killed our driver and two guards.", [("killed", 1), ("killed", 2)]),
        ("The guards wounded one another.", []),
        ("The attempted murder of the journalist Anna Kovac has shocked the country.", []),
        ("The raid left 62 dead, 200 wounded and 63 missing.", [("killed", 62), ("injured", 200), ("missing", 63)]),
        ("A farmer, 61, and a teacher, 28, were killed in the raid.", [("killed", 1), ("killed", 1)]),
        ("Three sisters aged 4, 7 and 9 were injured.", [("injured", 3)]),
        ("Two cousins, 15 and 16, were killed in the blast.", [("killed", 2)]),
        ("A five-year-old girl and her grandmother were wounded.", [("injured", 1), ("injured", 1)]),
        ("Two 17-year-old girls were wounded.", [("injured", 2)]),
        ("Olga Marsh, 40, and her son Piet, 6, were killed in Kherson.", [("killed", 1), ("killed", 1)]),
        ("A father of four was shot dead.", [("killed", 1)]),
        ("A family of six was killed in the strike.", [("killed", 6)]),
        ("A couple was killed in their car.", [("killed", 2)]),
        ("One of the three guards was shot dead.", [("killed", 1)]),
        ("Nine miners, four of them Poles, were killed.", [("killed", 9)]),
        ("Among the 14 dead were three nurses.", [("killed", 14)]),
        ("The death toll has risen to 21 after three patients died.", [("killed", 21)]),
        ("Rescuers found the bodies of seven sailors.", [("killed", 7)]),
        ("Half a dozen soldiers died, and more than 1.5 million people fled.", [("killed", 6), ("displaced", 1_500_000)]),
        ("A nun was strangled to death in Cali.", [("killed", 1)]),
        ("Eleven migrants drowned off Malta.", [("killed", 11)]),
    ],
)
def test_ages_tolls_and_members_of_groups(pipeline, text, told):
    _, doc = pipeline.parse(Page(id="x", text=text))
    assert [(harm.kind, harm.value) for sentence in doc.sents for harm in find_harm(sentence)] == told
