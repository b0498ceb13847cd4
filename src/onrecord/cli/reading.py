"""The output of ``onrecord read``: records as JSON Lines, or as a readout for people."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import typer
from rich.console import Console

from onrecord.cli.articles import are_many, pages_at, with_progress, without_failures
from onrecord.cli.inputs import Inputs
from onrecord.cli.layout import json_for_terminal
from onrecord.cli.readout import Shown, print_record
from onrecord.cli.streams import write_file
from onrecord.pipeline import Pipeline
from onrecord.records import Failure, Reading

WIDTH_OF_A_PIPE = 100


def print_articles(
    paths: list[str],
    inputs: Inputs,
    pipeline: str,
    shown: Shown | None,
    *,
    processes: int = 1,
    with_text: bool = False,
    html: Path | None = None,
) -> list[Failure]:
    """Print what is on record in the articles at ``paths``, each as soon as it is read: what is to be ``shown``, or all as JSON, with its text or without.

    ``html``: a file for a page of the one article. The failures are returned.
    """
    failures: list[Failure] = []
    pages: list[Reading] = []
    console = _console()
    readings = Pipeline(pipeline).pipe(pages_at(paths, inputs), processes=processes)
    results = with_progress(readings, many=are_many(paths))
    for reading in without_failures(results, failures):
        if shown is None:
            print(json_for_terminal((reading.with_text() if with_text else reading.record).to_json()))
        else:
            print_record(reading.record, console, shown)
        sys.stdout.flush()
        if html is not None:
            pages = [*pages, reading][:2]
    if html is not None:
        _write_page(html, pages)
    return failures


def _write_page(html: Path, readings: list[Reading]) -> None:
    """Write the page of an article; where there is none, its failure has been told. BadParameter where there are several."""
    if len(readings) > 1:
        raise typer.BadParameter("--html writes a page of one article, and here are several: name one.")
    for reading in readings:
        write_file(html, reading.with_text().to_html())


def explain_actors() -> None:
    """From now on, explain on standard error why mentions are taken for the same actor."""
    logging.basicConfig(stream=sys.stderr, format="%(message)s")
    logging.getLogger("onrecord.actors").setLevel(logging.DEBUG)


def _console() -> Console:
    if sys.stdout.isatty():
        return Console(soft_wrap=True, highlight=False)
    return Console(soft_wrap=True, highlight=False, no_color=True, width=WIDTH_OF_A_PIPE)
