"""Names as keys: without capitals, accents and punctuation, so that "Erdoğan" and "Erdogan" are one."""

from __future__ import annotations

import re
import unicodedata
import zlib

# Letters that no accent is taken off by decomposing.
LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe"})

SPELLINGS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"[ae][yij]$", "ei"), (r"(iy|ii|ij|yy|yi|ie|y)$", "i"), (r"ee", "i"), (r"ou", "u"), (r"kh", "h"), (r"zh", "j"), (r"dj", "j"), (r"ck", "k"),
        (r"q", "k"), (r"x", "ks"), (r"ph", "f"), (r"(.)\1", r"\1"),
    )
]  # fmt: skip


def folded_name(name: str) -> str:
    """Words in lower case, without accents and punctuation, one space between them, no article before them."""
    decomposed = unicodedata.normalize("NFKD", name.casefold().translate(LETTERS))
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(re.sub(r"[^\w]+", " ", plain.replace("'s ", " ")).split()).removeprefix("the ")


def name_keys(name: str) -> set[str]:
    """What a person's full name is looked up by: all its words, and the first with the last ("George W. Bush": "george bush").

    Spellings of one sound are one ("Sergei" and "Sergey", "Zarif" and "Zareef").
    """
    words = [spelled_alike(word) for word in folded_name(name).split()]
    return {" ".join(words), f"{words[0]} {words[-1]}"} if len(words) > 1 else set()


def spelled_alike(word: str) -> str:
    """A folded word with one spelling for what transliterations spell in several ways."""
    for pattern, sound in SPELLINGS:
        word = pattern.sub(sound, word)
    return word


def number_of(key: str) -> int:
    """A key as a number, as it is stored; different keys may share one."""
    return zlib.crc32(key.encode())
