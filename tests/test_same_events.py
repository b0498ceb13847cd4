from dataclasses import replace
from datetime import date

import pytest

from onrecord.article import Span
from onrecord.merging import Judgement, Rarity, Ref, find_events, reports
from onrecord.merging.pairs import FEATURES, features, probability
from onrecord.records import Actor, Casualty, Date, Event, Mention, Participant, Place, Statement
from tests.recording import reading

WHERE = {"Geneva": (46.2, 6.15), "Vienna": (48.2, 16.37)}


def told(
    article, words="President Ilan Dorsek met Prime Minister Mira Halvond", *, type="CONSULT", mode="meet", trigger="met", people=("Ilan Dorsek", "Mira Halvond"), place="Geneva",
    day="2024-03-05", published="2024-03-05", status="occurred", killed=None, denied=False, until=None,
):  # fmt: skip
    """A reading of one event; ``denied``: the sentence is somebody's denial."""
    span = Span.of(words, 0, len(words))
    at = words.index(trigger)
    actors = [
        Actor(id=f"a{n}", name=name, type="person", mentions=(Mention(start=0, end=1, text=name, form="name"),))
        for n, name in enumerate(people)
    ]
    latitude, longitude = WHERE.get(place, (None, None))
    event = Event(
        id="e1",
        type=type,
        mode=mode,
        trigger=Span.of(words, at, at + len(trigger)),
        actors=tuple(Participant(start=0, end=1, text=name, actor=f"a{n}") for n, name in enumerate(people)),
        place=Place(start=0, end=1, text=place, name=place, latitude=latitude, longitude=longitude) if place else None,
        date=Date(start=0, end=1, text="x", value=day, until=until) if day else None,
        status=status,
        attributed_to=("s1",) if denied else (),
        casualties=(Casualty(start=0, end=1, text="x", kind="killed", value=killed),) if killed is not None else (),
        evidence=span,
    )
    statements = [Statement(id="s1", kind="indirect", act="deny", content=(span,))] if denied else []
    return reading(article, words, actors=actors, statements=statements, events=[event], published=published)


def events_of(*records, **options):
    return [
        [one.ref.article for one in event.reports] for event in find_events([one for made in records for one in reports(made)], **options)
    ]


BOMB = {
    "words": "A bomb exploded at a market",
    "type": "ASSAULT",
    "mode": "explosives",
    "trigger": "exploded",
    "people": (),
    "place": "the market in Harsa",
    "day": "2024-06-08",
}


def test_one_meeting_told_twice_is_one_event():
    assert events_of(told("a"), told("b", "Mira Halvond met Ilan Dorsek on the lake", published="2024-03-06")) == [["a", "b"]]


@pytest.mark.parametrize(
    "other",
    [
        {"day": "2024-04-09", "published": "2024-04-09"},
        {"day": "2024-04-09", "place": "Vienna", "published": "2024-04-09"},
        {"people": ("Ilan Dorsek", "Ana Brisk"), "words": "President Ilan Dorsek met Ana Brisk"},
        {"people": ("Clara Wendt", "Bodil Rask"), "words": "Clara Wendt met Bodil Rask"},
    ],
    ids=["another day", "another day and town", "somebody else", "others in the same town on the same day"],
)
def test_look_alike_meetings_stay_apart(other):
    assert events_of(told("a"), told("b", **other)) == [["a"], ["b"]]


@pytest.mark.parametrize(
    "other",
    [
        {"day": "2024-07-20", "published": "2024-07-20"},
        {"place": "the port of Belin", "words": "A bomb exploded at a port"},
        {"words": "Gunmen shot a guard at a bank", "mode": "firearms", "trigger": "shot", "place": "a bank in Harsa"},
    ],
    ids=["another day", "another town on the same day", "another deed in the same town on the same day"],
)
def test_look_alike_attacks_stay_apart(other):
    assert events_of(told("a", **BOMB), told("b", **(BOMB | other))) == [["a"], ["b"]]


def test_attack_with_a_toll_that_grows_is_one_event():
    again = BOMB | {"words": "The bomb that exploded at a market has killed more people", "killed": 23, "published": "2024-06-11"}
    assert events_of(told("a", **BOMB, killed=14, published="2024-06-08"), told("b", **again)) == [["a", "b"]]


def test_meeting_announced_held_and_denied_is_one_with_a_history():
    records = (
        told("a", "Ilan Dorsek will meet Mira Halvond", trigger="meet", status="planned", published="2024-03-01"),
        told("b"),
        told("c", "Ilan Dorsek met Mira Halvond", denied=True, published="2024-03-06"),
    )
    (event,) = find_events([one for made in records for one in reports(made)])
    assert [(turn.published, turn.status, turn.article) for turn in event.history] == [
        ("2024-03-01", "planned", "a"),
        ("2024-03-05", "occurred", "b"),
        ("2024-03-06", "denied", "c"),
    ]
    assert (event.date, event.place, set(event.people.values())) == ("2024-03-05", "geneva", {"Ilan Dorsek", "Mira Halvond"})


