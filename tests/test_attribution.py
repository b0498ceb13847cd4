"""Attributions from the reader's frames: set right by quotation marks; what no cue tells of."""

from dataclasses import replace

import pytest

from onrecord import Page
from onrecord.statements import find_attributions
from tests.building import bounds, frame, words_only


def attributions(text, *frames):
    """What ``find_attributions`` makes of frames, each a dict of words by role (lists for several parts)."""
    doc = words_only(text)

    def runs(words):
        return [bounds(doc, part) for part in ([words] if isinstance(words, str) else words)]

    found = [frame(runs(roles.pop("cue"))[0], **{role: runs(words) for role, words in roles.items()}) for roles in frames]
    return doc, find_attributions(doc, found)


def contents(text, *frames):
    doc, found = attributions(text, *frames)
    return [[doc[start:end].text for start, end in one.content] for one in found]


@pytest.mark.parametrize("content", ["“We will vote", "will vote,”", "We will vote"])
def test_a_quotation_is_taken_whole(content):
    assert contents("“We will vote,” Kovac said.", {"cue": "said", "content": content}) == [["“We will vote,”"]]


def test_a_quotation_that_is_grazed_is_given_back():
    text = "Kovac said talks had failed. “We will vote on this next week, and we will win”."
    assert contents(text, {"cue": "said", "content": "talks had failed. “We"})[0] == ["talks had failed"]


def test_what_is_said_inside_a_quotation_stays_as_it_is():
    text = "“Roth told me that talks had failed,” Kovac said."
    inner = {"source": "Roth", "cue": "told", "content": "that talks had failed"}
    assert ["that talks had failed"] in contents(text, inner)


def test_punctuation_is_off_the_ends():
    assert contents("Talks had failed, Kovac said.", {"cue": "said", "content": "Talks had failed,"}) == [["Talks had failed"]]


def test_parts_of_one_quotation_are_one():
    found = contents("“We will vote and we will win,” Kovac said.", {"cue": "said", "content": ["“We will vote", "and we will win,”"]})
    assert found == [["“We will vote and we will win,”"]]


def test_both_parts_around_a_cue_are_kept():
    found = contents("“No,” Kovac said. “We will vote.”", {"cue": "said", "content": ["“No,”", "“We will vote.”"]})
    assert found == [["“No,”", "“We will vote.”"]]


def test_an_unlikely_frame_is_none():
    doc = words_only("Kovac said talks had failed.")
    assert find_attributions(doc, [frame((1, 2), probability=0.2, content=(2, 5))]) == []


def test_a_frame_without_content_is_none():
    doc = words_only("Kovac said.")
    assert find_attributions(doc, [frame((1, 2), source=(0, 1))]) == []


@pytest.mark.parametrize(("probability", "third", "found"), [(0.95, 0.4, ["talks had failed"]), (0.95, 0.1, []), (0.8, 0.4, [])])
def test_a_sure_cue_has_the_likeliest_words_for_its_content(probability, third, found):
    doc = words_only("The talks had failed, Kovac said.")
    unmarked = frame(bounds(doc, "said"), probability=probability, source=bounds(doc, "Kovac"))
    likely = {"content": {0: 0.1, 1: 0.5, 3: 0.6, 4: 0.1, 5: 0.1} | {2: third}}
    read = find_attributions(doc, [replace(unmarked, chances={**unmarked.chances, **likely})])
    assert [doc[slice(*one.content[0])].text for one in read] == found


def test_a_quotation_without_a_cue_is_found():
    found = contents("Kovac said talks had failed.\n\n“We will vote next week.”", {"cue": "said", "content": "talks had failed"})
    assert found == [["talks had failed"], ["“We will vote next week.”"]]


def test_quoted_words_that_are_no_sentence_are_not():
    assert contents("Kovac rode the “Red Arrow” home.") == []


def test_the_likeliest_source_is_the_one():
    doc, (found,) = attributions("Talks failed, Kovac said.", {"cue": "said", "source": "Kovac", "content": "Talks failed"})
    assert doc[slice(*found.source)].text == "Kovac"


@pytest.mark.parametrize(
    ("source", "whole"),
    [("The", "The North"), ("Prime Minister", "Prime Minister Anna Kovac"), ("Denmark and", "Denmark and Norway"), ("Kovac", "Kovac")],
)
def test_a_source_is_a_whole_phrase(pipeline, source, whole):
    _, doc = pipeline.parse(Page(id="x", text=f"{whole} said that talks had failed."))
    (found,) = find_attributions(
        doc, [frame(bounds(doc, "said"), source=bounds(doc, source), content=bounds(doc, "that talks had failed"))]
    )
    assert doc[slice(*found.source)].text == whole


def test_a_coordinated_cue_has_the_subject_of_the_one_before(pipeline):
    _, doc = pipeline.parse(Page(id="x", text="The regulator said that talks had failed, and warned that fares would rise."))
    (found,) = find_attributions(doc, [frame(bounds(doc, "warned"), content=bounds(doc, "that fares would rise"))])
    assert doc[slice(*found.source)].text == "The regulator"


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        (
            "From the desk of Anna Kovac, director of the zoo:\n\n“We will not open before the spring.”",
            "Anna Kovac",
            "“We will not open before the spring.”",
        ),
        ("Amadou Keita, commander of the northern garrison: “We hold the ridge.”", "Amadou Keita", "“We hold the ridge.”"),
        ("Kovac: 'We will not raise the fares'", "Kovac", "'We will not raise the fares'"),
        (
            "Anna Kovac began talking in the hall. “This law will not last a year.” The hall was full.",
            "Anna Kovac",
            "“This law will not last a year.”",
        ),
    ],
    ids=["a line that leads in", "a name and a post before a colon", "single marks behind a colon", "the person before"],
)
def test_who_speaks_where_no_cue_does(pipeline, text, speaker, content):
    record = pipeline(Page(id="x", text=text))
    (statement,) = record.statements
    assert (record.actor(statement.speaker).name, statement.content[0].text, statement.kind) == (speaker, content, "direct")
