"""A text in pieces that the encoder can take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# Words at once. A window's own words are those between its margins; the others are there to be looked at.
LONGEST = 160
MARGIN = 32


@dataclass(frozen=True, slots=True)
class Window:
    """Words [start, end) are read; the results of [own_start, own_end) are kept."""

    start: int
    end: int
    own_start: int
    own_end: int


def windows(breaks: Sequence[int], length: int) -> list[Window]:
    """Cut a text of ``length`` words at ``breaks`` (places where a paragraph begins), and a paragraph that is too long anywhere, with margins.

    Every word is some window's own once.
    """
    found: list[Window] = []
    start = 0
    edges = [*breaks, length]
    for here, following in zip(edges, [*edges[1:], length], strict=True):
        # Close the window before the paragraph that would not fit into it.
        if here > start and (following - start > LONGEST or here == length):
            found += _pieces(start, here)
            start = here
    return found


def _pieces(start: int, end: int) -> list[Window]:
    if end - start <= LONGEST:
        return [Window(start, end, start, end)]
    pieces = []
    own = start
    while own < end:
        first = max(start, own - MARGIN)
        last = min(end, first + LONGEST)
        own_end = last if last == end else last - MARGIN
        pieces.append(Window(first, last, own, own_end))
        own = own_end
    return pieces
