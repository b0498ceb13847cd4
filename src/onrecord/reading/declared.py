"""What a page says about itself: JSON-LD and microdata of schema.org, meta elements, its address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement, fragment_fromstring

from onrecord.reading.quoting import paragraphs_of, show_quotations

# Where JSON-LD cannot be parsed, its dates can still be read.
DATE_IN_BROKEN_JSON = re.compile(r'"(date(?:Published|Modified))"\s*:\s*"([^"]+)"')
# Names of meta elements and of microdata, those first that say most clearly what they are the date of.
PUBLISHED = (
    "article:published_time", "datepublished", "og:article:published_time", "article:published", "article.published", "published_time", "parsely-pub-date",
    "originalpublicationdate", "date_published", "publish-date", "publish_date", "publishdate", "published-date", "publication_date", "publicationdate",
    "pubdate", "pub_date", "sailthru.date", "rnews:datepublished", "bt:pubdate", "cxenseparse:recs:publishtime", "citation_publication_date",
    "dc.date.issued", "dcterms.issued", "dcterms.date", "dc.date", "dcterms.created", "dc.date.created", "datecreated", "article:created", "displaydate",
    "ptime", "date",
)  # fmt: skip
MODIFIED = (
    "article:modified_time", "datemodified", "og:updated_time", "article:modified", "article.updated", "last-modified", "lastmod", "revision_date",
    "dcterms.modified", "dc.date.modified",
)  # fmt: skip
ARTICLE = re.compile(r"(?:article|posting|report)$", re.I)
PAGE = re.compile(r"page$", re.I)
# A date without a year or in words like "today" dates nothing.
DATE = re.compile(r"\d{4}|\d{2}[-/.]\d{2}|\d{10}")
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
DATE_IN_WORDS = re.compile(
    rf"\d{{1,2}}(?:st|nd|rd|th)? {MONTH},? \d{{4}}|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}/\d{{1,2}}/\d{{4}}",
    re.I,
)
DATE_NAME = re.compile(r"date|publish|posted|time|byline|meta", re.I)
SHOWN_CHARACTERS = 150
DATE_IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?:[/_-]|$)")
# Times here are of other articles.
ELSEWHERE = "ancestor::aside or ancestor::nav or ancestor::footer or ancestor::figure"
CHANGED = re.compile(r"updat|modif|edited|revis", re.I)
SAVED_CHARACTERS = 10_000
SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(\S+)|saved with SingleFile\s+url:\s*(\S+)\s+saved date:\s*([^\n(]+)", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """Facts in the page's own notation; ``None`` where it does not give them. ``posts``: what a live blog has only as data."""

    headline: str | None = None
    published: str | None = None
    updated: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    captured: str | None = None
    posts: tuple[tuple[str, ...], ...] = ()


def declared_by(tree: HtmlElement, page: str) -> Declared:
    """Read what a page, parsed and as it came, says about itself; the time of publication comes from what says that it is one, never from a change or another time."""
    scripts = [script.text for script in tree.xpath('.//script[contains(@type, "ld+json")]') if script.text]
    items = [item for script in scripts for item in _schema_items(script)]
    articles = [item for item in items if ARTICLE.search(_type(item))]
    pages = [item for item in items if PAGE.search(_type(item))]
    broken = {} if items else dict(reversed(DATE_IN_BROKEN_JSON.findall(" ".join(scripts))))
    said = [*articles, *pages, broken]
    url, captured = _saved(page)
    address = next(iter(tree.xpath('.//link[@rel="canonical"]/@href | .//meta[@property="og:url"]/@content')), None) or url
    return Declared(
        headline=next((item["headline"] for item in articles if isinstance(item.get("headline"), str)), None),
        published=_first_date(
            *(item.get("datePublished") for item in said),
            *_named(tree, PUBLISHED),
            *(item.get("dateCreated") for item in articles),
            *_times(tree),
            *_shown(tree),
            *("-".join(parts) for parts in DATE_IN_ADDRESS.findall(address or "")),
        ),
        updated=_first_date(*(item.get("dateModified") for item in said), *_named(tree, MODIFIED)),
        authors=tuple(dict.fromkeys(name for item in articles for name in _people(item.get("author")))),
        url=url,
        captured=captured,
        posts=tuple(
            lines for item in articles for post in _as_list(item.get("liveBlogUpdate")) if isinstance(post, dict) and (lines := _post(post))
        ),
    )


