"""Event data made of records: each format against its own rules, on a record built by hand and on the example article."""

import csv
import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.article import Article, Block, Span
from onrecord.cli.app import app
from onrecord.errors import FileUnfit
from onrecord.exporting import gdelt, icews, plover
from onrecord.exporting.coding import coded_events, state_number, tables
from onrecord.exporting.dyads import COLUMNS as DYAD_COLUMNS
from onrecord.exporting.dyads import DyadMonths
from onrecord.exporting.geojson import features
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
    (row,) = gdelt.rows(record(event()))
    found = dict(zip(gdelt.COLUMNS, row, strict=True))
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


@pytest.mark.parametrize("format", ["plover", "icews", "gdelt", "dyads", "geojson"])
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
        columns = {"plover": plover.COLUMNS, "icews": icews.COLUMNS, "gdelt": gdelt.COLUMNS}[format]
        assert {len(row) for row in rows} == {len(columns)}
        if format == "plover":
            assert rows[0] == list(plover.COLUMNS)
            assert {row[5] for row in rows[1:]} <= KNOWN_QUADS
            assert any(row[2] == "ASSAULT" and row[28] != "None" for row in rows[1:])


def test_what_is_no_folder_is_said_to_be_none(tmp_path):
    (tmp_path / "taken").write_text("a file")
    done = CliRunner().invoke(app, ["export", "plover", str(SEED), "--to", str(tmp_path / "taken")])
    assert isinstance(done.exception, FileUnfit)
    assert "nothing can be written there" in str(done.exception)
