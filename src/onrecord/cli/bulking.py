"""What ``onrecord bulk`` prints: how far it is on standard error, and in the end what came of it."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from onrecord.bulk import ARTICLES_IN_A_SHARD, ARTICLES_OF_A_WORKER, Done, Lost, Plan, Summary, finish, plan_of, read_all
from onrecord.reading import Columns

# Where no terminal shows a bar, a line so often.
SECONDS_BETWEEN_LINES = 60.0
LANGUAGES_NAMED = 5


def read_many(
    inputs: list[Path],
    output: Path,
    columns: Columns,
    pipeline: str,
    *,
    workers: int | None,
    ray: str | None,
    recycle: int | None,
    articles: int | None,
) -> bool:
    """Read inputs into a folder; whether all of them were read."""
    plan = plan_of(inputs, output, columns=columns, pipeline=pipeline, articles=articles or ARTICLES_IN_A_SHARD)
    recycled = ARTICLES_OF_A_WORKER if recycle is None else recycle
    lost = []
    for outcome in _shown(plan, read_all(plan, workers=workers, ray=ray, recycle=recycled)):
        if isinstance(outcome, Lost):
            lost.append(outcome)
            print(f"onrecord: {outcome.why}", file=sys.stderr)
    if lost:
        print(f"onrecord: {len(lost):,} shards are missing: the same command tries them again.", file=sys.stderr)
        return False
    summary = finish(plan)
    print(_told(summary))
    return not summary.failed


class Pace:
    """How far a run is, and how fast: what was done before it began counts for how far, not for how fast."""

    def __init__(self, plan: Plan) -> None:
        self._began = time.monotonic()
        self._expected = {shard.number: shard.articles for shard in plan.shards}
        self._all = max(1.0, sum(self._expected.values()))
        self._before = self._done = sum(self._expected[one.shard] for one in plan.done())
        self._inputs = 0

    def add(self, done: Done) -> None:
        """Count a shard."""
        self._inputs += done.inputs
        self._done += self._expected[done.shard]

    @property
    def share(self) -> float:
        """How much of the run is done."""
        return self._done / self._all

    def __str__(self) -> str:
        seconds = max(1e-9, time.monotonic() - self._began)
        newly = self._done - self._before
        left = timedelta(seconds=int(seconds * (self._all - self._done) / newly)) if newly else "?"
        return f"{self.share:4.0%}, {self._inputs:,} inputs, {self._inputs / seconds:.1f} a second, {left} left"


def _shown(plan: Plan, outcomes: Iterator[Done | Lost]) -> Iterator[Done | Lost]:
    """Show how far it is: as a bar on a terminal, else as a line now and then."""
    pace = Pace(plan)
    if sys.stderr.isatty():
        with Progress(BarColumn(), TextColumn("{task.description}"), console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task(str(pace), total=1.0)
            for outcome in _counted(outcomes, pace):
                progress.update(task, description=str(pace), completed=pace.share)
                yield outcome
        return
    said = 0.0
    for outcome in _counted(outcomes, pace):
        if time.monotonic() - said > SECONDS_BETWEEN_LINES:
            said = time.monotonic()
            print(f"onrecord: {pace}", file=sys.stderr, flush=True)
        yield outcome


def _counted(outcomes: Iterator[Done | Lost], pace: Pace) -> Iterator[Done | Lost]:
    for outcome in outcomes:
        if isinstance(outcome, Done):
            pace.add(outcome)
        yield outcome


def _told(summary: Summary) -> str:
    copies = f" ({summary.copies:,} of them copies)" if summary.copies else ""
    parts = [f"{summary.read:,} read{copies}"]
    if summary.foreign:
        parts.append(f"{summary.foreign.total():,} in other languages ({_languages(summary.foreign)})")
    if summary.failed:
        parts.append(f"{summary.failed:,} failed")
    return ", ".join(parts)


def _languages(foreign: Counter[str]) -> str:
    named = [f"{language} {count:,}" for language, count in sorted(foreign.items(), key=lambda one: (-one[1], one[0]))]
    return ", ".join([*named[:LANGUAGES_NAMED], *(["..."] if len(named) > LANGUAGES_NAMED else [])])
