"""The map of what happened where, on the outlines of countries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians, sqrt
from xml.etree.ElementTree import Element

import numpy as np

from onrecord.server.pictures.drawing import SMALL, add, canvas, finished, linked, write
from onrecord.server.pictures.lettering import fitting
from onrecord.server.pictures.outlines import Points, Window, seen
from onrecord.server.pictures.picture import Cell, Link, Picture
from onrecord.server.pictures.rooms import Box, Rooms, beside, box_of
from onrecord.server.pictures.wording import begun, counted, listed

WIDTH, HEIGHT = 900.0, 520.0
MARGIN = 0.14  # of the window, around the places
LEAST_DEGREES = 5.0  # from south to north
SMALLEST, LARGEST = 5.0, 26.0
LONGEST_NAME = 200
MOST_GROUPS = 200
LEAST_WITH_NUMBER = 8.0
COARSENESS = 0.5  # units of the drawing
LEAST_LAND = 3.0
NOTE = "Outlines: Natural Earth, borders by who controls the land"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place (degrees, WGS 84) with the number of events there; ``href`` leads to a list of them."""

    name: str
    latitude: float
    longitude: float
    number: int = 1
    href: str | None = None


@dataclass(frozen=True, slots=True)
class _Group:
    """Spots that are drawn as one, the busiest first, and where."""

    x: float
    y: float
    spots: tuple[Spot, ...]

    @property
    def number(self) -> int:
        return sum(spot.number for spot in self.spots)

    @property
    def label(self) -> str:
        others = len(self.spots) - 1
        return self.spots[0].name + (f" and {counted(others, 'more place')}" if others else "")


def event_map(spots: Iterable[Spot], *, title: str = "Where it happened", of: str = "event", name: str = "map") -> Picture | None:
    """Where events were: a point for each place, the larger the more; what is crowded is one point; ``None`` where there are no places.

    The map shows the part of the earth that has them all. Spots beyond the poles or with longitudes beyond 180 are left out. ``of``: what one of the events is called.
    """
    ordered = sorted(_together(spots), key=lambda spot: (-spot.number, spot.name, spot.latitude, spot.longitude))
    if not ordered:
        return None
    projection = _Projection.around(ordered)
    groups = _not_too_many(ordered, projection)
    description = _described(ordered, of)
    root = canvas(name, WIDTH, HEIGHT, title, description, links=any(spot.href for spot in ordered))
    rooms = Rooms(Box(0, 0, WIDTH, HEIGHT))
    names = _draw_land(root, projection, name)
    _draw_groups(root, groups, rooms, of)
    _write_countries(root, names, rooms)
    columns = ("Place", f"{of.capitalize()}s", "Latitude", "Longitude")
    return Picture(svg=finished(root), title=title, description=description, columns=columns, rows=tuple(map(_row, ordered)))


def _together(spots: Iterable[Spot]) -> Iterable[Spot]:
    """One spot for each name and place."""
    found: dict[tuple[str, float, float], Spot] = {}
    for spot in spots:
        if not (-90 <= spot.latitude <= 90 and -180 <= spot.longitude <= 180) or spot.number < 1:
            continue
        key = (spot.name, spot.latitude, spot.longitude)
        before = found.get(key)
        found[key] = Spot(
            name=spot.name,
            latitude=spot.latitude,
            longitude=spot.longitude,
            number=spot.number + (before.number if before else 0),
            href=before.href if before else spot.href,
        )
    return found.values()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Projection:
    """Degrees to places in the drawing: parallels and meridians are straight lines, true to scale in the middle of all windows but the widest."""

    window: Window

    @staticmethod
    def around(spots: Sequence[Spot]) -> _Projection:
        """The projection whose window has all spots, with a margin, in the shape of the drawing; across the date line where that is nearer."""
        west, east = _shortest_way([spot.longitude for spot in spots])
        south, north = min(spot.latitude for spot in spots), max(spot.latitude for spot in spots)
        middle, centre = (south + north) / 2, (west + east) / 2
        squeeze = max(0.2, cos(radians(middle)))
        least_wide = (east - west) * (1 + 2 * MARGIN)
        tall = min(180.0, max((north - south) * (1 + 2 * MARGIN), LEAST_DEGREES, least_wide * squeeze * HEIGHT / WIDTH))
        wide = min(360.0, max(least_wide, tall / squeeze * WIDTH / HEIGHT))
        middle = min(max(middle, tall / 2 - 90), 90 - tall / 2)
        return _Projection(window=Window(west=centre - wide / 2, east=centre + wide / 2, south=middle - tall / 2, north=middle + tall / 2))

    def places(self, points: Points) -> Points:
        """Places of points (longitude, latitude)."""
        view = self.window
        scale = np.array([WIDTH / (view.east - view.west), -HEIGHT / (view.north - view.south)])
        places: Points = (points - [view.west, view.north]) * scale
        return places

    def place(self, spot: Spot) -> tuple[float, float]:
        """The place of a spot."""
        longitude = spot.longitude + 360 * (spot.longitude < self.window.west) - 360 * (spot.longitude > self.window.east)
        x, y = self.places(np.array([longitude, spot.latitude]))
        return float(x), float(y)


def _shortest_way(longitudes: Sequence[float]) -> tuple[float, float]:
    """From the westernmost to the easternmost, so that the widest gap between neighbours is left out."""
    ordered = sorted(set(longitudes))
    gaps = [(after - before, before, after) for before, after in zip(ordered, [*ordered[1:], ordered[0] + 360], strict=True)]
    _, east, west = max(gaps)
    return (west - 360, east) if west > 180 else (west - 360 if west > east else west, east)


