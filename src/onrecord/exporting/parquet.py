"""Parquet: a file for each of the tables of ``tables.py``, with typed columns, for DuckDB, pandas and R.

Days are dates, several values are lists. Lost: warnings, and the texts of the articles, into which the spans point.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any, Self

from onrecord.errors import OutputUnfit
from onrecord.exporting.columns import Cell, Table
from onrecord.exporting.format import Add, Format
from onrecord.exporting.tables import TABLES, lost
from onrecord.exporting.writing import files_together, naming_failures
from onrecord.records import Record

# So many rows of each table are held in memory at once, and can be skipped at once by whoever reads.
ROWS_IN_A_GROUP = 10_000
# What an integer of the format can be; a number of people beyond it is left unknown, its words are there.
LARGEST = 2**63 - 1


class Rows:
    """The rows of one table, on their way into a file."""

    def __init__(self, path: Path, table: Table, arrow: ModuleType, parquet: ModuleType) -> None:
        self._path, self._table, self._arrow = path, table, arrow
        types = {
            "text": arrow.string(), "integer": arrow.int64(), "number": arrow.float64(), "boolean": arrow.bool_(), "date": arrow.date32(),
            "texts": arrow.list_(arrow.string()),
        }  # fmt: skip
        fields = [("article", arrow.string()), *((column.name, types[column.kind]) for column in table.columns)]
        self._schema = arrow.schema(fields)
        self._waiting: list[list[Cell]] = []
        with naming_failures(path):
            self._file: Any = parquet.ParquetWriter(path, self._schema, compression="zstd")

    def add(self, record: Record) -> None:
        """Add the rows of a record."""
        self._waiting.extend([record.article.id, *map(_fitting, row)] for row in self._table.rows(record))
        if len(self._waiting) >= ROWS_IN_A_GROUP:
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


def _fitting(cell: Cell) -> Cell:
    return None if isinstance(cell, int) and cell > LARGEST else cell


@contextmanager
def _into(folder: Path) -> Iterator[Add]:
    arrow, parquet = _libraries()
    with files_together(folder / "parquet") as inside, ExitStack() as stack:
        files = [stack.enter_context(Rows(inside / f"{table.name}.parquet", table, arrow, parquet)) for table in TABLES]

        def add(record: Record, _: str) -> None:
            for file in files:
                file.add(record)

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
