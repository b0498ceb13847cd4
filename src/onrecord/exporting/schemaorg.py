"""schema.org as JSON-LD: each article (NewsArticle) with its quotations (Quotation; of indirect speech Claim) and events (Event).

Lost: statements that were not made, attitudes, acts, addressees, relays, nesting; events that are denied, possible or called for, on whose word the others are told, modes and
sides, casualties, topics; sectors, confidences, all spans.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from onrecord.exporting.coding import UNEXPECTED, is_expected, is_made
from onrecord.exporting.format import Format, json_array
from onrecord.exporting.identity import WIKIDATA, iri_of, iri_of_actor, iri_of_text, name_of_part
from onrecord.exporting.parties import actors_of, whole
from onrecord.records import Actor, Date, Event, Place, Record, Statement

CONTEXT = "https://schema.org"
TYPES = {"person": "Person", "organization": "Organization", "country": "Country", "group": "Organization"}
SCHEDULED = "https://schema.org/EventScheduled"
Node = dict[str, Any]


def node(record: Record) -> Node:
    """The article with all that is in it."""
    article = record.article
    return _known(
        {
            "@type": "NewsArticle",
            "@id": article.url or iri_of_text(article),
            "identifier": article.id,
            "headline": article.title,
            "url": article.url,
            "datePublished": article.published,
            "dateModified": article.updated,
            "inLanguage": article.language,
            "author": [{"@type": "Person", "name": name} for name in article.authors],
            "publisher": {"@type": "Organization", "name": article.publisher} if article.publisher else None,
            "mentions": [
                *(_actor(record, one) for one in record.actors),
                *(_event(record, one) for one in record.events if is_expected(one)),
            ],
            "hasPart": [_quotation(record, one) for one in record.statements if is_made(one)],
        }
    )


def lost(record: Record) -> Counter[str]:
    """What of a record has no node."""
    return Counter(
        {
            UNEXPECTED: sum(not is_expected(one) for one in record.events),
            "statements that were not made": sum(not is_made(one) for one in record.statements),
        }
    )


def _actor(record: Record, actor: Actor) -> Node:
    return _known(
        {
            "@type": TYPES[actor.type],
            "@id": iri_of_actor(record, actor),
            "name": actor.name,
            "jobTitle": actor.role if actor.type == "person" else None,
            "sameAs": f"{WIKIDATA}{actor.wikidata}" if actor.wikidata else None,
        }
    )


def _quotation(record: Record, statement: Statement) -> Node:
    """Words in quotation marks are whose the article says; the words of indirect speech are the article's own."""
    speaker = record.actor(statement.speaker)
    quoted = statement.kind != "indirect"
    return _known(
        {
            "@type": "Quotation" if quoted else "Claim",
            "@id": iri_of(name_of_part(record, statement)),
            "text": whole(statement),
            "spokenByCharacter" if quoted else "author": {"@id": iri_of_actor(record, speaker)} if speaker is not None else None,
        }
    )


def _event(record: Record, event: Event) -> Node:
    taking_part = [{"@id": iri_of_actor(record, actor)} for actor in actors_of(record, (*event.actors, *event.recipients))]
    return _known(
        {
            "@type": "Event",
            "@id": iri_of(name_of_part(record, event)),
            "name": event.trigger.text,
            "description": event.evidence.text,
            "keywords": [word for word in (event.type, event.mode, event.status) if word],
            "eventStatus": SCHEDULED if event.status == "planned" else None,
            "location": _place(event.place) if event.place is not None else None,
            **(_when(event.date) if event.date is not None else {}),
            "attendee" if event.type == "CONSULT" else "about": taking_part,
        }
    )


def _when(date: Date) -> Node:
    return {"startDate": date.value, "endDate": date.until}


def _place(place: Place) -> Node:
    geo = {"@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude} if place.latitude is not None else None
    address = {"@type": "PostalAddress", "addressCountry": place.country} if place.country else None
    return _known({"@type": "Place", "name": place.name or place.text, "geo": geo, "address": address})


def _known(node: Node) -> Node:
    return {name: value for name, value in node.items() if value not in (None, [])}


FORMAT = Format(
    name="schemaorg",
    holds="articles, quotations and events, schema.org as JSON-LD",
    files=("schema-org.jsonld",),
    into=json_array("schema-org.jsonld", lambda record, _: [node(record)], f'{{"@context": "{CONTEXT}", "@graph": [', "]}"),
    lost=lost,
)
