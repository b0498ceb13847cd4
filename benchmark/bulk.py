"""Prove that many workers read what one does, whatever is killed, and measure how fast and in how much memory.

    python -m benchmark.bulk same DATA [--articles 300]      one process, two, and Ray write the same bytes; articles and CPU seconds, memory
    python -m benchmark.bulk all DATA [--workers 2]          all raw news, start to Parquet: how many inputs there were and what came of them, time and memory
    python -m benchmark.bulk kills [--kills 30] [--seed 1]   workers, Ray's processes and whole runs are killed at random: what is there in the end is what one process writes
    python -m benchmark.bulk archive [--pages 2000]          a web archive with 5 % of its records damaged in ten ways: every sound page is read, every damaged one counted
    python -m benchmark.bulk languages DATA                  how many articles of English news are taken for another language, by what, and how fast

Exit code 1 where something is not as it should be. Linux only: processes are found in /proc.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from benchmark.languages import print_languages
from corpora.news import read_news, sample_news
from onrecord import Page
from onrecord.bulk import readings
from onrecord.records import Failure
from tests.archiving import DAMAGES, record

SECONDS_BETWEEN_LOOKS = 0.5
WAYS: dict[str, list[str]] = {
    "one process": ["--workers", "1"],
    "two processes": ["--workers", "2"],
    "Ray, two actors": ["--workers", "2", "--ray", "local"],
}
ARTICLES_OF_A_KILLED_RUN = 60
SHARD_OF_A_KILLED_RUN = 6
# One in so many records is damaged.
DAMAGED = 20
# What differs between two folders with the same output: where they are, and when what was made.
OF_ITS_OWN = ("plan.jsonl",)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    proofs = parser.add_subparsers(dest="proof", required=True)
    same = proofs.add_parser("same")
    same.add_argument("data", type=Path)
    same.add_argument("--articles", type=int, default=300)
    everything = proofs.add_parser("all")
    everything.add_argument("data", type=Path)
    everything.add_argument("--workers", type=int, default=2)
    kills = proofs.add_parser("kills")
    kills.add_argument("--kills", type=int, default=30)
    kills.add_argument("--seed", type=int, default=1)
    archive = proofs.add_parser("archive")
    archive.add_argument("--pages", type=int, default=2000)
    languages = proofs.add_parser("languages")
    languages.add_argument("data", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        checks: dict[str, Callable[[], bool]] = {
            "same": lambda: check_same(Path(folder), arguments.data, arguments.articles),
            "all": lambda: check_all(Path(folder), arguments.data, arguments.workers),
            "kills": lambda: check_kills(Path(folder), arguments.kills, random.Random(arguments.seed)),
            "archive": lambda: check_archive(Path(folder), arguments.pages),
            "languages": lambda: print_languages(arguments.data),
        }
        sys.exit(not checks[arguments.proof]())


def check_same(folder: Path, data: Path, count: int) -> bool:
    """Whether all ways to read some news give the same bytes; prints how fast each is."""
    inputs = folder / "news.jsonl"
    _write_news(inputs, sample_news(data, count))
    found = {}
    print("CPU seconds of Ray's actors are not counted: these are no children of the run.")
    print(f"{'':16} {'seconds':>8} {'CPU s':>8} {'articles/s':>11} {'MB at most':>11} {'bytes per article':>17}")
    for name, options in WAYS.items():
        output = folder / name
        started, used = time.perf_counter(), _cpu_of_children()
        most = _run(inputs, output, *options, "--shard", "50")
        seconds, cpu = time.perf_counter() - started, _cpu_of_children() - used
        size = sum(path.stat().st_size for path in output.rglob("*") if path.is_file()) / count
        print(f"{name:16} {seconds:8.1f} {cpu:8.1f} {count / seconds:11.2f} {most / 1e6:11,.0f} {size:17,.0f}", flush=True)
        found[name] = digests(output)
    return _told("the same bytes", is_so=all(one == found["one process"] for one in found.values()))


def check_all(folder: Path, data: Path, workers: int) -> bool:
    """Whether all raw news ends as records or failures, each once."""
    inputs = folder / "news.jsonl"
    count = _write_news(inputs, read_news(data))
    started = time.perf_counter()
    most = _run(inputs, folder / "out", "--workers", str(workers))
    seconds = time.perf_counter() - started
    print((folder / "out/summary.json").read_text("utf-8"))
    ids = Counter(one.id if isinstance(one, Failure) else one.article.id for one in readings(folder / "out"))
    print(f"{seconds / 3600:.2f} hours, {count / seconds:.2f} articles a second, {most / 1e6:,.0f} MB at most")
    return _told(f"{count:,} articles, each once", is_so=ids == Counter(page.id for page in read_news(data)))


def check_kills(folder: Path, kills: int, chance: random.Random) -> bool:
    """Whether runs that are killed again and again end with what a run that nobody killed has."""
    inputs = folder / "reports.jsonl"
    inputs.write_text("".join(f"{json.dumps(_report(number))}\n" for number in range(ARTICLES_OF_A_KILLED_RUN)), encoding="utf-8")
    options = {way: [*WAYS[way], "--shard", str(SHARD_OF_A_KILLED_RUN)] for way in ("two processes", "Ray, two actors")}
    seconds = {}
    for way in options:  # How long each takes where nothing is killed.
        started = time.perf_counter()
        _run(inputs, folder / way, *options[way])
        seconds[way] = time.perf_counter() - started
    wanted, done, wrong, runs = digests(folder / "two processes"), Counter[str](), 0, 0
    while done.total() < kills:
        runs += 1
        output = folder / f"run {runs}"
        way = chance.choice(list(options))
        while not _ends(inputs, output, options[way], chance, seconds[way], done):
            pass
        is_same = digests(output) == wanted
        wrong += not is_same
        print(f"run {runs}: {way}: {'as it should be' if is_same else 'NOT AS IT SHOULD BE'}; kills: {dict(done)}", flush=True)
    return _told(f"{done.total()} kills over {runs} runs, nothing lost, nothing doubled", is_so=not wrong)


def check_archive(folder: Path, pages: int) -> bool:
    """Whether of an archive that is damaged every sound page is read, and every damaged one is a failure."""
    ways = list(DAMAGES.items())
    damaged = {number: ways[number // DAMAGED % len(ways)] for number in range(0, pages, DAMAGED)}
    pieces = (damaged[number][1](record(number)) if number in damaged else gzip.compress(record(number)) for number in range(pages))
    (folder / "a.warc.gz").write_bytes(b"".join(pieces))
    most = _run(folder / "a.warc.gz", folder / "out", "--workers", "2", "--shard", "2")
    results = list(readings(folder / "out"))
    read = Counter(int((one.article.url or "").rpartition("/")[2]) for one in results if not isinstance(one, Failure))
    failures = [one for one in results if isinstance(one, Failure)]
    parts = len((folder / "out/plan.jsonl").read_text("utf-8").splitlines()) - 1
    print(
        f"{len(read):,} of {pages - len(damaged):,} sound pages read, {len(failures)} failures for {len(damaged)} damaged ones, in {parts} shards"
    )
    print(f"memory: {most / 1e6:,.0f} MB")
    sound = set(range(pages)) - set(damaged)
    return _told("each sound page once", is_so=read == Counter(sound)) & _told(
        "each damaged one counted", is_so=len(failures) == len(damaged)
    )


def digests(folder: Path) -> dict[str, str]:
    """What a run has written, by the name of the file."""
    paths = (path for path in folder.rglob("*") if path.is_file() and path.name not in OF_ITS_OWN)
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def _write_news(path: Path, pages: Iterable[Page]) -> int:
    """Write articles as lines of JSON; how many."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for page in pages:
            facts = {"id": page.id, "text": page.text, "publisher": page.publisher, "title": page.title, "published": page.published}
            file.write(f"{json.dumps(facts)}\n")
            count += 1
    return count


