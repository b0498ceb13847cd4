"""Many articles: shards read and written by workers, however many and however often these are lost."""

import json
import multiprocessing
import os
import shutil
import signal
import sys
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet
import pytest

from onrecord import Failure
from onrecord.bulk import Done, Lost, finish, is_output, plan_of, read_all, readings
from onrecord.bulk.cluster import Actors
from onrecord.bulk.crew import MOST_LOST, MOST_TRIES, hand_out
from onrecord.bulk.local import Processes
from onrecord.bulk.reader import MADE_BY, Reader, foreign_language
from onrecord.bulk.shards import write_once
from onrecord.cli.bulking import Pace
from onrecord.errors import FileUnfit, LibraryMissing, OutputUnfit, WorkerLost
from onrecord.reading import read_path
from tests.commands import command

COUNT = 12
GERMAN = "Die Ministerin sagte am Montag in Berlin, dass die Gespräche mit der Gewerkschaft noch eine Woche dauern würden, und nannte keine Einzelheiten."


def text(number):
    return f"Kovac meets envoy {number}\n\nPrime Minister Anna Kovac met envoy {number} in Oslo on Friday.\n\n“We will vote on Monday,” she told {number} reporters."


def row(number, **facts):
    known = {"id": f"a{number}", "text": text(number), "published": "2021-03-05", "publisher": f"Paper {number}"}
    return json.dumps(known | facts | {"not read": "x" * 1500})


@pytest.fixture
def articles(tmp_path):
    """A file of short articles, one of them German, one no article."""
    rows = [row(number) for number in range(COUNT)]
    rows[3] = row(3, text=GERMAN)
    rows[5] = "{broken"
    path = tmp_path / "articles.jsonl"
    path.write_text("\n".join(rows))
    return path


class Here:
    """Workers that read in this process, one shard when it is waited for; ``lost``: how many of the first shards cost them their lives; ``room``: how many there are, the others never come."""

    def __init__(self, job, pipeline, lost=0, room=1000):
        self.job, self.pipeline, self.lost, self.room = job, pipeline, lost, room
        self.started, self.ended, self.given = 0, [], []

    def start(self):
        self.started += 1
        return self.started

    def give(self, worker, shard):
        self.given.append((worker, shard))

    def wait(self):
        worker, shard = self.given.pop(next(place for place, (worker, _) in reversed(list(enumerate(self.given))) if worker <= self.room))
        if self.lost:
            self.lost -= 1
            return worker, "it was killed."
        return worker, Reader(self.job, self.pipeline).read(shard)

    def recall(self):
        late = [worker for worker, _ in self.given if worker > self.room]
        self.given = [(worker, shard) for worker, shard in self.given if worker not in late[:1]]
        return late[0] if late else None

    def end(self, worker):
        self.ended.append(worker)


def bulk(inputs, output, pipeline, *, count=1, lost=0, articles=1, **options):
    """Read inputs in this process into a folder; the plan."""
    plan = plan_of(inputs, output, articles=articles)
    list(hand_out(plan.missing(), Here(plan.job, pipeline, lost), count=count, **options))
    return plan


def files(folder):
    """All that a run left, by name: bytes, but for what says where the run was."""
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
    return {name: data for name, data in found.items() if name not in ("plan.jsonl", MADE_BY)}


def table(folder, name):
    return [row for path in sorted((folder / name).glob("*.parquet")) for row in pyarrow.parquet.read_table(path).to_pylist()]


@pytest.fixture(scope="session")
def finished(pipeline, tmp_path_factory):
    """A finished run over such a file, to be looked at and copied."""
    folder = tmp_path_factory.mktemp("bulk")
    rows = [row(number) for number in range(COUNT)]
    rows[3], rows[5] = row(3, text=GERMAN), "{broken"
    (folder / "articles.jsonl").write_text("\n".join(rows))
    finish(bulk([folder / "articles.jsonl"], folder / "out", pipeline))
    return folder


def test_every_input_is_read_failed_or_foreign(finished):
    summary = json.loads((finished / "out/summary.json").read_text())
    assert summary == {"read": COUNT - 2, "copies": 0, "failed": 1, "foreign": {"de": 1}}
    assert [one["article"] for one in table(finished / "out", "articles")] == [
        f"a{number}" for number in range(COUNT) if number not in (3, 5)
    ]
    assert [(one["article"], one["error"]) for one in table(finished / "out", "failures")] == [
        ("a3", "ArticleNotEnglish"),
        ("articles:6", "ArticleMalformed"),
    ]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (GERMAN, "de"),
        ("Chicago, Illinois 58 killed 28 days. Houston, Texas 41 killed 31 days. Baltimore, Maryland 58 killed 63 days. " * 5, None),
    ],
)
def test_a_table_of_towns_is_in_no_other_language(text, language):
    assert foreign_language(text) == language


