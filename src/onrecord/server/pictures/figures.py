"""Figures over time: how many dead or injured there were as told, when and by whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from xml.etree.ElementTree import Element

from onrecord.records import Bound
from onrecord.records.wording import on_day
from onrecord.server.pictures.axes import HEIGHT_OF_A_KEY, HEIGHT_OF_AN_AXIS, key, number_axis, time_axis
from onrecord.server.pictures.drawing import FONT_SIZE, add, canvas, colour, finished, linked, write
from onrecord.server.pictures.lettering import fitting, width
from onrecord.server.pictures.picture import Cell, Link, Picture
from onrecord.server.pictures.rooms import Box, Rooms, at_corners, beside
from onrecord.server.pictures.scales import DAY, NumberScale, TimeScale, Unit, round_up, unit_for
from onrecord.server.pictures.shapes import Draw, circle, diamond, downward, upward
from onrecord.server.pictures.wording import begun, between

WIDTH = 900
PANEL = 190
GAP = 40
MARGIN = 10
RADIUS = 5
HEADROOM = 1.12
OPEN = 16.0  # how far a bound reaches
LONGEST_LABEL = 230
MOST_PANELS = 6
MOST_POINTS = 200
MOST_LABELS = 150  # tried in a panel
NARROWEST = 14  # a unit of time
BOUNDS: dict[Bound, tuple[str, str, Draw, int]] = {
    "exact": ("", "exactly so many", circle, 0),
    "at_least": ("at least ", "at least", upward, -1),
    "at_most": ("at most ", "at most", downward, 1),
    "about": ("about ", "about", diamond, 0),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number as told on a day: of what ``kind`` ("killed"), by which ``outlet``, and ``by`` whose word (``None``: the outlet's own)."""

    day: date
    kind: str
    value: int
    bound: Bound = "exact"
    by: str | None = None
    outlet: str | None = None
    href: str | None = None

    @property
    def says(self) -> str:
        """The number with its bound."""
        return f"{BOUNDS[self.bound][0]}{self.value:,}"

    @property
    def voice(self) -> str:
        """Who told it."""
        return " in ".join(part for part in (self.by, self.outlet) if part) or "the report itself"


@dataclass(frozen=True, slots=True)
class _Point:
    """The figures that fall on one point, and where that is."""

    x: float
    y: float
    figures: tuple[Figure, ...]

    @property
    def label(self) -> str:
        voices = list(dict.fromkeys(figure.by or figure.outlet or "" for figure in self.figures))
        more = f" and {len(voices) - 1:,} more" if len(voices) > 1 else ""
        return f"{self.figures[0].says}: {voices[0]}{more}" if voices[0] else self.figures[0].says


def figures_over_time(figures: Iterable[Figure], *, title: str = "Figures as they were told", name: str = "figures") -> Picture | None:
    """Each figure at the day on which it was told, a panel for each kind; bounds ("at least") are open on their side; ``None`` where there are no figures."""
    ordered = sorted((one for one in figures if one.value >= 0), key=lambda one: (one.day, one.kind, one.value, one.bound, one.voice))
    if not ordered:
        return None
    kinds = sorted({one.kind for one in ordered}, key=lambda kind: (-sum(one.kind == kind for one in ordered), kind))[:MOST_PANELS]
    first, last = ordered[0].day, ordered[-1].day
    description = _described(ordered, first, last)
    height = len(kinds) * (PANEL + GAP) + HEIGHT_OF_AN_AXIS + HEIGHT_OF_A_KEY + 8
    root = canvas(name, WIDTH, height, title, description, links=any(one.href for one in ordered))
    for index, kind in enumerate(kinds):
        told = [one for one in ordered if one.kind == kind]
        _Panel(told, first, last, index).draw(root, kind, index * (PANEL + GAP), is_last=kind == kinds[-1])
    used = [bound for bound in BOUNDS if any(one.bound == bound for one in ordered)]
    samples = [(BOUNDS[bound][1], partial(_sample, bound)) for bound in used]
    key(root, samples, 0, height - HEIGHT_OF_A_KEY, WIDTH)
    columns = ("Day", "What", "Figure", "On the word of", "Outlet")
    return Picture(svg=finished(root), title=title, description=description, columns=columns, rows=tuple(map(_row, ordered)))


