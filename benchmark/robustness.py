"""Read raw news, or mutated articles of our own: none may crash, every span must equal its text, every id must be there, every table be whole.

    python -m benchmark.robustness DATA [--articles 500] [--seed 1]
    python -m benchmark.robustness --mutated 20000 [--first 0] [--seed 1]

The n-th mutated article of a seed is always the same (``benchmark.mutations``), so that a run can be cut into pieces: ``--first 5000 --mutated 5000``.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmark.mutations import mutated_pages
from corpora.news import sample_news
from onrecord import Failure, Page, Pipeline, Reading, Record
from onrecord.evaluation import read_brat
from onrecord.exporting import FORMATS, together
from onrecord.records import faults, pointing

WRONG = ("crashes", "wrong spans", "unknown ids", "changed by JSON", "broken tables")


def main() -> None:
    """Print what came out; exit with 1 if anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="?")
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--mutated", type=int, default=0)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    if arguments.data is None and not arguments.mutated:
        parser.error("give DATA or --mutated")
    pages: Iterable[Page | Failure]
    if arguments.mutated:
        pages = mutated_pages(range(arguments.first, arguments.first + arguments.mutated), seed=arguments.seed)
    else:
        pages = sample_news(arguments.data, arguments.articles, seed=arguments.seed)
    with tempfile.TemporaryDirectory() as folder:
        counts = read_and_export(pages, Path(folder))
    for what in ("records", "failures", *WRONG, "spans", "statements", "events"):
        print(f"{what:16} {counts[what]:,}")
    sys.exit(1 if any(counts[what] for what in WRONG) else 0)


def read_and_export(pages: Iterable[Page | Failure], folder: Path) -> Counter[str]:
    """Read pages and write what is read in every format; what came out, counted."""
    counts: Counter[str] = Counter()
    with together([format.into for format in FORMATS.values()])(folder) as add:
        for result in Pipeline().pipe(pages):
            counts.update(counted(result))
            if isinstance(result, Reading):
                add(result.record, result.article.text)
                for format in FORMATS.values():
                    format.lost(result.record)
    counts["broken tables"] = sum(not is_whole(path) for path in folder.iterdir())
    return counts


def is_whole(path: Path) -> bool:
    """Whether JSON is JSON, annotations fit their text, and the rows of a table have all its columns."""
    if path.suffix in (".json", ".geojson"):
        return bool(json.loads(path.read_text("utf-8")))
    if path.suffix == ".ann":
        return bool(read_brat(path.stem, path.with_suffix(".txt").read_bytes().decode("utf-8"), path.read_text("utf-8")).id)
    if path.suffix not in (".csv", ".tsv"):
        return True
    lines = path.read_text("utf-8-sig").split("\n")[:-1]
    rows = csv.reader(lines) if path.suffix == ".csv" else (line.split("\t") for line in lines)
    return len({len(row) for row in rows}) <= 1


def counted(result: Reading | Failure) -> Counter[str]:
    """What there is in a result, and what is wrong with it; that is printed."""
    if isinstance(result, Failure):
        if result.traceback:
            print(f"{result.id}: {result.message}\n{result.traceback}", flush=True)
        return Counter({"crashes" if result.traceback else "failures": 1})
    record = result.record
    written = record.to_json()
    found = Counter(
        {
            "records": 1,
            "spans": sum(1 for _ in pointing(record)),
            "statements": len(record.statements),
            "events": len(record.events),
            "wrong spans": sum(1 for _ in faults(result.with_text())),
            "unknown ids": len(set(ids_named(record)) - ids_of(record)),
            "changed by JSON": int(Record.from_json(written) != record),
        }
    )
    for what in WRONG:
        if found[what]:
            print(f"{record.article.id}: {found[what]} {what}", flush=True)
    return found


def ids_of(record: Record) -> set[str]:
    """The ids of its actors and statements."""
    return {one.id for one in (*record.actors, *record.statements)}


def ids_named(record: Record) -> Iterator[str]:
    """The ids by which its statements and events name actors and statements."""
    for statement in record.statements:
        yield from (id for id in (statement.speaker, statement.within) if id is not None)
        yield from (one.actor for one in (*statement.addressees, *statement.relayed_by))
    for event in record.events:
        yield from (one.actor for one in (*event.actors, *event.recipients))
        yield from (*event.attributed_to, *event.denied_by)
        for part in (*event.casualties, *event.topics):
            yield from part.attributed_to
        yield from (harmed.actor for harmed in event.casualties if harmed.actor is not None)


if __name__ == "__main__":
    main()
