"""Reads news reports and writes down what is on record in them.

>>> import onrecord
>>> record = onrecord.read('"We will vote," the minister said.')
>>> record.statements[0].content[0].text
'"We will vote,"'
"""

from __future__ import annotations

from functools import cache
from os import PathLike
from typing import TYPE_CHECKING, Any

from onrecord.article import Anchor, Article, Block, Page, Span
from onrecord.errors import ArticleError, OnRecordError, RunError
from onrecord.records import Actor, Casualty, Event, Failure, Reading, Record, Statement, Warning
from onrecord.version import __version__

if TYPE_CHECKING:
    from onrecord.collection import Collection
    from onrecord.pipeline import Pipeline

__all__ = [
    "Actor",
    "Anchor",
    "Article",
    "ArticleError",
    "Block",
    "Casualty",
    "Collection",
    "Event",
    "Failure",
    "OnRecordError",
    "Page",
    "Pipeline",
    "Reading",
    "Record",
    "RunError",
    "Span",
    "Statement",
    "Warning",
    "__version__",
    "read",
    "read_file",
    "read_page",
]


def read(
    text: str,
    *,
    id: str | None = None,
    title: str | None = None,
    published: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    with_text: bool = False,
) -> Record:
    """The record of one article, given its text; ``with_text``: the text in it, as ``article.text``.

    ``published``: an ISO date, or date and time, if it is known. ``id``: what the article is called, its ``url`` unless another is given. Raises ArticleError where
    there is no article in the text. To read many, make a ``Pipeline`` once and use its ``pipe``.
    """
    page = Page(id=id or url or "text", text=text, title=title, published=published, publisher=publisher, url=url)
    return _record(page, with_text=with_text)


def read_file(
    path: str | PathLike[str],
    *,
    title: str | None = None,
    published: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    with_text: bool = False,
) -> Record:
    """The record of the one article in a file: a text, a web page, or JSON Lines of one line. What is said of it wins over what the file says.

    Raises ArticleError where the file cannot be read or has no article, ValueError where it has several.
    """
    from onrecord.reading import Metadata, only_page

    metadata = Metadata(title=title, published=published, publisher=publisher, url=url)
    return _record(metadata.apply(only_page(path)), with_text=with_text)


def read_page(
    html: str | bytes,
    *,
    id: str | None = None,
    title: str | None = None,
    published: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    with_text: bool = False,
) -> Record:
    """The record of the article of a web page, given its HTML, as bytes or decoded. What is said of it wins over what the page says.

    Raises ArticleError where there is no article in it.
    """
    from onrecord.reading import Metadata, html_page

    metadata = Metadata(title=title, published=published, publisher=publisher, url=url)
    return _record(metadata.apply(html_page(html, id=id or url or "page")), with_text=with_text)


def __getattr__(name: str) -> Any:
    """``Pipeline``, with spaCy, and ``Collection``, when they are first asked for: what only looks into records or prints a version does not wait for them."""
    if name == "Pipeline":
        from onrecord.pipeline import Pipeline

        return Pipeline
    if name == "Collection":
        from onrecord.collection import Collection

        return Collection
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def _record(page: Page, *, with_text: bool) -> Record:
    reading = _pipeline().read(page)
    return reading.with_text() if with_text else reading.record


@cache
def _pipeline() -> Pipeline:
    from onrecord.pipeline import Pipeline

    return Pipeline()
