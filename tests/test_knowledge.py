import pytest

from onrecord.knowledge import country_of_adjective, country_of_capital, country_of_name, gender_of_given_name


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Russia", "RUS"),
        ("the US", "USA"),
        ("U.S.", "USA"),
        ("Britain", "GBR"),
        ("the United Kingdom", "GBR"),
        ("South Korea", "KOR"),
        ("Paris", None),
    ],
)
def test_countries_by_name(name, code):
    assert country_of_name(name) == code


@pytest.mark.parametrize(
    ("word", "code"), [("Russian", "RUS"), ("French", "FRA"), ("Russians", "RUS"), ("American", "USA"), ("Korean", None), ("Martian", None)]
)
def test_countries_by_adjective(word, code):
    assert country_of_adjective(word) == code


def test_countries_by_capital():
    assert country_of_capital("Moscow") == "RUS"
    assert country_of_capital("Springfield") is None


def test_given_names():
    assert gender_of_given_name("Marine") == "female"
    assert gender_of_given_name("Vladimir") == "male"
    assert gender_of_given_name("Xyzzy") is None
