"""Web pages: the article's text and what the page says about it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.article import Page
from onrecord.errors import ArticleEmpty
from onrecord.reading.mending import mended, mended_page
from onrecord.reading.text import check_text, decode_page, folded

if TYPE_CHECKING:
    from lxml.html import HtmlElement

DECLARED_CHARSET = re.compile(rb"""<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I)
# The declaration stands at the top of a page (HTML asks for the first 1,024 bytes; real pages are laxer).
DECLARATION_BYTES = 4096
# Shorter lines are menus and captions; without one line of this many words there is no article.
WORDS_OF_A_SENTENCE = 8
# A headline that was extracted stands near the beginning.
HEADLINE_AMONG_LINES = 10


def read_html(data: bytes, *, id: str, file: str | None, where: str, declared: str | None = None) -> Page:
    """Extract the article of a page; a paragraph, quoted or not, becomes a paragraph of the text, its headline the first.

    ``declared`` is the charset that the page came with. Raises ArticleEmpty where the page has no article, and what ``decode_page`` raises.
    """
    # Half a second, for pages only.
    from onrecord.reading.declared import declared_by
    from onrecord.reading.extraction import extract, parse
    from onrecord.reading.markup import make_ready

    page = decode_page(data, where=where, declared=declared or _declared_charset(data))
    tree = parse(mended_page(page), where=where)
    said = declared_by(tree, page)
    headline = _headline(tree) or said.headline
    make_ready(tree)
    found, lines = extract(tree)
    lines = [mended(line) for line in _with_posts(lines, said.posts)]
    if not any(len(line.split()) >= WORDS_OF_A_SENTENCE for line in lines):
        raise ArticleEmpty(f"{where}: no article found in this page. If there is one, save its text and read that.")
    title = mended(headline or getattr(found, "title", None) or "") or None
    return Page(
        id=id,
        text=check_text("\n\n".join(_with_headline(lines, title if headline else None)), where=where),
        file=file,
        url=getattr(found, "url", None) or said.url,
        captured=said.captured,
        publisher=mended(getattr(found, "sitename", None) or "") or None,
        title=title,
        authors=tuple(mended(name) for name in said.authors or (getattr(found, "author", None) or "").split("; ") if name),
        published=said.published,
        updated=said.updated,
        raw=data,
    )


def _declared_charset(data: bytes) -> str | None:
    declared = DECLARED_CHARSET.search(data[:DECLARATION_BYTES])
    return declared[1].decode("ascii", "replace") if declared else None


def _headline(tree: HtmlElement) -> str | None:
    """The page's main heading: the longest that its title repeats, or the only one."""
    found = tree.xpath(".//h1") or tree.xpath('.//*[self::h2 or self::h3][contains(@class, "title") or contains(@class, "headline")]')
    headings = [text for heading in found if (text := " ".join(heading.text_content().split()))]
    titles = folded(" ".join(tree.xpath('.//title/text() | .//meta[@property="og:title"]/@content')))
    repeated = [text for text in headings if folded(text) in titles]
    return max(repeated, key=len) if repeated else headings[0] if len(headings) == 1 else None


def _with_headline(lines: list[str], headline: str | None) -> list[str]:
    """The lines, begun by the page's headline where extraction left it out."""
    if headline is None or any(folded(line) == folded(headline) for line in lines[:HEADLINE_AMONG_LINES]):
        return lines
    return [f"# {headline}", *lines]


def _with_posts(lines: list[str], posts: tuple[tuple[str, ...], ...]) -> list[str]:
    """The posts of a live blog that the page has only as data, to be shown by a script."""
    shown = folded(" ".join(lines))
    if sum(folded(post[-1])[:40] in shown for post in posts) * 2 >= len(posts):
        return lines
    return [line for post in posts for line in post]
