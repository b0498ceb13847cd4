"""What users add to the knowledge: CSV files and Wikidata dumps."""

import gzip
import json
import pickle

import pytest
from typer.testing import CliRunner

from onrecord import Page, Pipeline
from onrecord.cli.app import app
from onrecord.errors import FileUnfit
from onrecord.knowledge import Knowledge
from onrecord.knowledge.adding import knowledge_file, read_dump, read_entries

ROWS = """wikidata,name,aliases,type,gender,country,office,start,end
Q99999001,Anna Kovac,Ana Kovač,person,female,SVK,Minister of Fisheries,2020-01-01,
Q99999001,Anna Kovac,Ana Kovač,person,female,SVK,Mayor of Trnava,,2019-12
Q99999002,Baltic Pilots Union,BPU,organization,,,,,
"""


@pytest.fixture
def added(tmp_path, monkeypatch):
    monkeypatch.setenv("ONRECORD_KNOWLEDGE", str(tmp_path / "added.sqlite"))
    return tmp_path / "added.sqlite"


def csv_file(folder, text=ROWS):
    path = folder / "rows.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_added_people_are_known_with_their_offices(added, tmp_path):
    assert CliRunner().invoke(app, ["kb", "add", str(csv_file(tmp_path))]).exit_code == 0
    known = Knowledge.open(added)
    (person,) = known.people.named("Ana Kovac")
    assert (person.wikidata, person.name, person.gender) == ("Q99999001", "Anna Kovac", "female")
    assert {(term.office, term.start, term.end) for term in person.terms} == {
        ("Minister of Fisheries", "2020-01-01", None),
        ("Mayor of Trnava", None, "2019-12"),
    }
    assert known.items.named("Baltic Pilots Union") == "Q99999002"
    assert known.people.named("Angela Merkel")


def test_version_tells_that_something_was_added(added, tmp_path):
    with knowledge_file(added) as knowledge:
        knowledge.add(read_entries(csv_file(tmp_path)))
    assert Knowledge.open(added).version.startswith(f"{Knowledge().version}+")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name\nAnna Kovac\n", "lacks the columns"),
        ("wikidata,name,height\nQ1,Anna,170\n", "unknown columns"),
        ("wikidata,name\nx1,Anna\n", "line 2: wikidata is 'x1'"),
        ("wikidata,name,start\nQ1,Anna,yesterday\n", "start is 'yesterday'"),
        ("wikidata,name,country\nQ1,Anna,Slovakia\n", "country is 'Slovakia'"),
    ],
)
def test_wrong_rows_are_named(tmp_path, text, message):
    with pytest.raises(FileUnfit, match=message):
        list(read_entries(csv_file(tmp_path, text)))


def test_nothing_is_added_of_a_file_with_a_wrong_row(added, tmp_path):
    path = csv_file(tmp_path, ROWS + "x1,Wrong,,,,,,,\n")
    with pytest.raises(FileUnfit), knowledge_file(added) as knowledge:
        knowledge.add(read_entries(path))
    assert Knowledge.open(added).people.named("Anna Kovac") == []


def test_show(added):
    shown = CliRunner().invoke(app, ["kb", "show", "Angela Merkel"])
    assert "Q567  Angela Merkel (person, DEU)" in shown.stdout
    assert "Federal Chancellor of Germany: 2005 to 2021" in shown.stdout
    assert CliRunner().invoke(app, ["kb", "show", "Nobody At All"]).exit_code == 1


def linked(claimed, *ids):
    snaks = [{"snaktype": "value", "property": claimed, "datavalue": {"value": {"id": id}}} for id in ids]
    return {claimed: [{"mainsnak": snak, "rank": "normal"} for snak in snaks]}


def dated(claimed, time, precision):
    return {claimed: [{"snaktype": "value", "property": claimed, "datavalue": {"value": {"time": time, "precision": precision}}}]}


def item(id, label, claims, **more):
    return {"id": id, "type": "item", "labels": {"en": {"language": "en", "value": label}}, "claims": claims, **more}


