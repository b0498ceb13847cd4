"""The definition of a format, and ways of writing that several formats share."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from itertools import chain, repeat
from pathlib import Path
from typing import Any

from onrecord.exporting.columns import Table
from onrecord.exporting.spreadsheet import ARTICLE, cells_of_article, in_spreadsheet
from onrecord.exporting.writing import FileNames, NewFile, write_new
from onrecord.records import Record

# Adds a record, with the frozen text that it was read from ("" where nobody has it), to what is being written.
Add = Callable[[Record, str], None]
# What writes into a folder. Tables are there once it is left without an error, the files of an article at once.
Into = Callable[[Path], AbstractContextManager[Add]]
# The files of an article, by their endings.
Files = Callable[[Record, str], dict[str, str]]
# What of a record, with its text, becomes objects of JSON.
Items = Callable[[Record, str], Iterable[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format: its content, its files and how it is written; ``lost`` counts what it leaves out of a record or changes.

    ``files``: their names; "ID" stands for the article's. ``needs_text``: whether the article's text is part of it.
    """

    name: str
    holds: str
    files: tuple[str, ...]
    into: Into
    lost: Callable[[Record], Counter[str]]
    needs_text: bool = False


def tab_separated(name: str, rows: Callable[[Record], Iterable[list[str]]], columns: Sequence[str] = ()) -> Into:
    """A tab-separated table without quoting, as event data is published."""

    @contextmanager
    def into(folder: Path) -> Iterator[Add]:
        with NewFile(folder / name) as file:
            if columns:
                file.write(_line(columns))
            yield lambda record, _: file.write_all(map(_line, rows(record)))

    return into


def _line(cells: Iterable[str]) -> str:
    return "\t".join(" ".join(cell.split()) for cell in cells) + "\n"


def spreadsheet(table: Table) -> Into:
    """A table as CSV that stands alone, with what is known of the article in each row, and the byte-order mark by which Excel knows UTF-8."""

    @contextmanager
    def into(folder: Path) -> Iterator[Add]:
        with NewFile(folder / f"{table.name}.csv", encoding="utf-8-sig") as file:
            rows = csv.writer(file, lineterminator="\n")
            rows.writerow([*(column.name for column in ARTICLE), *table.names])
            yield lambda record, _: rows.writerows(in_spreadsheet([*cells_of_article(record), *row]) for row in table.rows(record))

    return into


def json_array(name: str, items: Items, opening: str = "[", closing: str = "]") -> Into:
    """A JSON file that ends in an array of what each record gives, an item a line."""

    @contextmanager
    def into(folder: Path) -> Iterator[Add]:
        with NewFile(folder / name) as file:
            file.write(opening)
            breaks = chain(["\n"], repeat(",\n"))
            yield lambda record, text: file.write_all(next(breaks) + in_json(item) for item in items(record, text))
            file.write(f"\n{closing}\n")

    return into


def json_lines(name: str, items: Items) -> Into:
    """JSON Lines of what each record gives."""

    @contextmanager
    def into(folder: Path) -> Iterator[Add]:
        with NewFile(folder / name) as file:
            yield lambda record, text: file.write_all(f"{in_json(item)}\n" for item in items(record, text))

    return into


def in_json(item: Mapping[str, Any]) -> str:
    """An object on one line."""
    return json.dumps(item, ensure_ascii=False)


def article_by_article(files: Files) -> Into:
    """One or two files per article, named by its id."""

    @contextmanager
    def into(folder: Path) -> Iterator[Add]:
        names = FileNames()

        def add(record: Record, text: str) -> None:
            name = names.of(record.article.id)
            for ending, content in files(record, text).items():
                write_new(folder / f"{name}{ending}", content)

        yield add

    return into


def together(parts: Sequence[Into]) -> Into:
    """Several files or formats at once."""

    @contextmanager
    def into(folder: Path) -> Iterator[Add]:
        with ExitStack() as stack:
            adding = [stack.enter_context(part(folder)) for part in parts]

            def add(record: Record, text: str) -> None:
                for add_to_part in adding:
                    add_to_part(record, text)

            yield add

    return into


def nothing_lost(record: Record) -> Counter[str]:
    """For formats that have all of what they are for."""
    return Counter()
