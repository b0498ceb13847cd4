"""Fifty feeds watched over simulated days: faults of every kind, kills in between, and what came of it."""

from __future__ import annotations

import io
import tempfile
import threading
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, redirect_stderr
from dataclasses import dataclass, field, replace
from pathlib import Path
from unittest.mock import patch

from benchmark.feed_sites import DAY, HOUR, SECONDS_STALLED, Press, press_of
from onrecord import Collection, Page
from onrecord.cleaning import clean
from onrecord.cli.inputs import Inputs
from onrecord.cli.watching import Told, watch
from onrecord.errors import ArticleError
from onrecord.reading import Columns, Metadata
from onrecord.reading.fetching import Client, Fetcher, Memory
from onrecord.records import Failure, MadeBy, Reading, record_of

MADE_BY = MadeBy(onrecord="0", model="none")
# A monday.
BEGUN = 1_609_718_400.0
SECONDS_TO_START = 5.0
REQUESTS_BETWEEN_KILLS = 211


@dataclass
class Clock:
    """Time that passes where somebody waits, and with each request a little."""

    time: float = BEGUN
    waited: float = 0.0
    asked: Sequence[object] = ()
    kills: list[int] = field(default_factory=list)

    def now(self) -> float:
        """Seconds since 1970. Raises Killed once as many requests were made as the last of ``kills`` says, those that come later first."""
        if threading.current_thread() is threading.main_thread() and self.kills and len(self.asked) >= self.kills[-1]:
            self.kills.pop()
            raise Killed
        return self.time

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.time += seconds
        self.waited += seconds


class Killed(BaseException):
    """As if the process had been killed: nothing after it is done."""


class Ended(BaseException):
    """The days are over."""


@dataclass
class Result:
    """What a watch of simulated days did."""

    ended: bool = False
    rounds: int = 0
    kills: int = 0
    stored: Counter[str] = field(default_factory=Counter)
    versions: Counter[str] = field(default_factory=Counter)


class WithoutReading:
    """Stands in for the pipeline: an article is cleaned, and nothing is read from it."""

    def pipe(self, pages: Iterable[Page | Failure], *, processes: int = 1) -> Iterator[Reading | Failure]:
        """A reading with an empty record for each page."""
        return map(self._result, pages)

    def _result(self, page: Page | Failure) -> Reading | Failure:
        if isinstance(page, Failure):
            return replace(page, made_by=MADE_BY)
        try:
            article, warnings = clean(page)
        except ArticleError as error:
            return Failure.of(error, stage="cleaning", id=page.id, file=page.file, text=page.text, made_by=MADE_BY)
        record = record_of(article, actors=(), statements=(), events=(), warnings=warnings, made_by=MADE_BY)
        return Reading(article=article, page=page, record=record)


def watched(press: Press, clock: Clock, folder: Path, *, days: float, every: float = HOUR, pipeline: bool = False) -> Result:
    """Watch all feeds for some days, started anew whenever the clock says that it is killed. ``pipeline``: with the real one."""
    result, end = Result(), BEGUN + days * DAY
    outline = folder / "feeds.opml"
    outline.write_text(press.outline(), encoding="utf-8")

    def sleep(seconds: float) -> None:
        result.rounds += 1
        if clock.now() >= end:
            raise Ended
        clock.sleep(seconds)

    stand_in = nullcontext() if pipeline else patch("onrecord.collection.adding._opened", lambda _: WithoutReading())
    with stand_in, patch("onrecord.reading.fetching.client.SECONDS_WITHOUT_AN_ANSWER", SECONDS_STALLED / 2):
        while not result.ended:
            try:
                with _inputs(clock, folder / "state") as inputs:
                    watch(str(folder / "news.db"), [str(outline)], inputs, Told(), pipeline="en_onrecord", every=every,
                          page=folder / "watch.html", sleep=sleep, clock=clock.now)  # fmt: skip
            except Killed:
                result.kills += 1
                clock.time += SECONDS_TO_START
                press.left_alone.clear()  # It knows of no wish that it was told before.
            except Ended:
                result.ended = True
    with Collection(str(folder / "news.db"), create=False) as collection:
        for article in collection.articles():
            name = (article.url or "").rpartition("/")[2].partition("?")[0]
            result.stored[name] += 1
            result.versions[name] = article.version
    return result


@contextmanager
def _inputs(clock: Clock, state: Path) -> Iterator[Inputs]:
    client = Client(contact="desk@example.org", sleep=clock.sleep, now=clock.now)
    with Fetcher(client, Memory(state), clock=clock.now) as fetcher:
        yield Inputs(metadata=Metadata(), columns=Columns.parse(""), fetcher=fetcher, listed=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What there should be and is not."""

    expected: int
    stored: int
    lost: list[str]
    doubled: list[str]
    stale: list[str]

    @staticmethod
    def of(press: Press, result: Result, days: float) -> Outcome:
        """What was published until a day before the end must be there by then, as it was changed."""
        until = BEGUN + (days - 1) * DAY
        expected = press.readable(until)
        return Outcome(
            expected=len(expected),
            stored=len(result.stored),
            lost=sorted(expected - result.stored.keys()),
            doubled=[name for name, times in result.stored.items() if times > 1],
            stale=[name for name in sorted(press.changed(until)) if result.versions[name] < 2],
        )


def print_feeds(days: float, kills: int, items: int, *, sites: int = 50, pipeline: bool = False) -> bool:
    """Print what came of it; whether each article is there once, as it is now, and no server was asked more than it wishes."""
    clock = Clock()
    started = time.process_time()
    with press_of(clock, BEGUN, sites=sites, items=items) as press, tempfile.TemporaryDirectory() as folder:
        clock.asked = press.asked
        clock.kills = [REQUESTS_BETWEEN_KILLS * number for number in range(kills, 0, -1)]
        with redirect_stderr(io.StringIO()) as log:
            result = watched(press, clock, Path(folder), days=days, pipeline=pipeline)
    came = Outcome.of(press, result, days)
    rows = {
        "feeds": len(press.sites), "simulated days": days, "rounds": result.rounds, "kills": result.kills,
        "articles to be there": came.expected, "articles there": came.stored, "lost": len(came.lost), "doubled": len(came.doubled),
        "changes missed": len(came.stale), "requests": len(press.asked),
        **{f"answers {status}": count for status, count in sorted(press.statuses.items())},
        "requests within a second of another to the site": press.too_soon(), "requests while asked to leave alone": press.while_left_alone,
        "most requests for one article": max(press.times_asked().values()), "waited, simulated hours": clock.waited / HOUR,
        "lines of the log": log.getvalue().count("\n"), "CPU seconds": time.process_time() - started,
    }  # fmt: skip
    for name, value in rows.items():
        print(f"{name:48} {value:>10,.0f}")
    for name in came.lost[:10]:
        print(f"lost: {name} ({press.sites[int(name.partition('-')[0])].wrong})")
    return not (came.lost or came.doubled or came.stale or press.too_soon() or press.while_left_alone)


if __name__ == "__main__":
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=float, default=7)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--items", type=int, default=10_000, help="How many items the longest feed has.")
    parser.add_argument("--pipeline", action="store_true", help="Read the articles, too.")
    asked = parser.parse_args()
    raise SystemExit(0 if print_feeds(asked.days, asked.kills, asked.items, pipeline=asked.pipeline) else 1)
