"""The ``onrecord`` command; thin: it parses, calls and reports."""

from onrecord.cli.starting import main

__all__ = ["main"]
