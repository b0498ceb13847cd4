"""Shapes that tell kinds apart where colours cannot."""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt
from xml.etree.ElementTree import Element

from onrecord.server.pictures.drawing import add

Draw = Callable[[Element, float, float, float, str], None]


def circle(parent: Element, x: float, y: float, radius: float, class_: str) -> None:
    """A circle."""
    add(parent, "circle", cx=x, cy=y, r=radius, class_=class_)


def square(parent: Element, x: float, y: float, radius: float, class_: str) -> None:
    """A square, of about a circle's size."""
    half = radius * 0.9
    add(parent, "rect", x=x - half, y=y - half, width=2 * half, height=2 * half, class_=class_)


def diamond(parent: Element, x: float, y: float, radius: float, class_: str) -> None:
    """A square on its corner."""
    reach = radius * 1.25
    add(
        parent,
        "path",
        d=f"M{x:.1f} {y - reach:.1f}L{x + reach:.1f} {y:.1f}L{x:.1f} {y + reach:.1f}L{x - reach:.1f} {y:.1f}Z",
        class_=class_,
    )


def upward(parent: Element, x: float, y: float, radius: float, class_: str) -> None:
    """A triangle that points up."""
    _triangle(parent, x, y, -radius * 1.25, class_)


def downward(parent: Element, x: float, y: float, radius: float, class_: str) -> None:
    """A triangle that points down."""
    _triangle(parent, x, y, radius * 1.25, class_)


def _triangle(parent: Element, x: float, y: float, reach: float, class_: str) -> None:
    half, base = abs(reach) * sqrt(3) / 2, y - reach / 2
    add(parent, "path", d=f"M{x:.1f} {y + reach:.1f}L{x + half:.1f} {base:.1f}L{x - half:.1f} {base:.1f}Z", class_=class_)
