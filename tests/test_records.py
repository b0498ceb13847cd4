import json
from pathlib import Path

import pytest

import onrecord
from onrecord.records import Record
from tests.checks import spans_of


@pytest.fixture(scope="module")
def seed_record(pipeline):
    text = (Path(__file__).parents[1] / "examples/putin-le-pen.txt").read_text("utf-8")
    return pipeline(onrecord.Page(id="putin-le-pen", text=text))


def test_record_comes_back_from_json_unchanged(seed_record):
    assert Record.from_json(seed_record.to_json()) == seed_record


def test_json_has_every_field_of_the_format(seed_record):
    record = json.loads(seed_record.to_json())
    assert list(record) == ["schema", "article", "actors", "statements", "events", "warnings", "made_by"]
    assert record["schema"] == "onrecord/1"
    assert {"wikidata", "country", "sectors", "role", "confidence", "mentions"} <= record["actors"][0].keys()
    assert {
        "nature",
        "kind",
        "act",
        "speaker",
        "source",
        "cue",
        "content",
        "addressees",
        "relayed_by",
        "occasion",
        "within",
        "negated",
        "confidence",
    } <= record["statements"][0].keys()
    assert {
        "mode",
        "trigger",
        "recipients",
        "place",
        "date",
        "status",
        "attributed_to",
        "denied_by",
        "casualties",
        "killed",
        "injured",
        "topics",
        "evidence",
    } <= record["events"][0].keys()


def test_spans_stand_beside_the_fields_of_their_owner(seed_record):
    mention = json.loads(seed_record.to_json())["actors"][0]["mentions"][0]
    assert set(mention) == {"start", "end", "text", "form"}


def test_every_id_that_is_referred_to_exists(seed_record):
    actors = {actor.id for actor in seed_record.actors}
    statements = {statement.id for statement in seed_record.statements}
    for statement in seed_record.statements:
        assert {statement.speaker, *(p.actor for p in (*statement.addressees, *statement.relayed_by))} - {None} <= actors
        assert {statement.within} - {None} <= statements
    for event in seed_record.events:
        assert {p.actor for p in (*event.actors, *event.recipients)} <= actors
        assert {*event.attributed_to, *event.denied_by} <= statements


def test_every_span_equals_its_text(seed_record):
    text = (Path(__file__).parents[1] / "examples/putin-le-pen.txt").read_text("utf-8")
    spans = list(spans_of(json.loads(seed_record.to_json())))
    assert len(spans) > 30
    assert all(text[s["start"] : s["end"]] == s["text"] for s in spans)


def test_actor_by_unknown_id_is_an_error(seed_record):
    with pytest.raises(KeyError):
        seed_record.actor("nobody")
