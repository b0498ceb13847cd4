import sqlite3
from dataclasses import replace

import pytest
from sqlalchemy import text

from onrecord.errors import ArticleUnreadable, NotInCollection
from onrecord.records import Failure
from onrecord.storage import Filters, Store
from onrecord.storage import tables as t
from tests.storing import MADE_BY, TALKS, Told, everything, rows, simple, talks


class TestArticles:
    def test_record_comes_back_byte_by_byte(self, store):
        reading = talks().reading()
        assert store.put(reading).kind == "new"
        assert store.reading("monday/lead").record.to_json() == reading.record.to_json()

    def test_text_page_and_blocks_come_back(self, store):
        reading = talks(url="https://example.org/a", captured="2021-03-05T10:00:00Z", raw=b"<p>\x00\xff</p>").reading()
        store.put(reading)
        assert store.reading("https://example.org/a") == reading

    def test_same_text_of_same_reader_is_stored_once(self, store):
        store.put(talks().reading())
        before = everything(store)
        assert store.put(talks().reading()).kind == "same"
        assert everything(store) == before

    def test_same_address_is_same_article_whatever_it_is_called(self, store):
        store.put(talks(id="a", url="https://www.example.org/talks/?utm_source=mail").reading())
        assert store.put(talks(id="b", url="http://example.org/talks#top").reading()).kind in ("same", "reread")
        assert len(list(store.articles(Filters()))) == 1

    def test_other_address_is_another_article_of_the_same_id(self, store):
        store.put(talks(url="https://example.org/a").reading())
        assert store.put(talks(url="https://example.org/b").reading()).kind == "new"
        with pytest.raises(NotInCollection, match="2 articles"):
            store.reading("monday/lead")

    def test_files_of_one_name_in_two_folders_are_two_articles(self, store):
        store.put(talks(id="lead", file="monday/lead.txt").reading())
        assert store.put(talks(id="lead", file="tuesday/lead.txt", text=TALKS + " More.").reading()).kind == "new"

    def test_file_that_was_moved_is_the_same_article(self, store):
        store.put(talks(id="lead", file="monday/lead.txt").reading())
        assert store.holds(talks(id="lead", file="archive/lead.txt").page).kind == "same"

    def test_store_knows_what_it_holds(self, store):
        assert store.holds(talks().page) is None
        store.put(talks().reading())
        assert store.holds(talks().page).kind == "same"
        assert store.holds(talks(text=TALKS + " More.").page) is None

    def test_number_that_no_database_holds_is_kept_in_its_words(self, store):
        told = Told("An attack killed 99999999999999999999 people.", id="many")
        told.did("ASSAULT", "attack", killed=(99999999999999999999, "99999999999999999999 people"))
        store.put(told.reading())
        (casualty,), (event,) = rows(store, t.CASUALTIES), rows(store, t.EVENTS)
        assert (event["killed"], casualty["value"], casualty["words"]) == (None, None, "99999999999999999999 people")
        assert store.reading("many").record.events[0].killed == 99999999999999999999

    def test_title_that_is_no_text_is_one_failed_article(self, store):
        with pytest.raises(ArticleUnreadable, match="U\\+0000"):
            store.put(talks(title="a\x00b").reading())


