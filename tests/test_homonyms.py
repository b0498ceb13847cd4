"""Names that are a country's and mean something else, read with the shipped language pipeline."""

import pytest

from onrecord import Page


def actors(pipeline, text, published="2018-03-04"):
    return {actor.name: actor for actor in pipeline(Page(id="x", text=text, published=published)).actors}


@pytest.mark.parametrize(
    "text",
    [
        "Jordan Miles, a nurse, left the hospital on Friday. Jordan said: “I am glad.”",
        "Jordan Miles, a nurse from Ohio, met Israel Cole, a farmer, on Friday. “I am glad,” Jordan told reporters.",
    ],
)
def test_a_given_name_is_no_country(pipeline, text):
    miles = actors(pipeline, text)["Jordan Miles"]
    assert (miles.type, miles.country, miles.wikidata) == ("person", None, None)


def test_a_country_of_that_name_is_one(pipeline):
    jordan = actors(pipeline, "Jordan said on Sunday it would close its border with Syria.")["Jordan"]
    assert (jordan.type, jordan.country, jordan.wikidata) == ("country", "JOR", "Q810")


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("Georgia said on Monday that troops had crossed into South Ossetia. Tbilisi called for help.", "country"),
        ("Georgia said on Monday that it had counted the ballots in Atlanta again. Ohio had done so before.", "organization"),
    ],
)
def test_georgia_is_a_country_or_a_state(pipeline, text, type):
    georgia = actors(pipeline, text)["Georgia"]
    assert georgia.type == type
    assert (georgia.country == "GEO") == (type == "country")


def test_the_government_of_a_part_of_a_country_is_another(pipeline):
    text = "The Scottish government said it would vote. Britain rejected the plan on Monday and told the Scottish government to wait."
    assert {"Britain", "The Scottish government"} <= set(actors(pipeline, text))


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Georgia Gov. Wade Tucker said on Monday that he would sign the bill.", "USA"),
        ("Georgia’s governor, Wade Tucker, said on Monday that he would sign the bill.", "USA"),
        ("Georgia State Senator Wade Tucker said on Monday that he would vote no.", "USA"),
        ("Georgia Attorney General Wade Tucker said on Monday that the ballots were safe.", "USA"),
        ("Georgia Prime Minister Wade Tucker said on Monday that the border was closed.", "GEO"),
        ("Georgia Foreign Minister Wade Tucker said in Tbilisi on Monday that the border was closed.", "GEO"),
    ],
)
def test_a_post_shows_which_georgia_is_meant(pipeline, text, country):
    assert actors(pipeline, text)["Wade Tucker"].country == country


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Congo said on Monday that it would expel the envoy.", "COD"),
        ("Rwanda accused Congo of shelling a village on Monday.", "COD"),
        ("Congo and Gabon signed an accord in Brazzaville on Monday.", "COG"),
        ("Congo recalled its envoy from Brazzaville on Monday, a minister said in Kinshasa.", "COD"),
    ],
)
def test_congo_is_that_of_kinshasa_where_nothing_says_else(pipeline, text, country):
    congo = actors(pipeline, text)["Congo"]
    assert (congo.type, congo.country) == ("country", country)


def test_the_republic_of_congo_is_that_of_brazzaville(pipeline):
    assert actors(pipeline, "The Republic of Congo said it would cut output.")["Republic of Congo"].country == "COG"


@pytest.mark.parametrize(
    ("seat", "country"),
    [("Kremlin", "RUS"), ("Blue House", "KOR"), ("Élysée", "FRA"), ("Elysee", "FRA"), ("Planalto Palace", "BRA"), ("White House", "USA")],
)
def test_a_seat_of_power_is_a_body_of_its_country(pipeline, seat, country):
    found = actors(pipeline, f"The {seat} said on Monday that it would respond calmly.")[seat]
    assert (found.type, found.country) == ("organization", country)


@pytest.mark.parametrize(
    ("named", "country"), [("South Korea met Japan", "KOR"), ("North Korea met Japan", "PRK"), ("South Korea met North Korea", None)]
)
def test_korean_is_of_the_one_korea_that_is_named(pipeline, named, country):
    assert actors(pipeline, f"{named} in Singapore. The Korean leader said the talks went well.")["The Korean leader"].country == country


class TestOffices:
    """Whom an office means that is named without its holder."""

    def speaker(self, pipeline, text, published):
        record = pipeline(Page(id="x", text=text, published=published))
        (statement,) = record.statements
        return record.actor(statement.speaker)

    def test_it_is_the_holder_s_on_the_day(self, pipeline):
        found = self.speaker(pipeline, "“We will vote on Monday,” the British prime minister said in London.", "2024-11-28")
        assert (found.name, found.wikidata) == ("Keir Starmer", "Q6383803")

    def test_it_is_nobody_s_where_knowledge_does_not_reach(self, pipeline):
        found = self.speaker(pipeline, "“We will vote on Monday,” the British prime minister said in London.", "2026-11-28")
        assert (found.name, found.wikidata) == ("the British prime minister", None)

    def test_whom_the_article_introduces_goes_before_whom_knowledge_has(self, pipeline):
        text = "Prime Minister Ruth Hale met ministers in London on Friday. “We will vote on Monday,” the British prime minister said."
        found = self.speaker(pipeline, text, "2024-11-28")
        assert (found.name, found.wikidata) == ("Ruth Hale", None)

    def test_the_leader_of_another_country_is_not_meant(self, pipeline):
        text = "President Trump spoke to the South Korean president on Friday. “We agree,” the South Korean president said."
        assert self.speaker(pipeline, text, "2018-03-04").name == "Moon Jae-in"


def test_a_plumber_with_the_name_of_a_secretary_of_state_has_no_identifier(pipeline):
    assert actors(pipeline, "John Kerry, a plumber from Leeds, said: “The pipes are broken.”", "2014-03-04")["John Kerry"].wikidata is None
    assert (
        actors(pipeline, "John Kerry, the secretary of state, said: “The talks are over.”", "2014-03-04")["John Kerry"].wikidata == "Q22316"
    )


def test_a_baker_whom_a_tagger_takes_for_an_adjective_has_no_identifier(pipeline):
    found = actors(pipeline, "Nguyen Thi Hoa, a baker, was detained in Hanoi on Sunday.", "2022-05-10")
    assert found["Nguyen Thi Hoa"].wikidata is None
