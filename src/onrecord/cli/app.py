"""Commands and exit codes: 0 all read, 1 some articles failed, 2 wrong usage, 3 the run could not go on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from onrecord.cli.inputs import ColumnsOption, ContactOption, FetchOption, columns_of, inputs_of
from onrecord.cli.knowledge import commands as knowledge_commands
from onrecord.cli.layout import wrong_usage
from onrecord.cli.starting import print_version
from onrecord.cli.storing import DB, About, Db, PipelineName, Processes, Publisher, Since, Speaker, Until, add_commands
from onrecord.exporting import FORMATS, Format
from onrecord.records import Failure, json_schema
from onrecord.version import DEFAULT_PIPELINE

if TYPE_CHECKING:  # What serves pages is an extra.
    from onrecord.server import LogLayout, Role

app = typer.Typer(
    name="onrecord",
    help="Reads news reports and writes down what is on record in them: who said what to whom, who met whom, what happened.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

app.add_typer(knowledge_commands, name="kb")
add_commands(app)


def _print_version(value: bool) -> None:
    if value:
        print_version()
        raise typer.Exit


@app.callback(epilog="Example: onrecord read article.txt")
def options(
    version: Annotated[bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    """Reads news reports and writes down what is on record in them: who said what to whom, who met whom, what happened."""


@app.command(epilog="Example: onrecord read examples/putin-le-pen.txt")
def read(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH|URL|-...",
            help="Files (text, HTML, tables, PDF, feeds, web archives, ...), folders, addresses, or - for standard input.",
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print records as JSON Lines.")] = False,
    with_text: Annotated[
        bool, typer.Option("--text", help="With --json: put the article's text into each record, for onrecord verify.")
    ] = False,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write a page of one article, marked, with its record beside it.")
    ] = None,
    title: Annotated[str | None, typer.Option(help="Title of a plain text.")] = None,
    published: Annotated[str | None, typer.Option(help="Its publication date, as YYYY-MM-DD.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    url: Annotated[str | None, typer.Option(help="Where it was published.")] = None,
    min_confidence: Annotated[float, typer.Option(min=0, max=1, help="Show what has at least so much confidence.")] = 0.0,
    columns: ColumnsOption = None,
    fetch: FetchOption = False,
    contact: ContactOption = None,
    attitudes: Annotated[bool, typer.Option("--attitudes", help="Show thoughts and wishes, too.")] = False,
    pipeline: PipelineName = DEFAULT_PIPELINE,
    processes: Processes = 1,
    why: Annotated[bool, typer.Option("--why", help="Say on standard error why words were taken for the same actor.")] = False,
) -> None:
    """Read articles and print what is on record in them.

    Records go to standard output, failures and progress to standard error. Exit code 0: all read; 1: some failed; 2: wrong usage; 3: the run
    could not go on.
    """
    from onrecord.cli.reading import explain_actors, print_articles
    from onrecord.cli.readout import Shown
    from onrecord.reading import Metadata

    if as_json and min_confidence:
        raise typer.BadParameter("JSON has everything, with its confidence: leave --min-confidence out.")
    if with_text and not as_json:
        raise typer.BadParameter("the text goes into records: use --text with --json.")
    if why and processes > 1:
        raise typer.BadParameter("--why explains what one process reads: leave --processes out.")
    if why:
        explain_actors()
    metadata = Metadata(title=title, published=published, publisher=publisher, url=url)
    shown = None if as_json else Shown(confidence=min_confidence, attitudes=attitudes)
    with inputs_of(paths, metadata, columns=columns, listed=fetch, contact=contact) as inputs:
        failures = print_articles(paths, inputs, pipeline, shown, processes=processes, with_text=with_text, html=html)
    _end(failures)


@app.command(epilog="Example: onrecord verify records.jsonl (made by: onrecord read --json --text articles/ > records.jsonl)")
def verify(
    records: Annotated[
        str | None,
        typer.Argument(
            metavar="[FILE|-]", help="Records as JSON Lines, written by onrecord read --json --text; without it, the collection."
        ),
    ] = None,
    db: Db = DB,
) -> None:
    """Check that every span of stored records has the words that stand there in the article's text; of a collection, all versions and its tables, too.

    Exit code 0: all hold; 1: some do not, each named on standard error; 2: wrong usage; 3: there are no records.
    """
    from onrecord.cli.verifying import is_collection, print_verification

    if records is not None and not is_collection(records):
        holds = print_verification(records)
    else:
        from onrecord.cli import changing

        holds = changing.verify(records or db)
    if not holds:
        raise typer.Exit(1)


@app.command(epilog="Example: onrecord evaluate benchmark/articles/reports.json --html misses.html")
def evaluate(
    gold: Annotated[
        Path,
        typer.Argument(metavar="GOLD", help="Annotated articles in the format of benchmark/articles, or a folder of BRAT's or Citron's."),
    ],
    records: Annotated[Path | None, typer.Option(help="Records to score, as JSON Lines; without it the articles are read now.")] = None,
    db: Annotated[
        str | None,
        typer.Option("--db", metavar="PATH|URL", help="A collection whose records to score, as they were read, without decisions."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print all figures and misses as JSON.")] = False,
    html: Annotated[Path | None, typer.Option(help="Write a page with the misses marked in the articles.")] = None,
    misses: Annotated[int, typer.Option(help="How many of the worst misses to print.")] = 10,
    pipeline: PipelineName = DEFAULT_PIPELINE,
) -> None:
    """Score records against annotated articles and show what was missed.

    Each figure comes with its 95 % interval over articles. Exit code 0: all scored; 1: some articles failed; 2: wrong usage; 3: the run could not
    go on.
    """
    from onrecord.cli.evaluating import print_evaluation

    if records is not None and db is not None:
        raise typer.BadParameter("one of --records and --db.")
    _end(print_evaluation(gold, pipeline, records=records, db=db, as_json=as_json, html=html, misses=misses))


@app.command(epilog="Example: onrecord export events,geojson articles/ --to tables/")
def export(
    formats: Annotated[str, typer.Argument(metavar="FORMAT[,FORMAT...]", help=f"Any of {', '.join(FORMATS)}.")],
    to: Annotated[
        Path, typer.Option(help="The folder to write into: a file or two, a folder of tables, or a file or two for each article.")
    ],
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH|-...]", help="Articles, as for read, or records that read --json wrote; without any, the collection's articles."
        ),
    ] = None,
    pipeline: PipelineName = DEFAULT_PIPELINE,
    processes: Processes = 1,
    db: Db = DB,
    speaker: Speaker = None,
    about: About = None,
    since: Since = None,
    until: Until = None,
    publisher: Publisher = None,
    decided: Annotated[
        bool, typer.Option("--decided", help="Of the collection, only articles about which people decided something.")
    ] = False,
) -> None:
    """Write statements or events as tables, or in the formats of others: of articles, of records, or of a collection as people's decisions leave it.

    Nothing is overwritten, and a table is there once all is in it; what a format has no place for is counted on standard error. Exit code 0: all
    written; 1: some articles failed; 2: wrong usage; 3: the run could not go on.
    """
    from onrecord.cli.exporting import export as write
    from onrecord.cli.exporting import export_stored
    from onrecord.collection import Filters

    with wrong_usage():
        filters = Filters(speaker=speaker, about=about, since=since, until=until, publisher=publisher)
    choosing = [*filters.given(), *(["decided"] if decided else [])]
    if paths and choosing:
        raise typer.BadParameter(f"--{choosing[0]} chooses among a collection's articles: leave the paths out.")
    if paths:
        _end(write(paths, _formats(formats), to, pipeline, processes=processes))
    else:
        _end(export_stored(db, filters, _formats(formats), to, decided=decided))


def _formats(names: str) -> list[Format]:
    wrong = [name for name in names.split(",") if name not in FORMATS]
    if wrong:
        raise typer.BadParameter(f"{wrong[0]!r} is no format: there are {', '.join(FORMATS)}.")
    return [FORMATS[name] for name in dict.fromkeys(names.split(","))]


@app.command(epilog="Example: onrecord bulk cc-news/ --output read/ --workers 8")
def bulk(
    inputs: Annotated[list[Path], typer.Argument(metavar="INPUT...", help="Files and folders, as for read.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="The folder to write into: new, or that of an earlier run.")
    ],
    workers: Annotated[
        int | None,
        typer.Option(min=1, help="Read with so many workers at once: 1 unless said otherwise, or as many as the cluster has cores."),
    ] = None,
    ray: Annotated[
        str | None, typer.Option(metavar="ADDRESS|local", help="Read on a Ray cluster: auto on one of its machines; local starts one here.")
    ] = None,
    recycle: Annotated[
        int | None, typer.Option(min=0, metavar="N", help="Replace a worker once it has read so many articles (20,000); 0: never.")
    ] = None,
    shard: Annotated[int | None, typer.Option(min=1, metavar="N", help="About how many articles are in a shard (500).")] = None,
    columns: ColumnsOption = None,
    pipeline: PipelineName = DEFAULT_PIPELINE,
) -> None:
    """Read many articles, on one machine or a cluster, and write what is on record in them as Parquet, which add takes into a collection.

    A run that was interrupted or killed goes on where it was when the same command is given again. Exit code 0: all read; 1: some articles failed (their reasons are in
    DIR/failures) or shards are missing; 2: wrong usage; 3: the run could not go on.
    """
    from onrecord.cli import bulking

    named = columns_of(columns)
    if not bulking.read_many(inputs, output, named, pipeline, workers=workers, ray=ray, recycle=recycle, articles=shard):
        raise typer.Exit(1)


@app.command(epilog="Example: onrecord serve --demo")
def serve(
    db: Db = DB,
    demo: Annotated[bool, typer.Option("--demo", help="Serve articles that come with onrecord, instead.")] = False,
    host: Annotated[
        str, typer.Option(help="The address to listen at; others than this machine need a token (onrecord token).")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port.")] = 8000,
    name: Annotated[list[str] | None, typer.Option(help="A name under which others reach it, behind a proxy, say.")] = None,
    by: Annotated[
        str,
        typer.Option(
            "--by", envvar="ONRECORD_BY", help="The name under which your decisions are kept; that of your account unless you give one."
        ),
    ] = "",
    log: Annotated[
        str | None,
        typer.Option(
            metavar="text|json", help="Log each request to standard error; without it, where only this machine comes in, those that fail."
        ),
    ] = None,
) -> None:
    """Serve a collection as pages to read and search, and as an API, until it is stopped. The collection is made where there is none."""
    from onrecord.cli.serving import serve as serve_pages

    if log not in (None, "text", "json"):
        raise typer.BadParameter("--log is text or json.")
    serve_pages(db, demo=demo, host=host, port=port, names=name or [], by=by, log=cast("LogLayout | None", log))


@app.command(epilog='Example: onrecord token editor "Eva Novak"')
def token(
    role: Annotated[
        str | None, typer.Argument(metavar="[reader|editor]", help="What it allows: to read, or to change things, too.")
    ] = None,
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="Whose it is.")] = None,
    revoke: Annotated[str | None, typer.Option(metavar="NAME", help="Take somebody's token back.")] = None,
) -> None:
    """Make a token, with which somebody comes in where others than this machine reach the pages; without anything, list who has one."""
    from onrecord.cli.serving import make_token, print_tokens, revoke_token

    try:
        if revoke is not None:
            revoke_token(revoke)
        elif role is None:
            print_tokens()
        elif role not in ("reader", "editor") or not name:
            raise ValueError("name the role, reader or editor, and whose token it is")
        else:
            make_token(cast("Role", role), name)
    except ValueError as error:
        raise typer.BadParameter(f"{error}.") from error


@app.command(epilog="Example: onrecord schema > record.schema.json")
def schema() -> None:
    """Print the JSON Schema of a record."""
    print(json.dumps(json_schema(), indent=2))


@app.command(epilog="Example: onrecord doctor")
def doctor(pipeline: PipelineName = DEFAULT_PIPELINE) -> None:
    """Check the installation: versions, the language pipeline, reading without a network."""
    from onrecord.cli.doctor import examine

    findings = list(examine(pipeline))
    for finding in findings:
        print(f"{'ok  ' if finding.ok else 'FAIL'}  {finding.what}: {finding.found}")
    if not all(finding.ok for finding in findings):
        raise typer.Exit(3)


def _end(failures: list[Failure]) -> None:
    if failures:
        raise typer.Exit(1)
