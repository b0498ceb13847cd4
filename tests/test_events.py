"""Events over parses built by hand."""

import pytest

from onrecord.article import Span
from onrecord.events import Surroundings, find_events
from onrecord.records import Actor, Mention, Statement
from tests.building import KNOWLEDGE, parsed, whole_view

MET = """
Kovac Kovac PROPN NNP 1 nsubj
met meet VERB VBD 1 ROOT
Petrov Petrov PROPN NNP 1 obj
in in ADP IN 4 case
Sofia Sofia PROPN NNP 1 obl
on on ADP IN 6 case
Friday Friday PROPN NNP 1 obl
. . PUNCT . 1 punct
"""
MET_NAMES = [(0, 1, "PERSON"), (2, 3, "PERSON"), (4, 5, "LOC"), (6, 7, "DATE")]

ATTACKED = """
The the DET DT 1 det
base base NOUN NN 3 nsubj:pass
was be AUX VBD 3 aux:pass
attacked attack VERB VBN 3 ROOT
by by ADP IN 5 case
militants militant NOUN NNS 3 obl:agent
. . PUNCT . 3 punct
Six six NUM CD 8 nummod
soldiers soldier NOUN NNS 9 nsubj
died die VERB VBD 9 ROOT
. . PUNCT . 9 punct
"""


def events(rows, entities=(), actors=(), statements=(), published="2021-03-05"):
    doc = parsed(rows, entities)
    known = tuple(
        Actor(id=name, name=name, type=type, mentions=(Mention(start=0, end=1, text=doc.text[:1], form="name"),)) for name, type in actors
    )
    actor_of = {token.i: token.text for token in doc if token.text in dict(actors)}
    told = [(s, frozenset(tokens)) for s, tokens in statements]
    return find_events(
        Surroundings(doc, whole_view(doc), actors=known, actor_of=actor_of, statements=told, published=published, places=KNOWLEDGE.places)
    )


PEOPLE = [("Kovac", "person"), ("Petrov", "person")]


def test_meeting_with_place_and_date():
    (event,) = events(MET, MET_NAMES, PEOPLE)
    assert (event.type, event.mode, event.status) == ("CONSULT", "meet", "occurred")
    assert [p.actor for p in event.actors] == ["Kovac"]
    assert [p.actor for p in event.recipients] == ["Petrov"]
    assert event.place.text == "Sofia"
    assert (event.date.text, event.date.value) == ("Friday", "2021-03-05")
    assert event.evidence.text.startswith("Kovac met Petrov")


def test_no_date_is_taken_from_the_publication_date():
    without = MET.replace("on on ADP IN 6 case\nFriday Friday PROPN NNP 1 obl\n", "")
    (event,) = events(without, MET_NAMES[:3], PEOPLE)
    assert event.date is None


def test_nobody_meets_expectations():
    assert events(MET.replace("Petrov Petrov PROPN NNP", "expectations expectation NOUN NNS"), [], [("Kovac", "person")]) == ()


@pytest.mark.parametrize(
    ("before", "status"),
    [
        ("will will AUX MD 2 aux", "planned"),
        ("may may AUX MD 2 aux", "possible"),
        ("should should AUX MD 2 aux", "called_for"),
        ("never never ADV RB 2 advmod", "denied"),
        ("is be AUX VBZ 3 cop\nto to PART TO 3 mark", "planned"),
    ],
)
def test_status(before, status):
    verb = 2 + before.count("\n")
    rows = f"Kovac Kovac PROPN NNP {verb} nsubj\n{before}\nmet meet VERB VBD {verb} ROOT\nPetrov Petrov PROPN NNP {verb} obj\n"
    (event,) = events(rows, [(0, 1, "PERSON"), (verb + 1, verb + 2, "PERSON")], PEOPLE)
    assert event.status == status


def test_what_is_said_to_come_is_planned():
    rows = "Kovac Kovac PROPN NNP 2 nsubj\nwould would AUX MD 2 aux\nmet meet VERB VB 2 ROOT\nPetrov Petrov PROPN NNP 2 obj\n"
    said = Statement(id="s1", kind="indirect", content=(Span(start=0, end=5, text="Kovac"),))
    (told,) = events(rows, [], PEOPLE, statements=[(said, range(4))])
    (thought,) = events(rows, [], PEOPLE)
    assert (told.status, thought.status) == ("planned", "possible")


def sides_of(rows):
    (event,) = events(rows, [], PEOPLE)
    return [p.actor for p in event.actors], [p.actor for p in event.recipients]


@pytest.mark.parametrize(
    "rows",
    [
        "agreed agree VERB VBD 1 ROOT\nin in ADP IN 4 case\na a DET DT 4 det\nletter letter NOUN NN 1 obl\nto to ADP IN 6 case\nPetrov Petrov PROPN NNP 4 nmod",
        "spoke speak VERB VBD 1 ROOT\nby by ADP IN 3 case\nphone phone NOUN NN 1 obl\nwith with ADP IN 5 case\nPetrov Petrov PROPN NNP 3 nmod",
    ],
    ids=["in a letter", "by phone"],
)
def test_letters_and_calls(rows):
    assert sides_of("Kovac Kovac PROPN NNP 1 nsubj\n" + rows) == (["Kovac"], ["Petrov"])