class TestVersions:
    def test_changed_text_is_a_new_version_and_the_first_stays(self, store):
        first = talks().reading()
        store.put(first)
        second = simple(1, id="monday/lead").reading()
        outcome = store.put(second)
        assert (outcome.kind, outcome.version) == ("version", 2)
        assert [version.number for version in store.versions("monday/lead")] == [1, 2]
        assert store.reading("monday/lead", 1) == first
        assert store.reading("monday/lead") == second

    def test_only_the_latest_version_is_asked_and_searched(self, store):
        store.put(talks().reading())
        store.put(simple(1, id="monday/lead").reading())
        assert [one.words for one in store.statements(Filters())] == ["“The talks will go on for 1 days,”"]
        assert [hit.what for hit in store.search("Bergen")] == []

    def test_difference_is_kept(self, store):
        store.put(talks().reading())
        store.put(simple(1, id="monday/lead").reading())
        changes = list(store.changes("monday/lead"))
        assert {change.kind for change in changes} >= {"quotation_gone", "quotation_new"}
        assert {change.version for change in changes} == {2}
        gone = [change.before for change in changes if change.kind == "quotation_gone"]
        assert all(TALKS[span.start : span.end] == span.text for span in gone)
        assert "“It is over,”" in [span.text for span in gone]

    def test_other_reading_of_the_same_text_replaces_the_record(self, store):
        store.put(talks().reading())
        again = simple(1)
        store.put(again.reading())
        again.statements.clear()
        outcome = store.put(again.reading(replace(MADE_BY, fingerprint="f" * 16)))
        assert outcome.kind == "reread"
        assert [change.kind for change in outcome.changes] == ["statement_gone"]
        assert len(list(store.statements(Filters()))) == 3


class TestRows:
    def test_statement_has_everything_that_the_record_says_of_it(self, store):
        reading = talks().reading()
        store.put(reading)
        (found,) = store.statements(Filters(speaker="kovac"))
        said = reading.record.statements[0]
        assert (found.key, found.words, found.act, found.kind, found.confidence) == (
            said.key,
            "“We will vote on Monday,”",
            "promise",
            "direct",
            0.9,
        )
        assert (found.content, found.source, found.cue) == (said.content, said.source, said.cue)
        assert (found.speaker.name, found.speaker.wikidata, found.speaker.role) == ("Anna Kovac", "Q1", "Prime Minister")
        assert [[who.name for who in told] for told in (found.addressees, found.relayed_by)] == [["reporters"], ["the agency"]]
        assert (found.article.publisher, found.article.published) == ("The Example", "2021-03-05")

    def test_event_has_everything_that_the_record_says_of_it(self, store):
        store.put(talks().reading())
        (met,) = store.events(Filters(type="CONSULT"))
        assert ([who.name for who in met.actors], [who.name for who in met.recipients]) == (["Anna Kovac"], ["Ivan Holm"])
        assert (met.mode, met.place, met.place_country, met.date) == ("meet", "Oslo", "NOR", "2021-03-05")
        (attack,) = store.events(Filters(type="ASSAULT"))
        assert (attack.killed, [(one.kind, one.value, one.words) for one in attack.figures]) == (6, [("killed", 6, "six people")])
        assert [one.speaker for one in attack.denied_by] == [one.speaker for one in attack.attributed_to] == ["A minister"]

    def test_taking_rows_away_leaves_nothing(self, store):
        store.put(talks().reading())
        store.delete("monday/lead")
        left = {table.name for table in t.ALL if rows(store, table)}
        assert left == {"tombstones"}

    def test_people_are_counted_over_articles(self, store):
        for number in (1, 2, 3):
            store.put(simple(number, speaker="Anna Kovac").reading())
        (kovac,) = store.actors(Filters())
        assert (kovac.articles, kovac.statements) == (3, 3)
        store.delete("article 2")
        (kovac,) = store.actors(Filters())
        assert (kovac.articles, kovac.statements) == (2, 2)

    def test_people_of_one_identifier_are_one_with_all_their_names(self, store):
        for number, name in ((1, "Anna Kovac"), (2, "A. M. Kovac")):
            told = simple(number, speaker=name)
            told.actors[name] = replace(told.actors[name], wikidata="Q1")
            store.put(told.reading())
        (kovac,) = store.actors(Filters())
        assert {kovac.name, *kovac.aliases} == {"Anna Kovac", "A. M. Kovac"}
        assert len(list(store.statements(Filters(speaker="Anna Kovac")))) == 2
        assert len(list(store.statements(Filters(speaker="Q1")))) == 2

    def test_people_of_a_bare_last_name_are_nobody_else(self, store):
        for number in (1, 2):
            store.put(simple(number, speaker="Kovac").reading())
        assert [one.articles for one in store.actors(Filters())] == [1, 1]

    def test_rows_of_a_deleted_article_name_nobody(self, store):
        for number, name in ((1, "Anna Kovac"), (2, "A. M. Kovac")):
            told = simple(number, speaker=name)
            told.actors[name] = replace(told.actors[name], wikidata="Q1")
            store.put(told.reading())
        store.delete("article 1")
        (kovac,) = store.actors(Filters())
        assert (kovac.name, kovac.aliases) == ("A. M. Kovac", ())