def dump(folder):
    held = linked("P39", "Q20")["P39"][0]
    held["qualifiers"] = dated("P580", "+2019-05-07T00:00:00Z", 11) | dated("P582", "+2021-00-00T00:00:00Z", 9)
    given_up = linked("P39", "Q20")["P39"][0] | {"rank": "deprecated"}
    code = {"P298": [{"mainsnak": {"snaktype": "value", "datavalue": {"value": "FRL"}}, "rank": "normal"}]}
    items = [
        item("Q10", "Ida Holm", linked("P31", "Q5") | linked("P21", "Q6581072") | linked("P27", "Q30") | {"P39": [held, given_up]}),
        item("Q11", "Nobody of Office", linked("P31", "Q5")),
        item("Q20", "Prime Minister of Freeland", linked("P17", "Q30")),
        item("Q30", "Freeland", code),
        item("Q40", "Freeland First", linked("P31", "Q7278"), sitelinks={"enwiki": {"title": "Freeland First"}}),
        item("Q41", "Club of Q", linked("P31", "Q7278")),
    ]
    path = folder / "dump.json.gz"
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.write("[\n" + ",\n".join(json.dumps(one) for one in items) + "\n]\n")
    return path


def test_wikidata_dump(added, tmp_path):
    assert CliRunner().invoke(app, ["kb", "build", "--from-wikidata", str(dump(tmp_path))]).exit_code == 0
    known = Knowledge.open(added)
    (person,) = known.people.named("Ida Holm")
    assert (person.wikidata, person.gender, person.countries) == ("Q10", "female", frozenset({"FRL"}))
    (term,) = person.terms
    assert (term.office, term.country, term.start, term.end) == ("Prime Minister of Freeland", "FRL", "2019-05-07", "2021")
    assert known.items.named("Freeland First") == "Q40"
    assert known.items.named("Club of Q") is None
    assert known.people.named("Nobody of Office") == []


@pytest.mark.parametrize("content", [b"", b"[1]\n", b"not json\n", b"\x1f\x8b broken"])
def test_what_is_no_dump_is_said_to_be_none(tmp_path, content):
    path = tmp_path / "dump.json"
    path.write_bytes(content)
    if content:
        with pytest.raises(FileUnfit):
            list(read_dump(path))
    else:
        assert list(read_dump(path)) == []


def test_added_heads_of_state_are_known_by_their_office_at_once(added, tmp_path):
    rows = ROWS.splitlines()[0] + "\nQ99999003,Rudolf Elphberg,,person,male,ROU,President of Romania,2030-01-01,2034\n"
    with knowledge_file(added) as knowledge:
        knowledge.add(read_entries(csv_file(tmp_path, rows)))
    known = Knowledge.open(added)
    assert known.offices.holder("the president", "ROU", "2031-05-01").name == "Rudolf Elphberg"
    assert [person.name for person in known.people.prominent("Elphberg", "2031-05-01")] == ["Rudolf Elphberg"]


def test_every_row_says_where_it_comes_from(added, tmp_path):
    path = csv_file(tmp_path)
    assert CliRunner().invoke(app, ["kb", "add", str(path), "--licence", "CC BY 4.0"]).exit_code == 0
    sources = {source.name: (source.licence, count) for source, count in Knowledge.open(added).sources()}
    assert sources[path.name] == ("CC BY 4.0", 7)
    assert sources["every-politician-scrapers/france-cabinet"][0] is None
    assert sources["GeoNames"][0] == "CC BY 4.0"
    assert "CC BY 4.0       rows.csv" in CliRunner().invoke(app, ["kb", "sources", "--all"]).stdout


def test_sources_are_summed_up_by_licence(added):
    lines = CliRunner().invoke(app, ["kb", "sources"]).stdout.splitlines()
    assert len(lines) < 20
    assert any("CC BY 4.0" in line and "GeoNames" in line for line in lines)


def added_rows(added, folder, *rows, as_of=None):
    text = "\n".join((ROWS.splitlines()[0], *rows, ""))
    with knowledge_file(added) as knowledge:
        knowledge.add(read_entries(csv_file(folder, text), as_of=as_of))
    return Knowledge.open(added)


