"""``onrecord watch``: sources read again and again, for days; what is new is stored once, and told to whoever wants to know."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from rich.console import Console

from onrecord.cli.articles import pages_at
from onrecord.cli.inputs import Inputs
from onrecord.cli.layout import on_one_line
from onrecord.cli.watch_page import Course, Line, write_page
from onrecord.collection import Collection
from onrecord.collection.alerting import Alert, facts_of, message
from onrecord.records import Failure
from onrecord.storage import Outcome, StoredDispute

NEW = ("new", "version")
BROUGHT = {"new": "new", "version": "changed", "failed": "failed"}
# What was fetched is remembered so often: a round that is killed fetches few pages again.
RESULTS_KEPT_AT_ONCE = 20
Disputes = dict[tuple[Any, ...], StoredDispute]
SECONDS_OF_A_COMMAND = 60.0
SECONDS_OF_A_WEBHOOK = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is told to whom: a command gets it on its standard input, a web address by POST."""

    alerts: tuple[Alert, ...] = ()
    command: str | None = None
    webhook: str | None = None


def watch(
    db: str,
    paths: list[str],
    inputs: Inputs,
    told: Told,
    *,
    pipeline: str,
    every: float,
    rounds: int | None = None,
    page: Path | None = None,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.time,
) -> None:
    """Read sources every so many seconds, for ever or for some rounds. Standard error has a line for each round that brought something.

    ``page``: where to write how it goes; ``clock``: seconds since 1970.
    """
    with Collection(db) as collection:
        course = Course(begun=_at(clock))
        watched = Watch(
            collection=collection, paths=paths, inputs=inputs, told=told, pipeline=pipeline, page=page, clock=clock, course=course
        )
        known = watched.disputes()
        while True:
            begun = clock()
            watched.show("reading")
            with _status("reading"):
                known = watched.round(known)
            if course.rounds == rounds:
                watched.show("ended")
                return
            # A clock that is set back must not stretch the pause.
            pause = min(every, max(0.0, every - (clock() - begun)))
            following = f"next round at {_at(clock) + timedelta(seconds=pause):%H:%M}"
            watched.show(following)
            with _status(f"{collection.totals()['articles']:,} articles; {following}"):
                sleep(pause)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What is watched, who is told, and how it has gone so far."""

    collection: Collection
    paths: Sequence[str]
    inputs: Inputs
    told: Told
    pipeline: str
    page: Path | None
    clock: Callable[[], float]
    course: Course

    def show(self, doing: str) -> None:
        """Write the page, if one is wanted; what keeps it from being written is logged, and the watch goes on."""
        if self.page is None:
            return
        try:
            write_page(self.page, self.course, now=_at(self.clock), articles=self.collection.totals()["articles"], doing=doing)
        except OSError as error:
            self._log(f"the page cannot be written: {error}")

    def round(self, known: Disputes) -> Disputes:
        """Read all sources once, and tell of what is new; the disputes that there are then."""
        counts: Counter[str] = Counter()
        failing: dict[str, Line] = {}
        fetcher = self.inputs.fetcher
        for number, result in enumerate(self.collection.adding(pages_at(self.paths, self.inputs), pipeline=self.pipeline), start=1):
            counts["failed" if isinstance(result, Failure) else result.kind] += 1
            if isinstance(result, Failure):
                failing[result.id] = self._failed(result)
            elif result.kind in NEW:
                self._tell_of_article(result)
            if fetcher is not None and number % RESULTS_KEPT_AT_ONCE == 0:
                fetcher.keep_so_far()
        if fetcher is not None:
            fetcher.keep()
        now = self._tell_of_disputes(known) if any(counts[kind] for kind in NEW) else known
        self._note(counts, failing)
        return now

    def disputes(self) -> Disputes:
        """The disputes that there are, if anybody wants to know."""
        if not any(alert.kind == "dispute" for alert in self.told.alerts):
            return {}
        return {(one.what, one.about, one.kind, one.of): one for one in self.collection.disputes()}

    def _failed(self, failure: Failure) -> Line:
        """Since when an input fails in this way; logged once, for a feed that is gone would else fill the log."""
        known = self.course.failing.get(failure.id)
        if known is not None and known[1] == failure.message:
            return known
        self._log(on_one_line(failure.message))
        return _at(self.clock), failure.message

    def _note(self, counts: Counter[str], failing: dict[str, Line]) -> None:
        """Log and count what a round brought."""
        self.course.rounds += 1
        self.course.counts += counts
        self.course.failing = failing
        brought = [f"{counts[kind]:,} {word}" for kind, word in BROUGHT.items() if counts[kind]]
        if any(counts[kind] for kind in NEW):
            self._log(", ".join(brought))
            self.course.news.appendleft((_at(self.clock), ", ".join(brought)))

    def _tell_of_article(self, outcome: Outcome) -> None:
        if not self.told.alerts:
            return
        reading = self.collection.reading(outcome.key)
        for alert in self.told.alerts:
            if found := alert.found_in(reading):
                self._tell(message(alert, found, article=facts_of(reading)))

    def _tell_of_disputes(self, known: Disputes) -> Disputes:
        """Tell of disputes that were not there before; those that there are now."""
        now = self.disputes()
        for dispute in (one for key, one in now.items() if key not in known):
            for alert in self.told.alerts:
                if alert.is_about(dispute):
                    facts = {"kind": dispute.kind, "about": dispute.about, "words": dispute.words}
                    self._tell(message(alert, (side.says for side in dispute.sides), dispute=facts))
        return now

    def _tell(self, said: dict[str, Any]) -> None:
        """Tell a command and a web address; what keeps them from listening is logged, and the watch goes on."""
        text = json.dumps(said, ensure_ascii=False)
        self._log(f"alert: {text}")
        self.course.alerts.appendleft((_at(self.clock), text))
        for whom, tell in (("command", self._tell_command), ("webhook", self._tell_webhook)):
            try:
                tell(text.encode())
            except (OSError, ValueError, subprocess.SubprocessError) as error:
                self._log(f"the {whom} for alerts failed: {error}")

    def _tell_command(self, data: bytes) -> None:
        if self.told.command:
            command = shlex.split(self.told.command)
            subprocess.run(command, input=data, timeout=SECONDS_OF_A_COMMAND, check=True, stdout=subprocess.DEVNULL)

    def _tell_webhook(self, data: bytes) -> None:
        if self.told.webhook:
            request = urllib.request.Request(self.told.webhook, data=data, headers={"Content-Type": "application/json"}, method="POST")
            urllib.request.urlopen(request, timeout=SECONDS_OF_A_WEBHOOK).close()

    def _log(self, what: str) -> None:
        print(f"{_at(self.clock).isoformat(timespec='seconds')} {what}", file=sys.stderr, flush=True)


def _at(clock: Callable[[], float]) -> datetime:
    return datetime.fromtimestamp(clock()).astimezone()


def _status(what: str) -> AbstractContextManager[object]:
    """A line that shows what is under way, on a terminal."""
    return Console(stderr=True).status(what) if sys.stderr.isatty() else nullcontext()
