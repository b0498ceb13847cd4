"""A text and how to point into it: pages, articles, blocks, spans, anchors, and the map from the body view to the frozen text."""

from __future__ import annotations

import bisect
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from itertools import pairwise, takewhile
from types import NoneType
from typing import Literal, TypeVar

T = TypeVar("T")
BlockKind = Literal["headline", "dateline", "byline", "body", "promo", "caption", "other"]
# Characters on either side of an anchor's words that are kept with them.
CONTEXT = 32
# Words and the context that is the same must have so many characters, and so many more than where else the words stand. With 24 and 8, of 1,000 words
# (benchmark/anchors.py, 150 articles of gold/train) 926 are found when the sentences beside theirs are dropped, and 2 others taken for them; when their own is, 22 are.
# With 16 and 1: 946, 5 and 41; with 32 and 8: 871, 2 and 13.
LEAST_ALIKE = 24
LEAD = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Characters ``[start, end)`` of the frozen text, in Unicode code points, with their text."""

    start: int
    end: int
    text: str

    @staticmethod
    def of(text: str, start: int, end: int) -> Span:
        """The span of ``text`` from ``start`` to ``end``."""
        return Span(start=start, end=end, text=text[start:end])


def spans_of(value: object, place: str = "") -> Iterator[tuple[str, Span]]:
    """All spans in a tree of dataclasses and tuples, each with its place: ``statements[2].content[0]``."""
    if isinstance(value, Span):
        yield place, value
    if isinstance(value, tuple | list):
        for number, item in enumerate(value):
            yield from spans_of(item, f"{place}[{number}]")
    elif is_dataclass(value) and not isinstance(value, type):
        for part in fields(value):
            yield from spans_of(getattr(value, part.name), f"{place}.{part.name}" if place else part.name)


def cut_at(text: str, marked: Iterable[tuple[Span, T]]) -> Iterator[tuple[str, tuple[T, ...]]]:
    """Cut a text wherever a span begins or ends: each piece with the marks of all spans that cover it, in the order given.

    The pieces together are the text, so that marks that overlap can be shown one after another.
    """
    begin: dict[int, list[tuple[int, T]]] = {}
    end: dict[int, list[int]] = {}
    for number, (span, mark) in enumerate(marked):
        begin.setdefault(span.start, []).append((number, mark))
        end.setdefault(span.end, []).append(number)
    covering: dict[int, T] = {}
    cuts = sorted({0, len(text), *begin, *end})
    for start, stop in pairwise(cuts):
        covering |= begin.get(start, ())
        for number in end.get(start, ()):
            covering.pop(number, None)
        yield text[start:stop], tuple(covering[number] for number in sorted(covering))


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph or line of the frozen text, with its kind."""

    kind: BlockKind
    start: int
    end: int


