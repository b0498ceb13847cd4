"""How many small cases come out right: one trouble of news each, as a text, a web page or a line of JSON, with what a right record has or does not have.

    python -m benchmark.cases [FILE] [--kind WORD] [--failing] [--floors]

FILE has a case a line, benchmark/cases.jsonl unless another is named: ``id``, ``kind``, ``trouble`` where the kind does not say it all, ``format``, ``published`` (told to the
reader, but where a line of JSON tells it), ``text`` and ``expect_fields`` (:mod:`benchmark.expectations`). Each is read as ``onrecord read`` would read a file of it. Printed are right and
wrong cases, each with what is not as expected, and how many are right, by the kind's first words; ``--kind``: only kinds with this word; ``--failing``: only what is wrong.
``--floors`` exits with 1 where fewer are right than benchmark/floors.json says.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmark.expectations import Expected, Seen, misses, unknown
from benchmark.scoring import floors
from corpora.files import read_json_lines
from onrecord import Pipeline, Reading, Record
from onrecord.cli.articles import pages_at
from onrecord.cli.inputs import Inputs
from onrecord.reading import KNOWN, Metadata

CASES = Path(__file__).with_name("cases.jsonl")
SUFFIXES = {"text": ".txt", "html": ".html", "jsonl": ".jsonl"}


def main() -> None:
    """Print the cases and how many are right, or hold the floor."""
    arguments = _arguments()
    right, wrong = Counter[str](), Counter[str]()
    cases = [case for case in read_cases(arguments.file) if arguments.kind in case.kind]
    for case, missed in judged(cases, Pipeline()):
        (wrong if missed else right)[case.sort] += 1
        if missed or not arguments.failing:
            print(*as_lines(case, missed), sep="\n", flush=True)
    for sort in sorted(right | wrong):
        print(f"{sort}: {right[sort]} of {right[sort] + wrong[sort]}")
    print(f"{right.total()} of {len(cases)} cases right")
    floor = floor_of(arguments.file) if arguments.floors else 0
    if right.total() < floor:
        sys.exit(f"below the floor of {floor}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, nargs="?", default=CASES)
    parser.add_argument("--kind", metavar="WORD", default="")
    parser.add_argument("--failing", action="store_true")
    parser.add_argument("--floors", action="store_true")
    arguments = parser.parse_args()
    if arguments.floors and arguments.kind:
        parser.error("a floor is of all kinds together: leave --kind out.")
    return arguments


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A small input, and what is expected of its record."""

    id: str
    kind: str
    trouble: str | None
    format: str
    published: str | None
    text: str
    expected: Expected

    @staticmethod
    def of(row: dict[str, Any]) -> Case:
        """The case of a line. ValueError where it expects what cannot be checked."""
        names = unknown(row["expect_fields"])
        if names:
            raise ValueError(f"{row['id']}: {', '.join(sorted(names))} cannot be checked.")
        return Case(
            id=row["id"],
            kind=row["kind"],
            trouble=row.get("trouble"),
            format=row["format"],
            published=row["published"],
            text=row["text"] + "\n",
            expected=row["expect_fields"],
        )

    @property
    def sort(self) -> str:
        """What kinds of one sort begin with, up to a colon."""
        return self.kind.split(":")[0]

    @property
    def told(self) -> Metadata:
        """What the user tells of it; a line of JSON has that in itself."""
        return Metadata(published=None if self.format == "jsonl" else self.published)


def read_cases(path: Path) -> Iterator[Case]:
    """All cases of a file."""
    return map(Case.of, read_json_lines(path))


def judged(cases: Iterable[Case], pipeline: Pipeline) -> Iterator[tuple[Case, list[str]]]:
    """Each case with what is not as expected."""
    with tempfile.TemporaryDirectory() as folder:
        for case in cases:
            record = record_of(case, pipeline, Path(folder))
            yield case, ["no record"] if record is None else list(misses(Seen(record=record, text=case.text), case.expected))


def record_of(case: Case, pipeline: Pipeline, folder: Path) -> Record | None:
    """The first record of a file that has the case in it, if it has any."""
    path = folder / f"{case.id}{SUFFIXES[case.format]}"
    path.write_text(case.text, encoding="utf-8")
    readings = pipeline.pipe(pages_at([str(path)], Inputs(metadata=case.told, columns=KNOWN)))
    return next((one.record for one in readings if isinstance(one, Reading)), None)


def as_lines(case: Case, missed: Iterable[str]) -> list[str]:
    """A case as it is printed."""
    missed = list(missed)
    what = f"{case.kind}: {case.trouble}" if case.trouble else case.kind
    return [f"{case.id} {'wrong' if missed else 'right'}  {what}", *(f"      {one}" for one in missed)]


def floor_of(path: Path) -> int:
    """How many cases of a file must be right; it is known by its name and that of its folder."""
    return int(floors("cases").get("/".join(path.resolve().parts[-2:]), 0))


if __name__ == "__main__":
    main()
