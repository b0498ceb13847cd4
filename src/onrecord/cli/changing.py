"""What ``onrecord add``, ``reread``, ``decide`` and the like do to a collection, and what they print."""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from onrecord.article import Page
from onrecord.bulk import is_output, readings
from onrecord.cli.articles import HOLD_MANY, pages_at, without_failures
from onrecord.cli.inputs import WEB, Inputs
from onrecord.cli.layout import Layout, json_for_terminal, on_one_line
from onrecord.cli.streams import standard_input
from onrecord.cli.tables import print_all
from onrecord.collection import Collection, cells
from onrecord.collection.deciding import value_of
from onrecord.errors import FileUnfit
from onrecord.reading.folders import files_below
from onrecord.records import Failure
from onrecord.storage import Change, Decision, DecisionKind, Outcome, Value, What

WORDS = {"new": "new", "version": "changed", "reread": "read again", "same": "here already", "deleted": "deleted before"}
UNREAD = ("same", "deleted")
DIGITS_OF_A_HASH = 8


def add(db: str, paths: list[str], inputs: Inputs, pipeline: str, processes: int) -> list[Failure]:
    """Read articles and store them; the failures are returned."""
    written = [path for path in paths if is_output(Path(path))]
    others = [path for path in paths if path not in written]
    with Collection(db) as collection:
        stored = collection.storing(chain.from_iterable(readings(Path(path)) for path in written))
        added = collection.adding(_pages(others, inputs), pipeline=pipeline, processes=processes)
        total = _expected(others) if sys.stderr.isatty() and not written else None
        return _report(_with_progress(chain(stored, added), total))


def reread(db: str, pipeline: str, processes: int) -> list[Failure]:
    """Read stored texts again, and print what is different; the failures are returned."""
    with Collection(db, create=False) as collection:
        total = collection.totals()["articles"]
        return _report(_with_progress(collection.rereading(pipeline=pipeline, processes=processes), total), words_on=sys.stdout)


def _pages(paths: Sequence[str], inputs: Inputs) -> Iterator[Page | Failure]:
    """The pages; those of standard input are called by a hash, for their numbers say nothing the next time."""
    named = f"stdin-{hashlib.sha256(standard_input()).hexdigest()[:DIGITS_OF_A_HASH]}" if "-" in paths else ""
    return pages_at(paths, inputs, stdin=named)


def _expected(paths: Iterable[str]) -> int | None:
    """About how many articles there are; unknown of standard input, the network, and files whose articles are not counted by lines."""
    count = 0
    for path in paths:
        if path == "-" or path.startswith(WEB):
            return None
        for file in files_below(Path(path)) if Path(path).is_dir() else [Path(path)]:
            if isinstance(file, Path) and file.suffix.lower() in HOLD_MANY - {".jsonl", ".ndjson"}:
                return None
            lines = isinstance(file, Path) and file.suffix in (".jsonl", ".ndjson") and file.is_file()
            count += _lines(file) if lines and isinstance(file, Path) else 1
    return count


def _lines(path: Path) -> int:
    try:
        with path.open("rb") as file:
            return sum(1 for line in file if line.strip())
    except OSError:
        return 1  # Reading it says what is wrong.


