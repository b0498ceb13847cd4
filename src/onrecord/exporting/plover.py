"""PLOVER as published by POLECAT: tab-separated, forty columns, one row per event; several names are joined by "; ", unknown values are "None".

Lost: on whose word an event stands, who passed it on, who denies it, casualties, topics, what is only planned, called for, possible or denied (see
``coding.py``), which dates are the publication's, and where the words are. Left open: Intensity, GeoNames ID and Feature Type, which we do not have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.exporting.coding import Coded, coded_events, lost, state_number
from onrecord.exporting.format import Format, tab_separated
from onrecord.ontology import is_mode_of
from onrecord.records import Actor, Record

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name", "Actor Country", "Actor COW",
    "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw", "Wikipedia Actor ID", "Recipient Name", "Recipient Country",
    "Recipient COW", "Primary Recipient Sector", "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type", "Source",
    "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
UNKNOWN = "None"
BETWEEN = "; "
# Our modes of contacts that PLOVER has under another name; the others do not exist there.
CONTACT_MODES = {"visit": "visit", "call": "phone"}


def rows(record: Record) -> Iterator[list[str]]:
    """The rows of a record, without the head."""
    story = [
        _joined(actor.name for actor in record.actors if actor.type == "person"),
        _joined(actor.name for actor in record.actors if actor.type in ("organization", "group")),
        _joined(dict.fromkeys(event.place.name or event.place.text for event in record.events if event.place is not None)),
    ]
    article = record.article
    for event in coded_events(record):
        yield [
            event.id,
            event.day or UNKNOWN,
            event.type,
            _mode(event),
            UNKNOWN,
            event.quad.upper(),
            _joined(event.contexts),
            *_side(event.actors),
            *_side(event.recipients),
            *_where(event),
            article.publisher or UNKNOWN,
            (article.published or UNKNOWN)[:10],
            *story,
            article.language or UNKNOWN,
            record.made_by.onrecord,
        ]


def _mode(event: Coded) -> str:
    """PLOVER's mode; modes that only CAMEO has ("sign", "praise") are left out."""
    if event.type == "CONSULT":
        return CONTACT_MODES.get(event.mode or "", UNKNOWN)
    return event.mode if event.mode is not None and is_mode_of(event.type, event.mode) else UNKNOWN


def _side(actors: Iterable[Actor]) -> list[str]:
    """Name, country, state number, first sector, sectors, title, raw name and item of those on one side."""
    actors = list(actors)
    return [
        _joined(actor.name for actor in actors),
        _joined(actor.country or UNKNOWN for actor in actors),
        _joined(str(state_number(actor.country) or UNKNOWN) for actor in actors),
        _joined(next(iter(actor.sectors), UNKNOWN) for actor in actors),
        _joined(", ".join(actor.sectors) or UNKNOWN for actor in actors),
        _joined(actor.role or UNKNOWN for actor in actors),
        _joined(actor.mentions[0].text if actor.mentions else UNKNOWN for actor in actors),
        _joined(actor.wikidata or UNKNOWN for actor in actors),
    ]


def _where(event: Coded) -> list[str]:
    place = event.place
    if place is None:
        return [UNKNOWN] * 10
    at = [UNKNOWN if degrees is None else f"{degrees:.4f}" for degrees in (place.latitude, place.longitude)]
    name = place.name or UNKNOWN
    city, province = (name if place.precision == kind else UNKNOWN for kind in ("city", "region"))
    return [name, city, UNKNOWN, province, place.country or UNKNOWN, *at, UNKNOWN, _flat(place.text), UNKNOWN]


def _joined(values: Iterable[str]) -> str:
    return BETWEEN.join(_flat(value) for value in values) or UNKNOWN


def _flat(value: str) -> str:
    """A value without line breaks and tabs, which separate rows and columns."""
    return " ".join(value.split())


FORMAT = Format(
    name="plover",
    holds="events, PLOVER with POLECAT's forty columns",
    files=("plover.tsv",),
    into=tab_separated("plover.tsv", rows, COLUMNS),
    lost=lost,
)
