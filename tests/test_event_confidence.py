"""What happened, and what is an event at all, as learned."""

import csv
from pathlib import Path

import pytest
from spacy.tokens import Doc

from onrecord.article import Page
from onrecord.events.confidence import Evidence, confidence_of
from onrecord.events.happened import probability_happened, vectors_of
from onrecord.pipeline import Pipeline

JUDGEMENTS = Path(__file__).parents[1] / "training/events/judgements.csv"


def happened(nlp, text, word):
    doc = nlp(text)
    return probability_happened(next(token for token in doc if token.text == word))


@pytest.mark.parametrize(
    ("told", "open_"),
    [
        (("The troops left the town on Friday.", "left"), ("The troops want to leave the town.", "leave")),
        (("The council agreed to lift the curfew and lifted it.", "lifted"), ("The council refused to lift the curfew.", "lift")),
        (("She resigned after the vote.", "resigned"), ("He called on her to resign.", "resign")),
    ],
)
def test_what_is_told_likelier_happened_than_what_is_open(nlp, told, open_):
    assert happened(nlp, *told) > 0.5 > happened(nlp, *open_)


def test_without_the_vectors_of_our_encoder_nothing_is_known(nlp):
    doc = Doc(nlp.vocab, words=["They", "left"], heads=[1, 1], deps=["nsubj", "ROOT"])
    assert vectors_of(doc[1]) is None
    assert probability_happened(doc[1]) is None


def test_every_event_has_its_confidence(pipeline: Pipeline):
    record = pipeline(
        Page(id="a", text="Anna Kovac met Ivan Holm in Oslo on Friday. Police in Bergen arrested six men.", published="2018-05-14")
    )
    assert [event.type for event in record.events] == ["CONSULT", "COERCE"]
    assert all(event.confidence is not None and 0.5 < event.confidence <= 1 for event in record.events)


@pytest.mark.parametrize(
    "text",
    [
        "A court can ban an owner whose dog bites, Anna Kovac said.",
        "Anna Kovac wants to seize the moment.",
        "Drivers who are convicted of theft may be deported if a court agrees.",
    ],
)
def test_what_is_hardly_an_event_is_left_out(pipeline: Pipeline, text: str):
    assert pipeline(Page(id="a", text=text, published="2018-05-14")).events == ()


def test_confidence_needs_no_vectors():
    assert 0 < confidence_of(Evidence(features={"type CONSULT": 1.0, "names on both sides": 1.0}, vector=None)) < 1


def test_judgements_have_no_words_of_articles():
    with JUDGEMENTS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) > 1000
    assert {row["is_event"] for row in rows} == {"0", "1"}
    assert all(set(row) == {"article", "start", "type", "is_event"} and row["start"].isdigit() for row in rows)
