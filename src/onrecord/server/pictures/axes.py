"""Axes and keys of drawings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from xml.etree.ElementTree import Element

from onrecord.server.pictures.drawing import SMALL, add, write
from onrecord.server.pictures.lettering import fitting, width
from onrecord.server.pictures.scales import NumberScale, TimeScale

HEIGHT_OF_AN_AXIS = 20
HEIGHT_OF_A_KEY = 20
SAMPLE = 12


def time_axis(root: Element, scale: TimeScale, top: float, bottom: float, *, labels: bool = True) -> None:
    """Lines from ``top`` to ``bottom`` where days begin, with the days below them unless another axis has them."""
    add(root, "path", d=f"M{scale.left:.1f} {bottom:.1f}H{scale.right:.1f}", class_="axis")
    taken = scale.left - 1
    for ordinal, label in scale.marks():
        x = scale.x(ordinal)
        add(root, "path", d=f"M{x:.1f} {top:.1f}V{bottom + 4:.1f}", class_="grid")
        if labels and x > taken and x + 3 + width(label, small=True) <= scale.right:
            write(root, label, x + 3, bottom + 15, class_="faint", small=True)
            taken = x + 3 + width(label, small=True)


def number_axis(root: Element, scale: NumberScale, left: float, right: float) -> None:
    """Lines across at round numbers, with the numbers before them."""
    for value in scale.marks():
        y = scale.y(value)
        add(root, "path", d=f"M{left:.1f} {y:.1f}H{right:.1f}", class_="grid" if value else "axis")
        write(root, f"{value:,}", left - 5, y + SMALL * 0.35, anchor="end", class_="faint", small=True)


def key(
    root: Element, entries: Iterable[tuple[str, Callable[[Element, float, float], None]]], left: float, top: float, right: float
) -> float:
    """What samples mean, in as many lines as that takes; where the next thing has room is returned. A sample is drawn around the point given."""
    x, y = left, top
    for label, sample in entries:
        words = fitting(label, right - left - SAMPLE - 6, small=True)
        room = SAMPLE + 6 + width(words, small=True)
        if x > left and x + room > right:
            x, y = left, y + HEIGHT_OF_A_KEY
        sample(root, x + SAMPLE / 2, y + SAMPLE / 2)
        write(root, words, x + SAMPLE + 6, y + SAMPLE / 2 + SMALL * 0.38, small=True)
        x += room + 18
    return y + HEIGHT_OF_A_KEY
