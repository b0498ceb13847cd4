"""An article that was read just now and is in no collection, as one of a collection would be shown."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from onrecord.collection import OnRecord
from onrecord.records import Event, Participant, Reading, Record, Statement
from onrecord.storage import ArticleReference, Figure, Ground, StoredArticle, StoredEvent, StoredStatement, Who
from onrecord.storage.deriving import BETWEEN


def on_record(reading: Reading) -> OnRecord:
    """What is on record in an article, for somebody who has read no other: everybody is somebody of this article."""
    fresh = _Fresh(record=reading.record)
    record = reading.record
    return OnRecord(
        article=_article(record),
        text=reading.article.text,
        blocks=reading.article.blocks,
        statements=tuple(fresh.statement(one) for one in record.statements),
        events=tuple(fresh.event(one) for one in record.events),
        warnings=record.warnings,
        stories={},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fresh:
    record: Record

    def statement(self, one: Statement) -> StoredStatement:
        return StoredStatement(
            article=self._reference(),
            speaker=self._who(one.speaker),
            words=BETWEEN.join(part.text for part in one.content),
            addressees=self._people(one.addressees),
            relayed_by=self._people(one.relayed_by),
            standing="read",
            **_same(one, "key", "id", "act", "negated", "nature", "kind", "content", "source", "cue", "occasion", "within", "confidence"),
        )

    def event(self, one: Event) -> StoredEvent:
        place, date = one.place, one.date
        return StoredEvent(
            article=self._reference(),
            actors=self._people(one.actors),
            recipients=self._people(one.recipients),
            place=place.text if place else None,
            place_name=place.name if place else None,
            place_country=place.country if place else None,
            latitude=place.latitude if place else None,
            longitude=place.longitude if place else None,
            date=date.value if date else None,
            until=date.until if date else None,
            figures=tuple(
                Figure(kind=told.kind, value=told.value, bound=told.bound, words=told.text, attributed_to=self._grounds(told.attributed_to))
                for told in one.casualties
            ),
            attributed_to=self._grounds(one.attributed_to),
            denied_by=self._grounds(one.denied_by),
            standing="read",
            **_same(one, "key", "id", "type", "mode", "status", "trigger", "killed", "injured", "evidence", "confidence"),
        )

    def _reference(self) -> ArticleReference:
        article = self.record.article
        return ArticleReference(key="", **_same(article, "id", "publisher", "title", "url", "published"))

    def _who(self, id: str | None) -> Who | None:
        actor = self.record.actor(id)
        return Who(key=actor.key or "", **_same(actor, "name", "type", "wikidata", "country", "role")) if actor else None

    def _people(self, participants: tuple[Participant, ...]) -> tuple[Who, ...]:
        return tuple(who for one in participants if (who := self._who(one.actor)) is not None)

    def _grounds(self, ids: tuple[str, ...]) -> tuple[Ground, ...]:
        known = {one.id: one for one in self.record.statements}
        speakers = ((known[id], self._who(known[id].speaker)) for id in ids)
        return tuple(Ground(key=one.key or "", speaker=who.name if who else None) for one, who in speakers)


def _article(record: Record) -> StoredArticle:
    known = {part.name for part in fields(record.article)}
    same = _same(record.article, *(part.name for part in fields(StoredArticle) if part.name in known))
    return StoredArticle(key="", version=1, added="", statements=len(record.statements), events=len(record.events), **same)


def _same(one: object, *names: str) -> dict[str, Any]:
    return {name: getattr(one, name) for name in names}
