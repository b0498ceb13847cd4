"""Events in running text: who takes part, what is none, what is one event told twice."""

import pytest

from onrecord.article import Page


def events(pipeline, text, published="2018-05-14", title=None):
    record = pipeline(Page(id="a", text=text, published=published, title=title))
    names = {actor.id: actor.name for actor in record.actors}
    return [
        (event.type, [names[one.actor] for one in event.actors], [names[one.actor] for one in event.recipients], event)
        for event in record.events
    ]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("In his talks with May, Ivan Kovac indicated on Monday that he would press her.", {"Ivan Kovac", "May"}),
        ("President Ivan Kovac of Uganda flew to Cairo on Monday.", {"Ivan Kovac"}),
        ("The president invited union leaders to a meeting on Thursday.", {"The president", "union leaders"}),
        ("Ivan Kovac called Prime Minister Anna Horvat on Monday to offer help.", {"Ivan Kovac", "Anna Horvat"}),
    ],
)
def test_who_is_in_touch(pipeline, text, people):
    (found,) = [{*doers, *others} for type, doers, others, _ in events(pipeline, text) if type == "CONSULT"]
    assert found == people


@pytest.mark.parametrize(
    "text",
    [
        "Patients should visit the doctor or the hospital when they feel ill.",
        "Ivan Kovac calls his coach “Bill the Bull” whenever they lose.",
        "Workers have to meet health goals, such as losing weight.",
        "Ivan Kovac shot himself on Monday, his lawyer said.",
        "The group urged its members to bombard Ivan Kovac with messages.",
        "Ivan Kovac said that he would meet with any senator.",
    ],
)
def test_what_is_no_event(pipeline, text):
    assert events(pipeline, text) == []


def test_a_headline_tells_of_the_event_of_its_report(pipeline):
    text = "Students clash with police over fees\n\nThree students were hurt on Tuesday in clashes with police in Nairobi, Kenya, a doctor said."
    (found,) = events(pipeline, text)
    assert "hurt" in found[3].evidence.text


def test_a_town_is_where_and_not_who(pipeline):
    (found,) = events(pipeline, "Rebels captured Raqqa on Monday, the Syrian army said.")
    assert found[1:3] == (["Rebels"], [])
    assert found[3].place.name == "Raqqa"


def test_who_does_not_accept_a_deal_grants_that_there_is_one(pipeline):
    found = events(pipeline, "The rebels did not accept the deal brokered by Norway.")
    assert "occurred" in {event.status for _, _, _, event in found}


def test_the_two_leaders_are_those_who_met(pipeline):
    text = "Ivan Kovac and Anna Horvat met on Friday in Oslo. The two leaders met for an hour, and they spoke of trade."
    (found,) = events(pipeline, text)
    assert {*found[1], *found[2]} >= {"Ivan Kovac", "Anna Horvat"}
