"""Events over parses built by hand and frames as the reader gives them."""

from dataclasses import replace

import pytest

from onrecord.article import Span
from onrecord.events import Surroundings, find_candidates, incidents, is_told
from onrecord.events.writing import harmed, joined, total
from onrecord.records import Actor, Casualty, Mention, Participant, Statement
from tests.building import KNOWLEDGE, frame, parsed, whole_view

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
MEETING = frame((1, 2), mode="meet", actor=(0, 1), recipient=(2, 3), place=(4, 5), date=(6, 7))
BASE_ATTACKED = """
The the DET DT 1 det
base base NOUN NN 3 nsubj:pass
was be AUX VBD 3 aux:pass
attacked attack VERB VBN 3 ROOT
by by ADP IN 5 case
militants militant NOUN NNS 3 obl:agent
. . PUNCT . 3 punct
"""
ATTACKED = f"""{BASE_ATTACKED}\
Six six NUM CD 8 nummod
soldiers soldier NOUN NNS 9 nsubj
died die VERB VBD 9 ROOT
. . PUNCT . 9 punct
"""
ATTACK = frame((3, 4), deed="ASSAULT", actor=(5, 6), recipient=(0, 2))
TWO_MEETINGS = """
Kovac Kovac PROPN NNP 1 nsubj
met meet VERB VBD 1 ROOT
Petrov Petrov PROPN NNP 1 obj
. . PUNCT . 1 punct
Kovac Kovac PROPN NNP 5 nsubj
met meet VERB VBD 5 ROOT
{other} {other} PROPN NNP 5 obj
. . PUNCT . 5 punct
"""
PEOPLE = [("Kovac", "person"), ("Petrov", "person"), ("Roth", "person"), ("militants", "group")]


def candidates(rows, *frames, entities=(), actors=PEOPLE, statements=(), published="2021-03-05"):
    doc = parsed(rows, entities)
    known = tuple(
        Actor(id=name, name=name, type=type, mentions=(Mention(start=0, end=1, text=doc.text[:1], form="name"),)) for name, type in actors
    )
    actor_of = {token.i: token.text for token in doc if token.text in dict(actors)}
    told = [(s, frozenset(tokens)) for s, tokens in statements]
    around = Surroundings(
        doc, whole_view(doc), actors=known, actor_of=actor_of, statements=told, published=published, places=KNOWLEDGE.places
    )
    return list(find_candidates(around, frames))


def events(rows, *frames, **given):
    return tuple(one.event for one in candidates(rows, *frames, **given) if is_told(one))


def said(tokens):
    content = Span(start=0, end=1, text="x")
    return [(Statement(id="s1", kind="indirect", content=(content,)), tokens)]


def test_meeting_with_place_and_date():
    (event,) = events(MET, MEETING, entities=MET_NAMES)
    assert (event.type, event.mode, event.status) == ("CONSULT", "meet", "occurred")
    assert [p.actor for p in event.actors] == ["Kovac"]
    assert [p.actor for p in event.recipients] == ["Petrov"]
    assert event.place.text == "Sofia"
    assert (event.date.text, event.date.value) == ("Friday", "2021-03-05")
    assert event.evidence.text.startswith("Kovac met Petrov")


def test_a_call_is_between_places():
    (event,) = events(MET.replace("met meet", "phoned phone"), MEETING, entities=MET_NAMES)
    assert (event.mode, event.place, event.date.text) == ("call", None, "Friday")


def test_no_date_is_taken_from_the_publication_date():
    (event,) = events(MET, frame((1, 2), actor=(0, 1), recipient=(2, 3)), entities=MET_NAMES)
    assert event.date is None


def test_an_unlikely_frame_is_no_event():
    doubtful = frame((1, 2), probability=0.15, actor=(0, 1), recipient=(2, 3))
    of_any_type = doubtful.answers | {"deed": {"CONSULT": 0.4, "AGREE": 0.3, "COOPERATE": 0.3}}
    assert events(MET, replace(doubtful, answers=of_any_type)) == ()
    assert events(MET, replace(doubtful, answers=of_any_type, probability=0.99))


def test_a_deed_of_nobody_is_no_event():
    assert events(MET, frame((1, 2), deed="AGREE")) == ()


def test_violence_somewhere_is_an_event_without_anybody():
    (event,) = events(MET, frame((1, 2), deed="ASSAULT", place=(4, 5)), entities=MET_NAMES, actors=[])
    assert event.place.text == "Sofia"


