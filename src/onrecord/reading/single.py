"""One article, where one is asked for: what keeps it from being read is raised."""

from __future__ import annotations

from itertools import islice
from os import PathLike
from pathlib import Path

from onrecord.article import Page
from onrecord.errors import ArticleEmpty
from onrecord.reading.files import read_path
from onrecord.reading.html import read_html
from onrecord.records import Failure


def only_page(path: str | PathLike[str]) -> Page:
    """The page of a file that holds one article. Raises ArticleError, and ValueError where there are several."""
    if not isinstance(path, str | PathLike):
        raise TypeError(f"path must be the path of a file (str or Path), not {type(path).__name__}.")
    items = list(islice(read_path(Path(path)), 2))
    if len(items) > 1:
        raise ValueError(f"{path} holds more than one article: give onrecord.Pipeline().pipe what onrecord.reading.read_path yields.")
    if not items:
        raise ArticleEmpty(f"{path}: there is no article in it.")
    if isinstance(items[0], Failure):
        raise items[0].to_error()
    return items[0]


def html_page(html: str | bytes, *, id: str) -> Page:
    """The page of some HTML. Raises ArticleError."""
    if not isinstance(html, str | bytes):
        raise TypeError(f"html must be the HTML of a page (str or bytes), not {type(html).__name__}.")
    # The mark says that what was decoded is UTF-8 now, whatever charset the page declares.
    data = html.encode("utf-8-sig", "surrogatepass") if isinstance(html, str) else html
    return read_html(data, id=id, file=None, where=id)
