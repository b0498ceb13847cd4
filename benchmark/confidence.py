"""What the confidence of statements and events is worth: of those with about 0.8, how many are right.

    python -m benchmark.confidence DATA [--set check] [--plot docs/confidence.svg]

Read are articles from which no weight was learned. A statement is right if its content is found (as in ``onrecord evaluate``) and its speaker is the right
one, an event if it is one of those annotated. The drawing is of statements.
"""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from benchmark.records import read_all
from corpora.annotated import SETS, read_annotated
from onrecord import Record
from onrecord.evaluation import GoldArticle, evaluate

Kind = Literal["statements", "events"]
KINDS: tuple[Kind, ...] = ("statements", "events")
EDGES = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
SIDE, MARGIN = 360, 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Statements or events of like confidence: how many, their mean confidence, the share that is right."""

    count: int
    confidence: float
    right: float


def main() -> None:
    """Print a table, and draw it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--set", choices=SETS, default="check")
    parser.add_argument("--plot", type=Path)
    arguments = parser.parse_args()
    gold = read_annotated(arguments.data / SETS[arguments.set])
    records = read_all(gold)
    for kind in KINDS:
        bins = list(binned(judged(gold, records, kind)))
        print(f"confidence  right  {kind}")
        for one in bins:
            print(f"{one.confidence:10.2f} {one.right:6.2f} {one.count:11}")
        total = sum(one.count for one in bins)
        print(f"expected calibration error {sum(one.count * abs(one.confidence - one.right) for one in bins) / total:.3f}")
        if arguments.plot and kind == "statements":
            arguments.plot.write_text(drawn(bins), encoding="utf-8")


def judged(gold: list[GoldArticle], records: dict[str, Record], kind: Kind) -> list[tuple[float, bool]]:
    """Confidence of each statement or event found, and whether it is right."""
    right = evaluate(gold, records).right
    return [
        (one.confidence, right[record.article.id, one.id])
        for record in records.values()
        for one in (record.statements if kind == "statements" else record.events)
        if one.confidence is not None and (record.article.id, one.id) in right
    ]


def binned(found: Iterable[tuple[float, bool]]) -> Iterable[Bin]:
    """Statements or events by confidence, between ``EDGES``; bins without any are left out."""
    found = list(found)
    for low, high in itertools.pairwise(EDGES):
        inside = [(confidence, right) for confidence, right in found if low <= confidence < high]
        if inside:
            count = len(inside)
            yield Bin(count=count, confidence=sum(c for c, _ in inside) / count, right=sum(right for _, right in inside) / count)


def drawn(bins: Iterable[Bin]) -> str:
    """An SVG: confidence to the right, share that is right upwards, points as large as they have statements."""

    def place(value: float, *, up: bool = False) -> float:
        return round(SIDE + MARGIN - value * SIDE if up else MARGIN + value * SIDE, 1)

    ticks = [n / 5 for n in range(6)]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{SIDE + 2 * MARGIN}" height="{SIDE + 2 * MARGIN}" font-family="sans-serif" font-size="12">',
        f'<rect width="{SIDE + 2 * MARGIN}" height="{SIDE + 2 * MARGIN}" fill="white"/>',
        f'<path d="M{MARGIN} {MARGIN} V{SIDE + MARGIN} H{SIDE + MARGIN}" fill="none" stroke="black"/>',
        f'<path d="M{place(0)} {place(0, up=True)} L{place(1)} {place(1, up=True)}" stroke="gray" stroke-dasharray="4"/>',
        *(f'<text x="{place(t)}" y="{SIDE + MARGIN + 16}" text-anchor="middle">{t:.1f}</text>' for t in ticks),
        *(f'<text x="{MARGIN - 6}" y="{place(t, up=True) + 4}" text-anchor="end">{t:.1f}</text>' for t in ticks),
        f'<text x="{MARGIN + SIDE / 2}" y="{SIDE + MARGIN + 34}" text-anchor="middle">confidence</text>',
        f'<text x="{MARGIN}" y="{MARGIN - 14}">share that is right</text>',
    ]
    for one in bins:
        x, y = place(one.confidence), place(one.right, up=True)
        parts.append(f'<circle cx="{x}" cy="{y}" r="{one.count**0.5 / 2:.1f}" fill="steelblue" fill-opacity="0.7"/>')
        parts.append(f'<text x="{x}" y="{y - one.count**0.5 / 2 - 4:.1f}" text-anchor="middle">{one.count}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


if __name__ == "__main__":
    main()
