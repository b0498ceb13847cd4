"""The knowledge file is built from small tables of the same form as the public ones."""

import csv
import gzip

import pytest

from training.knowledge.build import write_database
from training.knowledge.licences import is_clean
from training.knowledge.organisations import listed
from training.knowledge.people import exported, people, recent

HOLDER = ["country", "position", "position_id", "person", "person_id", "start", "end", "gender", "enwiki", "source_repo", "source_commit"]
TABLES = {
    "sources": [
        "source_repo",
        "source_commit",
        "commit_date",
        "country",
        "sub_jurisdiction",
        "holder_rows",
        "extra_rows",
        "legislator_rows",
        "licence",
    ],
    "positions": ["country", "position_id", "title", "label"],
    "office_holders": HOLDER,
    "legislators": HOLDER,
    "office_holders_2026": [*HOLDER, "as_of"],
}


@pytest.fixture
def kb(tmp_path):
    """Freeland's sources: one without a licence, exported in 2022, and later ones."""
    rows = {
        "sources": [["scrapers/freeland", "abc", "2022-07-23", "FRL", "", "1", "0", "0", "none stated"]],
        "positions": [["FRL", "Q20", "Prime Minister", "Prime Minister of Freeland"], ["XXX", "Q21", "", "Mayor of Elsewhere"]],
        "office_holders": [["FRL", "Prime Minister", "Q20", "Ida Holm", "Q10", "2020-01-01", "", "female", "", "scrapers/freeland", "abc"]],
        "legislators": [],
        "office_holders_2026": [
            ["FRL", "Prime Minister", "Q20", "Ida Holm", "Q10", "2020-01-01", "2024-05-01", "", "", "openstates/people", "1", "2026-08-05"],
            ["FRL", "Prime Minister", "Q20", "Jon Berg", "Q11", "2024-05-01", "", "male", "J%C3%B3n_Berg", "openstates/people", "1", "2026-08-05"],
            ["FRL", "Member (North)", "Q21", "Jon Berg", "Q11", "2016-01-03", "2018-01-03", "", "", "openstates/people", "1", "2026-08-05"],
            ["FRL", "Member (North)", "Q21", "Jon Berg", "Q11", "2018-01-03", "2020-01-03", "", "", "openstates/people", "1", "2026-08-05"],
            ["FRL", "Treasurer", "", "Nobody Known", "", "2018-01-03", "", "", "", "openstates/people", "1", "2026-08-05"],
        ],
    }  # fmt: skip
    for name, columns in TABLES.items():
        with gzip.open(tmp_path / f"{name}.csv.gz", "wt", encoding="utf-8", newline="") as lines:
            csv.writer(lines).writerows([columns, *rows[name]])
    return tmp_path


def entries(kb, *, clean=False):
    return {entry.id: entry for entry in people(row for row in (*recent(kb), *exported(kb)) if is_clean(row.source) or not clean)}


def test_a_later_source_that_knows_the_end_goes_before_one_that_does_not(kb):
    (office,) = entries(kb)[10].offices
    assert (office.title, office.end, office.source.date) == ("Prime Minister of Freeland", "2024-05-01", "2026-08-05")


def test_terms_that_follow_each_other_in_one_seat_are_one(kb):
    assert ("Member (North)", "2016-01-03", "2020-01-03") in [
        (office.title, office.start, office.end) for office in entries(kb)[11].offices
    ]


def test_a_title_is_no_other_country_s(kb):
    assert "Mayor of Elsewhere" not in {office.title for office in entries(kb)[11].offices}


def test_names_are_those_of_persons_not_of_addresses(kb):
    assert entries(kb)[11].names == ("Jon Berg", "Jón Berg")


def test_people_without_an_item_are_left_out(kb):
    assert set(entries(kb)) == {10, 11}


def test_clean_leaves_out_sources_without_a_licence(kb):
    assert {office.source.name for entry in entries(kb, clean=True).values() for office in entry.offices} == {"openstates/people"}
    assert entries(kb, clean=True)[10].gender is None


def test_the_file_keeps_the_day_of_each_source(kb, tmp_path, capsys):
    import sqlite3

    write_database(tmp_path / "out.sqlite", list(entries(kb).values()), [])
    rows = sqlite3.connect(tmp_path / "out.sqlite").execute(
        "SELECT label, end, date FROM terms JOIN positions ON positions.id = position JOIN sources ON sources.id = terms.source WHERE person = 11 ORDER BY start"
    )
    assert rows.fetchall() == [("Member (North)", "2020-01-03", "2026-08-05"), ("Prime Minister of Freeland", None, "2026-08-05")]


def test_an_article_makes_no_name_of_a_single_word(tmp_path):
    columns = ["name", "aliases", "type", "country", "wikidata", "source_repo", "source_commit", "licence"]
    with gzip.open(tmp_path / "organisations_2026.csv.gz", "wt", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows(
            [columns, ["The Elphberg", "Elphberg Post|The Elphberg Post", "newspaper", "FRL", "Q7", "a/b", "1", ""]]
        )
    assert [entry.names for entry in listed(tmp_path)] == [("Elphberg Post", "The Elphberg Post")]
