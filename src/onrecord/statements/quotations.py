"""Quotation marks: which words stand between them."""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc

from onrecord.columns import columns_of

OPENING = {"“", "„", "«", "``", "‟"}
CLOSING = {"”", "»", "''"}
STRAIGHT = {'"', "＂"}
MARKS = OPENING | CLOSING | STRAIGHT
SINGLE = {"'", "‘", "’"}
OPENING_BRACKETS = {"(", "[", "{", "—", "–", "-", "‘", "'"}
SPEECH_ENDS = {".", "!", "?", ",", "…", "...", "—", "--"}
# A sentence in marks without its own end has a verb and a few words; fewer are a name, a title or somebody's word.
WORDS_OF_SPEECH = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Tokens ``[start, end)`` with the marks; ``closed`` is false where the paragraph ends before the quotation does."""

    start: int
    end: int
    closed: bool


def find_quotations(doc: Doc) -> list[Quotation]:
    """All quotations, in order; none runs on over the end of a paragraph.

    They stand in double marks, straight or curly, or in single ones where these hold all that follows a colon, as headlines have it, or a sentence or more.
    """
    marks = _marks(doc)
    return [
        quotation
        for start, end in columns_of(doc).paragraphs
        for quotation in (*_in_paragraph(doc, start, end, marks), *_in_single_marks(doc, start, end))
    ]


def unmatched_marks(doc: Doc) -> list[int]:
    """Tokens of marks that open or close nothing.

    A quotation that runs over paragraphs opens in each and closes in the last: an open end before a paragraph that opens is regular.
    """
    bounds, marks = columns_of(doc).paragraphs, _marks(doc)
    opens = {start for start, _ in bounds if _mark(doc, start, is_open=False) == "open"}
    following = {end: start for (_, end), (start, _) in pairwise(bounds)}
    used: set[int] = set()
    unmatched = []
    for start, end in bounds:
        for quotation in _in_paragraph(doc, start, end, marks):
            used |= {quotation.start, quotation.end - 1}
            if not quotation.closed and quotation.end == end and following.get(end) not in opens:
                unmatched.append(quotation.start)
    unmatched += [i for i in marks if doc[i].text not in OPENING and i not in used]
    return sorted(set(unmatched))


def is_speech(doc: Doc, quotation: Quotation) -> bool:
    """Whether the quoted words can be an utterance of their own: a sentence's end before the mark, or enough words with a verb."""
    columns = columns_of(doc)
    words = [i for i in range(quotation.start, quotation.end) if columns.is_word[i]]
    inner = columns.texts[quotation.end - 2] if quotation.end - quotation.start > 2 else ""
    if inner in SPEECH_ENDS:
        return bool(words)
    return len(words) >= WORDS_OF_SPEECH and any(columns.pos[i] in ("VERB", "AUX") for i in words)


def _marks(doc: Doc) -> list[int]:
    """The tokens that are quotation marks, in order."""
    return [i for i, text in enumerate(columns_of(doc).texts) if text in MARKS]


def _in_paragraph(doc: Doc, start: int, end: int, marks: list[int]) -> Iterator[Quotation]:
    """The quotations between two tokens. ``marks``: all marks of the text, in order."""
    opened: int | None = None
    for i in marks[bisect.bisect_left(marks, start) : bisect.bisect_left(marks, end)]:
        role = _mark(doc, i, is_open=opened is not None)
        if role == "open":
            if opened is not None:
                yield Quotation(start=opened, end=_before_space(doc, i), closed=False)
            opened = i
        elif role == "close" and opened is not None:
            yield Quotation(start=opened, end=i + 1, closed=True)
            opened = None
    if opened is not None:
        yield Quotation(start=opened, end=end, closed=False)


def _in_single_marks(doc: Doc, start: int, end: int) -> Iterator[Quotation]:
    """The quotations in single marks of a paragraph that has no others."""
    texts = columns_of(doc).texts[start:end]
    if SINGLE.isdisjoint(texts):
        return
    behind_a_colon = list(_behind_a_colon(doc, start, end))
    yield from behind_a_colon or ([] if not MARKS.isdisjoint(texts) else _sentences_in_single_marks(doc, start, end))


def _sentences_in_single_marks(doc: Doc, start: int, end: int) -> Iterator[Quotation]:
    """What single marks hold to the end of a sentence ("'It is over,' she said"), or from the first word to a comma behind ("'It is over', she said")."""
    texts, opened = columns_of(doc).texts, None
    for i in range(start, end):
        if texts[i] not in SINGLE:
            continue
        is_last = i + 1 == end or bool(doc[i].whitespace_)
        if opened is None and (i == start or doc[i - 1].whitespace_) and not is_last:
            opened = i
        elif opened is not None and i > opened + 1:
            ends = (is_last and texts[i - 1] in SPEECH_ENDS) or (opened == start and i + 1 < end and texts[i + 1] == ",")
            if ends:
                yield Quotation(start=opened, end=i + 1, closed=True)
                opened = None


def _behind_a_colon(doc: Doc, start: int, end: int) -> Iterator[Quotation]:
    """What single marks hold from a colon to the end of a paragraph ("Kovac: 'We will not go'")."""
    texts = columns_of(doc).texts
    last = end - 1 if texts[end - 1] not in (".", "!", "?") else end - 2
    if last < start or texts[last] not in SINGLE:
        return
    opened = next((i for i in range(start + 1, end - 1) if texts[i] in SINGLE and texts[i - 1] == ":"), None)
    if opened is not None and last > opened + 1:
        yield Quotation(start=opened, end=last + 1, closed=True)


def _before_space(doc: Doc, i: int) -> int:
    return i - 1 if i and doc[i - 1].is_space else i


def _mark(doc: Doc, i: int, *, is_open: bool) -> str | None:
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
