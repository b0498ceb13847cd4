"""Whether two reports are of one event: features of a pair and a linear model over them. Weights: ``data/same_event.json``, made by ``training.merging.fit``."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from onrecord.merging.days import days_between
from onrecord.merging.rarity import COMMON, Rarity
from onrecord.merging.reports import Report
from onrecord.merging.words import folded, stem

FEATURES = (
    "another type", "same mode", "another mode", "same trigger", "same people", "all the same people", "other people", "contact of other people", "one of two is another",
    "same unnamed people", "same place", "another place", "place of another name", "same spot", "another spot", "same day", "next day", "another day", "no day", "days between",
    "nothing rare", "same one killed", "another one killed", "same dead", "other dead", "shared words", "no words shared",
)  # fmt: skip
EARTH_RADIUS_KM = 6371.0
# Coordinates so far apart are two places.
KM_APART = 60.0
MOST_PEOPLE = 2
# Shared words, people, places and numbers of dead that tell less than this together are little; the less, the more that speaks against one event, though day and deed be the same: two arrests of one Friday.
LEAST_RARE = 0.5
# So many dead or more are seldom the same by chance.
MANY_DEAD = 6
MOST_DAYS = 60
DAYS_WHERE_NOTHING_IS_KNOWN = 7


def probability(one: Report, other: Report, weights: Mapping[str, float] | None = None, rarity: Rarity = COMMON) -> float:
    """The probability that two reports are of one event, by other weights than the shipped ones where they are given."""
    weights = weights or _weights()
    odds = weights["constant"] + sum(weights[name] * value for name, value in features(one, other, rarity).items())
    return 1 / (1 + math.exp(-max(min(odds, 50.0), -50.0)))


def features(one: Report, other: Report, rarity: Rarity = COMMON) -> dict[str, float]:
    """What speaks for and against two reports being of one event, by name; what is not there is 0."""
    shared = (one.words & other.words) - one.trigger - other.trigger - _named(one) - _named(other)
    rare_words, where, same_dead = rarity.sum(shared), _where(one, other, rarity), _same_dead(one, other)
    rare = rare_words + _rare_people(one, other, rarity) + where["same place"] + same_dead
    return {
        "another type": float(one.type != other.type),
        **_kind(one, other, rarity),
        **_people(one, other, rarity),
        **where,
        **_when(one, other),
        "nothing rare": max(0.0, 1.0 - rare / LEAST_RARE),
        "same one killed": float(bool(one.slain & other.slain)),
        "another one killed": float(bool(one.slain and other.slain) and not one.slain & other.slain),
        "same dead": same_dead,
        "other dead": float(bool(one.killed and other.killed) and not one.killed & other.killed),
        "shared words": _share(rare_words, one.words, other.words, rarity),
        "no words shared": float(not one.words & other.words),
    }


def _kind(one: Report, other: Report, rarity: Rarity) -> dict[str, float]:
    known = one.mode is not None and other.mode is not None
    return {
        "same mode": float(known and one.mode == other.mode),
        "another mode": float(known and one.mode != other.mode),
        "same trigger": _rarest(one.trigger & other.trigger, rarity),
    }


def _people(one: Report, other: Report, rarity: Rarity) -> dict[str, float]:
    shared = max(len(one.people.keys() & other.people.keys()), len(one.names & other.names))
    fewer, rare = min(len(one.people), len(other.people)), _rare_people(one, other, rarity)
    return {
        "same people": min(rare, float(MOST_PEOPLE)),
        "all the same people": min(rare, 1.0) if fewer >= MOST_PEOPLE and shared >= fewer else 0.0,
        "other people": float(fewer > 0 and not shared),
        "contact of other people": float(fewer > 0 and not shared and one.type == "CONSULT"),
        "one of two is another": float(fewer >= MOST_PEOPLE and shared == 1),
        "same unnamed people": min(rarity.sum(one.others & other.others), 1.0),
    }


def _where(one: Report, other: Report, rarity: Rarity) -> dict[str, float]:
    """Where both lie. A country or state around a place, and a place that is not known, is no other one; "Harsa" and "Tamar" are names of two."""
    shared, apart = one.places & other.places, _km_between(one, other)
    is_far = apart is not None and apart > KM_APART + one.around_km + other.around_km
    return {
        "same place": 0.0 if is_far else max(map(rarity.of_name, shared), default=0.0),
        "another place": float(is_far),
        "place of another name": float(apart is None and bool(one.places and other.places) and not shared),
        "same spot": _rarest(one.spot & other.spot, rarity),
        "another spot": float(bool(one.spot and other.spot) and not one.spot & other.spot),
    }


def _when(one: Report, other: Report) -> dict[str, float]:
    apart = _days_apart(one, other)
    return {
        "same day": float(apart == 0 and one.day is not None and other.day is not None),
        "next day": float(apart == 1),
        "another day": float(apart is not None and apart > 1),
        "no day": float(apart is None),
        "days between": math.log1p(min(_days_between(one, other), MOST_DAYS)) if apart is None else 0.0,
    }


def _days_apart(one: Report, other: Report) -> int | None:
    """How many days lie between; 0 where they may be the same."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return None
    return max(0, (one.first - other.last).days, (other.first - one.last).days)


def _days_between(one: Report, other: Report) -> int:
    """How many days lie between the day of an event and the article of the other that tells none, or else between both articles; few where nothing is known."""
    days = [report.first.isoformat() if report.first is not None else report.published for report in (one, other)]
    between = days_between(days[0], days[1])
    return between if between is not None else DAYS_WHERE_NOTHING_IS_KNOWN


def _km_between(one: Report, other: Report) -> float | None:
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    a, b = math.radians(one.latitude), math.radians(other.latitude)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(half))


def _rare_people(one: Report, other: Report, rarity: Rarity) -> float:
    """How much those who take part in both tell: somebody whom all reports name tells little."""
    names = {folded(one.people[key]) for key in one.people.keys() & other.people.keys()} | (one.names & other.names)
    shared = max(len(one.people.keys() & other.people.keys()), len(one.names & other.names))
    return sum(sorted(map(rarity.of_name, names), reverse=True)[:shared])


def _same_dead(one: Report, other: Report) -> float:
    """How much a shared number of dead tells."""
    return min(1.0, math.log1p(max(one.killed & other.killed, default=0)) / math.log1p(MANY_DEAD))


def _named(one: Report) -> frozenset[str]:
    """Stems of the names of those who take part."""
    return frozenset(stem(word) for name in one.names for word in name.split())


def _rarest(stems: frozenset[str], rarity: Rarity) -> float:
    return max(map(rarity.of, stems), default=0.0)


def _share(rare: float, one: frozenset[str], other: frozenset[str], rarity: Rarity) -> float:
    """What share of the words of one of them, by how much they tell, stands in both."""
    fewer = min(rarity.sum(one), rarity.sum(other)) if rare else 0.0
    return min(1.0, rare / fewer) if fewer else 0.0


@cache
def _weights() -> Mapping[str, float]:
    table: dict[str, Any] = json.loads(files("onrecord").joinpath("data/same_event.json").read_text("utf-8"))
    weights: dict[str, float] = table["weights"]
    return weights
