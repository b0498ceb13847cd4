from dataclasses import replace
from importlib.resources import files

import pytest

from onrecord.actors.linking import identified
from onrecord.knowledge import (
    Term,
    country_of_adjective,
    country_of_capital,
    country_of_name,
    country_of_phrase,
    gender_of_given_name,
)
from onrecord.records import Actor, Mention
from tests.building import KNOWLEDGE


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


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("the South Korean president", "KOR"),
        ("New Zealand's premier", "NZL"),
        ("the Papua New Guinea prime minister", "PNG"),
        ("the French", "FRA"),
        ("a leader of the south", None),
        ("the British Columbia premier", None),
        ("the New Mexico governor", None),
        ("an Iraq War veteran from Canada", "CAN"),
        ("U.S. officials", "USA"),
        ("the U.S.", "USA"),
        ("U.K. police.", "GBR"),
        ("St. Louis police", None),
    ],
)
def test_countries_of_phrases(phrase, code):
    assert country_of_phrase(phrase) == code


def test_given_names():
    assert gender_of_given_name("Marine") == "female"
    assert gender_of_given_name("Vladimir") == "male"
    assert gender_of_given_name("Xyzzy") is None


class TestPeople:
    @pytest.mark.parametrize("name", ["Recep Tayyip Erdoğan", "Recep Tayyip Erdogan", "Recep Erdogan"])
    def test_accents_and_middle_names_are_left_aside(self, name):
        assert [person.wikidata for person in KNOWLEDGE.people.named(name)] == ["Q39259"]

    def test_transliterations_are_one_name(self):
        assert (
            [p.wikidata for p in KNOWLEDGE.people.named("Sergei Lavrov")]
            == [p.wikidata for p in KNOWLEDGE.people.named("Sergey Lavrov")]
            == ["Q58217"]
        )

    def test_two_people_of_a_name_are_both_found(self):
        assert len(KNOWLEDGE.people.named("John Kelly")) > 1

    @pytest.mark.parametrize(
        ("name", "wikidata"),
        [
            ("Joseph R. Biden", ["Q6279"]),
            ("George H. W. Bush", ["Q23505"]),
            ("George W. Bush", ["Q207"]),
            ("Donald Trump Jr.", []),
        ],
    )
    def test_given_names_for_short_middle_names_and_generations(self, name, wikidata):
        assert [person.wikidata for person in KNOWLEDGE.people.named(name)] == wikidata

    @pytest.mark.parametrize(("last_name", "name"), [("Moon", "Moon Jae-in"), ("Xi", "Xi Jinping"), ("Kim", "Kim Jong-un")])
    def test_family_names_that_stand_first(self, last_name, name):
        assert [person.name for person in KNOWLEDGE.people.prominent(last_name, "2018-03-06")] == [name]

    def test_one_word_is_nobodys_full_name(self):
        assert KNOWLEDGE.people.named("Putin") == []

    @pytest.mark.parametrize(
        ("last_name", "date", "wikidata"),
        [
            ("Hollande", "2017-03-24", ["Q157"]),
            ("Hollande", "2017-05-24", []),
            ("Macron", "2017-03-24", []),
            ("Macron", "2017-05-24", ["Q3052772"]),
            ("Smith-Nobody", "2017-05-24", []),
        ],
    )
    def test_heads_of_state_by_last_name_and_day(self, last_name, date, wikidata):
        assert [person.wikidata for person in KNOWLEDGE.people.prominent(last_name, date)] == wikidata

    @pytest.mark.parametrize(
        ("start", "end", "date", "covered"),
        [
            ("2012-05-15", "2017-05-14", "2017-05-14", True),
            ("2012-05-15", "2017-05-14", "2017-05-15", False),
            ("2012", None, "2012-01-01", True),
            ("2012-05", "2013", "2012-04-30", False),
            (None, None, "1999-01-01", True),
        ],
    )
    def test_terms_cover_days(self, start, end, date, covered):
        assert Term(office="President", country=None, start=start, end=end).covers(date) == covered

    @pytest.mark.parametrize(("date", "covered"), [("2022-07-23", True), ("2022-07-24", False)])
    def test_an_open_term_covers_no_day_after_its_source(self, date, covered):
        assert Term(office="President", country=None, start="2012", end=None, as_of="2022-07-23").covers(date) == covered


