"""Reads news reports and writes down what is on record in them.

>>> import onrecord
>>> record = onrecord.read('"We will vote," the minister said.')
>>> record.statements[0].content[0].text
'"We will vote,"'
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from onrecord.article import Anchor, Article, Block, Page, Span
from onrecord.errors import ArticleError, OnRecordError, RunError
from onrecord.records import Actor, Casualty, Event, Failure, Reading, Record, Statement, Warning
from onrecord.version import __version__

if TYPE_CHECKING:
    from onrecord.pipeline import Pipeline

__all__ = [
    "Actor",
    "Anchor",
    "Article",
    "ArticleError",
    "Block",
    "Casualty",
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
]


def read(
    text: str,
    *,
    id: str = "text",
    title: str | None = None,
    published: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
) -> Record:
    """The record of one article. ``published``: an ISO date, or date and time, if it is known.

    Raises ArticleError where there is no article in the text. To read many, make a ``Pipeline`` once and use its ``pipe``.
    """
    return _pipeline()(Page(id=id, text=text, title=title, published=published, publisher=publisher, url=url))


def __getattr__(name: str) -> Any:
    """``Pipeline``, with spaCy, when it is first asked for: what only looks into records or prints a version does not wait for it."""
    if name == "Pipeline":
        from onrecord.pipeline import Pipeline

        return Pipeline
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


@cache
def _pipeline() -> Pipeline:
    from onrecord.pipeline import Pipeline

    return Pipeline()
