"""Days, and how far apart they are."""

from __future__ import annotations

from datetime import date

from onrecord.times import DAY_LETTERS


def day_of(iso: str | None) -> date | None:
    """The day of an ISO date or time; ``None`` where no day is told ("2024-03")."""
    if iso is None or len(iso) < DAY_LETTERS:
        return None
    try:
        return date.fromisoformat(iso[:DAY_LETTERS])
    except ValueError:
        return None


def days_between(one: str | None, other: str | None) -> int | None:
    """How many days lie between two ISO dates; ``None`` where one is unknown."""
    first, second = day_of(one), day_of(other)
    return abs((first - second).days) if first is not None and second is not None else None
