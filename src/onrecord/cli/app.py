"""Commands and exit codes: 0 all read, 1 some articles failed, 2 wrong usage, 3 the run could not go on."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from onrecord.article import Page
from onrecord.cli.doctor import examine
from onrecord.cli.evaluating import annotated, pages_of, scored, stored_records
from onrecord.cli.exporting import Format, write_all
from onrecord.cli.knowledge import commands as knowledge_commands
from onrecord.cli.readout import print_record
from onrecord.errors import RunError
from onrecord.evaluation.report import as_html, as_lines, as_table, worst
from onrecord.evaluation.report import as_json as evaluation_as_json
from onrecord.language import DEFAULT_PIPELINE
from onrecord.pipeline import Pipeline
from onrecord.reading import Metadata, read_bytes, read_path
from onrecord.records import Failure, Reading, json_schema
from onrecord.version import __version__

app = typer.Typer(
    name="onrecord",
    help="Reads news reports and writes down what is on record in them: who said what to whom, who met whom, what happened.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

app.add_typer(knowledge_commands, name="kb")

PipelineName = Annotated[str, typer.Option("--pipeline", help="An installed spaCy pipeline.", show_default=True)]


def main() -> None:
    """Run the command line; an error that ends the run becomes exit code 3."""
    try:
        app()
    except RunError as error:
        print(f"onrecord: {error}", file=sys.stderr)
        sys.exit(3)


def _print_version(value: bool) -> None:
    if value:
        print(f"onrecord {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    """Reads news reports and writes down what is on record in them: who said what to whom, who met whom, what happened."""


@app.command(epilog="Example: onrecord read examples/putin-le-pen.txt")
def read(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH|-...", help="Text, Markdown, HTML or JSON Lines, a folder of them, or - for standard input."),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print records as JSON Lines.")] = False,
    title: Annotated[str | None, typer.Option(help="Title of a plain text.")] = None,
    published: Annotated[str | None, typer.Option(help="Its publication date, as YYYY-MM-DD.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    url: Annotated[str | None, typer.Option(help="Where it was published.")] = None,
    pipeline: PipelineName = DEFAULT_PIPELINE,
    why: Annotated[bool, typer.Option("--why", help="Say on standard error why words were taken for the same actor.")] = False,
) -> None:
    """Read articles and print what is on record in them.

    Records go to standard output, failures and progress to standard error. Exit code 0: all read; 1: some failed; 2: wrong usage; 3: nothing
    could be read.
    """
    if why:
        logging.basicConfig(stream=sys.stderr, format="%(message)s")
        logging.getLogger("onrecord.actors").setLevel(logging.DEBUG)
    metadata = Metadata(title=title, published=published, publisher=publisher, url=url)
    reader = Pipeline(pipeline)
    failed = 0
    out = (
        Console(soft_wrap=True, highlight=False)
        if sys.stdout.isatty()
        else Console(soft_wrap=True, highlight=False, no_color=True, width=100)
    )
    for result in _with_progress(reader.pipe(_pages(paths, metadata)), many=_are_many(paths)):
        if isinstance(result, Failure):
            failed += 1
            _report(result)
        elif as_json:
            print(result.record.to_json())
        else:
            print_record(result.record, out)
    if failed:
        raise typer.Exit(1)


@app.command(epilog="Example: onrecord evaluate benchmark/articles/reports.json --html misses.html")
def evaluate(
    gold: Annotated[
        Path,
        typer.Argument(metavar="GOLD", help="Annotated articles in the format of benchmark/articles, or a folder of BRAT's or Citron's."),
    ],
    records: Annotated[Path | None, typer.Option(help="Records to score, as JSON Lines; without it the articles are read now.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print all figures and misses as JSON.")] = False,
    html: Annotated[Path | None, typer.Option(help="Write a page with the misses marked in the articles.")] = None,
    misses: Annotated[int, typer.Option(help="How many of the worst misses to print.")] = 10,
    pipeline: PipelineName = DEFAULT_PIPELINE,
) -> None:
    """Score records against annotated articles and show what was missed.

    Each figure comes with its 95 % interval over articles. Exit code 0: all scored; 1: some articles failed; 2: wrong usage; 3: the run could not
    go on.
    """
    articles = annotated(gold)
    failures: list[Failure] = []
    if records is not None:
        found = stored_records(records)
    else:
        found = [reading.record for reading in _readings(pages_of(articles), pipeline, failures)]
    evaluation = scored(articles, {record.article.id: record for record in found})
    if html is not None:
        html.write_text(as_html(evaluation, articles), encoding="utf-8")
    if as_json:
        print(evaluation_as_json(evaluation))
    else:
        print(*as_table(evaluation), "", *as_lines(worst(evaluation)[:misses]), sep="\n")
    if failures:
        raise typer.Exit(1)


@app.command(epilog="Example: onrecord export plover articles/ --to events/")
def export(
    format: Annotated[Format, typer.Argument(help="Statements: brat, citron. Events: plover, icews, gdelt, dyads, geojson.")],
    paths: Annotated[list[str], typer.Argument(metavar="PATH|-...", help="Articles, as for read.")],
    to: Annotated[Path, typer.Option(help="The folder to write into: one table, or a file or two for each article.")],
    pipeline: PipelineName = DEFAULT_PIPELINE,
) -> None:
    """Read articles and write their statements or events in the format of others.

    Exit code 0: all written; 1: some articles failed; 2: wrong usage; 3: the run could not go on.
    """
    failures: list[Failure] = []
    readings = _readings(_pages(paths, Metadata()), pipeline, failures)
    write_all(((reading.record, reading.article.text) for reading in readings), format, to)
    if failures:
        raise typer.Exit(1)


def _readings(pages: Iterable[Page | Failure], pipeline: str, failures: list[Failure]) -> Iterator[Reading]:
    """What can be read; what fails is reported and collected."""
    for result in Pipeline(pipeline).pipe(pages):
        if isinstance(result, Reading):
            yield result
        else:
            failures.append(result)
            _report(result)


@app.command(epilog="Example: onrecord schema > record.schema.json")
def schema() -> None:
    """Print the JSON Schema of a record."""
    print(json.dumps(json_schema(), indent=2))


@app.command(epilog="Example: onrecord doctor")
def doctor(pipeline: PipelineName = DEFAULT_PIPELINE) -> None:
    """Check the installation: versions, the language pipeline, reading without a network."""
    findings = list(examine(pipeline))
    for finding in findings:
        print(f"{'ok  ' if finding.ok else 'FAIL'}  {finding.what}: {finding.found}")
    if not all(finding.ok for finding in findings):
        raise typer.Exit(3)


def _pages(paths: Iterable[str], metadata: Metadata) -> Iterator[Page | Failure]:
    for path in paths:
        for item in read_bytes(sys.stdin.buffer.read()) if path == "-" else read_path(Path(path)):
            yield metadata.apply(item) if isinstance(item, Page) else item


def _are_many(paths: list[str]) -> bool:
    return len(paths) > 1 or Path(paths[0]).is_dir() or paths[0].endswith((".jsonl", ".ndjson"))


def _with_progress(results: Iterable[Reading | Failure], *, many: bool) -> Iterator[Reading | Failure]:
    """Count on standard error what was read, where it is a terminal and there is more than one article."""
    if not (many and sys.stderr.isatty()):
        yield from results
        return
    with Progress(*Progress.get_default_columns()[:1], "{task.completed} read", console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Reading", total=None)
        for result in results:
            progress.advance(task)
            yield result


def _report(failure: Failure) -> None:
    print(f"onrecord: {failure.message}", file=sys.stderr)
    if failure.traceback:
        print(failure.traceback, file=sys.stderr)
