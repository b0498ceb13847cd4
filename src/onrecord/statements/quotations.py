"""Quotation marks: which words stand between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from spacy.attrs import IS_SPACE
from spacy.tokens import Doc

OPENING = {"“", "„", "«", "``", "‟"}
CLOSING = {"”", "»", "''"}
STRAIGHT = {'"', "＂"}
OPENING_BRACKETS = {"(", "[", "{", "—", "–", "-", "‘", "'"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Tokens ``[start, end)`` with the marks; ``closed`` is false where the paragraph ends before the quotation does."""

    start: int
    end: int
    closed: bool


def find_quotations(doc: Doc) -> list[Quotation]:
    """All quotations in double marks, straight or curly, in order; none runs on over the end of a paragraph."""
    return [quotation for start, end in paragraphs(doc) for quotation in _in_paragraph(doc, start, end)]


def unmatched_marks(doc: Doc) -> list[int]:
    """Tokens of marks that open or close nothing.

    A quotation that runs over paragraphs opens in each and closes in the last: an open end before a paragraph that opens is regular.
    """
    bounds = list(paragraphs(doc))
    opens = {start for start, _ in bounds if _mark(doc, start, False) == "open"}
    following = {end: start for (_, end), (start, _) in pairwise(bounds)}
    used: set[int] = set()
    unmatched = []
    for start, end in bounds:
        for quotation in _in_paragraph(doc, start, end):
            used |= {quotation.start, quotation.end - 1}
            if not quotation.closed and quotation.end == end and following.get(end) not in opens:
                unmatched.append(quotation.start)
    marks = OPENING | CLOSING | STRAIGHT
    unmatched += [token.i for token in doc if token.text in marks and token.text in CLOSING | STRAIGHT and token.i not in used]
    return sorted(set(unmatched))


def paragraphs(doc: Doc) -> Iterator[tuple[int, int]]:
    """Token bounds of the paragraphs, without the blank lines between them."""
    start = 0
    for i in np.flatnonzero(doc.to_array(IS_SPACE)).tolist():
        if "\n\n" in doc[i].text:
            if i > start:
                yield start, i
            start = i + 1
    if start < len(doc):
        yield start, len(doc)


def _in_paragraph(doc: Doc, start: int, end: int) -> Iterator[Quotation]:
    opened: int | None = None
    for i in range(start, end):
        role = _mark(doc, i, opened is not None)
        if role == "open":
            if opened is not None:
                yield Quotation(start=opened, end=_before_space(doc, i), closed=False)
            opened = i
        elif role == "close" and opened is not None:
            yield Quotation(start=opened, end=i + 1, closed=True)
            opened = None
    if opened is not None:
        yield Quotation(start=opened, end=end, closed=False)


def _before_space(doc: Doc, i: int) -> int:
    return i - 1 if i and doc[i - 1].is_space else i


def _mark(doc: Doc, i: int, is_open: bool) -> str | None:
    """Say "open", "close" or no mark; a straight mark opens before a word and closes after one."""
    text = doc[i].text
    if text in OPENING:
        return "open"
    if text in CLOSING:
        return "close"
    if text not in STRAIGHT:
        return None
    spaced_before = i == 0 or bool(doc[i - 1].whitespace_) or doc[i - 1].is_space or doc[i - 1].text in OPENING_BRACKETS
    spaced_after = i + 1 == len(doc) or bool(doc[i].whitespace_) or doc[i + 1].is_space
    if spaced_before and not spaced_after:
        return "open"
    if spaced_after and not spaced_before:
        return "close"
    return "close" if is_open else "open"
