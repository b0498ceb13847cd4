"""Checks that an installation works."""

from __future__ import annotations

import platform
import socket
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any, NoReturn

from onrecord.article import Page
from onrecord.errors import OnRecordError
from onrecord.knowledge import Knowledge, added_file, country_codes, office_names
from onrecord.pipeline import Pipeline
from onrecord.version import __version__

SAMPLE = "“We will vote on Monday,” Anna Kovac, the minister, told reporters in Prague.\n\nThe minister met Ivan Petrov in Sofia on Friday."

HEADS = ("president", "prime minister", "chancellor", "monarch", "supreme leader")
YEARS_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The result of one check."""

    what: str
    found: str
    ok: bool = True


def examine(pipeline: str) -> Iterator[Finding]:
    """Yield what was found: versions, the language pipeline, and one article read with the network shut off."""
    yield Finding(what="onrecord", found=__version__)
    yield Finding(what="Python", found=platform.python_version())
    for library in ("spacy", "onnxruntime", "trafilatura", "pydantic"):
        yield Finding(what=library, found=version(library))
    try:
        with _no_network():
            reader = Pipeline(pipeline)
            yield Finding(what="language pipeline", found=reader.made_by.model)
            yield Finding(what="knowledge", found=extent_of(reader.knowledge))
            yield Finding(what="countries by the last year of a known head of state or government", found=reach_of(reader.knowledge, HEADS))
            yield Finding(
                what="countries by the last year of a known minister", found=reach_of(reader.knowledge, set(office_names()) - {*HEADS})
            )
            record = reader(Page(id="doctor", text=SAMPLE, published="2021-03-05"))
        found = f"{len(record.statements)} statement, {len(record.events)} event in the sample article"
        yield Finding(what="reading without a network", found=found, ok=len(record.statements) == 1)
    except OnRecordError as error:
        yield Finding(what="language pipeline", found=str(error), ok=False)


def extent_of(knowledge: Knowledge) -> str:
    """How much is known, and whether a user added to it."""
    counts = knowledge.counts()
    added = f"{counts.added} rows added from {added_file()}" if counts.added else "nothing added"
    return f"{knowledge.version}: {counts.people:,} people, {counts.terms:,} terms of office, {counts.places:,} places; {added}"


def reach_of(knowledge: Knowledge, offices: Collection[str]) -> str:
    """Up to which year somebody is known to hold one of some offices, in how many countries."""
    years: Counter[str] = Counter()
    for country in country_codes():
        days = [known[0] for office in offices if (known := knowledge.offices.last_known(office, country)) is not None]
        years.update([max(days)[: len("YYYY")]] if days else [])
    return "known to " + ", ".join(f"{year} ({count})" for year, count in sorted(years.items(), reverse=True)[:YEARS_SHOWN])


@contextmanager
def _no_network() -> Iterator[None]:
    """Any attempt to open a connection fails."""

    def refuse(*_: Any, **__: Any) -> NoReturn:
        raise OSError("onrecord doctor: the network is shut off")

    connect = socket.socket.connect
    socket.socket.connect = refuse  # type: ignore[method-assign]
    try:
        yield
    finally:
        socket.socket.connect = connect  # type: ignore[method-assign]