class TestFilters:
    @pytest.mark.parametrize(
        ("filters", "expected"),
        [
            ({"speaker": "holm"}, ["“It is over,”"]),
            ({"speaker": "Holm Ivan"}, ["“It is over,”"]),
            ({"speaker": "Hol"}, []),
            ({"to": "reporters"}, ["“We will vote on Monday,”"]),
            ({"about": "votes"}, ["“We will vote on Monday,”"]),
            ({"about": '"vote on"'}, ["“We will vote on Monday,”"]),
            ({"about": '"monday vote"'}, []),
            ({"type": "indirect"}, ["that six people were killed in an attack near Bergen"]),
            ({"act": "deny"}, ["that six people were killed in an attack near Bergen"]),
            ({"min_confidence": 0.5, "act": "deny"}, []),
            ({"since": "2021-03-06"}, []),
            ({"until": "2021-03-05", "speaker": "Holm"}, ["“It is over,”"]),
            ({"publisher": "example", "speaker": "Holm"}, ["“It is over,”"]),
            ({"until": "2021-03", "speaker": "Holm"}, ["“It is over,”"]),
            ({"since": "2021", "until": "2021", "speaker": "Holm"}, ["“It is over,”"]),
            ({"until": "2021-02"}, []),
            ({"publisher": "100%"}, []),
            ({"limit": 1}, ["“We will vote on Monday,”"]),
        ],
    )
    def test_statements(self, store, filters, expected):
        store.put(talks().reading())
        assert [one.words for one in store.statements(Filters(**filters))] == expected

    @pytest.mark.parametrize(
        ("filters", "expected"),
        [
            ({"speaker": "Holm"}, ["met"]),
            ({"speaker": "Kovac", "to": "Holm"}, ["met"]),
            ({"speaker": "Kovac", "to": "Kovac"}, []),
            ({"type": "ASSAULT"}, ["attack"]),
            ({"type": "meet"}, ["met"]),
            ({"status": "denied"}, ["attack"]),
            ({"place": "oslo"}, ["met"]),
            ({"place": "NOR"}, ["met"]),
            ({"place": "o%o"}, []),
            ({"about": "killed"}, ["attack"]),
        ],
    )
    def test_events(self, store, filters, expected):
        store.put(talks().reading())
        assert [one.trigger.text for one in store.events(Filters(**filters))] == expected

    def test_latest_article_comes_first_and_one_of_unknown_day_last(self, store):
        for number, day in ((1, "2021-03-01"), (2, None), (3, "2021-03-03")):
            store.put(simple(number, published=day).reading())
        assert [one.id for one in store.articles(Filters())] == ["article 3", "article 1", "article 2"]
        assert [one.article.id for one in store.statements(Filters())] == ["article 3", "article 1", "article 2"]


class TestSearch:
    def test_statements_and_articles_are_found_with_what_stands_around(self, store):
        store.put(talks().reading())
        statement, article = store.search("voting Monday")
        assert (statement.what, statement.speaker, statement.snippet) == ("statement", "Anna Kovac", "“We will [vote] on [Monday],”")
        assert article.what == "article"
        assert "[vote]" in article.snippet

    def test_brackets_of_a_quotation_are_not_what_was_found(self, store):
        store.put(simple(1, "They [the voters] will vote").reading())
        statement = store.search("voting")[0]
        assert statement.snippet == "“They [the voters] will [vote] for 1 days,”"
        assert statement.pieces == ("“They [the voters] will ", "vote", " for 1 days,”")

    @pytest.mark.parametrize("words", ["", '"', "a OR", "NEAR(", "-vote", "* AND", "'; DROP TABLE articles"])
    def test_anything_can_be_searched_for(self, store, words):
        store.put(talks().reading())
        assert isinstance(store.search(words), list)

    def test_title_is_searched(self, store):
        store.put(talks(title="Zebra crossing").reading())
        assert [hit.what for hit in store.search("zebra")] == ["article"]


