"""Lemma scripts: what to do to a word to get its lemma, as one label."""

from __future__ import annotations

from functools import lru_cache

LOWERED, KEPT = "l", "k"
PLURAL = "NNS"
# Plurals that are rare enough in treebanks for a script to miss; those that end in -men go by their ending.
IRREGULAR = {"children": "child", "people": "people", "feet": "foot", "teeth": "tooth", "mice": "mouse", "geese": "goose", "lives": "life", "wives": "wife", "knives": "knife", "thieves": "thief", "selves": "self", "halves": "half", "oxen": "ox", "police": "police"}  # fmt: skip


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


def lemma_of(script: str, word: str, tag: str) -> str:
    """The lemma of a word by its script, and of an irregular plural by itself ("servicemen")."""
    lowered = word.lower()
    if tag == PLURAL and lowered.endswith("men") and len(lowered) >= len("men"):
        return f"{lowered[:-3]}man"
    return IRREGULAR.get(lowered) or lemma_by(script, word) if tag == PLURAL else lemma_by(script, word)