@pytest.mark.parametrize(("score", "count"), [("3-1", 0), ("40–12 again", 0), ("3-1990", 1), ("on 3-4", 1), ("3", 1)])
def test_whoever_is_beaten_by_a_score_is_done_no_violence_to(score, count):
    numbers = "\n".join(f"{word} {word} NUM CD 1 obl" for word in score.split())
    rows = f"""
Kovac Kovac PROPN NNP 1 nsubj
beat beat VERB VBD 1 ROOT
Petrov Petrov PROPN NNP 1 obj
{numbers}
. . PUNCT . 1 punct
"""
    played = frame((1, 2), deed="ASSAULT", actor=(0, 1), recipient=(2, 3))
    assert len(events(rows, played, entities=[(0, 1, "PERSON"), (2, 3, "PERSON")])) == count


def test_who_takes_part_on_both_sides_is_an_actor():
    (event,) = events(MET, frame((1, 2), actor=[(0, 1), (2, 3)], recipient=(2, 3)))
    assert [p.actor for p in event.actors] == ["Kovac", "Petrov"]
    assert event.recipients == ()


def test_attack_with_its_dead_in_the_next_sentence():
    (event,) = events(ATTACKED, ATTACK)
    assert (event.type, event.killed, event.injured) == ("ASSAULT", 6, None)
    assert [p.actor for p in event.actors] == ["militants"]
    assert event.casualties[0].text == "Six soldiers"


TOLD_LATER = f"""{BASE_ATTACKED}\
Schools school NOUN NNS 8 nsubj
closed close VERB VBD 8 ROOT
. . PUNCT . 8 punct
Six six NUM CD 11 nummod
soldiers soldier NOUN NNS 12 nsubj
{{died}} {{died}} VERB VBD 12 ROOT
in in ADP IN 15 case
the the DET DT 15 det
attack attack NOUN NN 12 obl
. . PUNCT . 12 punct
"""


@pytest.mark.parametrize(("died", "count"), [("died", 1), ("slept", 2)])
def test_the_dead_of_an_attack_are_no_other_victims(died, count):
    actors = [*PEOPLE, ("base", "organization"), ("soldiers", "group")]
    toll = frame((15, 16), deed="ASSAULT", recipient=(10, 12))
    assert len(events(TOLD_LATER.format(died=died), ATTACK, toll, actors=actors)) == count


MURDER = """
The the DET DT 1 det
{deed} {deed} NOUN NN 1 ROOT
of of ADP IN 3 case
Roth Roth PROPN NNP 1 nmod
. . PUNCT . 1 punct
"""


@pytest.mark.parametrize(
    ("deed", "given", "killed"),
    [("murder", {}, 1), ("kidnapping", {}, None), ("murder", {"status": "possible"}, None), ("murder", {"recipient": [(3, 4), (0, 1)]}, 1)],
)
def test_one_person_to_whom_a_killing_is_done_is_dead(deed, given, killed):
    told = {"deed": "ASSAULT", "actor": [], "recipient": (3, 4)} | given
    (event,) = events(MURDER.format(deed=deed), frame((1, 2), **told))
    assert event.killed == killed
    assert [(one.actor, one.text, one.value) for one in event.casualties] == ([("Roth", "Roth", 1)] if killed else [])


def test_whom_an_attempt_was_made_on_is_not_dead():
    rows = MURDER.format(deed="murder").replace("The the DET DT", "Attempted attempted ADJ JJ")
    (event,) = events(rows, frame((0, 2), deed="ASSAULT", actor=[], recipient=(3, 4)))
    assert event.killed is None


def test_violence_is_told_apart_by_whoever_is_likelier_than_not_to_take_part():
    doc = parsed(MET, [])
    told = incidents.Mention(
        token=doc[1], trigger=doc[1:2], type="ASSAULT", mode=None, sentence=0, actors={"a1": doc[0]}, recipients={}, status="occurred",
        chances={"a1": 0.4}, frame=frame((1, 2), deed="ASSAULT"),
    )  # fmt: skip
    assert [replace(told, chances=chances).likely for chances in ({"a1": 0.4}, {"a1": 0.6}, {})] == [set(), {"a1"}, {"a1"}]


def test_event_told_only_in_a_statement_stands_on_it():
    (event,) = events(MET, frame((1, 2), word="attributed", actor=(0, 1), recipient=(2, 3)), statements=said(range(7)))
    assert event.attributed_to == ("s1",)


