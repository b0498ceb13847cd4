"""The articles that commands read: inputs, progress and failures."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.progress import Progress

from onrecord.article import Page
from onrecord.cli.inputs import WEB, Inputs
from onrecord.cli.layout import on_one_line
from onrecord.cli.streams import standard_input
from onrecord.reading import Address, read_bytes, read_path, resolved
from onrecord.records import Failure

Item = TypeVar("Item")
HOLD_MANY = {".jsonl", ".ndjson", ".csv", ".tsv", ".parquet", ".warc", ".gz", ".zst", ".rss", ".atom", ".xml", ".opml"}


def pages_at(paths: Iterable[str], inputs: Inputs, *, stdin: str = "stdin") -> Iterator[Page | Failure]:
    """The pages in files, folders and standard input ("-", whose articles are called ``stdin``), and at addresses."""
    for path in paths:
        for item in _found(path, inputs, stdin):
            yield inputs.metadata.apply(item) if isinstance(item, Page) else item


def _found(path: str, inputs: Inputs, stdin: str) -> Iterator[Page | Failure]:
    fetch = inputs.fetcher if inputs.listed else None
    if path == "-":
        return read_bytes(standard_input(), id=stdin, columns=inputs.columns, fetch=fetch)
    if path.startswith(WEB):
        return resolved([Address(url=path, id=path, where=path)], inputs.fetcher)
    return read_path(Path(path), columns=inputs.columns, fetch=fetch)


def without_failures(results: Iterable[Item | Failure], failures: list[Failure]) -> Iterator[Item]:
    """The readings; each failure is reported on standard error and added to ``failures``."""
    for result in results:
        if isinstance(result, Failure):
            failures.append(result)
            _name(result)
        else:
            yield result


def _name(failure: Failure) -> None:
    print(f"onrecord: {on_one_line(failure.message)}", file=sys.stderr)
    if failure.traceback:
        print(failure.traceback, file=sys.stderr)


def are_many(paths: list[str]) -> bool:
    """Whether more than one article may be at ``paths``."""
    return len(paths) > 1 or Path(paths[0]).is_dir() or Path(paths[0]).suffix.lower() in HOLD_MANY or paths[0].startswith(WEB)


def with_progress(results: Iterable[Item], *, many: bool) -> Iterator[Item]:
    """Show progress on standard error if it is a terminal and there is more than one article."""
    if not (many and sys.stderr.isatty()):
        yield from results
        return
    with Progress(*Progress.get_default_columns()[:1], "{task.completed} read", console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Reading", total=None)
        for result in results:
            progress.advance(task)
            yield result