def _schema_items(script: str) -> Iterator[dict[str, Any]]:
    """The things that JSON-LD describes, without those that they only list or link to; none where it is broken."""
    try:
        data = json.loads(script.strip().removeprefix("<!--").removesuffix("-->").rstrip(" ;\n"), strict=False)
    except (ValueError, RecursionError):
        return
    for item in _as_list(data):
        if isinstance(item, dict):
            yield from (inner for inner in (item, *_as_list(item.get("@graph")), item.get("mainEntity")) if isinstance(inner, dict))


def _type(item: dict[str, Any]) -> str:
    return next((kind for kind in _as_list(item.get("@type")) if isinstance(kind, str)), "")


def _as_list(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def _first_date(*values: Any) -> str | None:
    """The first value that is written as a date."""
    return next((str(value).strip() for value in values if isinstance(value, str | int) and DATE.search(str(value))), None)


def _named(tree: HtmlElement, names: Iterable[str]) -> Iterator[str]:
    """Values of meta elements, and of elements with such an ``itemprop``, in the order of ``names``."""
    found: dict[str, str] = {}
    for element in tree.xpath(f".//meta[@content] | .//*[@itemprop][not({ELSEWHERE})]"):
        value = element.get("content") or element.get("datetime") or element.get("title") or element.text_content()
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            for name in (element.get(attribute) or "").lower().split():
                found.setdefault(name, value)
    return (found[name] for name in names if name in found)


def _times(tree: HtmlElement) -> Iterator[str]:
    """Times of the article's head that are not those of a change; other times are those of posts and of other articles."""
    for element in tree.xpath(f".//time[@datetime][not({ELSEWHERE})]"):
        around = " ".join((element.get("class") or "", element.get("itemprop") or "", _before(element)))
        if not CHANGED.search(around):
            yield element.get("datetime")


def _shown(tree: HtmlElement) -> Iterator[str]:
    """Short texts of elements that are named as dates or bylines and have a full date in them."""
    for element in tree.xpath(f".//body//*[@class or @id][not({ELSEWHERE})]"):
        if DATE_NAME.search(f"{element.get('class')} {element.get('id')}"):
            text = " ".join(element.text_content().split())
            if len(text) <= SHOWN_CHARACTERS and DATE_IN_WORDS.search(text):
                yield text


def _before(element: HtmlElement) -> str:
    """The words just before an element, in the same line."""
    previous, parent = element.getprevious(), element.getparent()
    if previous is not None:
        return f"{previous.text_content()[-30:]} {previous.tail or ''}" if previous.tag != "time" else previous.tail or ""
    return (parent.text or "") if parent is not None else ""


def _people(author: Any) -> Iterator[str]:
    for one in _as_list(author):
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict) and "organi" not in _type(one).lower():
            parts = " ".join(part for key in ("givenName", "familyName") if isinstance(part := one.get(key), str))
            yield from (name for name in _as_list(one.get("name") or parts or None) if isinstance(name, str))


def _post(post: dict[str, Any]) -> tuple[str, ...]:
    """A post's time, headline and paragraphs."""
    time, headline, body = (
        value if isinstance(value := post.get(key), str) else "" for key in ("datePublished", "headline", "articleBody")
    )
    return tuple(line for line in (time, headline and f"## {headline}", *_text_lines(body)) if line.strip())


def _text_lines(text: str) -> list[str]:
    """The paragraphs of a text that may be written in HTML."""
    if not re.search(r"<\w", text):
        return text.split("\n")
    body = fragment_fromstring(text, create_parent="div")
    show_quotations(body)
    return paragraphs_of(body)


def _saved(page: str) -> tuple[str | None, str | None]:
    """Address and time that a browser or SingleFile wrote into the page when it was saved."""
    match = SAVED_FROM.search(page[:SAVED_CHARACTERS])
    return (match[1] or match[2], match[3]) if match else (None, None)
