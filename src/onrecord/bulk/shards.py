"""A shard: parts of inputs that are read together, where what comes of it is written, and the mark that says that all of it is there."""

from __future__ import annotations

import json
import os
import platform
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

from onrecord.exporting.writing import naming_failures
from onrecord.reading import KNOWN, Columns, Part

# Folders of tables, in each a file for each shard; and what the end of a run is made from.
TABLES = ("articles", "statements", "events", "actors", "failures")
SIGNATURES = "signatures"
MARKS = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """How all shards of a run are read, and the folder that they are written under."""

    output: str
    pipeline: str
    columns: Columns = KNOWN

    @property
    def folder(self) -> Path:
        """The folder."""
        return Path(self.output)

    def table(self, name: str, shard: int) -> Path:
        """The file of a shard in one of the tables."""
        return self.folder / name / f"{shard:06}.parquet"

    def mark(self, shard: int) -> Path:
        """The file that is there once all others of a shard are."""
        return self.folder / MARKS / f"{shard:06}.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """Parts of inputs that one worker reads, in their order; ``number``: its place in the run."""

    number: int
    parts: tuple[Part, ...]

    @property
    def articles(self) -> float:
        """About how many articles are in it."""
        return sum(part.articles for part in self.parts)

    @property
    def name(self) -> str:
        """The shard in messages."""
        first, last = self.parts[0], self.parts[-1]
        place = f" from byte {first.start:,}" if first.end is not None else ""
        return f"{first.path}{place}" if first is last else f"{first.path}{place} to {last.path}"

    def to_json(self) -> list[dict[str, Any]]:
        """The shard, as a plan has it."""
        return [asdict(part) for part in self.parts]

    @staticmethod
    def from_json(number: int, parts: list[dict[str, Any]]) -> Shard:
        """The shard that a plan has."""
        return Shard(number=number, parts=tuple(Part(**part) for part in parts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What came of a shard: articles that were read, inputs that failed, and those in other languages, by language."""

    shard: int
    read: int = 0
    failed: int = 0
    foreign: Counter[str] = field(default_factory=Counter)

    @property
    def inputs(self) -> int:
        """How many inputs there were."""
        return self.read + self.failed + self.foreign.total()

    def to_json(self) -> str:
        """The mark's content."""
        return json.dumps({"shard": self.shard, "read": self.read, "failed": self.failed, "foreign": dict(sorted(self.foreign.items()))})

    @classmethod
    def from_json(cls, content: str) -> Self:
        """What a mark says."""
        known = json.loads(content)
        return cls(shard=known["shard"], read=known["read"], failed=known["failed"], foreign=Counter(known["foreign"]))


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A file under a temporary name beside its place, in which it is, and on the disk, once the block is left without an error; what was there before is replaced. Raises OutputUnfit."""
    beside = _beside(path)
    try:
        yield beside
        with naming_failures(path):
            _on_disk(beside)
            beside.replace(path)
            if os.name == "posix":  # Elsewhere folders cannot be waited for.
                _on_disk(path.parent)
    finally:
        beside.unlink(missing_ok=True)


def write_whole(path: Path, content: str) -> None:
    """Write a small file, as ``replacing`` does. Raises OutputUnfit."""
    with replacing(path) as beside, naming_failures(path):
        beside.write_text(content, encoding="utf-8")


def write_once(path: Path, content: str) -> str:
    """Write a small file unless it is there; what it holds then, which of several that write it at once the first wrote. Raises OutputUnfit."""
    beside = _beside(path)
    with naming_failures(path):
        if not path.exists():
            beside.write_text(content, encoding="utf-8")
            with suppress(FileExistsError):
                os.link(beside, path)
            beside.unlink()
        return path.read_text("utf-8")


def _beside(path: Path) -> Path:
    """The temporary name of a file, which no other machine or process gives it."""
    return path.with_name(f".{path.name}.{platform.node()}.{os.getpid()}.part")


def _on_disk(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
