import json
import sys
from dataclasses import replace

import pytest

from benchmark import cases
from benchmark.expectations import CHECKS, OF_A_STATEMENT, OF_AN_ACTOR, OF_AN_EVENT, VALUES, Seen, misses, unknown
from onrecord.article import Span
from tests.storing import TALKS, Told, talks

PAGE = "<!DOCTYPE html><html><body><article><h1>Talks</h1><p>“It is over,” Anna Kovac said in Oslo.</p></article></body></html>"
# Fields that a statement, event or actor of the article "talks" has, and values that none of them has.
STATEMENTS = [
    ({"speaker": "kovac"}, {"speaker": "Nobody"}),
    ({"speaker": None, "act": "promise"}, {"speaker": None, "act": "threaten"}),
    ({"speaker": "Kovac", "content_contains": ["vote"]}, {"speaker": "Holm", "content_contains": ["vote"]}),
    ({"content_contains": "Monday"}, {"content_contains": ["vote", "Friday"]}),
    ({"content_is": "“It is over,”"}, {"content_is": "It is over"}),
    ({"speaker": "minister", "kind": "indirect"}, {"speaker": "minister", "kind": "direct"}),
    ({"speaker": "Holm", "act_not": "deny"}, {"speaker": "minister", "act_not": "deny"}),
    ({"nature": "utterance"}, {"nature": "attitude"}),
    ({"addressee": "reporters"}, {"addressee": "Holm"}),
]
EVENTS = [
    ({"type": "CONSULT"}, {"type": "PROTEST"}),
    ({"mode": "meet"}, {"mode": "visit"}),
    ({"type": "ASSAULT", "status": "denied"}, {"type": "CONSULT", "status": "denied"}),
    ({"type": "CONSULT", "date": "2021-03-05"}, {"type": "ASSAULT", "date": "2021-03-05"}),
    ({"date": "2021-03-05", "until": "2021-03-06"}, {"date": "2021-03-05", "until": None}),
    ({"killed": 6}, {"killed": 7}),
    ({"killed_in": [5, 6]}, {"killed_in": [5, 7]}),
    ({"injured": 2}, {"injured": 6}),
    ({"casualty_words": ["six", "people"]}, {"casualty_words": ["six", "soldiers"]}),
    ({"place": "oslo"}, {"place": "Bergen"}),
    ({"place_country": "NOR"}, {"type": "ASSAULT", "place_country": "NOR"}),
    ({"precision": "city"}, {"precision": "country"}),
    ({"type": "ASSAULT", "denied": True}, {"type": "CONSULT", "denied": True}),
    ({"actor": "Kovac"}, {"actor": "Holm"}),
    ({"actors": ["Kovac"]}, {"actors": ["Kovac", "Holm"]}),
    ({"recipient": "Holm"}, {"recipient": "Kovac"}),
    ({"recipients": ["Ivan Holm"]}, {"recipients": ["Ivan Holm", "reporters"]}),
    ({"participant": "Kovac"}, {"participant": "reporters"}),
    ({"participants": ["Kovac", "Holm"]}, {"participants": ["Kovac", "reporters"]}),
    ({"n_recipients": 1}, {"n_recipients": 2}),
    ({"recipients_re": "Holm$"}, {"recipients_re": "Kovac$"}),
]
ACTORS = [
    ({"name": "kovac"}, {"name": "Merkel"}),
    ({"name": "Kovac", "country": "NOR"}, {"name": "Kovac", "country": None}),
    ({"name": "Kovac", "country_not": ["DNK"]}, {"name": "Kovac", "country_not": ["DNK", "NOR"]}),
    ({"name": "Holm", "wikidata": None}, {"name": "Kovac", "wikidata": None}),
    ({"name": "reporters", "type": "group"}, {"name": "reporters", "type": "person"}),
    ({"name": "Kovac", "role_not": "envoy"}, {"name": "Kovac", "role_not": "minister"}),
]
RECORDS = [
    ({"n_statements": 3}, {"n_statements": 2}),
    ({"n_events": 2}, {"n_events": 1}),
    ({"n_events_at_least": 2}, {"n_events_at_least": 3}),
    ({"n_events_of": {"CONSULT": 1, "PROTEST": 0}}, {"n_events_of": {"CONSULT": 1, "ASSAULT": 0}}),
    ({"published": "2021-03-05"}, {"published": "2021-03-06"}),
    ({"published": [None, "2021-03-05"]}, {"published": [None, "2021-03-06"]}),
    ({"authors": ["Eva Novak"]}, {"authors": []}),
    ({"same_speaker": ["vote", "Monday"]}, {"same_speaker": ["vote", "over"]}),
    ({"different_speakers": ["vote", "over"]}, {"different_speakers": ["vote", "Monday"]}),
    ({"different_speakers": ["over", "attack"]}, {"different_speakers": ["over", "what nobody said"]}),
]


