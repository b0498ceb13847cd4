"""JSON Lines: one article a line, with ``text`` and any of ``id``, ``title``, ``published``, ``publisher``, ``url``, ``captured``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.article import Page
from onrecord.errors import ArticleError, ArticleMalformed
from onrecord.reading.text import check_text, decode
from onrecord.records import Failure

# Names by which other tools write the same fields.
OTHER_NAMES = {"text": ("event_text",), "title": ("headline",), "published": ("pub_date", "date")}


def read_jsonl(lines: Iterable[bytes], *, id: str, file: str | None, where: str) -> Iterator[Page | Failure]:
    """Yield a page for each good line, a failure with its number for each bad one; blank lines are skipped.

    A line without an ``id`` is called by its ``url``, or else by the ``id`` of all lines and its number.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield _page(line, f"{id}:{number}", file, f"{where}, line {number}")
        except ArticleError as error:
            yield Failure.of(error, stage="reading", id=f"{id}:{number}", file=file, line=number)


def _page(line: bytes, unnamed: str, file: str | None, where: str) -> Page:
    try:
        row = json.loads(decode(line, where=where, declared="utf-8"))
    except (json.JSONDecodeError, RecursionError) as error:
        raise ArticleMalformed(f"{where}: not JSON ({error}).") from error
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
        published=_field(row, "published", where),
    )


def _identifier(row: dict[str, Any], where: str) -> str | None:
    value = row.get("id")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ArticleMalformed(f'{where}: "id" must be a string or a whole number.')
    return _encodable(str(value), "id", where)


def _field(row: dict[str, Any], name: str, where: str) -> str | None:
    for key in (name, *OTHER_NAMES.get(name, ())):
        value = row.get(key)
        if value is not None:
            if not isinstance(value, str):
                raise ArticleMalformed(f'{where}: "{key}" must be a string, not {type(value).__name__}.')
            return value if name == "text" else _encodable(value, key, where)
    return None


def _encodable(value: str, key: str, where: str) -> str:
    """Metadata that can be written out again as UTF-8."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ArticleMalformed(f'{where}: "{key}" holds a lone surrogate.') from error
    return value