def _not_too_many(ordered: Sequence[Spot], projection: _Projection) -> list[_Group]:
    """Groups of spots, from farther around where there would be more than can be looked at."""
    farther = 1.0
    while len(groups := _gathered(ordered, projection, farther)) > MOST_GROUPS:
        farther *= 1.6
    return groups


def _gathered(ordered: Sequence[Spot], projection: _Projection, farther: float) -> list[_Group]:
    """Groups of spots whose points would lie on each other; a group stands where the busiest of it is."""
    most = max(spot.number for spot in ordered)
    groups: list[list[Spot]] = []
    middles = np.empty((len(ordered), 3))  # x, y and how far a group reaches
    for spot in ordered:
        x, y = projection.place(spot)
        reach = _radius(spot.number, most) + 1
        known = middles[: len(groups)]
        near = np.flatnonzero(np.hypot(known[:, 0] - x, known[:, 1] - y) < (known[:, 2] + reach) * farther)
        if len(near):
            groups[near[0]].append(spot)
        else:
            middles[len(groups)] = x, y, reach
            groups.append([spot])
    return [_Group(float(x), float(y), tuple(spots)) for (x, y, _), spots in zip(middles, groups, strict=False)]


def _radius(number: int, most: int) -> float:
    """A point's area is in proportion to the number, from the smallest that can be seen."""
    return SMALLEST + (LARGEST - SMALLEST) * sqrt((number - 1) / max(most - 1, 20))


def _draw_land(root: Element, projection: _Projection, name: str) -> list[tuple[str, float, float]]:
    """Draw the land; names of countries are returned with the middle of what is seen of them, the largest first."""
    frame = f"{name}-frame"
    add(add(root, "clipPath", id=frame), "rect", width=WIDTH, height=HEIGHT)
    add(root, "rect", width=WIDTH, height=HEIGHT, class_="water")
    paths, names = [], []
    for part, points in seen(_wider(projection.window)):
        places = projection.places(points)
        span = np.ptp(places, axis=0)
        if span.max() < LEAST_LAND and not part.is_main:
            continue
        paths.append(_path(places))
        x, y = np.clip(places, 0, [WIDTH, HEIGHT]).mean(axis=0)
        if part.is_main and part.country:
            names.append((float(span.min()), part.country, float(x), float(y)))
    add(root, "path", d="".join(paths), class_="land", clip_path=f"url(#{frame})")
    return [(country, x, y) for _, country, x, y in sorted(names, key=lambda one: (-one[0], one[1]))]


def _wider(window: Window) -> Window:
    """A little more, so that the edges at which land is cut off are not seen."""
    more = (window.east - window.west) * 0.01
    return Window(west=window.west - more, east=window.east + more, south=window.south - more, north=window.north + more)


def _path(places: Points) -> str:
    """An outline, without points that could not be told apart."""
    steps = np.round(places / COARSENESS)
    kept = np.append(True, (np.diff(steps, axis=0) != 0).any(axis=1))
    points = steps[kept] * COARSENESS
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points.tolist()) + "Z"


def _draw_groups(root: Element, groups: Sequence[_Group], rooms: Rooms, of: str) -> None:
    busiest = sorted(groups, key=lambda group: (-group.number, group.label))
    most = busiest[0].number
    drawn = []
    for group in busiest:
        radius = _radius(group.number, most)
        link = linked(root, group.spots[0].href if len(group.spots) == 1 else None, f"{group.label}: {counted(group.number, of)}")
        add(link, "circle", cx=group.x, cy=group.y, r=radius, class_="c2 sheer")
        _write_number(link, group, radius, rooms)
        rooms.take(Box.around(group.x, group.y, radius))
        drawn.append((link, group, radius))
    for link, group, radius in drawn:
        words = fitting(group.label, LONGEST_NAME)
        place = rooms.first_free(beside(group.x, group.y, radius + 4), words)
        if place is not None:
            write(link, words, place[0], place[1], anchor=place[2], class_="halo")


def _write_number(parent: Element, group: _Group, radius: float, rooms: Rooms) -> None:
    words = f"{group.number:,}"
    base = group.y + SMALL * 0.36
    box = box_of(words, group.x, base, anchor="middle", small=True)
    if radius >= LEAST_WITH_NUMBER and box.right - box.left < 1.8 * radius and rooms.is_free(box):
        write(parent, words, group.x, base, anchor="middle", class_="on-colour", small=True)


def _write_countries(root: Element, names: Iterable[tuple[str, float, float]], rooms: Rooms) -> None:
    """Write the names of countries where there is room, and whose outlines these are."""
    at = (WIDTH - 6, HEIGHT - 6, "end")
    if rooms.first_free([at], NOTE, small=True):
        write(root, NOTE, at[0], at[1], anchor=at[2], class_="faint", small=True)
    for country, x, y in names:
        if rooms.first_free([(x, y, "middle")], country, small=True):
            write(root, country, x, y, anchor="middle", class_="faint", small=True)


def _described(ordered: Sequence[Spot], of: str) -> str:
    number = sum(spot.number for spot in ordered)
    if len(ordered) == 1:
        return f"{begun(number, of)} in {ordered[0].name}."
    most = listed([f"{spot.name} ({spot.number:,})" for spot in ordered[:3]])
    return f"{begun(number, of)} in {counted(len(ordered), 'place')}. Most: {most}."


def _row(spot: Spot) -> tuple[Cell, ...]:
    shown: Cell = Link(text=spot.name, href=spot.href) if spot.href else spot.name
    return shown, spot.number, f"{spot.latitude:.2f}", f"{spot.longitude:.2f}"
