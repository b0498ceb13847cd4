"""The ``onrecord`` command; thin: it parses, calls and reports."""

from onrecord.cli.app import main

__all__ = ["main"]