@pytest.mark.parametrize(("chance", "on_whose_word"), [(0.9, ("s1",)), (0.1, ())])
def test_what_stands_in_somebodys_words_stands_on_them_where_the_reader_finds_it_likely(chance, on_whose_word):
    unsure = replace(MEETING, answers=MEETING.answers | {"word": {"own": 1 - chance, "attributed": chance}})
    (event,) = events(MET, unsure, statements=said(range(7)))
    assert event.attributed_to == on_whose_word


def test_event_that_the_article_asserts_stands_on_nobodys_word():
    (event,) = events(MET, MEETING, statements=said(range(7)))
    assert event.attributed_to == ()


def test_a_denied_event_is_tied_to_its_denial():
    (event,) = events(MET, frame((1, 2), status="denied", actor=(0, 1), recipient=(2, 3)), statements=said(range(7)))
    assert (event.status, event.denied_by) == ("denied", ("s1",))


@pytest.mark.parametrize(("other", "count"), [("Petrov", 1), ("Roth", 2)])
def test_a_meeting_of_the_same_people_is_the_same(other, count):
    first = frame((1, 2), actor=(0, 1), recipient=(2, 3))
    again = frame((5, 6), actor=(4, 5), recipient=(6, 7))
    assert len(events(TWO_MEETINGS.format(other=other), first, again)) == count


@pytest.mark.parametrize(("other", "count"), [("Petrov", 1), ("Roth", 2)])
def test_an_attack_on_others_is_another(other, count):
    first = frame((1, 2), deed="ASSAULT", actor=(0, 1), recipient=(2, 3))
    again = frame((5, 6), deed="ASSAULT", actor=(4, 5), recipient=(6, 7))
    assert len(events(TWO_MEETINGS.format(other=other), first, again)) == count


def test_a_planned_meeting_is_not_the_one_that_took_place():
    first = frame((1, 2), actor=(0, 1), recipient=(2, 3))
    again = frame((5, 6), status="planned", actor=(4, 5), recipient=(6, 7))
    assert len(events(TWO_MEETINGS.format(other="Petrov"), first, again)) == 2


def test_the_surest_mention_tells_of_the_event_and_the_others_fill_it_up():
    first = frame((1, 2), probability=0.6, mode="talks", actor=(0, 1), recipient=(2, 3), place=(2, 3))
    again = frame((5, 6), probability=0.8, mode="meet", actor=(4, 5), recipient=(6, 7))
    (event,) = events(TWO_MEETINGS.format(other="Petrov"), first, again)
    assert (event.mode, event.place.text) == ("meet", "Petrov")


def test_an_event_is_the_likelier_the_surer_its_surest_mention_is():
    first = frame((1, 2), probability=0.6, actor=(0, 1), recipient=(2, 3))
    rows = TWO_MEETINGS.format(other="Petrov")
    again = [frame((5, 6), probability=chance, actor=(4, 5), recipient=(6, 7)) for chance in (0.6, 0.9)]
    (unsure,), (sure,) = events(rows, first, again[0]), events(rows, first, again[1])
    assert unsure.confidence < sure.confidence < 1


def test_deeds_of_different_kinds_are_two():
    first = frame((1, 2), deed="AID", actor=(0, 1), recipient=(2, 3))
    again = frame((5, 6), deed="SANCTION", actor=(4, 5), recipient=(6, 7))
    assert [event.type for event in events(TWO_MEETINGS.format(other="Petrov"), first, again)] == ["AID", "SANCTION"]


def test_rival_tolls_are_not_added():
    own, theirs = (
        Casualty(start=0, end=1, text="x", kind="killed", value=n, bound="exact", who=Span(start=0, end=1, text="x"), attributed_to=on)
        for n, on in ((12, ()), (40, ("s1",)))
    )
    assert total([theirs, own], "killed") == 12
    assert total([theirs], "killed") == 40
    assert total([own, own], "killed") == 24
    assert total([own], "injured") is None


SPOKE_AFTER = """
After after ADP IN 2 case
talks talk NOUN NNS 5 obl
with with ADP IN 3 case
Roth Roth PROPN NNP 1 nmod
Kovac Kovac PROPN NNP 5 nsubj
met meet VERB VBD 5 ROOT
Petrov Petrov PROPN NNP 5 obj
. . PUNCT . 5 punct
"""


