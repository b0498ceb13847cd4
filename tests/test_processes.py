"""Work in several processes; the functions that are worked with stand here, so that another process can import them."""

import json
import os
import signal
import subprocess
import sys
import time
from itertools import count
from pathlib import Path

import pytest

from onrecord import Failure, Page, Reading
from onrecord.errors import ModelMissing, WorkerLost
from onrecord.processes import IN_FLIGHT, in_order

REPORTS = Path(__file__).parents[1] / "benchmark/articles/reports.json"


def open_negative():
    return negative


def negative(number):
    return -number


def open_slow_first():
    return slow_first


def slow_first(number):
    time.sleep(0.5 if number == 0 else 0)
    return number


def open_killed():
    return killed


def killed(number):
    if number == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def open_nothing():
    raise ModelMissing("no such pipeline.")


def open_sleeping():
    return time.sleep


class TestInOrder:
    def test_results_come_in_the_order_of_the_items(self):
        assert list(in_order(open_slow_first, range(10), 2)) == list(range(10))

    def test_no_items_no_results(self):
        assert list(in_order(open_negative, [], 2)) == []

    def test_items_are_taken_as_there_is_room_for_them(self):
        taken = []
        results = in_order(open_negative, (taken.append(number) or number for number in count()), 2)
        assert [next(results) for _ in range(5)] == [0, -1, -2, -3, -4]
        assert len(taken) <= 5 + 2 * IN_FLIGHT
        results.close()

    def test_a_killed_process_ends_the_run(self):
        with pytest.raises(WorkerLost, match="SIGKILL"):
            list(in_order(open_killed, range(10), 2))

    def test_what_opening_raises_is_raised_here(self):
        with pytest.raises(ModelMissing, match="no such pipeline"):
            list(in_order(open_nothing, range(10), 2))

    def test_processes_end_with_the_iterator(self):
        results = in_order(open_sleeping, [0, 60, 60], 2)
        next(results)
        started = time.monotonic()
        results.close()
        assert time.monotonic() - started < 30


def many_pages(count):
    """Our reports, a page that cannot be read and one that is no page among them."""
    for report in json.loads(REPORTS.read_text("utf-8"))[:count]:
        yield Page(id=report["id"], text=report["text"], title=report["title"], published=report["published"])
    yield Page(id="empty", text=" ")
    yield Failure(id="bad", error="ArticleMissing", message="bad: no such file.", stage="reading")
    yield Page(id="last", text="The minister met the union's leader in Prague on Monday, he said.")


def plain(result):
    return result.record.to_json() if isinstance(result, Reading) else result


class TestPipe:
    def test_two_processes_read_the_same_as_one(self, pipeline):
        alone = list(map(plain, pipeline.pipe(many_pages(6))))
        assert list(map(plain, pipeline.pipe(many_pages(6), processes=2))) == alone
        assert [type(result) for result in alone[-3:]] == [Failure, Failure, str]

    def test_there_is_at_least_one(self, pipeline):
        with pytest.raises(ValueError, match="one or more"):
            pipeline.pipe([], processes=0)


SCRIPT = """
import sys
from onrecord import Page, Pipeline

def pages():
    for number in range(10_000):
        yield Page(id=str(number), text="The minister met the union's leader in Prague on Monday, he said.")

if __name__ == "__main__":
    for number, _ in enumerate(Pipeline().pipe(pages(), processes=2)):
        print(number, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_ctrl_c_ends_all_processes(tmp_path):
    (tmp_path / "script.py").write_text(SCRIPT)
    run = subprocess.Popen(
        [sys.executable, tmp_path / "script.py"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=heed_interrupts,
    )
    assert run.stdout.readline() == "0\n"
    os.killpg(run.pid, signal.SIGINT)
    _, errors = run.communicate(timeout=60)
    assert errors.count("KeyboardInterrupt") == 1
    assert ends(run.pid)


def heed_interrupts():
    """A shell makes what it runs in the background ignore them, and all that this starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def ends(group, seconds=30):
    """Whether all processes of a group end within some time."""
    for _ in range(10 * seconds):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False
