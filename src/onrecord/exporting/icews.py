"""ICEWS as published: tab-separated, twenty columns, one row per pair of actor and recipient; CAMEO codes with Goldstein's scale.

Lost: all that ``plover.py`` loses; modes that CAMEO does not distinguish; sentence numbers, replaced by paragraph numbers.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.exporting.coding import Coded, coded_events, lost, paragraph_of
from onrecord.exporting.format import Format, tab_separated
from onrecord.knowledge import name_of_country
from onrecord.records import Actor, Record

COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code", "Intensity", "Target Name",
    "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City", "District", "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip


def rows(record: Record) -> Iterator[list[str]]:
    """The rows of a record, without the head; what is unknown is empty."""
    for event in coded_events(record):
        code, label, value = event.cameo
        for number, (actor, recipient) in enumerate(event.pairs(), start=1):
            yield [
                f"{event.id}:{number}",
                event.day or "",
                *_side(actor),
                label,
                code,
                f"{value:.1f}",
                *_side(recipient),
                record.article.id,
                str(paragraph_of(record, event.at.start)),
                record.article.publisher or "",
                *_where(event),
            ]


def _side(actor: Actor | None) -> tuple[str, str, str]:
    if actor is None:
        return "", "", ""
    return " ".join(actor.name.split()), ",".join(actor.sectors), name_of_country(actor.country) or "" if actor.country else ""


def _where(event: Coded) -> list[str]:
    place = event.place
    if place is None:
        return [""] * 6
    name = place.name or ""
    at = ["" if degrees is None else f"{degrees:.4f}" for degrees in (place.latitude, place.longitude)]
    country = name_of_country(place.country) if place.country else None
    return [name if place.precision == "city" else "", "", name if place.precision == "region" else "", country or "", *at]


FORMAT = Format(
    name="icews",
    holds="events, CAMEO codes with ICEWS' twenty columns",
    files=("icews.tsv",),
    into=tab_separated("icews.tsv", rows, COLUMNS),
    lost=lost,
)
