"""What readers find: pages, failures, and addresses of articles whose text is elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from onrecord.article import Page
from onrecord.errors import ArticleNotFetched
from onrecord.records import Failure

# What a list knows of an article, where the article itself does not say it.
CARRIED = ("title", "published", "updated", "publisher", "authors")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where an article, or a list of more, is to be fetched, and what the list that names it says about it; ``id`` and ``where`` name the entry.

    ``is_list``: whether it is said to be a list, which is worth asking for as long as somebody names it.
    """

    url: str
    id: str
    where: str
    file: str | None = None
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    is_list: bool = False

    def apply(self, page: Page) -> Page:
        """The page with what the list says, where the page says nothing."""
        return replace(page, **{name: getattr(self, name) for name in CARRIED if not getattr(page, name)})

    def within(self, other: Address) -> Address:
        """Say of this address what is known of the list that it is in, where it says nothing itself."""
        return replace(self, publisher=self.publisher or other.publisher)


Found = Page | Failure | Address
Fetch = Callable[[Address], Iterator[Page | Failure]]


def or_failure(read: Callable[[], Iterable[Found]], *, id: str, file: str | None) -> Iterator[Found]:
    """Yield what is read, or in the end the failure to read on. It is the edge of a run, as ``Pipeline.result``: a bug costs one input and keeps its traceback."""
    try:
        yield from read()
    except Exception as error:
        yield Failure.of(error, stage="reading", id=id, file=file)


def resolved(items: Iterable[Found], fetch: Fetch | None) -> Iterator[Page | Failure]:
    """Fetch what only has an address; where that is not wanted, it is a failure that says so."""
    for item in items:
        if not isinstance(item, Address):
            yield item
        elif fetch is not None:
            yield from fetch(item)
        else:
            error = ArticleNotFetched(f"{item.where}: no text here, only its address {item.url}: --fetch reads it from the network.")
            yield Failure.of(error, stage="reading", id=item.id, file=item.file)