class _Panel:
    """The figures of one kind."""

    def __init__(self, told: Sequence[Figure], first: date, last: date, index: int) -> None:
        self._told, self._class = told, colour((1, 0, 2, 3, 4, 5)[index])
        self._most = max(one.value for one in told)
        self._left = max(40.0, width(f"{round_up(self._most * HEADROOM):,}", small=True) + 12)
        unit = unit_for(first, last, (WIDTH - self._left) / NARROWEST, least=DAY)
        self._unit: Unit = unit
        self._days = TimeScale.over(first, last, unit, self._left, WIDTH - MARGIN)

    def draw(self, root: Element, kind: str, top: float, *, is_last: bool) -> None:
        """Draw the panel below ``top``, with days below the last."""
        ceiling, bottom = top + GAP, top + GAP + PANEL
        numbers = NumberScale(most=max(1, self._most * HEADROOM), bottom=bottom, top=ceiling)
        number_axis(root, numbers, self._left, WIDTH - MARGIN)
        time_axis(root, self._days, ceiling, bottom, labels=is_last)
        points = _not_too_many(self._points(numbers))
        left_out = len(self._told) - sum(len(point.figures) for point in points)
        more = f" ({left_out:,} more are in the table)" if left_out else ""
        write(root, fitting(kind.capitalize(), WIDTH - width(more)) + more, 0, top + FONT_SIZE + 11, class_="strong")
        rooms = Rooms(Box(self._left + 2, top + GAP - 10, WIDTH, bottom - 2))
        for point in points:
            self._draw_point(root, point, rooms, bottom)
        for point in sorted(points, key=lambda one: (one.y, one.x))[:MOST_LABELS]:
            words = fitting(point.label, LONGEST_LABEL)
            places = (*beside(point.x, point.y, RADIUS + 5), *at_corners(point.x, point.y, RADIUS * 3.5))
            place = rooms.first_free(places, words)
            if place is not None:
                write(root, words, place[0], place[1], anchor=place[2], class_="halo")

    def _points(self, numbers: NumberScale) -> list[_Point]:
        """What was told in one unit of time with one bound and one number is one point."""
        together: dict[tuple[int, int, Bound], list[Figure]] = defaultdict(list)
        for one in self._told:
            together[self._unit.start(one.day).toordinal(), round(numbers.y(one.value)), one.bound].append(one)
        beside: Counter[tuple[int, int]] = Counter()
        points = []
        for (day, y, _), found in together.items():
            aside = beside[day, y] * 2.5 * RADIUS
            beside[day, y] += 1
            x = min(self._days.x(day + self._unit.length / 2) + aside, WIDTH - 2 * RADIUS)
            points.append(_Point(x, numbers.y(found[0].value), tuple(found)))
        return points

    def _draw_point(self, root: Element, point: _Point, rooms: Rooms, bottom: float) -> None:
        figure = point.figures[0]
        _, _, shape, side = BOUNDS[figure.bound]
        group = linked(root, figure.href, f"{on_day(figure.day)}, {figure.says}: {_voices(point.figures)}")
        if side:
            end = min(bottom, point.y + side * OPEN)
            arrow = f"M{point.x:.1f} {point.y:.1f}V{end:.1f}M{point.x - 3:.1f} {end - side * 3:.1f}L{point.x:.1f} {end:.1f}L{point.x + 3:.1f} {end - side * 3:.1f}"
            add(group, "path", d=arrow, class_=f"{self._class} line")
            rooms.take(Box(point.x - 3, min(point.y, end), point.x + 3, max(point.y, end)))
        shape(group, point.x, point.y, RADIUS, self._class if figure.bound == "exact" else f"{self._class} open")
        rooms.take(Box.around(point.x, point.y, RADIUS + 1))


def _not_too_many(points: Sequence[_Point]) -> list[_Point]:
    """The highest points, and of the others those that were told most."""
    by_height = sorted(points, key=lambda one: (one.y, one.x))
    highest, others = by_height[: MOST_POINTS // 2], by_height[MOST_POINTS // 2 :]
    return highest + sorted(others, key=lambda one: -len(one.figures))[: MOST_POINTS // 2]


def _voices(figures: Sequence[Figure]) -> str:
    voices = list(dict.fromkeys(figure.voice for figure in figures))
    return ", ".join(voices[:3]) + (f" and {len(voices) - 3:,} more" if len(voices) > 3 else "")


def _sample(bound: Bound, parent: Element, x: float, y: float) -> None:
    BOUNDS[bound][2](parent, x, y, RADIUS, "c8" if bound == "exact" else "c8 open")


def _described(ordered: Sequence[Figure], first: date, last: date) -> str:
    sentence = f"{begun(len(ordered), 'figure')} told {between(first, last)}"
    for kind in dict.fromkeys(one.kind for one in ordered):
        values = [one for one in ordered if one.kind == kind]
        low, high, latest = min(one.value for one in values), max(one.value for one in values), values[-1]
        spread = f"{low:,}" if low == high else f"from {low:,} to {high:,}"
        sentence += f". {kind.capitalize()}: {spread}, last {latest.says} ({latest.voice}, {on_day(latest.day)})"
    return f"{sentence}."


def _row(one: Figure) -> tuple[Cell, ...]:
    says: Cell = Link(text=one.says, href=one.href) if one.href else one.says
    return one.day.isoformat(), one.kind, says, one.by, one.outlet