class TestOffices:
    @pytest.mark.parametrize(
        ("described", "country", "date", "name"),
        [
            ("the British prime minister", "GBR", "2022-01-01", "Boris Johnson"),
            ("the British prime minister", "GBR", "2024-11-01", "Keir Starmer"),
            ("Britain's foreign secretary", "GBR", "2024-11-01", "David Lammy"),
            ("the British home secretary", "GBR", "2022-01-01", "Priti Patel"),
            ("the German chancellor", "DEU", "2026-01-05", "Friedrich Merz"),
            ("the Chinese premier", "CHN", "2017-03-24", "Li Keqiang"),
            ("the French president", "FRA", "2024-11-01", "Emmanuel Macron"),
        ],
    )
    def test_holders_on_a_day(self, described, country, date, name):
        assert KNOWLEDGE.offices.holder(described, country, date).name == name

    @pytest.mark.parametrize(
        ("described", "country", "date"),
        [
            ("the British prime minister", "GBR", "2031-05-01"),
            ("the German foreign minister", "DEU", "2022-01-01"),
            ("the former British prime minister", "GBR", "2024-11-01"),
            ("the shadow foreign secretary", "GBR", "2024-11-01"),
        ],
    )
    def test_an_office_whose_holder_is_not_known_is_nobodys(self, described, country, date):
        assert KNOWLEDGE.offices.holder(described, country, date) is None

    def test_how_far_an_office_is_known(self):
        day, holder = KNOWLEDGE.offices.last_known("foreign minister", "DEU")
        assert (day, holder.name) == ("2017-06", "Sigmar Gabriel")
        assert KNOWLEDGE.offices.last_known("monarch", "DEU") is None


class TestItems:
    def test_names_of_organisations(self):
        assert tuple(map(KNOWLEDGE.items.named, ("the White House", "U.N.", "AFP"))) == ("Q35525", "Q1065", "Q40464")

    def test_acronyms_with_full_stops(self):
        assert KNOWLEDGE.items.named("C.I.A.") == KNOWLEDGE.items.named("CIA") == "Q37230"

    def test_a_single_word_may_be_anything(self):
        assert KNOWLEDGE.items.named("Justice") is None

    def test_the_last_word_of_papers_is_none_of_them(self):
        assert [KNOWLEDGE.items.named(name) for name in ("the Post", "Monitor", "The Star")] == [None, None, None]

    def test_single_words_that_are_organisations(self):
        assert [KNOWLEDGE.items.is_organisation(name) for name in ("Hezbollah", "the Senate", "Tom Cruise")] == [True, False, False]

    def test_bodies_of_a_country_by_their_names_without_it(self):
        assert KNOWLEDGE.items.of_a_country("Air Force", "USA") == "Q11223"
        assert KNOWLEDGE.items.of_a_country("Air Force", "AND") is None

    def test_countries(self):
        assert tuple(map(KNOWLEDGE.items.of_country, ("RUS", "USA", "JOR", "XXX"))) == ("Q159", "Q30", "Q810", None)


def test_a_party_of_a_name_is_that_of_the_country():
    assert KNOWLEDGE.items.named("Socialist Party", {"FRA": 1}) != KNOWLEDGE.items.named("Socialist Party", {"PRT": 1})
    assert KNOWLEDGE.items.named("Socialist Party", {"FRA": 2, "PRT": 1}) is None
    assert KNOWLEDGE.items.named("Socialist Party", {"FRA": 1, "PRT": 3}) == KNOWLEDGE.items.named("Socialist Party", {"PRT": 1})


def test_the_file_is_small():
    assert files("onrecord").joinpath("knowledge/knowledge.sqlite").stat().st_size < 10_000_000
    assert files("onrecord").joinpath("knowledge/places.sqlite").stat().st_size < 4_000_000


def person_actor(name, **known):
    mention = Mention(start=0, end=len(name), text=name, form="name")
    return Actor(id="a1", name=name, type="person", mentions=(mention,), **known)


def body_actor(*names):
    mentions = tuple(Mention(start=0, end=len(name), text=name, form="name") for name in names)
    return Actor(id="a2", name=names[0], type="organization", mentions=mentions)


