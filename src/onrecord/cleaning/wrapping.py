"""Lines that were broken at a fixed width, as in mail and wire copy: which of them make one paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from onrecord.cleaning.characters import LINE_BREAK, MAIL_MARK
from onrecord.cleaning.lines import ends_sentence, kind_by_rule

# Lines of hard-wrapped mail and wire copy; an unbroken paragraph is longer.
WRAPPED_LINE = range(40, 100)
# So many lines in a text that break off, with no room for the next word, say that it was broken at a fixed width; few others, with room, are titles.
BROKEN_OFF = 2
FULL_LINES_A_SHORT_ONE = 4
QUOTED = re.compile(f"{MAIL_MARK}*")
DIVIDED = re.compile(r"[a-z]-$")

Line = tuple[int, int]


def paragraphs(text: str) -> Iterator[Line]:
    """Bounds of the lines of a text with something in them; lines that were only wrapped make one paragraph."""
    lines = list(_lines(text))
    width = _width(text, lines)
    start = None
    for i, (first, last) in enumerate(lines):
        start = first if start is None else start
        following = lines[i + 1] if i + 1 < len(lines) else None
        if following is None or not _goes_on(text, (first, last), following, width):
            yield start, last
            start = None


def _lines(text: str) -> Iterator[Line]:
    breaks = [(match.start(), match.end()) for match in LINE_BREAK.finditer(text)]
    for start, end in zip([0, *(end for _, end in breaks)], [*(start for start, _ in breaks), len(text)], strict=True):
        words = text[start:end]
        if words.strip():
            yield start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def _width(text: str, lines: Sequence[Line]) -> int | None:
    """The width at which lines were broken; ``None`` where they were not."""
    width = max((last - first for first, last in lines), default=0)
    if width not in WRAPPED_LINE:
        return None
    breaks = [
        _has_room(text, line, following, width)
        for line, following in pairwise(lines)
        if _is_next(text, line, following) and not ends_sentence(text[line[0] : line[1]])
    ]
    full = breaks.count(False)
    return width if full >= BROKEN_OFF and full >= FULL_LINES_A_SHORT_ONE * breaks.count(True) else None


def _goes_on(text: str, line: Line, following: Line, width: int | None) -> bool:
    words, begins = text[line[0] : line[1]], text[_first(text, following)]
    if not _is_next(text, line, following):
        return False
    if DIVIDED.search(words) and begins.islower():
        return True
    if len(words) not in WRAPPED_LINE or kind_by_rule(words) is not None:
        return False
    if width is not None and not _has_room(text, line, following, width):
        return True
    return not ends_sentence(words) and (begins.islower() or (begins.isalnum() and _ends_mid_phrase(words)))


def _is_next(text: str, line: Line, following: Line) -> bool:
    """Whether one line follows another with no empty one between and no indent."""
    gap = text[line[1] : following[0]]
    return gap.count("\n") == 1 and not gap.endswith(("  ", "\t"))


def _has_room(text: str, line: Line, following: Line, width: int) -> bool:
    """Whether the next line's first word would have stood on this one, had the lines not been meant to end here."""
    word = text[_first(text, following) : following[1]].split(None, 1)[0]
    return line[1] - line[0] + 1 + len(word) <= width


def _first(text: str, line: Line) -> int:
    """Where the words of a line begin, behind the marks of a quoted one; at the last mark where there are none."""
    match = QUOTED.match(text, *line)
    return min(match.end(), line[1] - 1) if match is not None else line[0]


def _ends_mid_phrase(line: str) -> bool:
    """A line that ends in a comma or a small word goes on, whatever the next begins with."""
    last = line.rsplit(None, 1)[-1]
    return last.endswith(",") or (last.islower() and len(last) > 1)
