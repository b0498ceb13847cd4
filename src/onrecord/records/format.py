"""The record: what is on record in one article. This is the public format ``onrecord/1`` (docs/records.md).

Classes that derive from :class:`Span` carry its three fields beside their own, as the JSON does. ``id`` is a label within the record; ``key`` is the same in
every run that finds the same words (:mod:`onrecord.records.labels` gives both).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, overload

from pydantic import TypeAdapter

from onrecord.article import Article, Block, Span
from onrecord.ontology import EventType, Mode

SCHEMA: Literal["onrecord/1"] = "onrecord/1"

ActorType = Literal["person", "organization", "country", "group"]
MentionForm = Literal["name", "description", "pronoun"]
Nature = Literal["utterance", "attitude"]
StatementKind = Literal["direct", "indirect", "mixed"]
Act = Literal["say", "accuse", "deny", "reject", "request", "threaten", "promise", "support", "ask"]
Status = Literal["occurred", "ongoing", "planned", "denied", "called_for", "possible"]
# What has taken place, or begun to.
HAPPENED: tuple[Status, ...] = ("occurred", "ongoing")
CasualtyKind = Literal["killed", "injured", "missing", "displaced", "detained"]
Bound = Literal["exact", "at_least", "at_most", "about"]
Precision = Literal["country", "region", "city", "point"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Span):
    """Words that refer to an actor."""

    form: MentionForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Someone or something that speaks, is spoken to, relays or takes part. ``country`` is ISO 3166 alpha-3; ``members``: actors who are one together."""

    id: str
    key: str | None = None
    name: str
    type: ActorType
    wikidata: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    role: str | None = None
    confidence: float | None = None
    members: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant(Span):
    """An actor at the words by which it takes part."""

    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Words attributed to someone. ``speaker`` and ``within`` are ids of the record; ``content`` has one span per contiguous part."""

    id: str
    key: str | None = None
    nature: Nature = "utterance"
    kind: StatementKind
    act: Act = "say"
    speaker: str | None = None
    source: Span | None = None
    cue: Span | None = None
    content: tuple[Span, ...]
    addressees: tuple[Participant, ...] = ()
    relayed_by: tuple[Participant, ...] = ()
    occasion: Span | None = None
    within: str | None = None
    negated: bool = False
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Span):
    """Place words and, where known, the place that they refer to; degrees (WGS 84) and kilometres."""

    name: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: Precision | None = None
    uncertainty_km: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Date(Span):
    """Date words and their ISO value: YYYY, YYYY-MM, YYYY-MM-DD or with a time; ``until`` for ranges, inclusive."""

    value: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Casualty(Span):
    """A group of people harmed: how many (``None``: not said), who, and on whose word (statement ids)."""

    kind: CasualtyKind
    value: int | None = None
    bound: Bound = "exact"
    who: Span | None = None
    actor: str | None = None
    attributed_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic(Span):
    """A topic of a contact, or one that was said not to have been discussed."""

    discussed: bool = True
    attributed_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened between actors. ``attributed_to`` and ``denied_by`` are statement ids."""

    id: str
    key: str | None = None
    type: EventType
    mode: Mode | None = None
    trigger: Span
    actors: tuple[Participant, ...] = ()
    recipients: tuple[Participant, ...] = ()
    place: Place | None = None
    date: Date | None = None
    status: Status = "occurred"
    attributed_to: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    casualties: tuple[Casualty, ...] = ()
    killed: int | None = None
    injured: int | None = None
    topics: tuple[Topic, ...] = ()
    evidence: Span
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Warning:
    """A problem with the article that users of the record should know of; without a span it concerns the whole article."""

    code: str
    message: str
    start: int | None = None
    end: int | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleDescription:
    """The article that a record was read from; its ``text`` only where it was asked for (:meth:`Reading.with_text`)."""

    id: str
    file: str | None
    url: str | None
    captured: str | None = None
    publisher: str | None
    title: str | None
    authors: tuple[str, ...]
    published: str | None
    updated: str | None
    language: str | None
    sha256: str
    length: int
    blocks: tuple[Block, ...]
    text: str | None = None

    @staticmethod
    def of(article: Article) -> ArticleDescription:
        """Describe an article."""
        return ArticleDescription(
            id=article.id,
            file=article.file,
            url=article.url,
            captured=article.captured,
            publisher=article.publisher,
            title=article.title,
            authors=article.authors,
            published=article.published,
            updated=article.updated,
            language=article.language,
            sha256=article.sha256,
            length=len(article.text),
            blocks=article.blocks,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeBy:
    """Versions of what made a record. ``fingerprint``: a hash over code, data files, weights and knowledge; the same fingerprint gives the same record."""

    onrecord: str
    model: str
    knowledge: str | None = None
    fingerprint: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What is on record in one article."""

    schema: Literal["onrecord/1"] = SCHEMA
    article: ArticleDescription
    actors: tuple[Actor, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    warnings: tuple[Warning, ...] = ()
    made_by: MadeBy

    @overload
    def actor(self, id: str) -> Actor: ...

    @overload
    def actor(self, id: None) -> None: ...

    @overload
    def actor(self, id: str | None) -> Actor | None: ...

    def actor(self, id: str | None) -> Actor | None:
        """The actor with this id, and ``None`` for ``None``: nobody is known. KeyError where the record has no such actor."""
        if id is None:
            return None
        for actor in self.actors:
            if actor.id == id:
                return actor
        raise KeyError(id)

    def to_html(self) -> str:
        """A self-contained page: the article, where its text is in the record (:meth:`Reading.with_text`), with what is on record marked, and the record beside it."""
        from onrecord.records.html import as_page

        return as_page(self)

    def _repr_html_(self) -> str:
        """For notebooks."""
        from onrecord.records.html import as_part

        return as_part(self)

    def to_json(self, *, indent: int | None = None) -> str:
        """The record as JSON, one line unless indented; the same record gives the same bytes."""
        return _adapter().dump_json(self, indent=indent).decode("utf-8")

    @staticmethod
    def from_json(data: str | bytes) -> Record:
        """Read a record back; pydantic's ValidationError names what does not fit."""
        return _adapter().validate_json(data)


def json_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a record."""
    return _adapter().json_schema(mode="serialization")


@cache
def _adapter() -> TypeAdapter[Record]:
    return TypeAdapter(Record)
