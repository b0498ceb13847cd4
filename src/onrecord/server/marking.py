"""A text cut into pieces that know what is on record in them: to be shown with marks that may overlap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Literal

from onrecord.article import Block, Span, cut_at
from onrecord.collection import Doubtful
from onrecord.storage import StoredEvent

# What a mark says of the words that it covers. Of what covers the same words, the last in this order begins inside the others.
Says = Literal["statement", "evidence", "trigger", "warning", "source", "cue"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What covers some words: a statement, an event's evidence or its trigger. ``of``: the label of what it marks; ``colour``: the number of its speaker's."""

    of: str
    says: Says
    colour: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Words that the same marks cover, the innermost last. ``start``: at which character of the text; ``begins``: what begins with them."""

    text: str
    start: int
    marks: tuple[Mark, ...] = ()
    begins: tuple[str, ...] = ()

    @property
    def innermost(self) -> Mark | None:
        """The statement that the words belong to first of all."""
        return next((mark for mark in reversed(self.marks) if mark.says == "statement"), None)

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of all that covers the words, each once."""
        return tuple(dict.fromkeys(mark.of for mark in self.marks))

    def says(self, what: Says) -> bool:
        """Whether some mark says so."""
        return any(mark.says == what for mark in self.marks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A block of a text in segments."""

    kind: str
    segments: tuple[Segment, ...]


def paragraphs(text: str, blocks: Sequence[Block], spans: Iterable[tuple[Span, Mark]]) -> list[Paragraph]:
    """A text by its blocks; what stands between two of them and is no white space is a paragraph of kind ``other``."""
    found = []
    for block, group in groupby(cut(text, blocks, spans), key=itemgetter(0)):
        segments = tuple(segment for _, segment in group)
        if any(segment.text.strip() for segment in segments):
            found.append(Paragraph(kind=block.kind if block is not None else "other", segments=segments))
    return found


def cut(text: str, blocks: Iterable[Block], spans: Iterable[tuple[Span, Mark]]) -> Iterator[tuple[Block | None, Segment]]:
    """Cut a text at its blocks and marks; the segments together are the text. Of nested marks the longest stands first."""
    of_blocks: list[tuple[Span, Block | Mark]] = [(Span.of(text, block.start, block.end), block) for block in blocks]
    ordered = sorted(spans, key=lambda pair: (pair[0].start, -pair[0].end))
    seen: set[str] = set()
    start = 0
    for piece, here in cut_at(text, [*of_blocks, *ordered]):
        block = next((one for one in here if isinstance(one, Block)), None)
        marks = tuple(one for one in here if isinstance(one, Mark))
        begins = tuple(dict.fromkeys(mark.of for mark in marks if mark.of not in seen))
        seen.update(begins)
        yield block, Segment(text=piece, start=start, marks=marks, begins=begins)
        start += len(piece)


def passage(doubtful: Doubtful) -> list[Segment]:
    """The passage of a statement or an event with its words marked."""
    one, around = doubtful.item, doubtful.passage
    words: list[tuple[Span, Says]]
    if isinstance(one, StoredEvent):
        words = [(one.evidence, "evidence"), (one.trigger, "trigger")]
    else:
        told: list[tuple[Span | None, Says]] = [(one.source, "source"), (one.cue, "cue")]
        words = [*((part, "statement") for part in one.content), *((span, says) for span, says in told if span is not None)]
    marks = [(_shifted(span, around.start), Mark(of=one.id, says=says)) for span, says in words]
    return [segment for _, segment in cut(around.text, (), marks)]


def _shifted(span: Span, start: int) -> Span:
    return Span(start=span.start - start, end=span.end - start, text=span.text)
