"""What a collection answers with of several articles: tellings of one statement, reports of one event, who says what of it, disputes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.article import Span
from onrecord.storage.rows import ArticleReference, Who


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Somebody's word in an article. ``who``: unknown where an article itself says it (then without ``statement``), or nobody known does; ``name``: as it is called there.

    ``statement``: its key; ``words``: characters ``[start, end)`` of the article's text.
    """

    who: Who | None
    name: str | None
    article: ArticleReference
    statement: str | None
    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """A number of people harmed, and on whose word."""

    kind: str
    value: int
    bound: str
    by: Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class EventReport:
    """An event as one article reports it; ``key``: its key there."""

    key: str
    article: ArticleReference
    status: str
    trigger: Span
    evidence: Span
    confidence: float | None
    standing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventTurn:
    """What articles say of an event's status from one day on."""

    published: str | None
    status: str
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedEvent:
    """An event over all articles that report it. ``key`` names it across articles; type, status, place, date and numbers are those of the latest report that was asked for (``report``, its key).

    ``reports``: by date; ``origins``: how many independent ones there are, ``denying_origins``: of denials; ``asserted_by``: articles on their own word; ``accounts``: what those who take part
    say in articles that report it; ``history``: its status over time.
    """

    key: str
    report: str
    type: str
    mode: str | None
    status: str
    actors: tuple[Who, ...]
    recipients: tuple[Who, ...]
    place: str | None
    place_name: str | None
    place_country: str | None
    latitude: float | None
    longitude: float | None
    date: str | None
    until: str | None
    killed: int | None
    injured: int | None
    reports: tuple[EventReport, ...]
    origins: int
    denying_origins: int
    asserted_by: tuple[Voice, ...]
    attributed_to: tuple[Voice, ...]
    denied_by: tuple[Voice, ...]
    figures: tuple[Toll, ...]
    accounts: tuple[Voice, ...]
    history: tuple[EventTurn, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeSide:
    """One side of a dispute: what it says, whose word that is, and in how many independent origins it was read."""

    says: str
    origins: int
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDispute:
    """What is told in two ways: an event that somebody denies (``denied``), numbers that differ (``figures``, ``of`` killed or injured), a statement that its speaker denies (``unsaid``).

    ``about``: key of the event or the statement across articles; ``words``: of the first that tells of it.
    """

    about: str
    what: Literal["event", "statement"]
    kind: str
    of: str | None
    words: str
    sides: tuple[DisputeSide, ...]
