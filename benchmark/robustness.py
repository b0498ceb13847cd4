"""Read random articles of raw news: none may crash, every span must equal its text.

python -m benchmark.robustness DATA [--articles 500] [--seed 1]
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

from benchmark.speed import sample
from onrecord import Failure, Pipeline
from tests.checks import spans_of


def main() -> None:
    """Print what came out; exit with 1 if anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    pages = list(sample(arguments.data, arguments.articles, seed=arguments.seed))
    counts: Counter[str] = Counter()
    for page, result in zip(pages, Pipeline().pipe(pages), strict=True):
        if isinstance(result, Failure):
            counts["crashes" if result.traceback else "failures"] += 1
            print(f"{page.id}: {result.message}\n{result.traceback or ''}")
            continue
        spans = list(spans_of(json.loads(result.record.to_json())))
        counts["records"] += 1
        counts["spans"] += len(spans)
        counts["wrong spans"] += sum(page.text[s["start"] : s["end"]] != s["text"] for s in spans)
        counts["statements"] += len(result.record.statements)
        counts["events"] += len(result.record.events)
    for what in ("records", "failures", "crashes", "spans", "wrong spans", "statements", "events"):
        print(f"{what:12} {counts[what]:,}")
    sys.exit(1 if counts["crashes"] or counts["wrong spans"] else 0)


if __name__ == "__main__":
    main()
