"""FollowTheMoney entities, one a line: articles, people and organisations, who appears in which article, what they said (Note) and what happened (Event).

Lost: events that are denied, possible or called for, statements that were not made or whose speaker is not known; addressees, relays, nesting; places beyond their name
and country, casualties, topics, confidences, all spans; times of day. Countries and groups are of the schema LegalEntity, which says least of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from onrecord.exporting.coding import UNEXPECTED, is_expected, is_made, tables
from onrecord.exporting.format import Add, Format, in_json
from onrecord.exporting.identity import identity, name_of, name_of_part
from onrecord.exporting.parties import actors_of, speakers_of, whole
from onrecord.exporting.writing import NewFile
from onrecord.records import Actor, Event, Record, Statement

SCHEMATA = {"person": "Person", "organization": "Organization", "country": "LegalEntity", "group": "LegalEntity"}
LANGUAGES = {"en": "eng"}
DAY = len("YYYY-MM-DD")
Entity = dict[str, Any]


class Actors:
    """Actors over many records, each once, with all its names."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[str, dict[str, dict[str, None]]]] = {}

    def add(self, record: Record) -> None:
        """Add the actors of a record."""
        for actor in record.actors:
            _, properties = self._found.setdefault(identity(record, actor), (SCHEMATA[actor.type], {}))
            for name, value in _of_actor(actor):
                properties.setdefault(name, {})[value] = None

    def entities(self) -> Iterator[Entity]:
        """The entities."""
        for id, (schema, properties) in self._found.items():
            yield _entity(id, schema, {name: list(values) for name, values in properties.items()})


def _of_actor(actor: Actor) -> Iterator[tuple[str, str]]:
    yield "name", actor.name
    yield from (("alias", mention.text) for mention in actor.mentions if mention.form == "name" and mention.text != actor.name)
    yield from (("country", country) for country in _countries(actor.country))
    if actor.wikidata is not None:
        yield "wikidataId", actor.wikidata
    if actor.role is not None and actor.type == "person":
        yield "position", actor.role


def of_article(record: Record) -> Iterator[Entity]:
    """The entities of one article, without the actors, which other articles may share."""
    article, id = record.article, article_id(record)
    yield _entity(
        id,
        "Article",
        {
            "title": [article.title],
            "author": article.authors,
            "publisher": [article.publisher],
            "publishedAt": [_day(article.published)],
            "modifiedAt": [_day(article.updated)],
            "retrievedAt": [_day(article.captured)],
            "sourceUrl": [article.url],
            "language": [LANGUAGES.get(article.language or "")],
        },
    )
    for actor in record.actors:
        appears = {"document": [id], "entity": [identity(record, actor)], "role": _roles(record, actor.id)}
        yield _entity(name_of("Documentation", id, identity(record, actor)), "Documentation", appears)
    yield from (_note(record, one) for one in record.statements if is_told(one))
    yield from (_event(record, one) for one in record.events if is_expected(one))


def article_id(record: Record) -> str:
    """The id of the article's entity."""
    return name_of("Article", record.article.id, record.article.sha256)


def is_told(statement: Statement) -> bool:
    """Whether somebody known said it."""
    return statement.speaker is not None and is_made(statement)


def _note(record: Record, statement: Statement) -> Entity:
    speaker = record.actor(statement.speaker)
    assert speaker is not None
    properties = {
        "entity": [identity(record, speaker)],
        "description": [whole(statement)],
        "keywords": [statement.kind, statement.act],
        "publisher": [record.article.publisher],
        "sourceUrl": [record.article.url],
        "proof": [article_id(record)],
    }
    return _entity(name_of_part(record, statement), "Note", properties)


def _event(record: Record, event: Event) -> Entity:
    date, place = event.date, event.place
    properties = {
        "name": [f"{event.type} {event.mode}" if event.mode else event.type],
        "summary": [event.evidence.text],
        "description": [f"On the word of {name}" for name in speakers_of(record, event.attributed_to)],
        "keywords": [event.type, event.mode, event.status],
        "involved": [identity(record, actor) for actor in actors_of(record, (*event.actors, *event.recipients))],
        "startDate": [_day(date.value)] if date is not None else [],
        "endDate": [_day(date.until)] if date is not None else [],
        "location": [place.name or place.text] if place is not None else [],
        "country": _countries(place.country) if place is not None else [],
        "publisher": [record.article.publisher],
        "sourceUrl": [record.article.url],
        "proof": [article_id(record)],
    }
    return _entity(name_of_part(record, event), "Event", properties)


def _roles(record: Record, actor: str) -> list[str]:
    parts: dict[str, list[str | None]] = {
        "speaker": [one.speaker for one in record.statements],
        "addressee": [told.actor for one in record.statements for told in one.addressees],
        "relays": [relay.actor for one in record.statements for relay in one.relayed_by],
        "actor": [side.actor for one in record.events for side in one.actors],
        "recipient": [side.actor for one in record.events for side in one.recipients],
    }
    return [role for role, actors in parts.items() if actor in actors]


def _countries(code: str | None) -> list[str]:
    found = tables()["iso2"].get(code or "")
    return [found.lower()] if found else []


def _day(value: str | None) -> str | None:
    return value[:DAY] if value else None


def _entity(id: str, schema: str, properties: dict[str, Any]) -> Entity:
    known = {name: [value for value in values if value] for name, values in properties.items()}
    return {"id": id, "schema": schema, "properties": {name: values for name, values in known.items() if values}}


def lost(record: Record) -> Counter[str]:
    """What of a record has no entity."""
    return Counter(
        {
            UNEXPECTED: sum(not is_expected(one) for one in record.events),
            "statements that were not made, or by nobody known": sum(not is_told(one) for one in record.statements),
        }
    )


@contextmanager
def _into(folder: Path) -> Iterator[Add]:
    actors = Actors()
    with NewFile(folder / "entities.ftm.json") as file:

        def add(record: Record, _: str) -> None:
            actors.add(record)
            file.write_all(map(_line, of_article(record)))

        yield add
        file.write_all(map(_line, actors.entities()))


def _line(entity: Entity) -> str:
    return f"{in_json(entity)}\n"


FORMAT = Format(
    name="followthemoney",
    holds="articles, actors, statements and events as FollowTheMoney entities, for Aleph",
    files=("entities.ftm.json",),
    into=_into,
    lost=lost,
)
