"""What actors, articles and the things found in them are called outside their article."""

from __future__ import annotations

import base64
import uuid

from onrecord.article import Span
from onrecord.records import Actor, ArticleDescription, Event, Record, Statement

DIGITS_OF_A_HASH = 20
WIKIDATA = "http://www.wikidata.org/entity/"


def identity(record: Record, actor: Actor) -> str:
    """What an actor is called across articles: its Wikidata identifier; without one, its key, by which it is known within its article only.

    All formats that put articles together ask here who is the same.
    """
    return actor.wikidata or actor.key or f"{record.article.sha256[:DIGITS_OF_A_HASH]}-{actor.id}"


def name_of_part(record: Record, part: Statement | Event | Actor, span: Span | None = None) -> str:
    """What a statement or an event is called, or an actor at some words: the same after every re-run that finds it, otherwise in another article of the same text."""
    where = [f"{span.start}-{span.end}"] if span is not None else []
    return name_of(type(part).__name__, record.article.id, record.article.sha256, part.key or part.id, *where)


def name_of(*parts: str) -> str:
    """A UUID that is the same whenever it is made of the same parts."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "\n".join(("onrecord", *parts))))


def iri_of_actor(record: Record, actor: Actor) -> str:
    """The identity of an actor as an IRI."""
    return f"{WIKIDATA}{actor.wikidata}" if actor.wikidata else iri_of(name_of("Actor", identity(record, actor)))


def iri_of_text(article: ArticleDescription) -> str:
    """The frozen text, named by its hash (RFC 6920)."""
    digest = base64.urlsafe_b64encode(bytes.fromhex(article.sha256)).decode("ascii").rstrip("=")
    return f"ni:///sha-256;{digest}"


def iri_of(name: str) -> str:
    """A UUID as an IRI."""
    return f"urn:uuid:{name}"
