"""Annotated articles, in the format of benchmark/articles.

Speakers and participants are ids of the article's actors; all words are spans of its text.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pydantic import TypeAdapter, ValidationError

from onrecord.article import Span, spans_of
from onrecord.errors import FileUnfit
from onrecord.records import Act, ActorType, StatementKind, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldActor:
    """Someone who speaks, is spoken to, relays or takes part. ``mentions`` are the names and descriptions in the text."""

    id: str
    name: str
    type: ActorType
    wikidata: str | None = None
    country: str | None = None
    role: str | None = None
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldStatement:
    """Words attributed to someone; ``relayed_by`` ends with the outermost relay."""

    id: str
    kind: StatementKind
    act: Act
    speaker: str | None = None
    source: Span | None = None
    cue: Span | None = None
    content: tuple[Span, ...]
    addressee: tuple[str, ...] = ()
    relayed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldEvent:
    """An event; ``attributed_to``: the actors on whose word alone it is reported."""

    id: str
    type: str
    mode: str | None = None
    trigger: Span
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    place: Span | None = None
    date_text: Span | None = None
    date: str | None = None
    status: Status
    attributed_to: tuple[str, ...] = ()
    killed: int | None = None
    injured: int | None = None
    evidence: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldArticle:
    """An article with its annotation."""

    id: str
    text: str
    publisher: str | None = None
    published: str | None = None
    title: str | None = None
    actors: tuple[GoldActor, ...] = ()
    statements: tuple[GoldStatement, ...] = ()
    events: tuple[GoldEvent, ...] = ()


def read_gold(data: bytes, *, where: str) -> list[GoldArticle]:
    """Read a JSON list of annotated articles. Raises FileUnfit for anything else, and where a span does not match the text."""
    try:
        articles = _adapter().validate_json(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise FileUnfit(f"{where} is no list of annotated articles: {place}: {first['msg']}.") from error
    for article in articles:
        for _, span in spans_of(article):
            if article.text[span.start : span.end] != span.text:
                raise FileUnfit(f"{where}: {article.id}: characters {span.start} to {span.end} are not {span.text!r}.")
    return articles


@cache
def _adapter() -> TypeAdapter[list[GoldArticle]]:
    return TypeAdapter(list[GoldArticle])
