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
THIS_DAY = re.compile(r"\b(this (morning|afternoon|evening)|earlier today|earlier in the day)\b")
MONTH = "|".join(re.escape(name) for name in sorted(MONTH_NAMES, key=len, reverse=True))
DAY_MONTH = re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{MONTH})(?![a-z])(?:,? (?P<year>\d{{4}}))?")
MONTH_DAY = re.compile(rf"\b(?P<month>{MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (?P<year>\d{{4}}))?")
MONTH_YEAR = re.compile(rf"\b(?P<month>{MONTH}),? (?P<year>\d{{4}})\b")
YEAR = re.compile(r"^(?:in |since |early |late )?(?P<year>(?:19|20)\d{2})$")


def resolve(words: str, published: str | None, *, future: bool = False) -> str | None:
    """ISO value of date words, or ``None`` where they do not say enough. ``future``: the event is still to come."""
    text = " ".join(words.lower().split())
    day = _published(published)
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
    return (min(fitting) if future else max(fitting)) if fitting else None


def _relative(text: str, published: date, future: bool) -> str | None:
    for word, away in DAYS_AWAY.items():
        if re.search(rf"\b{word}\b", text):
            return (published + timedelta(days=away)).isoformat()
    if THIS_DAY.search(text):
        return published.isoformat()
    for number, weekday in enumerate(WEEKDAYS):
        if re.search(rf"\b{weekday}\b", text) and not re.search(rf"{weekday}s\b", text):
            return _weekday(number, text, published, future)
    match = re.search(r"\b(?:last|this) (month|year)\b", text)
    if match:
        return _last(match[1], "last" in text, published)
    return None


def _weekday(number: int, text: str, published: date, future: bool) -> str:
    """The last such day up to the publication; "next Monday" and days still to come look ahead; "last Monday" is before today."""
    back = (published.weekday() - number) % 7
    if future or text.startswith("next "):
        ahead = (number - published.weekday()) % 7 or 7
        return (published + timedelta(days=ahead)).isoformat()
    if text.startswith("last ") and back == 0:
        back = 7
    return (published - timedelta(days=back)).isoformat()


def _last(unit: str, is_last: bool, published: date) -> str:
    if unit == "year":
        return str(published.year - is_last)
    first = published.replace(day=1)
    month = first - timedelta(days=1) if is_last else first
    return f"{month.year}-{month.month:02}"


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
