"""What a collection answers, as the cells of a table: one row for each thing, the columns the same for all of a kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Generic, TypeVar

from onrecord.collection.agreement import Agreement
from onrecord.collection.citing import link_to
from onrecord.exporting.columns import Cell
from onrecord.exporting.spreadsheet import joined
from onrecord.storage import (
    ArticleReference,
    Count,
    Decision,
    Hit,
    MergedEvent,
    StoredActor,
    StoredArticle,
    StoredChange,
    StoredDispute,
    StoredFailure,
    StoredStatement,
    Voice,
    Who,
)

Row = Mapping[str, Cell]
Item = TypeVar("Item")
ARTICLE = ("article", "publisher", "published", "title", "url", "article_key")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows(Generic[Item]):
    """How an item is a row: its cells by the names of their columns, which are those of CSV."""

    of: Callable[[Item], Row]
    columns: tuple[str, ...]


def _fields(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _article(article: ArticleReference) -> dict[str, Cell]:
    return {
        "article": article.id,
        "publisher": article.publisher,
        "published": article.published,
        "title": article.title,
        "url": article.url,
        "article_key": article.key,
    }


def _names(people: Iterable[Who]) -> str:
    return joined(dict.fromkeys(one.name for one in people))


def _voice(one: Voice) -> str:
    return (one.who.name if one.who else one.name) or one.article.publisher or one.article.id


def _voices(voices: Iterable[Voice]) -> str:
    return joined(dict.fromkeys(map(_voice, voices)))


def statement_row(one: StoredStatement) -> Row:
    """The cells of a statement."""
    who = one.speaker
    return {
        **_article(one.article),
        "key": one.key,
        "speaker": who.name if who else None,
        "speaker_type": who.type if who else None,
        "speaker_role": who.role if who else None,
        "speaker_country": who.country if who else None,
        "speaker_wikidata": who.wikidata if who else None,
        "speaker_key": who.key if who else None,
        "act": one.act,
        "negated": one.negated,
        "kind": one.kind,
        "nature": one.nature,
        "words": one.words,
        "start": one.content[0].start,
        "end": one.content[-1].end,
        "to": _names(one.addressees),
        "relayed_by": _names(one.relayed_by),
        "source": one.source.text if one.source else None,
        "cue": one.cue.text if one.cue else None,
        "confidence": one.confidence,
        "standing": one.standing,
        "cluster": one.cluster,
        "told_by": joined(dict.fromkeys(told.article.publisher or told.article.id for told in one.told_by)),
        "variant": next((told.variant for told in one.told_by if told.key == one.key and told.article.key == one.article.key), None),
        "like": one.like.variant if one.like else None,
        "touches": one.like.touches if one.like else None,
        "link": link_to(one),
    }


def event_row(one: MergedEvent) -> Row:
    """The cells of an event: those of the latest report that was asked for, and who says what over all of them."""
    report = next(told for told in one.reports if told.key == one.report)
    return {
        **_article(report.article),
        "key": one.key,
        "type": one.type,
        "mode": one.mode,
        "status": one.status,
        "actors": _names(one.actors),
        "recipients": _names(one.recipients),
        "trigger": report.trigger.text,
        "place": one.place,
        "place_name": one.place_name,
        "place_country": one.place_country,
        "latitude": one.latitude,
        "longitude": one.longitude,
        "date": one.date,
        "until": one.until,
        "killed": one.killed,
        "injured": one.injured,
        "reports": len(one.reports),
        "origins": one.origins,
        "on_word_of": _voices(one.attributed_to),
        "denied_by": _voices(one.denied_by),
        "figures": joined(f"{toll.bound.replace('_', ' ')} {toll.value} {toll.kind} ({_voice(toll.by)})" for toll in one.figures),
        "evidence": report.evidence.text,
        "start": report.evidence.start,
        "end": report.evidence.end,
        "confidence": report.confidence,
        "standing": report.standing,
        "report_key": one.report,
    }


def dispute_row(one: StoredDispute) -> Row:
    """The cells of a dispute."""
    return {
        "about": one.about,
        "what": one.what,
        "kind": one.kind,
        "of": one.of,
        "words": one.words,
        "sides": joined(f"{side.says}: {', '.join(dict.fromkeys(map(_voice, side.voices)))}" for side in one.sides),
        "origins": joined(f"{side.origins}" for side in one.sides),
    }


def actor_row(one: StoredActor) -> Row:
    """The cells of somebody."""
    return asdict(one) | {"aliases": joined(one.aliases)}


def article_row(one: StoredArticle) -> Row:
    """The cells of an article."""
    return asdict(one) | {"authors": joined(one.authors)}


def failure_row(one: StoredFailure) -> Row:
    """The cells of a failure."""
    return asdict(one)


def change_row(one: StoredChange) -> Row:
    """The cells of a difference."""
    spans: dict[str, Any] = {"before": one.before and one.before.text, "after": one.after and one.after.text}
    return {**_article(one.article), "version": one.version, "kind": one.kind, **spans}


def hit_row(one: Hit) -> Row:
    """The cells of what a search found."""
    return {**_article(one.article), "key": one.key, "what": one.what, "speaker": one.speaker, "words": one.snippet}


def count_row(one: Count) -> Row:
    """The cells of a count."""
    return asdict(one) | {"value": one.value if one.value is not None else "(unknown)"}


def decision_row(one: Decision) -> Row:
    """The cells of a decision."""
    return {
        "key": one.key,
        "kind": one.kind,
        "state": one.state,
        "by": one.by,
        "at": one.at,
        "about": joined(f"{subject.what} in {subject.article_id}: {' '.join(subject.anchor.quotation.split())}" for subject in one.about),
        "to": "; ".join(f"{name}={value}" for name, value in one.to.items()),
        "why": one.why,
    }


STATEMENTS = Rows(
    of=statement_row,
    columns=(
        *ARTICLE,
        "key",
        "speaker",
        "speaker_type",
        "speaker_role",
        "speaker_country",
        "speaker_wikidata",
        "speaker_key",
        "act",
        "negated",
        "kind",
        "nature",
        "words",
        "start",
        "end",
        "to",
        "relayed_by",
        "source",
        "cue",
        "confidence",
        "standing",
        "cluster",
        "told_by",
        "variant",
        "like",
        "touches",
        "link",
    ),
)

EVENTS = Rows(
    of=event_row,
    columns=(
        *ARTICLE,
        "key",
        "type",
        "mode",
        "status",
        "actors",
        "recipients",
        "trigger",
        "place",
        "place_name",
        "place_country",
        "latitude",
        "longitude",
        "date",
        "until",
        "killed",
        "injured",
        "reports",
        "origins",
        "on_word_of",
        "denied_by",
        "figures",
        "evidence",
        "start",
        "end",
        "confidence",
        "standing",
        "report_key",
    ),
)

DISPUTES = Rows(of=dispute_row, columns=("about", "what", "kind", "of", "words", "sides", "origins"))

ACTORS = Rows(of=actor_row, columns=_fields(StoredActor))

ARTICLES = Rows(of=article_row, columns=_fields(StoredArticle))

FAILURES = Rows(of=failure_row, columns=_fields(StoredFailure))

CHANGES = Rows(of=change_row, columns=(*ARTICLE, "version", "kind", "before", "after"))

HITS = Rows(of=hit_row, columns=(*ARTICLE, "key", "what", "speaker", "words"))

COUNTS = Rows(of=count_row, columns=_fields(Count))

DECISIONS = Rows(of=decision_row, columns=("key", "kind", "state", "by", "at", "about", "to", "why"))

AGREEMENTS: Rows[Agreement] = Rows(of=asdict, columns=_fields(Agreement))