def test_records_are_those_that_are_read_one_by_one(finished, pipeline):
    expected = list(pipeline.pipe(read_path(finished / "articles.jsonl")))
    found = [replace(one, made_by=None) if isinstance(one, Failure) else one for one in readings(finished / "out")]
    assert [one for one in found if not isinstance(one, Failure)] == [
        one for one in expected if not isinstance(one, Failure) and one.article.language == "en"
    ]
    assert [one for one in found if isinstance(one, Failure)][-1] == replace(expected[5], made_by=None)


@pytest.mark.parametrize("count", [2, 5])
def test_however_many_workers_the_bytes_are_the_same(finished, tmp_path, pipeline, count):
    plan = bulk([finished / "articles.jsonl"], tmp_path / "out", pipeline, count=count)
    finish(plan)
    assert len(plan.shards) > 2
    assert files(tmp_path / "out") == files(finished / "out")


def test_lost_workers_cost_nothing_but_time(articles, tmp_path, pipeline):
    for name, lost in (("one", 0), ("other", 4)):
        finish(bulk([articles], tmp_path / name, pipeline, lost=lost, count=2))
    assert files(tmp_path / "one") == files(tmp_path / "other")


def test_run_goes_on_where_it_was(articles, tmp_path, pipeline):
    plan = plan_of([articles], tmp_path / "out", articles=1)
    first = next(hand_out(plan.missing(), Here(plan.job, pipeline), count=1))
    again = plan_of([articles], tmp_path / "out", articles=1)
    assert again == plan
    assert [shard.number for shard in again.missing()] == [shard.number for shard in plan.shards if shard.number != first.shard]


def test_files_without_a_mark_are_written_anew(articles, tmp_path, pipeline):
    plan = bulk([articles], tmp_path / "out", pipeline)
    before = files(tmp_path / "out")
    plan.job.mark(1).unlink()
    plan.job.table("articles", 1).write_bytes(b"half")
    (tmp_path / "out/articles/.000001.parquet.host.1.part").write_bytes(b"half")
    finish(bulk([articles], tmp_path / "out", pipeline))
    after = files(tmp_path / "out")
    assert {name: after[name] for name in before} == before
    assert sorted(after.keys() - before.keys()) == ["origins.parquet", "summary.json"]


def test_article_of_an_id_that_an_earlier_shard_has_is_a_failure(tmp_path, pipeline):
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join([*map(row, range(20)), row(2), row(21)]))
    plan = bulk([path], tmp_path / "out", pipeline)
    assert len(plan.shards) > 1
    summary = finish(plan)
    assert (summary.read, summary.failed) == (21, 1)
    ids = [one["article"] for one in table(tmp_path / "out", "articles")]
    assert sorted(ids) == sorted(set(ids))
    assert {one["article"] for one in table(tmp_path / "out", "statements")} == set(ids)
    assert [(one["article"], one["error"]) for one in table(tmp_path / "out", "failures")] == [("a2", "ArticleRepeated")]


def test_copies_are_found_over_all_shards(tmp_path, pipeline):
    report = " ".join(
        f"The envoy of region {number} said that harvest number {number} had been lost to hail and wind." for number in range(30)
    )
    rows = [row(1, text=report), *map(row, range(2, 20)), row(20, text=f"{report} More soon.", published="2021-03-06")]
    (tmp_path / "a.jsonl").write_text("\n".join(rows))
    assert finish(bulk([tmp_path / "a.jsonl"], tmp_path / "out", pipeline)).copies == 1
    origins = pyarrow.parquet.read_table(tmp_path / "out/origins.parquet").to_pylist()
    assert [(one["article"], one["origin"]) for one in origins if one["is_copy"]] == [("a20", "a1")]
    assert len(origins) == 20


def test_run_that_is_not_whole_is_neither_finished_nor_read_back(articles, tmp_path, pipeline):
    plan = plan_of([articles], tmp_path / "out", articles=1)
    with pytest.raises(FileUnfit, match="shards are missing"):
        finish(plan)
    with pytest.raises(FileUnfit, match="not finished"):
        list(readings(tmp_path / "out"))


