"""What a collection holds after its writer was killed, its disk was full, or two wrote at once."""

import multiprocessing
import random
import resource
import subprocess
import time
from contextlib import ExitStack

import pytest
from sqlalchemy import event, text

from benchmark.survival import FULL_DISKS, Left, Recalled, Survivor, add, fill, lay_out
from onrecord.errors import StoreUnusable
from onrecord.storage import Filters, Store
from tests.storing import simple

ARTICLES = 40
KILLS = 20
# Bytes that a file may have where it may not grow: the tables alone take half of it.
SMALL = 800_000
FORK = multiprocessing.get_context("fork")


def write(where, numbers):
    with Store(where) as store:
        for number in numbers:
            store.put(simple(number).reading())


def write_into(store, count):
    for number in range(count):
        store.put(simple(number).reading())


def stored(where):
    """How often each article is there; nothing in the database is half written."""
    with Store(where) as store:
        assert list(store.faults()) == []
        articles = list(store.articles(Filters()))
        assert all((one.statements, one.version) == (1, 1) for one in articles)
        assert sum(one.articles for one in store.actors(Filters())) == len(articles) == store.totals()["statements"]
        return sorted(one.id for one in articles)


def all_of_them():
    return sorted(f"article {number}" for number in range(ARTICLES))


def test_killed_writer_leaves_whole_articles_and_the_next_goes_on(made):
    chance = random.Random(1)
    before = 0
    for _ in range(KILLS):
        writer = FORK.Process(target=write, args=(made, chance.sample(range(ARTICLES), ARTICLES)))
        writer.start()
        time.sleep(chance.uniform(0.0, 0.25))
        writer.kill()
        writer.join()
        after = stored(made)
        assert len(set(after)) == len(after) >= before
        before = len(after)
    write(made, range(ARTICLES))
    assert stored(made) == all_of_them()


def test_two_writers_at_once_store_each_article_once(made):
    writers = [FORK.Process(target=write, args=(made, numbers)) for numbers in (range(30), range(ARTICLES - 1, 10, -1))]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0]
    assert stored(made) == all_of_them()


def test_several_may_make_a_collection_at_once(where):
    writers = [FORK.Process(target=write, args=(where, [number])) for number in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0] * 4
    assert len(stored(where)) == 4


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_full_disk_ends_the_run_and_loses_nothing(made):
    store = Store(made)
    event.listen(store._engine, "begin", lambda connection: connection.execute(text("PRAGMA max_page_count = 150")))
    with pytest.raises(StoreUnusable, match=r"disk is full.*Make room"):
        write_into(store, 2000)
    store.close()
    kept = stored(made)
    assert kept == sorted(f"article {number}" for number in range(len(kept)))
    write(made, range(len(kept) + 5))
    assert len(stored(made)) == len(kept) + 5


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_database_that_somebody_else_keeps_is_told(made, monkeypatch):
    monkeypatch.setattr("onrecord.storage.opening.PATIENCE", 0.1)
    with Store(made) as one, Store(made) as other:
        connection = one._engine.connect().execution_options(onrecord_writes=True)
        with connection, connection.begin(), pytest.raises(StoreUnusable, match="locked"):
            other.put(simple(1).reading())
        assert other.put(simple(1).reading()).kind == "new"


def test_reader_sees_one_state_while_another_writes(made):
    with Store(made) as store:
        for number in range(3):
            store.put(simple(number).reading())
        answers = store.statements(Filters())
        next(answers)
        with Store(made) as other:
            other.put(simple(7).reading())
            other.delete("article 0")
        assert len(list(answers)) == 2


class TestCommand:
    """``onrecord add`` with all that it does, comparing articles at its end, too; only the reading was done before. benchmark.survival has the long trials."""

    @pytest.fixture
    def folder(self, tmp_path):
        return tmp_path / "news"

    @pytest.fixture
    def survivor(self, made, folder):
        readings = [simple(number).reading() for number in range(ARTICLES)]
        lay_out(readings, folder)
        return Survivor(make=lambda: made, readings=readings, folder=folder)

    def test_killed_at_any_moment_it_goes_on_where_it_was(self, made, survivor):
        left = Left()
        killed = [survivor.kill_once(made, seconds, left) for seconds in (0.05, 0.2, 0.4)]
        assert any(killed)
        assert (left.lost, left.twice, left.faults, left.failed) == (0, 0, 0, 0)
        assert add(made, [str(survivor.folder)], survivor.pipeline) == (0, "")
        assert stored(made) == all_of_them()

    def test_two_at_once_that_add_the_same_articles_both_come_to_an_end(self, made, survivor):
        left = survivor.write_at_once(1)
        assert (left.missing, left.twice, left.faults, left.failed) == (0, 0, 0, 0)


@pytest.fixture
def small_disk():
    """A collection on a disk of one megabyte, and what makes room there."""
    with ExitStack() as stack:
        try:
            given = stack.enter_context(FULL_DISKS["sqlite"](1))
        except (PermissionError, subprocess.CalledProcessError) as error:
            pytest.skip(f"no disk can be mounted here: {error}")
        yield given


def test_full_disk_ends_the_command_which_goes_on_once_there_is_room(small_disk, tmp_path):
    where, make_room = small_disk
    readings = [simple(number).reading() for number in range(ARTICLES)]
    lay_out(readings, tmp_path / "news")
    filled = fill(where, make_room, readings, tmp_path / "news")
    assert (filled.code, filled.faults) == (3, 0)
    assert where in filled.told
    assert "Make room and run it again" in filled.told
    assert 0 < filled.stored < ARTICLES
    assert (filled.code_again, filled.missing, filled.twice, filled.faults_again) == (0, 0, 0, 0)


def _add_small_files(where, folder, readings, told):
    resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL, SMALL))
    told.put(add(where, [folder], Recalled(readings)))


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_file_that_may_not_grow_is_told(made, tmp_path):
    readings = [simple(number).reading() for number in range(ARTICLES)]
    lay_out(readings, tmp_path / "news")
    told = FORK.SimpleQueue()
    writer = FORK.Process(target=_add_small_files, args=(made, str(tmp_path / "news"), readings, told))
    writer.start()
    code, message = told.get()
    writer.join()
    assert code == 3
    assert message.startswith(f"onrecord: {made}: the database cannot be used (")
    assert "run it again" in message
    assert add(made, [str(tmp_path / "news")], Recalled(readings))[0] == 0
    assert stored(made) == all_of_them()
