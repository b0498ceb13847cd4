"""Names as look-up keys: case, accents and punctuation folded, so that "Erdoğan" and "Erdogan" are the same."""

from __future__ import annotations

import re
import unicodedata
import zlib

# Letters that Unicode decomposition does not split into a base letter and an accent.
LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe"})

SPELLINGS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"[ae][yij]$", "ei"), (r"(iy|ii|ij|yy|yi|ie|y)$", "i"), (r"ee", "i"), (r"ou", "u"), (r"kh", "h"), (r"zh", "j"), (r"dj", "j"), (r"ck", "k"),
        (r"q", "k"), (r"x", "ks"), (r"ph", "f"), (r"(.)\1", r"\1"),
    )
]  # fmt: skip


def folded_name(name: str) -> str:
    """A name in lower case, without accents, punctuation and a leading article, with single spaces."""
    decomposed = unicodedata.normalize("NFKD", name.casefold().translate(LETTERS))
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(re.sub(r"[^\w]+", " ", plain.replace("'s ", " ")).split()).removeprefix("the ")


def name_keys(name: str) -> set[str]:
    """The look-up keys of a person's full name: all words, and the first with the last ("George W. Bush": "george bush").

    Variants of transliteration have the same key ("Sergei" and "Sergey", "Zarif" and "Zareef").
    """
    words = [spelled_alike(word) for word in folded_name(name).split()]
    return {" ".join(words), f"{words[0]} {words[-1]}"} if len(words) > 1 else set()


def spelled_alike(word: str) -> str:
    """A folded word with variants of transliteration normalised."""
    for pattern, sound in SPELLINGS:
        word = pattern.sub(sound, word)
    return word


def number_of(key: str) -> int:
    """A key as the number stored for it, a hash: different keys may share one."""
    return zlib.crc32(key.encode())
