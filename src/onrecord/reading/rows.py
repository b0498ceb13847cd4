"""One article as a JSON object, under the names that this and other tools give to its fields."""

from __future__ import annotations

from typing import Any

from onrecord.article import Page
from onrecord.errors import ArticleMalformed
from onrecord.reading.text import check_text

# Ours first; then those of news-please, newspaper, trafilatura, schema.org, JSON Feed, WordPress, NewsAPI, the APIs of newspapers, POLECAT.
NAMES = {
    name: tuple(names.split())
    for name, names in {
        "text": "text maintext event_text articleBody article_body bodyText body_text plain_text full_text content_text raw_text article body content"
        " content_html",
        "title": "title headline webTitle",
        "published": "published date_publish publish_date date_published datePublished publishedAt published_at published_date publication_date pub_date"
        " pubDate webPublicationDate date_gmt date datetime timestamp seendate",
        "updated": "updated date_modify date_modified dateModified modified modified_gmt updated_at lastModified",
        "captured": "captured date_download retrieved fetched_at scraped_at crawl_date filedate",
        "url": "url link webUrl web_url source_url canonical_url",
        "publisher": "publisher source_domain sitename site_name source outlet publication domain hostname",
        "authors": "authors author creator byline",
    }.items()
}
# Where the words are when a field is an object: {"rendered": "..."}.
INNER = ("name", "main", "rendered", "title")


def read_row(row: Any, *, unnamed: str, file: str | None, where: str) -> Page:
    """The page of a JSON object; without an ``id`` it is called by its ``url``, or else ``unnamed``. Raises ArticleMalformed and ArticleEmpty."""
    if not isinstance(row, dict):
        raise ArticleMalformed(f"{where}: a JSON object was expected, not {type(row).__name__}.")
    text = _field(row, "text", where)
    if text is None:
        raise ArticleMalformed(f'{where}: no "text".')
    return Page(
        id=_identifier(row, where) or _field(row, "url", where) or unnamed,
        text=check_text(text, where=where),
        file=file,
        url=_field(row, "url", where),
        captured=_field(row, "captured", where),
        publisher=_field(row, "publisher", where),
        title=_field(row, "title", where),
        authors=_authors(row, where),
        published=_field(row, "published", where),
        updated=_field(row, "updated", where),
    )


def has_text(row: Any) -> bool:
    """Whether a JSON value is an object with a text in it."""
    return isinstance(row, dict) and any(row.get(key) is not None for key in NAMES["text"])


def _identifier(row: dict[str, Any], where: str) -> str | None:
    value = row.get("id")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ArticleMalformed(f'{where}: "id" must be a string or a whole number.')
    return _encodable(str(value), "id", where)


def _field(row: dict[str, Any], name: str, where: str) -> str | None:
    for key in NAMES[name]:
        value = _words(row.get(key))
        if value is None:
            continue
        if isinstance(value, int) and not isinstance(value, bool) and name in ("published", "updated", "captured"):
            return str(value)
        if not isinstance(value, str):
            raise ArticleMalformed(f'{where}: "{key}" must be a string, not {type(value).__name__}.')
        return value if name == "text" else _encodable(value, key, where)
    return None


def _words(value: Any) -> Any:
    """The value itself, or what an object says in the name of one of its own."""
    if isinstance(value, dict):
        return next((value[key] for key in INNER if isinstance(value.get(key), str)), value)
    return value


def _authors(row: dict[str, Any], where: str) -> tuple[str, ...]:
    key, value = next(((key, row[key]) for key in NAMES["authors"] if row.get(key)), ("authors", ()))
    value = _words(value)
    names = [value] if isinstance(value, str) else [_words(name) for name in value]
    return tuple(_encodable(name.strip(), key, where) for name in names if isinstance(name, str) and name.strip())


def _encodable(value: str, key: str, where: str) -> str:
    """Metadata that can be written out again as UTF-8."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ArticleMalformed(f'{where}: "{key}" holds a lone surrogate.') from error
    return value
