"""The network of contacts: who met or spoke with whom, and how often."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from math import hypot
from xml.etree.ElementTree import Element

from onrecord.records import ActorType
from onrecord.server.pictures.axes import key
from onrecord.server.pictures.drawing import SMALL, add, canvas, finished, linked, write
from onrecord.server.pictures.layout import Places, places_of
from onrecord.server.pictures.lettering import fitting
from onrecord.server.pictures.picture import Cell, Link, Picture
from onrecord.server.pictures.rooms import Box, Rooms, at_corners, beside, box_of
from onrecord.server.pictures.shapes import Draw, circle, diamond, square, upward
from onrecord.server.pictures.wording import begun, counted, listed

WIDTH = 900
MOST_ACTORS = 40
MOST_TIES = 80
LONGEST_NAMES = (190, 110, 60)  # the next where there is no room for a longer one
RADIUS = 6
THINNEST, THICKEST, FEW = 1.5, 10.0, 5
SHAPES: Mapping[ActorType, tuple[Draw, str, str]] = {
    "person": (circle, "c1", "person"),
    "organization": (square, "c3", "organisation"),
    "country": (diamond, "c2", "country"),
    "group": (upward, "c4", "group"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Somebody who has contacts; ``key`` is what contacts call them by, ``href`` their page."""

    key: str
    name: str
    type: ActorType = "person"
    href: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contacts:
    """How often two parties, called by their keys, had contact; ``href`` leads to a list of these contacts."""

    one: str
    other: str
    number: int = 1
    href: str | None = None


def network(
    parties: Iterable[Party], contacts: Iterable[Contacts], *, title: str = "Who met whom", name: str = "network"
) -> Picture | None:
    """Who had contact with whom: the more often, the thicker the line; ``None`` where nobody had.

    The most connected are drawn, the table has all. Raises KeyError for contacts of somebody who is not among the parties.
    """
    known = {party.key: party for party in parties}
    ties = _together(contacts)
    if not ties:
        return None
    totals = _totals(ties)
    drawn = _drawn(ties, totals)
    description = _described(known, ties, totals, drawn)
    places, height = places_of({pair: ties[pair].number for pair in drawn}, WIDTH)
    places = {one: (x, y + 8) for one, (x, y) in places.items()}
    used = [type_ for type_ in SHAPES if any(known[one].type == type_ for one in places)]
    root = canvas(
        name, WIDTH, height + 40, title, description, links=any(p.href for p in known.values()) or any(t.href for t in ties.values())
    )
    drawing = _Drawing(root, known, places, Rooms(Box(0, 0, WIDTH, height + 16)))
    drawing.draw([ties[pair] for pair in drawn], totals)
    key(root, [(SHAPES[type_][2], partial(_sample, SHAPES[type_])) for type_ in used], 0, height + 20, WIDTH)
    return Picture(
        svg=finished(root),
        title=title,
        description=description,
        columns=("Who", "With whom", "Contacts"),
        rows=tuple(_row(known, tie) for tie in sorted(ties.values(), key=_thickest)),
    )


def _together(contacts: Iterable[Contacts]) -> dict[tuple[str, str], Contacts]:
    """One tie for each pair, whichever of the two is named first; nobody meets themselves."""
    found: dict[tuple[str, str], Contacts] = {}
    for one in contacts:
        if one.one == one.other or one.number < 1:
            continue
        pair = (min(one.one, one.other), max(one.one, one.other))
        before = found.get(pair)
        number = one.number + (before.number if before else 0)
        found[pair] = Contacts(one=pair[0], other=pair[1], number=number, href=before.href if before else one.href)
    return found


def _totals(ties: Mapping[tuple[str, str], Contacts]) -> Counter[str]:
    totals: Counter[str] = Counter()
    for pair, tie in ties.items():
        for one in pair:
            totals[one] += tie.number
    return totals


def _thickest(tie: Contacts) -> tuple[int, str, str]:
    return -tie.number, tie.one, tie.other


def _drawn(ties: Mapping[tuple[str, str], Contacts], totals: Counter[str]) -> list[tuple[str, str]]:
    """The ties that are drawn: the thickest, and of those the ones of the busiest, as many as there is room for."""
    chosen: set[str] = set()
    drawn: list[tuple[str, str]] = []
    thickest = sorted(ties, key=lambda pair: (-ties[pair].number, -min(totals[pair[0]], totals[pair[1]]), pair))
    for pair in thickest:
        if len(chosen | set(pair)) <= MOST_ACTORS and len(drawn) < MOST_TIES:
            chosen |= set(pair)
            drawn.append(pair)
    return drawn


