"""Lemma scripts: what to do to a word to get its lemma, as one label."""

from __future__ import annotations

from functools import lru_cache

LOWERED, KEPT = "l", "k"


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
    """Apply a script; a word that is too short for it is its own lemma."""
    cut, _, added = script[1:].partition("|")
    base = word.lower() if script[0] == LOWERED else word
    if int(cut) > len(base):
        return base
    return base[: len(base) - int(cut)] + added or base
