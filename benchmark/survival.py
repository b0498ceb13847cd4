"""What a collection holds after its writer was killed, two wrote at once, or its disk was full.

    python -m benchmark.survival [--kills 90] [--commands 10] [--articles 300] [--fill 1000] [--on sqlite,postgres]

Copies of the reports of benchmark/articles (benchmark.storage) lie in a folder; ``onrecord add`` takes them into a SQLite file, and into a PostgreSQL database of a server
of its own (Debian's package). The reports were read before, so that ``--kills`` processes spend their time storing and comparing; another ``--commands`` are killed as
users run them, with the model. Each is killed (SIGKILL) at a moment drawn from all that an undisturbed run takes; when a run comes to its end, another collection is begun.
After each kill the collection is verified and must have all it had. A disk of 20 MB is a tmpfs, which root may mount; ``--fill`` articles are more than it has room for.
"""

from __future__ import annotations

import argparse
import io
import json
import multiprocessing
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field, replace
from multiprocessing.process import BaseProcess
from pathlib import Path
from unittest.mock import patch

from benchmark.storage import copies, read_reports
from onrecord import Collection, Failure, Page, Reading
from onrecord.cli.app import app
from onrecord.errors import RunError
from onrecord.records import MadeBy
from tests.databases import postgres_server

FORK = multiprocessing.get_context("fork")
# Within these seconds the whole command is killed: it loads the model in the first few.
WITHIN = 12.0
MEGABYTES = 20
AT_ONCE = 5
# Makes a new, empty database; what a user calls it.
Make = Callable[[], str]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=90)
    parser.add_argument("--commands", type=int, default=10)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--fill", type=int, default=1000)
    parser.add_argument("--on", default="sqlite,postgres")
    arguments = parser.parse_args()
    originals = read_reports()
    for name in arguments.on.split(","):
        with laid_out(originals, arguments.articles) as (folder, readings), DATABASES[name](folder.parent) as make:
            survivor = Survivor(make=make, readings=readings, folder=folder)
            report(name, f"killed {arguments.kills} times while adding", survivor.kill(arguments.kills, random.Random(1)))
            report(
                name, f"the whole command killed {arguments.commands} times", survivor.kill_commands(arguments.commands, random.Random(2))
            )
            report(name, f"two at once, {AT_ONCE} times", survivor.write_at_once(AT_ONCE))
        with laid_out(originals, arguments.fill) as (folder, readings), FULL_DISKS[name](MEGABYTES) as (where, make_room):
            report(name, f"a disk of {MEGABYTES} MB for {arguments.fill} articles", fill(where, make_room, readings, folder))


def report(database: str, trial: str, outcome: object) -> None:
    """Print what came of a trial."""
    print(f"{database:10}{trial}\n{'':10}{outcome}", flush=True)


@contextmanager
def laid_out(originals: list[Reading], count: int) -> Iterator[tuple[Path, list[Reading]]]:
    """A folder with so many articles, a file each."""
    readings = list(copies(originals, count))
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent, "news")
        lay_out(readings, folder)
        yield folder, readings


class Recalled:
    """A pipeline that has read everything before, and looks it up by the text."""

    made_by = MadeBy(onrecord="0", model="recalled", fingerprint="recalled")

    def __init__(self, readings: Iterable[Reading]) -> None:
        self._readings = {reading.article.text: reading for reading in readings}

    def pipe(self, pages: Iterable[Page | Failure], *, processes: int = 1) -> Iterator[Reading | Failure]:
        """What was read of these pages."""
        for page in pages:
            yield page if isinstance(page, Failure) else self._of(page)

    def _of(self, page: Page) -> Reading:
        known = self._readings[page.text]
        facts = {name: getattr(page, name) for name in ("id", "file", "url", "publisher", "title", "published")}
        described = replace(known.record.article, **facts)
        return Reading(article=replace(known.article, **facts), page=page, record=replace(known.record, article=described))


def lay_out(readings: Sequence[Reading], folder: Path) -> None:
    """Write the articles into a folder, a file each."""
    folder.mkdir(exist_ok=True)
    for number, reading in enumerate(readings):
        article = reading.article
        row = {name: getattr(article, name) for name in ("id", "text", "url", "publisher", "title", "published")}
        (folder / f"{number:04}.json").write_text(json.dumps(row))


