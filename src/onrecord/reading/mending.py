"""Texts of pages whose encoding somebody broke before they were published, mended by ftfy."""

from __future__ import annotations

import html
import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ftfy import TextFixerConfig

# The first two signs of UTF-8 that was read as Windows-1252 or Latin-1.
MISREAD = re.compile("[\u00c2-\u00c5\u00e2][\u0080-\u00bf\u20ac\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122]")
# Numbers of Windows-1252 where those of Unicode should be; browsers read them so.
WINDOWS_ENTITY = re.compile(r"&#(?:x[89][\da-fA-F]|1[2-5]\d);")


def mended_page(page: str) -> str:
    """The source of a page with its characters as they were meant: "â€œNoâ€\\x9d" is "“No”"."""
    page = WINDOWS_ENTITY.sub(lambda match: html.unescape(match[0]), page)
    return _fixed(page, unescape=False) if MISREAD.search(page) else page


def mended(text: str) -> str:
    """A text of a page without entities that were escaped twice ("&amp;quot;") and control characters."""
    return _fixed(text, unescape=True) if "&" in text else text


def _fixed(text: str, *, unescape: bool) -> str:
    from ftfy import fix_text  # Slow to load, for pages only.

    return fix_text(text, _config(unescape=unescape))


@cache
def _config(*, unescape: bool) -> TextFixerConfig:
    """Nothing but what was broken: quotation marks, ligatures, widths and compositions stay as they are."""
    from ftfy import TextFixerConfig

    return TextFixerConfig(
        unescape_html=unescape,
        uncurl_quotes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        fix_line_breaks=False,
        normalization=None,
    )
