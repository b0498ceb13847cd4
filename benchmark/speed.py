"""Measure speed and memory: articles and words a CPU second of the whole way to records, of each stage, and of what it can be held against.

    python -m benchmark.speed DATA [--articles 200] [--against PIPELINE] [--version FOLDER] [--processes N]

Medians of three rounds over the same articles of raw news, in seconds of the processor, everything in turn; loading is not counted. Peak memory is the
process's. Beside the whole read: the language pipeline alone; onnxruntime alone, on the windows of the same articles (the limit for this network); and
textacy's direct quotations on the same parses, where it is installed (pip install textacy). ``--against`` times another spaCy pipeline, such as the
convolutional one that ``training.cnn.compare`` makes; ``--version`` another version of onrecord, installed into a folder (pip install --no-deps
--target FOLDER ...). ``--processes`` compares reading in several processes with reading in one instead, by the clock, their starting included.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import onnxruntime
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from corpora.news import sample_news
from onrecord import Page, Pipeline, Reading
from onrecord import pipeline as way
from onrecord.language.encoder import network, sentences, tables
from onrecord.language.encoder.component import EncoderPipe

ROUNDS = 3
# Read pages of JSON Lines with whatever version is found first, once a line, and print the seconds of the processor.
OTHER_VERSION = """
import json, sys, time
from onrecord import Page, Pipeline
pages = [Page(**json.loads(line)) for line in open(sys.argv[1], encoding="utf-8")]
pipeline = Pipeline()
print("ready", flush=True)
for _ in sys.stdin:
    started = time.process_time()
    for page in pages:
        pipeline(page).to_json()
    print(time.process_time() - started, flush=True)
"""


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--against", help="a spaCy pipeline, by name or folder")
    parser.add_argument("--version", type=Path, help="a folder with another version of onrecord in it")
    parser.add_argument("--processes", type=int, default=1)
    arguments = parser.parse_args()
    started = time.process_time()
    pipeline = Pipeline()
    print(f"{'loading, CPU seconds':42} {time.process_time() - started:8.1f}")
    pages = sample_news(arguments.data, arguments.articles)
    words = sum(len(page.text.split()) for page in pages)
    print(f"{'articles / words':42} {len(pages)} / {words:,}")
    if arguments.processes > 1:
        print_gain(pipeline, pages, words, arguments.processes)
        return
    records = read(pipeline, pages)
    with ExitStack() as others:
        tasks = tasks_of(pipeline, pages)
        if arguments.against:
            other = spacy.load(arguments.against)
            tasks[str(arguments.against)] = timed(lambda: parse(other, pages))
        if arguments.version:
            tasks[f"version in {arguments.version.name}"] = others.enter_context(another_version(arguments.version, pages))
        print_speeds(median_seconds(tasks), len(pages), words)
    print_stages(seconds_of_stages(pipeline, pages), len(pages), words)
    print(f"{'bytes a record, mean':42} {sum(len(record.encode()) for record in records) / len(records):8,.0f}")
    print(f"{'peak memory, MB':42} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8,.0f}")


def tasks_of(pipeline: Pipeline, pages: list[Page]) -> dict[str, Callable[[], float]]:
    """What is timed in turn: the whole read, its language pipeline, and the network and textacy on the same texts."""
    parsed = [pipeline.parse(page) for page in pages]
    runs = encoder_runs(pipeline, pages)
    tasks = {
        "whole read": timed(lambda: read(pipeline, pages)),
        "language pipeline alone": timed(lambda: [pipeline.nlp(prepared.view.text) for prepared, _ in parsed]),
        "onnxruntime alone, encoder": timed(lambda: [session.run(None, inputs) for session, inputs in runs]),
    }
    if importlib.util.find_spec("textacy") is not None:
        tasks["textacy, direct quotations of parses"] = timed(lambda: quote([doc for _, doc in parsed]))
    return tasks


def quote(docs: list[Doc]) -> None:
    """The direct quotations that textacy finds; it gives up a text with a mark that has no partner."""
    from textacy.extract import direct_quotations  # type: ignore[import-untyped,unused-ignore]

    for doc in docs:
        with suppress(ValueError):
            list(direct_quotations(doc))


def encoder_runs(pipeline: Pipeline, pages: list[Page]) -> list[tuple[onnxruntime.InferenceSession, Mapping[str, Any]]]:
    """What the encoder's network is run on while the articles are parsed."""
    runs: list[tuple[onnxruntime.InferenceSession, Mapping[str, Any]]] = []
    run = onnxruntime.InferenceSession.run

    def noted(session: onnxruntime.InferenceSession, outputs: Any, inputs: Mapping[str, Any]) -> Any:
        if "vectors" in inputs:
            runs.append((session, inputs))
        return run(session, outputs, inputs)

    with patch.object(onnxruntime.InferenceSession, "run", noted):
        for page in pages:
            pipeline.parse(page)
    return runs


