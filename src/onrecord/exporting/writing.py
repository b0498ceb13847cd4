"""Atomic writing: each file is written under a temporary name beside its place and renamed when complete. Nothing is ever overwritten."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from onrecord.errors import OutputUnfit

# File systems allow 255 bytes; a hash and an ending are added.
LONGEST_NAME = 200
DIGITS_OF_A_HASH = 8


class NewFile:
    """A text file that is being written. Raises OutputUnfit where it cannot be, and where something of its name is there already."""

    def __init__(self, path: Path, *, encoding: str = "utf-8") -> None:
        self._path = path
        self._beside = path.with_name(f".{path.name}.{os.getpid()}.part")
        with naming_failures(self._path):
            refuse_what_is_there(self._path)
            self._file = self._beside.open("w", encoding=encoding, newline="")

    def write(self, text: str) -> int:
        """Add to the file."""
        with naming_failures(self._path):
            return self._file.write(text)

    def write_all(self, lines: Iterable[str]) -> None:
        """Add several lines."""
        for line in lines:
            self.write(line)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            if kind is None:
                with naming_failures(self._path):
                    self._file.close()
                    refuse_what_is_there(self._path)
                    self._beside.rename(self._path)
        finally:
            with suppress(OSError):
                self._file.close()
            self._beside.unlink(missing_ok=True)


@contextmanager
def files_together(path: Path) -> Iterator[Path]:
    """A folder for files that belong together, there under its name once all is in it. Raises OutputUnfit, as ``NewFile`` does."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    refuse_what_is_there(path)
    try:
        with naming_failures(path):
            beside.mkdir()
        yield beside
        refuse_what_is_there(path)
        with naming_failures(path):
            beside.rename(path)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def refuse_what_is_there(path: Path) -> None:
    """Raise OutputUnfit where something has that name already."""
    if os.path.lexists(path):
        raise OutputUnfit(f"{path} is there already and would be lost: name another folder, or move it away.")


@contextmanager
def naming_failures(path: Path) -> Iterator[None]:
    """Raise OutputUnfit where a file cannot be written."""
    try:
        yield
    except OSError as error:
        raise OutputUnfit(f"{path} cannot be written ({error.strerror}).") from error


def new_folder(path: Path) -> Path:
    """The folder, made where it is not there. Raises OutputUnfit."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputUnfit(f"{path}: nothing can be written there ({error.strerror}).") from error
    return path


def write_new(path: Path, text: str) -> None:
    """Write a whole file. Raises OutputUnfit, as ``NewFile`` does."""
    with NewFile(path) as file:
        file.write(text)


class FileNames:
    """Names of files for articles by their ids: no two alike, not even where case is not told apart."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def of(self, id: str) -> str:
        """The id where it can be a name, else what can be of it, with a hash of the whole."""
        name = re.sub(r"[^\w.-]+", "-", id).strip("-.")
        if name != id or len(name.encode("utf-8")) > LONGEST_NAME or self._is_taken(name):
            digits = hashlib.sha256(id.encode("utf-8")).hexdigest()[:DIGITS_OF_A_HASH]
            name = f"{name.encode('utf-8')[:LONGEST_NAME].decode('utf-8', 'ignore')}-{digits}".lstrip("-")
        self._taken.add(_folded(name))
        return name

    def _is_taken(self, name: str) -> bool:
        return _folded(name) in self._taken


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
