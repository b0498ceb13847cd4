"""What the user says about where articles come from: columns of tables, and whether and how the network is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:  # What reads is loaded when something is to be read, and what asks the network when it is to be asked.
    from onrecord.reading import Columns, Metadata
    from onrecord.reading.fetching import Fetcher

WEB = ("http://", "https://")

ColumnsOption = Annotated[
    str | None,
    typer.Option(
        "--columns", metavar="FIELD=NAME,...", help="What a table calls its fields: text=body,published=day. Many names are known."
    ),
]
FetchOption = Annotated[
    bool, typer.Option("--fetch", help="Fetch what feeds, lists and tables only name. An address that is given is always fetched.")
]
ContactOption = Annotated[
    str | None, typer.Option("--contact", envvar="ONRECORD_CONTACT", metavar="MAIL|URL", help="Whom servers may ask about what is fetched.")
]
StateOption = Annotated[
    Path | None,
    typer.Option(
        "--state", metavar="FILE", help="Where to remember what was fetched; without it, beside a collection in a file: news.db.fetched."
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """How inputs are read. ``fetcher``: what asks the network, if anything does; ``listed``: whether also for what files only name."""

    metadata: Metadata
    columns: Columns
    fetcher: Fetcher | None = None
    listed: bool = False


@contextmanager
def inputs_of(
    paths: Iterable[str], metadata: Metadata, *, columns: str | None, listed: bool, contact: str | None, state: Path | None = None
) -> Iterator[Inputs]:
    """How to read what the user named; what was fetched is remembered in ``state`` once all is done. BadParameter for columns that are none."""
    named = columns_of(columns)
    if not listed and not any(path.startswith(WEB) for path in paths):
        yield Inputs(metadata=metadata, columns=named)
        return
    from onrecord.reading.fetching import Client, Fetcher, Memory

    with Fetcher(Client(contact=contact), Memory(state), columns=named) as fetcher:
        yield Inputs(metadata=metadata, columns=named, fetcher=fetcher, listed=listed)
        fetcher.keep()


def state_beside(db: str, named: Path | None) -> Path | None:
    """Where to remember what was fetched for a collection: in the file that the user named, or beside the collection's; nowhere for a database server."""
    return named or (None if "://" in db else Path(f"{db}.fetched"))


def columns_of(mapping: str | None) -> Columns:
    """What the user says that tables call their fields. BadParameter."""
    from onrecord.reading import Columns

    try:
        return Columns.parse(mapping or "")
    except ValueError as error:
        raise typer.BadParameter(f"--columns: {error}.") from error
