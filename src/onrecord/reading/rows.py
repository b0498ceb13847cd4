"""One article as an object of JSON or a row of a table, under the names that this and other tools give to its fields."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from onrecord.article import Page
from onrecord.errors import ArticleMalformed
from onrecord.reading.columns import KNOWN, Columns
from onrecord.reading.found import Address
from onrecord.reading.text import check_text

# Where the words are when a field is an object: {"rendered": "..."}.
INNER = ("name", "main", "rendered", "title")
# Where the fields are when they lie in an object of their own: the Guardian's "fields", a search engine's "_source".
WITHIN = ("fields", "_source", "article", "attributes")
DATES = ("published", "updated", "captured")


def read_row(row: Any, *, unnamed: str, file: str | None, where: str, columns: Columns = KNOWN) -> Page | Address:
    """The page of a row, or where it is to be fetched if the row has its ``url`` and no text; without an ``id`` it is called by its ``url``, or else ``unnamed``.

    Raises ArticleMalformed, and what ``check_text`` raises.
    """
    if not isinstance(row, dict):
        raise ArticleMalformed(f"{where}: a JSON object was expected, not {type(row).__name__}.")
    row = _opened(row, columns)
    text, url = _field(row, "text", where, columns), _field(row, "url", where, columns)
    id = _identifier(row, where, columns) or url or unnamed
    facts: dict[str, Any] = {name: _field(row, name, where, columns) for name in ("title", "published", "updated", "publisher")}
    authors = _authors(row, where, columns)
    if text is not None:
        captured = _field(row, "captured", where, columns)
        return Page(id=id, text=check_text(text, where=where), file=file, url=url, captured=captured, authors=authors, **facts)
    if url is not None and url.startswith(("http://", "https://")):
        return Address(url=url, id=id, where=where, file=file, authors=authors, **facts)
    raise ArticleMalformed(f'{where}: no "{columns.given.get("text", "text")}".')


def has_text(row: Any, columns: Columns = KNOWN) -> bool:
    """Whether a JSON value is an object with a text in it."""
    return isinstance(row, dict) and next(columns.values(_opened(row, columns), "text"), None) is not None


def _opened(row: dict[str, Any], columns: Columns) -> dict[str, Any]:
    """A row together with the fields that lie in an object in it, where it has no text of its own."""
    for key in WITHIN:
        inner, others = row.get(key), {name: value for name, value in row.items() if name != key}
        if isinstance(inner, dict) and next(columns.values(inner, "text"), None) and next(columns.values(others, "text"), None) is None:
            return inner | others
    return row


def _identifier(row: dict[str, Any], where: str, columns: Columns) -> str | None:
    key, value = next(columns.values(row, "id"), ("id", None))
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ArticleMalformed(f'{where}: "{key}" must be a string or a whole number.')
    return _encodable(str(value), key, where)


def _field(row: dict[str, Any], name: str, where: str, columns: Columns) -> str | None:
    for key, given in columns.values(row, name):
        value = _words(given)
        if _is_unknown(value):
            continue
        if name in DATES and isinstance(value, int | float | date) and not isinstance(value, bool):
            return value.isoformat() if isinstance(value, date) else str(int(value))
        if not isinstance(value, str):
            raise ArticleMalformed(f'{where}: "{key}" must be a string, not {type(value).__name__}.')
        return value if name == "text" else _encodable(value, key, where)
    return None


def _is_unknown(value: Any) -> bool:
    """Whether a value is what tables have where nothing is known; pandas writes NaN, which is not itself."""
    return value is None or value != value


def _words(value: Any) -> Any:
    """The value itself, or what an object says in the name of one of its own, or in its sections."""
    if isinstance(value, dict):
        if isinstance(value.get("sections"), list):
            return "\n\n".join(_paragraphs(value)) or None
        return next((value[key] for key in INNER if isinstance(value.get(key), str)), value)
    return value


def _paragraphs(body: dict[str, Any]) -> Iterator[str]:
    """The paragraphs of a body in sections, with their headings: summary, then sections of headline and paragraphs."""
    for part in (body, *(section for section in body["sections"] if isinstance(section, dict))):
        for name in ("summary", "headline", "paragraphs"):
            lines = part.get(name)
            yield from (line for line in lines if isinstance(line, str)) if isinstance(lines, list) else ()


def _authors(row: dict[str, Any], where: str, columns: Columns) -> tuple[str, ...]:
    key, value = next(((key, value) for key, value in columns.values(row, "authors") if not _is_empty(value)), ("authors", ()))
    value = _words(value)
    names = value if isinstance(value, list | tuple) else [value]
    named = (_words(name) for name in names)
    return tuple(_encodable(name.strip(), key, where) for name in named if isinstance(name, str) and name.strip())


def _is_empty(value: Any) -> bool:
    return _is_unknown(value) or value in ("", [], {})


def _encodable(value: str, key: str, where: str) -> str:
    """Metadata that can be written out again as UTF-8."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ArticleMalformed(f'{where}: "{key}" holds a lone surrogate.') from error
    return value
