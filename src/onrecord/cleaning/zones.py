"""Time zones as news sites write them: "ET", "BST", "+0200", "GMT+3"."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

# Hours from UTC. Names that mean two zones in news (IST, AST) are left out: the time stays without a zone.
HOURS = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "BST": 1, "WEST": 1, "CET": 1, "WAT": 1, "CEST": 2, "EET": 2, "CAT": 2, "SAST": 2, "EEST": 3, "MSK": 3,
    "EAT": 3, "TRT": 3, "IRST": 3.5, "GST": 4, "AFT": 4.5, "PKT": 5, "NPT": 5.75, "ICT": 7, "WIB": 7, "HKT": 8, "SGT": 8, "PHT": 8, "AWST": 8,
    "JST": 9, "KST": 9, "ACST": 9.5, "AEST": 10, "ACDT": 10.5, "AEDT": 11, "NZST": 12, "NZDT": 13, "NDT": -2.5, "NST": -3.5, "ART": -3, "BRT": -3,
    "ADT": -3, "EDT": -4, "CDT": -5, "CST": -6, "EST": -5, "MDT": -6, "MST": -7, "PDT": -7, "AKDT": -8, "PST": -8, "AKST": -9, "HST": -10,
}  # fmt: skip
# Whose clocks change, under one name all year.
PLACES = {"ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles"}
OFFSET = r"(?:(?:UTC|GMT)\s?)?[+\-−]\d{1,2}(?::?\d{2})?"
NAME = "|".join(sorted((*HOURS, *PLACES), key=len, reverse=True))
ZONE = rf"\(?(?:{OFFSET}|(?:U\.?S\.? )?(?:{NAME})|E\.[DS]?T\.|E\.[DS]\.T\.)\)?(?![A-Za-z])"
NUMBERS = re.compile(r"([+\-−])(\d{1,2}):?(\d{2})?")


def in_zone(time: datetime, written: str) -> datetime:
    """A time with the zone that is written beside it; without one where the name is not known."""
    zone = _zone(written)
    return time.replace(tzinfo=zone, fold=0) if isinstance(zone, timezone) else _fixed(time, zone)


def _zone(written: str) -> tzinfo | None:
    numbers = NUMBERS.search(written)
    if numbers:
        minutes = int(numbers[2]) * 60 + int(numbers[3] or 0)
        return timezone(timedelta(minutes=minutes if numbers[1] == "+" else -minutes)) if minutes < 24 * 60 else None
    name = re.sub(r"U\.?S\.? |[^A-Z]", "", written)
    if name in HOURS:
        return timezone(timedelta(hours=HOURS[name]))
    return ZoneInfo(PLACES[name]) if name in PLACES else None


def _fixed(time: datetime, zone: tzinfo | None) -> datetime:
    """A time in a zone whose clocks change, with the difference of that day."""
    difference = time.replace(tzinfo=zone).utcoffset() if zone is not None else None
    return time.replace(tzinfo=timezone(difference)) if difference is not None else time
