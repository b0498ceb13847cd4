import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

import onrecord
from onrecord.article import Article, Block, Page, Span
from onrecord.records import Actor, Event, MadeBy, Mention, Participant, Reading, Record, Statement, Warning, faults, record_of
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


def test_nobody_is_the_actor_of_nobody(seed_record):
    assert seed_record.actor(None) is None


def test_actor_by_unknown_id_is_an_error(seed_record):
    with pytest.raises(KeyError):
        seed_record.actor("nobody")


TEXT = "Kovac met Holm in Oslo. Kovac said that Holm would go."


def span(words, kind=Span, nth=0, **fields):
    start = [match.start() for match in re.finditer(re.escape(words), TEXT)][nth]
    return kind(start=start, end=start + len(words), text=words, **fields)


def actor(id, words):
    mentions = tuple(Mention(start=m.start(), end=m.end(), text=words, form="name") for m in re.finditer(words, TEXT))
    return Actor(id=id, name=words, type="person", mentions=mentions)


def statement(id="x7", **changed):
    fields = {
        "kind": "indirect",
        "speaker": "x1",
        "source": span("Kovac", nth=1),
        "cue": span("said"),
        "content": (span("that Holm would go"),),
    }
    return Statement(id=id, **fields | changed)


def event(**changed):
    fields = {
        "type": "CONSULT",
        "trigger": span("met"),
        "actors": (span("Kovac", Participant, actor="x1"),),
        "recipients": (span("Holm", Participant, actor="x0"),),
        "evidence": span("Kovac met Holm in Oslo"),
    }
    return Event(id="x9", **fields | changed)


def record(text=TEXT, **changed):
    found = {
        "actors": [actor("x0", "Holm"), actor("x1", "Kovac"), actor("x2", "Oslo")],
        "statements": [statement()],
        "events": [event()],
        "warnings": [Warning(code="test", message="A test.", start=0, end=5, text="Kovac")],
        "made_by": MadeBy(onrecord="1", model="m"),
    }
    article = Article(id="a", text=text, blocks=(Block(kind="body", start=0, end=len(text)),))
    return Reading(article=article, page=Page(id="a", text=text), record=record_of(article, **found | changed)).with_text()


class TestLabels:
    def test_they_are_given_in_the_order_of_the_text(self):
        made = record(events=[event(attributed_to=("x7",))])
        assert [(one.id, one.name) for one in made.actors] == [("a1", "Kovac"), ("a2", "Holm")]
        assert (made.statements[0].id, made.statements[0].speaker) == ("s1", "a1")
        (met,) = made.events
        assert (met.id, met.actors[0].actor, met.recipients[0].actor, met.attributed_to) == ("e1", "a1", "a2", ("s1",))

    def test_who_is_in_nothing_is_left_out(self):
        assert "Oslo" not in [one.name for one in record().actors]

    def test_who_is_somebody_together_with_others_is_kept_however_deep(self):
        everybody = actor("x4", "Kovac met Holm in Oslo")
        both = replace(actor("x3", "Kovac met Holm"), members=("x0", "x1"))
        made = record(
            actors=[actor("x0", "Holm"), actor("x1", "Kovac"), actor("x2", "Oslo"), both, replace(everybody, members=("x3", "x2"))],
            statements=[statement(speaker="x4")],
            events=[],
        )
        members = {one.name: [made.actor(member).name for member in one.members] for one in made.actors}
        assert members["Kovac met Holm in Oslo"] == ["Kovac met Holm", "Oslo"]
        assert members["Kovac met Holm"] == ["Holm", "Kovac"]

    def test_statement_found_twice_stands_once_as_the_surer_one(self):
        made = record(
            statements=[statement("x7", confidence=0.4), statement("x8", confidence=0.9)],
            events=[event(attributed_to=("x7",)), event(type="AGREE", denied_by=("x8",))],
        )
        assert [(one.id, one.confidence) for one in made.statements] == [("s1", 0.9)]
        assert (made.events[0].attributed_to, made.events[1].denied_by) == (("s1",), ("s1",))


def keys(made):
    return [one.key for one in (*made.actors, *made.statements, *made.events)]


class TestKeys:
    def test_no_two_are_the_same(self, seed_record):
        assert len(set(keys(seed_record))) == len(keys(seed_record)) > 10

    def test_they_do_not_depend_on_labels(self):
        later = record(statements=[statement("x6", content=(span("Holm would go"),)), statement()])
        assert (record().statements[0].id, later.statements[1].id) == ("s1", "s2")
        assert record().statements[0].key == later.statements[1].key

    def test_they_are_the_same_in_every_run(self, pipeline):
        page = Page(id="x", text=TEXT)
        assert keys(pipeline(page)) == keys(pipeline(page)) != []

    @pytest.mark.parametrize(
        "changed",
        [
            {"nature": "attitude"},
            {"source": None},
            {"content": (span("Holm would go"),)},
            {"source": span("said"), "cue": span("Kovac", nth=1)},
        ],
    )
    def test_another_statement_has_another_key(self, changed):
        assert record(statements=[statement(**changed)]).statements[0].key != record().statements[0].key

    @pytest.mark.parametrize("changed", [{"speaker": "x0"}, {"act": "accuse"}, {"confidence": 0.2}])
    def test_a_statement_judged_otherwise_has_the_same_key(self, changed):
        assert record(statements=[statement(**changed)]).statements[0].key == record().statements[0].key

    def test_in_another_text_they_are_others(self):
        assert not {*keys(record())} & {*keys(record(TEXT + " It rained."))}


class TestVerifying:
    def test_a_record_holds(self):
        assert list(faults(record())) == []

    def test_without_its_text_nothing_can_be_verified(self, seed_record):
        assert [fault.split(":")[0] for fault in faults(seed_record)] == ["article.text"]

    @pytest.mark.parametrize(
        ("changed", "place"),
        [
            ({"statements": [statement(cue=Span(start=31, end=35, text="said"))]}, "statements[0].cue"),
            ({"events": [event(evidence=Span(start=-3, end=54, text="go."))]}, "events[0].evidence"),
            ({"events": [event(trigger=Span(start=90, end=93, text="met"))]}, "events[0].trigger"),
            ({"warnings": [Warning(code="test", message="A test.", start=0, end=4, text="Kovac")]}, "warnings[0]"),
        ],
    )
    def test_each_span_that_does_not_hold_is_named(self, changed, place):
        assert [fault.split(":")[0] for fault in faults(record(**changed))] == [place]

    @pytest.mark.parametrize(
        ("changed", "place"),
        [
            ({"sha256": "0" * 64}, "article.sha256"),
            ({"length": 7}, "article.length"),
            ({"blocks": (Block(kind="body", start=0, end=1000),)}, "article.blocks[0]"),
        ],
    )
    def test_what_is_said_of_the_text_must_hold_too(self, changed, place):
        made = record()
        (fault,) = faults(replace(made, article=replace(made.article, **changed)))
        assert fault.startswith(place)
