"""The features of a word: rows for its form, its shape and its letter n-grams."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from zlib import crc32

UNKNOWN = 0
PARAGRAPH_BREAK = "\n"
PART_LENGTHS = (3, 4, 5)
PART_ROWS = 30_000
# Only the first letters of a longer word count; few strings of more letters are words.
LONGEST_WORD = 24
SHAPES = 256
LONGEST_SHAPE = 6


def form_of(word: str) -> str:
    """The form as in the vocabulary: lower case; white space with a line break is a paragraph break."""
    if word.isspace():
        return PARAGRAPH_BREAK if "\n" in word else " "
    return word.lower()


def parts_of(form: str) -> list[int]:
    """Rows of the letter n-grams of a form, with marks at its start and end."""
    marked = f"<{form[:LONGEST_WORD]}>"
    parts = {marked[i : i + n] for n in PART_LENGTHS for i in range(len(marked) - n + 1)}
    return [crc32(part.encode()) % PART_ROWS for part in sorted(parts)]


def shape_of(word: str) -> int:
    """A row for a word's pattern of capitals, digits and marks: ``Obama-era`` is ``Xx-x``, ``UN`` is ``X+``, ``NATO`` and longer ones ``X+X``."""
    shape = ""
    for letter in word[:LONGEST_WORD]:
        kind = "X" if letter.isupper() else "x" if letter.isalpha() else "d" if letter.isdigit() else letter
        if not shape.endswith(kind) or kind not in "Xxd":
            shape += kind
        elif kind == "X" and len(shape) == 1:
            shape += "+"
    return crc32(shape[:LONGEST_SHAPE].encode()) % SHAPES


def vocabulary_rows(forms: Iterable[str]) -> dict[str, int]:
    """Rows of the listed forms, in order; row 0 is for unknown forms."""
    return {form: row for row, form in enumerate(forms, start=1)}


def row_of(form: str, rows: Mapping[str, int]) -> int:
    """The row of a form; unlisted numbers share the row of their digit pattern."""
    row = rows.get(form, UNKNOWN)
    if row == UNKNOWN and form[:1].isdigit():
        row = rows.get("".join("0" if letter.isdigit() else letter for letter in form), UNKNOWN)
    return row
