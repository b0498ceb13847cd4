"""Articles at addresses, and at the addresses that feeds, sitemaps and lists there name: each once, and again only if it has changed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from types import TracebackType
from typing import get_args
from urllib.parse import urlsplit

from onrecord.article import Page
from onrecord.errors import ArticleError, ArticleNotFetched
from onrecord.reading.columns import KNOWN, Columns
from onrecord.reading.contents import Kind, Single, kind_of, read_contents, unfolded
from onrecord.reading.fetching.client import NOT_MODIFIED, Answer, Client
from onrecord.reading.fetching.memory import Fetched, Memory, Missed
from onrecord.reading.fetching.politeness import Manners
from onrecord.reading.found import Address, Found, or_failure
from onrecord.reading.html import read_html
from onrecord.records import Failure

OK = 200
# A list of lists of feeds of pages.
MOST_LISTS_WITHIN_LISTS = 3
# What servers call what cannot be told by how it begins.
KIND_OF_TYPE: dict[str, Kind] = {
    "text/html": "page",
    "application/xhtml+xml": "page",
    "text/csv": "table",
    "text/tab-separated-values": "table",
    "application/x-ndjson": "lines",
}


class Fetcher:
    """Fetches articles. What came is remembered when ``keep`` or ``keep_so_far`` is called: after it is stored, so that a run that is killed loses nothing.

    To be used with ``with``, which closes ``client`` and ``memory``.
    """

    def __init__(
        self,
        client: Client,
        memory: Memory,
        *,
        columns: Columns = KNOWN,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._client, self._memory, self._columns = client, memory, columns
        self._manners = Manners(client)
        self._asked: set[str] = set()
        self._fresh: list[Fetched] = []
        self._missed: list[Missed] = []
        self._clock = clock

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._client.close()
        self._memory.close()

    def __call__(self, address: Address) -> Iterator[Page | Failure]:
        """Yield the article of an address, or those of the list there; nothing where they are as they were in an earlier run, or were asked for in this one.

        What a list named in earlier runs and could not be fetched then is tried again.
        """
        yield from self._fetched(address, origin=address.url, depth=0)
        for missed in self._memory.due(address.url, self._clock()):
            yield from self._fetched(missed, origin=address.url, depth=1)

    def keep(self) -> None:
        """Remember what was fetched and what was missed, and that nothing is under way."""
        self.keep_so_far()
        self._asked.clear()

    def keep_so_far(self) -> None:
        """Remember what was fetched and what was missed while a run goes on: all but the page that was yielded last, and the lists that it is in."""
        self._memory.keep(self._fresh, self._missed, self._clock())
        self._fresh.clear()
        self._missed.clear()

    def _fetched(self, address: Address, *, origin: str, depth: int) -> Iterator[Page | Failure]:
        if address.url in self._asked:
            return
        self._asked.add(address.url)
        known = self._memory.recall(address.url)
        try:
            answer = self._answer(address, known)
            data = unfolded(answer.data, where=address.url)
        except ArticleError as error:
            # What the user named, and what is a list, is asked for in each run.
            if depth and not address.is_list:
                self._missed.append(Missed(address=address, origin=origin, was_asked=not self._client.leaves_alone(address.url)))
            yield Failure.of(error, stage="reading", id=address.id, file=address.file)
            return
        if answer.status == NOT_MODIFIED:
            self._fresh += [replace(known, version=_version(address))] if known is not None else []
            return
        kind = _kind(data, answer)
        for item in _items(data, kind, answer, address, self._columns):
            yield from self._listed(item, address, origin=origin, depth=depth) if isinstance(item, Address) else [item]
        self._fresh.append(_to_remember(address, answer, kind))

    def _listed(self, item: Address, within: Address, *, origin: str, depth: int) -> Iterator[Page | Failure]:
        """What is at an address of a list, unless it was fetched as it is now, or is to be tried at another time."""
        known = self._memory.recall(item.url)
        is_known = known is not None and not known.is_list and known.version == _version(item)
        if is_known or (not item.is_list and self._memory.was_missed(item.url)):
            return
        if depth < MOST_LISTS_WITHIN_LISTS:
            yield from self._fetched(item.within(within), origin=origin, depth=depth + 1)
            return
        error = ArticleNotFetched(f"{item.where}: lists within lists, deeper than is followed.")
        yield Failure.of(error, stage="reading", id=item.id, file=item.file)

    def _answer(self, address: Address, known: Fetched | None) -> Answer:
        """What is at an address, or that it is as it was. Raises ArticleNotFetched."""
        answer = self._client.get(address.url, before=self._manners.before, headers=known.headers if known else None)
        if answer.status not in (OK, NOT_MODIFIED):
            raise ArticleNotFetched(f"{address.url}: the server answers {answer.status}.")
        return answer


def _kind(data: bytes, answer: Answer) -> Kind:
    held = kind_of(data)
    return KIND_OF_TYPE.get(answer.type, held) if held == "text" else held


def _items(data: bytes, kind: Kind, answer: Answer, address: Address, columns: Columns) -> Iterator[Found]:
    """What is in an answer, with where and when it was fetched."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    for item in _read(data, kind, answer, address, columns):
        if not isinstance(item, Page):
            yield item
        elif kind in get_args(Single):
            yield _placed(item, answer.url, address, now)
        else:
            yield replace(item, captured=item.captured or now, publisher=item.publisher or address.publisher)


def _read(data: bytes, kind: Kind, answer: Answer, address: Address, columns: Columns) -> Iterator[Found]:
    id, file, where = address.id, address.file, address.url

    def read() -> Iterable[Found]:
        if kind == "page":
            return [read_html(data, id=id, file=file, where=where, declared=answer.charset)]
        return read_contents(data, kind, id=id, file=file, where=where, columns=columns)

    return or_failure(read, id=id, file=file)


def _to_remember(address: Address, answer: Answer, kind: Kind) -> Fetched:
    """An address as it will be asked for: what names other lists must be read each time, for these change while it does not."""
    is_list = kind not in get_args(Single)
    is_asked_for_changes = kind == "feed" or not is_list
    return Fetched(
        url=address.url,
        etag=answer.headers.get("etag") if is_asked_for_changes else None,
        modified=answer.headers.get("last-modified") if is_asked_for_changes else None,
        version=_version(address),
        is_list=is_list,
    )


def _placed(page: Page, url: str, address: Address, now: str) -> Page:
    """A page with where and when it was fetched; the address that it gives itself goes before, if it is of the same host."""
    own = page.url if page.url and urlsplit(page.url).hostname == urlsplit(url).hostname else url
    return replace(address.apply(page), url=own, captured=now)


def _version(address: Address) -> str | None:
    return address.updated or address.published
