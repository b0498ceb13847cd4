"""What comes of adding to a collection, and of verifying it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.records import Failure
from onrecord.storage import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """How many articles were new, changed (``version``), read again (``reread``), here already (``same``) or deleted before, and which failed."""

    new: int = 0
    version: int = 0
    reread: int = 0
    same: int = 0
    deleted: int = 0
    outcomes: tuple[Outcome, ...] = ()
    failures: tuple[Failure, ...] = ()

    @staticmethod
    def of(results: Iterable[Outcome | Failure]) -> Added:
        """Count what came of each; ``outcomes`` keeps those of which something is different."""
        counts: Counter[str] = Counter()
        changed: list[Outcome] = []
        failed: list[Failure] = []
        for result in results:
            if isinstance(result, Failure):
                failed.append(result)
                continue
            counts[result.kind] += 1
            if result.kind in ("version", "reread"):
                changed.append(result)
        return Added(**counts, outcomes=tuple(changed), failures=tuple(failed))


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """How many records with how many spans were held against their texts, and what does not hold."""

    records: int
    spans: int
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A statement, ready to paste (``text``); ``link`` goes to its words in the article, where that has an address."""

    words: str
    speaker: str | None
    role: str | None
    publisher: str | None
    published: str | None
    title: str | None
    link: str | None
    text: str
