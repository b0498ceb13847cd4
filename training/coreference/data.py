"""Texts whose pronouns people annotated: GAP, GUM, LitBank."""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

ENTITY = re.compile(r"\((?P<opened>[^()|]+?)\)|\((?P<begun>[^()|]+)|(?P<ended>[^()|]+)\)")


@dataclass(slots=True)
class Annotated:
    """A text; ``same``: {offset of the head of a mention: number of what it stands for}; ``pronouns``: offsets of those to resolve.

    Where only two names are judged (GAP), the one that is not meant has a number of its own.
    """

    id: str
    text: str
    same: dict[int, int] = field(default_factory=dict)
    pronouns: list[int] = field(default_factory=list)


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
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            names = [
                (int(row[f"{side}-offset"]), int(row[f"{side}-offset"]) + len(row[side]), row[f"{side}-coref"] == "TRUE")
                for side in ("A", "B")
            ]
            yield Ambiguous(
                id=row["ID"],
                text=row["Text"],
                pronoun=int(row["Pronoun-offset"]),
                is_male=row["Pronoun"].casefold() in ("he", "him", "his"),
                names=(names[0], names[1]),
            )


def read_gum(path: Path) -> Iterator[Annotated]:
    """The documents of GUM's CoNLL-U with their coreference, genre first in the id."""
    document: Annotated | None = None
    open_at: dict[int, list[int]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for sentence in _sentences(file):
            for line in sentence:
                if line.startswith("# newdoc id"):
                    if document is not None:
                        yield document
                    document, open_at = Annotated(line.split("=")[1].strip(), ""), {}
                elif line.startswith("# newpar") and document is not None and document.text.strip():
                    document.text = document.text.rstrip() + "\n\n"
            if document is not None:
                _add_sentence(document, [line.split("\t") for line in sentence if line[:1].isdigit()], open_at)
    if document is not None:
        yield document


def _sentences(lines: Iterable[str]) -> Iterator[list[str]]:
    sentence: list[str] = []
    for line in lines:
        if line.strip():
            sentence.append(line.rstrip("\n"))
        elif sentence:
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def _add_sentence(document: Annotated, rows: list[list[str]], open_at: dict[int, list[int]]) -> None:
    starts: dict[int, int] = {}
    joined_until = 0
    mentions: list[tuple[int, int, int]] = []
    for row in rows:
        if "." in row[0]:
            continue
        misc = dict(part.split("=", 1) for part in row[9].split("|") if "=" in part)
        number = row[0].split("-")
        if len(number) > 1:
            joined_until = int(number[1])
            for i in range(int(number[0]), joined_until + 1):
                starts[i] = len(document.text)
        else:
            i = int(row[0])
            starts.setdefault(i, len(document.text))
            for opened, begun, ended in ENTITY.findall(misc.get("Entity", "")):
                if opened:
                    mentions.append((_cluster(opened), i, i))
                elif begun:
                    open_at.setdefault(_cluster(begun), []).append(i)
                elif open_at.get(_cluster(ended)):
                    mentions.append((_cluster(ended), open_at[_cluster(ended)].pop(), i))
        if len(number) > 1 or i > joined_until:
            document.text += row[1] + ("" if misc.get("SpaceAfter") == "No" else " ")
    heads = {int(row[0]): int(row[6]) for row in rows if row[0].isdigit()}
    tags = {int(row[0]): row[4] for row in rows if row[0].isdigit()}
    for cluster, first, last in mentions:
        head = next((i for i in range(first, last + 1) if not first <= heads.get(i, 0) <= last), last)
        document.same[starts[head]] = cluster
        if first == last and tags.get(first) in ("PRP", "PRP$"):
            document.pronouns.append(starts[first])


def _cluster(entity: str) -> int:
    """The number of an entity ("12-person-giv:act-..."); parts of a discontinuous one share it ("12[1/2]")."""
    return int(re.split(r"[-\[]", entity)[0])
