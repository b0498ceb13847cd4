"""Score records against annotated articles: our own reports, and the sets beside the data.

    python -m benchmark.records [DATA] [--set dev|train|mini|check] [--sample N] [--seed S] [--floors] [--write README.md docs/accuracy.md]

Without ``--set`` these are scored: DATA/gold/dev.json, on which the rules were tuned, our own reports (benchmark/articles/reports.json), which are there without DATA, too, and
DATA/gold/check.jsonl.gz, on which nothing was tuned. Of check only figures are printed, never an article or what is missed in it. ``--sample`` draws so many articles, the same ones for the same seed. The shared
scorer (DATA/../tools/score_records.py) must count as we do. Intervals are 95 % percentile bootstraps over articles. ``--floors`` exits with 1 where a figure lies below
benchmark/floors.json; ``--write`` puts figures into the tables of documents that have columns such as "check F1" or "train P".
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmark.scoring import floors, tool, write_cells
from corpora.annotated import REPORTS, SETS, read_annotated, read_rows, sampled
from onrecord import Pipeline, Reading, Record
from onrecord.cli.evaluating import pages_of
from onrecord.evaluation import Evaluation, Figure, GoldArticle, evaluate
from onrecord.evaluation.report import as_table


def main() -> None:
    """Print a table for each set, or hold its floors."""
    arguments = _arguments()
    pipeline, failed = Pipeline(), False
    for name, path in paths(arguments.data, arguments.set).items():
        gold = sampled(read_annotated(path), arguments.sample, seed=arguments.seed)
        records = read_all(gold, pipeline)
        evaluation = evaluate(gold, records)
        print(f"{path}: {len(gold)} articles")
        problems = list(below_floors(evaluation.figures(), floors(name))) if arguments.floors else []
        problems += differences(evaluation, path, records, arguments.data) if arguments.data else []
        print(*(problems if arguments.floors else [*as_table(evaluation), *problems]), sep="\n", flush=True)
        for document in arguments.write:
            write_cells(document, cells(evaluation, name))
        failed = failed or bool(problems)
    sys.exit(failed)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="?")
    parser.add_argument("--set", choices=SETS)
    parser.add_argument("--sample", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--floors", action="store_true")
    parser.add_argument("--write", type=Path, nargs="+", default=[])
    arguments = parser.parse_args()
    if arguments.set and not arguments.data:
        parser.error("--set needs DATA")
    if arguments.sample and arguments.floors:
        parser.error("floors hold for whole sets")
    return arguments


def paths(data: Path | None, name: str | None = None) -> dict[str, Path]:
    """Where the sets to be scored lie: the one named, or our reports and those beside them."""
    if data is None:
        return {"reports": REPORTS}
    if name is not None:
        return {name: data / SETS[name]}
    return {"dev": data / SETS["dev"], "reports": REPORTS, "check": data / SETS["check"]}


def read_all(gold: list[GoldArticle], pipeline: Pipeline | None = None) -> dict[str, Record]:
    """Records by article id; an article that fails ends the run."""
    records = {}
    for result in (pipeline or Pipeline()).pipe(pages_of(gold)):
        if not isinstance(result, Reading):
            sys.exit(f"{result.id} failed: {result.error}")
        records[result.article.id] = result.record
    return records


def cells(evaluation: Evaluation, name: str) -> dict[tuple[str, str], str]:
    """What stands in a table at (figure, column), the columns being the set's name with P, R, or F1 and its interval; "-" where there is nothing of the kind."""
    found, intervals = {}, evaluation.intervals()
    for figure, value in evaluation.figures().items():
        low, high = intervals[figure]
        told = (f"{value.precision:.3f}", f"{value.recall:.3f}", f"{value.f1:.3f} [{low:.2f}-{high:.2f}]")
        for column, cell in zip(("P", "R", "F1"), told, strict=True):
            found[figure, f"{name} {column}"] = cell if value.gold or value.predicted else "-"
    return found


def below_floors(figures: Mapping[str, Figure], held: Mapping[str, float]) -> Iterator[str]:
    """Name every figure whose F1 is below its floor."""
    for name, floor in held.items():
        if figures[name].f1 < floor:
            yield f"{name}: F1 {figures[name].f1:.3f} is below its floor of {floor:.3f}"


def differences(evaluation: Evaluation, path: Path, records: Mapping[str, Record], data: Path) -> Iterator[str]:
    """Name every figure that the shared scorer counts in another way, and spans whose words are not the text's."""
    read = {id: json.loads(record.to_json()) for id, record in records.items()}
    theirs = tool(data, "score_records").score([row for row in read_rows(path) if row["id"] in read], read)
    for name, figure in evaluation.figures().items():
        if (figure.hit, figure.gold, figure.predicted) != tuple(theirs[name][count] for count in ("hit", "gold", "predicted")):
            yield f"{name}: the shared scorer counts {theirs[name]}"
    if theirs["spans"]:
        yield f"{theirs['spans']} spans are wrong"


if __name__ == "__main__":
    main()
