"""Measure speed and memory on one core: words a second of the language pipeline alone and of the whole way to records.

    python -m benchmark.speed DATA [--articles 200] [--against PIPELINE]

Medians of three rounds over the same articles of raw news; loading is not counted. Peak memory is the process's. ``--against`` times another spaCy
pipeline in turn with ours, such as the convolutional one that ``training.cnn.compare`` makes.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import spacy
from spacy.language import Language

from corpora.news import sample_news
from onrecord import Page, Pipeline, Reading
from onrecord.pipeline import ARTICLES_A_BATCH

ROUNDS = 3


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--against", help="a spaCy pipeline, by name or folder")
    arguments = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    started = time.perf_counter()
    pipeline = Pipeline()
    print(f"{'loading, seconds':42} {time.perf_counter() - started:8.1f}")
    pages = sample_news(arguments.data, arguments.articles)
    words = sum(len(page.text.split()) for page in pages)
    print(f"{'articles / words':42} {len(pages)} / {words:,}")
    tasks = {
        "language pipeline alone, words a second": lambda: parse(pipeline.nlp, pages),
        "whole read, words a second": lambda: read(pipeline, pages),
    }
    if arguments.against:
        other = spacy.load(arguments.against)
        tasks[f"{arguments.against}, words a second"] = lambda: parse(other, pages)
    for name, seconds in median_seconds(tasks).items():
        print(f"{name:42} {words / seconds:8,.0f}")
    print(f"{'peak memory, MB':42} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8,.0f}")


def parse(nlp: Language, pages: list[Page]) -> None:
    """Everything that a spaCy pipeline does, without our attribution rules."""
    with nlp.select_pipes(disable=[name for name in nlp.pipe_names if name == "onrecord_attribution"]):
        for _ in nlp.pipe((page.text for page in pages), batch_size=ARTICLES_A_BATCH):
            pass


def read(pipeline: Pipeline, pages: list[Page]) -> None:
    """Pages to records, as JSON."""
    for result in pipeline.pipe(pages):
        if isinstance(result, Reading):
            result.record.to_json()


def median_seconds(tasks: dict[str, Callable[[], None]]) -> dict[str, float]:
    """The median of a few rounds of each task, in seconds; the tasks take turns, so that a busy machine slows all alike."""
    rounds: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(ROUNDS):
        for name, task in tasks.items():
            started = time.perf_counter()
            task()
            rounds[name].append(time.perf_counter() - started)
    return {name: statistics.median(seconds) for name, seconds in rounds.items()}


if __name__ == "__main__":
    main()