class TestPlan:
    def test_other_inputs_are_refused(self, articles, tmp_path):
        plan_of([articles], tmp_path / "out")
        other = shutil.copy(articles, tmp_path / "other.jsonl")
        with pytest.raises(OutputUnfit, match="other inputs"):
            plan_of([Path(other)], tmp_path / "out")

    def test_changed_input_is_refused(self, articles, tmp_path):
        plan_of([articles], tmp_path / "out")
        articles.write_text(articles.read_text() + "\n" + row(99))
        with pytest.raises(OutputUnfit, match=r"articles\.jsonl has changed"):
            plan_of([articles], tmp_path / "out")

    def test_other_options_are_refused(self, articles, tmp_path):
        plan_of([articles], tmp_path / "out")
        with pytest.raises(OutputUnfit, match="other articles"):
            plan_of([articles], tmp_path / "out", articles=7)

    def test_other_version_is_refused(self, articles, tmp_path, monkeypatch):
        plan_of([articles], tmp_path / "out")
        monkeypatch.setattr("onrecord.bulk.planning.__version__", "9.9")
        with pytest.raises(OutputUnfit, match=r"this is 9\.9"):
            plan_of([articles], tmp_path / "out")

    def test_worker_of_another_fingerprint_is_refused(self, articles, tmp_path):
        plan = plan_of([articles], tmp_path / "out")
        (tmp_path / "out" / MADE_BY).write_text("0.0 another\n")
        error = Reader(plan.job).read(plan.shards[0])
        assert isinstance(error, OutputUnfit)
        assert "0.0 another" in str(error)

    def test_folder_of_something_else_is_refused(self, articles, tmp_path):
        with pytest.raises(OutputUnfit, match="something else"):
            plan_of([articles], tmp_path)

    def test_folder_in_what_is_read_is_refused(self, tmp_path):
        with pytest.raises(OutputUnfit, match="lies in what is to be read"):
            plan_of([tmp_path], tmp_path / "out")

    def test_run_that_was_killed_before_its_plan_was_there_begins_anew(self, articles, tmp_path):
        (tmp_path / "out").mkdir()
        (tmp_path / "out/.plan.jsonl.host.1.part").write_text("{")
        assert plan_of([articles], tmp_path / "out").missing()

    def test_missing_input_is_refused(self, tmp_path):
        with pytest.raises(FileUnfit, match="no such file"):
            plan_of([tmp_path / "no"], tmp_path / "out")

    def test_files_of_one_name_are_refused(self, tmp_path):
        for name in "ab":
            (tmp_path / name).mkdir()
            (tmp_path / name / "x.txt").write_text("x")
        with pytest.raises(FileUnfit, match="both called 'x'"):
            plan_of([tmp_path / "a", tmp_path / "b"], tmp_path / "out")

    def test_small_files_are_read_together(self, tmp_path):
        (tmp_path / "in").mkdir()
        for number in range(10):
            (tmp_path / f"in/{number}.txt").write_text(text(number))
        plan = plan_of([tmp_path / "in"], tmp_path / "out", articles=4)
        assert [[part.id for part in shard.parts] for shard in plan.shards] == [["0", "1", "2", "3"], ["4", "5", "6", "7"], ["8", "9"]]


