"""Articles as rows of a Parquet file, by pyarrow (extra ``parquet``)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from onrecord.errors import ArticleError, ArticleMalformed, ArticleUnreadable, FileUnfit
from onrecord.reading.columns import KNOWN, Columns
from onrecord.reading.found import Found
from onrecord.reading.rows import read_row
from onrecord.records import Failure

# Rows that are held at once: an article has a million characters at most, and most have five thousand.
BATCH = 64
BUFFERED_BYTES = 1 << 20


def read_parquet(stream: BinaryIO, *, id: str, file: str | None, where: str, columns: Columns = KNOWN) -> Iterator[Found]:
    """Yield what each row says. Raises ArticleUnreadable where it is no Parquet file, and ArticleMalformed where it lacks a column that the user named."""
    number = 0
    try:
        for row in _rows(stream, columns, where):
            number += 1
            try:
                yield read_row(row, unnamed=f"{id}:{number}", file=file, where=f"{where}, row {number}", columns=columns)
            except ArticleError as error:
                yield Failure.of(error, stage="reading", id=f"{id}:{number}", file=file, line=number)
    except (ValueError, OSError, NotImplementedError) as error:  # What pyarrow raises of a damaged file.
        raise ArticleUnreadable(f"{where}: a damaged Parquet file, or none, behind row {number} ({error}).") from error


def rows_of(path: Path, *names: str) -> Iterator[dict[str, Any]]:
    """The rows of a file that a run of this program wrote: of all its columns, or of some; a few are held at once. Raises FileUnfit."""
    try:
        with path.open("rb") as stream, _opened(stream, str(path)) as table:
            for batch in table.iter_batches(batch_size=BATCH, columns=list(names) or None, use_threads=False):
                yield from batch.to_pylist()
    except (ArticleError, ValueError, OSError, NotImplementedError) as error:
        raise FileUnfit(f"{path}: no such file, or a damaged one ({error}).") from error


def _opened(stream: BinaryIO, where: str) -> Any:
    try:
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise ArticleUnreadable(f"{where}: Parquet is read by pyarrow, which is not installed: pip install 'onrecord[parquet]'.") from error
    return ParquetFile(stream, buffer_size=BUFFERED_BYTES, pre_buffer=False)


def _rows(stream: BinaryIO, columns: Columns, where: str) -> Iterator[dict[str, Any]]:
    with _opened(stream, where) as table:
        names = table.schema_arrow.names
        missing = columns.missing(names)
        if missing:
            raise ArticleMalformed(f"{where}: no column {missing[0]!r}; there are {', '.join(names)}.")
        for batch in table.iter_batches(batch_size=BATCH, columns=columns.wanted(names), use_threads=False):
            yield from batch.to_pylist()
