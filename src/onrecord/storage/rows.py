"""What a collection answers with: articles, statements, events, people, failures, differences and what a search found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.article import Span
from onrecord.storage.differences import ChangeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleReference:
    """The article that something stands in: ``key`` names it in the collection."""

    key: str
    id: str
    publisher: str | None
    title: str | None
    url: str | None
    published: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredArticle:
    """An article of a collection, in its latest version. ``origin``: a key that it shares with its copies; ``agency``: whose report it is, where it says so."""

    key: str
    id: str
    url: str | None
    file: str | None
    publisher: str | None
    title: str | None
    authors: tuple[str, ...]
    published: str | None
    updated: str | None
    captured: str | None
    language: str | None
    sha256: str
    length: int
    version: int
    added: str
    statements: int
    events: int
    origin: str | None = None
    agency: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Somebody in an article: as it calls them, and who they are across articles (``key``)."""

    key: str
    name: str
    type: str
    wikidata: str | None
    country: str | None
    role: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A run of words: ``same``, ``left_out``, ``put_in`` or ``replaced``; ``original``: the words told elsewhere, ``told``: those told here."""

    kind: str
    original: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A statement as one article tells it: its ``key`` there, its words, ``variant`` (exact, shortened, altered, paraphrased), whether an alteration ``touches`` a negation or a number.

    ``diff``: against the original, or the earliest telling of the same part of what was said; empty where all words are the same.
    """

    article: ArticleReference
    key: str
    words: str
    variant: str
    touches: str | None
    diff: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredStatement:
    """A statement of a collection; ``content`` has its parts, ``standing`` whether it was read, accepted, corrected or added by people.

    ``cluster``: its key across articles; ``told_by``: all tellings of it, this one among them; ``like``: how it differs from the statement that it was asked to be like.
    """

    key: str
    article: ArticleReference
    id: str
    speaker: Who | None
    act: str
    negated: bool
    nature: str
    kind: str
    words: str
    content: tuple[Span, ...]
    addressees: tuple[Who, ...]
    relayed_by: tuple[Who, ...]
    source: Span | None
    cue: Span | None
    occasion: Span | None
    within: str | None
    confidence: float | None
    standing: str
    cluster: str | None = None
    told_by: tuple[Telling, ...] = ()
    like: Telling | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A statement on whose word an event stands, or that denies it."""

    key: str
    speaker: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number of people harmed, as an event's article gives it."""

    kind: str
    value: int | None
    bound: str
    words: str
    attributed_to: tuple[Ground, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEvent:
    """An event of a collection; without ``attributed_to`` its article asserts it."""

    key: str
    article: ArticleReference
    id: str
    type: str
    mode: str | None
    status: str
    actors: tuple[Who, ...]
    recipients: tuple[Who, ...]
    trigger: Span
    place: str | None
    place_name: str | None
    place_country: str | None
    latitude: float | None
    longitude: float | None
    date: str | None
    until: str | None
    killed: int | None
    injured: int | None
    figures: tuple[Figure, ...]
    attributed_to: tuple[Ground, ...]
    denied_by: tuple[Ground, ...]
    evidence: Span
    confidence: float | None
    standing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredActor:
    """Somebody of a collection with the names that articles use, and how much there is of them."""

    key: str
    name: str
    type: str
    wikidata: str | None
    country: str | None
    role: str | None
    aliases: tuple[str, ...]
    articles: int
    statements: int
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFailure:
    """An input that gave no record, and why."""

    id: str
    file: str | None
    line: int | None
    stage: str | None
    error: str
    message: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredChange:
    """What is different in a version of an article from the one before; spans point into the text before and the text after."""

    article: ArticleReference
    version: int
    kind: ChangeKind
    before: Span | None
    after: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A version of an article's text."""

    number: int
    sha256: str
    captured: str | None
    added: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """What a search found: a statement or an article, with words around what was looked for, which stands in ``[...]``.

    ``pieces``: the same words without these marks, every second piece what was looked for; words may have brackets of their own.
    """

    what: Literal["statement", "article"]
    key: str
    article: ArticleReference
    speaker: str | None
    snippet: str
    pieces: tuple[str, ...]
