"""Date words to ISO values; relative to the publication date only where the words themselves are relative."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

WEEKDAYS = tuple(name.lower() for name in calendar.day_name)
MONTH_NAMES = {
    form: i
    for i in range(1, 13)
    for name in (calendar.month_name[i], calendar.month_abbr[i])
    for form in (name.lower(), f"{name.lower()}.")
} | {"sept": 9, "sept.": 9}
DAYS_AWAY = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
THIS_DAY = re.compile(r"\b(this (morning|afternoon|evening)|earlier today|earlier in the day|(past|last) (24|twenty-four) hours)\b")
OVERNIGHT = re.compile(r"\bovernight\b")
MONTH = "|".join(re.escape(name) for name in sorted(MONTH_NAMES, key=len, reverse=True))
DAY_MONTH = re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{MONTH})(?![a-z])(?:,? (?P<year>\d{{4}}))?")
MONTH_DAY = re.compile(rf"\b(?P<month>{MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (?P<year>\d{{4}}))?")
TO = r" ?(?:-|–|to|and|until|till|through) ?"
DAYS_OF_MONTH = re.compile(rf"\b(?P<first>\d{{1,2}}){TO}(?P<last>\d{{1,2}}) (?P<month>{MONTH})(?![a-z])(?:,? (?P<year>\d{{4}}))?")
MONTH_DAYS = re.compile(rf"\b(?P<month>{MONTH}) (?P<first>\d{{1,2}}){TO}(?P<last>\d{{1,2}})\b(?:,? (?P<year>\d{{4}}))?")
WEEKDAYS_APART = re.compile(rf"\b(?P<first>{'|'.join(WEEKDAYS)})(?: \w+)?{TO}(?P<last>{'|'.join(WEEKDAYS)})\b")
MONTH_YEAR = re.compile(rf"\b(?P<month>{MONTH}),? (?P<year>\d{{4}})\b")
MONTH_OF = re.compile(rf"\b(?P<month>{MONTH}),? (?:of )?(?P<which>last|this) year\b")
MONTH_ALONE = re.compile(rf"^(?:in |last |this |next |early |late |mid-|since )*(?P<month>{MONTH})$")
NUMBERS = {word: i for i, word in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], start=1)} | {
    "a": 1
}
AGO = re.compile(rf"\b(?P<number>\d{{1,3}}|{'|'.join(NUMBERS)}) (?P<unit>day|week|month|year)s? (?:ago|earlier|before)\b")
# "The next year": counted from what was told, not from today.
FROM_THERE = re.compile(r"^the (?:next|following|same|previous) (?:day|week|weekend|month|year)\b")
DAY_AWAY = re.compile(rf"\b(?P<word>{'|'.join(DAYS_AWAY)})\b")
WEEKDAY = re.compile(rf"\b(?P<weekday>{'|'.join(WEEKDAYS)})\b")
UNIT = re.compile(r"\b(?P<which>last|this|next) (?P<unit>month|year)\b")
# Seasons within a year, with the month that ends them.
SEASONS = {"spring": 5, "summer": 8, "autumn": 11, "fall": 11}
SEASON = re.compile(rf"\b(?P<which>last|this|next) (?P<season>{'|'.join(SEASONS)})\b")
WEEK = re.compile(r"\b(?P<which>last|this|next|past) (?:week|weekend)\b")
SPAN = re.compile(
    r"\b(?:last|past|recent|(?P<ahead>next|coming|within)) "
    rf"(?:(?P<number>\d{{1,3}}|{'|'.join(NUMBERS)}|few|several) (?P<unit>day|week)s?|(?P<units>day|week)s)\b"
)
DAYS_OF = {"day": 1, "week": 7}
# "recent days", "the last few weeks".
SEVERAL = 3
# A day without its year is the last one, unless that is long past and the next one near.
LONG_PAST, NEAR = 270, 90
YEAR = re.compile(r"^(?:in |since )?(?:early |late |mid-)?(?P<year>(?:19|20)\d{2})$")
# "May 0000" and the month before the year 1 are no dates.
OF_THE_CALENDAR = re.compile(r"(?!0000)\d{4}(?:-\d\d){0,2}")


def resolve(words: str, published: str | None, *, future: bool = False) -> str | None:
    """ISO value of date words, or ``None`` where they do not say enough or leave the calendar. ``future``: the event is still to come."""
    text = " ".join(words.lower().split())
    if FROM_THERE.match(text):
        return None
    try:
        value = _resolved(text, _published(published), future=future)
    except (OverflowError, ValueError):  # Before the year 1 or after 9999.
        return None
    return value if value is not None and OF_THE_CALENDAR.fullmatch(value) else None


def resolve_range(words: str, published: str | None, *, future: bool = False) -> tuple[str, str] | None:
    """ISO values of the first and last day of "3 to 5 May", "May 3-5", "between Friday and Sunday"; ``None`` for words that are no such range."""
    text = " ".join(words.lower().split())
    days = DAYS_OF_MONTH.search(text) or MONTH_DAYS.search(text)
    if days is not None:
        year = f" {days['year']}" if days["year"] else ""
        first, last = (f"{days[day]} {days['month']}{year}" for day in ("first", "last"))
    elif (weekdays := WEEKDAYS_APART.search(text)) is not None:
        first, last = weekdays["first"], weekdays["last"]
    else:
        return None
    start, end = (resolve(day, published, future=future) for day in (first, last))
    return (start, end) if start is not None and end is not None and start < end else None


def _resolved(text: str, day: date | None, *, future: bool) -> str | None:
    for pattern in (DAY_MONTH, MONTH_DAY):
        match = pattern.search(text)
        if match:
            return _day(match.groupdict(), day, future=future)
    match = MONTH_YEAR.search(text)
    if match:
        return f"{match['year']}-{MONTH_NAMES[match['month']]:02}"
    match = YEAR.match(text)
    if match:
        return match["year"]
    return _relative(text, Reference(day, future)) if day is not None else None


def _published(value: str | None) -> date | None:
    return date.fromisoformat(value[:10]) if value else None


def _day(parts: dict[str, str | None], published: date | None, *, future: bool) -> str | None:
    month, number = MONTH_NAMES[parts["month"] or ""], int(parts["day"] or 0)
    if parts["year"]:
        return _iso(int(parts["year"]), month, number)
    if published is None:
        return None
    candidates = [value for year in (published.year - 1, published.year, published.year + 1) if (value := _iso(year, month, number))]
    latest = published + timedelta(days=366 if future else 0)
    earliest = published if future else date.min
    fitting = [value for value in candidates if earliest <= date.fromisoformat(value) <= latest]
    if not fitting:
        return None
    found = min(fitting) if future else max(fitting)
    if not future and (published - date.fromisoformat(found)).days > LONG_PAST:
        ahead = (value for value in candidates if 0 < (date.fromisoformat(value) - published).days < NEAR)
        return next(ahead, found)
    return found


@dataclass(frozen=True, slots=True)
class Reference:
    """What relative words count from: the day of publication, and whether the event is still to come."""

    day: date
    future: bool


def _relative(text: str, at: Reference) -> str | None:
    """What the first pattern makes of words that count from the day of publication."""
    for pattern, value_of in RELATIVE:
        match = pattern.search(text)
        if match:
            return value_of(match, at)
    return None


def _unit(match: re.Match[str], at: Reference) -> str:
    """The month or year before, of, or after the publication."""
    return _away(match["unit"], {"last": -1, "this": 0, "next": 1}[match["which"]], at.day)


def _season(match: re.Match[str], at: Reference) -> str | None:
    """The year of a season; ``None`` where it may be this year's or another's ("last summer", in October)."""
    is_over = at.day.month > SEASONS[match["season"]]
    year = {"last": None if is_over else at.day.year - 1, "this": at.day.year, "next": at.day.year + 1 if is_over else None}[match["which"]]
    return str(year) if year is not None else None


def _span(match: re.Match[str], at: Reference) -> str | None:
    """The month of "the last two weeks", "within days"; ``None`` where it has days of two."""
    number = NUMBERS.get(match["number"] or "") or (int(match["number"]) if (match["number"] or "").isdigit() else SEVERAL)
    days = number * DAYS_OF[match["unit"] or match["units"]]
    other = at.day + timedelta(days=days if match["ahead"] else -days)
    return f"{at.day:%Y-%m}" if other.month == at.day.month else None


def _month(match: re.Match[str], at: Reference) -> str:
    """The last such month up to the publication's, or before it ("last December", in December), or the next one from it on."""
    month, year, is_past = MONTH_NAMES[match["month"]], at.day.year, "last " in match.string
    if (at.future or "next " in match.string) and not is_past:
        year += month < at.day.month
    else:
        year -= month > at.day.month or (is_past and month == at.day.month)
    return f"{year}-{month:02}"


