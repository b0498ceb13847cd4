"""What layout says to be somebody's words: posts that a page embeds, and the turns of a transcript."""

import pytest

from onrecord import Page

POST = "We are on our way to the valley. Stay where you are!"


def said(pipeline, text):
    """(speaker, kind, content) of each statement."""
    record = pipeline(Page(id="x", text=text))
    names = {actor.id: actor.name for actor in record.actors}
    return [(names.get(one.speaker), one.kind, one.content[0].text) for one in record.statements]


@pytest.mark.parametrize(
    "post",
    [
        f"{POST} — Ana Kovac (@anakovac) March 2, 2019",
        f"{POST} pic.twitter.com/Ab12Cd — Ana Kovac (@anakovac) March 2, 2019",
        f"{POST} https://t.co/Ab12Cd\n\n— Ana Kovac (@anakovac) March 2, 2019",
    ],
)
def test_a_post_is_said_by_who_signed_it(pipeline, post):
    text = f"Two bridges fell in the valley of Zell on Monday.\n\n{post}\n\nThe road is still closed."
    assert ("Ana Kovac", "direct", POST) in said(pipeline, text)


def test_what_is_told_in_a_post_stands_beside_it(pipeline):
    text = "Two bridges fell on Monday.\n\nThe mayor said that the road would reopen in May. — Ana Kovac (@anakovac) March 2, 2019"
    found = said(pipeline, text)
    assert ("Ana Kovac", "direct", "The mayor said that the road would reopen in May.") in found
    assert ("The mayor", "indirect", "that the road would reopen in May") in found


def test_links_alone_are_no_post(pipeline):
    assert said(pipeline, "The road is closed.\n\nhttps://t.co/Ab12Cd — Ana Kovac (@anakovac) March 2, 2019") == []


def test_turns_by_labels_that_are_repeated(pipeline):
    text = "BRANDT: When will the road reopen?\n\nKOVAC: In May.\n\nBRANDT: And the bridge?\n\nKOVAC: Not before the summer."
    assert [(kind, words) for _, kind, words in said(pipeline, text)] == [
        ("direct", "When will the road reopen?"),
        ("direct", "In May."),
        ("direct", "And the bridge?"),
        ("direct", "Not before the summer."),
    ]


def test_turns_by_the_last_name_of_somebody_named_in_full(pipeline):
    text = "The Herald met the coach, Peter Brandt, in Leeds.\n\nHerald: Why now?\n\nBrandt: I grew up beside the pitch.\n\nNote: The season ends in May."
    assert said(pipeline, text) == [("Peter Brandt", "direct", "I grew up beside the pitch.")]


def test_one_label_alone_is_no_speaker(pipeline):
    text = "Two bridges fell on Monday.\n\nRELATED: How bridges are built\n\nThe road is closed.\n\nRELATED: Ten roads to see"
    assert said(pipeline, text) == []


@pytest.mark.parametrize("titles", [("Ms", "Mr"), ("Mrs.", "Dr")])
def test_turns_by_a_title_and_a_last_name(pipeline, titles):
    first, second = titles
    text = f"{first} Grech: I cannot support a port that nobody asked for.\n\n{second} Borg: Has the member read the plan at all?"
    assert [who for who, *_ in said(pipeline, text)] == ["Grech", "Borg"]
