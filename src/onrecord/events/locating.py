"""What place words stand for: a name, a country, coordinates, and how precise they are."""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span

from onrecord.grammar import names_a_place
from onrecord.knowledge import (
    KnownPlace,
    Places,
    country_of_adjective,
    country_of_capital,
    country_of_name,
    country_of_phrase,
    is_another_place,
    state_abbreviated,
)
from onrecord.knowledge.names import folded_name
from onrecord.records import Precision

BEARINGS = {"north": 0, "northeast": 45, "east": 90, "southeast": 135, "south": 180, "southwest": 225, "west": 270, "northwest": 315}
UNITS = {"km": 1.0, "kilometer": 1.0, "kilometre": 1.0, "mile": 1.609, "mi": 1.609}
_DIRECTION = r"(?P<direction>(?:north|south)(?:[- ]?(?:east|west))?|east|west)(?:ern)?"
AWAY = re.compile(
    rf"(?P<number>\d[\d,.]*)[ -]?(?P<unit>km|kilometers?|kilometres?|miles?|mi)\b\.?(?: \([^)]*\))?"
    rf"(?: (?:to the )?{_DIRECTION})?(?: of| from| away from| outside)\b",
    re.IGNORECASE,
)
DIRECTED = re.compile(r"^(?:(?:north|south)[- ]?(?:east|west)?|east|west|central|upper|lower)(?:ern)?[ -]", re.IGNORECASE)
REGIONAL = re.compile(r"\b(province|region|governorate|oblast|state|county|district)\b", re.IGNORECASE)
# A point so many kilometres away is known to a tenth of the way.
SHARE_OF_DISTANCE = 0.1
KM_PER_DEGREE = 111.2
# Of two places of a name, the larger is meant where it is so many times as large.
TIMES_AS_LARGE = 5
LARGE = 100_000
# What a country's being named in the article is worth, in powers of ten of people.
NAMED_COUNTRY = 3.0
# How many people live in a place of which that is not known, in powers of ten.
SIZES = {"country": 8.0, "region": 5.0, "city": 0.0}
WORDS_OF_A_NAME = 6
PRECISIONS: tuple[Precision | None, ...] = ("point", "city", "region", "country", None)
SMALL = {"point", "city"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """What place words stand for; degrees (WGS 84), kilometres, ``None`` where they do not say."""

    name: str | None
    country: str | None
    latitude: float | None = None
    longitude: float | None = None
    precision: Precision | None = None
    uncertainty_km: float | None = None

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude of a point or city; ``None`` for what is larger, and where they are not known."""
        if self.latitude is None or self.longitude is None:
            return None
        return (self.latitude, self.longitude) if self.precision in SMALL else None


def countries_named(doc: Doc, places: Places) -> Counter[str]:
    """How often an article names each country, its people or its capital, where that is the only large city of its name."""
    named = [entity.text for entity in doc.ents]
    names = set(named)
    meant = (name for name in named if not is_another_place(name, names))
    codes = (country_of_name(name) or country_of_adjective(name) or _country_of_only(name, places) for name in meant)
    return Counter(code for code in codes if code)


def _country_of_only(capital: str, places: Places) -> str | None:
    country = country_of_capital(capital)
    is_shared = any(place.country != country and place.population >= LARGE for place in places.named(capital)) if country else False
    return None if is_shared else country


def locate(words: Span, named: Mapping[str, int], places: Places) -> Location | None:
    """What place words stand for; ``named``: the countries of the article. ``None`` where no word of them is known."""
    parts = list(_names(words, places))
    containers = [name for name in parts[1:] if places.named(name)]
    place = next((found for name in parts if (found := _chosen(name, containers, named, words, places)) is not None), None)
    if place is None:
        country = country_of_phrase(words.text)
        return Location(name=None, country=country) if country else None
    location = _location(place, parts[0], is_whole=_is_the_place(words) or parts[0] == words.text)
    if any(token.lemma_ == "border" for token in words):
        return Location(name=None, country=location.country)  # Somewhere along it.
    away = AWAY.match(words.text)
    return _away(location, away) if away is not None else location


def _names(words: Span, places: Places) -> Iterator[str]:
    """The names in place words and, behind a comma, in what they are said to be ("the Chechen capital, Grozny"), Grozny before all."""
    doc, end = words.doc, words.end
    apposed: list[str] = []
    if doc[end : end + 1].text == "," and any(names_a_place(token) for token in doc[end + 1 : end + 2]):
        apposed = list(_entities(doc, end + 1, end + WORDS_OF_A_NAME))[:1]
    inside = list(_entities(doc, words.start, end))
    whole = words.text.removeprefix("the ")
    if not inside:  # "50 miles south of Baghdad", where the pipeline names nothing.
        inside = [name for name in _proper_runs(words) if places.has_city_or_region(name)]
    if inside[:1] == [DIRECTED.sub("", whole)]:
        inside[0] = whole  # "Northern Syria", of which the pipeline names the country alone.
    if (not inside or "-" in whole) and places.has_city_or_region(whole):
        inside.insert(0, whole)  # "Port-au-Prince", which the pipeline cuts; "Aden", which it takes for somebody.
    has_kind = words.root.ent_type_ == ""
    yield from (*apposed, *inside) if has_kind else (*inside, *apposed)
    state = _state_behind(words)
    if state is not None:
        yield state


def _state_behind(words: Span) -> str | None:
    """The state whose abbreviation ends place words or stands right behind them, which a pipeline may take for another word: "Salem, OR"."""
    ends = (words[-2:], words.doc[words.end : words.end + 2])
    return next((state_abbreviated(end[-1].text) for end in ends if end[:1].text == ","), None)


def _proper_runs(words: Span) -> Iterator[str]:
    """The runs of proper nouns among some words."""
    for is_proper, run in itertools.groupby(words, key=lambda token: token.pos_ == "PROPN"):
        if is_proper:
            tokens = list(run)
            yield words.doc[tokens[0].i : tokens[-1].i + 1].text


def _entities(doc: Doc, start: int, end: int) -> Iterator[str]:
    """The names of places among some tokens, each whole, states behind a comma without their abbreviation."""
    runs: list[tuple[int, int]] = []
    for token in filter(names_a_place, doc[start:end]):
        begins = runs.pop()[0] if token.ent_iob_ == "I" and runs else token.i
        runs.append((begins, token.i + 1))
    return (_unabbreviated(Span(doc, *run)) for run in runs)


def _unabbreviated(name: Span) -> str:
    before = name.doc[name.start - 1].text if name.start > 0 else ""
    state = state_abbreviated(name.text) if before == "," else None
    return state or name.text


def _is_the_place(words: Span) -> bool:
    """Whether words name a place itself, not something in it ("a base in Chechnya")."""
    return words.root.ent_type_ != "" or any(token.text == "of" for token in words)


def _chosen(name: str, containers: list[str], named: Mapping[str, int], words: Span, places: Places) -> KnownPlace | None:
    """The place of a name that the words around it and the article's countries make likeliest; ``None`` where that is open."""
    bare = DIRECTED.sub("", name)
    found = [place for key in dict.fromkeys((name, bare)) for place in places.named(key)]
    inside = [place for place in found if any(_lies_in(place, container) for container in containers)]
    if any(_is_said_elsewhere(name, found, container, words, places) for container in containers):
        return None
    candidates = inside or found
    if REGIONAL.search(words.text):
        candidates = [place for place in candidates if place.kind == "region" and place.latitude is not None] or candidates
    likelihoods = [(_likelihood(place, named), place) for place in candidates]
    highest, likeliest = max(likelihoods, key=lambda one: one[0], default=(0.0, None))
    least = highest - math.log10(TIMES_AS_LARGE)
    rivals = (place.country for likelihood, place in likelihoods if likelihood > least)
    return likeliest if len(set(rivals)) == 1 else None


def _is_said_elsewhere(name: str, found: list[KnownPlace], container: str, words: Span, places: Places) -> bool:
    """Whether a state or country right behind a name is of none of the countries that have a known place of that name: "Paris, Texas"."""
    around = {place.country for place in places.named(container) if place.kind in ("region", "country")}
    return _is_right_behind(container, name, words.sent.text) and bool(around) and around.isdisjoint(place.country for place in found)


def _is_right_behind(container: str, name: str, text: str) -> bool:
    """Whether a name is followed by the state or country that it is said to be in, in full or as states are abbreviated."""
    behind = text.partition(f"{name}, ")[2]
    return behind.startswith(container) or state_abbreviated(re.split(r"[\s,]", behind)[0]) == container


def _likelihood(place: KnownPlace, named: Mapping[str, int]) -> float:
    size = math.log10(place.population + 1) if place.population else SIZES.get(place.kind, 2.0)
    return size + NAMED_COUNTRY * (place.country in named) + math.log10(1 + named.get(place.country, 0)) - (place.latitude is None)


def _lies_in(place: KnownPlace, container: str) -> bool:
    return place.country == country_of_name(container) or folded_name(place.region) == folded_name(container) != ""


def _location(place: KnownPlace, written: str, *, is_whole: bool) -> Location:
    precision: Precision = {"city": "city", "country": "country"}.get(place.kind, "region")  # type: ignore[assignment]
    is_part = place.kind == "country" and DIRECTED.match(written) is not None
    return Location(
        name=written if is_whole else None,
        country=place.country or None,
        latitude=place.latitude,
        longitude=place.longitude,
        precision="region" if is_part else precision,
        uncertainty_km=float(place.radius) if place.latitude is not None else None,
    )


def _away(location: Location, away: re.Match[str]) -> Location:
    """The point so far away from a place; without a direction, the place as far as that unsure."""
    if location.latitude is None:
        return location
    assert location.longitude is not None
    assert location.uncertainty_km is not None
    kilometres = float(away["number"].replace(",", "").rstrip(".")) * UNITS[away["unit"].lower().removesuffix("s")]
    uncertainty = location.uncertainty_km
    if away["direction"] is None:
        return replace(location, name=None, uncertainty_km=round(uncertainty + kilometres))
    bearing = math.radians(BEARINGS[re.sub(r"[- ]", "", away["direction"].lower())])
    latitude = location.latitude + kilometres * math.cos(bearing) / KM_PER_DEGREE
    longitude = location.longitude + kilometres * math.sin(bearing) / (KM_PER_DEGREE * max(0.01, math.cos(math.radians(location.latitude))))
    return replace(
        location,
        name=None,
        latitude=round(latitude, 3),
        longitude=round((longitude + 180) % 360 - 180, 3),
        precision="point",
        uncertainty_km=round(max(uncertainty, SHARE_OF_DISTANCE * kilometres), 1),
    )
