"""Texts whose pronouns people annotated: GAP, GUM, LitBank."""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

ENTITY = re.compile(r"\((?P<opened>[^()|]+?)\)|\((?P<begun>[^()|]+)|(?P<ended>[^()|]+)\)")

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


def read_litbank(path: Path) -> Iterator[Annotated]:
    """The passages of LitBank (dbamman/litbank) with what their words stand for, its tokens joined by spaces."""
    document: Annotated | None = None
    open_at: dict[int, list[int]] = {}
    words: list[tuple[int, str]] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#begin document"):
                document, open_at, words = Annotated(line.split("(")[1].split(")")[0], ""), {}, []
            elif line.startswith("#end") and document is not None:
                yield document
            elif document is not None and line.strip():
                row = line.rstrip("\n").split("\t")
                words.append((len(document.text), row[3]))
                document.text += row[3] + " "
                for opened, begun, ended in ENTITY.findall(row[-1]):
                    if begun:
                        open_at.setdefault(int(begun), []).append(len(words) - 1)
                    elif opened or open_at.get(int(ended)):
                        first = len(words) - 1 if opened else open_at[int(ended)].pop()
                        head, word = _head(words[first:])
                        document.same[head] = int(opened or ended)
                        if word.casefold() in PRONOUNS:
                            document.pronouns.append(head)


def _head(words: list[tuple[int, str]]) -> tuple[int, str]:
    """The last word before what is told of a noun behind it: "man", of "the man of whom he spoke"."""
    end = next((i for i, (_, word) in enumerate(words) if i and (word.casefold() in BEHIND_NOUN or not word[:1].isalnum())), len(words))
    return words[end - 1]


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
                if "-" in (entity := opened or begun):
                    document.types[_cluster(entity)] = entity.split("-")[1]
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