class TestFailures:
    FAILURE = Failure(id="bad", file="bad.txt", stage="reading", error="ArticleEmpty", message="bad.txt: nothing in it.")

    def test_failure_is_stored_once(self, store):
        store.fail(self.FAILURE)
        store.fail(self.FAILURE)
        (found,) = store.failures()
        assert (found.id, found.file, found.error, found.message) == ("bad", "bad.txt", "ArticleEmpty", "bad.txt: nothing in it.")

    def test_failure_that_could_be_read_after_all_is_none(self, store):
        store.fail(self.FAILURE)
        store.put(simple(1, id="bad", file="bad.txt").reading())
        assert list(store.failures()) == []


class TestDeleting:
    def test_deleted_article_stays_deleted(self, store):
        store.put(talks().reading())
        store.delete("monday/lead", why="asked by the publisher")
        assert store.holds(talks().page).kind == "deleted"
        assert store.put(talks().reading()).kind == "deleted"
        (tombstone,) = rows(store, t.TOMBSTONES)
        assert (tombstone["id"], tombstone["versions"], tombstone["why"]) == ("monday/lead", 1, "asked by the publisher")

    def test_no_text_of_it_is_left_in_the_file(self, tmp_path):
        path = tmp_path / "onrecord.db"
        with Store(str(path)) as store:
            store.put(talks().reading())
            store.delete("monday/lead")
        with sqlite3.connect(path) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        assert b"vote on Monday" not in path.read_bytes()

    def test_deleted_article_stays_deleted_under_an_address_that_came_later(self, store):
        store.put(talks().reading())
        later = talks(text=TALKS + " More.", url="https://example.org/talks").reading()
        assert store.put(later).kind == "version"
        store.delete("monday/lead")
        assert [store.put(one).kind for one in (later, talks().reading())] == ["deleted", "deleted"]

    def test_deleted_file_stays_deleted_where_it_was_moved_to(self, store):
        first, changed = (talks(id="lead", file="news/lead.txt", text=words) for words in (TALKS, TALKS + " More."))
        assert [store.put(one.reading()).kind for one in (first, changed)] == ["new", "version"]
        store.delete("lead", why="asked by the publisher")
        for words in (TALKS, TALKS + " More."):
            moved = talks(id="lead", file="archive/lead.txt", text=words)
            assert store.holds(moved.page).kind == "deleted"
            assert store.put(moved.reading()).kind == "deleted"

    def test_file_of_the_same_name_with_another_text_is_another_article(self, store):
        store.put(talks(id="lead", file="news/lead.txt").reading())
        store.delete("lead")
        assert store.put(talks(id="lead", file="archive/lead.txt", text=TALKS + " More.").reading()).kind == "new"
        assert store.put(talks(id="other", file="archive/other.txt").reading()).kind == "new"

    def test_what_is_not_there_cannot_be_deleted(self, store):
        with pytest.raises(NotInCollection, match="show articles"):
            store.delete("nothing")


class TestFaults:
    def test_sound_database_has_none(self, store):
        store.put(talks().reading())
        assert list(store.faults()) == []

    def test_changed_text_and_moved_words_are_told(self, store):
        store.put(talks().reading())
        with store._engine.begin() as connection:
            connection.execute(text("UPDATE contents SET words_start = words_start + 1"))
            connection.execute(text("UPDATE pages SET text = text || '.'"))
        told = list(store.faults())
        assert sum("sha256" in fault for fault in told) == 1
        assert sum("other words" in fault for fault in told) == 3
