"""Which words mean the same actor, in running text."""

import pytest

from onrecord.article import Page

# (text, words of one mention, the actor's name that they stand for)
SAME = [
    ("The House Ethics Committee chairman, Democratic Rep. Ivan Kovac of Ohio, said on Monday that he would go.", "chairman", "Ivan Kovac"),
    ("A spokesman for the port rejected the claim. “It is legal,” the spokesman, Ivan S. Kovac, said.", "A spokesman", "Ivan S. Kovac"),
    (
        "Prime Minister Ivan Kovac arrived. The foreign minister, Anna Horvat said: “We are disappointed.”",
        "foreign minister",
        "Anna Horvat",
    ),
    ("Trondheim police denied it on Monday. “Nobody was hurt,” Trondheim police said.", "Trondheim police", "Trondheim police"),
    ("President Trump met South Korean President Moon Jae-in on Friday. The president said that he was glad.", "The president", "Trump"),
]
APART = [
    ("Prime Minister Ivan Kovac said no. The foreign minister said that she would resign.", "The foreign minister", "Ivan Kovac"),
    ("President Trump called Mr Assad a brute on Monday. The Syrian president said that he was not.", "The Syrian president", "Trump"),
]


def name_of(pipeline, text, words):
    record = pipeline(Page(id="a", text=text, published="2018-04-28"))
    return next((actor.name for actor in record.actors for mention in actor.mentions if words in mention.text), None)


@pytest.mark.parametrize(("text", "words", "name"), SAME)
def test_words_for_one_actor(pipeline, text, words, name):
    assert name in (name_of(pipeline, text, words) or "")


@pytest.mark.parametrize(("text", "words", "name"), APART)
def test_words_for_somebody_else(pipeline, text, words, name):
    assert name not in (name_of(pipeline, text, words) or "nobody")


def test_what_is_no_body_is_no_actor_whatever_it_is_said_to_say(pipeline):
    text = "The confusion suggests that nobody knows, Ivan Kovac said on Monday. State television said that he was right."
    names = {actor.name for actor in pipeline(Page(id="a", text=text, published="2018-04-28")).actors}
    assert names == {"Ivan Kovac", "State television"}
