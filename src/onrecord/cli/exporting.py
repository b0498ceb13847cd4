"""What ``onrecord export`` writes: a file or two for each article, or one table for all."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

from onrecord.cli.articles import pages_at, without_failures
from onrecord.errors import FileUnfit
from onrecord.exporting import gdelt, icews, plover
from onrecord.exporting.brat import to_brat
from onrecord.exporting.citron import to_citron
from onrecord.exporting.dyads import COLUMNS as DYAD_COLUMNS
from onrecord.exporting.dyads import DyadMonths
from onrecord.exporting.geojson import features
from onrecord.reading import Metadata
from onrecord.records import Failure, Record

LONGEST_NAME = 100
# A record and the frozen text that it was read from.
Read = tuple[Record, str]
Rows = Callable[[Record], Iterator[list[str]]]


class Format(StrEnum):
    """The formats of others."""

    brat = "brat"
    citron = "citron"
    plover = "plover"
    icews = "icews"
    gdelt = "gdelt"
    dyads = "dyads"
    geojson = "geojson"


def export_articles(paths: list[str], format: Format, folder: Path, pipeline: str) -> list[Failure]:
    """Write what is on record in the articles at ``paths`` into ``folder``; the failures are returned."""
    from onrecord.pipeline import Pipeline

    failures: list[Failure] = []
    readings = without_failures(Pipeline(pipeline).pipe(pages_at(paths, Metadata())), failures)
    write_all(((reading.record, reading.article.text) for reading in readings), format, folder)
    return failures


def write_all(read: Iterable[Read], format: Format, folder: Path) -> None:
    """Write records into a folder; nothing is kept in memory but the counts of ``dyads``. Raises FileUnfit where there can be no such folder."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileUnfit(f"{folder}: nothing can be written there ({error}).") from error
    if format is Format.plover:
        _table(folder / "plover.tsv", plover.COLUMNS, plover.rows, read)
    elif format is Format.icews:
        _table(folder / "icews.tsv", icews.COLUMNS, icews.rows, read)
    elif format is Format.gdelt:
        _table(folder / "gdelt-mentions.tsv", None, gdelt.rows, read)
    elif format is Format.dyads:
        _dyads(folder / "dyads.csv", read)
    elif format is Format.geojson:
        _collection(folder / "events.geojson", (feature for record, _ in read for feature in features(record)))
    else:
        for record, text in read:
            _article(record, text, format, folder)


def _article(record: Record, text: str, format: Format, folder: Path) -> None:
    name = file_name(record.article.id)
    if format is Format.brat:
        (folder / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
        (folder / f"{name}.ann").write_text(to_brat(record), encoding="utf-8")
    else:
        (folder / f"{name}.json").write_text(to_citron(record, text), encoding="utf-8")


def _table(path: Path, columns: Sequence[str] | None, rows: Rows, read: Iterable[Read]) -> None:
    """Tabs between columns and nothing quoted, as event data is published."""
    with path.open("w", encoding="utf-8", newline="") as file:
        for row in [columns] if columns else []:
            file.write("\t".join(row) + "\n")
        for record, _ in read:
            file.writelines("\t".join(row) + "\n" for row in rows(record))


def _dyads(path: Path, read: Iterable[Read]) -> None:
    counts = DyadMonths()
    for record, _ in read:
        counts.add(record)
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(DYAD_COLUMNS)
        table.writerows(counts.rows())


def _collection(path: Path, found: Iterable[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write('{"type": "FeatureCollection", "features": [')
        for number, feature in enumerate(found):
            file.write((",\n" if number else "\n") + json.dumps(feature, ensure_ascii=False))
        file.write("\n]}\n")


def file_name(id: str) -> str:
    """An article's id as a file name: letters, digits, full stops and hyphens."""
    return re.sub(r"[^\w.-]+", "-", id).strip("-.")[:LONGEST_NAME] or "article"
