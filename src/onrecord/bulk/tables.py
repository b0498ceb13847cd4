"""The tables that a shard is written as: those of the export as Parquet, with all that makes an article again, and what its copies are known by."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, fields
from types import TracebackType
from typing import Any, Self

from onrecord.article import Article, Page
from onrecord.bulk.shards import SIGNATURES, Job, replacing
from onrecord.exporting.columns import Cell, of_kind, text
from onrecord.exporting.parquet import Rows
from onrecord.exporting.tables import TABLES
from onrecord.merging import Fingerprint, fingerprint
from onrecord.records import Failure, MadeBy, Reading, Record

OF_RECORDS = {table.name: table for table in TABLES if table.name in ("articles", "statements", "events", "actors")}
# The words that spans point into, what was known of the page, and the whole record.
MORE_OF_ARTICLES = text("text", "page", "record")
FAILURES = (*text("file"), *of_kind("integer", "line"), *text("stage", "error", "message", "sha256", "traceback", "made_by"))
OF_SIGNATURES = text("sha256", "publisher", "published", "agency", "hashes")
COLUMNS = {
    **{name: (*table.columns, *(MORE_OF_ARTICLES if name == "articles" else ())) for name, table in OF_RECORDS.items()},
    "failures": FAILURES,
    SIGNATURES: OF_SIGNATURES,
}
# So many rows are held at once where a row is long: an article with its record takes some 50 KB, hashes of its words 2 KB.
GROUPS = {"articles": 200, SIGNATURES: 1000}
NOT_OF_A_PAGE = ("text", "raw")


class ShardTables:
    """The files of a shard, there once the block is left without an error. Raises OutputUnfit."""

    def __init__(self, job: Job, shard: int) -> None:
        self._stack = ExitStack()
        self._job, self._shard = job, shard

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            self._rows = {name: self._opened(stack, name) for name in COLUMNS}
            self._stack = stack.pop_all()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stack.__exit__(kind, error, trace)

    def add(self, result: Reading | Failure) -> None:
        """Add what came of an input."""
        if isinstance(result, Failure):
            self._rows["failures"].add(result.id, [cells_of_failure(result)])
            return
        id = result.article.id
        for name, table in OF_RECORDS.items():
            rows = [[*row, *_more(result)] for row in table.rows(result.record)] if name == "articles" else table.rows(result.record)
            self._rows[name].add(id, rows)
        self._rows[SIGNATURES].add(id, [_cells_of_signature(fingerprint(result.article))])

    def _opened(self, stack: ExitStack, name: str) -> Rows:
        beside = stack.enter_context(replacing(self._job.table(name, self._shard)))
        return stack.enter_context(Rows(beside, COLUMNS[name], group=GROUPS.get(name)))


def reading_of(row: dict[str, Any]) -> Reading:
    """The reading that a row of ``articles`` was made of, without the bytes of its page."""
    record = Record.from_json(row["record"])
    known = record.article
    facts = {one.name: getattr(known, one.name) for one in fields(Article) if one.name != "text"}
    page = json.loads(row["page"])
    return Reading(
        article=Article(text=row["text"], **facts), page=Page(text=row["text"], **page | {"authors": tuple(page["authors"])}), record=record
    )


def failure_of(row: dict[str, Any]) -> Failure:
    """The failure that a row of ``failures`` was made of."""
    known = {column.name: row[column.name] for column in FAILURES}
    made_by = MadeBy(**json.loads(row["made_by"])) if row["made_by"] is not None else None
    return Failure(id=row["article"], **known | {"made_by": made_by})


def signature_of(row: dict[str, Any]) -> Fingerprint:
    """The fingerprint that a row of ``signatures`` was made of."""
    return Fingerprint(
        article=row["article"],
        sha256=row["sha256"],
        publisher=row["publisher"],
        published=row["published"],
        agency=row["agency"],
        hashes=frozenset(int(digits, 16) for digits in row["hashes"].split()),
    )


def cells_of_failure(failure: Failure) -> list[Cell]:
    """A row of ``failures``."""
    made_by = json.dumps(asdict(failure.made_by)) if failure.made_by is not None else None
    return [
        failure.file,
        failure.line,
        failure.stage,
        failure.error,
        failure.message,
        failure.sha256,
        failure.traceback,
        made_by,
    ]


def _more(reading: Reading) -> Iterator[Cell]:
    yield reading.article.text
    page = reading.page
    yield json.dumps({one.name: getattr(page, one.name) for one in fields(Page) if one.name not in NOT_OF_A_PAGE}, ensure_ascii=False)
    yield reading.record.to_json()


def _cells_of_signature(one: Fingerprint) -> list[Cell]:
    return [one.sha256, one.publisher, one.published, one.agency, " ".join(f"{number:x}" for number in sorted(one.hashes))]
