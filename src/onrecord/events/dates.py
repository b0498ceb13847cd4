"""Date words to ISO values; relative to the publication date only where the words themselves are relative."""

from __future__ import annotations

import calendar
import re
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
MONTH = "|".join(re.escape(name) for name in sorted(MONTH_NAMES, key=len, reverse=True))
DAY_MONTH = re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{MONTH})(?![a-z])(?:,? (?P<year>\d{{4}}))?")
MONTH_DAY = re.compile(rf"\b(?P<month>{MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (?P<year>\d{{4}}))?")
MONTH_YEAR = re.compile(rf"\b(?P<month>{MONTH}),? (?P<year>\d{{4}})\b")
MONTH_OF = re.compile(rf"\b(?P<month>{MONTH}),? (?:of )?(?P<which>last|this) year\b")
MONTH_ALONE = re.compile(rf"^(?:in |last |this |next |early |late |mid-|since )*(?P<month>{MONTH})$")
NUMBERS = {word: i for i, word in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], start=1)} | {
    "a": 1
}
AGO = re.compile(rf"\b(?P<number>\d{{1,3}}|{'|'.join(NUMBERS)}) (?P<unit>day|week|month|year)s? (?:ago|earlier|before)\b")
# "The next year": counted from what was told, not from today.
FROM_THERE = re.compile(r"^the (?:next|following|same|previous) (?:day|week|weekend|month|year)\b")
WEEK = re.compile(r"\b(?P<which>last|this|next|past) (?:week|weekend)\b")
SPAN = re.compile(
    rf"\b(?:(?P<back>last|past|recent)|(?P<ahead>next|coming|within)) (?:(?P<number>\d{{1,3}}|{'|'.join(NUMBERS)}|few|several) )?(?P<unit>day|week)s?\b"
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
        value = _resolved(text, _published(published), future)
    except (OverflowError, ValueError):  # Before the year 1 or after 9999.
        return None
    return value if value is not None and OF_THE_CALENDAR.fullmatch(value) else None


def _resolved(text: str, day: date | None, future: bool) -> str | None:
    for pattern in (DAY_MONTH, MONTH_DAY):
        match = pattern.search(text)
        if match:
            return _day(match.groupdict(), day, future)
    match = MONTH_YEAR.search(text)
    if match:
        return f"{match['year']}-{MONTH_NAMES[match['month']]:02}"
    match = YEAR.match(text)
    if match:
        return match["year"]
    return _relative(text, day, future) if day is not None else None


def _published(value: str | None) -> date | None:
    return date.fromisoformat(value[:10]) if value else None


def _day(parts: dict[str, str | None], published: date | None, future: bool) -> str | None:
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


def _relative(text: str, published: date, future: bool) -> str | None:
    for word, away in DAYS_AWAY.items():
        if re.search(rf"\b{word}\b", text):
            return (published + timedelta(days=away)).isoformat()
    if THIS_DAY.search(text):
        return published.isoformat()
    for number, weekday in enumerate(WEEKDAYS):
        if re.search(rf"\b{weekday}\b", text) and not re.search(rf"{weekday}s\b", text):
            return _weekday(number, text, published, future)
    match = MONTH_OF.search(text)
    if match:
        return f"{published.year - (match['which'] == 'last')}-{MONTH_NAMES[match['month']]:02}"
    match = re.search(r"\b(last|this|next) (month|year)\b", text)
    if match:
        return _away(match[2], {"last": -1, "this": 0, "next": 1}[match[1]], published)
    match = MONTH_ALONE.match(text)
    if match:
        return _month(MONTH_NAMES[match["month"]], published, future or "next " in text, is_past="last " in text)
    match = AGO.search(text)
    if match:
        return _ago(NUMBERS.get(match["number"]) or int(match["number"]), match["unit"], published)
    match = SPAN.search(text)
    if match and (match["number"] or text.endswith("s")):
        return _span(match, published)
    match = WEEK.search(text)
    return _week({"last": -7, "past": -7, "this": 0, "next": 7}[match["which"]], published) if match else None


def _span(match: re.Match[str], published: date) -> str | None:
    """The month of "the last two weeks", "within days"; ``None`` where it has days of two."""
    number = NUMBERS.get(match["number"] or "") or (int(match["number"]) if (match["number"] or "").isdigit() else SEVERAL)
    days = number * DAYS_OF[match["unit"]]
    other = published + timedelta(days=days if match["ahead"] else -days)
    return f"{published:%Y-%m}" if other.month == published.month else None


def _month(month: int, published: date, future: bool, *, is_past: bool) -> str:
    """The last such month up to the publication's, or before it ("last December", in December), or the next one from it on."""
    year = published.year
    if future and not is_past:
        year += month < published.month
    else:
        year -= month > published.month or (is_past and month == published.month)
    return f"{year}-{month:02}"


def _ago(number: int, unit: str, published: date) -> str:
    """The day so many days ago, the month so many weeks or months ago, the year so many years ago."""
    if unit == "day":
        return (published - timedelta(days=number)).isoformat()
    if unit == "week":
        return f"{published - timedelta(weeks=number):%Y-%m}"
    return _away(unit, -number, published)


def _week(days: int, published: date) -> str | None:
    """The month of the week that lies so many days away; ``None`` where it has days of two."""
    monday = published - timedelta(days=published.weekday() - days)
    sunday = monday + timedelta(days=6)
    return f"{monday:%Y-%m}" if monday.month == sunday.month else None


def _weekday(number: int, text: str, published: date, future: bool) -> str:
    """The last such day up to the publication; "next Monday" and days still to come look ahead; "last Monday" is before today."""
    back = (published.weekday() - number) % 7
    if future or text.startswith("next "):
        ahead = (number - published.weekday()) % 7 or 7
        return (published + timedelta(days=ahead)).isoformat()
    if text.startswith("last ") and back == 0:
        back = 7
    return (published - timedelta(days=back)).isoformat()


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
