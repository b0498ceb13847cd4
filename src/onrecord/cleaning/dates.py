"""Publication dates: from metadata, from a line of the text that is nothing but a date, and from the dateline of a report."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from onrecord.cleaning.zones import ZONE, in_zone

MONTHS = {name.lower(): i for i in range(1, 13) for name in (calendar.month_name[i], calendar.month_abbr[i])} | {"sept": 9}
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
# A year of two digits, in a mail's or a feed's date, is one of 1970 to 2069.
YEAR = r"(?P<year>\d{4}|['’]?\d{2}(?![\d:.]))"
FULL_YEAR = r"(?P<year>(?:1[5-9]|2\d)\d{2})"
DATES = tuple(
    re.compile(rf"(?<![\w/.-]){pattern}(?![/-]?\d(?!\d?:\d\d))", re.I)
    for pattern in (
        rf"{FULL_YEAR}[-/.](?P<number>\d{{1,2}})[-/.]{DAY}(?:T(?=\d))?",
        rf"{FULL_YEAR}(?P<number>\d{{2}})(?P<day>\d{{2}})(?:T?(?=\d{{4,6}}))?",
        rf"(?:the )?{DAY}(?: of|-)?\s*(?P<month>{MONTH})\.?[,\s-]\s*{YEAR}",
        rf"(?P<month>{MONTH})\.?\s*{DAY}(?:,\s*|\s+)(?:\|\s*)?{YEAR}",
        rf"{FULL_YEAR},?[\s-](?P<month>{MONTH})\.?[\s-]{DAY}",
        # The clock of "date", of C and of posts stands between day and year.
        rf"(?P<month>{MONTH})\s+{DAY}(?=\s+\d\d:\d\d:\d\d\s+(?:(?:[A-Z]+|[+-]\d{{4}})\s+)?(?P<year>\d{{4}}))",
        r"(?P<first>\d{1,2})(?P<mark>[/.-])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2}(?!\d))",
    )
)
CLOCK = re.compile(
    r"(?i:(?<![\d:])(?:(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?\s?m\b\.?)"
    r"|(?P<hour24>\d{1,2})\s?[:.h]\s?(?P<minute24>\d{2})(?:[:.](?P<second24>\d{2}))?(?:[.,]\d+)?(?:\s?(?:hrs|hours|h)\b)?"
    r"|(?P<word>noon|midnight)\b))"
    rf"(?:\s*(?P<zone>{ZONE}))?|\b(?P<digits>\d{{4}}(?:\d{{2}})?)(?:hrs?\b)?\s?(?P<zone_of_digits>{ZONE})"
)
WEEKDAYS = tuple(name.lower() for name in calendar.day_abbr)
WEEKDAY = re.compile(r"\b(?P<weekday>mon|tue|wed|thu|fri|sat|sun)(?:s|n|nes|rs?|ur)?(?:day)?\b\.?", re.I)
# Words that stand around a date and its time without saying more.
FILLER = re.compile(
    r"\b(?:first|last|originally|originated|date|dated|published|publication|updated|posted|modified|created|released|issued|filed|on|at|of|the|in|time|local"
    rf"|eastern|pacific|daylight|standard|web|online|story|article|I?ST)\b|{ZONE}|[\s,.:;|/()\[\]–—·•*-]",
    re.I,
)
# A line may give the time of publication and that of the last change.
LABEL = re.compile(
    r"\b(?:(?:first|originally)\s+)?(?:published|posted|created|issued|filed)\b"
    r"|\b(?P<change>(?:last\s+)?(?:updated?|modified|changed|edited|revised|amended))\b",
    re.I,
)
# "First published on Wednesday 10 September 2022 at 08.05 BST, last updated on ..." is the longest line that is nothing but dates.
DATE_LINE_CHARACTERS = 150
# The first newspapers are of 1605; between this and the last year any number of days can be counted on and back.
FIRST_YEAR, LAST_YEAR = 1600, 2200
EPOCH_START = re.compile(r"1970-01-01(?:T00:00:00(?:[+-]00:00)?)?")
EPOCH = re.compile(r"^(?:/Date\()?(\d{10}|\d{13})(?:\)/)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """An ISO date, or date and time; ``None`` with ``ambiguous`` where day and month cannot be told apart.

    ``is_labelled``: the line says what it is the date of ("Published ..."); ``is_change``: of an update.
    """

    value: str | None
    ambiguous: bool = False
    is_labelled: bool = False
    is_change: bool = False


def parse_date_line(line: str) -> FoundDate | None:
    """Read a line that is nothing but a date, and perhaps the date of its update; ``None`` if it is anything else.

    In 24/03/2017 the 24 cannot be a month; in 04/03/2017 either number can, and nothing is guessed.
    """
    stamps = _stamps(line) if len(line) <= DATE_LINE_CHARACTERS else []
    found = _by_publication(stamps)
    return found[0] if found and not any(FILLER.sub("", rest) for _, rest in stamps) else None


def dates_in(line: str) -> list[FoundDate]:
    """Full dates in a line that has other words, too (a dateline, a byline), that of publication first."""
    return _by_publication(_stamps(line))


def parse_published(value: str) -> str | None:
    """An ISO date, or date and time, from metadata; ``None`` where it is neither that nor an unambiguous date in words."""
    value = value.strip()
    found: str | None
    try:
        found = _from_iso(value)
    except (ValueError, OverflowError):
        found = next((told.value for told in dates_in(value)), None)
    return None if found is None or _is_placeholder(found) else found


def _from_iso(value: str) -> str:
    seconds = EPOCH.match(value)
    if seconds:
        return datetime.fromtimestamp(int(seconds[1][:10]), UTC).isoformat()
    if len(value) == len("20170324101112") and value.isdigit():
        return datetime.strptime(value, "%Y%m%d%H%M%S").isoformat()
    if len(value) <= len("2017-W12-5"):
        return date.fromisoformat(value).isoformat()
    return _iso(datetime.fromisoformat(value))


def _iso(moment: datetime) -> str:
    """A moment to the second; midnight without a zone is a day written as a time."""
    if moment.tzinfo is None and moment.time() == time():
        return moment.date().isoformat()
    return moment.isoformat(timespec="seconds")


def _is_placeholder(value: str) -> bool:
    """Whether an ISO date is what programs write where they know none: their first moment, their last, or one that no newspaper has seen."""
    return EPOCH_START.fullmatch(value) is not None or not FIRST_YEAR <= int(value[:4]) <= LAST_YEAR


def _stamps(line: str) -> list[tuple[FoundDate | None, str]]:
    """The date with its time in each part of a line, and what else stands there; a part begins with "published", "updated" and the like."""
    line = " ".join(line.split())
    labels = list(LABEL.finditer(line))
    starts = [0, *(label.start() for label in labels)]
    parts = zip(starts, [*starts[1:], len(line)], [None, *labels], strict=True)
    return [_stamp(line[start:end], label) for start, end, label in parts]


def _by_publication(stamps: list[tuple[FoundDate | None, str]]) -> list[FoundDate]:
    return sorted((found for found, _ in stamps if found), key=lambda found: found.is_change)


def _stamp(part: str, label: re.Match[str] | None) -> tuple[FoundDate | None, str]:
    match = next((match for pattern in DATES if (match := pattern.search(part))), None)
    if match is None:
        return None, CLOCK.sub(" ", part)
    rest = f"{part[: match.start()]} {part[match.end() :]}"
    weekday, clock = WEEKDAY.search(rest), CLOCK.search(rest)
    days = _days(match.groupdict(), weekday)
    if not days:
        return None, part
    rest = re.sub(rf"\b{match['year']}\b", "", WEEKDAY.sub(" ", CLOCK.sub(" ", rest), count=1))
    value = _with_time(days.pop(), clock, rest) if len(days) == 1 else None
    is_change = label is not None and label["change"] is not None
    return FoundDate(value=value, ambiguous=value is None, is_change=is_change, is_labelled=label is not None), rest


def _days(parts: dict[str, str | None], weekday: re.Match[str] | None) -> set[date]:
    """The days that the words of a date can mean; where day and month cannot be told apart, a weekday may tell."""
    year = _year(parts["year"] or "")
    if parts.get("first"):
        first, second = int(parts["first"] or 0), int(parts["second"] or 0)
        readings = {day for day in (_day(year, second, first), _day(year, first, second)) if day}
        told = {day for day in readings if weekday and day.weekday() == WEEKDAYS.index(weekday["weekday"].lower())}
        return told or readings
    month = MONTHS[(parts.get("month") or "").lower()] if parts.get("month") else int(parts["number"] or 0)
    day = _day(year, month, int(parts["day"] or 0))
    return {day} if day else set()


def _year(digits: str) -> int:
    digits = digits.lstrip("'’")
    return int(digits) if len(digits) == 4 else int(digits) + (1900 if int(digits) >= 70 else 2000)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _with_time(day: date, clock: re.Match[str] | None, rest: str) -> str:
    at = _time(clock) if clock else None
    if clock is None or at is None:
        return day.isoformat()
    moment = datetime.combine(day, at)
    zone = clock["zone"] or clock["zone_of_digits"] or next((match[0] for match in re.finditer(ZONE, rest)), None)
    return _iso(in_zone(moment, zone)) if zone else moment.isoformat(timespec="seconds")


def _time(clock: re.Match[str]) -> time | None:
    if clock["word"]:
        return time(12 if clock["word"].lower() == "noon" else 0)
    if clock["digits"]:
        hour, minute, second = (int(clock["digits"][i : i + 2] or 0) for i in (0, 2, 4))
    else:
        hour, minute, second = (int(clock[name] or clock[f"{name}24"] or 0) for name in ("hour", "minute", "second"))
    if clock["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if clock["half"].lower().startswith("p") else 0)
    try:
        return time(hour, minute, second)
    except ValueError:
        return None
