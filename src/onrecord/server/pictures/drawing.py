"""SVG elements: values become attributes and text that are well-formed and harmless whatever is in them."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement, tostring

SVG = "http://www.w3.org/2000/svg"
FONT_SIZE = 13
SMALL = 11
# Colours of the palette in pictures.css: class c1 to c8.
COLOURS = 8
# What XML 1.0 has no place for.
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Letters that turn the direction of what stands after them, in other texts, too.
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
SAFE = re.compile(r"(?:https?:/)?/|[?#]")
LONGEST_TIP = 160

Value = str | float | None


def canvas(name: str, width: float, height: float, title: str, description: str, *, links: bool = False) -> Element:
    """An empty drawing that scales to where it is put; ``name`` begins the ids in it, so that a page can have several.

    With ``links`` it is a group to screen readers, which find its links, else one image.
    """
    root = Element(
        "svg",
        {
            "xmlns": SVG,
            "viewBox": f"0 0 {number(width)} {number(height)}",
            "class": "picture",
            "role": "group" if links else "img",
            "aria-labelledby": f"{name}-title {name}-desc",
            "font-size": str(FONT_SIZE),
        },
    )
    add(root, "title", clean(title), id=f"{name}-title")
    add(root, "desc", clean(description), id=f"{name}-desc")
    return root


def add(parent: Element, tag: str, text: str | None = None, **attributes: Value) -> Element:
    """Add an element; of an attribute's name, ``_`` is "-" and stands behind what is a word of Python (``class_``)."""
    named = {key.rstrip("_").replace("_", "-"): number(value) for key, value in attributes.items() if value is not None}
    element = SubElement(parent, tag, named)
    element.text = text
    return element


def write(
    parent: Element, text: str, x: float, y: float, *, anchor: str | None = None, class_: str | None = None, small: bool = False
) -> None:
    """Write words with their base line at ``y``, from ``x`` on, or around or before it (``anchor``: middle, end)."""
    add(parent, "text", clean(text), x=x, y=y, text_anchor=anchor, class_=class_, font_size=SMALL if small else None)


def tip(element: Element, text: str) -> None:
    """Say what an element is, to whoever points at it."""
    words = clean(text)
    add(element, "title", words if len(words) <= LONGEST_TIP else f"{words[: LONGEST_TIP - 1]}…")


def linked(parent: Element, href: str | None, name: str) -> Element:
    """A group that is a link where there is somewhere to go, with its name for who points at it and for screen readers."""
    if href is not None and SAFE.match(href):
        group = add(parent, "a", href=clean(href), aria_label=clean(name)[:LONGEST_TIP])
    else:
        group = add(parent, "g")
    tip(group, name)
    return group


def finished(root: Element) -> str:
    """The drawing as text."""
    return tostring(root, encoding="unicode")


def number(value: str | float) -> str:
    """A number with at most one decimal; words as they can be written."""
    if isinstance(value, str):
        return clean(value)
    return f"{value:.1f}".removesuffix(".0")


def clean(text: str) -> str:
    """A text on one line, without what XML cannot hold and what would turn the words behind it."""
    return " ".join(TURNING.sub("", UNWRITABLE.sub("\ufffd", text)).split())


def colour(index: int) -> str:
    """The class of the colour with this number, from 0; the last is for all that come after."""
    return f"c{min(index, COLOURS - 1) + 1}"
