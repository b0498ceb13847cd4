"""What a collection knows of several articles: the newsroom's stories, stored, compared, corrected."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

import onrecord
from corpora.newsroom import read_newsroom
from onrecord.cli.app import app
from onrecord.merging import merge
from onrecord.storage import SHOWN as STORED
from onrecord.storage import across, backup
from tests.storing import Told, rows, simple, talks

SCHEMA = Path(__file__).parents[1] / "docs/shown.schema.json"


@pytest.fixture(scope="module")
def readings(pipeline):
    return list(pipeline.pipe(read_newsroom()))


@pytest.fixture(scope="module")
def merged(readings):
    return merge(readings)


@pytest.fixture
def collection(made):
    with onrecord.Collection(made) as opened:
        yield opened


@pytest.fixture
def newsroom(collection, readings):
    for reading in readings:
        collection.store(reading)
    return collection


def told(id, text, speaker, words, **facts):
    """An article in which somebody says something."""
    article = Told(text, **{"id": id, "publisher": f"Paper {id}", "published": "2021-03-05"} | facts)
    article.said(speaker, words, cue="said")
    return article


def groups(found, members):
    return {frozenset(members(one)) for one in found}


class TestNewsroom:
    """One test, for storing the newsroom takes longer than asking it."""

    def test_collection_answers_what_merging_finds(self, newsroom, merged):
        origins = {}
        for article in newsroom.articles():
            origins.setdefault(article.origin, set()).add(article.id)
        assert set(map(frozenset, origins.values())) == groups(merged.origins, lambda one: one.articles)
        said = groups(newsroom.statements(), lambda one: [(told.article.id, told.key) for told in one.told_by])
        assert said == groups(merged.statements, lambda one: [(told.telling.ref.article, told.telling.ref.key) for told in one.told_by])
        done = groups(newsroom.events(), lambda one: [(report.article.id, report.key) for report in one.reports])
        assert done == groups(merged.events, lambda one: [(report.ref.article, report.ref.key) for report in one.reports])
        disputes = [(one.kind, one.of, tuple((side.says, side.origins) for side in one.sides)) for one in newsroom.disputes()]
        expected = [(one.kind, one.of, tuple((side.says, side.origins) for side in one.sides)) for one in merged.disputes]
        assert sorted(disputes, key=repr) == sorted(expected, key=repr)
        assert newsroom.verify().faults == ()

    def test_altered_quotation_tells_what_it_touches(self, newsroom):
        (bread,) = {one.told_by for one in newsroom.statements(about='"tax on bread"') if any(t.touches for t in one.told_by)}
        altered = {one.article.id: (one.touches, [change for change in one.diff if change.kind != "same"]) for one in bread if one.touches}
        assert altered["bread-3"][0] == "number"
        assert ("900", "700") in [(change.original, change.told) for change in altered["bread-3"][1]]
        assert altered["bread-4"][0] == "negation"

    def test_meeting_announced_held_and_denied_is_one_with_a_history(self, newsroom):
        meetings = newsroom.events(type="meet", speaker="Halvond", to="Dorsek")
        meeting = next(one for one in meetings if any(report.article.id == "river-1" for report in one.reports))
        assert [turn.status for turn in meeting.history] == ["planned", "occurred", "denied"]
        assert [voice.name for voice in meeting.denied_by][:1] == ["Petr Olin"]
        assert meeting.origins < len(meeting.reports)


class TestPeople:
    def test_statements_are_found_under_a_last_name_of_the_same_role(self, newsroom, merged):
        short = [actor for actor in merged.actors if len(actor.members) > 1 and actor.type == "person" and actor.aliases]
        assert short
        for actor in short[:5]:
            keys = {one.speaker.key for name in (actor.name, *actor.aliases) for one in newsroom.statements(speaker=name) if one.speaker}
            found = [one for key in keys for one in newsroom.actors(speaker=key) if one.name == actor.name]
            assert len(found) == 1
            assert found[0].articles == len({ref.article for ref in actor.members})

    def test_counts_are_those_of_what_is_there(self, newsroom):
        actors = list(newsroom.actors(limit=15))
        assert len(actors) == 15
        for actor in actors:
            assert actor.statements == len(list(newsroom.statements(speaker=actor.key)))

    def test_keys_stay_when_more_comes(self, collection, readings):
        for reading in readings[:40]:
            collection.store(reading)
        before = {one.key for one in collection.actors()}
        disputes = {one.about for one in collection.disputes()}
        for reading in readings[40:]:
            collection.store(reading)
        assert len(before & {one.key for one in collection.actors()}) >= 0.97 * len(before)
        assert disputes <= {one.about for one in collection.disputes()}


WORDS = "“We will pay for 400 new homes beside the old stadium,”"
LATER = "“We will pay for 300 new homes beside the old stadium,”"


def pair(collection):
    collection.store(told("a", f"{WORDS} Anna Kovac said.", "Anna Kovac", WORDS).reading())
    collection.store(told("b", f"{LATER} Anna Kovac said.", "Anna Kovac", LATER, published="2021-03-06").reading())


class TestMerging:
    def test_nothing_is_compared_twice(self, collection):
        pair(collection)
        assert [collection.merge(), collection.merge()] == [True, False]

    def test_empty_collection_has_nothing_to_compare(self, collection):
        assert collection.merge() is False
        assert list(collection.disputes()) == []

    def test_what_is_added_is_compared_when_somebody_asks(self, collection):
        collection.store(told("a", f"{WORDS} Anna Kovac said.", "Anna Kovac", WORDS).reading())
        assert [len(one.told_by) for one in collection.statements()] == [1]
        collection.store(told("b", f"{LATER} Anna Kovac said.", "Anna Kovac", LATER).reading())
        assert [len(one.told_by) for one in collection.statements()] == [2, 2]

    def test_tellings_are_in_the_order_of_time_whatever_the_zones(self, collection):
        for id, published in (("later", "2021-03-05T20:00:00-05:00"), ("earlier", "2021-03-06T00:30:00Z")):
            collection.store(told(id, f"{WORDS} Anna Kovac said, {id}.", "Anna Kovac", WORDS, published=published).reading())
        assert {tuple(one.article.id for one in said.told_by) for said in collection.statements()} == {("earlier", "later")}

    def test_article_that_is_deleted_leaves_no_words(self, collection):
        pair(collection)
        collection.merge()
        collection.delete("a")
        assert not [row for row in rows(collection._store, across.TELLINGS) if "400" in row["diff"]]
        assert [[one.article.id for one in said.told_by] for said in collection.statements()] == [["b"]]
        assert collection.verify().faults == ()

    def test_articles_of_one_id_are_two(self, collection):
        for place in ("x", "y"):
            article = told("a", f"{WORDS} Anna Kovac said in {place}.", "Anna Kovac", WORDS, url=f"https://{place}.example/a")
            collection.store(article.reading())
        assert [len(one.told_by) for one in collection.statements()] == [2, 2]

    def test_backup_has_the_same_keys(self, collection, made, tmp_path):
        pair(collection)
        keys = {one.cluster for one in collection.statements()}
        backup(made, tmp_path / "backup.db")
        with onrecord.Collection(tmp_path / "backup.db") as copy:
            assert {one.cluster for one in copy.statements()} == keys


class TestDecisions:
    def test_statement_that_is_split_off_is_one_of_its_own(self, collection):
        pair(collection)
        later = next(one for one in collection.statements() if one.article.id == "b")
        made = collection.decide("split", later.key, by="Eva")
        assert [len(one.told_by) for one in collection.statements()] == [1, 1]
        collection.decide("undo", made.key, by="Eva")
        assert [len(one.told_by) for one in collection.statements()] == [2, 2]

    def test_statements_that_people_merge_are_one(self, collection):
        collection.store(told("a", "“It is over,” Anna Kovac said.", "Anna Kovac", "“It is over,”").reading())
        collection.store(told("b", "“Nobody asked us,” Ivan Holm said.", "Ivan Holm", "“Nobody asked us,”").reading())
        keys = [one.key for one in collection.statements()]
        assert [len(one.told_by) for one in collection.statements()] == [1, 1]
        collection.decide("merge", keys, by="Eva")
        assert [len(one.told_by) for one in collection.statements()] == [2, 2]

    def test_people_who_are_merged_stay_one_when_articles_are_compared(self, collection):
        collection.store(told("a", "“It is over,” Kovac said.", "Kovac", "“It is over,”").reading())
        collection.store(told("b", "“Nobody asked us,” Anna Kovac said.", "Anna Kovac", "“Nobody asked us,”").reading())
        people = [one.key for one in collection.actors()]
        assert len(people) == 2
        collection.decide("merge", people, by="Eva", to={"name": "Anna Kovac"})
        assert [(one.name, one.articles) for one in collection.actors()] == [("Anna Kovac", 2)]

    def test_event_is_corrected_in_all_its_reports_by_its_key(self, collection):
        collection.store(talks().reading())
        (event,) = collection.events(type="CONSULT")
        collection.decide("correct", event.key, by="Eva", to={"mode": "visit"})
        (event,) = collection.events(type="CONSULT")
        assert (event.mode, event.reports[0].standing) == ("visit", "corrected")


class TestLike:
    def test_what_a_speaker_said_before_is_found(self, collection):
        pair(collection)
        collection.store(simple(1, words="Something else", speaker="Anna Kovac").reading())
        later = next(one for one in collection.statements() if one.article.id == "b")
        (found,) = collection.statements(like=later.key)
        assert (found.article.id, found.like.variant, found.like.touches) == ("a", "altered", "number")

    def test_of_nobody_known_there_are_the_other_tellings(self, collection):
        for id in ("a", "b"):
            article = Told(f"{WORDS} said the letter, {id}.", id=id, published="2021-03-05")
            article.said(None, WORDS)
            collection.store(article.reading())
        key = next(iter(collection.statements())).key
        assert [one.like.variant for one in collection.statements(like=key)] == ["exact"]


# What others build on: no name goes away or means something else.
FACE = {
    "articles": {"key", "id", "url", "publisher", "title", "published", "origin", "agency"},
    "statements": {"key", "article", "speaker", "act", "kind", "words", "content", "standing", "cluster", "told_by", "like"},
    "events": {
        "key", "report", "type", "mode", "status", "actors", "recipients", "reports", "origins", "asserted_by", "attributed_to", "denied_by", "accounts", "figures",
        "history",
    },
    "disputes": {"about", "what", "kind", "of", "words", "sides"},
}  # fmt: skip
WITHIN = {
    ("statements", "told_by"): {"article", "key", "words", "variant", "touches", "diff"},
    ("statements", "speaker"): {"key", "name", "wikidata"},
    ("events", "reports"): {"article", "key", "status", "evidence"},
    ("events", "figures"): {"kind", "value", "bound", "by"},
    ("events", "history"): {"published", "status", "article"},
    ("events", "denied_by"): {"who", "name", "article", "statement", "words"},
    ("disputes", "sides"): {"says", "origins", "voices"},
}


@pytest.mark.parametrize("what", FACE)
def test_what_is_shown_has_its_public_face(newsroom, made, what):
    lines = CliRunner().invoke(app, ["show", what, "--json", "--limit", "0", "--db", made]).stdout.splitlines()
    shown = list(map(json.loads, lines))
    definitions = json.loads(SCHEMA.read_text("utf-8"))["$defs"]
    validator = Draft202012Validator({"$defs": definitions, "$ref": f"#/$defs/{STORED[what].__name__}"})
    assert shown
    for row in shown:
        assert row.keys() >= FACE[what]
        validator.validate(row)
    for (of, name), names in WITHIN.items():
        if of == what:
            within = [one for row in shown for one in (row[name] if isinstance(row[name], list) else [row[name]]) if one is not None]
            assert within
            assert all(one.keys() >= names for one in within)


def test_disputes_are_shown_and_filtered(newsroom, made, database):
    if database != "sqlite":
        pytest.skip("the command is the same")

    def shown(*arguments):
        done = CliRunner().invoke(app, ["show", "disputes", "--db", made, *arguments])
        assert done.exit_code == 0, done.output
        return done.stdout

    lines = list(map(json.loads, shown("--json").splitlines()))
    assert {one["kind"] for one in lines} == {"denied", "figures", "unsaid"}
    assert all(voice["words"] and voice["article"]["id"] for one in lines for side in one["sides"] for voice in side["voices"])
    assert {one["kind"] for one in map(json.loads, shown("--json", "--type", "unsaid").splitlines())} == {"unsaid"}
    assert 0 < len(shown("--json", "--speaker", "Olin").splitlines()) < len(lines)
    assert 0 < len(shown("--json", "--about", "tax bread").splitlines()) < len(lines)
    assert "Petr Olin" in shown()


def test_so_many_events_are_shown_as_are_asked_for_each_once(newsroom):
    everything = [one.key for one in newsroom.events()]
    assert len(everything) == len(set(everything))
    for limit in (1, 7, len(everything)):
        assert [one.key for one in newsroom.events(limit=limit)] == everything[:limit]


class TestExport:
    def export(self, made, folder, *arguments):
        done = CliRunner().invoke(app, ["export", "statements", "--db", made, "--to", str(folder), *arguments])
        return done.exit_code, (folder / "statements.csv").read_text("utf-8-sig") if done.exit_code == 0 else done.stderr

    def test_collection_is_written_as_people_decided(self, collection, made, tmp_path):
        pair(collection)
        later = next(one for one in collection.statements() if one.article.id == "b")
        collection.decide("correct", later.key, by="Eva", to={"act": "promise"})
        code, table = self.export(made, tmp_path / "all")
        assert code == 0
        assert [("promise" in line, "300" in line) for line in table.splitlines()[1:]] == [(True, True), (False, False)]

    def test_filters_choose_articles(self, collection, made, tmp_path):
        pair(collection)
        table = self.export(made, tmp_path / "some", "--since", "2021-03-06")[1]
        assert "300" in table
        assert "400" not in table

    def test_filters_are_for_collections(self, made, tmp_path):
        assert self.export(made, tmp_path / "none", "articles/", "--since", "2021")[0] == 2
