"""How the command starts: the version is told at once, without the commands and what they import."""

from __future__ import annotations

import sys

from onrecord.cli.streams import end_with, guard_outlets
from onrecord.errors import RunError
from onrecord.version import __version__


def main() -> None:
    """Run the command line; an error that ends the run becomes one line and exit code 3."""
    guard_outlets()
    try:
        try:
            _run()
        finally:
            sys.stdout.flush()
    except RunError as error:
        end_with(error)


def print_version() -> None:
    """Print name and version."""
    print(f"onrecord {__version__}")


def _run() -> None:
    if sys.argv[1:] == ["--version"]:
        print_version()
        return
    from onrecord.cli.app import app

    app()
