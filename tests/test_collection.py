from dataclasses import replace

import pytest

import onrecord
from onrecord.article import Page
from onrecord.collection import backup, restore
from onrecord.collection.cells import STATEMENTS
from onrecord.collection.citing import citation, fragment_link
from onrecord.errors import NotInCollection, OutputUnfit, StoreUnusable
from onrecord.records import Failure
from onrecord.storage import Decision
from tests.storing import MADE_BY, TALKS, simple, talks


@pytest.fixture
def collection(made):
    with onrecord.Collection(made) as opened:
        yield opened


@pytest.fixture
def quick(monkeypatch, pipeline):
    """The language pipeline that is loaded already; counts how often one was asked for."""
    asked = []

    def opened(name):
        asked.append(name)
        return pipeline

    monkeypatch.setattr("onrecord.collection.adding._opened", opened)
    return asked


PAGE = Page(id="monday", text="The talks failed, the minister said in Oslo.", published="2021-03-01")
sqlite_only = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


class TestAdding:
    def test_pages_are_read_and_stored(self, collection, quick):
        added = collection.add([PAGE, Page(id="tuesday", text="ADVERTISEMENT")])
        assert (added.new, [failure.id for failure in added.failures]) == (1, ["tuesday"])
        assert [one.id for one in collection.articles()] == ["monday"]
        assert [one.id for one in collection.failures()] == ["tuesday"]
        assert [one.speaker.name for one in collection.statements()] == ["the minister"]

    @sqlite_only
    def test_what_is_here_is_not_read_again(self, collection, quick):
        collection.add([PAGE])
        added = collection.add([PAGE])
        assert (added.new, added.same) == (0, 1)
        assert len(quick) == 1

    @sqlite_only
    def test_folders_and_files_are_read(self, collection, quick, tmp_path):
        (tmp_path / "news").mkdir()
        (tmp_path / "news/a.txt").write_text("The minister said on Monday that the talks would go on.")
        (tmp_path / "news/b.txt").write_bytes(b"\x00\x01")
        added = collection.add(tmp_path / "news")
        assert (added.new, len(added.failures)) == (1, 1)
        assert collection.add([str(tmp_path / "news"), PAGE]).same == 1

    @sqlite_only
    def test_changed_text_is_a_version_with_its_difference(self, collection, quick):
        collection.add([PAGE])
        added = collection.add([replace(PAGE, text="The talks went on for 3 days, the minister said in Oslo.")])
        assert added.version == 1
        told = [(change.kind, change.before, change.after) for change in added.outcomes[0].changes]
        assert told
        assert told == [(change.kind, change.before, change.after) for change in collection.changes("monday")]
        assert len(collection.versions("monday")) == 2

    @pytest.mark.parametrize("name", ["title", "id", "url", "text"])
    def test_what_is_no_text_is_a_failure(self, collection, quick, name):
        (failure,) = collection.adding([replace(PAGE, **{name: "a\x00\ud800b"})])
        assert isinstance(failure, Failure)
        assert [one.id for one in collection.failures()] == ["a??b" if name == "id" else "monday"]

    @sqlite_only
    def test_interrupted_run_keeps_what_was_stored(self, collection, quick):
        results = collection.adding([PAGE, replace(PAGE, id="tuesday")])
        next(results)
        results.close()
        assert [one.id for one in collection.articles()] == ["monday"]


class TestRereading:
    def test_texts_are_read_again_by_the_model_of_today(self, collection, quick, pipeline):
        read = pipeline.read(PAGE)
        old = replace(read.record, statements=(), made_by=MADE_BY)
        collection.store(replace(read, record=old))
        assert list(collection.statements()) == []
        reread = collection.reread()
        assert [change.kind for change in reread.outcomes[0].changes] == ["statement_new"]
        assert collection.reading("monday") == read
        assert collection.reread().reread == 0

    @sqlite_only
    def test_articles_of_one_id_are_both_read_again(self, collection, quick, pipeline):
        for number in (1, 2):
            read = pipeline.read(replace(PAGE, url=f"https://example.org/{number}"))
            collection.store(replace(read, record=replace(read.record, made_by=MADE_BY)))
        assert collection.reread().reread == 2
        assert {one.id for one in collection.articles()} == {"monday"}