# What the fields of a page are, if not text or unknown.
PAGE_TYPES: dict[str, tuple[type, ...]] = {"id": (str,), "text": (str,), "authors": (tuple,), "raw": (bytes, NoneType)}
PAGE_HINTS = {
    "id": "must be a str",
    "text": "must be the text of an article as a str (for a file there is onrecord.read_file, for a web page onrecord.read_page)",
    "authors": "must be a tuple of names",
    "captured": 'must be a str such as "2021-03-05T10:22:00Z", or None',
    "published": 'must be a str such as "2021-03-05", or None',
    "updated": 'must be a str such as "2021-03-05", or None',
    "raw": "must be bytes or None",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An article as it comes in: the text to be read, decoded, and its metadata.

    ``text`` is frozen as it is: every span of the record points into it. ``id`` is what the article is called, unique in a run: a path, a JSON line's id or
    a URL; ``file`` the path as given. ``captured`` (when it was fetched), ``published`` and ``updated`` are given as found (any notation); ``raw``
    keeps the bytes of a web page. What is not known is ``None``. Raises TypeError for anything else.
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

    def __post_init__(self) -> None:
        for part in fields(self):
            value = getattr(self, part.name)
            if not isinstance(value, PAGE_TYPES.get(part.name, (str, NoneType))):
                raise TypeError(f"{part.name} {PAGE_HINTS.get(part.name, 'must be a str or None')}, not {type(value).__name__}.")


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
    """The hash of a text's UTF-8 bytes, in hexadecimal, which identifies a frozen text."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Words of a frozen text, with what is needed to find them again in another version of it: what people decide about holds on to them."""

    sha256: str
    start: int
    end: int
    quotation: str
    before: str
    after: str

    @staticmethod
    def of(text: str, start: int, end: int) -> Anchor:
        """Anchor the words ``[start, end)`` of a text. ValueError where there are none."""
        if not 0 <= start < end <= len(text) or not text[start:end].strip():
            raise ValueError(f"the text has no words at [{start}, {end})")
        return Anchor(
            sha256=sha256_of(text),
            start=start,
            end=end,
            quotation=text[start:end],
            before=text[max(0, start - CONTEXT) : start],
            after=text[end : end + CONTEXT],
        )

    def find(self, text: str) -> Span | None:
        """The words in a text: where they stood if it is the same text, else where the same words stand in the most similar context.

        White space counts as the same, however wide. ``None`` where the words are gone, or where nothing tells which of several they are.
        """
        if sha256_of(text) == self.sha256:
            return Span.of(text, self.start, self.end)
        found = sorted(((self._likeness(text, *place), place) for place in self._places(text)), reverse=True)
        if not found or len(self.quotation) + found[0][0] < LEAST_ALIKE or (len(found) > 1 and found[0][0] - found[1][0] < LEAD):
            return None
        return Span.of(text, *found[0][1])

    def _places(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the words stand, whole."""
        words = r"\s+".join(map(re.escape, self.quotation.split()))
        first = r"(?<!\w)" if words[0].isalnum() and not self.before[-1:].isalnum() else ""
        last = r"(?!\w)" if words[-1].isalnum() and not self.after[:1].isalnum() else ""
        for match in re.finditer(f"(?={first}({words}){last})", text):
            yield match.span(1)

    def _likeness(self, text: str, start: int, end: int) -> int:
        """How many characters on both sides are the same, white space aside."""
        before, after = text[max(0, start - 2 * CONTEXT) : start], text[end : end + 2 * CONTEXT]
        return _same(_letters(self.before)[::-1], _letters(before)[::-1]) + _same(_letters(self.after), _letters(after))


def words_near(text: str, words: str, span: Span) -> Span | None:
    """Where words stand in a text, however wide their white space: of several places the one nearest to a span. ``None`` where they are nowhere."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    found = [match.span(1) for match in re.finditer(f"(?=({pattern}))", text)] if pattern else []
    return Span.of(text, *min(found, key=lambda place: _apart(place, span))) if found else None


def _apart(place: tuple[int, int], span: Span) -> int:
    return abs(place[0] - span.start) + abs(place[1] - span.end)


def _letters(text: str) -> str:
    return "".join(text.split())


def _same(one: str, other: str) -> int:
    """The length of the beginning that two texts share."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of characters that the body view and the frozen text share: ``length`` characters from each start.

    With ``frozen_length`` the frozen text spells it differently ("e" and an accent for "é"), and it is mapped as a whole; with ``length`` 0 the view
    leaves it out inside a word or phrase.
    """

    view_start: int
    frozen_start: int
    length: int
    frozen_length: int | None = None


class OffsetMap:
    """Translates offsets of the body view into the frozen text; characters that the view added (a joining space) map to nothing."""

    __slots__ = ("_pieces", "_starts")

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self._pieces: Sequence[Piece] = tuple(pieces)
        self._starts = [piece.view_start for piece in self._pieces]

    def to_frozen(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """The ranges of the frozen text for ``[start, end)`` of the view: several if there is a join inside."""
        places = []
        for place in range(max(0, bisect.bisect_right(self._starts, start) - 1), len(self._pieces)):
            piece = self._pieces[place]
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
    """The text that the language pipeline reads: headline and body, broken lines rejoined, with the map to the frozen text.

    ``headline_end`` is the end of the headline in the view; 0 without one.
    """

    article: Article
    text: str
    offsets: OffsetMap
    headline_end: int = 0

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """The words ``[start, end)`` of the view as spans of the frozen text, without white space at their edges."""
        return tuple(Span.of(self.article.text, first, last) for first, last in self._runs(start, end))

    def _runs(self, start: int, end: int) -> list[tuple[int, int]]:
        """The bounds of ``spans``."""
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
        return runs

    def span(self, start: int, end: int) -> Span:
        """One span over the words ``[start, end)`` of the view; across a join it includes the text in between."""
        runs = self._runs(start, end)
        if not runs:
            raise ValueError(f"the view has no words at [{start}, {end})")
        return Span.of(self.article.text, runs[0][0], runs[-1][1])


def _is_one_gap(between: str) -> bool:
    """Whether two words are separated only by spaces or one line break."""
    return not between.strip() and between.count("\n") < 2
