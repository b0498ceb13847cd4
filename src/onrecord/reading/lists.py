"""Lists of addresses: of feeds (OPML), of a site's pages (sitemaps), or one a line."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from onrecord.errors import ArticleEmpty
from onrecord.reading.damage import damage_told
from onrecord.reading.found import Address

ADDRESS = re.compile(r"https?://\S+")
LINE = re.compile(rb"^\s*https?://", re.M)
LIST = re.compile(rb"\s*(?:(?:#[^\n]*|https?://\S+[ \t]*)(?:\r?\n\s*|$))+$")


def is_list(data: bytes) -> bool:
    """Whether there is nothing in ``data`` but addresses, and remarks behind "#"."""
    return LINE.search(data) is not None and LIST.match(data) is not None


def read_list(data: bytes, *, id: str, file: str | None, where: str) -> Iterator[Address]:
    """Yield the addresses, one a line; a line that begins with "#" is a remark."""
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), start=1):
        if found := ADDRESS.match(line.strip()):
            yield Address(url=found[0], id=found[0], where=f"{where}, line {number}", file=file)


def read_outline(data: bytes, *, id: str, file: str | None, where: str) -> Iterator[Address]:
    """Yield the feeds that an OPML file lists, each with the name that it has there. Raises ArticleUnreadable and ArticleEmpty."""
    feeds = [element for element in _elements(data, where) if _attribute(element, "xmlurl")]
    if not feeds:
        raise ArticleEmpty(f"{where}: no feeds in this list.")
    for element in feeds:
        url = _attribute(element, "xmlurl")
        yield Address(
            url=url,
            id=url,
            where=f"{where}, {url}",
            file=file,
            publisher=_attribute(element, "title") or _attribute(element, "text") or None,
            is_list=True,
        )


def read_sitemap(data: bytes, *, id: str, file: str | None, where: str) -> Iterator[Address]:
    """Yield the pages of a sitemap, or the sitemaps of an index, with what a news sitemap says of each. Raises ArticleUnreadable and ArticleEmpty."""
    entries = [element for element in _elements(data, where) if _name(element) in ("url", "sitemap")]
    found = [
        (_name(entry) == "sitemap", facts)
        for entry, facts in zip(entries, map(_facts, entries), strict=True)
        if ADDRESS.match(facts.get("loc", ""))
    ]
    if not found:
        raise ArticleEmpty(f"{where}: no addresses in this sitemap.")
    for is_list, facts in found:
        url = facts["loc"]
        yield Address(
            url=url, id=url, where=f"{where}, {url}", file=file, title=facts.get("title"), published=facts.get("publication_date"),
            updated=facts.get("lastmod"), publisher=facts.get("name"), is_list=is_list,
        )  # fmt: skip


def _elements(data: bytes, where: str) -> list[Any]:
    """All elements of an XML file, as far as it can be read; nothing outside of it is looked at."""
    from lxml import etree  # Loaded for such files only.

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, remove_comments=True, remove_pis=True)
    with damage_told(where, "XML file"):
        root = etree.parse(io.BytesIO(data), parser).getroot()
        return list(root.iter("*"))


def _facts(entry: Any) -> dict[str, str]:
    """What stands in an entry and in its news; pictures and films have addresses and titles of their own."""
    news = [inner for element in entry if _name(element) == "news" for inner in element.iter("*")]
    return {_name(element): text for element in (*news, *entry) if (text := " ".join((element.text or "").split()))}


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _attribute(element: Any, name: str) -> str:
    return next((value.strip() for key, value in element.attrib.items() if key.lower() == name), "")
