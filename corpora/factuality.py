"""How certain it is that what words tell of happened: MEANTIME."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from corpora.files import read_blocks


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A sentence and how certain it is that what a word tells of happened, by their places: 3 certainly, -3 certainly not."""

    words: tuple[str, ...]
    values: Mapping[int, float]


def read_meantime(path: Path) -> Iterator[Judged]:
    """Sentences of MEANTIME, with words as it writes them."""
    for block in read_blocks(path):
        rows = [line.split("\t") for line in block]
        values = {place: float(row[2]) for place, row in enumerate(rows) if row[2] != "_"}
        yield Judged(words=tuple(row[1] for row in rows), values=values)
