"""Articles that come to a collection one after another are compared with what shares something with them, and what comes of it is what all at once gives."""

import multiprocessing
import random
import time
from dataclasses import replace

import pytest
from sqlalchemy import delete, func, insert, select
from typer.testing import CliRunner

import onrecord
from corpora.newsroom import read_newsroom
from onrecord.cli.app import app
from onrecord.collection import comparing, merging
from onrecord.merging import merge
from onrecord.storage import across
from onrecord.storage.opening import writing as transaction
from onrecord.storage.pending import pend
from tests.storing import MADE_BY, Told, met, rows

FORK = multiprocessing.get_context("fork")
WORDS = "“We will pay for 400 new homes beside the old stadium,”"
OTHER_WORDS = "“Nobody has ever asked the fishermen of the harbour,”"


@pytest.fixture(scope="module")
def readings(pipeline):
    return list(pipeline.pipe(read_newsroom()))


@pytest.fixture(scope="module")
def at_once(readings):
    merged = merge(readings)
    return {
        "origins": grouped([(article, "") for article in one.articles] for one in merged.origins),
        "actors": grouped(map(pair, one.members) for one in merged.actors),
        "statements": grouped((pair(told.telling.ref) for told in one.told_by) for one in merged.statements),
        "events": grouped((pair(report.ref) for report in one.reports) for one in merged.events),
        "disputes": sorted(map(told_in_two_ways, merged.disputes)),
    }


@pytest.fixture
def collection(made):
    with onrecord.Collection(made) as opened:
        yield opened


def pair(ref):
    return ref.article, ref.key


def grouped(groups):
    return {frozenset(group) for group in groups}


def told_in_two_ways(one):
    return one.kind, one.of or "", tuple((side.says, side.origins, len(side.voices)) for side in one.sides)


def found(collection, named):
    """What a collection has found; ``named``: the groups of actors who go by a name, for others are nobody across articles."""
    origins, actors, names = {}, {}, {one for group in named for one in group}
    for article in collection.articles():
        origins.setdefault(article.origin, []).append((article.id, ""))
    with collection._store._engine.connect() as connection:
        asked = "SELECT articles.id, actors.key, actors.person FROM actors JOIN articles ON articles.article = actors.article"
        for article, key, person in connection.exec_driver_sql(asked):
            if (article, key) in names:
                actors.setdefault(person, []).append((article, key))
    return {
        "origins": grouped(origins.values()),
        "actors": grouped(actors.values()),
        "statements": grouped([(told.article.id, told.key) for told in one.told_by] for one in collection.statements()),
        "events": grouped([(report.article.id, report.key) for report in one.reports] for one in collection.events()),
        "disputes": sorted(map(told_in_two_ways, collection.disputes())),
    }


def said(id, words=WORDS, speaker="Anna Kovac", **facts):
    """An article in which somebody says something."""
    article = Told(f"{words} {speaker} said in {id}.", **{"id": id, "publisher": f"Paper {id}", "published": "2021-03-05"} | facts)
    article.said(speaker, words, cue="said")
    return article.reading()


def tellings(collection):
    return sorted({tuple(sorted(told.article.id for told in one.told_by)) for one in collection.statements()})


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("seed", "size"), [(None, 1), (1, 1), (2, 7), (3, 100)])
def test_newsroom_article_by_article_is_as_all_at_once(collection, readings, at_once, seed, size):
    order = readings if seed is None else random.Random(seed).sample(readings, len(readings))
    for number, reading in enumerate(order, start=1):
        collection.store(reading)
        if number % size == 0:
            collection.merge()
    assert found(collection, at_once["actors"]) == at_once


class TestChanges:
    def test_telling_that_a_new_version_lacks_is_gone(self, collection):
        for id in "abc":
            collection.store(said(id, url=f"https://{id}.example"))
        assert tellings(collection) == [("a", "b", "c")]
        collection.store(said("b", OTHER_WORDS, url="https://b.example"))
        assert tellings(collection) == [("a", "c"), ("b",)]

    def test_article_that_is_read_again_keeps_its_place(self, collection):
        for id in "abc":
            collection.store(said(id))
        (before,) = {one.cluster for one in collection.statements()}
        collection.store(replace(said("b"), record=replace(said("b").record, made_by=replace(MADE_BY, fingerprint="f" * 16))))
        assert {one.cluster for one in collection.statements()} == {before}
        assert tellings(collection) == [("a", "b", "c")]

    def test_what_only_a_deleted_article_held_together_comes_apart(self, collection):
        long = "“We will pay for 400 new homes and nobody has ever asked the fishermen of the harbour,”"
        for id, words in (("a", "“We will pay for 400 new homes”"), ("b", long), ("c", OTHER_WORDS)):
            collection.store(said(id, words))
        assert tellings(collection) == [("a", "b", "c")]
        collection.delete("b")
        assert tellings(collection) == [("a",), ("c",)]

    def test_nothing_is_left_of_what_a_deleted_article_was_looked_up_by(self, collection):
        collection.store(said("a"))
        collection.merge()
        assert rows(collection._store, across.BLOCKS)
        collection.delete("a")
        collection.merge()
        assert not any(rows(collection._store, table) for table in across.ACROSS if table is not across.CHANGES_COUNTED)

    def test_people_who_become_one_make_their_statements_one(self, collection):
        collection.store(said("a", "“We will not pay for it,”", "Eva Holm"))
        collection.store(said("b", "“We will not pay for it,”", "Anna Kovac", published="2021-06-05"))
        assert tellings(collection) == [("a",), ("b",)]
        keys = [one.key for one in collection.actors()]
        collection.decide("merge", keys, by="Eva", to={"name": "Anna Kovac"})
        assert tellings(collection) == [("a", "b")]

    def test_only_what_has_changed_is_read_again(self, collection, monkeypatch):
        for number in range(20):
            collection.store(
                said(
                    f"{number}",
                    f"“Number {number} of the {number + 50} fishermen will leave harbour {number + 90},”",
                    f"Anna Kov{chr(97 + number)}",
                )
            )
        collection.merge()
        collection.store(said("a"))
        read = []
        fingerprint = comparing.fingerprint
        monkeypatch.setattr(comparing, "fingerprint", lambda article: read.append(article.id) or fingerprint(article))
        collection.merge()
        assert len(read) == 1


