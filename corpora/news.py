"""News articles without annotation, as they would come in."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from corpora.files import read_json_lines
from onrecord import Page


def read_news(data: Path) -> Iterator[Page]:
    """All articles under DATA/raw_news, in the order of its files."""
    for path in sorted((data / "raw_news").glob("*.jsonl.xz")):
        for row in read_json_lines(path):
            yield Page(id=row["id"], text=row["text"], publisher=row["publisher"], title=row["title"], published=row["published"])


def sample_news(data: Path, count: int, *, seed: int = 1) -> list[Page]:
    """Random articles, the same ones each time."""
    chance = random.Random(seed)
    kept: list[tuple[float, Page]] = []
    for page in read_news(data):
        kept.append((chance.random(), page))
        if len(kept) > 2 * count:
            kept = sorted(kept, key=_place)[:count]
    return [page for _, page in sorted(kept, key=_place)[:count]]


def _place(drawn: tuple[float, Page]) -> float:
    return drawn[0]
