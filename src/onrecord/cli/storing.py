"""The commands for a collection, without what they load."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from onrecord.cli.inputs import WEB, ColumnsOption, ContactOption, FetchOption, StateOption, inputs_of, state_beside
from onrecord.cli.layout import layout_of, wrong_usage
from onrecord.records import Failure
from onrecord.version import DEFAULT_PIPELINE

if TYPE_CHECKING:  # What needs a database is loaded when a command asks one.
    from onrecord.storage import DecisionKind, What

SHOWN = ("statements", "contacts", "events", "actors", "articles", "disputes", "failures", "changes")
COUNTED = ("speaker", "publisher", "role", "gender", "country", "type", "act", "month", "year")
KINDS = ("accept", "merge", "split", "rename", "link", "correct", "reject", "add", "undo")
DECIDED = ("actor", "statement", "event")
SOME = 50

Db = Annotated[
    str, typer.Option("--db", envvar="ONRECORD_DB", metavar="PATH|URL", help="The collection: a SQLite file, or postgresql://...")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON Lines.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print CSV, with more columns than the table.")]
AsMarkdown = Annotated[bool, typer.Option("--markdown", help="Print a Markdown table.")]
Speaker = Annotated[
    str | None, typer.Option(help="Who says it: a name's words, a Wikidata identifier or a key; of events, who takes part.")
]
To = Annotated[str | None, typer.Option(help="Who is told; of events, with or against whom.")]
About = Annotated[str | None, typer.Option(help='Words in it, in any form; "words in marks" stand together.')]
Kind = Annotated[
    str | None,
    typer.Option("--type", help="Of statements direct, indirect, mixed; of events PLOVER's types or modes; of actors person, ..."),
]
ActOption = Annotated[str | None, typer.Option("--act", help="say, accuse, deny, reject, request, threaten, promise, support, ask.")]
Since = Annotated[str | None, typer.Option(help="Published on this day or later: YYYY-MM-DD, YYYY-MM or YYYY.")]
Until = Annotated[str | None, typer.Option(help="Published on this day or earlier.")]
Publisher = Annotated[str | None, typer.Option(help="Part of the outlet's name.")]
Confidence = Annotated[float, typer.Option("--min-confidence", help="At least so much confidence, from 0 to 1.")]
Limit = Annotated[int, typer.Option(help="How many; 0 for all.")]
PipelineName = Annotated[str, typer.Option("--pipeline", help="An installed spaCy pipeline.", show_default=True)]
Processes = Annotated[int, typer.Option(min=1, help="Read in this many processes; each takes memory of its own.")]
By = Annotated[str, typer.Option("--by", envvar="ONRECORD_BY", help="Who decides.")]
DB = "onrecord.db"


def _one_of(choices: tuple[str, ...]) -> Callable[[str | None], str | None]:
    def check(given: str | None) -> str | None:
        if given is not None and given not in choices:
            raise typer.BadParameter(f"{given!r} is none of {', '.join(choices)}.")
        return given

    return check


def add(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH|URL|-...", help="As for read: files, folders, addresses, or - for standard input.")
    ],
    db: Db = DB,
    publisher: Annotated[str | None, typer.Option(help="Who published them.")] = None,
    columns: ColumnsOption = None,
    fetch: FetchOption = False,
    contact: ContactOption = None,
    state: StateOption = None,
    pipeline: PipelineName = DEFAULT_PIPELINE,
    processes: Processes = 1,
) -> None:
    """Read articles and store them in a collection, which is made where there is none.

    What is there already is not read again, so that a run that was interrupted goes on where it was; a changed text is a new version. Exit code 0: all read; 1: some
    failed, each named on standard error; 2: wrong usage; 3: the run could not go on.
    """
    from onrecord.cli import changing
    from onrecord.reading import Metadata

    metadata, kept = Metadata(publisher=publisher), state_beside(db, state)
    with inputs_of(paths, metadata, columns=columns, listed=fetch, contact=contact, state=kept) as inputs:
        failures = changing.add(db, paths, inputs, pipeline, processes)
    _end(failures)


def show(
    what: Annotated[str, typer.Argument(metavar="WHAT", callback=_one_of(SHOWN), help=", ".join(SHOWN))],
    db: Db = DB,
    speaker: Speaker = None,
    to: To = None,
    about: About = None,
    type: Kind = None,
    act: ActOption = None,
    status: Annotated[str | None, typer.Option(help="Of events: occurred, ongoing, planned, denied, called_for, possible.")] = None,
    since: Since = None,
    until: Until = None,
    place: Annotated[
        str | None, typer.Option(help="Of events: words of the place, or its country as ISO code; of actors: the country.")
    ] = None,
    publisher: Publisher = None,
    min_confidence: Confidence = 0.0,
    like: Annotated[
        str | None, typer.Option(metavar="KEY", help="Of statements: what the same speaker says that is like this one.")
    ] = None,
    limit: Limit = SOME,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    as_markdown: AsMarkdown = False,
) -> None:
    """Show what a collection has: statements, contacts, events, who is in it, articles, disputes, failures, or what changed between versions.

    The latest articles come first. Exit code 0, whether or not there is any; 2: wrong usage; 3: there is no such collection.
    """
    from onrecord.cli import showing
    from onrecord.collection.askable import fitting
    from onrecord.storage import Filters

    with wrong_usage():
        filters = Filters(
            speaker=speaker, to=to, about=about, type=type, act=act, status=status, since=since, until=until, place=place, publisher=publisher,
            min_confidence=min_confidence, limit=limit,
        )  # fmt: skip
        filters = fitting(what, filters)
        if like is not None and what != "statements":
            raise ValueError(f"--like is for statements, not for {what}")
    showing.show(db, what, filters, layout_of(as_json=as_json, as_csv=as_csv, as_markdown=as_markdown), like)


def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help='All must be there, in any form; "words in marks" stand together.')],
    db: Db = DB,
    limit: Annotated[int, typer.Option(min=1, help="How many statements, and how many articles.")] = 10,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    as_markdown: AsMarkdown = False,
) -> None:
    """Search statements and articles, the best first, with what stands around the words."""
    from onrecord.cli import showing
    from onrecord.storage import Filters

    with wrong_usage():
        limit = Filters(limit=limit).limit
    showing.search(
        db,
        " ".join(f'"{word}"' if " " in word else word for word in words),
        limit,
        layout_of(as_json=as_json, as_csv=as_csv, as_markdown=as_markdown),
    )


def stats(
    by: Annotated[str, typer.Option("--by", callback=_one_of(COUNTED), metavar="WHAT", help=", ".join(COUNTED))] = "speaker",
    db: Db = DB,
    speaker: Speaker = None,
    about: About = None,
    act: ActOption = None,
    since: Since = None,
    until: Until = None,
    publisher: Publisher = None,
    min_confidence: Confidence = 0.0,
    limit: Limit = SOME,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    as_markdown: AsMarkdown = False,
) -> None:
    """Count statements: who is quoted how much, by outlet, role, gender where it is known, over time."""
    from onrecord.cli import showing
    from onrecord.storage import Filters

    with wrong_usage():
        filters = Filters(
            speaker=speaker, about=about, act=act, since=since, until=until, publisher=publisher, min_confidence=min_confidence, limit=limit
        )  # fmt: skip
    showing.stats(db, by, filters, layout_of(as_json=as_json, as_csv=as_csv, as_markdown=as_markdown))


def cite(statement: Annotated[str, typer.Argument(metavar="STATEMENT", help="Its key.")], db: Db = DB) -> None:
    """Print a statement ready to paste: words, speaker, outlet, date, and a link to the words in the article."""
    from onrecord.cli import showing

    showing.cite(db, statement)


def reread(db: Db = DB, pipeline: PipelineName = DEFAULT_PIPELINE, processes: Processes = 1) -> None:
    """Read the stored texts again with the model of today, and print what is read differently. Decisions are applied anew.

    A text that fails now keeps its record. Exit codes as for add.
    """
    from onrecord.cli import changing

    _end(changing.reread(db, pipeline, processes))


def delete(
    articles: Annotated[list[str], typer.Argument(metavar="ARTICLE...", help="Ids, URLs or keys.")],
    db: Db = DB,
    why: Annotated[str, typer.Option(help="The reason, which is kept.")] = "",
) -> None:
    """Delete articles with all that was made of them and decided about them; a tombstone without text keeps them from being added again."""
    from onrecord.cli import changing

    changing.delete(db, articles, why)


def decide(
    kind: Annotated[str, typer.Argument(metavar="KIND", callback=_one_of(KINDS), help=", ".join(KINDS))],
    about: Annotated[
        list[str] | None, typer.Argument(metavar="KEY...", help="Keys of statements, events or actors; to undo, of a decision.")
    ] = None,
    by: By = "",
    why: Annotated[str, typer.Option(help="The reason.")] = "",
    to: Annotated[
        list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="What changes: act=deny, speaker=..., name=..., killed=9.")
    ] = None,
    article: Annotated[str | None, typer.Option(help="To add or split: the article of the words.")] = None,
    words: Annotated[str | None, typer.Option(help="To add or split: words that the article has once.")] = None,
    what: Annotated[
        str | None, typer.Option(callback=_one_of(DECIDED), metavar="WHAT", help="What the words are: statement, event or actor.")
    ] = None,
    db: Db = DB,
) -> None:
    """Decide about a statement, an event or an actor: accept, merge, split, rename, link, correct, reject or add it, or undo a decision.

    The key of the decision is printed. The record of the machine stays as it is; what is shown follows the decision, after every re-reading.
    """
    from onrecord.cli import changing

    with wrong_usage():
        changing.decide(
            db, cast("DecisionKind", kind), about or [], by=by, why=why, to=to or [], what=cast("What | None", what), article=article, words=words
        )  # fmt: skip


def decisions(
    db: Db = DB,
    import_from: Annotated[str | None, typer.Option("--import", metavar="FILE|-", help="Put in decisions that --json printed.")] = None,
    agreement: Annotated[bool, typer.Option("--agreement", help="Print how far people's decisions agree on what both judged.")] = False,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    as_markdown: AsMarkdown = False,
) -> None:
    """Print the log of decisions, with whether each holds; those whose words are gone are lost. --json prints what --import reads."""
    from onrecord.cli import changing

    layout = layout_of(as_json=as_json, as_csv=as_csv, as_markdown=as_markdown)
    if import_from is not None and agreement:
        raise typer.BadParameter("one of --import and --agreement.")
    if import_from is not None:
        changing.import_decisions(db, import_from)
    elif agreement:
        changing.print_agreement(db, layout)
    else:
        changing.print_decisions(db, layout)


def backup(file: Annotated[Path, typer.Argument(metavar="FILE", help="A new file.")], db: Db = DB) -> None:
    """Copy a collection as it is at this moment into a SQLite file, which is a collection itself."""
    from onrecord.storage import backup as copy

    print(f"{copy(db, file):,} articles in {file}")


def restore(file: Annotated[Path, typer.Argument(metavar="FILE", help="What onrecord backup wrote.")], db: Db = DB) -> None:
    """Copy a backup into a new collection, of SQLite or PostgreSQL."""
    from onrecord.storage import restore as copy

    print(f"{copy(file, db):,} articles in {db}")


def watch(
    paths: Annotated[list[str], typer.Argument(metavar="PATH|URL...", help="Feeds, lists of them (OPML), sitemaps: files or addresses.")],
    db: Db = DB,
    every: Annotated[float, typer.Option(min=1, metavar="MINUTES", help="How often.")] = 15,
    rounds: Annotated[int | None, typer.Option(min=1, help="How many times, instead of for ever.")] = None,
    alert: Annotated[
        list[str] | None,
        typer.Option(
            "--alert", metavar="WHAT", help='"actor=NAME", "pair=NAME & NAME", "word=WORDS" or "dispute"; may be given several times.'
        ),
    ] = None,
    alert_command: Annotated[str | None, typer.Option("--alert-command", help="Gets each alert, as JSON, on its standard input.")] = None,
    webhook: Annotated[str | None, typer.Option("--webhook", metavar="URL", help="Gets each alert, as JSON, by POST.")] = None,
    page: Annotated[
        Path | None, typer.Option("--page", metavar="FILE.html", help="Write how it goes to this page, anew after each round.")
    ] = None,
    contact: ContactOption = None,
    state: StateOption = None,
    pipeline: PipelineName = DEFAULT_PIPELINE,
) -> None:
    """Fetch feeds again and again, and store what is new in a collection, each article once; until interrupted, and on where it was when started again.

    Standard error has a line for each round that brought something, each failure and each alert. What cannot be fetched is tried again later.
    """
    from onrecord.cli import watching
    from onrecord.collection.alerting import Alert
    from onrecord.reading import Metadata

    if webhook is not None and not webhook.startswith(WEB):
        raise typer.BadParameter("--webhook: an address that begins with https:// or http://.")
    try:
        told = watching.Told(alerts=tuple(map(Alert.parse, alert or ())), command=alert_command, webhook=webhook)
    except ValueError as error:
        raise typer.BadParameter(f"--alert: {error}.") from error
    with inputs_of(paths, Metadata(), columns=None, listed=True, contact=contact, state=state_beside(db, state)) as inputs:
        watching.watch(db, paths, inputs, told, pipeline=pipeline, every=60 * every, rounds=rounds, page=page)


# Each command with its example.
COMMANDS: dict[str, tuple[Any, str]] = {
    "add": (add, "onrecord add articles/ --db news.db"),
    "watch": (watch, 'onrecord watch feeds.opml --db news.db --alert "pair=Anna Kovac & Jan Hus" --alert-command notify'),
    "show": (show, 'onrecord show statements --speaker "Anna Kovac" --since 2021-03 --limit 0 --csv > kovac.csv'),
    "search": (search, 'onrecord search election "peace talks"'),
    "stats": (stats, "onrecord stats --by publisher --speaker Q7747"),
    "cite": (cite, "onrecord cite 0f3c5a7b9d1e2f4a6b8c"),
    "reread": (reread, "onrecord reread --processes 4"),
    "delete": (delete, 'onrecord delete monday/lead --why "asked by the publisher"'),
    "decide": (decide, "onrecord decide correct 0f3c5a7b9d1e2f4a6b8c --set act=deny --by Eva"),
    "decisions": (decisions, "onrecord decisions --json > decisions.jsonl"),
    "backup": (backup, "onrecord backup news-monday.db --db news.db"),
    "restore": (restore, "onrecord restore news-monday.db --db postgresql://me@server/news"),
}


def add_commands(app: typer.Typer) -> None:
    """Give the command these subcommands."""
    for name, (command, example) in COMMANDS.items():
        app.command(name, epilog=f"Example: {example}")(command)


def _end(failures: list[Failure]) -> None:
    if failures:
        raise typer.Exit(1)
