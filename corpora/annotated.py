"""News articles annotated in our format: our own reports, and the sets under DATA/gold."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from corpora.files import read_lines
from onrecord.evaluation import GoldArticle, read_gold

REPORTS = Path(__file__).parents[1] / "benchmark/articles/reports.json"
# Where each set lies under DATA. ``check`` is for scoring alone: nobody reads its articles, and nothing is chosen by them.
SETS = {"dev": "gold/dev.json", "train": "gold/train.jsonl.gz", "mini": "gold/mini.jsonl.gz", "check": "gold/check.jsonl.gz"}


def read_annotated(path: Path) -> list[GoldArticle]:
    """Annotated articles of a JSON list, or of JSON Lines. Raises ``FileUnfit`` where a span's words are not the text's."""
    is_list = path.suffix == ".json"
    text = "\n".join(read_lines(path)) if is_list else f"[{','.join(read_lines(path))}]"
    return read_gold(text.encode(), where=str(path))


def sampled(articles: Sequence[GoldArticle], count: int | None, *, seed: int = 1) -> list[GoldArticle]:
    """Random articles, the same ones each time; all of them without a count."""
    return list(articles) if count is None else random.Random(seed).sample(articles, min(count, len(articles)))
