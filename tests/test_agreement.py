"""How far two people's decisions agree: hand-made numbers."""

import json

import pytest
from typer.testing import CliRunner

import onrecord
from onrecord.article import Anchor
from onrecord.cli.app import app
from onrecord.collection.agreement import agreement, cohens_kappa
from onrecord.storage import Decision, Subject
from tests.storing import talks

TEXT = " ".join(f"Word{number:02}" for number in range(20))


def subject(number, what="statement", *, article="a", words=1):
    """So many words of a text from a number on."""
    start = number * 7
    return Subject(what=what, type=None, article=article, article_id=article, anchor=Anchor.of(TEXT, start, start + 7 * words - 1))


def by(person, kind, *about, at="1", **to):
    return Decision.of(kind, about, by=person, why="", at=at, to=to)


def acts(person, answers):
    return [by(person, "correct", subject(number), act=act) for number, act in enumerate(answers)]


def test_kappa_is_what_is_beyond_chance():
    answers = [("deny", "deny")] * 4 + [("deny", "reject")] * 2 + [("accuse", "accuse")] * 3 + [("accuse", "deny")]
    # Observed 0.7; by chance 0.6 * 0.5 (deny) + 0.4 * 0.3 (accuse) = 0.42.
    assert cohens_kappa(answers) == pytest.approx((0.7 - 0.42) / (1 - 0.42))


@pytest.mark.parametrize(
    ("answers", "kappa"),
    [
        ([("a", "a"), ("b", "b")], 1.0),
        ([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")], 0.0),
        ([("a", "b"), ("b", "a")], -1.0),
        ([("a", "a"), ("a", "a")], None),
    ],
)
def test_kappa_at_its_ends(answers, kappa):
    assert cohens_kappa(answers) == kappa


def test_values_are_held_against_each_other_on_what_both_judged():
    decisions = [*acts("Eva", ["deny"] * 6 + ["accuse"] * 4), *acts("Jan", ["deny"] * 4 + ["reject"] * 2 + ["accuse"] * 3 + ["deny"])]
    alone = by("Eva", "correct", subject(15), act="deny")
    (found,) = agreement([*decisions, alone])
    assert (found.one, found.other, found.what, found.kind, found.field) == ("Eva", "Jan", "statement", "correct", "act")
    assert (found.both, found.same, found.observed) == (10, 7, 0.7)
    assert found.kappa == pytest.approx(0.28 / 0.58)


def test_what_one_rejects_and_the_other_corrects_is_no_agreement():
    decisions = [by("Eva", "reject", subject(0)), by("Jan", "correct", subject(0), act="deny")]
    assert {(one.kind, one.field): (one.both, one.same) for one in agreement(decisions)} == {
        ("correct", "act"): (1, 0),
        ("reject", None): (1, 0),
    }


def test_words_that_are_mostly_the_same_mean_the_same():
    both = [by(person, "add", subject(0, words=words), speaker="Kovac") for person, words in (("Eva", 4), ("Jan", 3))]
    assert [(one.kind, one.field, one.both, one.same) for one in agreement(both)] == [("add", "speaker", 1, 1)]
    assert agreement([both[0], by("Jan", "add", subject(0, words=1), speaker="Kovac")]) == []


def test_somebody_in_several_articles_is_one_thing():
    about = [subject(0, "actor", article=article) for article in ("a", "b", "c")]
    decisions = [by("Eva", "link", *about, wikidata="Q1"), by("Jan", "link", *about[1:], wikidata="Q2")]
    assert [(one.both, one.same) for one in agreement(decisions)] == [(1, 0)]


def test_pairs_are_one_or_several():
    a, b, c = (subject(number, "event") for number in range(3))
    decisions = [by("Eva", "merge", a, b, c), by("Jan", "merge", a, b), by("Jan", "split", b, c)]
    (found,) = agreement(decisions)
    assert (found.kind, found.field, found.both, found.same) == ("merge or split", None, 2, 1)


def test_what_is_none_of_the_others_is_several_with_each():
    a, b, c = (subject(number, "event") for number in range(3))
    assert [(one.both, one.same) for one in agreement([by("Eva", "merge", a, b, c), by("Jan", "split", a)])] == [(2, 0)]


def test_last_word_counts_and_what_was_undone_does_not():
    first, last = (by("Eva", "correct", subject(0), at=at, act=act) for at, act in (("1", "deny"), ("2", "reject")))
    theirs = by("Jan", "correct", subject(0), act="reject")
    assert [one.same for one in agreement([first, last, theirs])] == [1]
    from dataclasses import replace

    assert agreement([first, replace(theirs, undone=True)]) == []


def test_each_two_of_several_people_are_compared():
    decisions = [by(person, "reject", subject(0)) for person in ("Jan", "Eva", "Olga")]
    assert [(one.one, one.other, one.observed, one.kappa) for one in agreement(decisions)] == [
        ("Eva", "Jan", 1.0, None),
        ("Eva", "Olga", 1.0, None),
        ("Jan", "Olga", 1.0, None),
    ]


class TestCommand:
    @pytest.fixture
    def db(self, tmp_path):
        with onrecord.Collection(tmp_path / "onrecord.db") as collection:
            collection.store(talks().reading())
        return str(tmp_path / "onrecord.db")

    def run(self, *arguments):
        return CliRunner().invoke(app, ["decisions", "--agreement", *arguments])

    def test_agreement_is_printed(self, db):
        with onrecord.Collection(db) as collection:
            for person, act in (("Eva", "reject"), ("Jan", "accuse")):
                for statement in list(collection.statements()):
                    collection.decide("correct", statement.key, by=person, to={"act": act if statement.negated else "say"})
        (row,) = map(json.loads, self.run("--db", db, "--json").stdout.splitlines())
        assert (row["one"], row["other"], row["kind"], row["field"], row["both"], row["same"]) == ("Eva", "Jan", "correct", "act", 3, 3)
        assert "Eva" in self.run("--db", db).stdout

    def test_where_nobody_judged_the_same_that_is_said(self, db):
        done = self.run("--db", db)
        assert (done.exit_code, done.stderr) == (0, "onrecord: no two people decided about the same.\n")
        assert self.run("--db", db, "--csv").stdout.startswith("one,other,what,kind,field,both,same,observed,kappa\n")
