"""Score records against annotated articles: our own, and those beside the data.

    python -m benchmark.records [DATA] [--floors]

benchmark/articles/reports.json is read, and DATA/gold/dev.json where DATA is given; there the shared scorer (DATA/../tools/score_records.py) must
count as we do. Intervals are 95 % percentile bootstraps over articles. ``--floors`` exits with 1 where a figure lies below benchmark/floors.json.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmark.scoring import floors, tool
from onrecord import Pipeline, Reading, Record
from onrecord.cli.evaluating import pages_of
from onrecord.evaluation import Evaluation, GoldArticle, evaluate, read_gold
from onrecord.evaluation.report import as_table

REPORTS = Path(__file__).with_name("articles") / "reports.json"


def main() -> None:
    """Print a table for each set, or hold its floors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="?")
    parser.add_argument("--floors", action="store_true")
    arguments = parser.parse_args()
    sets = {"reports": REPORTS} | ({"records": arguments.data / "gold/dev.json"} if arguments.data else {})
    failed = False
    for name, path in sets.items():
        gold = read_gold(path.read_bytes(), where=str(path))
        records = read_all(gold)
        evaluation = evaluate(gold, records)
        print(f"{path}: {len(gold)} articles")
        problems = list(below_floors(evaluation, name)) if arguments.floors else []
        if name == "records":
            problems += differences(evaluation, path, records, arguments.data)
        print(*(problems if arguments.floors else [*as_table(evaluation), *problems]), sep="\n")
        failed = failed or bool(problems)
    sys.exit(failed)


def read_all(gold: list[GoldArticle]) -> dict[str, Record]:
    """Records by article id; an article that fails ends the run."""
    records = {}
    for result in Pipeline().pipe(pages_of(gold)):
        if not isinstance(result, Reading):
            sys.exit(f"{result.id}: {result.message}\n{result.traceback or ''}")
        records[result.article.id] = result.record
    return records


def below_floors(evaluation: Evaluation, name: str) -> Iterator[str]:
    """Name every figure whose F1 is below its floor."""
    figures = evaluation.figures()
    for figure, floor in floors(name).items():
        if figures[figure].f1 < floor:
            yield f"{figure}: F1 {figures[figure].f1:.3f} is below its floor of {floor:.3f}"


def differences(evaluation: Evaluation, path: Path, records: dict[str, Record], data: Path) -> Iterator[str]:
    """Name every figure that the shared scorer counts in another way, and spans whose words are not the text's."""
    read = {id: json.loads(record.to_json()) for id, record in records.items()}
    theirs = tool(data, "score_records").score(json.loads(path.read_text("utf-8")), read)
    for name, figure in evaluation.figures().items():
        if (figure.hit, figure.gold, figure.predicted) != tuple(theirs[name][count] for count in ("hit", "gold", "predicted")):
            yield f"{name}: the shared scorer counts {theirs[name]}"
    if theirs["spans"]:
        yield f"{theirs['spans']} spans are wrong"


if __name__ == "__main__":
    main()