def _told(what: str, *, is_so: bool) -> bool:
    print(f"{what}: {'yes' if is_so else 'NO'}")
    return is_so


def _started(inputs: Path, output: Path, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "onrecord", "bulk", str(inputs), "--output", str(output), *options]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)


def _run(inputs: Path, output: Path, *options: str) -> int:
    """Run the command to its end; the most memory that it and its processes had at once, in bytes."""
    process, most = _started(inputs, output, *options), 0
    while process.poll() is None:
        most = max(most, sum(map(_memory, [process.pid, *_below(process.pid)])))
        time.sleep(SECONDS_BETWEEN_LOOKS)
    if process.returncode > 1:
        raise SystemExit(f"onrecord bulk ended with {process.returncode}")
    return most


def _ends(inputs: Path, output: Path, options: list[str], chance: random.Random, seconds: float, done: Counter[str]) -> bool:
    """Start or restart a run, and kill something of it now and then; whether it came to its end."""
    process = _started(inputs, output, *options)
    family: set[Process] = set()
    while process.poll() is None:
        with suppress(subprocess.TimeoutExpired):
            process.wait(chance.uniform(0, seconds / 2))  # So that most runs are killed more than once.
            break
        run = Process.of(process.pid)
        below = [Process.of(pid) for pid in _below(process.pid)]
        family |= {run, *below}
        if below:
            kind, victims = chance.choice(_victims(run, below, chance))
            for victim in victims:
                victim.kill()
            done[kind] += 1
    for one in family:  # What Ray leaves behind where the run itself was killed.
        one.kill()
    if process.returncode > 1:
        raise SystemExit(f"onrecord bulk ended with {process.returncode}")
    return process.returncode == 0


