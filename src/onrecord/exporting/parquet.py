"""Parquet: a file for each of the tables of ``tables.py``, with typed columns, for DuckDB, pandas and R.

Days are dates, several values are lists. Lost: warnings, and the texts of the articles, into which the spans point.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any, Self

from onrecord.errors import OutputUnfit
from onrecord.exporting.columns import Cell, Column
from onrecord.exporting.format import Add, Format
from onrecord.exporting.tables import TABLES, lost
from onrecord.exporting.writing import files_together, naming_failures
from onrecord.records import Record

# So many rows of each table are held in memory at once, and can be skipped at once by whoever reads.
ROWS_IN_A_GROUP = 10_000
# What an integer of the format can be; a number of people beyond it is left unknown, its words are there.
LARGEST = 2**63 - 1


class Rows:
    """The rows of one table, each with its article's id before it, on their way into a file; ``group``: how many are held at once. Raises OutputUnfit."""

    def __init__(self, path: Path, columns: Sequence[Column], *, group: int | None = None) -> None:
        arrow, parquet = _libraries()
        self._path, self._arrow, self._group = path, arrow, group or ROWS_IN_A_GROUP
        types = {
            "text": arrow.string(), "integer": arrow.int64(), "number": arrow.float64(), "boolean": arrow.bool_(), "date": arrow.date32(),
            "texts": arrow.list_(arrow.string()),
        }  # fmt: skip
        fields = [("article", arrow.string()), *((column.name, types[column.kind]) for column in columns)]
        self._schema = arrow.schema(fields)
        self._waiting: list[list[Cell]] = []
        with naming_failures(path):
            self._file: Any = parquet.ParquetWriter(path, self._schema, compression="zstd")

    def add(self, article: str, rows: Iterable[Sequence[Cell]]) -> None:
        """Add rows of an article, by its id."""
        self._waiting.extend([article, *map(_fitting, row)] for row in rows)
        if len(self._waiting) >= self._group:
            self._write()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if kind is None and self._waiting:
            self._write()
        with naming_failures(self._path):
            self._file.close()

    def _write(self) -> None:
        columns = [
            self._arrow.array(cells, type=type) for cells, type in zip(zip(*self._waiting, strict=True), self._schema.types, strict=True)
        ]
        with naming_failures(self._path):
            self._file.write_table(self._arrow.table(columns, schema=self._schema))
        self._waiting = []


def without_articles(path: Path, articles: Collection[str], to: Path, columns: Sequence[Column], *, group: int | None = None) -> None:
    """Write the rows of a file that are not of some articles to another. Raises OutputUnfit."""
    with Rows(to, columns, group=group) as rows, naming_failures(path):
        _, parquet = _libraries()
        for batch in parquet.ParquetFile(path).iter_batches(batch_size=group or ROWS_IN_A_GROUP, use_threads=False):
            for article, *row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                if article not in articles:
                    rows.add(article, [row])


def _fitting(cell: Cell) -> Cell:
    return None if isinstance(cell, int) and cell > LARGEST else cell


@contextmanager
def _into(folder: Path) -> Iterator[Add]:
    _libraries()
    with files_together(folder / "parquet") as inside, ExitStack() as stack:
        files = [(table, stack.enter_context(Rows(inside / f"{table.name}.parquet", table.columns))) for table in TABLES]

        def add(record: Record, _: str) -> None:
            for table, file in files:
                file.add(record.article.id, table.rows(record))

        yield add


def _libraries() -> tuple[ModuleType, ModuleType]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise OutputUnfit("Parquet is written by pyarrow, which is not installed: pip install 'onrecord[parquet]'.") from error
    return pyarrow, pyarrow.parquet


FORMAT = Format(
    name="parquet",
    holds="all tables, typed, for DuckDB and pandas (extra `parquet`)",
    files=("parquet/TABLE.parquet",),
    into=_into,
    lost=lost,
)
