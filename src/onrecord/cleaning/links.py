"""Related links that extraction left inside a sentence: "Senator Kovac Ivan Petr KovacKovac to leave Senate Poll: Kovac ahead MORE said on Monday"."""

from __future__ import annotations

import re
from collections.abc import Iterator

END = re.compile(r"(?:\b|(?<=[a-z.]))MORE\b(?! THAN)")
# A name that a headline is glued to: its last word, then the headline.
GLUED = re.compile(r"(?P<name>[A-Z][\w'’-]*[a-z.])(?=[A-Z0-9'\"‘“])")
# The name stands before its full form; a headline is no longer than this, and there are at most four.
NAME_CHARACTERS = 80
LINKS_CHARACTERS = 800


def inline_links(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where in a paragraph a full name and headlines glued to it, up to "MORE", follow the same name; bounds in ``text``."""
    done = start
    for more in END.finditer(text, start, end):
        for glued in GLUED.finditer(text, max(done, more.start() - LINKS_CHARACTERS), more.start() + 1):
            named = text.rfind(glued["name"], max(done, glued.start() - NAME_CHARACTERS), glued.start())
            if named >= 0:
                yield named + len(glued["name"]), more.end()
                done = more.end()
                break
