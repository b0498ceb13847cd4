"""Proof that an installation works."""

from __future__ import annotations

import platform
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any, NoReturn

from onrecord.article import Page
from onrecord.errors import OnRecordError
from onrecord.pipeline import Pipeline
from onrecord.version import __version__

SAMPLE = "“We will vote on Monday,” Anna Kovac, the minister, told reporters in Prague.\n\nThe minister met Ivan Petrov in Sofia on Friday."


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was checked."""

    what: str
    found: str
    ok: bool = True


def examine(pipeline: str) -> Iterator[Finding]:
    """Yield what was found: versions, the language pipeline, and one article read with the network shut off."""
    yield Finding(what="onrecord", found=__version__)
    yield Finding(what="Python", found=platform.python_version())
    for library in ("spacy", "trafilatura", "pydantic"):
        yield Finding(what=library, found=version(library))
    try:
        with _no_network():
            reader = Pipeline(pipeline)
            yield Finding(what="language pipeline", found=reader.made_by.model)
            record = reader(Page(id="doctor", text=SAMPLE, published="2021-03-05"))
        found = f"{len(record.statements)} statement, {len(record.events)} event in the sample article"
        yield Finding(what="reading without a network", found=found, ok=len(record.statements) == 1)
    except OnRecordError as error:
        yield Finding(what="language pipeline", found=str(error), ok=False)


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