class TestVerifying:
    def test_sound_collection(self, collection):
        collection.store(talks().reading())
        collection.store(simple(1, id="monday/lead").reading())
        verified = collection.verify()
        assert (verified.records, verified.faults) == (2, ())
        assert verified.spans > 20

    def test_wrong_span_is_named(self, collection):
        reading = talks().reading()
        first, *others = reading.record.statements
        moved = replace(first, cue=replace(first.cue, start=first.cue.start - 1, end=first.cue.end - 1))
        collection.store(replace(reading, record=replace(reading.record, statements=(moved, *others))))
        (fault,) = collection.verify().faults
        assert fault.startswith("monday/lead: statements[0].cue: ")


class TestCiting:
    def test_statement_is_ready_to_paste(self, collection):
        collection.store(talks(url="https://example.org/talks#top").reading())
        (statement,) = collection.statements(speaker="Kovac")
        assert collection.cite(statement.key).text == (
            "Anna Kovac (Prime Minister) promised: “We will vote on Monday” (The Example, “Talks in Oslo”, 5 March 2021, "
            "https://example.org/talks#:~:text=%E2%80%9CWe%20will%20vote%20on%20Monday%2C%E2%80%9D)"
        )

    def test_row_of_a_statement_has_the_link_of_its_citation(self, collection):
        collection.store(talks(url="https://example.org/talks").reading())
        (statement,) = collection.statements(speaker="Kovac")
        assert STATEMENTS.of(statement)["link"] == collection.cite(statement.key).link is not None

    def test_article_without_address_has_no_link(self, collection):
        collection.store(talks().reading())
        (statement,) = collection.statements(act="deny")
        cited = citation(statement)
        assert cited.link is None
        assert cited.text.startswith("A minister denied: that six people were killed in an attack near Bergen (The Example")

    def test_what_is_only_thought_is_not_cited_as_said(self, collection):
        collection.store(talks().reading())
        (statement,) = collection.statements(act="deny")
        assert citation(replace(statement, nature="attitude")).text.startswith("A minister thought or felt: that six people")

    @pytest.mark.parametrize(
        ("parts", "fragment"),
        [
            (["well-known, she said"], "text=well%2Dknown%2C%20she%20said"),
            (["one two three four five six seven eight nine"], "text=one%20two%20three%20four,six%20seven%20eight%20nine"),
            (["one", "two"], "text=one&text=two"),
        ],
    )
    def test_link_goes_to_the_words(self, parts, fragment):
        assert fragment_link("https://example.org/a", parts) == f"https://example.org/a#:~:{fragment}"

    @sqlite_only
    def test_statement_that_is_not_there(self, collection):
        with pytest.raises(NotInCollection, match="no statement"):
            collection.cite("0" * 20)


class TestStats:
    def test_statements_are_counted_by_speaker_outlet_and_month(self, collection):
        for number in range(1, 7):
            collection.store(simple(number, speaker="Anna Kovac" if number < 5 else "Ivan Holm").reading())
        assert [(one.value, one.statements, one.articles) for one in collection.stats()] == [("Anna Kovac", 4, 4), ("Ivan Holm", 2, 2)]
        assert {one.value: one.statements for one in collection.stats("publisher")} == {"Paper 0": 2, "Paper 1": 2, "Paper 2": 2}
        assert [(one.value, one.statements, one.people) for one in collection.stats("month")] == [("2021-03", 6, 2)]
        assert [(one.value, one.statements) for one in collection.stats("month", speaker="Holm")] == [("2021-03", 2)]

    @sqlite_only
    def test_gender_is_known_of_given_names_and_else_unknown(self, collection):
        for number, name in enumerate(("Anna Kovac", "Anna Dahl", "Ivan Holm", "Xq Holm")):
            collection.store(simple(number, speaker=name).reading())
        assert {one.value: (one.statements, one.people) for one in collection.stats("gender")} == {
            "female": (2, 2),
            "male": (1, 1),
            None: (1, 1),
        }

    @sqlite_only
    def test_totals(self, collection):
        collection.store(talks().reading())
        assert collection.totals() == {"articles": 1, "versions": 1, "statements": 3, "events": 2, "actors": 5, "failures": 0}


