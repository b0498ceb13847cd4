"""From a collection with what people decided to gold, and the machine's records scored against it."""

import json

import pytest

import onrecord
from onrecord.evaluation import read_gold
from onrecord.exporting.gold import to_gold
from tests.commands import command
from tests.storing import TALKS, simple, talks

DENIED = "that six people were killed in an attack near Bergen"


def output_of(*arguments):
    code, out, err = command(*arguments)
    assert code == 0, err
    return out


@pytest.fixture
def db(tmp_path):
    """Two articles, of which a person decided about one."""
    where = tmp_path / "onrecord.db"
    with onrecord.Collection(where) as collection:
        collection.store(talks().reading())
        collection.store(simple(1).reading())
    return where


@pytest.fixture
def gold(db, tmp_path):
    """What a person made of three statements and two events that the machine read: a statement rejected and one added, an act, a speaker and a status corrected."""
    with onrecord.Collection(db) as collection:
        statements = {one.words: one.key for one in collection.statements()}
        collection.decide("reject", statements["“It is over,”"], by="Eva")
        collection.decide("add", article="monday/lead", words="met Ivan Holm, the Danish envoy", by="Eva", to={"speaker": "the agency"})
        collection.decide("correct", statements["“We will vote on Monday,”"], by="Eva", to={"act": "say"})
        collection.decide("correct", statements[DENIED], by="Eva", to={"speaker": "Ivan Holm"})
        collection.decide("correct", [one.report for one in collection.events(type="ASSAULT")], by="Eva", to={"status": "occurred"})
    output_of("export", "gold", "--decided", "--db", db, "--to", tmp_path / "gold")
    return tmp_path / "gold/gold.json"


def test_gold_has_decided_articles_alone_as_people_left_them(gold):
    (article,) = read_gold(gold.read_bytes(), where="gold.json")
    names = {actor.id: actor.name for actor in article.actors}
    assert (article.id, article.text) == ("monday/lead", TALKS)
    assert [(one.content[0].text, one.act, names[one.speaker]) for one in article.statements] == [
        ("“We will vote on Monday,”", "say", "Anna Kovac"),
        (DENIED, "deny", "Ivan Holm"),
        ("met Ivan Holm, the Danish envoy", "say", "the agency"),
    ]
    assert [(one.type, one.status) for one in article.events] == [("CONSULT", "occurred"), ("ASSAULT", "occurred")]


def test_gold_has_those_who_are_told_and_take_part_as_people_named_them(db, tmp_path):
    with onrecord.Collection(db) as collection:
        statements = {one.words: one.key for one in collection.statements()}
        collection.decide("correct", statements["“It is over,”"], by="Eva", to={"addressees": ["Anna Kovac"], "relayed_by": ["the agency"]})
        collection.decide("correct", [one.report for one in collection.events(type="meet")], by="Eva", to={"recipients": ["Olga Dahl"]})
    output_of("export", "gold", "--decided", "--db", db, "--to", tmp_path / "gold")
    (article,) = read_gold((tmp_path / "gold/gold.json").read_bytes(), where="gold.json")
    names = {actor.id: actor.name for actor in article.actors}
    (over,) = (one for one in article.statements if one.content[0].text == "“It is over,”")
    (meeting,) = (one for one in article.events if one.mode == "meet")
    found = [[names[id] for id in several] for several in (over.addressee, over.relayed_by, meeting.recipients)]
    assert found == [["Anna Kovac"], ["the agency"], ["Olga Dahl"]]


def test_records_of_the_machine_are_scored_against_it(gold, db):
    figures = json.loads(output_of("evaluate", gold, "--db", db, "--json"))["figures"]
    # Of three statements two are right, one is missed and one too many; of these two one has the right speaker and one the right act.
    assert counts(figures["statements"]) == (2, 3, 3)
    assert counts(figures["attributed"]) == (1, 3, 3)
    assert counts(figures["act"]) == (1, 2, 2)
    # Both events are right, and the status of one.
    assert [counts(figures[name])[0] for name in ("contacts", "assaults", "events.status")] == [1, 1, 1]


def counts(figure):
    return figure["hit"], figure["gold"], figure["predicted"]


def test_all_articles_are_gold_where_nobody_says_otherwise(db, tmp_path):
    output_of("export", "gold", "--db", db, "--to", tmp_path / "all")
    assert len(read_gold((tmp_path / "all/gold.json").read_bytes(), where="gold.json")) == 2


def test_no_article_is_an_empty_list(db, tmp_path):
    output_of("export", "gold", "--decided", "--db", db, "--to", tmp_path / "none")
    assert read_gold((tmp_path / "none/gold.json").read_bytes(), where="gold.json") == []


def test_gold_of_a_record_scores_it_in_full(tmp_path):
    reading = talks().reading()
    (article,) = read_gold(json.dumps([to_gold(reading.record, TALKS)]).encode(), where="gold.json")
    from onrecord.evaluation import evaluate

    figures = evaluate([article], {article.id: reading.record}).figures()
    assert all(figure.hit == figure.gold == figure.predicted for figure in figures.values())
    assert {name for name, figure in figures.items() if figure.gold} >= {
        "statements",
        "attributed",
        "contacts",
        "assaults",
        "dates",
        "places",
    }


def test_place_for_which_the_text_has_no_words_is_lost_and_counted(db, tmp_path):
    with onrecord.Collection(db) as collection:
        attack = next(collection.events(type="ASSAULT")).report
        collection.decide("correct", attack, by="Eva", to={"place": "Bergen"})
    _, _, err = command("export", "gold", "--db", db, "--to", tmp_path / "gold")
    assert "lost in gold: 1 places without words" in err


def test_records_and_a_collection_at_once_are_wrong_usage(tmp_path):
    assert command("evaluate", "gold.json", "--db", "a.db", "--records", "b.jsonl")[0] == 2
