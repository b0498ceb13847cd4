"""Quotation marks: which words stand between them."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from spacy.tokens import Doc

from onrecord.columns import columns_of, once_a_text

OPENING = {"“", "„", "«", "``", "‟"}
CLOSING = {"”", "»", "''"}
STRAIGHT = {'"', "＂"}
MARKS = OPENING | CLOSING | STRAIGHT
SINGLE = {"'", "‘", "’"}
Role = Literal["open", "close", "none"]
ROLES: dict[str, Role] = {**dict.fromkeys(OPENING, "open"), **dict.fromkeys(CLOSING, "close")}
# What stands before a mark that opens; nothing is white space.
BEFORE_OPENING = {"", "(", "[", "{", "—", "–", "-", "‘", "'"}
BEHIND_A_SPEECH = {",", ".", "!", "?"}
SPEECH_ENDS = {".", "!", "?", ",", "…", "...", "—", "--"}
# A sentence in marks without its own end has a verb and a few words; fewer are a name, a title or somebody's word.
WORDS_OF_SPEECH = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Tokens ``[start, end)`` with the marks; ``closed`` is false where the paragraph ends before the quotation does."""

    start: int
    end: int
    closed: bool

    @property
    def tokens(self) -> range:
        """The tokens of the words and marks."""
        return range(self.start, self.end)

    @property
    def last(self) -> int:
        """The last token within the marks."""
        return self.end - 2 if self.closed else self.end - 1


@once_a_text
def find_quotations(doc: Doc) -> tuple[Quotation, ...]:
    """All quotations, in order; none runs on over the end of a paragraph.

    They stand in double marks, straight or curly, or in single ones where these hold all that follows a colon, as headlines have it, or a sentence or more.
    """
    marks = _marks(doc)
    return tuple(
        quotation
        for start, end in columns_of(doc).paragraphs
        for quotation in (*_in_paragraph(doc, start, end, marks), *_in_single_marks(doc, start, end))
    )


def unmatched_marks(doc: Doc) -> list[int]:
    """Tokens of marks that open or close nothing.

    A quotation that runs over paragraphs opens in each and closes in the last: an open end before a paragraph that opens is regular.
    """
    bounds, marks = columns_of(doc).paragraphs, _marks(doc)
    running_on = {end for (_, end), (start, _) in pairwise(bounds) if _role(doc, start, "none") == "open"}
    ends = {end for _, end in bounds} - running_on
    used: set[int] = set()
    unmatched = []
    for start, end in bounds:
        for quotation in _in_paragraph(doc, start, end, marks):
            used |= {quotation.start, quotation.end - 1}
            if not quotation.closed and quotation.end in ends:
                unmatched.append(quotation.start)
    unmatched += [i for i in marks if i not in used]
    return sorted(set(unmatched))


def is_speech(doc: Doc, quotation: Quotation) -> bool:
    """Whether the quoted words can be an utterance of their own: a sentence's end before the mark, or enough words with a verb."""
    columns = columns_of(doc)
    words = [i for i in quotation.tokens if columns.is_word[i]]
    if columns.texts[quotation.last] in SPEECH_ENDS:
        return bool(words)
    return len(words) >= WORDS_OF_SPEECH and any(columns.pos[i] in ("VERB", "AUX") for i in words)


def _marks(doc: Doc) -> list[int]:
    """The tokens that are quotation marks, in order."""
    return [i for i, text in enumerate(columns_of(doc).texts) if text in MARKS]


def _in_paragraph(doc: Doc, start: int, end: int, marks: list[int]) -> Iterator[Quotation]:
    """The quotations between two tokens. ``marks``: all marks of the text, in order."""
    roles: list[tuple[int, Role]] = []
    before: Role = "none"
    for i in marks[bisect.bisect_left(marks, start) : bisect.bisect_left(marks, end)]:
        before = _role(doc, i, before)
        roles.append((i, before))
    for (i, role), (following, next_role) in pairwise([*roles, (end, "none")]):
        if role == "open":
            ends = {"close": following + 1, "open": _before_space(doc, following), "none": end}
            yield Quotation(start=i, end=ends[next_role], closed=next_role == "close")


def _in_single_marks(doc: Doc, start: int, end: int) -> Iterator[Quotation]:
    """The quotations in single marks of a paragraph that has no others."""
    texts = columns_of(doc).texts[start:end]
    if not MARKS.isdisjoint(texts):
        return
    opened: int | None = None
    for i in (i for i, text in enumerate(texts) if text in SINGLE):
        if _is_free(doc, start + i) == (True, False):
            opened = i
        elif opened is not None and _is_speech_end(texts, opened, i):
            yield Quotation(start=start + opened, end=start + i + 1, closed=True)
            opened = None


def _is_speech_end(texts: Sequence[str], opened: int, closing: int) -> bool:
    """Whether a single mark ends what another has opened in a paragraph: behind the end of a sentence ("'It is over,' she said"), or where the paragraph
    begins with it, or a colon leads in, before a comma or the paragraph's end ("'It is over', she said", "Kovac: 'We will not go'")."""
    if texts[closing - 1] in SPEECH_ENDS:
        return True
    before = texts[opened - 1] if opened > 0 else ":"
    behind = texts[closing + 1] if closing + 1 < len(texts) else "."
    return before == ":" and behind in BEHIND_A_SPEECH


def _before_space(doc: Doc, i: int) -> int:
    return i - 1 if doc[i - 1].is_space else i


def _role(doc: Doc, i: int, before: Role) -> Role:
    """Whether a token opens or closes a quotation. ``before``: what the mark before does; a straight mark opens before a word and closes after one."""
    text = doc[i].text
    if text not in STRAIGHT:
        return ROLES.get(text, "none")
    is_left_free, is_right_free = _is_free(doc, i)
    if is_left_free == is_right_free:
        return "close" if before == "open" else "open"
    return "open" if is_left_free else "close"


def _is_free(doc: Doc, i: int) -> tuple[bool, bool]:
    """Whether no word touches a token from the left, and from the right."""
    before = doc[i - 1].text_with_ws[-1:] if i > 0 else ""
    behind = doc[i + 1].text[:1] if i + 1 < len(doc) and not doc[i].whitespace_ else ""
    return before.strip() in BEFORE_OPENING, not behind.strip()
