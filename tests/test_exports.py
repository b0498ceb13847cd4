"""Event data made of records: each format against its own rules, on a record built by hand and on the example article."""

import csv
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.article import Article, Block, Span
from onrecord.cli.app import app
from onrecord.exporting import FORMATS, coding, dyads, events, gdelt, geojson, icews, plover, statements
from onrecord.exporting.coding import coded_events, state_number, tables
from onrecord.exporting.dyads import COLUMNS as DYAD_COLUMNS
from onrecord.exporting.dyads import DyadMonths
from onrecord.exporting.geojson import features
from onrecord.exporting.spreadsheet import in_spreadsheet
from onrecord.ontology import EVENT_TYPES, is_mode_of
from onrecord.records import Actor, ArticleDescription, Date, Event, MadeBy, Mention, Participant, Place, Record, Statement

SEED = Path(__file__).parents[1] / "examples/putin-le-pen.txt"
TEXT = "Holm met Kovac in Oslo on 3 May 2021. Holm accused Kovac of lies."
KNOWN_QUADS = {"VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"}


def span(words, kind=Span, **fields):
    start = TEXT.index(words)
    return kind(start=start, end=start + len(words), text=words, **fields)


def actor(id, name, country):
    found = re.finditer(name.split()[-1], TEXT)
    mentions = tuple(Mention(start=match.start(), end=match.end(), text=match[0], form="name") for match in found)
    return Actor(id=id, name=name, type="person", country=country, sectors=("GOV",), wikidata="Q1", mentions=mentions)


def event(**changed):
    fields = {
        "id": "e1",
        "type": "CONSULT",
        "mode": "meet",
        "trigger": span("met"),
        "actors": (span("Holm", Participant, actor="a1"),),
        "recipients": (span("Kovac", Participant, actor="a2"),),
        "place": span("Oslo", Place, name="Oslo", country="NOR", latitude=59.91, longitude=10.75, precision="city", uncertainty_km=5),
        "date": span("3 May 2021", Date, value="2021-05-03"),
        "status": "occurred",
        "evidence": span("Holm met Kovac in Oslo on 3 May 2021"),
    }
    return Event(**fields | changed)


def record(*events, statements=()):
    block = Block(kind="body", start=0, end=len(TEXT))
    article = Article(id="a", text=TEXT, blocks=(block,), publisher="The Example", published="2021-05-04", language="en")
    actors = (actor("a1", "Ida Holm", "NOR"), actor("a2", "Ivan Kovac", "SVK"))
    made_by = MadeBy(onrecord="0.1.0", model="m", knowledge="k")
    return Record(article=ArticleDescription.of(article), actors=actors, statements=statements, events=events, made_by=made_by)


def rows_of(table, record):
    return [dict(zip(table.names, row, strict=True)) for row in table.rows(record)]


ACCUSED = Statement(id="s1", kind="indirect", act="accuse", speaker="a1", cue=span("accused"), content=(span("Kovac of lies"),))


@pytest.mark.parametrize(
    ("changed", "type"),
    [
        ({}, "CONSULT"),
        ({"status": "planned"}, "AGREE"),
        ({"type": "AGREE", "mode": None}, "SUPPORT"),
        ({"type": "ASSAULT", "mode": None, "status": "planned"}, "THREATEN"),
        ({"status": "denied"}, None),
        ({"status": "called_for"}, None),
    ],
)
def test_our_types_become_those_of_the_manual(changed, type):
    assert [coded.type for coded in coded_events(record(event(**changed)))] == ([type] if type else [])


def test_what_is_said_is_an_event_by_what_it_does():
    (coded,) = coded_events(record(statements=(ACCUSED,)))
    assert (coded.type, [one.name for one in coded.actors], [one.name for one in coded.recipients]) == (
        "ACCUSE",
        ["Ida Holm"],
        ["Ivan Kovac"],
    )


def test_a_plover_row_has_its_forty_columns():
    (row,) = plover.rows(record(event()))
    found = dict(zip(plover.COLUMNS, row, strict=True))
    assert len(plover.COLUMNS) == 40
    assert found["Event Date"] == "2021-05-03"
    assert (found["Event Type"], found["Event Mode"], found["Quad Code"]) == ("CONSULT", "None", "VERBAL COOPERATION")
    assert (found["Actor Name"], found["Actor Country"], found["Actor COW"]) == ("Ida Holm", "NOR", "385")
    assert (found["City"], found["Country"], found["Latitude"]) == ("Oslo", "NOR", "59.9100")
    assert found["Intensity"] == "None"


def test_a_meeting_goes_both_ways_in_icews():
    found = [dict(zip(icews.COLUMNS, row, strict=True)) for row in icews.rows(record(event()))]
    assert len(icews.COLUMNS) == 20
    assert [(row["Source Name"], row["Target Name"], row["CAMEO Code"]) for row in found] == [
        ("Ida Holm", "Ivan Kovac", "040"),
        ("Ivan Kovac", "Ida Holm", "040"),
    ]
    assert found[0]["Source Country"] == "Norway"


