"""Sectors by the words for an actor."""

import pytest

from onrecord.actors.sectors import sectors_of
from onrecord.records import Actor, Mention


def actor(*texts, form="description", type="person", role=None):
    mentions = tuple(Mention(start=i, end=i + len(text), text=text, form=form) for i, text in enumerate(texts))
    return Actor(id="a1", name=texts[0], type=type, role=role, mentions=mentions)


@pytest.mark.parametrize(
    ("who", "sectors"),
    [
        (actor("the defence minister"), ("GOV",)),
        (actor("six rebels", type="group"), ("REB",)),
        (actor("a general"), ("MIL",)),
        (actor("the former minister"), ()),
        (actor("Anna Kovac", form="name", role="Senator"), ("LEG",)),
        (actor("The Daily Gazette", form="name", type="organization"), ("MED",)),
        (actor("UN", form="name", type="organization"), ("IGO",)),
        (actor("France", form="name", type="country"), ("GOV",)),
        (actor("an army major"), ("MIL",)),
        (actor("Major Ivan Kovac", form="name"), ()),
        (actor("Ivan Kovac", form="name", role="Major"), ("MIL",)),
        (actor("Major charities", type="group"), ()),
        (actor("a general manager"), ()),
        (actor("somebody"), ()),
    ],
)
def test_words_say_the_sector(who, sectors):
    assert sectors_of(who, None) == sectors


def test_office_says_it_where_the_text_does_not():
    assert sectors_of(actor("Anna Kovac", form="name"), "Minister of Finance") == ("GOV",)
