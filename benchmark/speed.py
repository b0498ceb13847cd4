"""Measure speed and memory on one core: words a second of the language pipeline alone and of the whole way to records.

    python -m benchmark.speed DATA [--articles 200]

Medians of three rounds over the same articles of raw news; loading is not counted. Peak memory is the process's.
"""

from __future__ import annotations

import argparse
import json
import lzma
import os
import random
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from onrecord import Page, Pipeline, Record
from onrecord.pipeline import ARTICLES_A_BATCH

ROUNDS = 3


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--articles", type=int, default=200)
    arguments = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    started = time.perf_counter()
    pipeline = Pipeline()
    print(f"{'loading, seconds':42} {time.perf_counter() - started:8.1f}")
    pages = list(sample(arguments.data, arguments.articles))
    words = sum(len(page.text.split()) for page in pages)
    print(f"{'articles / words':42} {len(pages)} / {words:,}")
    print(f"{'language pipeline alone, words a second':42} {words / median_seconds(lambda: parse(pipeline, pages)):8,.0f}")
    print(f"{'whole read, words a second':42} {words / median_seconds(lambda: read(pipeline, pages)):8,.0f}")
    print(f"{'peak memory, MB':42} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8,.0f}")


def sample(data: Path, count: int, *, seed: int = 1) -> Iterator[Page]:
    """Random articles of raw news, the same ones each time."""
    chance = random.Random(seed)
    kept: list[tuple[float, str]] = []
    for path in sorted((data / "raw_news").glob("*.jsonl.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                kept.append((chance.random(), line))
                if len(kept) > 2 * count:
                    kept = sorted(kept)[:count]
    for _, line in sorted(kept)[:count]:
        row = json.loads(line)
        yield Page(id=row["id"], text=row["text"], title=row["title"], published=row["published"])


def parse(pipeline: Pipeline, pages: list[Page]) -> None:
    """Everything that the installed spaCy pipeline does, without our attribution rules."""
    nlp = pipeline.nlp
    with nlp.select_pipes(disable=["onrecord_attribution"]):
        for _ in nlp.pipe((page.text for page in pages), batch_size=ARTICLES_A_BATCH):
            pass


def read(pipeline: Pipeline, pages: list[Page]) -> None:
    """Pages to records, as JSON."""
    for result in pipeline.pipe(pages):
        if isinstance(result, Record):
            result.to_json()


def median_seconds(action: Callable[[], None]) -> float:
    """The median of a few rounds, in seconds."""
    rounds = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        action()
        rounds.append(time.perf_counter() - started)
    return statistics.median(rounds)


if __name__ == "__main__":
    main()