@pytest.fixture(scope="module")
def record():
    """That of the article "talks", the meeting of which lasts two days and injures two."""
    record = talks().reading().record
    meeting, attack = record.events
    date, place = replace(meeting.date, until="2021-03-06"), replace(meeting.place, precision="city")
    lasting = replace(meeting, date=date, place=place, injured=2)
    return replace(record, events=(lasting, attack))


def missed(record, expected, text=TALKS):
    return list(misses(Seen(record=record, text=text), expected))


@pytest.mark.parametrize(
    ("part", "had", "not_had"),
    [
        *(("statements", *pair) for pair in STATEMENTS),
        *(("events", *pair) for pair in EVENTS),
        *(("actors", *pair) for pair in ACTORS),
    ],
)
def test_what_the_record_has_is_not_missed_and_what_it_has_not_is(record, part, had, not_had):
    assert missed(record, {part: [had]}) == []
    assert len(missed(record, {part: [had, not_had]})) == 1


@pytest.mark.parametrize(
    ("part", "had", "not_had"), [*(("no_statements", *pair) for pair in STATEMENTS), *(("no_events", *pair) for pair in EVENTS)]
)
def test_what_there_must_not_be(record, part, had, not_had):
    assert missed(record, {part: [not_had]}) == []
    assert len(missed(record, {part: [not_had, had]})) == 1


@pytest.mark.parametrize(("so", "not_so"), RECORDS)
def test_what_is_expected_of_the_whole_record(record, so, not_so):
    assert missed(record, so) == []
    assert len(missed(record, not_so)) == 1


def test_each_expectation_is_tested_above_or_below():
    def named(pairs):
        return {name for pair in pairs for name in pair[0]}

    assert named(STATEMENTS) == OF_A_STATEMENT.keys()
    assert named(EVENTS) == OF_AN_EVENT.keys()
    assert named(ACTORS) == OF_AN_ACTOR.keys()
    elsewhere = {"statements", "no_statements", "events", "no_events", "actors", "distinct_names", "no_duplicates", "offsets"}
    assert named(RECORDS) | elsewhere == CHECKS.keys() | VALUES.keys()


def test_one_speaker_is_known(record):
    silent = replace(record, statements=tuple(replace(one, speaker=None) for one in record.statements))
    assert missed(silent, {"same_speaker": ["vote", "over"]}) == ["not one speaker"]


def test_two_actors_of_one_name(record):
    doubled = replace(record, actors=tuple(replace(actor, name="Anna Kovac") for actor in record.actors))
    assert missed(record, {"distinct_names": True}) == []
    assert missed(doubled, {"distinct_names": True}) == ["distinct_names: False, not True"]


def test_one_content_twice(record):
    doubled = replace(record, statements=record.statements + record.statements[:1])
    assert missed(record, {"no_duplicates": True}) == []
    assert missed(doubled, {"no_duplicates": True}) == ["no_duplicates: False, not True"]


def test_spans_that_point_elsewhere(record):
    assert missed(record, {"offsets": True}) == []
    assert missed(record, {"offsets": True}, text=f"🚨{TALKS}") == ["offsets: False, not True"]


def test_attitudes_are_statements_only_where_the_case_asks_for_what_some_have():
    told = Told("Anna Kovac wants peace.")
    told.said("Anna Kovac", "peace", nature="attitude", kind="indirect", act="request")
    record = told.reading().record
    assert missed(record, {"n_statements": 0, "no_statements": [{"speaker": "Kovac"}]}) == []
    assert missed(record, {"statements": [{"nature": "attitude"}, {"act": "request"}, {"content_is": "peace"}]}) == []


