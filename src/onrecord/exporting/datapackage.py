"""A Frictionless data package: the tables of ``tables.py`` as CSV, with ``datapackage.json``, which has the types of their columns and how they are joined.

Text is as it is in the record, with its line breaks; several values are a JSON array; what is unknown is empty. Lost: warnings, and the texts of the articles.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from onrecord.exporting.columns import Cell, Column, Kind, Table
from onrecord.exporting.format import Add, Format
from onrecord.exporting.tables import TABLES, lost
from onrecord.exporting.writing import NewFile, files_together, write_new
from onrecord.records import Record

TYPES: dict[Kind, str] = {
    "text": "string", "integer": "integer", "number": "number", "boolean": "boolean", "date": "date", "texts": "array",
}  # fmt: skip


def description() -> dict[str, Any]:
    """The content of ``datapackage.json``."""
    return {
        "profile": "tabular-data-package",
        "name": "onrecord",
        "title": "Who said what to whom, who met whom, what happened, and on whose word",
        "resources": [_resource(table) for table in TABLES],
    }


def _resource(table: Table) -> dict[str, Any]:
    fields = [{"name": column.name, "type": TYPES[column.kind]} for column in (Column(name="article", kind="text"), *table.columns)]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if table.key is not None:
        schema["primaryKey"] = ["article", *table.key]
    keys = {other.name: ["article", *(other.key or ())] for other in TABLES}
    if table.refers_to:
        schema["foreignKeys"] = [{"fields": keys[name], "reference": {"resource": name, "fields": keys[name]}} for name in table.refers_to]
    return {
        "name": table.name,
        "description": table.holds,
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


@contextmanager
def _into(folder: Path) -> Iterator[Add]:
    with files_together(folder / "datapackage") as inside, ExitStack() as stack:
        files = [csv.writer(stack.enter_context(NewFile(inside / f"{table.name}.csv"))) for table in TABLES]
        for file, table in zip(files, TABLES, strict=True):
            file.writerow(["article", *table.names])

        def add(record: Record, _: str) -> None:
            for file, table in zip(files, TABLES, strict=True):
                file.writerows([record.article.id, *map(_written, row)] for row in table.rows(record))

        yield add
        write_new(inside / "datapackage.json", json.dumps(description(), indent=1) + "\n")


def _written(cell: Cell) -> str | int | float | None:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, list):
        return json.dumps(cell, ensure_ascii=False)
    return cell.isoformat() if isinstance(cell, date) else cell


FORMAT = Format(
    name="datapackage",
    holds="all tables, CSV as a Frictionless data package",
    files=("datapackage/datapackage.json", "datapackage/TABLE.csv"),
    into=_into,
    lost=lost,
)
