import random

import pytest

from benchmark.alterations import RIGHT, WAYS, altered, quotations
from onrecord import Page
from onrecord.merging.alignment import Alignment

TEXT = "“We will not sell the harbour this year, and the council will pay for 400 new homes,” she said. Then he shouted: “Go home.”"


def test_quotations_are_what_stands_in_marks_and_is_long_enough():
    assert [one.text for one in quotations([Page(id="a", text=TEXT)])] == [
        "We will not sell the harbour this year, and the council will pay for 400 new homes,"
    ]


@pytest.mark.parametrize("how", WAYS)
def test_an_altered_quotation_is_told_for_what_it_is(how):
    (one,) = quotations([Page(id="a", text=TEXT)])
    text = WAYS[how](one.text, random.Random(3), ["barrel", "candle", "lantern"])
    alignment = Alignment.of(one.text, text)
    variant = alignment.variant()
    assert (variant, alignment.touches() if variant == "altered" else None) == RIGHT[how]


def test_no_quotation_is_altered_twice_and_each_way_is_taken_as_often():
    found = list(quotations(Page(id=f"{n}", text=TEXT) for n in range(12)))
    made = altered(found, 8, seed=1)
    assert len({one.source for one in made}) == 8
    assert sorted(one.how for one in made) == sorted([*WAYS] * 2)
