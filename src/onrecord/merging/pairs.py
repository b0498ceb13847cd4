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

FEATURES = (
    "another type", "same mode", "another mode", "same trigger", "same people", "all the same people", "other people", "contact of other people", "one of two is another",
    "same unnamed people", "same place", "another place", "same spot", "another spot", "same day", "next day", "another day", "no day", "days between", "same dead", "other dead",
    "shared words", "no words shared", "shared company",
)  # fmt: skip
EARTH_RADIUS_KM = 6371.0
# Coordinates so far apart are two places.
KM_APART = 60.0
MOST_PEOPLE = 2
MOST_DAYS = 60
DAYS_WHERE_NOTHING_IS_KNOWN = 7


def probability(one: Report, other: Report, weights: Mapping[str, float] | None = None, rarity: Rarity = COMMON) -> float:
    """The probability that two reports are of one event, by other weights than the shipped ones where they are given."""
    weights = weights or _weights()
    odds = weights["constant"] + sum(weights[name] * value for name, value in features(one, other, rarity).items())
    return 1 / (1 + math.exp(-max(min(odds, 50.0), -50.0)))


def features(one: Report, other: Report, rarity: Rarity = COMMON) -> dict[str, float]:
    """What speaks for and against two reports being of one event, by name; what is not there is 0."""
    return {
        "another type": float(one.type != other.type),
        **_kind(one, other),
        **_people(one, other),
        **_where(one, other),
        **_when(one, other),
        "same dead": float(bool(one.killed & other.killed)),
        "other dead": float(bool(one.killed and other.killed) and not one.killed & other.killed),
        "shared words": _overlap(one.words, other.words),
        "no words shared": float(not one.words & other.words),
        "shared company": _overlap(one.company, other.company),
    }


def _kind(one: Report, other: Report) -> dict[str, float]:
    known = one.mode is not None and other.mode is not None
    return {
        "same mode": float(known and one.mode == other.mode),
        "another mode": float(known and one.mode != other.mode),
        "same trigger": float(bool(one.trigger & other.trigger)),
    }


def _people(one: Report, other: Report) -> dict[str, float]:
    shared = max(len(one.people.keys() & other.people.keys()), len(one.names & other.names))
    fewer = min(len(one.people), len(other.people))
    return {
        "same people": float(min(shared, MOST_PEOPLE)),
        "all the same people": float(fewer >= MOST_PEOPLE and shared >= fewer),
        "other people": float(fewer > 0 and not shared),
        "contact of other people": float(fewer > 0 and not shared and one.type == "CONSULT"),
        "one of two is another": float(fewer >= MOST_PEOPLE and shared == 1),
        "same unnamed people": float(bool(one.others & other.others)),
    }


def _where(one: Report, other: Report) -> dict[str, float]:
    shared = bool(one.places & other.places)
    apart = _km_between(one, other)
    is_far = apart is not None and apart > KM_APART
    is_other = is_far if apart is not None else bool(one.places and other.places) and not shared
    return {
        "same place": float(shared and not is_far),
        "another place": float(is_other),
        "same spot": float(bool(one.spot & other.spot)),
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


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    fewer = min(len(one), len(other))
    return len(one & other) / fewer if fewer else 0.0


@cache
def _weights() -> Mapping[str, float]:
    table: dict[str, Any] = json.loads(files("onrecord").joinpath("data/same_event.json").read_text("utf-8"))
    weights: dict[str, float] = table["weights"]
    return weights
