"""What a collection answers, as a table on a terminal, JSON Lines, CSV or Markdown."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import TypeVar

from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.cli.layout import Layout, for_terminal, json_for_terminal, on_one_line
from onrecord.collection.cells import Row, Rows
from onrecord.exporting.columns import Cell
from onrecord.exporting.spreadsheet import in_spreadsheet

Item = TypeVar("Item")
WIDTH_OF_A_PIPE = 160
BETWEEN = 2
LETTERS_OF_A_DAY = 10
# Columns of a table that can be read have room for so many letters, or for all of their cells.
ROOM = 24


def print_all(items: Iterable[Item], rows: Rows[Item], columns: Sequence[str], layout: Layout) -> int:
    """Print what is answered, as it comes where the layout allows; how many there are. ``columns``: those of a table, which has no room for all."""
    if layout == "json":
        return _printed(json_for_terminal(json.dumps(asdict(item), ensure_ascii=False)) for item in items)  # type: ignore[call-overload]
    if layout == "csv":
        return _print_csv(map(rows.of, items), rows.columns)
    cells = [[_cell(column, one.get(column)) for column in columns] for one in map(rows.of, items)]
    if layout == "markdown":
        lines = [columns, ["---"] * len(columns), *([cell.replace("|", "\\|") for cell in line] for line in cells)]
        return _printed(f"| {' | '.join(line)} |" for line in lines) - 2
    _print_table(columns, cells)
    return len(cells)


def _printed(lines: Iterable[str]) -> int:
    count = 0
    for count, line in enumerate(lines, start=1):  # noqa: B007
        print(line)
    return count


def _print_csv(rows: Iterable[Row], columns: Sequence[str]) -> int:
    """Print a table with the names of its columns, whether or not it has rows."""
    writer, count = csv.writer(sys.stdout, lineterminator="\n"), 0
    writer.writerow(columns)
    for count, row in enumerate(rows, start=1):  # noqa: B007
        writer.writerow(map(for_terminal, in_spreadsheet(row[column] for column in columns)))
    return count


def _print_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table, or, where its columns would be too narrow to be read, its rows one below the other."""
    console = Console(highlight=False) if sys.stdout.isatty() else Console(highlight=False, no_color=True, width=WIDTH_OF_A_PIPE)
    names = [column.replace("_", " ") for column in columns]
    needed = sum(_needed(*cells) + BETWEEN for cells in zip(names, *rows, strict=True))
    console.print(_table(names, rows) if needed <= console.width else _listed(names, rows))


def _needed(name: str, *cells: str) -> int:
    """How wide a column has to be; a key is never broken."""
    most = None if name == "key" else ROOM
    return max(len(cell[:most]) for cell in (name, *cells))


def _table(names: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, BETWEEN, 0, 0), header_style="bold")
    for name in names:
        table.add_column(name, overflow="fold", no_wrap=name == "key")
    for cells in rows:
        table.add_row(*map(Text, cells))
    return table


def _listed(names: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    """Rows with a line for each cell that is not empty, and an empty line behind each."""
    listed = Table.grid(padding=(0, BETWEEN, 0, 0))
    listed.add_column(style="bold", no_wrap=True)
    listed.add_column(overflow="fold")
    for cells in rows:
        for name, cell in zip(names, cells, strict=True):
            if cell:
                listed.add_row(name, Text(cell))
        listed.add_row()
    return listed


def _cell(column: str, value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.2f}"
    return on_one_line(str(value))[: LETTERS_OF_A_DAY if column == "published" else None]