class _Drawing:
    """A network being drawn: lines, then actors, then names where there is room, the busiest first."""

    def __init__(self, root: Element, known: Mapping[str, Party], places: Places, rooms: Rooms) -> None:
        self._root, self._known, self._places, self._rooms = root, known, places, rooms
        self._neighbours: dict[str, list[str]] = defaultdict(list)
        self._thickest = 1

    def draw(self, ties: list[Contacts], totals: Counter[str]) -> None:
        """Draw all of it."""
        lines, shapes = add(self._root, "g"), add(self._root, "g")
        self._thickest = max(tie.number for tie in ties)
        for tie in ties:
            self._neighbours[tie.one].append(tie.other)
            self._neighbours[tie.other].append(tie.one)
            self._draw_line(lines, tie)
        groups = {}
        for one in sorted(self._places, key=lambda one: (-totals[one], one)):
            x, y = self._places[one]
            self._rooms.take(Box.around(x, y, RADIUS + 2))
            groups[one] = self._draw_party(shapes, one, totals[one])
        for one, group in groups.items():
            self._write_name(group, one)
        for tie in sorted(ties, key=_thickest):
            self._write_number(tie)

    def _draw_line(self, parent: Element, tie: Contacts) -> None:
        (x, y), (to_x, to_y) = self._places[tie.one], self._places[tie.other]
        names = f"{self._known[tie.one].name} and {self._known[tie.other].name}: {counted(tie.number, 'contact')}"
        group = linked(parent, tie.href, names)
        d = f"M{x:.1f} {y:.1f}L{to_x:.1f} {to_y:.1f}"
        add(group, "path", d=d, class_="tie", stroke_width=self._thickness(tie.number))

    def _thickness(self, number: int) -> float:
        """In proportion to the thickest, of which fewer than FEW contacts make no thick one."""
        return THINNEST + (number - 1) / max(self._thickest - 1, FEW) * (THICKEST - THINNEST)

    def _draw_party(self, parent: Element, one: str, number: int) -> Element:
        party = self._known[one]
        shape, colour, _ = SHAPES[party.type]
        group = linked(parent, party.href, f"{party.name}: {counted(number, 'contact')}")
        shape(group, *self._places[one], RADIUS, colour)
        return group

    def _write_name(self, group: Element, one: str) -> None:
        choices = sorted(beside(*self._places[one], RADIUS + 4), key=lambda place: self._crossing(one, place))
        for room in LONGEST_NAMES:
            words = fitting(self._known[one].name, room)
            place = self._rooms.first_free([*choices, *at_corners(*self._places[one], RADIUS * 3)], words)
            if place is not None:
                write(group, words, place[0], place[1], anchor=place[2], class_="halo")
                return

    def _crossing(self, one: str, place: tuple[float, float, str | None]) -> float:
        """How much a label would lie on the lines of an actor."""
        x, y = self._places[one]
        aside = {"end": -2.0, "middle": 0.0}.get(place[2] or "", 2.0)
        towards = _direction(aside, (place[1] - y - SMALL * 0.35) / RADIUS)
        ways = (_direction(to_x - x, to_y - y) for to_x, to_y in map(self._places.__getitem__, self._neighbours[one]))
        return round(sum(max(0.0, towards[0] * way[0] + towards[1] * way[1]) for way in ways), 3)

    def _write_number(self, tie: Contacts) -> None:
        (x, y), (to_x, to_y) = self._places[tie.one], self._places[tie.other]
        middle = (x + to_x) / 2, (y + to_y) / 2 + SMALL * 0.35
        words = f"{tie.number:,}"
        box = box_of(words, *middle, anchor="middle", small=True)
        if tie.number > 1 and self._rooms.is_free(box):
            self._rooms.take(box)
            write(self._root, words, *middle, anchor="middle", class_="halo", small=True)


def _direction(x: float, y: float) -> tuple[float, float]:
    length = hypot(x, y) or 1
    return x / length, y / length


def _sample(shape: tuple[Draw, str, str], parent: Element, x: float, y: float) -> None:
    draw, colour, _ = shape
    draw(parent, x, y, 5, colour)


def _described(
    known: Mapping[str, Party], ties: Mapping[tuple[str, str], Contacts], totals: Counter[str], drawn: list[tuple[str, str]]
) -> str:
    shown = {one for pair in drawn for one in pair}
    busiest = sorted(totals, key=lambda one: (-totals[one], known[one].name, one))[:3]
    most = listed([f"{known[one].name} ({totals[one]:,})" for one in busiest])
    number = sum(tie.number for tie in ties.values())
    sentence = f"{begun(number, 'contact')} among {counted(len(totals), 'actor')}. Most: {most}."
    if len(shown) < len(totals):
        sentence += f" The {len(shown):,} most connected are drawn; {len(totals) - len(shown):,} more are in the table."
    elif len(drawn) < len(ties):
        sentence += f" {len(ties) - len(drawn):,} more pairs are in the table."
    return sentence


def _row(known: Mapping[str, Party], tie: Contacts) -> tuple[Cell, ...]:
    return _cell(known[tie.one]), _cell(known[tie.other]), Link(text=f"{tie.number:,}", href=tie.href) if tie.href else tie.number


def _cell(party: Party) -> Cell:
    return Link(text=party.name, href=party.href) if party.href else party.name
