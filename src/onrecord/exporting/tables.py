"""All of a record as tables that are joined by their keys; each format made of several tables writes these."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

from onrecord.exporting import events, statements
from onrecord.exporting.columns import Cell, Column, Table, day_of, of_kind, text, words
from onrecord.exporting.spreadsheet import words_of
from onrecord.records import Participant, Record, Statement

SPAN = words("words", "start", "end")


def _articles(record: Record) -> Iterator[list[Cell]]:
    one, made_by = record.article, record.made_by
    yield [
        one.publisher, one.published, day_of(one.published), one.updated, one.title, list(one.authors), one.url, one.file, one.captured, one.language,
        one.sha256, one.length, made_by.onrecord, made_by.model, made_by.knowledge, made_by.fingerprint,
    ]  # fmt: skip


def _blocks(record: Record) -> Iterator[list[Cell]]:
    for block in record.article.blocks:
        yield [block.kind, block.start, block.end]


def _actors(record: Record) -> Iterator[list[Cell]]:
    for one in record.actors:
        yield [
            one.id,
            one.key,
            one.name,
            one.type,
            one.wikidata,
            one.country,
            list(one.sectors),
            one.role,
            list(one.members),
            one.confidence,
        ]


def _mentions(record: Record) -> Iterator[list[Cell]]:
    for actor in record.actors:
        for mention in actor.mentions:
            yield [actor.id, mention.form, *words_of(mention)]


def _contents(record: Record) -> Iterator[list[Cell]]:
    for statement in record.statements:
        for position, part in enumerate(statement.content):
            yield [statement.id, position, *words_of(part)]


def _taking_part(participants: Callable[[Statement], tuple[Participant, ...]]) -> Callable[[Record], Iterator[list[Cell]]]:
    def rows(record: Record) -> Iterator[list[Cell]]:
        for statement in record.statements:
            for one in participants(statement):
                yield [statement.id, one.actor, *words_of(one)]

    return rows


def _participants(record: Record) -> Iterator[list[Cell]]:
    for event in record.events:
        for side, participants in (("actor", event.actors), ("recipient", event.recipients)):
            for one in participants:
                yield [event.id, side, one.actor, *words_of(one)]


def _casualties(record: Record) -> Iterator[list[Cell]]:
    for event in record.events:
        for one in event.casualties:
            yield [event.id, one.kind, one.value, one.bound, one.actor, list(one.attributed_to), *words_of(one.who), *words_of(one)]


def _topics(record: Record) -> Iterator[list[Cell]]:
    for event in record.events:
        for topic in event.topics:
            yield [event.id, topic.discussed, list(topic.attributed_to), *words_of(topic)]


ARTICLES = (
    *text("publisher", "published"),
    *of_kind("date", "day"),
    *text("updated", "title"),
    *of_kind("texts", "authors"),
    *text("url", "file", "captured", "language", "sha256"),
    *of_kind("integer", "length"),
    *text("onrecord", "model", "knowledge", "fingerprint"),
)
ACTORS = (
    *text("actor", "key", "name", "type", "wikidata", "country"),
    *of_kind("texts", "sectors"),
    *text("role"),
    *of_kind("texts", "members"),
    *of_kind("number", "confidence"),
)
CASUALTIES = (
    *text("event", "kind"),
    *of_kind("integer", "value"),
    *text("bound", "actor"),
    *of_kind("texts", "attributed_to"),
    *words("who"),
    *SPAN,
)
TOPICS = (*text("event"), *of_kind("boolean", "discussed"), *of_kind("texts", "attributed_to"), *SPAN)
TOLD = (*text("statement", "actor"), *SPAN)


def _table(name: str, holds: str, columns: tuple[Column, ...], rows: Callable[[Record], Iterator[list[Cell]]], *refers_to: str) -> Table:
    return Table(name=name, holds=holds, columns=columns, rows=rows, refers_to=refers_to)


TABLES = (
    Table(name="articles", holds="articles, and what made their records", columns=ARTICLES, rows=_articles, key=()),
    _table("blocks", "paragraphs and lines, by what they are", (*text("kind"), *of_kind("integer", "start", "end")), _blocks, "articles"),
    Table(name="actors", holds="actors of each article", columns=ACTORS, rows=_actors, key=("actor",), refers_to=("articles",)),
    _table("mentions", "the words that mean an actor", (*text("actor", "form"), *SPAN), _mentions, "actors"),
    replace(statements.TABLE, refers_to=("articles",)),
    _table(
        "contents",
        "the parts of a statement's words",
        (*text("statement"), *of_kind("integer", "position"), *SPAN),
        _contents,
        "statements",
    ),
    _table("addressees", "who is told a statement", TOLD, _taking_part(lambda one: one.addressees), "statements", "actors"),
    _table("relays", "who passes a statement on", TOLD, _taking_part(lambda one: one.relayed_by), "statements", "actors"),
    replace(events.TABLE, refers_to=("articles",)),
    _table("participants", "who takes part in an event", (*text("event", "side", "actor"), *SPAN), _participants, "events", "actors"),
    _table("casualties", "numbers of people harmed in an event", CASUALTIES, _casualties, "events"),
    _table("topics", "topics of a contact", TOPICS, _topics, "events"),
)


def lost(record: Record) -> Counter[str]:
    """What of a record no table has."""
    return Counter({"warnings": len(record.warnings)})