class TestLinking:
    def linked(self, actor, published="2017-03-24", around=frozenset()):
        others = [Actor(id=f"c{i}", name=code, type="country", country=code, mentions=()) for i, code in enumerate(sorted(around))]
        return identified([actor, *others], KNOWLEDGE, published)[0]

    def test_president_by_last_name_and_country(self):
        found = self.linked(person_actor("Putin"), around={"RUS"})
        assert (found.wikidata, found.name, found.country, found.role) == ("Q7747", "Vladimir Putin", "RUS", "President of Russia")

    def test_a_last_name_that_many_have_is_not_enough_alone(self):
        assert self.linked(person_actor("Abbott"), published="2014-03-24").wikidata is None
        assert self.linked(person_actor("Abbott"), published="2014-03-24", around={"AUS"}).wikidata == "Q348577"

    def test_a_leader_s_rare_last_name_is_enough(self):
        assert self.linked(person_actor("Putin")).wikidata == "Q7747"

    def test_a_seat_before_a_last_name_says_who_it_is(self):
        sanders = person_actor("Sanders", role="Senator")
        assert self.linked(sanders, published="2020-03-17", around={"USA"}).wikidata == "Q359442"
        assert self.linked(sanders, published="2020-03-17").wikidata is None
        assert self.linked(person_actor("Scott", role="Senator"), published="2020-03-17", around={"USA"}).wikidata is None

    def test_a_plumber_with_the_name_of_a_secretary_of_state_is_somebody_else(self):
        kerry = person_actor("John Kerry")
        assert identified([kerry], KNOWLEDGE, "2014-03-04")[0].wikidata == "Q22316"
        assert identified([kerry], KNOWLEDGE, "2014-03-04", beside={"a1": "plumber"})[0].wikidata is None

    def test_people_of_no_office_are_known_by_their_full_name(self):
        assert self.linked(person_actor("Edward Snowden", role="a contractor"), around={"USA"}).wikidata == "Q13424289"

    def test_the_country_is_that_of_most_offices(self):
        assert self.linked(person_actor("Emmanuel Macron", role="President"), published="2018-03-17").country == "FRA"

    def test_office_tells_two_of_a_name_apart(self):
        kelly = person_actor("John Kelly", role="White House Chief of Staff")
        assert self.linked(kelly, published="2017-12-07", around={"USA"}).wikidata == "Q6232322"
        assert self.linked(person_actor("John Kelly", role="plumber"), published="2017-12-07").wikidata is None

    def test_somebody_of_another_country_is_somebody_else(self):
        assert self.linked(person_actor("Sergei Lavrov", role="chess player", country="FRA")).wikidata is None

    def test_role_of_the_text_is_kept(self):
        found = self.linked(person_actor("Sergei Lavrov", role="Russian Foreign Minister", country="RUS"))
        assert (found.wikidata, found.role) == ("Q58217", "Russian Foreign Minister")

    def test_without_a_date_a_last_name_is_nobodys(self):
        assert self.linked(person_actor("Putin"), published=None, around={"RUS"}).wikidata is None
        lavrov = person_actor("Sergei Lavrov", role="Russian foreign minister", country="RUS")
        assert self.linked(lavrov, published=None).wikidata == "Q58217"

    def test_a_rare_last_name_is_known_years_after_the_office(self):
        assert self.linked(person_actor("Obama"), published="2017-12-04", around={"USA"}).wikidata == "Q76"
        assert self.linked(person_actor("Brown"), published="2011-12-04", around={"GBR"}).wikidata is None

    def test_parties_are_those_of_the_countries_in_the_article(self):
        party = replace(person_actor("Republicans"), type="group")
        assert self.linked(party, around={"USA"}).wikidata == "Q29468"
        assert self.linked(party, around={"IRL"}).wikidata is None

    def test_a_body_is_that_of_the_country_whose_people_are_named(self):
        obama = person_actor("Barack Obama", role="President")
        assert identified([obama, body_actor("Senate")], KNOWLEDGE, "2013-07-29")[1].wikidata == "Q66096"
        assert identified([body_actor("Senate")], KNOWLEDGE, "2013-07-29")[0].wikidata is None

    def test_a_body_with_more_to_its_name_is_another(self):
        obama, senate = person_actor("Barack Obama", role="President"), body_actor("Texas Senate", "Senate")
        assert identified([obama, senate], KNOWLEDGE, "2013-07-29")[1].wikidata is None

    def test_a_company_is_known_without_what_says_that_it_is_one(self):
        assert identified([body_actor("Huawei Technologies Co. Ltd.")], KNOWLEDGE, "2019-01-29")[0].wikidata == "Q160120"

    def test_a_company_that_only_begins_like_another_body_is_not_it(self):
        assert identified([body_actor("Guardian Industries")], KNOWLEDGE, "2019-01-29")[0].wikidata is None

    def test_a_leader_of_long_ago_is_known_by_the_office(self):
        assert self.linked(person_actor("Bill Clinton", role="then-President"), published="2018-03-08").wikidata == "Q1124"
        assert self.linked(person_actor("Bill Clinton", role="coach"), published="2018-03-08").wikidata is None

    def test_a_rare_last_name_is_known_in_the_year_before_the_office(self):
        assert self.linked(person_actor("Trump", role="President-elect"), published="2016-12-17").wikidata == "Q22686"
        assert self.linked(person_actor("Johnson"), published="2018-12-17", around={"GBR"}).wikidata is None
