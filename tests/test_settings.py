"""Where and when an event was, by the words around its trigger."""

from dataclasses import replace

import pytest

from onrecord import Page
from onrecord.events import Surroundings
from onrecord.events.settings import Settings, dates_near, elsewhere_of, evidence_near, places_near
from tests.building import KNOWLEDGE, frame, parsed, whole_view

SENT = """
The the DET DT 1 det
leaders leader NOUN NNS 2 nsubj
met meet VERB VBD 2 ROOT
in in ADP IN 6 case
the the DET DT 6 det
northern northern ADJ JJ 6 amod
port port NOUN NN 2 obl
of of ADP IN 8 case
Rostock Rostock PROPN NNP 6 nmod
on on ADP IN 10 case
Monday Monday PROPN NNP 2 obl
. . PUNCT . 2 punct
Aides aide NOUN NNS 13 nsubj
spoke speak VERB VBD 13 ROOT
in in ADP IN 15 case
Bremen Bremen PROPN NNP 13 obl
last last ADJ JJ 17 amod
week week NOUN NN 13 obl
. . PUNCT . 13 punct
"""
ENTITIES = ((8, 9, "LOC"), (10, 11, "DATE"), (15, 16, "LOC"), (16, 18, "DATE"))
MET, SPOKE = (2, 3), (13, 14)


def surroundings(doc, actor_of):
    return Surroundings(
        doc, whole_view(doc), actors=(), actor_of=actor_of, statements=(), published="2017-03-24", places=KNOWLEDGE.places
    )  # fmt: skip


def known(actor_of=None):
    return surroundings(parsed(SENT, ENTITIES), actor_of or {})


def evidence(here, setting, near, *others):
    """{words that may tell it: evidence} of a frame among others."""
    return {words.text: of_words for words, of_words in evidence_near(here, setting, near, elsewhere_of(setting, [near, *others]))}


def texts(spans):
    return [span.text for span in spans]


def test_a_determiner_that_the_reader_marks_stands_for_the_phrase_of_its_noun():
    assert texts(places_near(known(), frame(MET, place=(4, 5)))) == ["the northern port of Rostock"]


def test_a_marked_word_without_a_noun_is_no_place():
    assert texts(places_near(known(), frame(SPOKE, place=(14, 15)))) == ["Bremen"]


def test_names_of_places_of_the_sentence_are_looked_at_without_being_marked():
    assert texts(places_near(known(), frame(MET))) == ["Rostock"]


def test_words_that_share_a_word_are_looked_at_once():
    marked = frame(MET, place=[(6, 9), (8, 9)])
    assert texts(places_near(known(), marked)) == ["port of Rostock"]


def test_dates_of_the_sentences_around_are_looked_at():
    assert texts(dates_near(known(), frame(MET))) == ["Monday", "last week"]


def test_a_date_that_the_reader_cuts_is_whole():
    assert texts(dates_near(known(), frame(SPOKE, date=(17, 18)))) == ["last week", "Monday"]


def test_evidence_of_a_place_says_how_precise_it_is_and_how_it_is_joined():
    own = evidence(known(), "place", frame(SPOKE))["Bremen"]
    assert {"precision city", "case in", "name LOC"} <= own.keys()
    assert (own["steps up"], own["steps down"]) == (1, 0)


def test_who_takes_part_stands_against_a_place():
    assert evidence(known({8: "a1"}), "place", frame(MET))["Rostock"]["takes part"] == 1


def test_evidence_of_a_date_says_how_precise_its_value_is():
    dates = evidence(known(), "date", frame(MET))
    assert (dates["Monday"]["length of the value"], dates["last week"]["length of the value"]) == (10, 7)


def test_words_are_measured_by_the_likeliest_and_by_what_they_are_to_another_trigger():
    met, spoke = frame(MET, date=(10, 11)), frame(SPOKE, date=(16, 18))
    dates = evidence(known(), "date", met, spoke)
    assert (dates["Monday"]["likelier ones"], dates["last week"]["likelier ones"]) == (0, 1)
    assert dates["last week"]["log odds at another trigger"] > 0 > dates["Monday"]["log odds at another trigger"]


def test_sure_words_near_the_trigger_tell_where_and_when():
    here, marked = known(), frame(SPOKE, place=(15, 16), date=(16, 18))
    settings = Settings(here, [marked])
    assert settings.place_of(marked).text == "Bremen"
    assert settings.date_of(marked).text == "last week"


