"""Times in the order of time."""

from __future__ import annotations

from datetime import UTC, datetime

DAY_LETTERS = 10


def moment_of(iso: str | None) -> str:
    """What puts ISO dates and times in the order of time: a time with a zone as that of UTC, anything else as it is.

    The unknown comes first, a date before the times of its day.
    """
    if iso is None or len(iso) <= DAY_LETTERS:
        return iso or ""
    try:
        time = datetime.fromisoformat(iso)
        return iso if time.tzinfo is None else time.astimezone(UTC).replace(tzinfo=None).isoformat()
    except (ValueError, OverflowError):
        return iso
