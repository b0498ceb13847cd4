"""Which agency an article came from, as its tag ("(Reuters) -"), its byline ("By Jane Roe, Associated Press") or its last line says. Table: ``data/agencies.json``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from onrecord.article import Article

# A tag stands behind a place and perhaps a date, before a dash: "GENEVA, March 5 (Reuters) - ".
TAG = re.compile(r"^[^\W\d_a-z][^()\n]{0,60}\(([^()\n\d]{2,40})\)\s*(?:[-–—]|--)")
# "Reuters - ", "AP — " at the very beginning.
LEADING = re.compile(r"^\(?([^\W\d_]+(?: [^\W\d_]+){0,2})\)?\s*(?:[-–—:]|--)\s")
BYLINE = re.compile(r"^by\b[:\s]+(.+)$", re.I)
BETWEEN = re.compile(r"\s*(?:,|\||/|;|\bof\b|\bfor\b|\bfrom\b|\band\b)\s*(?:the\s+)?", re.I)
COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\W*(?:\d{4}\W+)?(?:by\s+)?(?:the\s+)?([^\W\d_][\w .&-]{1,40}?)(?=[.,;|]|\s+all rights|\s*$)", re.I
)
# Tags stand in the first lines, sign-offs in the last.
LINES_AT_EDGES = 4
LONGEST_BYLINE = 12


def agency_of(article: Article) -> str | None:
    """The agency whose report an article is, or is made from; ``None`` where nothing says so. "told Reuters" says nothing."""
    lines = [line.strip() for line in article.text.splitlines() if line.strip()]
    for line in lines[:LINES_AT_EDGES]:
        if found := _in_tag(line) or _in_byline(line):
            return found
    for author in article.authors:
        if found := _first(_named(author)):
            return found
    for line in reversed(lines[-LINES_AT_EDGES:]):
        if (match := COPYRIGHT.search(line)) and (found := _known(match[1])):
            return found
    return _known(article.publisher) if article.publisher is not None else None


def _in_tag(line: str) -> str | None:
    """The name in a tag; a name that is not known must stand behind a place in capitals, as agencies set it."""
    if match := TAG.match(line):
        known = _known(match[1]) or _ends_like_one(match[1])
        return known or (match[1].strip() if line.split("(")[0].split(",")[0].strip().isupper() else None)
    match = LEADING.match(line)
    return _known(match[1]) if match else None


def _in_byline(line: str) -> str | None:
    match = BYLINE.match(line)
    return _first(_named(match[1])) if match and len(line.split()) <= LONGEST_BYLINE else None


def _named(byline: str) -> Iterator[str]:
    """The agencies that a byline names."""
    for part in BETWEEN.split(byline):
        name = part.strip(" .").removesuffix(" staff").strip()
        if found := _known(name) or _ends_like_one(name):
            yield found


def _first(names: Iterator[str]) -> str | None:
    return next(names, None)


def _known(name: str) -> str | None:
    return _forms().get(" ".join(name.casefold().split()))


def _ends_like_one(name: str) -> str | None:
    """A name that ends as agencies' names do: "Meridian Press", "Northwire"."""
    folded = name.casefold().strip()
    is_one = bool(folded) and name[:1].isupper() and folded.endswith(_endings()) and not any(word in folded for word in _others())
    return name.strip() if is_one else None


@cache
def _forms() -> dict[str, str]:
    agencies: Mapping[str, str] = _table()["agencies"]
    return {form: name for name, forms in agencies.items() for form in forms.split("|")}


@cache
def _endings() -> tuple[str, ...]:
    return tuple(_table()["endings"].split("|"))


@cache
def _others() -> tuple[str, ...]:
    return tuple(_table()["no agency"].split("|"))


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = json.loads(files("onrecord").joinpath("data/agencies.json").read_text("utf-8"))
    return table