def _ago(match: re.Match[str], at: Reference) -> str:
    """The day so many days ago, the month so many weeks or months ago, the year so many years ago."""
    number, unit = NUMBERS.get(match["number"]) or int(match["number"]), match["unit"]
    if unit == "day":
        return (at.day - timedelta(days=number)).isoformat()
    if unit == "week":
        return f"{at.day - timedelta(weeks=number):%Y-%m}"
    return _away(unit, -number, at.day)


def _week(match: re.Match[str], at: Reference) -> str | None:
    """The month of the last, this or the next week; ``None`` where it has days of two."""
    days = {"last": -7, "past": -7, "this": 0, "next": 7}[match["which"]]
    monday = at.day - timedelta(days=at.day.weekday() - days)
    sunday = monday + timedelta(days=6)
    return f"{monday:%Y-%m}" if monday.month == sunday.month else None


def _weekday(match: re.Match[str], at: Reference) -> str:
    """The last such day up to the publication; days still to come are the next from it on; "next Monday" is after it, "last Monday" before."""
    number = WEEKDAYS.index(match["weekday"])
    back = (at.day.weekday() - number) % 7
    if at.future or match.string.startswith("next "):
        ahead = (number - at.day.weekday()) % 7 or (7 if match.string.startswith("next ") else 0)
        return (at.day + timedelta(days=ahead)).isoformat()
    if match.string.startswith("last ") and back == 0:
        back = 7
    return (at.day - timedelta(days=back)).isoformat()


def _away(unit: str, number: int, published: date) -> str:
    """The year or month so many after the publication's."""
    if unit == "year":
        return published.replace(year=published.year + number, day=1).isoformat()[:4]
    months = published.year * 12 + published.month - 1 + number
    return date(months // 12, months % 12 + 1, 1).isoformat()[:7]


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


# Patterns of words that count from the day of publication, in the order in which they are tried, and what becomes of a match.
RELATIVE: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Reference], str | None]], ...] = (
    (DAY_AWAY, lambda match, at: (at.day + timedelta(days=DAYS_AWAY[match["word"]])).isoformat()),
    (THIS_DAY, lambda match, at: at.day.isoformat()),
    (WEEKDAY, _weekday),
    (OVERNIGHT, lambda match, at: at.day.isoformat()),
    (MONTH_OF, lambda match, at: f"{at.day.year - (match['which'] == 'last')}-{MONTH_NAMES[match['month']]:02}"),
    (UNIT, _unit),
    (SEASON, _season),
    (MONTH_ALONE, _month),
    (AGO, _ago),
    (SPAN, _span),
    (WEEK, _week),
)
