"""Place words and what they stand for, read from sentences with the shipped language pipeline and gazetteer."""

import pytest

from onrecord import Page
from onrecord.events.locating import countries_named, locate
from onrecord.events.places import whole_place
from tests.building import KNOWLEDGE, bounds


def located(pipeline, text, marked):
    """The place that marked words are of, and what it stands for."""
    _, doc = pipeline.parse(Page(id="x", text=text))
    words = whole_place(doc[slice(*bounds(doc, marked))])
    return words, locate(words, countries_named(doc, KNOWLEDGE.places), KNOWLEDGE.places)


@pytest.mark.parametrize(
    ("text", "words", "country", "precision", "near"),
    [
        ("Putin met Le Pen in Moscow on Friday.", "Moscow", "RUS", "city", (55.75, 37.62)),
        (
            "A bomb killed nine people in the northern Iraqi city of Mosul on Monday.",
            "the northern Iraqi city of Mosul",
            "IRQ",
            "city",
            (36.3, 43.1),
        ),
        ("Gunmen killed four people in Springfield, Illinois, on Monday.", "Springfield, Illinois", "USA", "city", (39.8, -89.6)),
        ("Gunmen killed four people in Salem, OR, on Monday.", "Salem", "USA", "city", (44.9, -123.0)),
        ("Gunmen killed four people in Columbus, Ga., on Monday.", "Columbus, Ga.", "USA", "city", (32.5, -85.0)),
        ("The ministers met in London, Ont., on Tuesday.", "London, Ont", "CAN", "city", (43.0, -81.2)),
        ("The ministers met in London, Ontario, on Tuesday.", "London", "CAN", "city", (43.0, -81.2)),
        ("A gunman killed two people in Paris, Idaho, on Friday.", "Paris", "USA", "region", (44.4, -114.6)),
        ("Air strikes killed 12 people in northern Syria.", "northern Syria", "SYR", "region", (35.0, 38.0)),
        ("A suicide bomber killed 20 people 30 miles south of Kabul.", "30 miles south of Kabul", "AFG", "point", (34.08, 69.18)),
        (
            "Militants attacked a base 70km northwest of the Chechen capital, Grozny, killing six soldiers.",
            "70km northwest of the Chechen capital, Grozny",
            "RUS",
            "point",
            (43.76, 45.09),
        ),
    ],
)
def test_where_it_was(pipeline, text, words, country, precision, near):
    marked, place = located(pipeline, text, words)
    assert (marked.text, place.country, place.precision) == (words, country, precision)
    assert abs(place.latitude - near[0]) < 0.3
    assert abs(place.longitude - near[1]) < 0.5


def test_a_border_is_nowhere_in_particular(pipeline):
    _, place = located(pipeline, "Militants killed 11 soldiers near the border with Mali on Sunday.", "Mali")
    assert (place.country, place.latitude, place.precision) == ("MLI", None, None)


@pytest.mark.parametrize("name", ["Raqqa", "Ar Raqqah", "al-Raqqa"])
def test_spellings_of_one_place(name):
    assert KNOWLEDGE.places.named(name)[0].country == "SYR"


def test_unknown_places_are_none():
    assert KNOWLEDGE.places.named("Nowhere-upon-Nothing") == ()


def test_share_of_place_phrases_that_are_right(pipeline):
    from benchmark.phrases.places import shares_right

    countries, points = shares_right(pipeline)
    assert countries >= 0.97
    assert points >= 0.95