class TestDeciding:
    def test_statement_by_its_key(self, collection):
        collection.store(talks().reading())
        (statement,) = collection.statements(act="deny")
        collection.decide("reject", statement.key, by="Eva", why="nobody said it")
        assert list(collection.statements(act="deny")) == []
        (decided,) = collection.decisions()
        assert (decided.by, decided.why, decided.state) == ("Eva", "nobody said it", "holds")
        collection.decide("undo", decided.key, by="Jan")
        assert len(list(collection.statements(act="deny"))) == 1

    def test_people_by_their_keys_in_all_their_articles(self, collection):
        for number, name in ((1, "Anna Kovac"), (2, "Anna Kovac"), (3, "A. M. Kovac")):
            collection.store(simple(number, speaker=name).reading())
        first, second = collection.actors()
        collection.decide("merge", [first.key, second.key], by="Eva")
        (kovac,) = collection.actors()
        assert (kovac.name, kovac.articles, kovac.statements) == ("Anna Kovac", 3, 3)
        collection.decide("rename", kovac.key, by="Eva", to={"name": "Anna Maria Kovac"})
        (kovac,) = collection.actors()
        assert kovac.name == "Anna Maria Kovac"

    @sqlite_only
    def test_words_that_were_missed_are_added(self, collection):
        collection.store(talks().reading())
        collection.decide("add", by="Eva", article="monday/lead", words="the Danish envoy, in Oslo", to={"speaker": "Ivan Holm"})
        (added,) = collection.statements(about="envoy")
        assert (added.speaker.name, added.standing) == ("Ivan Holm", "added")

    @sqlite_only
    @pytest.mark.parametrize("words", ["Norway", "Holm", ""])
    def test_words_must_be_there_once(self, collection, words):
        collection.store(talks().reading())
        with pytest.raises(ValueError, match="times: give words that it has once"):
            collection.decide("add", by="Eva", article="monday/lead", words=words)

    def test_log_goes_into_another_collection(self, collection, tmp_path):
        collection.store(talks().reading())
        (statement,) = collection.statements(act="deny")
        collection.decide("correct", statement.key, by="Eva", to={"act": "say"})
        lines = [decision.to_json() for decision in collection.decisions()]
        with onrecord.Collection(tmp_path / "other.db") as other:
            assert other.import_decisions(map(Decision.from_json, lines)) == 1
            assert other.import_decisions(map(Decision.from_json, lines)) == 0
            assert [one.state for one in other.decisions()] == ["absent"]
            other.store(talks(id="elsewhere").reading())  # The same text under another name.
            assert list(other.statements(act="deny")) == []