def test_a_day_is_one_day():
    here, planned, met = known(), frame(SPOKE, status="planned", date=(10, 11)), frame(MET, date=(10, 11))
    settings = Settings(here, [planned, met])
    assert Settings(here, [planned]).date_of(planned).text == "Monday"
    assert (settings.date_of(planned), settings.date_of(met).text) == (None, "Monday")


def test_words_of_another_sentence_that_the_reader_finds_unlikely_tell_nothing():
    here = known()
    unlikely = replace(frame(MET), chances={"place": {15: 0.01}, "date": {17: 0.01}})
    settings = Settings(here, [unlikely])
    assert (settings.place_of(unlikely), settings.date_of(unlikely)) == (None, None)


def test_without_words_nearby_nothing_is_told():
    doc = parsed("\n".join(SENT.strip().splitlines()[:3]))
    here = surroundings(doc, {})
    settings = Settings(here, [frame(MET)])
    assert settings.place_of(frame(MET)) is None
    assert settings.date_of(frame(MET)) is None


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Rebels bombed the port between Thursday and Saturday.", ["Thursday and Saturday"]),
        ("Rebels shelled the port from 28 April to 2 May.", ["28 April to 2 May"]),
        ("Rebels shelled the port overnight on 7-8 May.", ["overnight on 7-8 May"]),
        ("Gunmen attacked the port on New Year's Eve.", ["New Year's Eve"]),
        ("Gunmen attacked the port on 2022-04-13.", ["2022-04-13"]),
        ("Gunmen attacked the port on 13.04.2022 and fled.", ["13.04.2022"]),
        ("Gunmen attacked the port on Friday and fled on Sunday.", ["Friday", "Sunday"]),
    ],
)
def test_words_of_one_date_are_looked_at_together(pipeline, text, dates):
    _, doc = pipeline.parse(Page(id="x", text=text))
    assert texts(surroundings(doc, {}).dates_in[0]) == dates


def test_a_day_that_owns_the_noun_for_an_event_is_when_it_was():
    rows = "The the DET DT 1 det\ntoll toll NOUN NN 5 nsubj\nof of ADP IN 4 case\nFriday Friday PROPN NNP 4 nmod:poss\nraid raid NOUN NN 1 nmod\n"
    rows += "rose rise VERB VBD 5 ROOT\non on ADP IN 7 case\nMonday Monday PROPN NNP 5 obl\n"
    here = surroundings(parsed(rows, ((3, 4, "DATE"), (7, 8, "DATE"))), {})
    raid = frame((4, 5), date=(7, 8))
    assert Settings(here, [raid]).date_of(raid).text == "Friday"


@pytest.mark.parametrize(
    ("text", "marked", "words"),
    [
        ("Rebels shelled the port from Friday to Sunday.", (4, 6), "from Friday to Sunday"),
        ("Rebels bombed the port between Thursday and Saturday.", (4, 6), "between Thursday and Saturday"),
    ],
)
def test_a_range_that_the_reader_cuts_behind_its_preposition_is_whole(pipeline, text, marked, words):
    _, doc = pipeline.parse(Page(id="x", text=text))
    assert texts(dates_near(surroundings(doc, {}), frame((1, 2), date=marked))) == [words]


@pytest.mark.parametrize(
    ("marked", "words"), [((4, 6), "the northern port"), ((9, 11), "on Monday"), ((10, 11), "Monday")], ids=["cut", "whole", "a day"]
)
def test_a_date_that_breaks_off_before_its_noun_has_it(marked, words):
    doc = parsed(SENT)
    assert texts(dates_near(surroundings(doc, {}), frame(MET, date=marked)))[0] == words


@pytest.mark.parametrize(("marked", "words"), [((3, 6), "in that spring and summer"), ((9, 11), "the six - day")], ids=["and", "hyphen"])
def test_a_date_that_breaks_off_before_what_it_is_joined_to_has_it(marked, words):
    doc = parsed("""
Rebels rebel NOUN NNS 1 nsubj
met meet VERB VBD 1 ROOT
them they PRON PRP 1 obj
in in ADP IN 5 case
that that DET DT 5 det
spring spring NOUN NN 1 obl
and and CCONJ CC 7 cc
summer summer NOUN NN 5 conj
after after ADP IN 13 case
the the DET DT 13 det
six six NUM CD 12 nummod
- - PUNCT HYPH 12 punct
day day NOUN NN 13 compound
truce truce NOUN NN 1 obl
""")
    cut = (marked[0], marked[1] + 1)
    assert texts(dates_near(surroundings(doc, {}), frame(MET, date=cut)))[0] == words
