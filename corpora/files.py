"""Rows of files that are plain or compressed (``.gz``, ``.xz``), all in UTF-8."""

from __future__ import annotations

import csv
import gzip
import json
import lzma
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

OPENED_BY: dict[str, Callable[..., Any]] = {".gz": gzip.open, ".xz": lzma.open}


def read_lines(path: Path) -> Iterator[str]:
    """Lines without their end; only line feeds end a line."""
    with OPENED_BY.get(path.suffix, open)(path, "rt", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            yield line.rstrip("\r\n")


def read_json(path: Path) -> Any:
    """The one value of a JSON file."""
    return json.loads("\n".join(read_lines(path)))


def read_json_lines(path: Path) -> Iterator[Any]:
    """A value a line."""
    return map(json.loads, read_lines(path))


def read_table(path: Path, **dialect: Any) -> Iterator[dict[str, str]]:
    """Rows of a CSV file with a header; ``dialect`` is the csv module's."""
    with OPENED_BY.get(path.suffix, open)(path, "rt", encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, **dialect)


def read_cells(path: Path) -> Iterator[list[str]]:
    """Tab-separated rows without a header; empty lines are left out."""
    return (line.split("\t") for line in read_lines(path) if line.strip())


def read_blocks(path: Path) -> Iterator[list[str]]:
    """Runs of lines between empty ones, as CoNLL files have their sentences."""
    block: list[str] = []
    for line in read_lines(path):
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block
