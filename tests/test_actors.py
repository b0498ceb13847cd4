"""Mentions and chains over parses built by hand."""

import pytest

from onrecord.actors import find_cast
from onrecord.actors.documents import maker_of
from onrecord.actors.entities import types_by_majority
from onrecord.marks import Voices
from tests.building import KNOWLEDGE, parsed, whole_view


def cast_of(rows, entities=()):
    doc = parsed(rows, entities)
    return find_cast(doc, whole_view(doc), KNOWLEDGE)


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
    assert (actor.type, actor.country, actor.wikidata) == ("country", "RUS", "Q159")


def test_pronoun_of_the_other_gender_stays_open():
    cast = cast_of(SURNAME.replace("she she", "he he"), [(0, 2, "PERSON"), (5, 6, "PERSON")])
    assert 8 not in cast.actor_of


SHE_FIRST = """
{} {} PRON PRP 1 nsubj
left leave VERB VBD 1 ROOT
. . PUNCT . 1 punct
Anna Anna PROPN NNP 5 nsubj
Kovac Kovac PROPN NNP 3 flat
spoke speak VERB VBD 5 ROOT
"""


@pytest.mark.parametrize(("pronoun", "count"), [("she", 2), ("he", 1)])
def test_a_pronoun_before_which_nobody_is_named_means_who_is_named_next(pronoun, count):
    (actor,) = cast_of(SHE_FIRST.format(pronoun, pronoun), [(3, 5, "PERSON")]).actors
    assert len(actor.mentions) == count


def test_plural_description_is_a_group():
    actor = actors("""
Six six NUM CD 1 nummod
militants militant NOUN NNS 2 nsubj
fled flee VERB VBD 2 ROOT
""")["Six militants"]
    assert actor.type == "group"


def test_a_description_begins_behind_and():
    told = """
Bremen Bremen PROPN NNP 5 nsubj
and and CCONJ CC 2 cc
Ghent Ghent PROPN NNP 4 nmod:poss
's 's PART POS 2 case
officials official NOUN NNS 5 nsubj
left leave VERB VBD 5 ROOT
"""
    assert "Ghent's officials" in {" ".join(name.split()).replace(" 's", "'s") for name in actors(told, [(0, 1, "GPE"), (2, 3, "GPE")])}


def test_a_description_ends_before_the_day():
    told = """
He he PRON PRP 1 nsubj
thanked thank VERB VBD 1 ROOT
veterans veteran NOUN NNS 1 obj
Tuesday Tuesday PROPN NNP 2 nmod:tmod
in in ADP IN 5 case
Bergen Bergen PROPN NNP 3 nmod
"""
    assert "veterans" in actors(told, [(3, 4, "DATE"), (5, 6, "GPE")])


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
    return find_cast(doc, whole_view(doc), KNOWLEDGE, voices=Voices(sources=((start, end),)))


def test_whatever_speaks_is_an_actor():
    (actor,) = sourced(SPHINX, 0, 2).actors
    assert (actor.name, actor.type) == ("The Sphinx", "organization")


def test_an_article_alone_is_its_noun():
    (actor,) = sourced(SPHINX, 0, 1).actors
    assert actor.name == "The Sphinx"


def test_a_document_speaks_for_whose_it_is():
    cast = sourced(REPORT, 0, 3, [(0, 1, "PERSON")])
    assert (cast.actors[0].name, cast.actor_of[2]) == ("Kovac", cast.actors[0].id)


def test_a_clause_that_tells_more_of_somebody_is_no_part_of_a_name():
    rows = """
A a DET DT 1 det
pilot pilot NOUN NN 5 nsubj
who who PRON WP 3 nsubj
flew fly VERB VBD 1 acl:relcl
gliders glider NOUN NNS 3 obj
spoke speak VERB VBD 5 ROOT
"""
    (actor,) = sourced(rows, 0, 5).actors
    assert (actor.name, actor.mentions[0].text) == ("A pilot", "A pilot who flew gliders")


PILOTS_AND_CLERKS = """
Pilots pilot NOUN NNS 5 nsubj
and and CCONJ CC 3 cc
harbour harbour NOUN NN 3 compound
clerks clerk NOUN NNS 5 nsubj
also also ADV RB 5 advmod
spoke speak VERB VBD 5 ROOT
"""