def test_a_row_replaces_the_shipped_one_of_person_office_and_start(added, tmp_path):
    known = added_rows(added, tmp_path, "Q180589,Boris Johnson,,person,male,GBR,Prime Minister of the United Kingdom,2019-07-24,2020-01-31")
    (johnson,) = (person for person in known.people.named("Boris Johnson") if person.wikidata == "Q180589")
    terms = [term for term in johnson.terms if term.office == "Prime Minister of the United Kingdom"]
    assert [(term.start, term.end) for term in terms] == [("2019-07-24", "2020-01-31")]
    assert known.offices.holder("the British prime minister", "GBR", "2021-01-01") is None


def test_a_user_s_row_goes_before_what_is_shipped_of_an_office_on_a_day(added, tmp_path):
    known = added_rows(added, tmp_path, "Q99999004,Ida Holm,,person,female,GBR,Prime Minister,2026-05-01,")
    assert known.offices.holder("the British prime minister", "GBR", "2026-05-02").name == "Ida Holm"
    assert known.offices.holder("the British prime minister", "GBR", "2026-04-30").name == "Keir Starmer"


def test_a_row_without_an_end_counts_up_to_the_day_that_the_file_shows(added, tmp_path):
    known = added_rows(added, tmp_path, "Q99999004,Ida Holm,,person,female,GBR,Prime Minister,2031-05-01,", as_of="2031-07-01")
    assert known.offices.holder("the British prime minister", "GBR", "2031-07-01").name == "Ida Holm"
    assert known.offices.holder("the British prime minister", "GBR", "2031-07-02") is None


def test_names_of_a_known_person_are_added_to_those_that_are_shipped(added, tmp_path):
    known = added_rows(added, tmp_path, "Q264766,Mrs Theresa Mary May,,person,,,,,")
    (may,) = known.people.named("Theresa May")
    assert (may.name, may.gender) == ("Mrs Theresa Mary May", "female")
    assert "Theresa May" in may.aliases


def test_an_open_office_of_a_dump_counts_up_to_its_last_change(added, tmp_path):
    held = linked("P39", "Q20")["P39"][0] | {"qualifiers": dated("P580", "+2019-05-07T00:00:00Z", 11)}
    items = [
        item("Q10", "Ida Holm", linked("P31", "Q5") | {"P39": [held]}, modified="2026-03-04T05:06:07Z"),
        item("Q20", "Prime Minister of Freeland", {}, modified="2026-01-01T00:00:00Z"),
    ]
    path = tmp_path / "dump.json"
    path.write_text("\n".join(json.dumps(one) for one in items), encoding="utf-8")
    (person,) = read_dump(path)
    assert person.source.date == "2026-03-04"


@pytest.mark.parametrize("content", [b"no database at all" * 100, b""])
def test_a_file_that_is_no_knowledge_file_is_said_to_be_none(added, content):
    added.write_bytes(content)
    with pytest.raises(FileUnfit, match="knowledge file"):
        Knowledge.open(added)


def test_a_folder_is_no_knowledge_file(added, tmp_path):
    added.mkdir()
    with pytest.raises(FileUnfit, match="no knowledge can be written there"), knowledge_file(added):
        pass


def test_what_is_known_does_not_change_once_opened(added, tmp_path):
    known = Knowledge.open(added)
    with knowledge_file(added) as knowledge:
        knowledge.add(read_entries(csv_file(tmp_path)))
    assert known.people.named("Anna Kovac") == []
    assert known.version == Knowledge().version


def test_a_pipeline_reports_the_knowledge_that_it_reads_with(added, tmp_path):
    with knowledge_file(added) as knowledge:
        knowledge.add(read_entries(csv_file(tmp_path)))
    reader = Pipeline()
    added.unlink()
    record = reader(Page(id="x", text="Anna Kovac, the Slovak minister of fisheries, said: “No boat will sail.”", published="2021-03-05"))
    assert record.actors[0].wikidata == "Q99999001"
    assert record.made_by.knowledge == reader.knowledge.version != Knowledge().version


def test_what_is_added_to_a_pipeline_is_known_in_another_process(added, tmp_path):
    with knowledge_file(added) as knowledge:
        knowledge.add(read_entries(csv_file(tmp_path)))
    sent = pickle.dumps(Knowledge.open(added))
    added.unlink()
    assert [person.name for person in pickle.loads(sent).people.named("Anna Kovac")] == ["Anna Kovac"]
