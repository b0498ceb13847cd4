"""The time line: what happened and was said when, in lanes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from xml.etree.ElementTree import Element

from onrecord.records.wording import on_day
from onrecord.server.pictures.axes import HEIGHT_OF_AN_AXIS, time_axis
from onrecord.server.pictures.drawing import COLOURS, FONT_SIZE, add, canvas, colour, finished, linked, tip, write
from onrecord.server.pictures.lettering import fitting, width
from onrecord.server.pictures.picture import Cell, Link, Picture
from onrecord.server.pictures.rooms import Box, Rooms, box_of
from onrecord.server.pictures.scales import TimeScale, Unit, unit_for
from onrecord.server.pictures.wording import begun, between, counted, listed

WIDTH = 900
GUTTER = 140
RADIUS = 4
PITCH = 9
LINE = 16
LEVELS = 5
LEAST_HEIGHT = 44  # its name and its number
TALLEST = 6  # dots; where more fall together, a lane has columns
MOST_DOTS = 500
HEIGHT_OF_COLUMNS = 50
NARROWEST = 8  # a unit of time
LONGEST_LABEL = 260
MOST_LABELS = 60  # tried in a lane
WIDEST_COLUMN = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What is on a time line on a day: its ``lane`` ("Contacts"), its words, where they lead, and how much it ``weighs`` when there is no room for all words."""

    day: date
    lane: str
    label: str
    href: str | None = None
    weighs: float = 1


@dataclass(frozen=True, slots=True)
class _Lane:
    """A lane as it is drawn: its stacks by the ordinal of the unit they stand in, and whether they are dots or columns."""

    name: str
    stacks: dict[int, list[Moment]]
    are_dots: bool

    @property
    def tallest(self) -> int:
        return max(map(len, self.stacks.values()))

    @property
    def room(self) -> float:
        return self.tallest * PITCH if self.are_dots else HEIGHT_OF_COLUMNS

    def height(self, stack: Sequence[Moment]) -> float:
        return len(stack) * PITCH if self.are_dots else len(stack) / self.tallest * HEIGHT_OF_COLUMNS


def timeline(moments: Iterable[Moment], *, title: str = "Time line", of: str = "event", name: str = "timeline") -> Picture | None:
    """What happened when, a lane under the other in the order in which they first come; ``None`` where nothing did.

    Where many fall together, a lane has columns, and units longer than days; words stand where there is room, of what weighs most first. ``of``: what one is called.
    """
    listing = list(moments)
    if not listing:
        return None
    ordered = sorted(listing, key=lambda one: (one.day, one.lane, one.label))
    first, last = ordered[0].day, ordered[-1].day
    unit = unit_for(first, last, (WIDTH - GUTTER) / NARROWEST)
    lanes = _lanes(listing, ordered, unit)
    scale = TimeScale.over(first, last, unit, GUTTER, WIDTH - 10)
    description = _described(ordered, of)
    bodies = [_Body(lane, scale, unit, index) for index, lane in enumerate(lanes)]
    height = sum(body.height for body in bodies) + HEIGHT_OF_AN_AXIS
    root = canvas(name, WIDTH, height, title, description, links=any(one.href for one in listing))
    time_axis(root, scale, 0, height - HEIGHT_OF_AN_AXIS)
    top = 0.0
    for body in bodies:
        body.draw(root, top)
        top += body.height
    return Picture(
        svg=finished(root), title=title, description=description, columns=("Day", "Kind", "What"), rows=tuple(map(_row, ordered))
    )


def _lanes(listing: list[Moment], ordered: list[Moment], unit: Unit) -> list[_Lane]:
    names = list(dict.fromkeys(one.lane for one in listing))
    shown = {lane: lane if index < COLOURS - 1 or len(names) == COLOURS else "Others" for index, lane in enumerate(names)}
    stacks: dict[str, dict[int, list[Moment]]] = {lane: defaultdict(list) for lane in shown.values()}
    for one in ordered:
        stacks[shown[one.lane]][unit.start(one.day).toordinal()].append(one)
    few = len(listing) <= MOST_DOTS
    return [_Lane(lane, found, few and max(map(len, found.values())) <= TALLEST) for lane, found in stacks.items()]


