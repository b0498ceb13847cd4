"""What the measures share: the scorers beside the data, the floors, and how figures get into documents."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import ModuleType

FLOORS = Path(__file__).with_name("floors.json")


def tool(data: Path, name: str) -> ModuleType:
    """A scorer from the folder ``tools`` beside DATA."""
    spec = importlib.util.spec_from_file_location(name, data.parent / f"tools/{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def floors(part: str) -> dict[str, float]:
    """The floors of one measure."""
    known: dict[str, float] = json.loads(FLOORS.read_text("utf-8"))[part]
    return known


def report(figures: Iterable[tuple[str, float]], held: dict[str, float]) -> bool:
    """Print figures (percent) as they come; true if one lies below its floor."""
    below = False
    for name, value in figures:
        low = value < held.get(name, 0)
        below = below or low
        print(f"{name:44} {value:6.1f}" + (f"  below its floor of {held[name]}" if low else ""), flush=True)
    return below


def with_cells(document: str, cells: Mapping[tuple[str, str], str]) -> str:
    """A Markdown document with the cells of its tables that stand at (row, column); a row is named by its first cell, up to a colon."""
    lines: list[str] = []
    columns: list[str] = []
    for line in document.split("\n"):
        row = [cell.strip() for cell in line.split("|")[1:-1]]
        if row and columns:
            name = row[0].split(":")[0]
            written = [cells.get((name, column), cell) for column, cell in zip(columns, row, strict=True)]
            line = line if written == row else f"| {' | '.join(written)} |"
        columns = (columns or row) if row else []
        lines.append(line)
    return "\n".join(lines)


def write_cells(path: Path, cells: Mapping[tuple[str, str], str]) -> None:
    """Write figures into the tables of a document."""
    path.write_text(with_cells(path.read_text("utf-8"), cells), encoding="utf-8")