@pytest.mark.parametrize("end", [4, 5])
def test_those_who_speak_together_are_one_though_a_parse_makes_two_subjects_of_them(end):
    cast = sourced(PILOTS_AND_CLERKS, 0, end)
    (together,) = [actor for actor in cast.actors if actor.id == cast.joint_of[0]]
    assert (together.name, together.mentions[0].text) == ("Pilots and harbour clerks",) * 2
    assert {actor.name for actor in cast.actors} - {together.name} == {"Pilots", "harbour clerks"}


def test_one_of_two_offices_is_no_two_who_speak_together():
    rows = """
The the DET DT 2 det
former former ADJ JJ 2 amod
senator senator NOUN NN 8 nsubj
and and CCONJ CC 4 cc
chairman chairman NOUN NN 2 conj
of of ADP IN 7 case
the the DET DT 7 det
committee committee NOUN NN 4 nmod
spoke speak VERB VBD 8 ROOT
"""
    assert sourced(rows, 0, 8).joint_of == {}


def test_what_somebody_does_is_no_part_of_the_words_for_them():
    rows = """
Many many ADJ JJ 1 amod
pilots pilot NOUN NNS 2 nsubj
gathered gather VERB VBD 6 ccomp
in in ADP IN 4 case
Oslo Oslo PROPN NNP 2 obl
they they PRON PRP 6 nsubj
spoke speak VERB VBD 6 ROOT
"""
    assert sourced(rows, 0, 5, [(4, 5, "LOC")]).actors[0].name == "Many pilots"


def test_marks_within_the_words_for_somebody_stay_in_pairs():
    rows = """
“ “ PUNCT `` 1 punct
Veteran Veteran ADJ JJ 3 amod
” ” PUNCT '' 1 punct
pilots pilot NOUN NNS 4 nsubj
spoke speak VERB VBD 4 ROOT
"""
    assert sourced(rows, 0, 4).actors[0].name == "“Veteran” pilots"


LONE_GENITIVE = """
The the DET DT 1 det
's 's PROPN NNP 2 nsubj
said say VERB VBD 2 ROOT
no no INTJ UH 2 discourse
. . PUNCT . 2 punct
"""


def test_a_genitive_that_the_reader_takes_for_a_name_stops_no_read():
    assert cast_of(LONE_GENITIVE, [(1, 2, "ORG")]).actors == ()
    assert cast_of(LONE_GENITIVE, [(0, 2, "ORG")]).actors == ()


def speakers(*subjects):
    """The names of the actors that subjects of "spoke" stand for, one sentence each: "PERSON:Anna Kovac" is a name, "the president" a description."""
    rows, entities, heads = [], [], []
    for subject in subjects:
        label, _, name = subject.rpartition(":")
        words = name.split()
        start = len(rows)
        head = start if label else start + len(words) - 1
        verb = start + len(words)
        for i, word in enumerate(words, start=start):
            pos = "PROPN NNP" if label else "DET DT" if word.lower() in ("the", "a") else "ADJ JJ" if word[0].isupper() else "NOUN NN"
            relation = (
                f"{verb} nsubj" if i == head else f"{head} flat" if label else f"{head} {'det' if word.lower() in ('the', 'a') else 'amod'}"
            )
            rows.append(f"{word} {word} {pos} {relation}")
        rows += [f"spoke speak VERB VBD {verb} ROOT", f". . PUNCT . {verb} punct"]
        heads.append(head)
        if label:
            entities.append((start, verb, label))
    cast = cast_of("\n".join(rows), entities)
    names = {actor.id: actor.name for actor in cast.actors}
    return [names.get(cast.actor_of.get(head)) for head in heads]


def test_last_name_is_who_was_named_in_full_most_often():
    found = speakers("PERSON:Jack Letts", "PERSON:Jack Letts", "PERSON:John Letts", "PERSON:Letts")
    assert found[-1] == "Jack Letts"


def test_article_of_an_arabic_name_may_be_left_out():
    assert speakers("PERSON:Nasr al-Hariri", "PERSON:Hariri") == ["Nasr al-Hariri"] * 2


def test_apostrophes_of_two_kinds_are_one():
    assert speakers("PERSON:James O’Neill", "PERSON:O'Neill") == ["James O’Neill"] * 2


def test_companies_and_papers_have_short_names():
    assert speakers("ORG:Fusion Inc.", "ORG:Fusion") == ["Fusion Inc."] * 2
    assert speakers("ORG:New York Times", "ORG:Times") == ["New York Times"] * 2
    assert speakers("ORG:Sky News", "ORG:Fox News") == ["Sky News", "Fox News"]