def test_attack_that_continues_goes_on():
    rows = """
Kovac Kovac PROPN NNP 2 nmod:poss
's 's PART POS 0 case
onslaught onslaught NOUN NN 3 nsubj
continued continue VERB VBD 3 ROOT
"""
    (event,) = events(rows, [], PEOPLE)
    assert event.status == "ongoing"


def test_attack_with_its_dead_in_the_next_sentence():
    (event,) = events(ATTACKED, [], [("militants", "group"), ("soldiers", "group")])
    assert event.type == "ASSAULT"
    assert [p.actor for p in event.actors] == ["militants"]
    assert [p.actor for p in event.recipients] == ["soldiers"]
    assert (event.killed, event.injured) == (6, None)
    assert event.casualties[0].who.text == "Six soldiers"


def test_attack_in_words_is_no_violence():
    rows = "Kovac Kovac PROPN NNP 1 nsubj\nattacked attack VERB VBD 1 ROOT\nPetrov Petrov PROPN NNP 1 obj\n"
    assert events(rows, [], PEOPLE) == ()


def test_event_told_only_in_a_statement_stands_on_it():
    statement = Statement(id="s1", kind="indirect", content=(Span(start=0, end=1, text="K"),))
    (event,) = events(MET, MET_NAMES, PEOPLE, statements=[(statement, range(8))])
    assert event.attributed_to == ("s1",)


def test_event_that_the_article_asserts_stands_on_nobodys_word():
    (event,) = events(MET, MET_NAMES, PEOPLE)
    assert event.attributed_to == ()


def test_place_before_a_noun_did_not_do_it():
    (event,) = events(
        """
The the DET DT 2 det
Parkland Parkland PROPN NNP 2 compound
shooting shooting NOUN NN 3 nsubj
killed kill VERB VBD 3 ROOT
six six NUM CD 5 nummod
people people NOUN NNS 3 obj
""",
        [(1, 2, "LOC")],
        [("Parkland", "organization"), ("people", "group")],
    )
    assert event.actors == ()
    assert event.place.text == "Parkland"


@pytest.mark.parametrize(
    ("rows", "type"),
    [
        ("expelled expel VERB VBD 1 ROOT\ndiplomats diplomat NOUN NNS 1 obj", "SANCTION"),
        ("lifted lift VERB VBD 1 ROOT\nsanctions sanction NOUN NNS 1 obj", "CONCEDE"),
        ("lifted lift VERB VBD 1 ROOT\nweights weight NOUN NNS 1 obj", None),
        ("gave give VERB VBD 1 ROOT\nweapons weapon NOUN NNS 1 obj", "AID"),
        ("gave give VERB VBD 1 ROOT\nup up ADP RP 1 compound:prt\nweapons weapon NOUN NNS 1 obj", "RETREAT"),
        ("gave give VERB VBD 1 ROOT\nup up ADP RP 1 compound:prt\nfood food NOUN NN 1 obj", None),
        ("resigned resign VERB VBD 1 ROOT", "RETREAT"),
        ("pleaded plead VERB VBD 1 ROOT\nguilty guilty ADJ JJ 1 xcomp", "COERCE"),
        ("pleaded plead VERB VBD 1 ROOT\nto to PART TO 3 mark\nstay stay VERB VB 1 xcomp", None),
        ("accused accuse VERB VBD 1 ROOT\nPetrov Petrov PROPN NNP 1 obj\nof of ADP IN 4 case\ntheft theft NOUN NN 1 obl", None),
        ("arrested arrest VERB VBD 1 ROOT\nPetrov Petrov PROPN NNP 1 obj", "COERCE"),
    ],
)
def test_deeds_by_verb_and_what_stands_beside_it(rows, type):
    found = events("Kovac Kovac PROPN NNP 1 nsubj\n" + rows, [], PEOPLE)
    assert [event.type for event in found] == ([type] if type else [])


def test_seizing_what_is_somebodys_is_done_to_them():
    rows = """
Kovac Kovac PROPN NNP 1 nsubj
seized seize VERB VBD 1 ROOT
Petrov Petrov PROPN NNP 4 nmod:poss
's 's PART POS 2 case
passport passport NOUN NN 1 obj
"""
    assert sides_of(rows) == (["Kovac"], ["Petrov"])


def test_cooperation_with_somebody_goes_on():
    rows = """
Kovac Kovac PROPN NNP 2 nmod:poss
's 's PART POS 0 case
cooperation cooperation NOUN NN 5 nsubj
with with ADP IN 4 case
Petrov Petrov PROPN NNP 2 nmod
grew grow VERB VBD 5 ROOT
"""
    (event,) = events(rows, [], PEOPLE)
    assert (event.type, event.status) == ("COOPERATE", "ongoing")


def test_deeds_of_different_people_are_two():
    rows = """
Kovac Kovac PROPN NNP 1 nsubj
resigned resign VERB VBD 1 ROOT
. . PUNCT . 1 punct
Petrov Petrov PROPN NNP 4 nsubj
resigned resign VERB VBD 4 ROOT
. . PUNCT . 4 punct
"""
    assert [[p.actor for p in event.actors] for event in events(rows, [], PEOPLE)] == [["Kovac"], ["Petrov"]]
