"""Measure seconds and memory by the length of a text: cost grows no faster than the text does.

    python -m benchmark.lengths [--characters 10000 100000 999000] [--one-paragraph]

The texts are our own reports, told again and again with other names and numbers. Each is read in a process of its own; loading is not counted in
its seconds, but in its memory.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import re
import resource
import time
from collections.abc import Iterator

from corpora.annotated import REPORTS, read_annotated
from onrecord import Page, Pipeline

LENGTHS = (10_000, 100_000, 999_000)
SYLLABLES = ("ba", "da", "ko", "lin", "mar", "no", "pe", "ra", "sil", "to", "ven", "za")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--characters", type=int, nargs="+", default=LENGTHS)
    parser.add_argument("--one-paragraph", action="store_true", help="no line breaks at all")
    arguments = parser.parse_args()
    print(f"{'characters':>12} {'seconds':>9} {'a 10,000':>9} {'peak MB':>9}")
    for length in arguments.characters:
        text = long_text(length, one_paragraph=arguments.one_paragraph)
        seconds, megabytes = measured(text)
        print(f"{len(text):12,} {seconds:9.2f} {seconds / len(text) * 10_000:9.3f} {megabytes:9,.0f}", flush=True)


def measured(text: str) -> tuple[float, float]:
    """Seconds of the processor and peak megabytes of reading a text in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_read, (text,))


def _read(text: str) -> tuple[float, float]:
    pipeline = Pipeline()
    pipeline(Page(id="first", text="The minister met the union's leader on Monday."))
    started = time.process_time()
    pipeline(Page(id="long", text=text)).to_json()
    return time.process_time() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def long_text(length: int, *, one_paragraph: bool = False) -> str:
    """Our reports in turn, each time with other names and numbers, up to a length."""
    parts: list[str] = []
    there = 0
    for report in _varied(random.Random(1)):
        parts.append(report)
        there += len(report) + 2
        if there >= length:
            break
    text = "\n\n".join(parts)[:length]
    return re.sub(r"\s+", " ", text) if one_paragraph else text


def _varied(chance: random.Random) -> Iterator[str]:
    reports = read_annotated(REPORTS)
    yield from (report.text for report in reports)
    while True:
        for report in reports:
            persons = {word for actor in report.actors if actor.type == "person" for word in actor.name.split() if word.istitle()}
            names = {word: "".join(chance.choices(SYLLABLES, k=3)).capitalize() for word in sorted(persons)}
            text = re.sub(r"\w+", lambda word, names=names: names.get(word[0], word[0]), report.text)  # type: ignore[misc]  # a default argument
            yield re.sub(r"\b[2-9]\d?\b", lambda _: str(chance.randrange(2, 100)), text)


if __name__ == "__main__":
    main()
