"""Web pages: the article's text and what the page says about it, by trafilatura."""

from __future__ import annotations

import re

from onrecord.article import Page
from onrecord.errors import ArticleEmpty
from onrecord.reading.text import decode

DECLARED_CHARSET = re.compile(rb"""<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I)
# The declaration stands at the top of a page (HTML asks for the first 1,024 bytes; real pages are laxer).
DECLARATION_BYTES = 4096
# Shorter lines are menus and captions; without one line of this many words there is no article.
WORDS_OF_A_SENTENCE = 8
# Only what the page declares; trafilatura would otherwise take any date that it finds.
DATE_OPTIONS = {"extensive_search": False, "original_date": True}


def read_html(data: bytes, *, id: str, file: str | None, where: str) -> Page:
    """Extract the article of a page; a paragraph, quoted or not, becomes a paragraph of the text.

    Raises ArticleEmpty where the page has no article, and what ``decode`` raises.
    """
    import trafilatura  # Half a second, for pages only.

    declared = DECLARED_CHARSET.search(data[:DECLARATION_BYTES])
    page = decode(data, where=where, declared=declared[1].decode("ascii", "replace") if declared else None)
    found = trafilatura.bare_extraction(page, with_metadata=True, include_comments=False, date_extraction_params=dict(DATE_OPTIONS))
    lines = [line.strip() for line in (getattr(found, "text", None) or "").split("\n") if line.strip()]
    if not any(len(line.split()) >= WORDS_OF_A_SENTENCE for line in lines):
        raise ArticleEmpty(f"{where}: no article found in this page. If there is one, save its text and read that.")
    author = getattr(found, "author", None)
    return Page(
        id=id,
        text="\n\n".join(lines),
        file=file,
        url=getattr(found, "url", None),
        publisher=getattr(found, "sitename", None),
        title=getattr(found, "title", None),
        authors=tuple(name.strip() for name in author.split(";")) if author else (),
        published=getattr(found, "date", None),
        raw=data,
    )
