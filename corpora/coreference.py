"""Texts whose pronouns people annotated: GAP and LitBank; GUM has a module of its own."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from corpora.files import read_lines, read_table

BRACKETS = re.compile(r"\((?P<alone>[^()|]+)\)|\((?P<opening>[^()|]+)|(?P<closing>[^()|]+)\)")

PRONOUNS = {"he", "him", "his", "she", "her", "hers", "they", "them", "their", "it", "its", "himself", "herself"}
BEHIND_NOUN = {"of", "in", "who", "whom", "whose", "that", "which", "with", "from", "at", "on", "to", "for", "by"}


@dataclass(slots=True)
class Annotated:
    """A text; ``same``: {offset of the head of a mention: number of what it stands for}; ``pronouns``: offsets of those to resolve.

    Where only two names are judged (GAP), the one that is not meant has a number of its own. ``types``: {number: kind of entity}, where it is annotated.
    """

    id: str
    text: str
    same: dict[int, int] = field(default_factory=dict)
    pronouns: list[int] = field(default_factory=list)
    types: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ambiguous:
    """A row of GAP: a pronoun and two names, each meant by it or not. Bounds are code points of ``text``."""

    id: str
    text: str
    pronoun: int
    is_male: bool
    names: tuple[tuple[int, int, bool], tuple[int, int, bool]]


def read_gap(path: Path) -> Iterator[Ambiguous]:
    """The rows of a GAP file (google-research-datasets/gap-coreference)."""
    for row in read_table(path, delimiter="\t", quoting=csv.QUOTE_NONE):
        names = [
            (int(row[f"{side}-offset"]), int(row[f"{side}-offset"]) + len(row[side]), row[f"{side}-coref"] == "TRUE") for side in ("A", "B")
        ]
        yield Ambiguous(
            id=row["ID"],
            text=row["Text"],
            pronoun=int(row["Pronoun-offset"]),
            is_male=row["Pronoun"].casefold() in ("he", "him", "his"),
            names=(names[0], names[1]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Bracket:
    """Words ``[start, end)`` that stand for the entity of a number; ``kind`` is the type of entity, empty where the set has none."""

    number: int
    kind: str
    start: int
    end: int


def bracketed(cells: Iterable[str]) -> Iterator[Bracket]:
    """Entities of a column of brackets, in the order in which they close: ``(8-person-...)`` alone in its cell, or ``(8-person-...`` to ``8)``."""
    opened: dict[int, list[Bracket]] = {}
    for place, cell in enumerate(cells):
        for alone, opening, closing in BRACKETS.findall(cell):
            number, kind = _number_and_kind(alone or opening or closing)
            bracket = Bracket(number=number, kind=kind, start=place, end=place + 1)
            if alone:
                yield bracket
            elif opening:
                opened.setdefault(number, []).append(bracket)
            elif opened.get(number):
                yield replace(opened[number].pop(), end=place + 1)


def _number_and_kind(entity: str) -> tuple[int, str]:
    """The number of an entity ("12-person-giv:act-...") and its type; parts of a discontinuous one share the number ("12[1/2]")."""
    number, _, told = entity.partition("-")
    return int(number.split("[")[0]), told.split("-")[0]


def read_litbank(path: Path) -> Iterator[Annotated]:
    """The passages of LitBank (dbamman/litbank) with what their words stand for, its tokens joined by spaces."""
    id, rows = "", list[list[str]]()
    for line in read_lines(path):
        if line.startswith("#begin document"):
            id, rows = line.split("(")[1].split(")")[0], []
        elif line.startswith("#end"):
            yield _passage(id, rows)
        elif line.strip():
            rows.append(line.split("\t"))


def _passage(id: str, rows: list[list[str]]) -> Annotated:
    document = Annotated(id, "")
    words: list[tuple[int, str]] = []
    for row in rows:
        words.append((len(document.text), row[3]))
        document.text += row[3] + " "
    for entity in bracketed(row[-1] for row in rows):
        head, word = _head(words[entity.start : entity.end])
        document.same[head] = entity.number
        if word.casefold() in PRONOUNS:
            document.pronouns.append(head)
    return document


def _head(words: list[tuple[int, str]]) -> tuple[int, str]:
    """The last word before what is told of a noun behind it: "man", of "the man of whom he spoke"."""
    end = next((i for i, (_, word) in enumerate(words) if i and (word.casefold() in BEHIND_NOUN or not word[:1].isalnum())), len(words))
    return words[end - 1]
