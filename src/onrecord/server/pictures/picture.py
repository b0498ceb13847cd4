"""A picture: an SVG with its title, its description and its table."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from importlib.resources import files


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
    """The picture as a file of its own, with the style sheet in it; ``base`` goes before links to pages of this server ("http://localhost:8000")."""
    opening, rest = picture.svg.split(">", 1)
    drawn = rest.replace('<a href="/', f'<a href="{escape(base)}/')
    ground = '<rect class="ground" width="100%" height="100%"/>'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{opening}><style>{escape(style(), quote=False)}</style>{ground}{drawn}\n'