def test_event_that_stands_on_a_denial_alone_is_denied():
    (report,) = reports(told("a", denied=True))
    assert (report.status, report.denied_by) == ("denied", ("s1",))


@pytest.mark.parametrize(
    ("day", "until", "first", "last"),
    [
        ("2024-03-05", None, date(2024, 3, 5), date(2024, 3, 5)),
        ("2024-03-05T10:00", "2024-03-07", date(2024, 3, 5), date(2024, 3, 7)),
        ("2024-02", None, date(2024, 2, 1), date(2024, 2, 29)),
        ("2024", None, date(2024, 1, 1), date(2024, 12, 31)),
        (None, None, None, None),
    ],
)
def test_days_between_which_an_event_lies(day, until, first, last):
    (report,) = reports(told("a", day=day, until=until))
    assert (report.first, report.last) == (first, last)


def test_people_have_the_last_word_on_events():
    a, b, c = (Ref(article=id, key="e1") for id in "abc")
    records = told("a"), told("b"), told("c", day="2024-04-09", published="2024-04-09")
    assert events_of(*records, judgements=[Judgement(one=a, other=b, same=False), Judgement(one=a, other=c, same=True)]) == [
        ["a", "c"],
        ["b"],
    ]


def test_key_of_an_event_stays_when_an_earlier_report_comes_in():
    (before,) = find_events(reports(told("b")))
    known = {before.reports[0].ref: before.key}
    (after,) = find_events([*reports(told("a", published="2024-03-01", status="planned")), *reports(told("b"))], known=known)
    assert after.key == before.key


def test_pair_is_judged_alike_in_both_orders():
    (one,), (other,) = reports(told("a", **BOMB, killed=14)), reports(told("b"))
    assert features(one, other) == features(other, one)
    assert probability(one, other) == probability(other, one)


def test_table_has_a_weight_for_every_feature():
    (one,) = reports(told("a"))
    assert set(features(one, one)) == set(FEATURES)


def test_somebody_whom_all_reports_name_tells_little():
    (one,), (other,) = reports(told("a", day=None)), reports(told("b", "Mira Halvond met Ilan Dorsek on the lake", day=None))
    famous = Rarity(common=dict.fromkeys(("ilan", "dorsek", "mira", "halvond"), 0.0))
    assert features(one, other, famous)["same people"] == 0.0 < features(one, other)["same people"]
    assert probability(one, other, rarity=famous) < probability(one, other)


def test_two_arrests_of_one_day_that_share_nothing_rare_are_two_events():
    arrest = {"type": "COERCE", "mode": "arrest", "people": (), "place": None, "day": "2024-06-07"}
    one = told("a", "The crew was arrested", trigger="arrested", **arrest)
    other = told("b", "Six people were arrested, police said", trigger="arrested", **arrest)
    assert events_of(one, other) == [["a"], ["b"]]


def test_country_around_a_place_is_no_other_place():
    (one,), (other,) = reports(told("a")), reports(told("b", place="Vienna"))
    assert features(one, other)["another place"] == 1.0
    assert features(one, replace(other, around_km=900.0))["another place"] == 0.0


def test_place_that_is_nowhere_known_is_no_other_place():
    (one,), (other,) = reports(told("a")), reports(told("b", place="her home"))
    assert features(one, other)["another place"] == 0.0


def test_somebody_dies_but_once():
    death = {"type": "ASSAULT", "mode": None, "people": ("Ilan Dorsek",), "place": None, "day": None}
    (one,) = reports(told("a", "Gunmen killed Ilan Dorsek", trigger="killed", **death))
    (other,) = reports(told("b", "after the death of Ilan Dorsek", trigger="death", **death))
    slain = [replace(report, slain=frozenset(report.people)) for report in (one, other)]
    assert features(*slain)["same one killed"] == 1.0
    assert features(slain[0], replace(slain[1], slain=frozenset({"Mira Halvond"})))["another one killed"] == 1.0


def test_event_told_twice_in_one_article_is_one_where_all_agrees():
    (one,) = reports(told("a"))
    again = replace(one, ref=Ref(article="a", key="e2"))
    elsewhere = replace(again, first=date(2024, 4, 9), last=date(2024, 4, 9))
    assert [len(event.reports) for event in find_events([one, again])] == [2]
    assert [len(event.reports) for event in find_events([one, elsewhere])] == [1, 1]
