import contextlib
import csv
import io
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import onrecord
from onrecord.cli import tables
from onrecord.cli.changing import _expected, _report
from onrecord.cli.showing import SHOWN
from onrecord.cli.storing import DECIDED, KINDS
from onrecord.cli.storing import SHOWN as WORDS_FOR_WHAT
from onrecord.collection.askable import FILTERS
from onrecord.records import Failure
from onrecord.storage import Change, Filters, Outcome
from onrecord.storage.decisions import DecisionKind, What
from tests.commands import command
from tests.storing import met, simple, talks

pytestmark = pytest.mark.usefixtures("folder")
DENIED = "that six people were killed in an attack near Bergen"


@pytest.fixture
def stored(folder):
    """A collection where the command looks for one."""
    with onrecord.Collection("onrecord.db") as collection:
        collection.store(talks(url="https://example.org/talks").reading())
        collection.store(simple(1).reading())
        yield collection


def process(*arguments, stdin=b""):
    done = subprocess.run(
        [sys.executable, "-m", "onrecord", *arguments], input=stdin, capture_output=True, check=False, env=dict(os.environ)
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


class TestAdd:
    def test_articles_are_stored_once_and_failures_named(self, folder):
        (folder / "news").mkdir()
        (folder / "news/a.txt").write_text("The minister said on Monday that the talks would go on.")
        (folder / "news/b.txt").write_bytes(b"\x00\x01")
        code, out, err = process("add", "news")
        assert (code, out) == (1, "1 new, 1 failed\n")
        assert "b.txt" in err
        assert process("add", "news")[1] == "1 here already, 1 failed\n"

    def test_changed_article_is_told(self, folder):
        (folder / "a.txt").write_text("The minister said on Monday that the talks would go on.")
        process("add", "a.txt")
        (folder / "a.txt").write_text("The minister said on Tuesday that the talks would go on.")
        code, out, err = process("add", "a.txt")
        assert (code, out, err) == (0, "1 changed\n", "a: 1 words changed\n")

    def test_standard_input_of_another_day_is_another_article(self):
        for day in (b"Monday", b"Tuesday", b"Monday"):
            assert process("add", "-", stdin=b"The minister said on " + day + b" that the talks would go on.")[0] == 0
        with onrecord.Collection() as collection:
            assert len(list(collection.articles())) == 2

    def test_run_that_cannot_go_on_is_three(self, folder):
        (folder / "onrecord.db").write_bytes(b"something else, that is long enough to be looked at" * 20)
        code, _, err = process("add", "a.txt")
        assert code == 3
        assert err.count("\n") == 1
        assert "not a database" in err


class TestShow:
    def test_table_has_words_speaker_and_key(self, stored):
        code, out, _ = command("show", "statements", "--speaker", "kovac")
        assert code == 0
        assert "Anna Kovac" in out
        assert next(stored.statements(speaker="kovac")).key in out
        assert "\x1b" not in out

    @pytest.mark.parametrize("what", WORDS_FOR_WHAT)
    @pytest.mark.parametrize("layout", [[], ["--json"], ["--csv"], ["--markdown"]])
    def test_everything_in_every_layout(self, stored, what, layout):
        stored.store(simple(2, id="article 1").reading())
        assert command("show", what, "--limit", "0", *layout)[0] == 0

    def test_json_is_one_object_a_line_with_everything(self, stored):
        lines = command("show", "statements", "--json")[1].splitlines()
        rows = {row["words"]: row for row in map(json.loads, lines)}
        row = rows["“We will vote on Monday,”"]
        assert (row["speaker"]["name"], row["speaker"]["wikidata"], row["article"]["publisher"]) == ("Anna Kovac", "Q1", "The Example")
        assert [one["name"] for one in row["addressees"]] == ["reporters"]
        assert len(lines) == 4

    def test_csv_can_be_read_and_begins_no_formula(self, stored):
        told = simple(3, words="=SUM(A1)", speaker="Anna Kovac")
        stored.store(told.reading())
        rows = list(csv.DictReader(io.StringIO(command("show", "statements", "--csv", "--speaker", "kovac")[1])))
        assert {row["speaker"] for row in rows} == {"Anna Kovac"}
        assert {row["to"] for row in rows} == {"", "reporters"}

    @pytest.mark.parametrize("what", WORDS_FOR_WHAT)
    def test_csv_without_rows_has_the_names_of_its_columns(self, what):
        onrecord.Collection("empty.db").close()
        (head,) = csv.reader(io.StringIO(command("show", what, "--csv", "--db", "empty.db")[1]))
        assert tuple(head) == SHOWN[what].rows.columns

    @pytest.mark.parametrize("what", WORDS_FOR_WHAT)
    def test_columns_of_csv_are_all_that_a_row_has(self, stored, what):
        stored.store(simple(2, id="article 1").reading())
        stored.store(met(1))
        stored.store(met(2, is_denied=True))
        stored._store.fail(Failure(id="bad", stage=None, error="ArticleEmpty", message="Nothing."))
        rows = SHOWN[what].rows
        items = stored.events() if what == "contacts" else getattr(stored, what)()
        assert {frozenset(rows.of(item)) for item in items} == {frozenset(rows.columns)}

    def test_markdown_is_a_table(self, stored):
        head, rule, *rows = command("show", "contacts", "--markdown")[1].splitlines()
        assert head.count("|") == rule.count("|") == rows[0].count("|")
        assert "Ivan Holm" in rows[0]

    def test_contacts_are_told_apart_by_mode(self, stored):
        assert len(command("show", "contacts", "--type", "meet", "--json")[1].splitlines()) == 1
        assert command("show", "contacts", "--type", "call", "--json")[1] == ""

    def test_day_of_publication_is_enough_in_a_table(self, stored):
        stored.store(simple(2, published="2021-03-05T06:07:08+00:00", speaker="Eva Brandt").reading())
        out = command("show", "statements", "--speaker", "Brandt")[1]
        assert "2021-03-05  Eva Brandt" in out

    def test_rows_that_a_table_has_no_room_for_are_listed(self, stored, monkeypatch):
        stored.store(simple(2, words="The talks will go on in spite of all that", speaker="Eva Brandt").reading())
        monkeypatch.setattr(tables, "WIDTH_OF_A_PIPE", 80)
        lines = [line.rstrip() for line in command("show", "statements", "--speaker", "Brandt")[1].splitlines()]
        assert "speaker     Eva Brandt" in lines
        assert "words       “The talks will go on in spite of all that for 2 days,”" in lines
        assert not any(line.startswith("to ") for line in lines)

    def test_limit_is_told(self, stored):
        code, out, err = command("show", "statements", "--limit", "1")
        assert (code, err) == (0, "onrecord: the first 1; --limit 0 shows all.\n")
        assert len(out.splitlines()) == 2

    @pytest.mark.parametrize(
        ("arguments", "says"),
        [
            (["nonsense"], "nonsense"),
            (["statements", "--place", "Oslo"], "--place"),
            (["failures", "--speaker", "a"], "--speaker"),
            (["statements", "--act", "shout"], "shout"),
            (["events", "--status", "maybe"], "maybe"),
            (["events", "--type", "PARTY"], "PARTY"),
            (["contacts", "--type", "ASSAULT"], "meet, visit"),
            (["statements", "--since", "yesterday"], "since is a day"),
            (["statements", "--min-confidence", "7"], "from 0 to 1"),
            (["statements", "--limit", "-1"], "limit is a whole number"),
            (["articles", "--type", "direct"], "--type"),
            (["events", "--like", "0"], "--like"),
            (["statements", "--json", "--csv"], "one of"),
        ],
    )
    def test_wrong_usage_is_two(self, stored, arguments, says):
        code, _, err = command("show", *arguments)
        assert code == 2
        assert says in " ".join(err.replace("│", "").split())

    def test_no_collection_is_three_and_makes_none(self, folder):
        code, _, err = process("show", "statements")
        assert code == 3
        assert "onrecord add" in err
        assert list(folder.iterdir()) == []

    def test_collection_may_be_named_by_the_environment(self, stored, folder, monkeypatch):
        stored.close()
        (folder / "onrecord.db").rename(folder / "other.db")
        monkeypatch.setenv("ONRECORD_DB", "other.db")
        assert "Anna Kovac" in command("show", "actors")[1]

    def test_every_filter_is_an_option_of_something(self):
        assert set().union(*FILTERS.values()) == set(Filters.__dataclass_fields__) - {"limit"}


def test_search_shows_where_the_words_stand(stored):
    out = command("search", "vote", "monday")[1]
    assert "[vote] on [Monday]" in out
    assert command("search", "zebra")[2] == "onrecord: nothing found.\n"


def test_phrases_are_searched_as_such(stored):
    assert command("search", "vote on", "--json")[1]
    assert command("search", "monday vote", "--json")[1] == ""


@pytest.mark.parametrize("by", ["speaker", "publisher", "role", "gender", "country", "type", "act", "month", "year"])
def test_stats_count_by_what_is_named(stored, by):
    rows = [json.loads(line) for line in command("stats", "--by", by, "--json")[1].splitlines()]
    assert sum(row["statements"] for row in rows) == 4


def test_stats_begin_with_totals(stored):
    assert command("stats")[1].startswith("2 articles, 2 versions, 4 statements, 2 events, ")


def test_citation_is_printed(stored):
    key = next(stored.statements(speaker="kovac")).key
    assert command("cite", key)[1].startswith("Anna Kovac (Prime Minister) promised: “We will vote on Monday” (The Example")


class TestVerify:
    @pytest.mark.parametrize("arguments", [[], ["onrecord.db"], ["--db", "onrecord.db"]])
    def test_collection_that_holds(self, stored, arguments):
        code, out, _ = command("verify", *arguments)
        assert code == 0
        assert out.startswith("2 records with ")
        assert "all hold" in out

    def test_wrong_span_is_one_and_named(self, stored):
        with stored._store._engine.begin() as connection:
            connection.exec_driver_sql("UPDATE contents SET words_start = words_start + 1 WHERE words = '“It is over,”'")
        code, out, err = command("verify")
        assert code == 1
        assert "1 faults" in out
        assert "monday/lead: statements, " in err


class TestDecisions:
    def test_decision_is_made_shown_exported_imported_and_undone(self, stored, folder):
        key = next(stored.statements(act="deny")).key
        code, out, _ = command("decide", "correct", key, "--set", "act=reject", "--set", "negated=true", "--by", "Eva", "--why", "read it")
        assert code == 0
        assert [one.negated for one in stored.statements(act="reject")] == [True]
        made = out.strip()
        assert made in command("decisions")[1]
        (folder / "log.jsonl").write_text(command("decisions", "--json")[1])
        assert command("decisions", "--import", "log.jsonl", "--db", "other.db")[1] == "1 of 1 decisions were new\n"
        assert command("decide", "undo", made, "--by", "Eva")[0] == 0
        assert len(list(stored.statements(act="deny"))) == 1

    def test_values_are_what_they_mean(self, stored):
        key = next(stored.events(type="ASSAULT")).key
        command("decide", "correct", key, "--set", "killed=9", "--set", "date=2021", "--set", "place=Bergen", "--by", "Eva")
        (event,) = stored.events(type="ASSAULT")
        assert (event.killed, event.date, event.place_name) == (9, "2021", "Bergen")
        command("decide", "correct", key, "--set", "actors=Anna Kovac; Olga Dahl", "--by", "Eva")
        command("decide", "add", "--article", "monday/lead", "--words", "vote", "--what", "event", "--set", "type=AGREE", "--set", "actors=Anna Kovac; Ivan Holm", "--by", "Eva")  # fmt: skip
        (event,) = stored.events(type="AGREE")
        assert [who.name for who in event.actors] == ["Anna Kovac", "Ivan Holm"]

    @pytest.mark.parametrize(
        ("arguments", "says"),
        [
            (["correct", "--set", "act=shout"], "act is one of"),
            (["correct", "--set", "act"], "name=value"),
            (["bless"], "bless"),
            (["correct", "--set", "negated=maybe"], "negated is true or false"),
        ],
    )
    def test_decision_that_makes_no_sense_is_two(self, stored, arguments, says):
        key = next(stored.statements(act="deny")).key
        code, _, err = command("decide", arguments[0], key, *arguments[1:], "--by", "Eva")
        assert code == 2
        assert says in " ".join(err.split())

    @pytest.mark.parametrize("given", ["date=nonsense", "until=2021-13", "killed=several", "status=over", "type=PARTY", "mode=aerial"])
    def test_value_that_a_field_cannot_hold_is_two_and_what_it_can_is_told(self, stored, given):
        key = next(stored.events(type="CONSULT")).key
        code, _, err = command("decide", "correct", key, "--set", given, "--by", "Eva")
        name, _, value = given.partition("=")
        assert code == 2
        assert re.search(rf"{name}( of CONSULT)? is .*, not '{value}'", " ".join(err.replace("│", "").split()))
        assert stored.decisions() == []

    def test_decision_needs_somebody(self, stored):
        assert command("decide", "reject", next(stored.statements()).key)[0] == 2

    def test_log_that_is_none_is_three(self, folder):
        (folder / "log.jsonl").write_text("{}")
        assert process("decisions", "--import", "log.jsonl")[0] == 3

    def test_kinds_are_those_of_decisions(self):
        assert DecisionKind.__args__ == KINDS
        assert What.__args__ == DECIDED


def test_citation_has_nothing_that_a_terminal_obeys(stored):
    stored.store(simple(7, words="The talks \x1b[31mwill go on").reading())
    statement = next(stored.statements(speaker="Novakh"))
    assert "\x1b" in statement.words
    code, out, _ = command("cite", statement.key)
    assert (code, "\x1b" in out, "[31mwill go on" in out) == (0, False, True)


@pytest.mark.parametrize("day", ["nonsense", "2021-13", "2021-02-31", "0000", "٢٠٢١"])
def test_what_is_no_day_is_wrong_usage(stored, day):
    assert command("show", "statements", "--since", day)[0] == 2


@pytest.mark.parametrize("arguments", [("show", "statements"), ("show", "failures"), ("search", "talks"), ("stats",)])
def test_limit_that_no_database_takes_is_wrong_usage(stored, arguments):
    assert command(*arguments, "--limit", str(2**63))[0] == 2
    assert command(*arguments, "--limit", str(2**63 - 1))[0] == 0


def test_lines_that_cannot_be_counted_are_left_to_reading(folder, monkeypatch):
    (folder / "a.jsonl").write_text("{}")
    monkeypatch.setattr(Path, "open", lambda *_: (_ for _ in ()).throw(PermissionError(13, "Permission denied")))
    assert _expected(["a.jsonl"]) == 1


def test_deleted_article_is_gone(stored):
    code, out, _ = command("delete", "monday/lead", "--why", "asked")
    assert (code, out.split()[:2]) == (0, ["deleted", "monday/lead"])
    assert [article.id for article in stored.articles()] == ["article 1"]


def test_none_is_deleted_where_one_that_is_named_is_not_there(stored):
    assert process("delete", "monday/lead", "nope")[0] == 3
    assert len(list(stored.articles())) == 2
    assert command("delete", "monday/lead", "https://example.org/talks")[1].count("deleted") == 1


ESCAPES = "The talks \x1b]0;gone\x07 will\x9b31m go on"


def at_a_terminal(*arguments):
    """What a command prints where standard output is a terminal."""
    reader, writer = os.openpty()
    done = subprocess.run([sys.executable, "-m", "onrecord", *arguments], stdout=writer, stderr=subprocess.DEVNULL, check=False, env=dict(os.environ))  # fmt: skip
    os.close(writer)
    assert done.returncode == 0
    printed = b""
    with contextlib.suppress(OSError):  # So does a terminal end.
        while part := os.read(reader, 1 << 16):
            printed += part
    os.close(reader)
    return printed.decode()


@pytest.mark.parametrize("layout", ["--json", "--csv", "--markdown"])
def test_terminal_gets_nothing_to_obey(stored, layout):
    stored.store(simple(7, words=ESCAPES).reading())
    printed = at_a_terminal("show", "statements", "--speaker", "Novakh", layout)
    assert not {"\x1b", "\x07", "\x9b"} & set(printed)
    if layout == "--json":
        assert "\x1b" in json.loads(printed)["words"]
        assert "\x9b" in json.loads(printed)["words"]


def test_files_get_the_words_as_they_are(stored):
    stored.store(simple(7, words=ESCAPES).reading())
    (row,) = csv.DictReader(io.StringIO(command("show", "statements", "--speaker", "Novakh", "--csv")[1]))
    assert ESCAPES in row["words"]


def test_what_is_not_there_is_three():
    onrecord.Collection().close()
    for arguments in (("delete", "nothing"), ("cite", "0" * 20), ("decide", "reject", "0" * 20, "--by", "Eva")):
        code, _, err = process(*arguments)
        assert code == 3
        assert err.startswith("onrecord: there is no ")


def test_backup_is_a_collection_and_comes_back(stored):
    assert command("backup", "copy.db")[1] == "2 articles in copy.db\n"
    assert command("restore", "copy.db", "--db", "again.db")[1] == "2 articles in again.db\n"
    assert command("show", "statements", "--json", "--db", "again.db") == command("show", "statements", "--json", "--db", "copy.db")


def test_what_is_read_again_as_it_was_is_not_called_different(capsys):
    same = Outcome(kind="reread", id="a", key="a", version=1)
    other = replace(same, id="b", changes=(Change(kind="statement_new"),))
    _report([same])
    _report([same, other])
    assert capsys.readouterr().out == "1 read again\n2 read again, 1 of them differently\n"


def test_failure_is_one_line_without_what_a_terminal_obeys(capsys):
    _report([Failure(id="bad", stage=None, error="ArticleEmpty", message="a\x1b[31m\nb.txt: no text in it.")])
    assert capsys.readouterr().err == "onrecord: a [31m b.txt: no text in it.\n"
