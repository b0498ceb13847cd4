"""News articles annotated in our format: our own reports, and the sets under DATA/gold."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpora.files import read_json, read_json_lines
from corpora.lines import blocks, read_annotations
from corpora.news import read_news
from onrecord.evaluation import GoldArticle, read_gold

FURTHER = Path(__file__).parents[1] / "training/annotations"
REPORTS = Path(__file__).parents[1] / "benchmark/articles/reports.json"
# Where each set lies under DATA. ``check`` is for scoring alone: nobody reads its articles, and nothing is chosen by them.
SETS = {"dev": "gold/dev.json", "train": "gold/train.jsonl.gz", "mini": "gold/mini.jsonl.gz", "check": "gold/check.jsonl.gz"}


def read_rows(path: Path) -> list[Any]:
    """Articles as they stand in a JSON list, or in JSON Lines."""
    return list(read_json(path) if path.suffix == ".json" else read_json_lines(path))


def read_annotated(path: Path) -> list[GoldArticle]:
    """Annotated articles. Raises ``FileUnfit`` where a span's words are not the text's."""
    return read_gold(json.dumps(read_rows(path)).encode(), where=str(path))


def read_further(data: Path) -> list[GoldArticle]:
    """The articles of raw news that are annotated in lines in ``training/annotations``, in the order of its files. Raises ``FileUnfit``."""
    paths = sorted(FURTHER.glob("*.txt"))
    wanted = {id for path in paths for id, _ in blocks(path)}
    about = ("id", "text", "publisher", "published", "title")
    pages = {page.id: {name: getattr(page, name) for name in about} for page in read_news(data) if page.id in wanted}
    return [article for path in paths for article in read_annotations(path, pages)]


def annotators() -> dict[str, int]:
    """{id of an article of ``training/annotations``: the number of its file, from 1}: each file had readers of its own."""
    return {id: number for number, path in enumerate(sorted(FURTHER.glob("*.txt")), start=1) for id, _ in blocks(path)}


def sampled(articles: Sequence[GoldArticle], count: int | None, *, seed: int = 1) -> list[GoldArticle]:
    """Random articles, the same ones each time; all of them without a count."""
    return list(articles) if count is None else random.Random(seed).sample(articles, min(count, len(articles)))