class _Body:
    """A lane on a scale, with the labels that have room."""

    def __init__(self, lane: _Lane, scale: TimeScale, unit: Unit, index: int) -> None:
        self._lane, self._scale, self._unit, self._class = lane, scale, unit, colour(index)
        self._labels = self._placed()
        self._levels = 1 + max((level for _, level, _, _ in self._labels), default=-1)
        self.height = max(LEAST_HEIGHT, self._levels * LINE + lane.room + 2 * PITCH)

    def _x(self, ordinal: int) -> float:
        return self._scale.x(ordinal + self._unit.length / 2)

    def _placed(self) -> list[tuple[float, int, str, str | None]]:
        """Labels with the point above which they stand: x, level, words, anchor."""
        rooms = Rooms(Box(GUTTER, -LEVELS * LINE, WIDTH, 0))
        placed = []
        heaviest = [(ordinal, max(stack, key=lambda one: one.weighs)) for ordinal, stack in self._lane.stacks.items()]
        for ordinal, one in sorted(heaviest, key=lambda pair: (-pair[1].weighs, pair[0]))[:MOST_LABELS]:
            x, words = self._x(ordinal), fitting(one.label, LONGEST_LABEL)
            anchor = "end" if x + 3 + width(words) > WIDTH else None
            for level in range(LEVELS):
                base = -level * LINE - 4
                boxes = (box_of(words, x + (-3 if anchor else 3), base, anchor=anchor), Box(x - 2, base - FONT_SIZE, x + 2, 0))
                if words and rooms.is_free(*boxes):
                    rooms.take(*boxes)
                    placed.append((x, level, words, anchor))
                    break
        return placed

    def draw(self, root: Element, top: float) -> None:
        """Draw the lane below ``top``."""
        bottom = top + self.height - PITCH
        ceiling = bottom - self._lane.room
        add(root, "path", d=f"M0 {top + self.height:.1f}H{WIDTH}", class_="grid")
        self._write_name(root, bottom)
        tops = {self._x(ordinal): bottom - self._lane.height(stack) for ordinal, stack in self._lane.stacks.items()}
        for x, level, words, anchor in self._labels:
            base = ceiling - level * LINE - 4
            add(root, "path", d=f"M{x:.1f} {base - 10:.1f}V{tops[x]:.1f}", class_="leader")
            write(root, words, x + (-3 if anchor else 3), base, anchor=anchor)
        for ordinal, stack in self._lane.stacks.items():
            if self._lane.are_dots:
                self._draw_dots(root, self._x(ordinal), bottom, stack)
            else:
                self._draw_column(root, ordinal, bottom, stack)

    def _write_name(self, root: Element, bottom: float) -> None:
        write(root, fitting(self._lane.name, GUTTER - 12), 0, bottom - LINE + 1, class_="strong")
        count = sum(map(len, self._lane.stacks.values()))
        scale = "" if self._lane.are_dots else f" · up to {self._lane.tallest:,} a {self._unit.name}"
        write(root, fitting(f"{count:,}{scale}", GUTTER - 12, small=True), 0, bottom, class_="faint", small=True)

    def _draw_dots(self, root: Element, x: float, bottom: float, stack: Sequence[Moment]) -> None:
        for index, one in enumerate(stack):
            group = linked(root, one.href, f"{on_day(one.day)}: {one.label}")
            add(group, "circle", cx=x, cy=bottom - PITCH * (index + 0.5), r=RADIUS, class_=self._class)

    def _draw_column(self, root: Element, ordinal: int, bottom: float, stack: Sequence[Moment]) -> None:
        room, height = min(WIDEST_COLUMN, max(1.5, self._unit.length * self._scale.day * 0.8)), self._lane.height(stack)
        column = add(root, "rect", x=self._x(ordinal) - room / 2, y=bottom - height, width=room, height=height, class_=self._class)
        when = self._unit.called(date.fromordinal(ordinal))
        tip(column, f"{when}: {len(stack):,}, among them {max(stack, key=lambda one: one.weighs).label}")


def _described(ordered: list[Moment], of: str) -> str:
    days = Counter(one.day for one in ordered)
    lanes = Counter(one.lane for one in ordered).most_common(3)
    sentence = f"{begun(len(ordered), of)} {between(ordered[0].day, ordered[-1].day)}"
    if len(lanes) > 1:
        sentence += f", most of them {listed([f'{lane} ({number:,})' for lane, number in lanes])}"
    busiest, number = max(days.items(), key=lambda item: (item[1], -item[0].toordinal()))
    if number > 1 and len(days) > 1:
        sentence += f"; most on {on_day(busiest)} ({counted(number, of)})"
    return f"{sentence}."


def _row(one: Moment) -> tuple[Cell, ...]:
    return one.day.isoformat(), one.lane, Link(text=one.label, href=one.href) if one.href else one.label
