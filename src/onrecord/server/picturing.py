"""From what a collection answers to pictures of it, each with the address at which it is a file of its own."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import combinations
from typing import cast
from urllib.parse import quote, urlencode

from onrecord.records import ActorType, Bound
from onrecord.server.pictures import (
    Contacts,
    Figure,
    Moment,
    Party,
    Picture,
    Quoted,
    Said,
    Share,
    Spot,
    event_map,
    figures_over_time,
    network,
    quoted,
    statements_by_week,
    timeline,
)
from onrecord.server.pictures.quoted import MOST_BARS
from onrecord.server.telling import deed_of, figures_of, opening
from onrecord.storage import MergedEvent, Voice
from onrecord.storage.viewing import Contact, PlaceCount, SaidCount, Story

# Who is told to have met is paired: of a summit with hundreds, those who are named first.
MOST_AT_A_CONTACT = 12
# Drawings that take long are kept, so many of each: a map takes 40 ms.
KEPT = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A picture on a page, and where it is as a file."""

    picture: Picture
    address: str


def shown(name: str, picture: Picture | None, **asked: str) -> list[Shown]:
    """A picture for a page with its address, or nothing where there was nothing to draw."""
    query = f"?{urlencode(asked)}" if asked else ""
    return [Shown(picture=picture, address=f"/pictures/{name}.svg{query}")] if picture else []


def weeks_by_speaker(counts: Iterable[SaidCount]) -> Picture | None:
    """Statements a week by who makes them."""
    dated, undated = _dated(counts)
    said = (Said(day=day, group=one.name, number=one.number, href=_statements_by(one.key)) for day, one in dated)
    return statements_by_week(said, undated=undated)


def weeks_by_act(counts: Iterable[SaidCount]) -> Picture | None:
    """Statements a week by what is done with them."""
    dated, undated = _dated(counts)
    said = (Said(day=day, group=one.act, number=one.number) for day, one in dated)
    return statements_by_week(said, by="act", name="acts", undated=undated)


def _dated(counts: Iterable[SaidCount]) -> tuple[list[tuple[date, SaidCount]], int]:
    """Statements whose day is known, with it, and how many others there are."""
    dated, undated = [], 0
    for one in counts:
        if day := _day(one.day):
            dated.append((day, one))
        else:
            undated += one.number
    return dated, undated


def who_is_quoted(counts: Iterable[SaidCount], *, most: int = MOST_BARS) -> Picture | None:
    """Who is quoted how much, word by word or not; ``most``: how many have a bar."""
    names: dict[str, str] = {}
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for one in counts:
        names[one.key] = one.name
        kinds[one.key][one.kind] += one.number
    return quoted(
        (
            Quoted(
                name=names[key],
                number=of.total(),
                href=_actor(key),
                shares=tuple(Share(label=kind, number=number) for kind, number in of.items()),
            )
            for key, of in kinds.items()
        ),
        most=most,
    )


def who_met_whom(contacts: Iterable[Contact]) -> Picture | None:
    """Who met whom; those who are called the same are one: "reporters" are somebody else in each article."""
    return _who_met_whom(tuple(contacts))


@lru_cache(KEPT)
def _who_met_whom(contacts: tuple[Contact, ...]) -> Picture | None:
    parties: dict[str, Party] = {}
    ties: Counter[tuple[str, str]] = Counter()
    for contact in contacts:
        names = list(dict.fromkeys(one.name.lower() for one in contact.people))[:MOST_AT_A_CONTACT]
        for one in contact.people:
            party = Party(key=one.name.lower(), name=one.name, type=cast("ActorType", one.type), href=_actor(one.key))
            parties.setdefault(party.key, party)
        ties.update(combinations(sorted(names), 2))
    return network(parties.values(), (Contacts(one=one, other=other, number=number) for (one, other), number in ties.items()))


def where_it_happened(places: Iterable[PlaceCount]) -> Picture | None:
    """Events by where they were."""
    return _where_it_happened(tuple(places))


@lru_cache(KEPT)
def _where_it_happened(places: tuple[PlaceCount, ...]) -> Picture | None:
    return event_map(
        Spot(
            name=one.name,
            latitude=one.latitude,
            longitude=one.longitude,
            number=one.number,
            href=f"/events?{urlencode({'place': one.name})}",
        )
        for one in places
    )


def where_reports_have_it(places: Iterable[PlaceCount]) -> Picture | None:
    """One event by where its reports say that it was."""
    spots = (Spot(name=one.name, latitude=one.latitude, longitude=one.longitude, number=one.number) for one in places)
    return event_map(spots, title="Where its reports have it", of="report")


def stories_in_time(stories: Iterable[Story]) -> Picture | None:
    """Stories by the day on which they happened, or else were reported, those of most origins first to be named."""
    return timeline(_moments(stories), title="The biggest stories in time", name="stories")


def figures_as_told(event: MergedEvent) -> Picture | None:
    """How many were harmed, as it was told, by whom and when."""
    return figures_over_time(
        Figure(
            day=day,
            kind=toll.kind,
            value=toll.value,
            bound=cast("Bound", toll.bound),
            by=_by(toll.by),
            outlet=toll.by.article.publisher,
            href=_words_of(toll.by),
        )
        for toll in figures_of(event)
        if (day := _day(toll.by.article.published))
    )


def _moments(stories: Iterable[Story]) -> Iterator[Moment]:
    for one in stories:
        day = _day(one.report.date) or _day(one.report.article.published)
        if day:
            yield Moment(
                day=day,
                lane=deed_of(one.report).capitalize(),
                label=opening(one.words),
                href=f"/stories/{quote(one.key, safe='')}",
                weighs=one.origins,
            )


def _by(voice: Voice) -> str | None:
    """Whose word it is, where it is not the article's own."""
    return voice.who.name if voice.who else voice.name


def _words_of(voice: Voice) -> str:
    if voice.statement:
        return f"/statements/{quote(voice.statement, safe='')}"
    return f"/articles/{quote(voice.article.key, safe='')}"


def _actor(key: str) -> str:
    return f"/actors/{quote(key, safe='')}"


def _statements_by(key: str) -> str:
    return f"/statements?{urlencode({'speaker': key})}"


def _day(told: str | None) -> date | None:
    """A day of a date or a time, unless it is only a month or none."""
    try:
        return date.fromisoformat((told or "")[:10])
    except ValueError:
        return None
