"""Measure sentence boundaries on the hard cases of sentences.txt.

    python -m benchmark.sentences [--pipeline en_onrecord] [--misses]

F1 counts sentence starts after the first of each case; a case without an inner boundary counts only what is wrongly found in it.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from spacy.language import Language

from benchmark.language import f1
from onrecord.language import load

CASES = Path(__file__).with_name("sentences.txt")
PARAGRAPH = "¶"


def main() -> None:
    """Print F1, and the cases that are wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pipeline", default="en_onrecord")
    parser.add_argument("--misses", action="store_true")
    arguments = parser.parse_args()
    nlp = load(arguments.pipeline)
    cases = list(read_cases())
    print(f"{'hard sentence boundaries, cases':42} {len(cases)}")
    print(f"{'hard sentence boundaries, F1':42} {boundary_f1(nlp, cases):6.1f}")
    if arguments.misses:
        for text, starts in cases:
            found = starts_of(nlp, text)
            if found != starts:
                print("\n" + "".join(f"[{'+' if i in found else '-'}]" * (i in found ^ starts) + c for i, c in enumerate(text)))


def read_cases() -> Iterator[tuple[str, set[int]]]:
    """Yield (text, character offsets of the sentence starts after the first)."""
    lines = [line for line in CASES.read_text("utf-8").splitlines() if not line.startswith("#")]
    for case in "\n".join(lines).strip().split("\n\n"):
        text, starts, joint = "", set(), ""
        for sentence in case.splitlines():
            if sentence == PARAGRAPH:
                joint = "\n\n"
                continue
            text += joint
            if text:
                starts.add(len(text))
            text += sentence
            joint = " "
        yield text, starts


def starts_of(nlp: Language, text: str) -> set[int]:
    """Character offsets of the sentence starts after the first."""
    return {sentence.start_char for sentence in nlp(text).sents} - {0}


def boundary_f1(nlp: Language, cases: list[tuple[str, set[int]]]) -> float:
    """F1 in percent."""
    hits = gold = predicted = 0
    for text, starts in cases:
        found = starts_of(nlp, text)
        hits, gold, predicted = hits + len(found & starts), gold + len(starts), predicted + len(found)
    return f1(hits, gold, predicted)


if __name__ == "__main__":
    main()
