"""Sentences whose events others coded: PLV, and the sets of ConfliBERT after CAMEO."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpora.files import read_blocks, read_cells, read_table

MARK = re.compile(r"(</?[st]>)")


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedSentence:
    """What a source did to a target, by PLOVER's type; bounds are characters of ``text``."""

    text: str
    source: tuple[int, int]
    target: tuple[int, int]
    type: str


def read_plv(path: Path) -> Iterator[CodedSentence]:
    """Sentences of PLV (snowood1/Zero-Shot-PLOVER)."""
    for row in read_table(path, delimiter="\t"):
        text, bounds = _unmarked(row["marked_sentence"])
        yield CodedSentence(text=text, source=bounds.get("s", (0, 1)), target=bounds.get("t", (0, 1)), type=row["gold_root"])


def _unmarked(sentence: str) -> tuple[str, dict[str, tuple[int, int]]]:
    """A sentence without its marks, and where "s" and "t" were."""
    text, begun, bounds = "", dict[str, int](), dict[str, tuple[int, int]]()
    for part in MARK.split(sentence):
        if not MARK.fullmatch(part):
            text += part
        elif part.startswith("</"):
            bounds[part[2]] = (begun.get(part[2], 0), len(text))
        else:
            begun[part[1]] = len(text)
    return text, bounds


def read_classes(path: Path) -> Iterator[tuple[str, str]]:
    """(sentence, class) of cameo_class (eventdata/ConfliBERT)."""
    return ((text, label) for text, label in read_cells(path))


def read_roles(path: Path) -> Iterator[list[tuple[str, str]]]:
    """Sentences of cameo_ner (eventdata/ConfliBERT) as (word, BIO label) of source and target."""
    for block in read_blocks(path):
        rows = (line.split() for line in block)
        yield [(row[0], row[1] if len(row) > 1 else "O") for row in rows]
