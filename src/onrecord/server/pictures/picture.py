"""A picture: an SVG with its title, its description and its table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from importlib.resources import files

from onrecord.server.pictures.drawing import FONT_SIZE, number
from onrecord.server.pictures.lettering import fitting

VIEW = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
MARGIN, HEAD = 16, 48
NOT_BOLD = 0.9  # of a line, for bold letters are wider


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Words of a cell that lead somewhere."""

    text: str
    href: str


Cell = str | int | Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A drawing for the eye (``svg``, an element to put into a page as it is), a ``description`` of one or two sentences, and all of its values as a table.

    The SVG has neither scripts nor styles of its own: :func:`style` has the classes.
    """

    svg: str
    title: str
    description: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def style() -> str:
    """The style sheet of all pictures: what a page that shows one has to include."""
    return files(__package__).joinpath("pictures.css").read_text("utf-8")


def standalone(picture: Picture, *, base: str = "") -> str:
    """The picture as a file of its own: with a margin, its title in it, and the style sheet; ``base`` goes before links to pages of this server
    ("http://localhost:8000")."""
    opening, rest = picture.svg.split(">", 1)
    wide, tall = (float(side) for side in VIEW.findall(opening)[0])
    view = f'viewBox="{-MARGIN} {-HEAD} {number(wide + 2 * MARGIN)} {number(tall + HEAD + MARGIN)}"'
    ground = f'<rect class="ground" x="{-MARGIN}" y="{-HEAD}" width="100%" height="100%"/>'
    title = f'<text class="strong" y="{MARGIN - HEAD + FONT_SIZE}">{escape(fitting(picture.title, wide * NOT_BOLD))}</text>'
    drawn = rest.replace('<a href="/', f'<a href="{escape(base)}/')
    sheet = f"<style>{escape(style(), quote=False)}</style>"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{VIEW.sub(view, opening)}>{sheet}{ground}{title}{drawn}\n'