def test_who_belongs_to_another_trigger_is_not_in_this_event():
    talks = frame((1, 2), mode="talks", actor=(4, 5), recipient=[(3, 4), (6, 7)])
    met = frame((5, 6), mode="meet", actor=(4, 5), recipient=(6, 7))
    first, second = events(SPOKE_AFTER.replace(" 2 case", " 1 case", 1).replace(" 3 case", " 3 case"), talks, met)
    assert {p.actor for p in (*first.actors, *first.recipients)} == {"Kovac", "Roth"}
    assert {p.actor for p in (*second.actors, *second.recipients)} == {"Kovac", "Petrov"}


def test_evidence_says_what_a_surer_event_has_told_already():
    surer = frame((1, 2), deed="AID", probability=0.9, actor=(0, 1), recipient=(2, 3))
    again = frame((5, 6), deed="AID", probability=0.5, actor=(4, 5), recipient=(6, 7))
    of_others = frame((5, 6), deed="AID", probability=0.5, recipient=(6, 7))
    rows = TWO_MEETINGS.format(other="Roth")
    first, second = (one.evidence for one in candidates(rows, surer, replace(again, answers=again.answers | {"status": {"planned": 1.0}})))
    assert (first["surer ones of its type"], first["somebody of a surer one"]) == (0, 0)
    assert (second["somebody of a surer one"], second["nobody but of surer ones"], second["words and somebody of a surer one"]) == (1, 0, 1)
    _, other = (one.evidence for one in candidates(rows, surer, of_others))
    assert (other["somebody of a surer one"], other["words of a surer one"], other["words and somebody of a surer one"]) == (0, 1, 0)


def test_evidence_says_how_sure_the_reader_is_of_type_and_status():
    unsure = replace(MEETING, answers=MEETING.answers | {"deed": {"CONSULT": 0.5, "AGREE": 0.5}})
    (doubtful,), (sure,) = candidates(MET, unsure, entities=MET_NAMES), candidates(MET, MEETING, entities=MET_NAMES)
    assert doubtful.evidence["log odds of its type"] == 0 < sure.evidence["log odds of its type"]
    assert doubtful.evidence["log odds of how it stands"] == sure.evidence["log odds of how it stands"] > 0


def test_who_is_counted_among_the_harmed_is_done_violence_to_once():
    def casualty(actor, value):
        return Casualty(start=0, end=1, text="x", kind="injured", value=value, who=Span(start=0, end=1, text="x"), actor=actor)

    told = [Participant(start=5, end=6, text="y", actor="a1")]
    counted = [casualty("a1", 3), casualty("a2", None), casualty("a3", 0), casualty(None, 4)]
    assert [(one.actor, one.text) for one in joined(told, harmed(counted))] == [("a1", "y"), ("a2", "x")]


@pytest.mark.parametrize(
    ("deed", "type", "done_to"),
    [("ASSAULT", "organization", []), ("ASSAULT", "country", ["Sofia"]), ("CONSULT", "organization", ["Sofia"])],
)
def test_the_town_where_it_was_is_no_participant_unless_it_is_met(deed, type, done_to):
    rows = """
Kovac Kovac PROPN NNP 1 nsubj
shelled shell VERB VBD 1 ROOT
Sofia Sofia PROPN NNP 1 obj
. . PUNCT . 1 punct
"""
    told = frame((1, 2), deed=deed, actor=(0, 1), recipient=(2, 3), place=(2, 3))
    (event,) = events(rows, told, entities=[(2, 3, "LOC")], actors=[("Kovac", "person"), ("Sofia", type)])
    assert [one.actor for one in event.recipients] == done_to
    assert event.place is not None


def test_violence_that_only_tells_when_other_violence_was_is_another_event():
    rows = """
Gunmen gunman NOUN NNS 1 nsubj
shot shoot VERB VBD 1 ROOT
Kovac Kovac PROPN NNP 1 obj
hours hour NOUN NNS 6 nmod
{before} {before} ADP IN 6 case
a a DET DT 6 det
blast blast NOUN NN 1 obl
. . PUNCT . 1 punct
"""
    shot = frame((1, 2), deed="ASSAULT", actor=(0, 1), recipient=(2, 3))
    blast = frame((6, 7), deed="ASSAULT", actor=(0, 1), recipient=(2, 3))
    people = [("Gunmen", "group"), ("Kovac", "person")]
    counts = [len(events(rows.format(before=word), shot, blast, actors=people)) for word in ("before", "in")]
    assert counts == [2, 1]