class TestJudged:
    @pytest.mark.parametrize("split", ["b", "ab"])
    def test_what_people_split_stays_apart_when_more_comes(self, collection, split):
        for id in "abc":
            collection.store(said(id))
        keys = [one.key for one in collection.statements() if one.article.id in split]
        collection.decide("split", keys, by="Eva")
        assert len(tellings(collection)) == 2
        collection.store(said("d"))
        apart = tellings(collection)
        assert len(apart) == 2
        assert not any("a" in told and "b" in told for told in apart)

    def test_what_people_split_from_many_stays_apart_when_more_comes(self, collection):
        for number in range(40):
            collection.store(said(f"{number:02}"))
        (key,) = [one.key for one in collection.statements() if one.article.id == "20"]
        collection.decide("split", [key], by="Eva")
        assert sorted(map(len, tellings(collection))) == [1, 39]
        for number in range(40, 60):
            collection.store(said(f"{number:02}"))
            if number % 7 == 0:
                collection.merge()
        assert sorted(map(len, tellings(collection))) == [1, 59]

    def test_two_of_many_that_people_split_stay_apart_when_more_comes(self, collection):
        for number in range(40):
            collection.store(said(f"{number:02}"))
        keys = [one.key for one in collection.statements() if one.article.id in ("19", "20")]
        collection.decide("split", keys, by="Eva")
        assert sorted(map(len, tellings(collection))) == [1, 39]
        collection.store(said("x"))
        assert sorted(map(len, tellings(collection))) == [1, 40]


class TestLarge:
    def test_statement_told_by_many_is_one(self, collection):
        for number in range(60):
            collection.store(said(f"{number:02}"))
            if number % 25 == 0:
                collection.merge()
        (told,) = tellings(collection)
        assert len(told) == 60

    def test_large_one_goes_as_a_whole_where_people_merge_it(self, collection):
        for number in range(40):
            collection.store(said(f"{number:02}"))
        collection.store(said("x", OTHER_WORDS))
        keys = {one.article.id: one.key for one in collection.statements()}
        collection.decide("merge", [keys["x"], keys["20"]], by="Eva")
        (told,) = tellings(collection)
        assert len(told) == 41

    def test_event_that_many_report_counts_all_of_them(self, collection):
        for number in range(60):
            collection.store(met(number, is_denied=number == 30))
            if number % 7 == 0:
                collection.merge()
        (event,) = collection.events()
        assert (len(event.reports), event.origins, event.denying_origins) == (60, 60, 1)
        assert sorted(voice.article.id for voice in event.asserted_by) == sorted(report.article.id for report in event.reports)
        assert [voice.article.id for voice in event.denied_by] == ["30"]
        (dispute,) = collection.disputes()
        assert [(side.origins, len(side.voices)) for side in dispute.sides] == [(60, 60), (1, 1)]

    def test_who_says_what_of_large_events_stays_when_people_merge_them(self, collection):
        for number in range(40):
            collection.store(met(number, is_denied=number == 20))
            collection.store(met(number + 100, other="Eva Lund"))
        (first, second) = [one.key for one in collection.events()]
        collection.decide("merge", [first, second], by="Eva")
        (event,) = collection.events()
        assert (len(event.reports), event.origins, event.denying_origins, len(event.asserted_by)) == (80, 80, 1, 80)

    def test_what_is_said_of_a_large_event_goes_with_its_article(self, collection):
        for number in range(40):
            collection.store(met(number, is_denied=number == 20))
        assert [one.kind for one in collection.disputes()] == ["denied"]
        collection.delete("20")
        (event,) = collection.events()
        assert (len(event.asserted_by), event.denied_by, event.denying_origins) == (39, (), 0)
        assert not list(collection.disputes())

    def test_somebody_large_keeps_the_key_whoever_joins(self, collection):
        for number in range(60):
            collection.store(said(f"{number:02}", f"“Number {number} of {number + 50} is not ours,”"))
        collection.merge()
        for number in range(12):
            collection.store(said(f"x{number}", f"“Harbour {number} and {number + 50} is closed,”", "Eva Lund"))
        many, few = (one.key for one in collection.actors())
        collection.decide("merge", [few, many], by="Eva", to={"name": "Anna Kovac"})
        (actor,) = collection.actors()
        assert (actor.key, actor.articles) == (many, 72)


