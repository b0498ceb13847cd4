"""Words of a text as they are compared: without case and accents, contractions and numbers written out. Table: ``data/merging.json``."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from onrecord.knowledge.names import folded_name

# A number with its separators, a word with its inner hyphens and apostrophes, or a mark that ends a clause.
TOKEN = re.compile(r"\d+(?:[.,:]\d+)*%?|[^\W\d_]+(?:[’'\-][^\W\d_]+)*|[,;:.!?—–…]|--")
BRACKETED = re.compile(r"\[[^\]]*\]")
GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
CLAUSE_ENDS = frozenset(",;:.!?—–…") | {"--"}
MULTIPLES = {"hundred": 100, "thousand": 1000}
DIGITS_OF_A_THOUSAND = 4
SHORTEST_STEM = 3
# Plain texts have few different words; this many are kept folded.
WORDS_KEPT = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word of a text: where it stands, as it is compared, and whether a clause begins with it."""

    start: int
    end: int
    form: str
    opens_clause: bool = False


def words_of(text: str) -> list[Word]:
    """The words of a text in order; what an editor put in brackets is left out, a contraction is two words at one place."""
    text = BRACKETED.sub(lambda match: " " * len(match[0]), text)
    words: list[Word] = []
    opens = True
    for match in TOKEN.finditer(text):
        token = match[0]
        if token in CLAUSE_ENDS:
            opens = True
            continue
        for form in forms_of(token):
            if form in MULTIPLES and words and not opens and words[-1].form.isdigit() and len(words[-1].form) < DIGITS_OF_A_THOUSAND:
                multiplied = str(int(words[-1].form) * MULTIPLES[form])
                words[-1] = replace(words[-1], end=match.end(), form=multiplied)
                continue
            opens = opens or form in _sets()["joining"]
            words.append(Word(start=match.start(), end=match.end(), form=form, opens_clause=opens))
            opens = False
    return words


def forms(text: str) -> tuple[str, ...]:
    """The words of a text, as they are compared."""
    return tuple(form for token in TOKEN.findall(BRACKETED.sub(" ", text)) if token not in CLAUSE_ENDS for form in forms_of(token))


@lru_cache(maxsize=WORDS_KEPT)
def forms_of(token: str) -> tuple[str, ...]:
    """One token as the words that it stands for: "won't": will not; "3,000" and "three": digits; "labour": labor."""
    return tuple(form for form in _forms_of(token) if form)


def _forms_of(token: str) -> tuple[str, ...]:
    token = token.replace("’", "'")
    if token[0].isdigit():
        number = token.removesuffix("%")
        number = number.replace(",", "") if GROUPED.fullmatch(number) else number
        return (number, "percent") if token.endswith("%") else (number,)
    plain = without_accents(token.casefold())
    table = _table()
    if plain in table["contractions"]:
        return tuple(table["contractions"][plain].split())
    plain = plain.removesuffix("'s").removesuffix("'")
    if plain.endswith("n't"):
        return plain.removesuffix("n't"), "not"
    stem, _, ending = plain.partition("'")
    if ending in table["endings"]:
        return stem, table["endings"][ending]
    tens, _, ones = plain.partition("-")
    if tens in table["numbers"] and (ones in table["numbers"] or ones == "one"):
        return (str(int(table["numbers"][tens]) + int(table["numbers"].get(ones, "1"))),)
    return (table["numbers"].get(plain) or _spelled(plain.replace("'", "")),)


def without_accents(text: str) -> str:
    """A text without accents."""
    if text.isascii():
        return text
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))


def is_negation(form: str) -> bool:
    """Whether a word denies."""
    return form in _sets()["negations"]


def is_number(form: str) -> bool:
    """Whether a word is a number or tells of one ("half", "dozens")."""
    return form[0].isdigit() or form in _sets()["amounts"]


def is_plain(form: str) -> bool:
    """Whether a word says little by itself: an article, a pronoun, an auxiliary, a preposition."""
    return form in _sets()["plain"]


def is_request(form: str) -> bool:
    """Whether a word is something that is asked for: who denies it refuses it ("denied him bail")."""
    return form in _sets()["requests"] or form.rstrip("s") in _sets()["requests"]


def leads_to(form: str) -> bool:
    """Whether what stands behind a word is nested in what stands before it: "briefed on", "after", "who", "plans to"."""
    return form in _sets()["leading"]


def is_vague(form: str) -> bool:
    """Whether a word tells when or where without telling one event from another: "Saturday", "town"."""
    return form in _sets()["vague"]


def is_general(form: str) -> bool:
    """Whether a word names a kind of organisation: many are called "the Supreme Court"."""
    return form in _sets()["general"] or form.rstrip("s") in _sets()["general"]


@lru_cache(maxsize=WORDS_KEPT)
def stem(form: str) -> str:
    """What inflected forms of a word share, roughly: "lending" and "lends"."""
    irregular: str | None = _table()["irregular"].get(form)
    if irregular is not None:
        return irregular
    for ending in ("ations", "ation", "ings", "ing", "ions", "ion", "ies", "ied", "ers", "ed", "es", "er", "ly", "s", "y", "e"):
        if form.endswith(ending) and len(form) - len(ending) >= SHORTEST_STEM:
            return _single(form.removesuffix(ending))
    return form


def stems_of(words: Sequence[str]) -> frozenset[str]:
    """The stems of the words that say something."""
    return frozenset(stem(form) for form in words if not is_plain(form))


def numbers_of(words: Sequence[str]) -> frozenset[str]:
    """The numbers among words."""
    return frozenset(form for form in words if is_number(form))


@lru_cache(maxsize=WORDS_KEPT)
def folded(name: str) -> str:
    """A name as it is looked up, kept: the same names come again and again."""
    return folded_name(name)


def shingles(words: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    """All runs of so many words."""
    return (tuple(words[i : i + size]) for i in range(len(words) - size + 1))


def spelled_out(words: Sequence[str]) -> tuple[str, ...]:
    """Words in one spelling for what is written in several: names that are abbreviated, "a" for 1, without "o'clock" and "dollars"."""
    text = f" {' '.join(words)} "
    for written, short in _table()["abbreviated"].items():
        text = text.replace(f" {written} ", f" {short} ")
    return tuple(_table()["counted"].get(word, word) for word in text.split() if word not in _sets()["units"])


def _single(stem: str) -> str:
    """The stem without the letter that an ending doubled ("stopp")."""
    return stem[:-1] if len(stem) > SHORTEST_STEM and stem[-1] == stem[-2] and stem[-1] not in "sl" else stem


def _spelled(word: str) -> str:
    """A word in one spelling: "labour" is "labor", "organise" "organize"."""
    respelled: str | None = _table()["spellings"].get(word)
    if respelled is not None:
        return respelled
    return re.sub(r"(?<=[^aeiou]i)s(?=e[ds]?$|ing$|ations?$)", "z", word) if len(word) > 6 else word


@cache
def _sets() -> dict[str, frozenset[str]]:
    table = _table()
    return {
        name: frozenset(table[name].split())
        for name in ("negations", "amounts", "plain", "joining", "general", "vague", "requests", "leading", "units")
    }


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = json.loads(files("onrecord").joinpath("data/merging.json").read_text("utf-8"))
    return table
