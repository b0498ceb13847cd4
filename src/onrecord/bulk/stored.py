"""What a run wrote, read back: for a collection, and for whoever wants records."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from onrecord.bulk.finishing import REPEATED, SUMMARY
from onrecord.bulk.planning import PLAN, stored_plan
from onrecord.bulk.tables import failure_of, reading_of
from onrecord.errors import FileUnfit
from onrecord.reading.parquet import rows_of
from onrecord.records import Failure, Reading


def is_output(folder: Path) -> bool:
    """Whether a folder is what a run wrote, or writes."""
    return (folder / PLAN).is_file()


def readings(folder: Path) -> Iterator[Reading | Failure]:
    """The articles and failures of a run in the order of its inputs, shard by shard, first the articles; the bytes of web pages are not kept. Raises FileUnfit where it is not finished."""
    plan = stored_plan(folder)
    if not (folder / SUMMARY).is_file():
        raise FileUnfit(f"{folder}: this run is not finished: run onrecord bulk with the same inputs again.")
    for shard in plan.shards:
        yield from map(reading_of, rows_of(plan.job.table("articles", shard.number)))
        yield from map(failure_of, rows_of(plan.job.table("failures", shard.number)))
    repeated = folder / "failures" / f"{REPEATED}.parquet"
    if repeated.is_file():
        yield from map(failure_of, rows_of(repeated))
