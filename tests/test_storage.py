import sqlite3
from dataclasses import replace

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, select, text

from onrecord.errors import ArticleUnreadable, NotInCollection, StoreUnusable
from onrecord.records import Failure
from onrecord.storage import Filters, Store
from onrecord.storage import tables as t
from onrecord.storage.opening import revisions, upgrade, url_of
from tests.storing import MADE_BY, TALKS, simple, talks


def rows(store, table):
    with store._engine.connect() as connection:
        return connection.execute(select(table)).mappings().all()


def everything(store):
    """All rows made of records, without the numbers that tell nothing."""
    made = {}
    for table in t.ALL:
        numbers = {column.name for column in table.columns if column.primary_key or column.foreign_keys} | {"page", "added", "made", "at"}
        kept = [{name: value for name, value in row.items() if name not in numbers} for row in rows(store, table)]
        made[table.name] = sorted(kept, key=repr)
    return made


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


class TestOpening:
    def test_opening_again_changes_nothing(self, where):
        with Store(where) as store:
            store.put(talks().reading())
            before = everything(store)
        with Store(where) as store:
            assert everything(store) == before

    def test_migrations_make_the_tables_of_the_code(self, store):
        with store._engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"include_object": _is_ours, "version_table": t.VERSION_TABLE})
            assert compare_metadata(context, t.METADATA) == []

    def test_code_and_migrations_agree_on_the_last_one(self):
        from onrecord.storage import migrations

        assert revisions()[-1] == t.REVISION == ScriptDirectory(migrations.__path__[0]).get_current_head()

    @pytest.mark.parametrize("revision", revisions()[:-1])
    def test_every_earlier_version_upgrades_with_what_is_in_it(self, where, revision):
        engine = create_engine(url_of(where))
        with engine.begin() as connection:
            upgrade(connection, revision)
            row = {
                "article": 1,
                "key": "k",
                "id": "old",
                "authors": "[]",
                "sha256": "0",
                "length": 4,
                "page": 1,
                "version": 1,
                "added": "then",
            }
            connection.execute(t.ARTICLES.insert(), row)
            page = {
                "page": 1,
                "article": 1,
                "version": 1,
                "sha256": "0",
                "title": "Zebra",
                "text": "text",
                "blocks": "[]",
                "given": "{}",
                "added": "then",
            }
            connection.execute(t.PAGES.insert(), page)
        engine.dispose()
        with Store(where) as store:
            assert [one.id for one in store.articles(Filters())] == ["old"]
            assert [hit.article.id for hit in store.search("zebra")] == ["old"]

    def test_migration_that_fails_changes_nothing(self, where, monkeypatch):
        engine = create_engine(url_of(where))
        with engine.begin() as connection:
            upgrade(connection, "0001")
        monkeypatch.setattr("alembic.op.execute", _refuse)
        with pytest.raises(RuntimeError):
            Store(where)
        with engine.connect() as connection:
            assert connection.execute(text(f"SELECT version_num FROM {t.VERSION_TABLE}")).scalar() == "0001"
            assert not [name for name in inspect(connection).get_table_names() if name.endswith("_search")]
        engine.dispose()
        monkeypatch.undo()
        Store(where).close()

    def test_database_of_a_later_version_is_refused(self, where):
        Store(where).close()
        engine = create_engine(url_of(where))
        with engine.begin() as connection:
            connection.execute(text(f"UPDATE {t.VERSION_TABLE} SET version_num = '9999'"))
        engine.dispose()
        with pytest.raises(StoreUnusable, match="later version of onrecord"):
            Store(where)

    def test_database_of_something_else_is_refused(self, where):
        engine = create_engine(url_of(where))
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE bills (id integer)"))
        engine.dispose()
        with pytest.raises(StoreUnusable, match="something else \\(bills\\)"):
            Store(where)

    @pytest.mark.parametrize(
        ("where", "says"),
        [
            ("no/such/folder/a.db", "folder"),
            ("mysql://localhost/a", "not mysql"),
            ("nonsense://", "onrecord|collection|URL"),
            ("postgresql://nobody:secret@127.0.0.1:1/a", "cannot be used"),
        ],
    )
    def test_what_cannot_be_opened_is_told_without_passwords(self, where, says):
        with pytest.raises(StoreUnusable, match=says) as caught:
            Store(where)
        assert "secret" not in str(caught.value)

    @pytest.mark.parametrize("content", [b"no database at all, but long enough to be looked at" * 10])
    def test_file_that_is_none_is_refused(self, tmp_path, content):
        (tmp_path / "a.db").write_bytes(content)
        with pytest.raises(StoreUnusable, match="not a database"):
            Store(str(tmp_path / "a.db"))

    def test_folder_is_refused(self, tmp_path):
        with pytest.raises(StoreUnusable, match="folder"):
            Store(str(tmp_path))


def _is_ours(_, name, kind, *__):
    """What the two databases differ in is not in the tables of the code: search, and indices in which unknown days come last."""
    return (
        not (kind == "table" and "_search" in name)
        and not (kind == "column" and name == "search")
        and not (kind == "index" and ("_by_" in name or "_search" in name))
    )


def _refuse(*_):
    raise RuntimeError
