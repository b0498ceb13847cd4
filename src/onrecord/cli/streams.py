"""Standard input and output whose failures end the run with an error: closed, full, or unable to encode a character."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EBADF
from functools import cache
from pathlib import Path
from typing import NoReturn, TextIO

from onrecord.errors import FileUnfit, OutputUnfit

STANDARD_DESCRIPTORS = (0, 1, 2)


class Outlet(io.TextIOWrapper):
    """Standard output or error. Raises OutputUnfit where nothing can be written to it."""

    def __init__(self, stream: TextIO | None, name: str) -> None:
        self._called = name
        if stream is None:
            super().__init__(_Closed(), encoding="utf-8")
        else:
            super().__init__(stream.buffer, encoding=stream.encoding, errors=stream.errors, line_buffering=stream.isatty())

    def write(self, text: str, /) -> int:
        """Write ``text``."""
        with self._naming_failures():
            return super().write(text)

    def flush(self) -> None:
        """Write what is buffered."""
        with self._naming_failures():
            super().flush()

    @contextmanager
    def _naming_failures(self) -> Iterator[None]:
        try:
            yield
        except UnicodeEncodeError as error:
            lacking = f"{self._called} is in {self.encoding}, which has no U+{ord(error.object[error.start]):04X}"
            raise OutputUnfit(f"{lacking}: set PYTHONIOENCODING=utf-8.") from error
        except OSError as error:
            raise OutputUnfit(f"nothing can be written to {self._called} ({error.strerror}).") from error


class _Closed(io.BufferedIOBase):
    name = "closed"

    def writable(self) -> bool:
        return True

    def write(self, data: object, /) -> NoReturn:
        raise OSError(EBADF, "it is closed")


def guard_outlets() -> None:
    """Replace standard output and standard error by outlets; a closed standard error means that no messages are wanted."""
    for descriptor in STANDARD_DESCRIPTORS:
        if not _is_open(descriptor):
            os.open(os.devnull, os.O_RDWR)  # Else the next file that is opened would be taken for a standard stream.
    sys.stdout = Outlet(sys.stdout, "standard output")
    sys.stderr = io.StringIO() if sys.stderr is None else Outlet(sys.stderr, "standard error")


def _is_open(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True


def end_with(error: Exception) -> NoReturn:
    """Say on standard error why the run cannot go on, and end it."""
    for outlet, line in ((sys.stdout, ""), (sys.stderr, f"onrecord: {error}\n")):
        with suppress(OutputUnfit):
            outlet.write(line)
            outlet.flush()
    # What still waits to be written has nowhere to go; the interpreter would try once more, and complain.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for descriptor in STANDARD_DESCRIPTORS[1:]:
        os.dup2(nowhere, descriptor)
    sys.exit(3)


def write_file(path: Path, text: str) -> None:
    """Write a file that the user named. Raises OutputUnfit where that cannot be."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise OutputUnfit(f"{path} cannot be written ({error.strerror}).") from error


@cache
def standard_input() -> bytes:
    """All that comes in, however often it is asked for. Raises FileUnfit where it is closed or cannot be read."""
    if sys.stdin is None:
        raise FileUnfit("standard input is closed: feed articles in, or name files.")
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        raise FileUnfit(f"standard input cannot be read ({error.strerror}).") from error
