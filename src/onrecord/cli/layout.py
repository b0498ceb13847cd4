"""How answers are laid out."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import typer

# What a terminal may obey: the control characters of ASCII and of Latin-1, but for the end of a line.
OBEYED = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
Layout = Literal["table", "json", "csv", "markdown"]


def layout_of(*, as_json: bool, as_csv: bool, as_markdown: bool) -> Layout:
    """The layout that is asked for, a table if none is. BadParameter where several are."""
    options: dict[Layout, bool] = {"json": as_json, "csv": as_csv, "markdown": as_markdown}
    chosen = [layout for layout, wanted in options.items() if wanted]
    if len(chosen) > 1:
        raise typer.BadParameter("one of --json, --csv and --markdown.")
    return chosen[0] if chosen else "table"


def on_one_line(words: str) -> str:
    """Words on one line, without control characters that a terminal would obey."""
    return "".join(letter if letter.isprintable() else " " for letter in " ".join(words.split()))


def for_terminal(words: str) -> str:
    """Words with a sign in the place of each control character, if they go to a terminal, which would obey it; files have them as they are."""
    return OBEYED.sub("\N{REPLACEMENT CHARACTER}", words) if sys.stdout.isatty() else words


def json_for_terminal(line: str) -> str:
    """JSON with its control characters escaped, if it goes to a terminal; JSON itself has escaped those below a space."""
    return OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", line) if sys.stdout.isatty() else line


@contextmanager
def wrong_usage() -> Iterator[None]:
    """Tell what cannot be asked for or decided as wrong usage: a ValueError becomes a BadParameter."""
    try:
        yield
    except ValueError as error:
        raise typer.BadParameter(f"{error}.") from error
