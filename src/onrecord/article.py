"""A text and how to point into it: pages, articles, blocks, spans and the map from the body view to the frozen text."""

from __future__ import annotations

import bisect
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

BlockKind = Literal["headline", "dateline", "byline", "body", "promo", "caption", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Characters ``[start, end)`` of the frozen text, in Unicode code points, with the words that stand there."""

    start: int
    end: int
    text: str

    @staticmethod
    def of(text: str, start: int, end: int) -> Span:
        """The span of ``text`` from ``start`` to ``end``."""
        return Span(start=start, end=end, text=text[start:end])


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph or line of the frozen text and what kind of text it is."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What was captured, decoded: the text to be frozen and what is known about it without reading it.

    ``id`` is unique in a run: a path, a JSON line's id or a URL; ``file`` the path as given. ``captured`` (when it was fetched), ``published`` and
    ``updated`` are given as found (any notation); ``raw`` keeps the bytes of a web page.
    """

    id: str
    text: str
    file: str | None = None
    url: str | None = None
    captured: str | None = None
    publisher: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    updated: str | None = None
    raw: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A frozen text with its blocks; ``captured``, ``published`` and ``updated`` are ISO dates, or dates and times, or unknown.

    ``language`` is "en", or unknown where the text does not look English.
    """

    id: str
    text: str
    blocks: tuple[Block, ...]
    file: str | None = None
    url: str | None = None
    captured: str | None = None
    publisher: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    updated: str | None = None
    language: str | None = "en"

    @property
    def sha256(self) -> str:
        """Hash of the frozen text's UTF-8 bytes, in hexadecimal."""
        return sha256_of(self.text)


def sha256_of(text: str) -> str:
    """Hash of a text's UTF-8 bytes, in hexadecimal; what names a frozen text."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of the body view and where it stands in the frozen text, as it is: ``length`` characters from both starts on.

    With ``frozen_length`` the frozen text writes it otherwise ("e" and an accent for "é"), and it has its place as a whole; of ``length`` 0 is what the
    view leaves out inside a word or phrase.
    """

    view_start: int
    frozen_start: int
    length: int
    frozen_length: int | None = None


class OffsetMap:
    """Translates offsets of the body view into the frozen text; what the view added (a joining space) has no place there."""

    __slots__ = ("_pieces", "_starts")

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self._pieces: Sequence[Piece] = tuple(pieces)
        self._starts = [piece.view_start for piece in self._pieces]

    def to_frozen(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """The places in the frozen text of ``[start, end)`` of the view: more than one where a join lies inside it."""
        places = []
        for piece in self._pieces[max(0, bisect.bisect_right(self._starts, start) - 1) :]:
            if piece.view_start >= end:
                break
            first, last = max(start, piece.view_start), min(end, piece.view_start + piece.length)
            if piece.frozen_length is not None:
                if first < last or start < piece.view_start:
                    places.append((piece.frozen_start, piece.frozen_start + piece.frozen_length))
            elif first < last:
                shift = piece.frozen_start - piece.view_start
                places.append((first + shift, last + shift))
        return tuple(places)


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyView:
    """What the language pipeline reads: headline and body, broken lines rejoined, with the way back to the frozen text.

    ``headline_end`` is where the headline, if the text begins with one, ends in the view (0: none).
    """

    article: Article
    text: str
    offsets: OffsetMap
    headline_end: int = 0

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """The words ``[start, end)`` of the view as spans of the frozen text, without white space at their edges."""
        text = self.article.text
        runs: list[tuple[int, int]] = []
        for first, last in self.offsets.to_frozen(start, end):
            words = text[first:last]
            first += len(words) - len(words.lstrip())
            last -= len(words) - len(words.rstrip())
            if first >= last:
                continue
            if runs and first >= runs[-1][1] and _is_one_gap(text[runs[-1][1] : first]):
                first = runs.pop()[0]
            runs.append((first, last))
        return tuple(Span.of(text, first, last) for first, last in runs)

    def span(self, start: int, end: int) -> Span:
        """One span over the words ``[start, end)`` of the view; across a join it covers what stands between, too."""
        spans = self.spans(start, end)
        if not spans:
            raise ValueError(f"the view has no words at [{start}, {end})")
        return Span.of(self.article.text, spans[0].start, spans[-1].end)


def _is_one_gap(between: str) -> bool:
    """Whether nothing but a space, however wide, or a wrapped line's end stands between two words."""
    return not between.strip() and between.count("\n") < 2