def test_stations_are_known_without_what_they_send_and_again():
    assert speakers("ORG:KXRO-TV", "ORG:KXRO", "the station") == ["KXRO-TV"] * 3


def test_a_genitive_makes_no_full_name_of_a_body():
    rows = """
Kestrel Kestrel PROPN NNP 2 nmod:poss
's 's PART POS 0 case
pilots pilot NOUN NNS 3 nsubj
spoke speak VERB VBD 3 ROOT
. . PUNCT . 3 punct
Kestrel Kestrel PROPN NNP 6 nsubj
left leave VERB VBD 6 ROOT
. . PUNCT . 6 punct
"""
    names = list(parsed(rows, [(0, 2, "ORG"), (5, 6, "PERSON")]).ents)
    assert types_by_majority(names, {"Kestrel's", "Kestrel"}, KNOWLEDGE)["Kestrel's"] == "organization"


def test_the_newspaper_is_the_one_named_not_the_ministry():
    assert speakers("ORG:Daily Herald", "ORG:Defence Ministry", "the newspaper")[-1] == "Daily Herald"


def test_the_committee_is_the_one_of_that_name():
    assert speakers("ORG:Ethics Committee", "ORG:Treasury", "the committee")[-1] == "Ethics Committee"


def test_party_member_is_who_spoke_before():
    assert speakers("PERSON:Anna Kovac", "the Minnesota republican") == ["Anna Kovac"] * 2


def test_president_of_another_country_is_somebody_else():
    first, second = speakers("the Turkish president", "the Russian president")
    assert first != second


def test_name_between_commas_is_the_president_named_before():
    found = cast_of(
        """
The the DET DT 1 det
president president NOUN NN 2 nsubj
spoke speak VERB VBD 2 ROOT
. . PUNCT . 2 punct
The the DET DT 5 det
president president NOUN NN 10 nsubj
, , PUNCT , 7 punct
Anna Anna PROPN NNP 10 nsubj
Kovac Kovac PROPN NNP 7 flat
, , PUNCT , 7 punct
left leave VERB VBD 10 ROOT
""",
        [(7, 9, "PERSON")],
    )
    assert [actor.name for actor in found.actors] == ["Anna Kovac"]
    assert found.actor_of[1] == found.actor_of[5] == found.actor_of[7]


def test_agency_with_its_name_is_that_agency():
    found = cast_of(
        """
The the DET DT 2 det
AFP AFP PROPN NNP 2 compound
agency agency NOUN NN 3 nsubj
spoke speak VERB VBD 3 ROOT
""",
        [(1, 2, "ORG")],
    )
    assert found.actor_of[2] == found.actor_of[1]


def test_ms_is_no_given_name():
    assert speakers("PERSON:Anna Kovac", "PERSON:Ms. Kovac") == ["Anna Kovac"] * 2


def test_mr_and_mrs_are_two():
    assert speakers("PERSON:Anna Kovac", "PERSON:Ivan Kovac", "PERSON:Mr. Kovac", "PERSON:Mrs. Kovac") == [
        "Anna Kovac",
        "Ivan Kovac",
        "Ivan Kovac",
        "Anna Kovac",
    ]


def test_the_former_mayor_is_who_spoke_before():
    assert speakers("PERSON:Anna Kovac", "the former mayor") == ["Anna Kovac"] * 2
    assert speakers("PERSON:Anna Kovac", "The former mayor") == ["Anna Kovac"] * 2
    assert speakers("PERSON:Anna Kovac", "a mayor")[-1] != "Anna Kovac"


TWO_MINISTRIES = """
Russia Russia PROPN NNP 3 nmod:poss
's 's PART POS 0 case
Defence Defence PROPN NNP 3 compound
Ministry Ministry PROPN NNP 4 nsubj
spoke speak VERB VBD 4 ROOT
. . PUNCT . 4 punct
{owner} {owner} PROPN NNP 9 nmod:poss
's 's PART POS 6 case
Defence Defence PROPN NNP 9 compound
Ministry Ministry PROPN NNP 10 nsubj
spoke speak VERB VBD 10 ROOT
. . PUNCT . 10 punct
"""


