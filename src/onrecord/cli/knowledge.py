"""``onrecord kb``: what is known of people, organisations and places, and how to add to it."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from onrecord.knowledge import Knowledge, Source, Term, added_file
from onrecord.knowledge.adding import COLUMNS, knowledge_file, read_dump, read_entries

NOT_STATED = "none stated"

commands = typer.Typer(no_args_is_help=True, help="Show and extend what is known of people, organisations and places.")


@commands.command(epilog="Example: onrecord kb show 'Angela Merkel'")
def show(name: Annotated[str, typer.Argument(help="A full name.")]) -> None:
    """Print who and where has a name; exit code 1 where nobody and nothing is known by it."""
    known = Knowledge.open(added_file())
    lines = [*_people(known, name), *_organisations(known, name), *_places(known, name)]
    for line in lines:
        print(line)
    if not lines:
        print(f"onrecord: nothing is known by the name {name!r}.", file=sys.stderr)
        raise typer.Exit(1)


@commands.command(epilog="Example: onrecord kb add mayors.csv --licence 'CC BY 4.0'")
def add(
    file: Annotated[Path, typer.Argument(help=f"CSV with the columns {', '.join(COLUMNS)}; wikidata and name must be there.")],
    licence: Annotated[str | None, typer.Option(help="The licence that the file's facts may be passed on under.")] = None,
    as_of: Annotated[
        str | None,
        typer.Option(help="The day that the file shows, as YYYY-MM-DD: an office without an end counts up to it.", show_default="no day"),
    ] = None,
) -> None:
    """Add people and organisations, one office per row; every later run knows them.

    A row replaces what is shipped of the same person, office and start, and goes before what is shipped of an office on a day.
    """
    with knowledge_file(added_file()) as knowledge:
        count = knowledge.add(read_entries(file, licence, as_of))
    print(f"{count} rows added to {added_file()}", file=sys.stderr)


@commands.command(epilog="Example: onrecord kb build --from-wikidata latest-all.json.bz2")
def build(
    from_wikidata: Annotated[Path, typer.Option("--from-wikidata", help="A Wikidata JSON dump (.json, .json.gz, .json.bz2).")],
    out: Annotated[Path | None, typer.Option(help="The file to write.", show_default="where kb add writes")] = None,
) -> None:
    """Add the people with offices and the organisations of a Wikidata dump."""
    target = out or added_file()
    with knowledge_file(target) as knowledge:
        count = knowledge.add(read_dump(from_wikidata))
    print(f"{count} people and organisations added to {target}", file=sys.stderr)


@commands.command(epilog="Example: onrecord kb sources")
def sources(
    every: Annotated[bool, typer.Option("--all", help="A line for each source, with its version and the day that it shows.")] = False,
) -> None:
    """Print where the rows come from: how many under which licence, and from whom."""
    found = Knowledge.open(added_file()).sources()
    for line in _each_source(found) if every else _by_licence(found):
        print(line)


def _each_source(found: Iterable[tuple[Source, int]]) -> Iterator[str]:
    for source, count in found:
        known = (source.name, source.version, source.date, source.note)
        yield f"{count:7}  {source.licence or NOT_STATED:14}  {', '.join(value for value in known if value)}"


def _by_licence(found: Iterable[tuple[Source, int]]) -> Iterator[str]:
    """A line for each licence: rows, and sources, those of one owner as one."""
    of: dict[str, Counter[str]] = defaultdict(Counter)
    for source, count in found:
        of[source.licence or NOT_STATED][_owner(source.name)] += count
    for licence, counts in of.items():
        yield f"{counts.total():7}  {licence:14}  {', '.join(name for name, _ in counts.most_common())}"


def _owner(name: str) -> str:
    """Whose a source is: "every-politician-scrapers", for each of its repositories."""
    return name.partition("/")[0]


def _people(known: Knowledge, name: str) -> list[str]:
    lines = []
    for person in known.people.named(name):
        countries = ", ".join(sorted(person.countries))
        lines.append(f"{person.wikidata}  {person.name} (person{', ' + countries if countries else ''})")
        lines += [f"    {term.office}: {term.start or '?'} to {_end_of(term)}" for term in person.terms]
    return lines


def _end_of(term: Term) -> str:
    """The end of a term, or since when nothing is known of it."""
    return term.end or (f"{term.as_of}, open then" if term.as_of else "open")


def _organisations(known: Knowledge, name: str) -> list[str]:
    id = known.items.named(name)
    return [f"{id}  {name}"] if id is not None else []


def _places(known: Knowledge, name: str) -> list[str]:
    return [
        f"{place.name} ({place.kind}{', ' + place.country if place.country else ''})"
        + (f" {place.latitude}, {place.longitude}, {place.radius} km around" if place.latitude is not None else "")
        for place in known.places.named(name)
    ]
