"""The demonstration: a newsroom of invented articles, and a real one, read into a collection of their own."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path

from onrecord.provenance import fingerprint
from onrecord.version import __version__

# Where the articles are in a wheel (pyproject.toml puts them there) and in a clone.
SHIPPED, CLONE = Path("data/demo"), Path(__file__).parents[3] / "examples"
ARTICLES = ("newsroom/articles.jsonl", "putin-le-pen.txt")


def demo_articles() -> list[Path]:
    """The files of the demonstration."""
    shipped = Path(str(files("onrecord"))) / SHIPPED
    return [shipped / name if (shipped / name).is_file() else CLONE / name for name in ARTICLES]


def demo_database() -> Path:
    """Where the demonstration is kept, so that it is read once, and again when the program is another."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return home / f"onrecord/demo-{__version__}-{fingerprint([files('onrecord')], b'')}.db"
