"""Score records against the annotated articles, with the shared scorer.

    python -m benchmark.records DATA [--floors] [--json]

DATA/gold/dev.json is read; the scorer is DATA/../tools/score_records.py (its docstring says what each figure means). Intervals are
95 % percentile bootstraps over articles. ``--floors`` prints nothing but what lies below benchmark/floors.json and exits 1 if anything does.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmark.scoring import floors, tool
from onrecord import Page, Pipeline, Record

RESAMPLES = 200
Scores = dict[str, Any]
Score = Callable[[list[Any], dict[str, Any]], Scores]


def main() -> None:
    """Print the table, or hold the floors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--floors", action="store_true")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    gold = json.loads((arguments.data / "gold/dev.json").read_text("utf-8"))
    score: Score = tool(arguments.data, "score_records").score
    predicted = read_all(gold)
    scores = score(gold, predicted)
    if arguments.floors:
        sys.exit(hold_floors(scores))
    if arguments.json:
        print(json.dumps(scores))
        return
    intervals = bootstrap(score, gold, predicted)
    for figure, value in scores.items():
        if isinstance(value, dict):
            low, high = intervals[figure]
            counts = f"({value['hit']}/{value['gold']} gold, {value['predicted']} predicted)"
            print(f"{figure:20} P {value['p']:.3f}  R {value['r']:.3f}  F1 {value['f1']:.3f} [{low:.2f}-{high:.2f}]  {counts}")
        else:
            print(f"{figure:20} {value}")


def read_all(gold: list[Any]) -> dict[str, Any]:
    """{article id: record as JSON}; an article that fails ends the run."""
    pages = [Page(id=a["id"], text=a["text"], title=a.get("title"), published=a.get("published")) for a in gold]
    records = {}
    for result in Pipeline().pipe(pages):
        if not isinstance(result, Record):
            sys.exit(f"{result.id}: {result.message}\n{result.traceback or ''}")
        records[result.article.id] = json.loads(result.to_json())
    return records


def bootstrap(score: Score, gold: list[Any], predicted: dict[str, Any]) -> dict[str, tuple[float, float]]:
    """95 % intervals of each F1 over articles drawn with replacement."""
    chance = random.Random(1)
    drawn: dict[str, list[float]] = {}
    for _ in range(RESAMPLES):
        for figure, value in score(chance.choices(gold, k=len(gold)), predicted).items():
            if isinstance(value, dict):
                drawn.setdefault(figure, []).append(value["f1"])
    return {figure: (sorted(values)[RESAMPLES // 40], sorted(values)[-1 - RESAMPLES // 40]) for figure, values in drawn.items()}


def hold_floors(scores: Scores) -> int:
    """Name every figure below its floor; 1 if there is any."""
    held = floors("records")
    below = {figure: (scores[figure]["f1"], floor) for figure, floor in held.items() if scores[figure]["f1"] < floor}
    for figure, (value, floor) in below.items():
        print(f"{figure}: F1 {value:.3f} is below the floor of {floor:.3f}")
    if scores["spans"]:
        print(f"spans: {scores['spans']} wrong")
    print(f"{len(held) - len(below)} of {len(held)} floors held")
    return 1 if below or scores["spans"] else 0


if __name__ == "__main__":
    main()