@dataclass(frozen=True, slots=True)
class Process:
    """A process of a run; by when it began it is told from a later one of the same number."""

    pid: int
    began: str
    command: str

    @staticmethod
    def of(pid: int) -> Process:
        """The process that has this number now."""
        return Process(pid, _began(pid), _of_process(pid, "cmdline").replace("\0", " ").strip())

    def kill(self) -> None:
        """Kill it, if it is still there."""
        if self.began and _began(self.pid) == self.began:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)


def _victims(run: Process, below: list[Process], chance: random.Random) -> list[tuple[str, list[Process]]]:
    """What of a run may be killed: some process of a kind, the run alone, or all of it."""
    kinds = {
        "worker": [one for one in below if "spawn_main" in one.command],
        "actor": [one for one in below if one.command.startswith("ray::Reader")],
        "Ray's node": [one for one in below if one.command.split(" ")[0].endswith("/raylet")],
    }
    single = [(kind, [chance.choice(found)]) for kind, found in kinds.items() if found]
    return [*single, ("the run", [run]), ("the run and all its processes", [run, *below])]


def _below(pid: int) -> list[int]:
    """All processes that a process started, and that these did."""
    children = [int(one) for one in _of_process(pid, f"task/{pid}/children").split()]
    return [*children, *(below for child in children for below in _below(child))]


def _began(pid: int) -> str:
    """When a process began, in ticks of the machine; nothing where there is none."""
    facts = _of_process(pid, "stat").rpartition(")")[2].split()
    return facts[19] if facts else ""


def _memory(pid: int) -> int:
    """The memory of a process in bytes; what it shares is shared out."""
    lines = (line.split() for line in _of_process(pid, "smaps_rollup").splitlines() if line.startswith("Pss:"))
    return sum(int(line[1]) * 1024 for line in lines)


def _of_process(pid: int, name: str) -> str:
    try:
        return Path(f"/proc/{pid}/{name}").read_text("utf-8", "replace")
    except OSError:
        return ""  # It has ended.


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _report(number: int) -> dict[str, str]:
    """A short report; every seventh is in German."""
    if number % 7 == 0:
        words = f"Die Ministerin sagte am Montag in Ort {number}, dass die Gespräche mit der Gewerkschaft noch eine Woche dauern würden."
    else:
        words = f"Prime Minister Anna Kovac met envoy {number} in Oslo on Friday.\n\n“We will vote on Monday,” she told {number} reporters."
    return {"id": f"report {number}", "text": words, "published": "2021-03-05", "publisher": f"Paper {number % 5}", "padding": "x" * 3700}


if __name__ == "__main__":
    main()
