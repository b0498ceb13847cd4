"""Room in a drawing: what is taken, and what is free for a label."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.server.pictures.drawing import FONT_SIZE, SMALL
from onrecord.server.pictures.lettering import width

# How far letters reach above and below their base line, in parts of the font's size.
ASCENT = 0.95
DESCENT = 0.27
CELL = 40


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in a drawing."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two overlap."""
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom

    def is_within(self, other: Box) -> bool:
        """Whether the other has all of it."""
        return other.left <= self.left and self.right <= other.right and other.top <= self.top and self.bottom <= other.bottom

    @staticmethod
    def around(x: float, y: float, radius: float) -> Box:
        """The square around a point."""
        return Box(x - radius, y - radius, x + radius, y + radius)


def box_of(text: str, x: float, y: float, *, anchor: str | None = None, small: bool = False) -> Box:
    """The room of words written at a place (as :func:`drawing.write` does)."""
    size, room = SMALL if small else FONT_SIZE, width(text, small=small)
    left = x - {"middle": room / 2, "end": room}.get(anchor or "", 0)
    return Box(left, y - ASCENT * size, left + room, y + DESCENT * size)


class Rooms:
    """What is taken of a drawing whose bounds are ``whole``."""

    def __init__(self, whole: Box) -> None:
        self._whole = whole
        self._taken: dict[tuple[int, int], list[Box]] = defaultdict(list)

    def take(self, *boxes: Box) -> None:
        """Take these rooms, free or not."""
        for box in boxes:
            for cell in _cells(box):
                self._taken[cell].append(box)

    def is_free(self, *boxes: Box) -> bool:
        """Whether the boxes are within the drawing and nothing is there yet."""
        return all(self._is_free(box) for box in boxes)

    def _is_free(self, box: Box) -> bool:
        return box.is_within(self._whole) and not any(box.meets(other) for cell in _cells(box) for other in self._taken.get(cell, ()))

    def first_free(
        self, choices: Iterable[tuple[float, float, str | None]], text: str, *, small: bool = False
    ) -> tuple[float, float, str | None] | None:
        """The first of the places (x, base line, anchor) where a text has room, which is taken then."""
        for x, y, anchor in choices:
            box = box_of(text, x, y, anchor=anchor, small=small)
            if self.is_free(box):
                self.take(box)
                return x, y, anchor
        return None


def beside(x: float, y: float, gap: float) -> Iterator[tuple[float, float, str | None]]:
    """Places for a label of a point: right, left, above and below it, then at its corners; ``gap``: how far from its middle."""
    middle = y + FONT_SIZE * 0.35
    yield x + gap, middle, None
    yield x - gap, middle, "end"
    yield x, y - gap - 1, "middle"
    yield x, y + gap + FONT_SIZE * 0.8, "middle"
    yield from at_corners(x, y, gap * 0.8)


def at_corners(x: float, y: float, reach: float) -> Iterator[tuple[float, float, str | None]]:
    """Places for a label at the corners of the square around a point."""
    for across, anchor in ((reach, None), (-reach, "end")):
        yield x + across, y - reach, anchor
        yield x + across, y + reach + FONT_SIZE * 0.6, anchor


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    for column in range(int(box.left // CELL), int(box.right // CELL) + 1):
        for row in range(int(box.top // CELL), int(box.bottom // CELL) + 1):
            yield column, row
