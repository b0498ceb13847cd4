"""``onrecord kb``: what is known of people, organisations and places, and how to add to it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from onrecord.knowledge import Knowledge, added_file
from onrecord.knowledge.adding import COLUMNS, knowledge_file, read_dump, read_entries

commands = typer.Typer(no_args_is_help=True, help="Show and extend what is known of people, organisations and places.")


@commands.command()
def show(name: Annotated[str, typer.Argument(help="A full name.")]) -> None:
    """Print who and where has a name; exit code 1 where nobody and nothing is known by it."""
    known = Knowledge.open(added_file())
    lines = [*_people(known, name), *_organisations(known, name), *_places(known, name)]
    for line in lines:
        print(line)
    if not lines:
        print(f"onrecord: nothing is known by the name {name!r}.", file=sys.stderr)
        raise typer.Exit(1)


@commands.command()
def add(
    file: Annotated[Path, typer.Argument(help=f"CSV with the columns {', '.join(COLUMNS)}; wikidata and name must be there.")],
    licence: Annotated[str | None, typer.Option(help="The licence that the file's facts may be passed on under.")] = None,
) -> None:
    """Add people and organisations, an office a row; they are known to every later run."""
    with knowledge_file(added_file()) as knowledge:
        count = knowledge.add(read_entries(file, licence))
    print(f"{count} rows added to {added_file()}", file=sys.stderr)


@commands.command()
def build(
    from_wikidata: Annotated[Path, typer.Option("--from-wikidata", help="A Wikidata JSON dump (.json, .json.gz, .json.bz2).")],
    out: Annotated[Path | None, typer.Option(help="The file to write.", show_default="where kb add writes")] = None,
) -> None:
    """Add the people with offices and the organisations of a Wikidata dump."""
    target = out or added_file()
    with knowledge_file(target) as knowledge:
        count = knowledge.add(read_dump(from_wikidata))
    print(f"{count} people and organisations added to {target}", file=sys.stderr)


@commands.command()
def sources() -> None:
    """Print where the rows come from: rows, licence, name, version and day of each source."""
    for source, count in Knowledge.open(added_file()).sources():
        known = (source.name, source.version, source.date, source.note)
        print(f"{count:7}  {source.licence or 'none stated':14}  {', '.join(value for value in known if value)}")


def _people(known: Knowledge, name: str) -> list[str]:
    lines = []
    for person in known.people.named(name):
        countries = ", ".join(sorted(person.countries))
        lines.append(f"{person.wikidata}  {person.name} (person{', ' + countries if countries else ''})")
        lines += [f"    {term.office}: {term.start or '?'} to {term.end or 'open'}" for term in person.terms]
    return lines


def _organisations(known: Knowledge, name: str) -> list[str]:
    id = known.items.named(name)
    return [f"{id}  {name}"] if id is not None else []


def _places(known: Knowledge, name: str) -> list[str]:
    return [
        f"{place.name} ({place.kind}{', ' + place.country if place.country else ''})"
        + (f" {place.latitude}, {place.longitude}, {place.radius} km around" if place.latitude is not None else "")
        for place in known.places.named(name)
    ]
