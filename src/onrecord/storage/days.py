"""Days, months and years as they are asked for and decided about."""

from __future__ import annotations

import re
from datetime import date, datetime

DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?", re.ASCII)
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)?", re.ASCII)
# What a year or a month lacks to be a day.
FIRST_DAY = "YYYY-01-01"


def is_day(given: object) -> bool:
    """Whether this is a day, month or year that there is: YYYY-MM-DD, YYYY-MM or YYYY."""
    if not isinstance(given, str) or not DAY.fullmatch(given):
        return False
    try:
        date.fromisoformat(given + FIRST_DAY[len(given) :])
    except ValueError:
        return False
    return True


def is_moment(given: object) -> bool:
    """Whether this is a day with a time of that day, in ISO form."""
    if not isinstance(given, str) or not MOMENT.fullmatch(given):
        return False
    try:
        datetime.fromisoformat(given)
    except ValueError:
        return False
    return True