class TestHandOut:
    def test_shard_that_costs_many_workers_is_left_out(self, articles, tmp_path, pipeline):
        plan = plan_of([articles], tmp_path / "out", articles=1000)
        (outcome,) = hand_out(plan.missing(), Here(plan.job, pipeline, lost=MOST_TRIES), count=1)
        assert isinstance(outcome, Lost)
        assert "articles.jsonl" in outcome.why

    def test_where_all_workers_are_lost_the_run_ends(self, articles, tmp_path, pipeline):
        plan = plan_of([articles], tmp_path / "out", articles=1)
        shards = plan.missing() * 10
        with pytest.raises(WorkerLost, match="one behind the other"):
            list(hand_out(shards, Here(plan.job, pipeline, lost=MOST_LOST + 3), count=3))

    def test_nobody_waits_for_workers_that_never_come(self, articles, tmp_path, pipeline):
        plan = plan_of([articles], tmp_path / "out", articles=1)
        workers = Here(plan.job, pipeline, room=2)
        done = list(hand_out(plan.missing(), workers, count=4))
        assert sorted(one.shard for one in done) == [shard.number for shard in plan.shards]
        assert workers.started == 4

    def test_machine_that_takes_many_workers_with_it_does_not_end_the_run(self, articles, tmp_path, pipeline):
        plan = plan_of([articles], tmp_path / "out", articles=1)
        shards = plan.missing() * 10
        done = list(hand_out(shards, Here(plan.job, pipeline, lost=MOST_LOST), count=MOST_LOST))
        assert len(done) == len(shards)

    def test_worker_that_has_read_enough_is_replaced(self, articles, tmp_path, pipeline):
        plan = plan_of([articles], tmp_path / "out", articles=1)
        workers = Here(plan.job, pipeline)
        list(hand_out(plan.missing(), workers, count=1, recycle=1))
        assert workers.started == len(workers.ended) == len(plan.shards)

    def test_what_keeps_the_run_from_going_on_is_raised(self, articles, tmp_path, pipeline):
        plan = plan_of([articles], tmp_path / "out")
        shutil.rmtree(tmp_path / "out/articles")
        with pytest.raises(OutputUnfit, match="articles"):
            list(hand_out(plan.missing(), Here(plan.job, pipeline), count=1))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_process_that_is_killed_is_told_of(articles, tmp_path):
    plan = plan_of([articles], tmp_path / "out", articles=1)
    workers = Processes(plan.job)
    try:
        worker = workers.start()
        for process in multiprocessing.active_children():
            os.kill(process.pid, signal.SIGKILL)
            process.join()
        workers.give(worker, plan.shards[0])
        found, outcome = workers.wait()
    finally:
        workers.close()
    assert found == worker
    assert "SIGKILL" in outcome


def test_ray_that_is_not_installed_is_told_of(articles, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(LibraryMissing, match=r"pip install 'onrecord\[bulk\]'"):
        list(read_all(plan_of([articles], tmp_path / "out"), ray="local"))


def test_pace_counts_what_was_done_before_for_how_far_but_not_for_how_fast(finished, tmp_path):
    shutil.copytree(finished / "out", tmp_path / "out")
    plan = plan_of([finished / "articles.jsonl"], tmp_path / "out", articles=1)
    last = len(plan.shards) - 1
    done = {one.shard: one for one in plan.done()}
    plan.job.mark(last).unlink()
    pace = Pace(plan)
    assert (0.5 < pace.share < 1, str(pace).endswith("0 inputs, 0.0 a second, ? left")) == (True, True)
    pace.add(done[last])
    assert pace.share == 1
    assert str(pace).endswith("0:00:00 left")


@pytest.mark.parametrize("ray", [None, "local"])
def test_processes_and_actors_write_the_same(finished, tmp_path, ray):
    if ray:
        pytest.importorskip("ray", reason="Ray is not installed: pip install 'onrecord[bulk]'")
    plan = plan_of([finished / "articles.jsonl"], tmp_path / "out", articles=1)
    assert all(isinstance(outcome, Done) for outcome in read_all(plan, workers=2, ray=ray, recycle=4))
    finish(plan)
    assert files(tmp_path / "out") == files(finished / "out")


def test_shards_of_actors_that_no_machine_has_a_core_for_go_to_others(articles, tmp_path):
    pytest.importorskip("ray", reason="Ray is not installed: pip install 'onrecord[bulk]'")
    plan = plan_of([articles], tmp_path / "out", articles=1)
    actors = Actors(plan.job, "local", cores=1)
    try:
        assert all(isinstance(outcome, Done) for outcome in hand_out(plan.missing(), actors, count=3))
    finally:
        actors.close()
    assert not plan.missing()


def test_command_reads_and_the_collection_takes_it(finished, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shutil.copytree(finished / "out", tmp_path / "out")
    code, out, _ = command("bulk", str(finished / "articles.jsonl"), "-o", "out", "--shard", "1")
    assert (code, out) == (1, "10 read, 1 in other languages (de 1), 1 failed\n")
    code, out, _ = command("add", "out", "--db", "news.db")
    assert (code, out) == (1, "10 new, 2 failed\n")
    assert command("verify", "--db", "news.db")[0] == 0
    assert command("add", "out", "--db", "news.db")[1] == "10 here already, 2 failed\n"


def test_what_is_written_once_is_what_the_first_wrote(tmp_path):
    assert [write_once(tmp_path / "a", content) for content in ("one", "other")] == ["one", "one"]
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_what_is_no_output_is_not_taken_for_one(tmp_path):
    assert not is_output(tmp_path)