def test_gdelt_mentions_point_into_the_article():
    row, _ = gdelt.mention_rows(record(event()))
    found = dict(zip(gdelt.MENTION_COLUMNS, row, strict=True))
    assert (found["ActionCharOffset"], found["Actor2CharOffset"]) == (str(TEXT.index("met")), str(TEXT.index("Kovac")))
    assert (found["EventTimeDate"], found["MentionTimeDate"], found["MentionType"]) == ("20210503000000", "20210504000000", "2")


def test_dyads_count_by_month_and_say_what_dated_them():
    counts = DyadMonths()
    counts.add(record(event(), event(id="e2", date=None)))
    rows = [dict(zip(DYAD_COLUMNS, row, strict=True)) for row in counts.rows()]
    assert [(row["month"], row["dated_by"], row["actor_country"], row["recipient_country"], row["consult"]) for row in rows] == [
        ("2021-05", "event", "NOR", "SVK", "1"),
        ("2021-05", "event", "SVK", "NOR", "1"),
        ("2021-05", "publication", "NOR", "SVK", "1"),
        ("2021-05", "publication", "SVK", "NOR", "1"),
    ]


def test_geojson_has_points_and_on_whose_word():
    (feature,) = features(record(event(attributed_to=("s1",)), event(id="e2", place=None), statements=(ACCUSED,)))
    assert feature["geometry"] == {"type": "Point", "coordinates": [10.75, 59.91]}
    assert feature["properties"]["on_the_word_of"] == ["Ida Holm"]


def test_every_code_is_one_of_the_published_list():
    assert set(tables()["cameo"]) == set(EVENT_TYPES)
    for type, modes in tables()["cameo"].items():
        for mode, (code, label, value) in modes.items():
            assert not mode or is_mode_of(type, mode) or (type, mode) in (("SUPPORT", "sign"), ("SUPPORT", "praise"), ("AGREE", "meet"))
            assert len(code) == 3
            assert label
            assert -10 <= value <= 10
    assert (state_number("USA"), state_number("XXX")) == (2, None)
    assert len(set(tables()["cow"].values())) == len(tables()["cow"])


def test_gdelt_events_have_sixty_one_columns():
    row, back = gdelt.event_rows(record(event()))
    found = dict(zip(gdelt.EVENT_COLUMNS, row, strict=True))
    assert len(gdelt.EVENT_COLUMNS) == 61
    assert [found[name] for name in ("SQLDATE", "MonthYear", "Year", "FractionDate")] == ["20210503", "202105", "2021", "2021.4192"]
    assert [found[f"Actor1{name}"] for name in ("Code", "Name", "CountryCode", "Type1Code")] == ["NORGOV", "IDA HOLM", "NOR", "GOV"]
    assert [found[name] for name in ("EventCode", "EventRootCode", "QuadClass", "GoldsteinScale")] == ["040", "04", "1", "1.0"]
    assert [found[f"ActionGeo_{name}"] for name in ("Type", "FullName", "CountryCode", "Lat")] == ["4", "Oslo, Norway", "NO", "59.9100"]
    assert dict(zip(gdelt.EVENT_COLUMNS, back, strict=True))["Actor1Name"] == "IVAN KOVAC"


def test_gdelts_two_tables_are_joined_by_their_ids():
    told = record(event(), statements=(ACCUSED,))
    ids = [row[0] for row in gdelt.event_rows(told)]
    assert ids == [row[0] for row in gdelt.mention_rows(told)]
    assert len(set(ids)) == len(ids) == 3


def test_gdelts_ids_are_the_same_whatever_else_is_found():
    alone, later = record(event(key="k")), record(event(id="e2", key="other"), event(id="e3", key="k"))
    assert {row[0] for row in gdelt.event_rows(alone)} <= {row[0] for row in gdelt.event_rows(later)}


def test_what_is_no_url_has_no_host():
    told = replace(record(event()), article=replace(record().article, url="http://["))
    assert [row[4] for row in gdelt.mention_rows(told)] == ["", ""]


@pytest.mark.parametrize(
    ("value", "published", "day", "dated_by"),
    [
        ("2021-05-03", "2021-05-04", "2021-05-03", "event"),
        ("2021-05-03T10:00:00", "2021-05-04", "2021-05-03", "event"),
        (None, "2021-05-04", "2021-05-04", "publication"),
        ("2021-05", "2021-05-04", "2021-05-04", "publication"),
        ("2021", "2021-05-04T08:00:00Z", "2021-05-04", "publication"),
        ("2019-07", "2021-05-04", "2019-07-01", "period"),
        ("2016", "2021-05-04", "2016-01-01", "period"),
        ("2016", None, "2016-01-01", "period"),
        (None, None, None, None),
    ],
)
def test_day_that_a_format_demands(value, published, day, dated_by):
    told = record(event(date=span("3 May 2021", Date, value=value)))
    (coded,) = coded_events(replace(told, article=replace(told.article, published=published)))
    assert (coded.day, coded.dated_by) == (day, dated_by)


