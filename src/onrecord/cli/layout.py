"""How answers are laid out."""

from __future__ import annotations

from typing import Literal

import typer

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
