"""Measure speed and memory: words a second of the language pipeline alone and of the whole way to records.

    python -m benchmark.speed DATA [--articles 200] [--against PIPELINE] [--processes N]

Medians of three rounds over the same articles of raw news, in seconds of the processor; loading is not counted. Peak memory is the process's.
``--against`` times another spaCy pipeline in turn with ours, such as the convolutional one that ``training.cnn.compare`` makes. ``--processes``
compares reading in several processes with reading in one, by the clock, their starting included.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import spacy
from spacy.language import Language

from corpora.news import sample_news
from onrecord import Page, Pipeline, Reading

ROUNDS = 3


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--against", help="a spaCy pipeline, by name or folder")
    parser.add_argument("--processes", type=int, default=1)
    arguments = parser.parse_args()
    started = time.perf_counter()
    pipeline = Pipeline()
    print(f"{'loading, seconds':42} {time.perf_counter() - started:8.1f}")
    pages = sample_news(arguments.data, arguments.articles)
    words = sum(len(page.text.split()) for page in pages)
    print(f"{'articles / words':42} {len(pages)} / {words:,}")
    if arguments.processes > 1:
        print_gain(pipeline, pages, words, arguments.processes)
        return
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
    """Everything that a spaCy pipeline does."""
    for _ in nlp.pipe(page.text for page in pages):
        pass


def read(pipeline: Pipeline, pages: list[Page], processes: int = 1) -> list[str]:
    """Pages to records, as JSON."""
    return [result.record.to_json() for result in pipeline.pipe(pages, processes=processes) if isinstance(result, Reading)]


def print_gain(pipeline: Pipeline, pages: list[Page], words: int, processes: int) -> None:
    """Print words a second by the clock with one process and with several, in turn, and whether they read the same."""
    counts = (1, processes)
    records = {count: read(pipeline, pages, count) for count in counts}
    seconds = median_seconds({str(count): partial(read, pipeline, pages, count) for count in counts}, time.perf_counter)
    for count in counts:
        print(f"{f'processes: {count}, words a second':42} {words / seconds[str(count)]:8,.0f}")
    print(f"{'same bytes':42} {'yes' if records[1] == records[processes] else 'NO':>8}")


def median_seconds(tasks: Mapping[str, Callable[[], object]], clock: Callable[[], float] = time.process_time) -> dict[str, float]:
    """The median of a few rounds of each task, in seconds; the tasks take turns, so that a busy machine slows all alike."""
    rounds: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(ROUNDS):
        for name, task in tasks.items():
            started = clock()
            task()
            rounds[name].append(clock() - started)
    return {name: statistics.median(seconds) for name, seconds in rounds.items()}


if __name__ == "__main__":
    main()
