"""Reading new texts, one at a time: each takes a core for seconds."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from fastapi import HTTPException

from onrecord.article import Page
from onrecord.errors import ArticleEmpty, ArticleTooLarge
from onrecord.reading import Metadata, read_bytes
from onrecord.records import Failure, Reading
from onrecord.server.limits import MOST_CHARACTERS
from onrecord.version import DEFAULT_PIPELINE

if TYPE_CHECKING:
    from onrecord.pipeline import Pipeline

# Those who wait take a connection each.
MOST_WAITING = 4
PATIENCE = 60


class Reader:
    """Reads texts with a pipeline, which is loaded with the first of them."""

    def __init__(self, pipeline: str = DEFAULT_PIPELINE) -> None:
        self._name = pipeline
        self._pipeline: Pipeline | None = None
        self._reads = threading.Lock()
        self._places = threading.Semaphore(MOST_WAITING)

    def read(self, page: Page) -> Reading:
        """Read a page. Raises ArticleError where there is no article in it; 503 where too many wait."""
        if len(page.text) > MOST_CHARACTERS:
            raise ArticleTooLarge(
                f"{len(page.text):,} characters; {MOST_CHARACTERS:,} are the most that is read here. onrecord add reads more."
            )
        with self._turn():
            if self._pipeline is None:
                from onrecord.pipeline import Pipeline

                self._pipeline = Pipeline(self._name)
            return self._pipeline.read(page)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        busy = HTTPException(503, "Others are being read; try again in a minute.", headers={"Retry-After": "60"})
        if not self._places.acquire(blocking=False):
            raise busy
        try:
            if not self._reads.acquire(timeout=PATIENCE):
                raise busy
            try:
                yield
            finally:
                self._reads.release()
        finally:
            self._places.release()


def page_in(data: bytes, *, id: str, metadata: Metadata) -> Page:
    """The one article in what was sent. Raises ArticleError where there is none, or more than one."""
    pages = read_bytes(data, id=id, where=id)
    first, second = next(pages, None), next(pages, None)
    if first is None:
        raise ArticleEmpty(f"{id}: there is no article in it.")
    if second is not None:
        raise ArticleTooLarge(f"{id} has more than one article; onrecord add reads them all.")
    if isinstance(first, Failure):
        raise first.to_error()
    return metadata.apply(first)
