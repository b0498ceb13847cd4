"""Feeds (RSS, Atom, by feedparser): articles that are there whole, and addresses of those that are not."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from html import escape
from typing import Any

from onrecord.article import Page
from onrecord.errors import ArticleEmpty, ArticleError, ArticleUnreadable
from onrecord.reading.damage import damage_told
from onrecord.reading.found import Address, Found
from onrecord.reading.html import read_html
from onrecord.reading.text import check_text
from onrecord.records import Failure

# Summaries are a sentence or three; where whole articles stand in their place, as in many feeds, these are longer.
LEAST_WORDS_OF_AN_ARTICLE = 120
# What a text ends with that goes on elsewhere: three dots, and an invitation on a line of its own.
INVITATION = (
    r"(?:(?:read|see|view) (?:more|the (?:full|rest|whole))|(?:continue|keep) reading|full (?:story|article)|the post\b)[^\n]{0,200}"
)
CUT_OFF = re.compile(rf"(?:(?:\.\.\.|…)\]?\s*(?:\n\s*{INVITATION})?|\n\s*(?!the post){INVITATION})$", re.I)
LAST_CHARACTERS = 500
MARKUP = re.compile(r"<[a-zA-Z/!]")


def read_feed(data: bytes, *, id: str, file: str | None, where: str) -> Iterator[Found]:
    """Yield an article for each item that has it whole, its address for each that has it not. A text is its content, else a summary as long as an article.

    The publisher is the item's ``<source>``, who published it first, else the feed. Raises ArticleUnreadable where it is no feed, ArticleEmpty for one without items.
    """
    import feedparser

    with damage_told(where, "feed"):
        feed = feedparser.parse(io.BytesIO(data), resolve_relative_uris=True, sanitize_html=True)
    if not feed.entries and not feed.get("version"):
        raise ArticleUnreadable(f"{where}: no feed that can be read ({feed.get('bozo_exception', 'no items')}).")
    if not feed.entries:
        raise ArticleEmpty(f"{where}: a feed without items.")
    for number, entry in enumerate(feed.entries, start=1):
        try:
            yield _item(entry, feed.feed, unnamed=f"{id}:{number}", file=file, where=f"{where}, item {number}")
        except ArticleError as error:
            yield Failure.of(error, stage="reading", id=_link(entry) or f"{id}:{number}", file=file)


def _item(entry: dict[str, Any], feed: dict[str, Any], *, unnamed: str, file: str | None, where: str) -> Page | Address:
    url = _link(entry)
    facts: dict[str, Any] = {
        "title": _plain(entry.get("title")),
        # Asked by [] or get, feedparser takes the one for the other.
        "published": dict.get(entry, "published"),
        "updated": dict.get(entry, "updated"),
        "publisher": _plain(entry.get("source", {}).get("title")) or _plain(feed.get("title")),
        "authors": tuple(name for author in entry.get("authors", ()) if (name := author.get("name"))),
    }
    text = _text(entry, facts["title"], where)
    if text is not None:
        return Page(id=url or entry.get("id") or unnamed, text=check_text(text, where=where), file=file, url=url, **facts)
    if url is None:
        raise ArticleEmpty(f"{where}: neither a text nor an address.")
    return Address(url=url, id=url, where=where, file=file, **facts)


def _text(entry: dict[str, Any], title: str | None, where: str) -> str | None:
    """The article in an item, if it has one whole."""
    contents = [(part.get("value") or "", 1) for part in entry.get("content", ())]
    for value, least in (*contents, (entry.get("summary") or "", LEAST_WORDS_OF_AN_ARTICLE)):
        text = _paragraphs(value, title, where)
        if text is not None and len(text.split()) >= least and not CUT_OFF.search(text[-LAST_CHARACTERS:]):
            return text
    return None


def _paragraphs(value: str, title: str | None, where: str) -> str | None:
    """The text of an item's content, which may be HTML; ``None`` where there is no article in it."""
    if not MARKUP.search(value):
        return value.strip() or None
    heading = f"<h1>{escape(title)}</h1>" if title else ""
    page = f"<html><head><title>{escape(title or '')}</title></head><body><article>{heading}{value}</article></body></html>"
    try:
        return read_html(page.encode("utf-8-sig", "replace"), id=where, file=None, where=where).text
    except ArticleEmpty:
        return None


def _link(entry: dict[str, Any]) -> str | None:
    link = entry.get("link") or entry.get("id") or ""
    return link if link.startswith(("http://", "https://")) else None


def _plain(value: str | None) -> str | None:
    """A title without the markup that some have in it."""
    return " ".join(re.sub(r"<[^<>]*>", "", value or "").split()) or None
