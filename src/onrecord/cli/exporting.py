"""What ``onrecord export`` writes: a file, or two, for each article."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path

from onrecord.exporting.brat import to_brat
from onrecord.exporting.citron import to_citron
from onrecord.records import Record

LONGEST_NAME = 100


class Format(StrEnum):
    """The formats of others."""

    brat = "brat"
    citron = "citron"


def write(record: Record, text: str, format: Format, folder: Path) -> None:
    """Write a record into a folder, under its article's id; ``text`` is the frozen text."""
    name = file_name(record.article.id)
    if format is Format.brat:
        (folder / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
        (folder / f"{name}.ann").write_text(to_brat(record), encoding="utf-8")
    else:
        (folder / f"{name}.json").write_text(to_citron(record, text), encoding="utf-8")


def file_name(id: str) -> str:
    """An article's id as a file name: letters, digits, full stops and hyphens."""
    return re.sub(r"[^\w.-]+", "-", id).strip("-.")[:LONGEST_NAME] or "article"