def _with_progress(results: Iterator[Outcome | Failure], total: int | None) -> Iterator[Outcome | Failure]:
    """Show how many of how many are done, how fast and the time left, on standard error if it is a terminal."""
    if not sys.stderr.isatty():
        yield from results
        return
    columns = (
        BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Adding", total=total, rate="")
        for result in results:
            if isinstance(result, Outcome) and result.kind in UNREAD:
                total = total - 1 if total is not None else None  # What is here already says nothing of how long the others take.
                progress.update(task, total=total)
            else:
                speed = progress.tasks[0].speed
                progress.update(task, advance=1, rate=f"{speed:.1f} a second" if speed else "")
            yield result


def _report(results: Iterable[Outcome | Failure], *, words_on: object = None) -> list[Failure]:
    """Name what failed and what is different, and sum up."""
    failures: list[Failure] = []
    counts: Counter[str] = Counter()
    different = 0
    for outcome in without_failures(results, failures):
        counts[outcome.kind] += 1
        if outcome.changes:
            different += outcome.kind == "reread"
            print(f"{on_one_line(outcome.id)}: {_summary(outcome.changes)}", file=sys.stdout if words_on is not None else sys.stderr)
    told = [f"{counts[kind]:,} {words}" for kind, words in WORDS.items() if counts[kind]]
    told += [f"{different:,} of them differently"] if different else []
    print(", ".join([*told, *([f"{len(failures):,} failed"] if failures else [])]) or "nothing to read")
    return failures


def _summary(changes: Sequence[Change]) -> str:
    counts = Counter(change.kind.replace("_", " ") for change in changes)
    return ", ".join(f"{count} {kind}" for kind, count in counts.items())


def verify(db: str) -> bool:
    """Name on standard error whatever does not hold in a collection; whether all holds."""
    with Collection(db, create=False) as collection:
        verified = collection.verify()
    for fault in verified.faults:
        print(f"onrecord: {on_one_line(fault)}", file=sys.stderr)
    outcome = f"{len(verified.faults):,} faults" if verified.faults else "all hold"
    print(f"{verified.records:,} records with {verified.spans:,} spans: {outcome}")
    return not verified.faults


def delete(db: str, articles: Sequence[str], why: str) -> None:
    """Delete articles: all that are named, or, where one of them is not there, none."""
    with Collection(db, create=False) as collection:
        called = {collection.key_of(article): article for article in articles}
        for key, article in called.items():
            print(f"deleted {on_one_line(article)} ({collection.delete(key, why=why)})")


def decide(
    db: str,
    kind: DecisionKind,
    about: Sequence[str],
    *,
    by: str,
    why: str,
    to: Sequence[str],
    what: What | None,
    article: str | None,
    words: str | None,
) -> None:
    """Put a decision into the log. ValueError says what is wrong with it."""
    with Collection(db, create=False) as collection:
        made = collection.decide(kind, about, by=by, why=why, to=dict(map(_value, to)), what=what, article=article, words=words)
    print(made.key)


def _value(given: str) -> tuple[str, Value]:
    """``name=value`` as what it means; no value is unknown."""
    name, is_given, value = given.partition("=")
    if not is_given:
        raise ValueError(f"{given!r}: give name=value")
    return name, value_of(name, value)


def print_decisions(db: str, layout: Layout) -> None:
    """Print the log; as JSON, each line is what can be imported."""
    with Collection(db, create=False) as collection:
        if layout == "json":
            for decision in collection.decisions():
                print(json_for_terminal(decision.to_json()))
        else:
            print_all(collection.decisions(), cells.DECISIONS, ("at", "by", "kind", "state", "about", "to", "why", "key"), layout)


def print_agreement(db: str, layout: Layout) -> None:
    """Print how far people's decisions agree."""
    with Collection(db, create=False) as collection:
        count = print_all(collection.agreement(), cells.AGREEMENTS, cells.AGREEMENTS.columns, layout)
    if not count and layout == "table":
        print("onrecord: no two people decided about the same.", file=sys.stderr)


def import_decisions(db: str, file: str) -> None:
    """Put decisions that were exported into the log."""
    try:
        lines = (standard_input() if file == "-" else Path(file).read_bytes()).splitlines()
        decisions = [Decision.from_json(line) for line in lines if line.strip()]
    except OSError as error:
        raise FileUnfit(f"{file} cannot be read ({error.strerror}).") from error
    except ValueError as error:
        raise FileUnfit(f"{file}: {error}.") from error
    with Collection(db) as collection:
        print(f"{collection.import_decisions(decisions):,} of {len(decisions):,} decisions were new")
