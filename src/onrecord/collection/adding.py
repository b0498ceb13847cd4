"""Pages on their way into a collection: those that are here already are not read again."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.article import Page
from onrecord.errors import ArticleError
from onrecord.reading import read_path
from onrecord.records import Failure, Reading
from onrecord.storage import Outcome, Store

if TYPE_CHECKING:
    from onrecord.pipeline import Pipeline

Source = Page | Failure | str | os.PathLike[str]


def pages_of(sources: Iterable[Source] | Source) -> Iterator[Page | Failure]:
    """The pages that are given, and those in the files and folders that are."""
    if isinstance(sources, Page | Failure | str | os.PathLike):
        sources = [sources]
    for source in sources:
        if isinstance(source, Page | Failure):
            yield source
        else:
            yield from read_path(Path(source))


def adding(store: Store, pages: Iterable[Page | Failure], pipeline: str, processes: int) -> Iterator[Outcome | Failure]:
    """Read pages that are not here yet and store them, each as soon as it is read; what comes of each page, nearly in their order."""
    held: deque[Outcome] = deque()
    fresh = _fresh(store, pages, held)
    first = next(fresh, None)
    yield from _drained(held)
    if first is None:
        return
    for result in _opened(pipeline).pipe(chain([first], fresh), processes=processes):
        yield from _drained(held)
        yield from storing(store, [result])
    yield from _drained(held)


def storing(store: Store, results: Iterable[Reading | Failure]) -> Iterator[Outcome | Failure]:
    """Store what was read before."""
    for result in results:
        yield _failed(store, result) if isinstance(result, Failure) else _stored(store, result)


def rereading(store: Store, pipeline: str, processes: int) -> Iterator[Outcome | Failure]:
    """Read stored texts again that something else than this pipeline read, and store what is different; a text that fails now keeps its record."""
    opened = _opened(pipeline)
    names: dict[str, Reading] = {}
    pages = _under_keys(store.readings(not_by=opened.made_by.fingerprint), names)
    for result in opened.pipe(pages, processes=processes):
        if isinstance(result, Failure):
            yield replace(result, id=names.pop(result.id).article.id)
        else:
            yield store.put(_renamed(result, names.pop(result.article.id)), again=True)


def _opened(pipeline: str) -> Pipeline:
    """The pipeline, with spaCy, only where there is something to read."""
    from onrecord.pipeline import Pipeline

    return Pipeline(pipeline)


def _fresh(store: Store, pages: Iterable[Page | Failure], held: deque[Outcome]) -> Iterator[Page | Failure]:
    """Pages to be read; what came of the others goes into ``held``."""
    for page in pages:
        outcome = store.holds(page) if isinstance(page, Page) else None
        if outcome is None:
            yield page
        else:
            held.append(outcome)


def _drained(held: deque[Outcome]) -> Iterator[Outcome]:
    while held:
        yield held.popleft()


def _stored(store: Store, reading: Reading) -> Outcome | Failure:
    try:
        return store.put(reading)
    except ArticleError as error:
        page = reading.page
        return _failed(
            store, Failure.of(error, stage=None, id=reading.article.id, file=page.file, text=page.text, made_by=reading.record.made_by)
        )


def _failed(store: Store, failure: Failure) -> Failure:
    store.fail(failure)
    return failure


def _under_keys(readings: Iterable[Reading], names: dict[str, Reading]) -> Iterator[Page]:
    """Stored pages under names of their own: ids are unique in a run, but not in a collection."""
    for number, reading in enumerate(readings):
        names[str(number)] = reading
        yield replace(reading.page, id=str(number))


def _renamed(reading: Reading, before: Reading) -> Reading:
    id = before.article.id
    return Reading(
        article=replace(reading.article, id=id),
        page=before.page,
        record=replace(reading.record, article=replace(reading.record.article, id=id)),
    )
