"""The outlines of countries (Natural Earth, public domain; made by training/outlines.py), and what of them is seen through a window."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
ROUND_THE_EARTH = 360.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A part of the earth, in degrees; ``west`` and ``east`` may pass 180 on either side."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a country's land: longitudes and latitudes around it, and its bounds; ``is_main`` of the largest."""

    country: str
    points: Points
    low: Points
    high: Points
    is_main: bool


def seen(window: Window) -> Iterator[tuple[Part, Points]]:
    """The parts of countries that have something in a window, cut off at its edges; once more where it goes round the earth."""
    for turn in (-ROUND_THE_EARTH, 0.0, ROUND_THE_EARTH):
        low, high = (np.array([west - turn, south]) for west, south in ((window.west, window.south), (window.east, window.north)))
        for part in _parts():
            if (part.high < low).any() or (part.low > high).any():
                continue
            inside = (part.low >= low).all() and (part.high <= high).all()
            points = part.points if inside else _cut(part.points, low, high)
            if len(points) > 2:
                yield part, points + np.array([turn, 0.0])


def _cut(points: Points, low: Points, high: Points) -> Points:
    """What of an outline is inside bounds (Sutherland and Hodgman)."""
    for axis in (0, 1):
        for bound, sign in ((low[axis], 1.0), (high[axis], -1.0)):
            if len(points):
                points = _cut_at(points, axis, bound, sign)
    return points


def _cut_at(points: Points, axis: int, bound: float, sign: float) -> Points:
    depth = (points[:, axis] - bound) * sign
    following, depth_following = np.roll(points, -1, axis=0), np.roll(depth, -1)
    crossing = (depth >= 0) != (depth_following >= 0)
    share = np.divide(depth, depth - depth_following, out=np.zeros_like(depth), where=crossing)
    crossings = points + share[:, None] * (following - points)
    kept = np.stack([depth >= 0, crossing], axis=1).reshape(-1)
    cut: Points = np.stack([points, crossings], axis=1).reshape(-1, 2)[kept]
    return cut


def _unbroken(points: Points) -> Points:
    """An outline that goes on across the date line; one that goes round the earth has its pole in it."""
    longitudes = np.unwrap(points[:, 0], period=ROUND_THE_EARTH)
    points = np.stack([longitudes, points[:, 1]], axis=1)
    if abs(longitudes[-1] - longitudes[0]) < ROUND_THE_EARTH / 2:
        return points
    pole = np.sign(points[:, 1].mean()) * 90
    return np.concatenate([points, [[longitudes[-1], pole], [longitudes[0], pole]]])


@cache
def _parts() -> tuple[Part, ...]:
    """All parts of all countries."""
    data = json.loads(files(__package__).joinpath("outlines.json").read_text("utf-8"))
    arcs = [np.cumsum(np.array(steps, dtype=float).reshape(-1, 2), axis=0) * data["step"] for steps in data["arcs"]]
    parts = []
    for country in data["countries"]:
        for number, ring in enumerate(country["rings"]):
            around = np.concatenate([(arcs[arc] if arc >= 0 else arcs[~arc][::-1])[:-1] for arc in ring])
            if len(around) > 2:
                points = _unbroken(around)
                parts.append(Part(country["name"], points, points.min(axis=0), points.max(axis=0), number == 0))
    return tuple(parts)
