"""The two tables of GDELT 2, tab-separated and without headers: events (61 columns) and their mentions (16 columns).

A row for each actor with each recipient of an event; ``GLOBALEVENTID`` joins the two. Lost: all that ``plover.py`` loses. Numbers of paragraphs stand for those
of sentences; ``Extras`` of the mentions says where a date is not the event's own. Empty: tone, which we do not measure, and groups, religions and places of
actors.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from onrecord.exporting.coding import Coded, coded_events, lost, paragraph_of, tables
from onrecord.exporting.format import Format, tab_separated, together
from onrecord.knowledge import name_of_country
from onrecord.records import Actor, Record

_ACTOR = (
    "Code",
    "Name",
    "CountryCode",
    "KnownGroupCode",
    "EthnicCode",
    "Religion1Code",
    "Religion2Code",
    "Type1Code",
    "Type2Code",
    "Type3Code",
)
_PLACE = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
EVENT_COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor{number}{field}" for number in (1, 2) for field in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"{whose}Geo_{field}" for whose in ("Actor1", "Actor2", "Action") for field in _PLACE),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
MENTION_COLUMNS = (
    "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier", "SentenceID",
    "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence", "MentionDocLen", "MentionDocTone",
    "MentionDocTranslationInfo", "Extras",
)  # fmt: skip
WEB, CITATION_ONLY = "1", "2"
# Spreadsheets and JavaScript keep whole numbers of so many digits; among a million rows, two are alike in one table of two thousand.
ID_DIGITS = 15
NOWHERE = "-1"
QUAD_CLASSES = {"verbal cooperation": "1", "material cooperation": "2", "verbal conflict": "3", "material conflict": "4"}
NO_PLACE = ["0", *[""] * (len(_PLACE) - 1)]
COUNTRY, US_STATE, US_CITY, CITY, STATE = "1", "2", "3", "4", "5"
TYPES_OF_AN_ACTOR = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One actor and one recipient of an event."""

    id: str
    event: Coded
    actor: Actor | None
    recipient: Actor | None


def event_rows(record: Record) -> Iterator[list[str]]:
    """The rows of the event table."""
    for row in _rows(record):
        code, _, value = row.event.cameo
        yield [
            row.id,
            *_dates(row.event.day),
            *_side(row.actor),
            *_side(row.recipient),
            str(int(_is_in_the_lead(record, row.event))),
            code,
            code[:3],
            code[:2],
            QUAD_CLASSES[row.event.quad],
            f"{value:.1f}",
            *("1", "1", "1", ""),
            *NO_PLACE,
            *NO_PLACE,
            *_where(row.event),
            _time(record.article.published),
            record.article.url or record.article.id,
        ]


def mention_rows(record: Record) -> Iterator[list[str]]:
    """The rows of the table of mentions; times are to the second, zeros where only the day is known."""
    article = record.article
    url = article.url
    for row in _rows(record):
        event = row.event
        yield [
            row.id,
            _time(event.day),
            _time(article.published),
            WEB if url else CITATION_ONLY,
            _host(url) if url else article.publisher or "",
            url or article.id,
            str(paragraph_of(record, event.at.start)),
            _offset(event, row.actor),
            _offset(event, row.recipient),
            str(event.at.start),
            "1",
            str(round(100 * event.confidence)) if event.confidence is not None else "",
            str(article.length),
            *("", ""),
            "" if event.dated_by == "event" else f"dated_by={event.dated_by or 'nothing'}",
        ]


def _rows(record: Record) -> Iterator[_Row]:
    for event in coded_events(record):
        for number, (actor, recipient) in enumerate(event.pairs(), start=1):
            digest = hashlib.sha256(f"{record.article.id} {event.key or event.id} {number}".encode()).hexdigest()
            yield _Row(id=str(int(digest, 16) % 10**ID_DIGITS), event=event, actor=actor, recipient=recipient)


def _dates(day: str | None) -> list[str]:
    """The day as YYYYMMDD, its month, its year, and the year with its fraction as GDELT reckons it."""
    if day is None:
        return [""] * 4
    year, month, number = day.split("-")
    return [year + month + number, year + month, year, f"{int(year) + (30 * int(month) + int(number)) / 365:.4f}"]


def _time(value: str | None) -> str:
    """YYYYMMDDHHMMSS of an ISO date and time."""
    digits = re.sub(r"\D", "", (value or "")[: len("YYYY-MM-DDTHH:MM:SS")])
    return digits.ljust(len("YYYYMMDDHHMMSS"), "0") if digits else ""


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:  # "http://[": what was given as a URL need not be one.
        return ""


def _side(actor: Actor | None) -> list[str]:
    if actor is None:
        return [""] * len(_ACTOR)
    sectors = [*actor.sectors[:TYPES_OF_AN_ACTOR], *[""] * TYPES_OF_AN_ACTOR][:TYPES_OF_AN_ACTOR]
    return [(actor.country or "") + "".join(actor.sectors), actor.name.upper(), actor.country or "", *[""] * 4, *sectors]


def _where(event: Coded) -> list[str]:
    place = event.place
    if place is None or place.precision is None:
        return NO_PLACE
    fips = tables()["fips"].get(place.country or "", "")
    names = (place.name, name_of_country(place.country) if place.country and place.precision != "country" else None)
    kinds = {"country": COUNTRY, "region": US_STATE if fips == "US" else STATE}
    at = ["" if degrees is None else f"{degrees:.4f}" for degrees in (place.latitude, place.longitude)]
    kind = kinds.get(place.precision, US_CITY if fips == "US" else CITY)
    return [kind, ", ".join(name for name in names if name), fips, fips, "", *at, fips if kind == COUNTRY else ""]


def _is_in_the_lead(record: Record, event: Coded) -> bool:
    """Whether an event is mentioned in the headline or the first paragraph, GDELT's criterion for a root event."""
    first = next((block.end for block in record.article.blocks if block.kind == "body"), record.article.length)
    return event.at.start < first


def _offset(event: Coded, actor: Actor | None) -> str:
    """The offset of the actor's mention that is nearest to the event."""
    starts = [mention.start for mention in actor.mentions] if actor is not None else []
    return str(min(starts, key=lambda start: abs(start - event.at.start))) if starts else NOWHERE


FORMAT = Format(
    name="gdelt",
    holds="events and where they are told of, the two tables of GDELT 2",
    files=("gdelt-events.tsv", "gdelt-mentions.tsv"),
    into=together([tab_separated("gdelt-events.tsv", event_rows), tab_separated("gdelt-mentions.tsv", mention_rows)]),
    lost=lost,
)
