"""Samples with other people and places in them: what is a name is learned from what stands around it, and from more names than annotated texts have."""

from __future__ import annotations

import random
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from functools import cache
from pathlib import Path

import onrecord
from corpora.names import runs
from onrecord.knowledge import Source
from training.knowledge.licences import is_clean

from .samples import Sample

KNOWLEDGE = Path(onrecord.__file__).parent / "knowledge"
# Where names of each label are found: the file, and the table in it.
SOURCES = {"PERSON": ("knowledge.sqlite", "people"), "LOC": ("places.sqlite", "places")}
# Share of the names of a sample that give way to others.
REPLACED = 0.5

Names = Mapping[int, Sequence[tuple[str, ...]]]
"""{number of words: names}."""


@cache
def known_names(label: str, *, clean: bool = False) -> Names:
    """The names that ship, in words; those of which a word has a mark in it are left out, for tokens are not cut as spaces cut them.

    ``clean``: only those from sources with a free licence.
    """
    file, table = SOURCES[label]
    question = f"SELECT known.name, sources.name, sources.licence FROM {table} AS known JOIN sources ON sources.id = known.source"
    with closing(sqlite3.connect(f"file:{KNOWLEDGE / file}?mode=ro", uri=True)) as database:
        rows = database.execute(question).fetchall()
    names = sorted({tuple(name.split()) for name, source, licence in rows if not clean or is_clean(Source(name=source, licence=licence))})
    found: dict[int, list[tuple[str, ...]]] = defaultdict(list)
    for words in names:
        if all(word.isalpha() for word in words):
            found[len(words)].append(words)
    return found


def renamed(sample: Sample, chance: random.Random, *, clean: bool = False) -> Sample:
    """The sample with some of its people and places under other ``known_names`` of as many words, the same one wherever a name comes again."""
    words = list(sample.words)
    others: dict[tuple[str, ...], tuple[str, ...]] = {}
    named = [run for run in runs([label or "O" for label in sample.names]) if run[-1] in SOURCES]
    for start, end, label in sorted(named, key=_longest_first):
        name = sample.words[start:end]
        if name not in others:
            others[name] = _other(name, known_names(label, clean=clean), others, chance, is_person=label == "PERSON")
        words[start:end] = others[name]
    return replace(sample, words=tuple(words))


def _longest_first(run: tuple[int, int, str]) -> tuple[int, int]:
    start, end, _ = run
    return start - end, start


def _other(
    name: tuple[str, ...],
    known: Names,
    others: Mapping[tuple[str, ...], tuple[str, ...]],
    chance: random.Random,
    *,
    is_person: bool,
) -> tuple[str, ...]:
    """Another name for somebody or some place; the last of it where a longer name ends so; often the same."""
    if len(name) == 1:
        whole = next((other for before, other in others.items() if before[-1:] == name), None)
        if whole is not None:
            return whole[-1:]
    if chance.random() >= REPLACED:
        return name
    if len(name) == 1 and is_person:
        return chance.choice(known[2])[-1:]
    return chance.choice(known.get(len(name), [name]))