@pytest.mark.parametrize(("owner", "is_same"), [("Norway", False), ("Russia", True)])
def test_bodies_of_one_common_name_are_their_countries(owner, is_same):
    cast = cast_of(TWO_MINISTRIES.format(owner=owner), [(0, 1, "LOC"), (2, 4, "ORG"), (6, 7, "LOC"), (8, 10, "ORG")])
    assert (cast.actor_of[3] == cast.actor_of[9]) == is_same


TWO_CAME = """
Anna Anna PROPN NNP 4 nsubj
Kovac Kovac PROPN NNP 0 flat
and and CCONJ CC 3 cc
Roth Roth PROPN NNP 0 conj
came come VERB VBD 4 ROOT
. . PUNCT . 4 punct
They they PRON PRP 7 nsubj
slept sleep VERB VBD 7 ROOT
. . PUNCT . 7 punct
"""


def test_they_are_the_two_people_who_came():
    cast = cast_of(TWO_CAME, [(0, 2, "PERSON"), (3, 4, "PERSON")])
    known = {actor.id: actor for actor in cast.actors}
    them = known[cast.actor_of[6]]
    assert (them.type, them.name, {known[member].name for member in them.members}) == (
        "group",
        "Anna Kovac and Roth",
        {"Anna Kovac", "Roth"},
    )


PAIR = """
Kovac Kovac PROPN NNP 1 nsubj
greeted greet VERB VBD 1 ROOT
{others}
. . PUNCT . 1 punct
{words}
met meet VERB VBD {met} ROOT
. . PUNCT . {met} punct
"""
ONE_OTHER = "Roth Roth PROPN NNP 1 obj"
TWO_OTHERS = """Roth Roth PROPN NNP 1 obj
and and CCONJ CC 4 cc
Holm Holm PROPN NNP 2 conj"""
THE_TWO = """The the DET DT {noun} det
two two NUM CD {met} nsubj"""
BOTH_LEADERS = """Both both DET DT {noun} det
leaders leader NOUN NNS {met} nsubj"""
BOTH_OFFICERS = BOTH_LEADERS.replace("leaders leader", "officers officer")


@pytest.mark.parametrize(
    ("others", "words", "members"),
    [
        (ONE_OTHER, THE_TWO, {"Kovac", "Roth"}),
        (ONE_OTHER, BOTH_LEADERS, {"Kovac", "Roth"}),
        (ONE_OTHER, BOTH_OFFICERS, set()),
        (TWO_OTHERS, BOTH_LEADERS, set()),
    ],
)
def test_the_two_are_those_who_were_named_just_before(others, words, members):
    first = 3 + len(others.splitlines())
    rows = PAIR.format(others=others, words=words.format(noun=first + 1, met=first + 2), met=first + 2)
    names = [(i, i + 1, "PERSON") for i in ([0, 2] if others == ONE_OTHER else [0, 2, 4])]
    cast = cast_of(rows, names)
    known = {actor.id: actor for actor in cast.actors}
    assert {known[one].name for one in known[cast.actor_of[first + 1]].members} == members


def test_two_who_come_are_no_third_actor_where_nothing_means_them_together():
    found = actors(TWO_CAME.partition("They")[0], [(0, 2, "PERSON"), (3, 4, "PERSON")])
    assert set(found) == {"Anna Kovac", "Roth"}


MINISTER_AND_PRESIDENT = """
The the DET DT 1 det
minister minister NOUN NN 6 nsubj
, , PUNCT , 4 punct
Ulf Ulf PROPN NNP 4 nmod:desc
Moberg Moberg PROPN NNP 1 appos
, , PUNCT , 1 punct
met meet VERB VBD 6 ROOT
Anna Anna PROPN NNP 6 nsubj
Kovac Kovac PROPN NNP 7 flat
. . PUNCT . 6 punct
"""


def test_an_unlabelled_name_behind_what_somebody_is_names_them():
    found = actors(MINISTER_AND_PRESIDENT, [(7, 9, "PERSON")])
    assert [(actor.type, [mention.text for mention in actor.mentions]) for actor in found.values()] == [
        ("person", ["The minister", "Ulf Moberg"]),
        ("person", ["Anna Kovac"]),
    ]


def test_a_body_has_the_noun_that_a_label_leaves_out():
    found = actors(
        """
The the DET DT 2 det
Baltic Baltic ADJ JJ 2 amod
Commission Commission PROPN NNP 3 nsubj
met meet VERB VBD 3 ROOT
. . PUNCT . 3 punct
""",
        [(1, 2, "ORG")],
    )
    assert list(found) == ["Baltic Commission"]


