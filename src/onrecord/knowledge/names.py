"""Names as look-up keys: case, accents and punctuation folded, so that "Erdoğan" and "Erdogan" are the same. Table: ``data/names.json``."""

from __future__ import annotations

import json
import re
import unicodedata
import zlib
from collections.abc import Collection, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

# Names of which it is kept in memory how they are looked up.
NAMES_KEPT = 20_000
# Letters that Unicode decomposition does not split into a base letter and an accent.
LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe"})
NOT_A_LETTER = re.compile(r"[^\w]+")
# Behind a last name, they tell somebody from parents of the same name.
GENERATIONS = {"jr", "junior", "sr", "senior", "ii", "iii", "iv"}
SPELLINGS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"[ae][yij]$", "ei"), (r"(iy|ii|ij|yy|yi|ie|y)$", "i"), (r"ee", "i"), (r"ou", "u"), (r"kh", "h"), (r"zh", "j"), (r"dj", "j"), (r"ck", "k"),
        (r"q", "k"), (r"x", "ks"), (r"ph", "f"), (r"(.)\1", r"\1"),
    )
]  # fmt: skip


@lru_cache(maxsize=NAMES_KEPT)
def folded_name(name: str) -> str:
    """A name in lower case, without accents, punctuation and a leading article, with single spaces."""
    decomposed = unicodedata.normalize("NFKD", name.casefold().translate(LETTERS))
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(re.sub(r"[^\w]+", " ", plain.replace("'s ", " ")).split()).removeprefix("the ")


@lru_cache(maxsize=NAMES_KEPT)
def name_keys(name: str) -> frozenset[str]:
    """The look-up keys of a person's full name: all words, and the first with the last ("George W. Bush": "george bush").

    Variants of transliteration have the same key ("Sergei" and "Sergey", "Zarif" and "Zareef"); "Jr." stays with the last name, since it names another person.
    """
    words = [spelled_alike(word) for word in folded_name(name).split()]
    own = words[: last_word(words) + 1]
    after = words[last_word(words) + 1 :]
    return frozenset({" ".join(words), " ".join((own[0], own[-1], *after))} if len(own) > 1 else ())


def last_word(words: Sequence[str]) -> int:
    """Where the last name stands among the folded words of a name: before "Jr." and "III"."""
    last = len(words) - 1
    while last > 0 and words[last] in GENERATIONS:
        last -= 1
    return last


def called_for_short(name: str) -> list[str]:
    """A full name with its given name in other forms: "Joe Biden" for "Joseph Biden", and the other way round."""
    first, *rest = folded_name(name).split()
    return [" ".join((other, *rest)) for other in forms_of_given_name(first)] if rest else []


@lru_cache(maxsize=NAMES_KEPT)
def forms_of_given_name(name: str) -> tuple[str, ...]:
    """The short forms of a folded given name, and those that it is short for: "bob", of "robert", and the other way round."""
    return (*_short().get(name, ()), *(full for full, short in _short().items() if name in short))


def has_middle_name(name: str) -> bool:
    """Whether there are words between the first and the last name."""
    return bool(_middle(folded_name(name).split()))


def may_be_one(name: str, known: str) -> bool:
    """Whether two full names with the same first and last word have no middle names against it: "George H. W." is no "George W."."""
    a, b = (_middle(folded_name(one).split()) for one in (name, known))
    if a and b and all(len(word) == 1 for word in (*a, *b)):
        return a[0] == b[0]
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    rest = iter(long)
    return all(any(_is_initial_of(word, other) for other in rest) for word in short)


def family_name(name: str, countries: Collection[str]) -> str:
    """The folded family name, by which the news calls somebody; the first word where an office of one of some countries is held ("Moon Jae-in")."""
    words = [word for word in NOT_A_LETTER.split(name.lower()) if word] if name.isascii() else folded_name(name).split()
    return "" if not words else words[0] if not _family_name_first().isdisjoint(countries) else words[last_word(words)]


def _middle(words: Sequence[str]) -> Sequence[str]:
    return words[1 : last_word(words)]


def _is_initial_of(word: str, other: str) -> bool:
    return word == other or (min(len(word), len(other)) == 1 and word[0] == other[0])


@cache
def _short() -> dict[str, list[str]]:
    return {full: short.split() for full, short in _table()["short"].items()}


@cache
def _family_name_first() -> frozenset[str]:
    return frozenset(_table()["family_name_first"].split())


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = json.loads(files("onrecord").joinpath("data/names.json").read_text("utf-8"))
    return table


def spelled_alike(word: str) -> str:
    """A folded word with variants of transliteration normalised."""
    for pattern, sound in SPELLINGS:
        word = pattern.sub(sound, word)
    return word


def number_of(key: str) -> int:
    """A key as the number stored for it, a hash: different keys may share one."""
    return zlib.crc32(key.encode())