def add(where: str, paths: Iterable[str], pipeline: Recalled) -> tuple[int, str]:
    """Run ``onrecord add`` on what was read before; its exit code, and what it says on standard error."""
    told = io.StringIO()
    with patch("onrecord.collection.adding._opened", lambda _: pipeline), redirect_stdout(io.StringIO()), redirect_stderr(told):
        try:
            app(["add", *paths, "--db", where])
        except SystemExit as end:
            return int(end.code or 0), told.getvalue()
        except RunError as error:
            return 3, f"onrecord: {error}"
    return 0, told.getvalue()


def start(where: str, paths: Iterable[str], pipeline: Recalled) -> BaseProcess:
    """Run it in a process of its own, which ends with its exit code."""
    child = FORK.Process(target=_add_and_end, args=(where, list(paths), pipeline))
    child.start()
    return child


def _add_and_end(where: str, paths: list[str], pipeline: Recalled) -> None:
    sys.exit(add(where, paths, pipeline)[0])


@dataclass(kw_only=True)
class Left:
    """What is left after something went wrong, over all trials."""

    collections: int = 0
    killed: Counter[str] = field(default_factory=Counter)
    missing: int = 0
    twice: int = 0
    lost: int = 0
    faults: int = 0
    different: int = 0
    failed: int = 0

    def __str__(self) -> str:
        killed = ", ".join(f"{count} {when}" for when, count in self.killed.items())
        counts = f"missing {self.missing}, twice {self.twice}, lost again {self.lost}, faults {self.faults}"
        return f"{killed + '; ' if killed else ''}{self.collections} collections: {counts}, answers differ {self.different}, runs failed {self.failed}"


@dataclass(kw_only=True)
class Survivor:
    """Trials on databases of one kind: articles in a folder that were read before."""

    make: Make
    readings: Sequence[Reading]
    folder: Path

    def __post_init__(self) -> None:
        self.pipeline = Recalled(self.readings)
        self.expected = Counter(reading.article.id for reading in self.readings)

    def kill(self, kills: int, chance: random.Random) -> Left:
        """Kill the command so many times while it stores and compares."""
        where = self.make()
        seconds, undisturbed, left = self._whole_run(where), answers(where), Left()
        while left.killed.total() < kills:
            where, started = self.make(), time.perf_counter()
            is_whole = not self.kill_once(where, chance.uniform(0, seconds), left)
            if is_whole:
                seconds = min(seconds, time.perf_counter() - started)  # The first was slow, on a busy machine.
            while not is_whole and left.killed.total() < kills and self.kill_once(where, chance.uniform(0, seconds), left):
                pass
            left.failed += add(where, [str(self.folder)], self.pipeline)[0] != 0
            self._look(where, left)
            left.different += answers(where) != undisturbed
        return left

    def _whole_run(self, where: str) -> float:
        """How many seconds the command takes undisturbed."""
        started = time.perf_counter()
        assert add(where, [str(self.folder)], self.pipeline)[0] == 0
        return time.perf_counter() - started

    def kill_once(self, where: str, seconds: float, left: Left) -> bool:
        """Let the command run for so long and kill it; whether it was at work still."""
        before = stored(where)
        child = start(where, [str(self.folder)], self.pipeline)
        child.join(seconds)
        if child.exitcode is not None:
            left.failed += child.exitcode != 0
            return False
        child.kill()
        child.join()
        self._check(where, before, left)
        return True

    def kill_commands(self, kills: int, chance: random.Random) -> Left:
        """Kill the command as users run it so many times, with its model and all; it is let go on once at the end, with readings known."""
        where, left = self.make(), Left()
        for _ in range(kills):
            before = stored(where)
            child = subprocess.Popen(
                [sys.executable, "-m", "onrecord", "add", str(self.folder), "--db", where], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )  # fmt: skip
            time.sleep(chance.uniform(0, WITHIN))
            left.failed += child.poll() is not None
            child.kill()
            child.wait()
            self._check(where, before, left)
        left.failed += add(where, [str(self.folder)], self.pipeline)[0] != 0
        self._look(where, left)
        return left

    def write_at_once(self, times: int) -> Left:
        """Let two add folders at once that have a third of the articles in common."""
        files, left = sorted(map(str, self.folder.iterdir())), Left()
        third = len(files) // 3
        for _ in range(times):
            where = self.make()
            children = [start(where, paths, self.pipeline) for paths in (files[: 2 * third], files[third:])]
            for child in children:
                child.join()
                left.failed += child.exitcode != 0
            self._look(where, left)
        return left

    def _check(self, where: str, before: Counter[str], left: Left) -> None:
        """Look at what a killed writer left."""
        now = stored(where)
        left.killed["before the first article" if not now else "storing" if now.total() < self.expected.total() else "comparing"] += 1
        left.lost += (before - now).total()
        left.twice += now.total() - len(now)
        left.faults += faults(where)

    def _look(self, where: str, left: Left) -> None:
        """Look at a collection that is to have all articles."""
        now = stored(where)
        left.collections += 1
        left.missing += (self.expected - now).total()
        left.twice += now.total() - len(now)
        left.faults += faults(where)