class TestBackup:
    def test_collection_comes_back_from_its_backup(self, collection, made, where, tmp_path):
        if made == where:
            where += ".restored"
        collection.store(talks(raw=b"<p>").reading())
        collection.store(simple(1).reading())
        (statement,) = collection.statements(act="deny")
        collection.decide("reject", statement.key, by="Eva")
        collection.delete("article 1")
        assert backup(made, tmp_path / "backup.db") == 1
        assert restore(tmp_path / "backup.db", where) == 1
        with onrecord.Collection(where) as again:
            assert again.reading("monday/lead") == collection.reading("monday/lead")
            assert list(again.statements()) == list(collection.statements())
            assert [hit.key for hit in again.search("vote")] == [hit.key for hit in collection.search("vote")]
            assert again.decisions() == collection.decisions()
            assert again.store(simple(1).reading()).kind == "deleted"
            assert again.store(simple(2).reading()).kind == "new"
            assert again.verify().faults == ()

    @sqlite_only
    def test_nothing_is_overwritten(self, collection, made, tmp_path):
        collection.store(talks().reading())
        (tmp_path / "there").touch()
        with pytest.raises(OutputUnfit, match="there already"):
            backup(made, tmp_path / "there")
        backup(made, tmp_path / "backup.db")
        with pytest.raises(StoreUnusable, match="has something in it"):
            restore(tmp_path / "backup.db", made)

    def test_backup_into_a_folder_that_is_not_there_names_the_file(self, tmp_path):
        onrecord.Collection(tmp_path / "a.db").close()
        with pytest.raises(OutputUnfit, match=r"/none/backup\.db cannot be written"):
            backup(str(tmp_path / "a.db"), tmp_path / "none/backup.db")

    def test_backup_of_a_folder_says_that_it_is_one(self, tmp_path):
        with pytest.raises(StoreUnusable, match="this is a folder"):
            backup(str(tmp_path), tmp_path / "backup.db")

    def test_backup_of_nothing_is_refused(self, tmp_path):
        with pytest.raises(StoreUnusable, match="no such collection"):
            backup(str(tmp_path / "none.db"), tmp_path / "backup.db")
        assert list(tmp_path.iterdir()) == []


def test_text_of_every_answer_is_where_it_says(collection):
    collection.store(talks().reading())
    statements, events = list(collection.statements()), list(collection.events())
    assert statements
    assert events
    for statement in statements:
        assert all(TALKS[part.start : part.end] == part.text for part in statement.content)
    for event in events:
        for report in event.reports:
            assert TALKS[report.trigger.start : report.trigger.end] == report.trigger.text
        for voice in (*event.asserted_by, *event.attributed_to, *event.denied_by, *event.accounts):
            assert TALKS[voice.start : voice.end] == voice.words


class TestWhatCannotBeAskedFor:
    """Nothing is answered, not even an empty list: what may be given is told at once."""

    @pytest.mark.parametrize(
        ("ask", "given", "says"),
        [
            ("statements", {"since": "nonsense"}, "since is a day .*, not 'nonsense'"),
            ("articles", {"until": "2021-02-31"}, "until is a day"),
            ("records", {"since": "21"}, "since is a day"),
            ("statements", {"limit": -1}, "limit is a whole number from 0"),
            ("statements", {"limit": 2**64}, "limit is a whole number from 0"),
            ("failures", {"limit": -1}, "limit is"),
            ("changes", {"limit": 2**63}, "limit is"),
            ("statements", {"min_confidence": 7}, "min_confidence is a number from 0 to 1, not 7"),
            ("events", {"min_confidence": float("nan")}, "min_confidence is"),
            ("statements", {"type": "nonsense"}, "type is one of direct, indirect, mixed"),
            ("statements", {"type": "ASSAULT"}, "type is one of direct"),
            ("events", {"type": "PARTY"}, "type is one of AGREE.* or a mode of theirs"),
            ("actors", {"type": "direct"}, "type is one of person"),
            ("disputes", {"type": "quarrel"}, "type is one of denied"),
            ("stats", {"type": "quarrel"}, "type is one of direct"),
            ("statements", {"act": "shout"}, "act is one of say"),
            ("events", {"status": "maybe"}, "status is one of occurred"),
        ],
    )  # fmt: skip
    @sqlite_only
    def test_is_told_with_what_can(self, collection, ask, given, says):
        with pytest.raises(ValueError, match=says):
            getattr(collection, ask)(**given)

    @sqlite_only
    def test_limit_of_a_search(self, collection):
        with pytest.raises(ValueError, match="limit is"):
            collection.search("talks", limit=-1)

    @sqlite_only
    def test_events_may_be_asked_for_by_type_or_mode(self, collection):
        collection.store(talks().reading())
        assert [[one.type for one in collection.events(type=type)] for type in ("CONSULT", "consult", "meet")] == [["CONSULT"]] * 3