def test_parts_of_a_content_are_one_text(record):
    first, *others = record.statements
    parted = replace(first, content=(Span.of(TALKS, 0, 5), Span.of(TALKS, 6, 14)))
    assert missed(replace(record, statements=(parted, *others)), {"statements": [{"content_is": "Prime … Minister"}]}) == []


def test_what_cannot_be_checked_is_named():
    assert unknown({"mood": "glad", "events": [{"typ": "ASSAULT"}], "no_statements": [{"speakers": "Kovac"}], "n_events": 1}) == {
        "mood",
        "typ",
        "speakers",
    }


def row(id="c1", kind="quote: said", format="text", published=None, text="“It is over,” Anna Kovac said in Oslo.", **expected):
    return {"id": id, "kind": kind, "format": format, "published": published, "text": text, "expect_fields": expected}


def test_case_that_expects_what_cannot_be_checked_is_refused():
    with pytest.raises(ValueError, match=r"c1: mood cannot be checked\."):
        cases.Case.of(row(mood="glad"))


def test_cases_of_ours_have_ids_of_their_own_and_a_floor_that_they_can_hold():
    ids = [case.id for case in cases.read_cases(cases.CASES)]
    assert len(set(ids)) == len(ids)
    assert 0 < cases.floor_of(cases.CASES) <= len(ids)


@pytest.mark.parametrize(
    ("facts", "day"),
    [
        ({"published": "2022-05-10"}, "2022-05-10"),
        ({"published": "2022-05-10", "format": "html", "text": PAGE}, "2022-05-10"),
        ({"published": "2022-05-10", "format": "jsonl", "text": '{"text": "It rained.", "published": "2021-03-05"}'}, "2021-03-05"),
    ],
)
def test_day_is_told_to_the_reader_but_where_a_line_of_json_has_it(facts, day, pipeline, tmp_path):
    assert cases.record_of(cases.Case.of(row(**facts)), pipeline, tmp_path).article.published == day


def test_case_without_an_article_has_no_record(pipeline):
    [(_, missed)] = cases.judged([cases.Case.of(row(text=" ", n_statements=0))], pipeline)
    assert missed == ["no record"]


class TestCommand:
    @pytest.fixture
    def run(self, monkeypatch, capsys, pipeline, tmp_path):
        """What the command ends with and prints of two cases, one of which must be right."""
        monkeypatch.setattr(cases, "Pipeline", lambda: pipeline)
        monkeypatch.setattr(cases, "floors", lambda _: {f"{tmp_path.name}/cases.jsonl": 1})
        file = tmp_path / "cases.jsonl"

        def run(*options, speakers=("Anna Kovac", "Ivan Holm")):
            rows = [row(id=name, kind=f"quote: {name}", statements=[{"speaker": name}]) for name in speakers]
            file.write_text("".join(json.dumps(one) + "\n" for one in rows))
            monkeypatch.setattr(sys, "argv", ["cases", str(file), *options])
            try:
                cases.main()
            except SystemExit as ended:
                return ended.code, capsys.readouterr().out
            return 0, capsys.readouterr().out

        return run

    def test_right_and_wrong_cases_and_how_many_are_right(self, run):
        code, out = run()
        assert code == 0
        assert out.splitlines() == [
            "Anna Kovac right  quote: Anna Kovac",
            "Ivan Holm wrong  quote: Ivan Holm",
            "      no statement like {'speaker': 'Ivan Holm'}",
            "quote: 1 of 2",
            "1 of 2 cases right",
        ]

    def test_only_what_fails(self, run):
        assert run("--failing")[1].splitlines()[0] == "Ivan Holm wrong  quote: Ivan Holm"

    def test_only_one_kind(self, run):
        assert run("--kind", "Kovac")[1].splitlines()[-1] == "1 of 1 cases right"

    def test_floor_holds(self, run):
        assert run("--floors")[0] == 0

    def test_too_few_are_right(self, run):
        assert run("--floors", speakers=["Ivan Holm"])[0] == "below the floor of 1"

    def test_floor_is_of_all_kinds(self, run):
        assert run("--floors", "--kind", "Kovac")[0] == 2
