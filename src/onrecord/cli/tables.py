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


def print_all(items: Iterable[Item], rows: Rows[Item], columns: Sequence[str], layout: Layout) -> int:
    """Print what is answered, as it comes where the layout allows; how many there are. ``columns``: those of a table, which has no room for all."""
    if layout == "json":
        return _printed(json_for_terminal(json.dumps(asdict(item), ensure_ascii=False)) for item in items)  # type: ignore[call-overload]
    if layout == "csv":
        return _print_csv(map(rows.of, items), rows.columns)
    cells = [[_cell(one.get(column)) for column in columns] for one in map(rows.of, items)]
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
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column.replace("_", " "), overflow="fold", no_wrap=column == "key")
    for cells in rows:
        table.add_row(*map(Text, cells))
    if sys.stdout.isatty():
        Console(highlight=False).print(table)
    else:
        Console(highlight=False, no_color=True, width=WIDTH_OF_A_PIPE).print(table)


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.2f}"
    return on_one_line(str(value))