@pytest.mark.parametrize(("given", "is_known"), [("Marine", True), ("Christian", False)])
def test_a_given_name_that_the_label_leaves_out_is_part_of_a_known_name(given, is_known):
    rows = f"""
candidate candidate NOUN NN 3 nmod:desc
{given} {given} PROPN NNP 3 compound
Le Le PROPN NNP 3 compound
Pen Pen PROPN NNP 4 nsubj
spoke speak VERB VBD 4 ROOT
"""
    (name,) = actors(rows, [(2, 4, "ORG")])
    assert (name == f"{given} Le Pen") == is_known


def test_a_name_that_is_known_needs_no_known_given_name():
    rows = """
senator senator NOUN NN 2 nmod:desc
Rand Rand PROPN NNP 2 nmod:desc
Paul Paul PROPN NNP 3 nsubj
spoke speak VERB VBD 3 ROOT
"""
    assert list(actors(rows, [(2, 3, "PERSON")])) == ["Rand Paul"]


@pytest.mark.parametrize(("auxiliary", "tag", "maker"), [("had", "VBD", "Roth"), ("was", "VBD", None)])
def test_who_is_told_in_a_letter_has_not_written_it(auxiliary, tag, maker):
    doc = parsed(f"""
Roth Roth PROPN NNP 2 {"nsubj" if maker else "nsubj:pass"}
{auxiliary} have AUX {tag} 2 {"aux" if maker else "aux:pass"}
told tell VERB VBN 2 ROOT
everybody everybody PRON NN 2 obj
in in ADP IN 6 case
a a DET DT 6 det
letter letter NOUN NN 2 obl
""")
    assert maker_of(doc[6], {0: "Roth"}) == maker


@pytest.mark.parametrize("source", [(2, 4), (2, 5), (4, 5)])
def test_a_mark_that_a_parse_takes_for_a_noun_is_nobody(source):
    rows = """
in in ADP IN 4 case
an a DET DT 2 det
interview interview NOUN NN 8 obl
NBC NBC PROPN NNP 4 nmod:poss
“ “ NOUN NN 2 nmod
Today today NOUN NN 2 nmod
” ” PUNCT '' 2 punct
Kovac Kovac PROPN NNP 8 nsubj
spoke speak VERB VBD 8 ROOT
"""
    doc = parsed(rows, [(3, 4, "ORG"), (7, 8, "PERSON")])
    cast = find_cast(doc, whole_view(doc), KNOWLEDGE, voices=Voices(sources=(source,)))
    assert "“" not in {mention.text for actor in cast.actors for mention in actor.mentions}


def test_a_description_is_a_name_without_examples():
    rows = """
Two two NUM CD 1 nummod
leaders leader NOUN NNS 5 nsubj
, , PUNCT , 4 punct
including include VERB VBG 4 case
Kovac Kovac PROPN NNP 1 nmod
agreed agree VERB VBD 5 ROOT
. . PUNCT . 5 punct
"""
    names = {actor.name for actor in sourced(rows, 0, 5, [(4, 5, "PERSON")]).actors}
    assert names == {"Two leaders", "Kovac"}


@pytest.mark.parametrize(
    ("name", "behind", "type"),
    [("SANX", "said", "organization"), ("JFX", "said", "person"), ("SANX", ":", "person"), ("SANX", "TODAY", "person")],
)
def test_a_word_in_capitals_is_a_body_but_in_initials_turns_and_among_others(name, behind, type):
    rows = f"{name} {name} PROPN NNP 2 nsubj\n{behind} {behind} PUNCT . 0 punct\nwaited wait VERB VBD 2 ROOT\n"
    (actor,) = sourced(rows, 0, 1, [(0, 1, "PERSON")]).actors
    assert (actor.name, actor.type) == (name, type)


@pytest.mark.parametrize(("noun", "name"), [("Front", "Northern Front"), ("Leader", "Northern")])
def test_a_body_named_by_an_adjective_has_the_name_behind_it(noun, name):
    rows = f"""
The the DET DT 2 det
Northern Northern PROPN NNP 2 amod
{noun} {noun} PROPN NNP 3 nsubj
agreed agree VERB VBD 3 ROOT
"""
    assert name in {actor.name for actor in sourced(rows, 0, 3, [(1, 2, "ORG")]).actors}
