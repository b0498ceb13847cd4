"""GeoJSON (RFC 7946): a point for each event whose place has coordinates, with its other fields as properties.

Lost: events without coordinates, and statements, apart from who reports or denies an event. Denied and planned events are included, with their status.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from onrecord.exporting.format import Format, json_array
from onrecord.records import Event, Participant, Record


def features(record: Record) -> Iterator[dict[str, Any]]:
    """The features of a record."""
    for event in record.events:
        if event.place is not None and event.place.latitude is not None and event.place.longitude is not None:
            yield {
                "type": "Feature",
                "id": f"{record.article.id}:{event.id}",
                "geometry": {"type": "Point", "coordinates": [event.place.longitude, event.place.latitude]},
                "properties": _properties(record, event),
            }


def lost(record: Record) -> Counter[str]:
    """What of a record has no point."""
    return Counter({"events whose place has no coordinates": len(record.events) - len(list(features(record)))})


def _properties(record: Record, event: Event) -> dict[str, Any]:
    names = {actor.id: actor.name for actor in record.actors}
    speakers = {statement.id: names.get(statement.speaker or "") for statement in record.statements}
    article, place = record.article, event.place
    assert place is not None

    def named(participants: tuple[Participant, ...]) -> list[str]:
        return [names[one.actor] for one in participants]

    return {
        "type": event.type,
        "mode": event.mode,
        "status": event.status,
        "date": event.date.value if event.date is not None else None,
        "actors": named(event.actors),
        "recipients": named(event.recipients),
        "killed": event.killed,
        "injured": event.injured,
        "on_the_word_of": [speakers[id] for id in event.attributed_to],
        "denied_by": [speakers[id] for id in event.denied_by],
        "place": place.name,
        "country": place.country,
        "precision": place.precision,
        "uncertainty_km": place.uncertainty_km,
        "evidence": event.evidence.text,
        "article": article.id,
        "publisher": article.publisher,
        "published": article.published,
        "url": article.url,
    }


FORMAT = Format(
    name="geojson",
    holds="a point for each event with coordinates",
    files=("events.geojson",),
    into=json_array("events.geojson", lambda record, _: features(record), '{"type": "FeatureCollection", "features": [', "]}"),
    lost=lost,
)