def test_dates_taken_from_the_publication_are_counted_as_lost():
    told = record(event(), event(id="e2", date=None), event(id="e3", status="denied"), statements=(ACCUSED,))
    assert coding.lost(told) == {
        "days of events that the text does not date (there: the day of publication)": 2,
        "events that are denied, possible or called for": 1,
    }


def test_gdelts_mentions_say_what_dated_them():
    rows = gdelt.mention_rows(record(event(), event(id="e2", date=None)))
    assert [row[15] for row in rows] == ["", "", "dated_by=publication", "dated_by=publication"]


def test_events_apart_from_two_countries_are_counted_as_lost():
    assert dyads.lost(record(event(recipients=())))["events that are not between two countries"] == 1


def test_events_without_coordinates_are_counted_as_lost():
    assert geojson.lost(record(event(), event(id="e2", place=None))) == {"events whose place has no coordinates": 1}


@pytest.mark.parametrize("rows", [plover.rows, icews.rows, gdelt.event_rows])
def test_talks_of_one_known_side_are_not_lost(rows):
    assert len(list(rows(record(event(recipients=()))))) == 1


def test_statements_as_a_table():
    (found,) = rows_of(statements.TABLE, record(statements=(ACCUSED,)))
    assert (found["speaker"], found["speaker_country"], found["act"]) == ("Ida Holm", "NOR", "accuse")
    assert TEXT[found["start"] : found["end"]] == found["words"] == "Kovac of lies"
    assert (found["cue"], found["source"], found["spans"]) == ("accused", None, [f"{found['start']}-{found['end']}"])


def test_statement_of_two_parts_has_both_offsets():
    parts = (span("Kovac in Oslo"), span("Kovac of lies"))
    (found,) = rows_of(statements.TABLE, record(statements=(replace(ACCUSED, content=parts),)))
    assert found["words"] == "Kovac in Oslo ... Kovac of lies"
    assert found["spans"] == [f"{parts[0].start}-{parts[0].end}", f"{parts[1].start}-{parts[1].end}"]


def test_events_as_a_table():
    (found,) = rows_of(events.TABLE, record(event(attributed_to=("s1",), date=None), statements=(ACCUSED,)))
    assert (found["actors"], found["actor_countries"], found["recipients"]) == (["Ida Holm"], ["NOR"], ["Ivan Kovac"])
    assert (found["date"], found["day"]) == (None, None)
    assert (found["attributed_to"], found["attributed_to_statements"]) == (["Ida Holm"], ["s1"])
    assert TEXT[found["evidence_start"] : found["evidence_end"]] == found["evidence"]


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        (" \t=1+1", "' =1+1"),
        ("two\r\nlines\u2028more", "two lines more"),
        ("a  b", "a  b"),
        (-33.4, "-33.4"),
        (True, "true"),
        (None, ""),
        (["a", None, "=b"], "a; ; =b"),
        (["=a"], "'=a"),
        ([None], ""),
        (date(2021, 5, 3), "2021-05-03"),
    ],
)
def test_cells_are_harmless_in_a_spreadsheet(cell, written):
    assert in_spreadsheet([cell]) == [written]


@pytest.mark.parametrize("format", ["plover", "icews", "dyads", "geojson"])
def test_the_example_article_in_every_format(format, tmp_path):
    done = CliRunner().invoke(app, ["export", format, str(SEED), "--to", str(tmp_path)])
    assert done.exit_code == 0
    (file,) = tmp_path.iterdir()
    text = file.read_text(encoding="utf-8")
    if format == "geojson":
        assert any(feature["properties"]["killed"] == 12 for feature in json.loads(text)["features"])
    elif format == "dyads":
        assert next(csv.reader(text.splitlines())) == list(DYAD_COLUMNS)
    else:
        rows = [line.split("\t") for line in text.splitlines()]
        columns = {"plover": plover.COLUMNS, "icews": icews.COLUMNS}[format]
        assert {len(row) for row in rows} == {len(columns)}
        if format == "plover":
            assert rows[0] == list(plover.COLUMNS)
            assert {row[5] for row in rows[1:]} <= KNOWN_QUADS
            assert any(row[2] == "ASSAULT" and row[28] != "None" for row in rows[1:])


def test_every_format_is_told_of_in_the_documentation():
    told = (SEED.parents[1] / "docs/cli.md").read_text("utf-8")
    rows = [f"| `{one.name}` | {one.holds} | {', '.join(f'`{name}`' for name in one.files)} |" for one in FORMATS.values()]
    assert [row for row in rows if row not in told] == []