class TestWaiting:
    """What is asked waits for some articles only; the others are compared by and by."""

    @pytest.fixture
    def few(self, monkeypatch):
        monkeypatch.setattr(merging, "BATCH", 2)
        monkeypatch.setattr(merging, "MOST_OF_A_QUESTION", 3)

    def test_what_is_asked_compares_so_many_and_leaves_the_rest(self, collection, few):
        for id in "abcdefgh":
            collection.store(said(id))
        assert collection.pending() == 8
        assert tellings(collection)[-1] == tuple("abcdef")
        assert collection.pending() == 2
        assert tellings(collection) == [tuple("abcdefgh")]
        assert collection.pending() == 0

    def test_new_articles_go_before_those_in_which_somebody_is_somebody_else(self, collection, few):
        for number in range(10):
            collection.store(said(f"{number}"))
        collection.merge()
        with transaction(collection._store._engine) as connection:
            pend(connection, range(1, 11), anew=False)
        collection.store(said("new"))
        (article,) = (one for one in collection.articles() if one.id == "new")
        assert article.origin is not None
        assert collection.pending() == 5

    def test_command_tells_how_many_wait(self, collection, made, few):
        for id in "abcdefgh":
            collection.store(said(id))
        told = CliRunner().invoke(app, ["show", "articles", "--db", made])
        assert "onrecord: 2 articles, or things that several tell, wait" in told.stderr
        assert "wait" not in CliRunner().invoke(app, ["stats", "--db", made]).stderr


class TestVerify:
    def test_hash_that_is_gone_or_too_much_is_a_fault(self, collection):
        for id in "ab":
            collection.store(said(id))
        collection.merge()
        assert collection.verify().faults == ()
        with transaction(collection._store._engine) as connection:
            number = connection.execute(select(func.min(across.BLOCKS.c.hash)).where(across.BLOCKS.c.article == 1)).scalar_one()
            connection.execute(delete(across.BLOCKS).where(across.BLOCKS.c.article == 1, across.BLOCKS.c.hash == number))
            connection.execute(insert(across.BLOCKS), {"hash": number, "article": 77, "place": 0})
        (missing, unknown) = collection.verify().faults
        assert missing.startswith("blocks, article 1: 1 of ")
        assert unknown == "blocks, article 77: 1 hashes of an article that is not compared."


def broken(*_):
    raise KeyboardInterrupt


class TestBrokenOff:
    def test_what_was_not_compared_waits(self, collection, monkeypatch):
        for id in "abc":
            collection.store(said(id))
        with monkeypatch.context() as patched:
            patched.setattr(comparing, "put_accounts", broken)
            with pytest.raises(KeyboardInterrupt):
                collection.merge()
        assert len(rows(collection._store, across.PENDING)) == 3
        assert not rows(collection._store, across.TELLINGS)
        assert tellings(collection) == [("a", "b", "c")]

    def test_killed_at_any_moment_is_as_never_killed(self, made):
        chance = random.Random(1)
        for _ in range(8):
            writer = FORK.Process(target=add, args=(made, range(40)))
            writer.start()
            time.sleep(chance.uniform(0.0, 0.5))
            writer.kill()
            writer.join()
        add(made, range(40))
        assert told_together(made) == [("00", "05", "10", "15", "20", "25", "30", "35")]

    def test_two_that_add_at_once_lose_nothing(self, made):
        writers = [FORK.Process(target=add, args=(made, numbers)) for numbers in (range(30), range(39, 10, -1))]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        assert [writer.exitcode for writer in writers] == [0, 0]
        assert told_together(made) == [("00", "05", "10", "15", "20", "25", "30", "35")]


def add(where, numbers):
    """Add articles of which every fifth says the same, and compare them as they come."""
    with onrecord.Collection(where) as collection:
        for number in numbers:
            words = f"“Number {number} of the {number + 50} fishermen will leave harbour {number + 90},”"
            collection.store(
                said(f"{number:02}", *((words, f"Anna Kov{chr(97 + number % 26)}{chr(97 + number // 26)}") if number % 5 else ()))
            )
            if number % 3 == 0:
                collection.merge()
        collection.merge()


def told_together(where):
    with onrecord.Collection(where) as collection:
        assert collection.verify().faults == ()
        assert not rows(collection._store, across.PENDING)
        assert len(list(collection.articles())) == 40
        return [told for told in tellings(collection) if len(told) > 1]
