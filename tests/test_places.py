"""Where an event was: the words that belong to a marked place, and whether two places can be one."""

import pytest

from onrecord import Page
from onrecord.events.locating import Location
from onrecord.events.places import is_elsewhere, whole_place
from tests.building import bounds


@pytest.mark.parametrize(
    ("text", "marked", "whole"),
    [
        ("A bomb killed 20 people 30 miles south of Kabul on Monday.", "Kabul", "30 miles south of Kabul"),
        (
            "Militants attacked a base 70km northwest of the Chechen capital, Grozny.",
            "the Chechen capital",
            "70km northwest of the Chechen capital, Grozny",
        ),
        ("Air strikes killed 12 people in northern Syria.", "Syria", "northern Syria"),
        ("Militants killed 11 soldiers near the border with Mali on Sunday.", "Mali", "the border with Mali"),
        ("Kovac met Holm in Oslo on Monday.", "Oslo", "Oslo"),
    ],
)
def test_what_belongs_to_a_place(pipeline, text, marked, whole):
    _, doc = pipeline.parse(Page(id="x", text=text))
    assert whole_place(doc[slice(*bounds(doc, marked))]).text == whole


def located(country, latitude, longitude, precision):
    return Location(name="x", country=country, latitude=latitude, longitude=longitude, precision=precision)


OSLO = located("NOR", 59.9, 10.7, "city")


@pytest.mark.parametrize(
    ("other", "elsewhere"),
    [
        (located("NOR", 60.0, 10.8, "point"), False),
        (located("NOR", 60.4, 5.3, "city"), True),
        (located("NOR", 62.0, 10.0, "country"), False),
        (located("DNK", 55.7, 12.6, "city"), True),
        (Location(name=None, country="NOR"), False),
        (Location(name="x", country=None), False),
    ],
    ids=["near", "another city", "its country", "another country", "a border", "unknown"],
)
def test_places_that_cannot_be_one(other, elsewhere):
    assert is_elsewhere(OSLO, other) is elsewhere
    assert is_elsewhere(other, OSLO) is elsewhere
