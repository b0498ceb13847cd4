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
from typing import Any

from rich.console import Console

from onrecord.cli.articles import pages_at
from onrecord.cli.inputs import Inputs
from onrecord.collection import Collection
from onrecord.collection.alerting import Alert, facts_of, message
from onrecord.records import Failure
from onrecord.storage import Outcome, StoredDispute

NEW = ("new", "version")
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
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Read sources every so many seconds, for ever or for some rounds. Standard error has a line for each round that brought something."""
    done = 0
    with Collection(db) as collection:
        known = _disputes(collection, told)
        while True:
            begun = time.monotonic()
            with _status("reading"):
                known = _round(collection, paths, inputs, told, pipeline, known)
            done += 1
            if done == rounds:
                return
            pause = max(0.0, every - (time.monotonic() - begun))
            with _status(f"{collection.totals()['articles']:,} articles; next round at {datetime.now() + timedelta(seconds=pause):%H:%M}"):
                sleep(pause)


def _round(
    collection: Collection, paths: Sequence[str], inputs: Inputs, told: Told, pipeline: str, known: dict[tuple[Any, ...], StoredDispute]
) -> dict[tuple[Any, ...], StoredDispute]:
    """Read all sources once, and tell of what is new; the disputes that there are then."""
    counts: Counter[str] = Counter()
    for result in collection.adding(pages_at(paths, inputs), pipeline=pipeline):
        counts["failed" if isinstance(result, Failure) else result.kind] += 1
        if isinstance(result, Failure):
            _log(result.message)
        elif result.kind in NEW:
            _tell_of_article(collection, result, told)
    if inputs.fetcher is not None:
        inputs.fetcher.keep()
    now = known
    if any(counts[kind] for kind in NEW):
        now = _disputes(collection, told)
        _tell_of_disputes([dispute for key, dispute in now.items() if key not in known], told)
        _log(
            ", ".join(
                f"{counts[kind]:,} {word}" for kind, word in (("new", "new"), ("version", "changed"), ("failed", "failed")) if counts[kind]
            )
        )
    return now


def _tell_of_article(collection: Collection, outcome: Outcome, told: Told) -> None:
    if not told.alerts:
        return
    reading = collection.reading(outcome.key)
    for alert in told.alerts:
        if found := alert.found_in(reading):
            _tell(message(alert, found, article=facts_of(reading)), told)


def _tell_of_disputes(disputes: Sequence[StoredDispute], told: Told) -> None:
    for dispute in disputes:
        for alert in told.alerts:
            if alert.is_about(dispute):
                facts = {"kind": dispute.kind, "about": dispute.about, "words": dispute.words}
                _tell(message(alert, (side.says for side in dispute.sides), dispute=facts), told)


def _disputes(collection: Collection, told: Told) -> dict[tuple[Any, ...], StoredDispute]:
    """The disputes that there are, if anybody wants to know."""
    if not any(alert.kind == "dispute" for alert in told.alerts):
        return {}
    return {(one.what, one.about, one.kind, one.of): one for one in collection.disputes()}


def _tell(said: dict[str, Any], told: Told) -> None:
    """Tell a command and a web address; what keeps them from listening is logged, and the watch goes on."""
    text = json.dumps(said, ensure_ascii=False)
    _log(f"alert: {text}")
    if told.command:
        try:
            subprocess.run(
                shlex.split(told.command), input=text.encode(), timeout=SECONDS_OF_A_COMMAND, check=True, stdout=subprocess.DEVNULL
            )
        except (OSError, ValueError, subprocess.SubprocessError) as error:
            _log(f"the command for alerts failed: {error}")
    if told.webhook:
        request = urllib.request.Request(told.webhook, data=text.encode(), headers={"Content-Type": "application/json"}, method="POST")
        try:
            urllib.request.urlopen(request, timeout=SECONDS_OF_A_WEBHOOK).close()
        except (OSError, ValueError) as error:
            _log(f"the webhook for alerts failed: {error}")


def _log(what: str) -> None:
    print(f"{datetime.now().astimezone().isoformat(timespec='seconds')} {what}", file=sys.stderr, flush=True)


def _status(what: str) -> AbstractContextManager[object]:
    """A line that shows what is under way, on a terminal."""
    return Console(stderr=True).status(what) if sys.stderr.isatty() else nullcontext()
