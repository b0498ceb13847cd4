"""What fills the slots of patterns: names and phrases at random (``plain/fillers.json``)."""

from __future__ import annotations

import functools
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("plain") / "fillers.json"
# Slots beside the keys of the file: persons, and what the person of the same number is called for short.
PERSONS = {"woman": ("women",), "man": ("men",), "person": ("women", "men")}
SURNAME = "surname"
# What begins with the sound of a vowel.
VOWEL = re.compile(r"(?i)(?!eu|uni[^dnm]|one\b|us\b|ug|uru|uk|un\b)[aeiou]|8|1[18]\b|hour|honest|mp\b")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a filler; those of a kind that have the same tag have the same filler."""

    kind: str
    tag: str


@functools.cache
def phrases() -> dict[str, list[str]]:
    """The fillers of each slot, which may have slots themselves."""
    return {kind: found for kind, found in _read().items() if kind != "names"}


@functools.cache
def names() -> list[dict[str, list[str]]]:
    """Given names of women and men and names of families, by country."""
    return list(_read()["names"].values())


@functools.cache
def _read() -> dict:
    return json.loads(FILE.read_text("utf-8"))


def is_slot(kind: str) -> bool:
    """Whether there are fillers of a kind."""
    return kind in phrases() or kind in PERSONS or kind == SURNAME


def filler(kind: str, chance: random.Random) -> str:
    """A random filler of a slot."""
    if kind == SURNAME:
        return chance.choice(chance.choice(names())["families"])
    if kind in PERSONS:
        country = chance.choice(names())
        return f"{chance.choice(country[chance.choice(PERSONS[kind])])} {chance.choice(country['families'])}"
    parts = re.split(r"\{([a-z_]+)\}", chance.choice(phrases()[kind]))
    text = parts[0]
    for inner, behind in zip(parts[1::2], parts[2::2], strict=True):
        words = filler(inner, chance)
        text = with_article(text, words) + words + behind
    return text


def with_article(text: str, following: str) -> str:
    """The text with the article at its end, if one is there, as the following word wants it."""
    return re.sub(r"\b([Aa])n? $", r"\1n " if VOWEL.match(following) else r"\1 ", text)


def choose_fillers(slots: Sequence[Slot], chance: random.Random) -> Iterator[str]:
    """The fillers of a pattern's slots, in order; a surname is that of the person of its number."""
    chosen: dict[Slot, str] = {}
    used: set[str] = set()
    for slot in sorted({slot for slot in slots if slot.tag}, key=lambda slot: (slot.kind == SURNAME, slot.kind, slot.tag)):
        persons = [chosen[Slot(kind, slot.tag)] for kind in PERSONS if Slot(kind, slot.tag) in chosen]
        chosen[slot] = persons[0].partition(" ")[2] if slot.kind == SURNAME and persons else another(slot.kind, used, chance)
    for slot in slots:
        yield chosen[slot] if slot.tag else another(slot.kind, used, chance)


def another(kind: str, used: set[str], chance: random.Random) -> str:
    """A filler that is not used yet, as far as there is one, used from now on."""
    found = next((found for found in (filler(kind, chance) for _ in range(20)) if found not in used), None)
    found = found or filler(kind, chance)
    used.add(found)
    return found
