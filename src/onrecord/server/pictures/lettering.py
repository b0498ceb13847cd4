"""How much room words take: widths of letters, in em, of a wide typeface (DejaVu Sans, rounded up), so that in others there is room to spare."""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate, takewhile
from unicodedata import combining, east_asian_width

from onrecord.server.pictures.drawing import FONT_SIZE, SMALL, clean

WIDTHS = {
    letter: width
    for width, letters in {
        0.30: "'ijlIJ",
        0.35: " ,./:;\\|f",
        0.40: "-()[]t!",
        0.45: "r",
        0.50: '"*_`',
        0.55: "sz?c",
        0.60: "LFkvxyP",
        0.65: "TYaoeESbdghnpqu$0123456789{}",
        0.70: "KAVBRXZC",
        0.75: "UHN",
        0.80: "DG&OQ",
        0.85: "w#+<=>^~",
        0.90: "M",
        0.95: "%",
        1.00: "mW@",
    }.items()
    for letter in letters
}
OF_ANOTHER_ALPHABET = 0.8
WIDE = 1.05  # Chinese, Japanese, Korean
WIDEST = 1.75  # pictographs, ligatures of whole words


@lru_cache(maxsize=4096)
def width(text: str, *, small: bool = False) -> float:
    """The room that a text takes on a line, in units of the drawing."""
    return sum(map(_em, clean(text))) * (SMALL if small else FONT_SIZE)


def fitting(text: str, room: float, *, small: bool = False) -> str:
    """As much of a text as there is room for, with "…" where some is left out; empty where there is none for a letter of it."""
    text = clean(text)
    if width(text, small=small) <= room:
        return text
    left = room - width("…", small=small)
    lengths = accumulate(_em(letter) * (SMALL if small else FONT_SIZE) for letter in text)
    kept = text[: sum(1 for _ in takewhile(lambda length: length <= left, lengths))].rstrip()
    return f"{kept}…" if kept else ""


def _em(letter: str) -> float:
    if letter in WIDTHS:
        return WIDTHS[letter]
    if combining(letter):
        return 0
    if east_asian_width(letter) in "WF":
        return WIDEST if letter > "\uffff" else WIDE
    if letter.isalpha() and letter < "\u3000":
        return OF_ANOTHER_ALPHABET
    return WIDEST if letter > "\u2fff" else 1.0
