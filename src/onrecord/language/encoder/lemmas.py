"""Lemmas: edit scripts chosen by the network; for inflected verbs and plurals, the base form that English morphology gives.

A network trained on a quarter of a million words cuts one verb in nine short or long ("vot", "adde"), since only the vocabulary can tell "vote" from "add".
Lists of irregular forms: ``data/inflections.json``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files

LOWERED, KEPT = "l", "k"
PLURAL, PRESENT, PARTICIPLE = "NNS", "VBZ", "VBG"
PAST = {"VBD", "VBN"}
INFLECTED = {PLURAL, PRESENT, PARTICIPLE, *PAST}
# The form that a regular verb's ending tells, whatever the network made of it ("denied" as a present form).
FORMS_BY_ENDING = {"ing": PARTICIPLE, "ed": "VBD", "s": PRESENT}
VOWELS = "aeiou"
SIBILANTS = ("s", "x", "z", "ch", "sh")


def script_between(word: str, lemma: str) -> str:
    """The script that makes ``lemma`` of ``word``: letter case, letters to cut from the end, letters to add (``l3y`` for Stories, story)."""
    case = KEPT if lemma != lemma.lower() or word == word.lower() else LOWERED
    base = word.lower() if case == LOWERED else word
    common = 0
    while common < min(len(base), len(lemma)) and base[common] == lemma[common]:
        common += 1
    return f"{case}{len(base) - common}|{lemma[common:]}"


@lru_cache(maxsize=100_000)
def lemma_by(script: str, word: str) -> str:
    """Apply a script; a word too short for it is its own lemma."""
    cut, _, added = script[1:].partition("|")
    base = word.lower() if script[0] == LOWERED else word
    if int(cut) > len(base):
        return base
    return base[: len(base) - int(cut)] + added or base


def lemma_of(script: str, word: str, tag: str, pos: str, rows: Mapping[str, int]) -> str:
    """The base form of an inflected verb or plural; for other words the result of the script. ``rows``: the vocabulary, most frequent forms first."""
    lowered = word.lower()
    if pos == "VERB" and tag in ("VB", "VBP"):
        return "be" if lowered in ("are", "am") else lowered
    if (pos == "VERB" or (pos == "NOUN" and tag == PLURAL)) and tag in INFLECTED and lowered.isalpha() and not word.isupper():
        return base_of(lowered, tag, rows) or base_of(lowered, _form_by_ending(lowered, tag), rows) or _known_by(script, word, rows)
    return _known_by(script, word, rows)


def _known_by(script: str, word: str, rows: Mapping[str, int]) -> str:
    """What a script makes of a word, letters cut from its end only where they leave a word of the vocabulary ("lawsuit" is no "lawsui")."""
    made = lemma_by(script, word)
    uncut = word.lower() if script[0] == LOWERED else word
    return made if made.lower() in rows or not uncut.startswith(made) else uncut


def _form_by_ending(word: str, tag: str) -> str:
    """The tag that the ending of a verb calls for; the one given for plurals and for words of no such ending."""
    return tag if tag == PLURAL else next((form for ending, form in FORMS_BY_ENDING.items() if word.endswith(ending)), tag)


def base_of(word: str, tag: str, rows: Mapping[str, int]) -> str | None:
    """The base form of an irregular form, or the most likely base of a regular one; ``None`` for a word that does not look inflected."""
    irregular = _irregular("nouns" if tag == PLURAL else "verbs").get(word)
    if irregular is not None:
        return irregular
    if tag == PLURAL and word.endswith("men"):
        return f"{word[:-3]}man"
    bases = [base for base in _bases(word, tag) if word in _inflected(base, tag)]
    known = [base for base in bases if base in rows]
    if known:
        return min(known, key=lambda base: rows[base])
    if tag in (PLURAL, PRESENT):
        return bases[0] if bases else None
    stem = word.removesuffix("ing") if tag == PARTICIPLE else word.removesuffix("ed")
    with_e = next((base for base in bases if base == f"{stem}e"), None)
    return with_e if with_e is not None and stem.endswith(_lost_an_e()) else next(iter(bases), None)


def _bases(word: str, tag: str) -> Iterator[str]:
    """Possible base forms of a regular form."""
    ending = {PARTICIPLE: "ing", PLURAL: "s", PRESENT: "s"}.get(tag, "ed")
    if not word.endswith(ending) or len(word) < len(ending) + 2:
        return
    stem = word[: -len(ending)]
    if ending == "s":
        yield from ([f"{stem[:-2]}y"] if stem.endswith("ie") else [])
        yield stem
        yield from ([stem[:-1]] if stem.endswith("e") else [])
        return
    yield from ([f"{stem[:-1]}y"] if ending == "ed" and stem.endswith("i") else [])
    yield stem
    yield f"{stem}e"
    yield from ([stem[:-1]] if len(stem) > 2 and stem[-1] == stem[-2] else [])


def _inflected(base: str, tag: str) -> set[str]:
    """The regular form of a base form; two where the last letter may be doubled ("travelled", "traveled")."""
    ends_in_y = base.endswith("y") and base[-2:-1] not in VOWELS
    if tag in (PLURAL, PRESENT):
        if ends_in_y:
            return {f"{base[:-1]}ies"}
        has_es = base.endswith(SIBILANTS) or (base.endswith("o") and base[-2:-1] not in VOWELS)
        return {f"{base}es"} if has_es else {f"{base}s"}
    ending = "ing" if tag == PARTICIPLE else "ed"
    if base.endswith("e") and not (tag == PARTICIPLE and base.endswith(("ee", "oe", "ye"))):
        return {f"{base[:-1]}{ending}"}
    if ends_in_y and ending == "ed":
        return {f"{base[:-1]}ied"}
    doubled = f"{base}{base[-1]}{ending}"
    may_double = len(base) > 2 and base[-1] not in f"{VOWELS}wxy" and base[-2] in VOWELS and base[-3] not in VOWELS
    is_short = sum(letter in VOWELS for letter in base) == 1
    return {doubled} if may_double and is_short else {doubled, f"{base}{ending}"} if may_double else {f"{base}{ending}"}


@cache
def _irregular(kind: str) -> dict[str, str]:
    """{form: base} of verbs or nouns."""
    rows = (row.split() for row in _table()[kind])
    return {form: base for base, *forms in rows for form in forms}


@cache
def _lost_an_e() -> tuple[str, ...]:
    return tuple(_table()["e"])


@cache
def _table() -> dict[str, list[str]]:
    table: dict[str, list[str]] = json.loads(files("onrecord").joinpath("data/inflections.json").read_text("utf-8"))
    return table
