"""Records that were read before, as JSON Lines: ``onrecord read --json`` writes them."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from pydantic import ValidationError

from onrecord.cli.streams import standard_input
from onrecord.errors import ArticleMalformed, FileUnfit
from onrecord.records import Failure, Record

SUFFIXES = {".jsonl", ".ndjson", ".json"}
SCHEMAS = "onrecord/"


def holds_records(path: str) -> bool:
    """Whether a file, or standard input ("-"), begins with a record; what cannot be read does not."""
    if path != "-" and Path(path).suffix.lower() not in SUFFIXES:
        return False
    with suppress(OSError, ValueError, RecursionError), _opened(path) as lines:
        row = json.loads(next((line for line in lines if line.strip()), b""))
        return isinstance(row, dict) and str(row.get("schema")).startswith(SCHEMAS)
    return False


def records_in(path: str) -> Iterator[Record | Failure]:
    """The records of a file or of standard input, each line that is none a failure. Raises FileUnfit where there is nothing to read."""
    where = "standard input" if path == "-" else path
    try:
        with _opened(path) as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _record(line, number, where)
    except OSError as error:
        raise FileUnfit(f"{path} cannot be read: {error.strerror}.") from error


def _record(line: bytes, number: int, where: str) -> Record | Failure:
    try:
        return Record.from_json(line)
    except ValidationError as error:
        told = ArticleMalformed(f"{where}, line {number}: no record: {error.errors()[0]['msg']}.")
        return Failure.of(told, stage=None, id=f"{where}:{number}", line=number)


def _opened(path: str) -> BinaryIO:
    return io.BytesIO(standard_input()) if path == "-" else Path(path).open("rb")
