"""Publication dates: from metadata and from a line of the text that is nothing but a date."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime

MONTHS = {name.lower(): i for i in range(1, 13) for name in (calendar.month_name[i], calendar.month_abbr[i])} | {"sept": 9}
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
CLOCK = r"(?:[,\s]*(?:at\s+)?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4})?)?"
WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
LEAD = r"(?:(?:published|updated|posted|last updated|first published|date)(?:\s+on)?:?\s*)?"
PATTERNS = (
    re.compile(rf"^{LEAD}{WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{MONTH})\.?,?\s+(?P<year>\d{{4}}){CLOCK}$", re.I),
    re.compile(rf"^{LEAD}{WEEKDAY}(?P<month>{MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}}){CLOCK}$", re.I),
    re.compile(rf"^{LEAD}(?P<year>\d{{4}})-(?P<month>\d{{2}})-(?P<day>\d{{2}}){CLOCK}$", re.I),
    re.compile(rf"^{LEAD}(?P<first>\d{{1,2}})[/.](?P<second>\d{{1,2}})[/.](?P<year>\d{{4}}){CLOCK}$", re.I),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """A date line's ISO date; ``None`` with ``ambiguous`` where day and month cannot be told apart."""

    value: str | None
    ambiguous: bool = False


def parse_date_line(line: str) -> FoundDate | None:
    """Read a line that is nothing but a date; ``None`` if it is anything else.

    In 24/03/2017 the 24 cannot be a month; in 04/03/2017 either number can, and nothing is guessed.
    """
    for pattern in PATTERNS:
        match = pattern.match(line.strip())
        if match:
            return _found(match.groupdict())
    return None


def parse_published(value: str) -> str | None:
    """An ISO date, or date and time, from metadata; ``None`` where it is neither that nor an unambiguous date in words."""
    value = value.strip()
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(value).isoformat()
    except ValueError:
        found = parse_date_line(value)
        return found.value if found else None


def _found(parts: dict[str, str | None]) -> FoundDate | None:
    year = int(parts["year"] or 0)
    if "first" not in parts:
        month = parts["month"] or ""
        number = int(month) if month.isdigit() else MONTHS[month.lower()]
        value = _iso(year, number, int(parts["day"] or 0))
        return FoundDate(value=value) if value else None
    first, second = int(parts["first"] or 0), int(parts["second"] or 0)
    readings = {value for value in (_iso(year, second, first), _iso(year, first, second)) if value}
    if not readings:
        return None
    return FoundDate(value=readings.pop()) if len(readings) == 1 else FoundDate(value=None, ambiguous=True)


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