@contextmanager
def another_version(folder: Path, pages: list[Page]) -> Iterator[Callable[[], float]]:
    """What reads the pages once with the version in a folder, in a process of its own, and gives the seconds."""
    rows = ({"id": page.id, "text": page.text, "title": page.title, "published": page.published} for page in pages)
    environment = os.environ | {"PYTHONPATH": str(folder), "OMP_NUM_THREADS": "1"}
    with TemporaryDirectory() as temporary:
        texts = Path(temporary, "pages.jsonl")
        texts.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        command = [sys.executable, "-c", OTHER_VERSION, str(texts)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            asked, answered = process.stdin, process.stdout
            answered.readline()

            def seconds() -> float:
                asked.write("\n")
                asked.flush()
                return float(answered.readline())

            yield seconds
            asked.close()


class Stopwatch:
    """Seconds of the processor by stage; what a stage calls of another stage is the other's."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self._running: list[str] = []
        self._since = 0.0

    def of(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """A function whose time is counted for a stage."""

        def watched(*values: Any, **named: Any) -> Any:
            self._switch()
            self._running.append(stage)
            try:
                result = function(*values, **named)
                return list(result) if isinstance(result, Iterator) else result
            finally:
                self._switch()
                self._running.pop()

        return watched

    def _switch(self) -> None:
        now = time.process_time()
        if self._running:
            self.seconds[self._running[-1]] += now - self._since
        self._since = now


def seconds_of_stages(pipeline: Pipeline, pages: list[Page]) -> dict[str, float]:
    """The seconds of each stage, in the order of the way of an article."""
    watch = Stopwatch()
    places: list[tuple[str, Any, str]] = [
        ("cleaning", way, "clean"),
        ("cleaning", way, "body_view"),
        ("tokens", pipeline.nlp, "make_doc"),
        ("boundaries, tags, lemmas, names", pipeline, "parse"),
        ("word tables", tables.WordTables, "vectors"),
        ("trees", sentences, "heads_of"),
        ("relations", network.Network, "best_relations"),
        ("frames from scores", EncoderPipe, "marks"),
        ("actors", way, "find_cast"),
        ("statements", way, "find_attributions"),
        ("statements", way, "find_statements"),
        ("events", way, "find_candidates"),
        ("record", way, "record_of"),
    ]
    with ExitStack() as patches:
        for stage, owner, name in places:
            patches.enter_context(patch.object(owner, name, watch.of(stage, getattr(owner, name))))
        patches.enter_context(patch.object(onnxruntime.InferenceSession, "run", _watched_run(watch)))
        watch.of("all else", lambda: read(pipeline, pages))()
    return {stage: watch.seconds[stage] for stage in (*dict.fromkeys(_order(places)), "all else")}


def _order(places: list[tuple[str, Any, str]]) -> Iterator[str]:
    for stage, _, _ in places:
        yield stage
        if stage == "word tables":
            yield "network: encoder"
        if stage == "relations":
            yield "networks: around anchors"


def _watched_run(watch: Stopwatch) -> Callable[..., Any]:
    run = onnxruntime.InferenceSession.run
    encoder, around = watch.of("network: encoder", run), watch.of("networks: around anchors", run)
    return lambda session, outputs, inputs: (encoder if "vectors" in inputs else around)(session, outputs, inputs)


def print_speeds(seconds: Mapping[str, float], articles: int, words: int) -> None:
    """Print articles and words a second, and how many times as fast each is as the whole read."""
    print(f"\n{'':42} {'articles/s':>10} {'words/s':>10} {'x read':>8}")
    for name, taken in seconds.items():
        print(f"{name:42} {articles / taken:10.1f} {words / taken:10,.0f} {seconds['whole read'] / taken:8.2f}")


def print_stages(seconds: Mapping[str, float], articles: int, words: int) -> None:
    """Print articles and words a second of each stage, and its share of the whole read."""
    whole = sum(seconds.values())
    print(f"\n{'stage':42} {'articles/s':>10} {'words/s':>10} {'share':>8}")
    for name, taken in seconds.items():
        print(f"{name:42} {articles / taken:10.1f} {words / taken:10,.0f} {taken / whole:8.1%}")
    print()


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
    tasks = {str(count): timed(partial(read, pipeline, pages, count), time.perf_counter) for count in counts}
    seconds = median_seconds(tasks)
    for count in counts:
        print(f"{f'processes: {count}, words a second':42} {words / seconds[str(count)]:8,.0f}")
    print(f"{'times as fast':42} {seconds['1'] / seconds[str(processes)]:8.2f}")
    print(f"{'same bytes':42} {'yes' if records[1] == records[processes] else 'NO':>8}")


def timed(task: Callable[[], object], clock: Callable[[], float] = time.process_time) -> Callable[[], float]:
    """What does a task and gives the seconds that it took."""

    def seconds() -> float:
        started = clock()
        task()
        return clock() - started

    return seconds


def median_seconds(tasks: Mapping[str, Callable[[], float]]) -> dict[str, float]:
    """The median of a few rounds of each task, in seconds; the tasks take turns, so that a busy machine slows all alike."""
    rounds: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(ROUNDS):
        for name, task in tasks.items():
            rounds[name].append(task())
    return {name: statistics.median(seconds) for name, seconds in rounds.items()}


if __name__ == "__main__":
    main()