def stored(where: str) -> Counter[str]:
    """How often each article is there."""
    with Collection(where) as collection:
        return Counter(reading.article.id for reading in collection.readings())


def faults(where: str) -> int:
    """How much of a collection does not hold."""
    with Collection(where) as collection:
        return len(collection.verify().faults)


def answers(where: str) -> list[object]:
    """What a collection answers, but for when it was made."""
    with Collection(where) as collection:
        articles = [replace(article, added="") for article in collection.articles()]
        return [articles, *(list(ask()) for ask in (collection.statements, collection.events, collection.actors, collection.disputes))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What came of adding to a collection on a small disk: when that was full, and again with more room."""

    code: int
    told: str
    stored: int
    faults: int
    code_again: int
    missing: int
    twice: int
    faults_again: int

    def __str__(self) -> str:
        full = f"exit code {self.code} with {self.stored} articles, faults {self.faults}"
        again = f"exit code {self.code_again}, missing {self.missing}, twice {self.twice}, faults {self.faults_again}"
        return f"{full}; with more room: {again}\n{'':10}{self.told.strip()}"


def fill(where: str, make_room: Callable[[], None], readings: Sequence[Reading], folder: Path) -> Filled:
    """Add to a collection on a small disk until that is full, make room, and do it again."""
    pipeline = Recalled(readings)
    code, told = add(where, [str(folder)], pipeline)
    make_room()
    before, wrong = stored(where).total(), faults(where)
    again, _ = add(where, [str(folder)], pipeline)
    after = stored(where)
    return Filled(
        code=code,
        told=told,
        stored=before,
        faults=wrong,
        code_again=again,
        missing=len(readings) - len(after),
        twice=after.total() - len(after),
        faults_again=faults(where),
    )


@contextmanager
def sqlite(folder: Path) -> Iterator[Make]:
    """New files."""
    yield lambda: tempfile.mktemp(suffix=".db", dir=folder)


@contextmanager
def postgres(_: Path) -> Iterator[Make]:
    """New databases of a server."""
    with postgres_server() as make:
        yield lambda: make(f"news{time.monotonic_ns()}")


@contextmanager
def disk(megabytes: int) -> Iterator[tuple[Path, Callable[[], None]]]:
    """A folder that is a disk of its own, and what gives it ten times the room. PermissionError where only root may mount."""
    if os.geteuid() != 0:
        raise PermissionError("only root may mount a disk")
    folder = Path(tempfile.mkdtemp(prefix="onrecord-disk-", dir="/tmp"))

    def run(*arguments: str) -> None:
        subprocess.run(arguments, check=True, capture_output=True)

    run("mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder))
    try:
        yield folder, lambda: run("mount", "-o", f"remount,size={10 * megabytes}m", str(folder))
    finally:
        run("umount", "--lazy", str(folder))
        folder.rmdir()


@contextmanager
def sqlite_on_disk(megabytes: int) -> Iterator[tuple[str, Callable[[], None]]]:
    """A new file on a small disk."""
    with disk(megabytes) as (folder, make_room):
        yield str(folder / "onrecord.db"), make_room


@contextmanager
def postgres_on_disk(megabytes: int) -> Iterator[tuple[str, Callable[[], None]]]:
    """A new database whose tables are on a small disk; the server's log is on another."""
    with disk(megabytes) as (folder, make_room), postgres_server() as make:
        yield make("news", on=folder / "tables"), make_room


DATABASES = {"sqlite": sqlite, "postgres": postgres}
FULL_DISKS = {"sqlite": sqlite_on_disk, "postgres": postgres_on_disk}


if __name__ == "__main__":
    main()
