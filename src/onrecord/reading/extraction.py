"""The article's text of a page, by trafilatura: paragraphs, with headings marked as in Markdown."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from lxml.html import HtmlElement

from onrecord.errors import ArticleEmpty

if TYPE_CHECKING:
    from configparser import ConfigParser

    from trafilatura.settings import Document

# Below so many characters trafilatura takes whatever else it finds, in one paragraph; short reports are shorter than its own 250.
SHORT_REPORT = 60
# Before all else, and longer than what is looked at to tell a page from other files.
LEADING_COMMENT = re.compile(r"^\s*<!--.{100,}?-->", re.S)
EMPTY_ITEMS = re.compile(r"^(?:- ){2,}")
EMPTY_LINE = re.compile(r"[\s|•·-]*")


def parse(page: str, *, where: str) -> HtmlElement:
    """The elements of a page. Raises ArticleEmpty where it has none."""
    from trafilatura import load_html  # Half a second, for pages only.

    tree = load_html(LEADING_COMMENT.sub("", page))
    if tree is None:
        raise ArticleEmpty(f"{where}: no elements that can be read in this page.")
    return tree


def extract(tree: HtmlElement) -> tuple[Document | None, list[str]]:
    """What trafilatura finds on a page (``None`` for nothing), and the lines of the article."""
    import trafilatura
    from trafilatura.settings import Document
    from trafilatura.xml import xmltotxt

    # It dates by whatever time it finds; the page's own word for it is read elsewhere.
    found = trafilatura.bare_extraction(
        tree, with_metadata=True, include_comments=False, config=_config(), date_extraction_params={"extensive_search": False}
    )
    if not isinstance(found, Document):
        return None, []
    for heading in found.body.iter("head"):
        heading.text = f"{'#' * _level(heading.get('rend'))} {heading.text or ''}"
    lines = (EMPTY_ITEMS.sub("- ", line.strip()) for line in xmltotxt(found.body, include_formatting=False).split("\n"))
    return found, [line for line in lines if not EMPTY_LINE.fullmatch(line)]


def _level(rend: str | None) -> int:
    return int(rend[1]) if rend and re.fullmatch(r"h[1-6]", rend) else 2


@cache
def _config() -> ConfigParser:
    from trafilatura.settings import use_config

    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(SHORT_REPORT))
    return config
