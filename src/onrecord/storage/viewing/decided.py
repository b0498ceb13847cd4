"""What people decided about an article, beside what is on record in it."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from onrecord.records import Record
from onrecord.storage import tables as t
from onrecord.storage.applying import apply
from onrecord.storage.decisions import Decision
from onrecord.storage.writing import decisions_about, decisions_of


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedIn:
    """The decisions about an article that nobody undid, the last first; ``of``: those about what is on record, by its label."""

    decisions: tuple[Decision, ...] = ()
    of: Mapping[str, tuple[Decision, ...]]


def decided_in(connection: Connection, row: Any) -> DecidedIn:
    """The decisions about the article of a row of ``articles``."""
    standing = [one for one in decisions_about(connection, row.key, row.sha256).values() if not one.undone]
    if not standing:
        return DecidedIn(of={})
    asked = select(t.PAGES.c.text, t.RECORDS.c.json).join(t.RECORDS, t.RECORDS.c.page == t.PAGES.c.page).where(t.PAGES.c.page == row.page)
    stored = connection.execute(asked).one()
    decided = apply(Record.from_json(zlib.decompress(stored.json)), stored.text, standing, row.key)
    known = {one.key: one for one in standing}
    of = {label: tuple(known[key] for key in reversed(keys)) for label, keys in decided.by.items()}
    return DecidedIn(decisions=tuple(reversed(standing)), of=of)


def decision(connection: Connection, key: str) -> Iterator[Decision]:
    """The decision with a key, if there is one."""
    number = connection.execute(select(t.DECISIONS.c.decision).where(t.DECISIONS.c.key == key)).scalar()
    yield from decisions_of(connection, [] if number is None else [number]).values()
