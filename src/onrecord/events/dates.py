"""Date words to ISO values; relative to the publication date only where the words themselves are relative."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable
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
# "The day before yesterday".
BEYOND = {"before": -1, "after": 1}
THIS_DAY = re.compile(r"\b(this (morning|afternoon|evening)|earlier today|earlier in the day|(past|last) (24|twenty-four) hours)\b")
OVERNIGHT = re.compile(r"\bovernight\b")
LAST_NIGHT = re.compile(r"\blast night\b")
MONTH = "|".join(re.escape(name) for name in sorted(MONTH_NAMES, key=len, reverse=True))
DAY_MONTH = re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{MONTH})(?![a-z])(?:,? (?P<year>\d{{4}}))?")
MONTH_DAY = re.compile(rf"\b(?P<month>{MONTH}) (?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (?P<year>\d{{4}}))?")
ISO_DAY = re.compile(r"(?<![\d/.-])(?P<year>(?:19|20)\d\d)(?P<mark>[-/.])(?P<month>\d\d)(?P=mark)(?P<day>\d\d)(?!\d)")
# "13.04.2022", "4/13/2022": either number may be the month.
NUMBERED_DAY = re.compile(r"(?<![\d/.-])(?P<first>\d{1,2})(?P<mark>[-/.])(?P<second>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d)(?!\d)")
# Days of the year that have a name.
NAMED_DAYS = {
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
    "may day": (5, 1),
    "valentine's day": (2, 14),
    "halloween": (10, 31),
}
NAMED_DAY = re.compile(rf"\b(?:{'|'.join(NAMED_DAYS)})\b".replace("'", "['’]"), re.IGNORECASE)
TO = r"(?:st|nd|rd|th)? ?(?:-|–|/|to|and|until|till|through) ?"
DAYS_OF_MONTH = re.compile(
    rf"\b(?P<first>\d{{1,2}}){TO}(?P<last>\d{{1,2}})(?:st|nd|rd|th)? (?P<month>{MONTH})(?![a-z])(?:,? (?P<year>\d{{4}}))?"
)
MONTH_DAYS = re.compile(rf"\b(?P<month>{MONTH}) (?P<first>\d{{1,2}}){TO}(?P<last>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (?P<year>\d{{4}}))?")
A_DAY = rf"\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{MONTH})(?![a-z])|(?:{MONTH}) \d{{1,2}}(?!\d)"
DAYS_APART = re.compile(rf"\b(?P<first>{A_DAY}){TO}(?P<last>(?:{A_DAY})(?:(?:st|nd|rd|th)?,? \d{{4}})?)")
WEEKDAYS_APART = re.compile(rf"\b(?P<first>{'|'.join(WEEKDAYS)})(?: \w+)?{TO}(?P<last>{'|'.join(WEEKDAYS)})\b")
RANGES = (DAYS_OF_MONTH, MONTH_DAYS, DAYS_APART, WEEKDAYS_APART)
MONTH_YEAR = re.compile(rf"\b(?P<month>{MONTH}),? (?:of )?(?P<year>\d{{4}})\b")
MONTH_OF = re.compile(rf"\b(?P<month>{MONTH}),? (?:of )?(?P<which>last|this) year\b")
# "Since early May", "the end of August", "this past June", "a September trip"; not "May Day".
MONTH_ALONE = re.compile(rf"\b(?P<month>{MONTH})(?![a-z])(?! day\b)")
NUMBERS = {word: i for i, word in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], start=1)} | {
    "a": 1
}
# "Over the last year" is not the year before this one.
UP_TO_NOW = re.compile(r"\b(?:over|in|during|within|for|throughout) the (?:last|past) (?P<unit>month|year)\b")
AGO = re.compile(rf"\b(?P<number>\d{{1,3}}|{'|'.join(NUMBERS)}) (?P<unit>day|week|fortnight|month|year)s? (?:ago|earlier|before)\b")
# "The next year": counted from what was told, not from today.
FROM_THERE = re.compile(r"^the (?:next|following|same|previous) (?:day|week|weekend|month|year)\b")
DAY_AWAY = re.compile(rf"\b(?:day (?P<beyond>before|after) )?(?P<word>{'|'.join(DAYS_AWAY)})\b")
WEEKDAY = re.compile(rf"\b(?P<weekday>{'|'.join(WEEKDAYS)})\b")
# "Tuesday last week", "the Friday of this week"; "the Monday before last".
WEEKDAY_OF_WEEK = re.compile(
    rf"\b(?P<weekday>{'|'.join(WEEKDAYS)})(?: (?:morning|afternoon|evening|night))?(?: of|,)? (?P<which>last|this|next) week\b",
    re.IGNORECASE,
)
WEEKDAY_BEFORE_LAST = re.compile(rf"\b(?P<weekday>{'|'.join(WEEKDAYS)}) before last\b", re.IGNORECASE)
UNIT = re.compile(r"\b(?P<which>last|this|next|(?:earlier in|later in|end of) the)(?: past)? (?P<unit>month|year)\b")
# Seasons within a year, with the month that ends them.
SEASONS = {"spring": 5, "summer": 8, "autumn": 11, "fall": 11}
SEASON = re.compile(rf"\b(?P<which>last|this|next) (?P<season>{'|'.join(SEASONS)})\b")
WEEK = re.compile(r"\b(?P<which>last|this|next|past|(?:earlier|later) in the) week\b")
WEEKEND = re.compile(
    r"^(?:(?:over|during|at|on|in|throughout|for|early|late|earlier) )*(?:(?:the|a|this|(?P<which>last|previous|next|past|coming)) )*weekend\b(?! (?:of|before)\b)"
)
SPAN = re.compile(
    r"\b(?:last|past|recent|(?P<ahead>next|coming|within)) "
    rf"(?:(?P<number>\d{{1,3}}|{'|'.join(NUMBERS)}|few|several|couple of|couple) )?(?P<unit>day|week|month)(?(number)s?|s)\b"
)
# "A few days ago", "just weeks ago"; not "eleven months ago".
SPAN_AGO = re.compile(r"(?:^|\b(?:just|only|(?P<number>few|several|couple of|couple)) )(?P<unit>day|week|month)s ago\b")
DAYS_OF = {"day": 1, "week": 7}
WEEKS_OF = {"week": 1, "fortnight": 2}
# "recent days", "the last few weeks".
SEVERAL = 3
# A day without its year is the last one, unless that is long past and the next one near.
LONG_PAST, NEAR = 270, 30
HALF_A_YEAR = 6
# "By the end of 2014", "the summer of 2016", "before the 2016 election"; not "the 1990s".
YEAR = re.compile(r"(?<!\d)(?<!\d[/-])(?:19|20)\d{2}(?!\d|['’]?s\b)")
# "A year after the 2016 election", "June of that year": counted from what was told; not "later in 2016".
FROM_WHAT_WAS_TOLD = re.compile(r"\b(?:after|later(?! in\b)|follow\w+|that)\b")


def resolve(words: str, published: str | None, *, future: bool | None = False) -> str | None:
    """ISO value of date words, or ``None`` where they do not say enough or leave the calendar.

    ``future``: whether the event is still to come; ``None``: it may be either, as what is called for.
    """
    text = " ".join(words.lower().split())
    if FROM_THERE.match(text):
        return None
    try:
        return _resolved(text, _published(published), future=future)
    except (OverflowError, ValueError):  # Before the year 1 or after 9999.
        return None


def resolve_range(words: str, published: str | None, *, future: bool | None = False) -> tuple[str, str] | None:
    """ISO values of the first and last day of "3 to 5 May", "28 April to 2 May", "between Friday and Sunday", "over the weekend"; ``None`` for words that are no such range."""
    text = " ".join(words.lower().split())
    weekend = WEEKEND.search(text)
    if weekend is not None:
        return _days_of_weekend(weekend, published, future=future)
    match = _first(RANGES, text)
    if match is None:
        return None
    parts = {"month": "", "year": ""} | match.groupdict("")
    first, last = (f"{parts[day]} {parts['month']} {parts['year']}".strip() for day in ("first", "last"))
    end = resolve(last, published, future=future)
    start = resolve(first, end) if YEAR.search(last) else resolve(first, published, future=future)
    if start is None or end is None:
        return None
    return (start, end) if start < end else None


def _first(patterns: Iterable[re.Pattern[str]], text: str) -> re.Match[str] | None:
    """The match of the first pattern that has one."""
    return next((match for pattern in patterns if (match := pattern.search(text)) is not None), None)


def _days_of_weekend(weekend: re.Match[str], published: str | None, *, future: bool | None) -> tuple[str, str] | None:
    day = _published(published)
    if day is None:
        return None
    try:
        saturday = _saturday(weekend, Reference(day, future))
        return saturday.isoformat(), (saturday + timedelta(days=1)).isoformat()
    except OverflowError:
        return None


def _resolved(text: str, day: date | None, *, future: bool | None) -> str | None:
    match = _first((DAY_MONTH, MONTH_DAY), text)
    if match:
        return _day(MONTH_NAMES[match["month"]], int(match["day"]), match["year"], day, future=future)
    numbered = _first((ISO_DAY, NUMBERED_DAY), text)
    if numbered:
        return _numbered_day(numbered.groupdict())
    named = NAMED_DAY.search(text)
    if named:
        year = YEAR.search(text)
        return _day(*NAMED_DAYS[named[0].replace("’", "'")], year[0] if year else None, day, future=future)
    match = MONTH_YEAR.search(text)
    if match:
        return _month_of(int(match["year"]), match["month"])
    years = set(YEAR.findall(text))
    if len(years) == 1 and not FROM_WHAT_WAS_TOLD.search(text):
        return str(*years)
    return _relative(text, Reference(day, future)) if day is not None else None


def _published(value: str | None) -> date | None:
    return date.fromisoformat(value[:10]) if value else None


def _numbered_day(parts: dict[str, str]) -> str | None:
    """The day of "2022-04-13", "13.04.2022" or "4/13/2022"; ``None`` where day and month cannot be told apart."""
    year = int(parts["year"])
    if "month" in parts:
        return _iso(year, int(parts["month"]), int(parts["day"]))
    first, second = int(parts["first"]), int(parts["second"])
    readings = {_iso(year, second, first), _iso(year, first, second)} - {None}
    return readings.pop() if len(readings) == 1 else None


def _day(month: int, number: int, year: str | None, published: date | None, *, future: bool | None) -> str | None:
    if year:
        return _iso(int(year), month, number)
    if published is None:
        return None
    candidates = [value for year in (published.year - 1, published.year, published.year + 1) if (value := _iso(year, month, number))]
    if future is None:
        return min(candidates, key=lambda value: abs((date.fromisoformat(value) - published).days), default=None)
    latest = published + timedelta(days=366 if future else 0)
    earliest = published if future else date.min
    fitting = [value for value in candidates if earliest <= date.fromisoformat(value) <= latest]
    if not fitting:
        return None
    found = min(fitting) if future else max(fitting)
    if (published - date.fromisoformat(found)).days > LONG_PAST:
        ahead = (value for value in candidates if 0 < (date.fromisoformat(value) - published).days < NEAR)
        return next(ahead, found)
    return found


@dataclass(frozen=True, slots=True)
class Reference:
    """What relative words count from: the day of publication, and whether the event is still to come (``None``: it may be either)."""

    day: date
    future: bool | None


def _relative(text: str, at: Reference) -> str | None:
    """What the first pattern makes of words that count from the day of publication."""
    for pattern, value_of in RELATIVE:
        match = pattern.search(text)
        if match:
            return value_of(match, at)
    return None


def _unit(match: re.Match[str], at: Reference) -> str:
    """The month or year before, of, or after the publication."""
    return _away(match["unit"], {"last": -1, "next": 1}.get(match["which"], 0), at.day)


def _season(match: re.Match[str], at: Reference) -> str | None:
    """The year of a season; ``None`` where it may be this year's or another's ("last summer", in October)."""
    is_over = at.day.month > SEASONS[match["season"]]
    year = {"last": None if is_over else at.day.year - 1, "this": at.day.year, "next": at.day.year + 1 if is_over else None}[match["which"]]
    return str(year) if year is not None else None


def _span(match: re.Match[str], at: Reference) -> str | None:
    """The month of "the last two weeks", "within days", "a few days ago", the year of "recent months"; ``None`` where it has days of two."""
    told, unit = match.groupdict(""), match["unit"]
    count = _count(told["number"]) * (1 if told.get("ahead") else -1)
    if unit == "month":
        return f"{at.day:%Y}" if _away("month", count, at.day)[:4] == f"{at.day:%Y}" else None
    other = at.day + timedelta(days=count * DAYS_OF[unit])
    return f"{at.day:%Y-%m}" if other.month == at.day.month else None


def _count(number: str) -> int:
    """How many a word says: "3", "three", "a"; a few where it is another or there is none."""
    return int(number) if number.isdigit() else NUMBERS.get(number, SEVERAL)


def _up_to_now(match: re.Match[str], at: Reference) -> str | None:
    """The year of "over the last month", where it lies in one."""
    return f"{at.day:%Y}" if match["unit"] == "month" and at.day.month > 1 else None


def _month(match: re.Match[str], at: Reference) -> str | None:
    """The last such month up to the publication's, or before it ("last December", in December), or the next one from it on.

    ``None`` where words name two, or count from another time.
    """
    if len(MONTH_ALONE.findall(match.string)) > 1 or FROM_WHAT_WAS_TOLD.search(match.string):
        return None
    month, year = MONTH_NAMES[match["month"]], at.day.year
    ahead = month - at.day.month
    if "last " in match.string:
        year -= ahead >= 0
    elif _is_ahead(match.string, at):
        year += ahead < 0
    elif at.future is None:
        year += (ahead < -HALF_A_YEAR) - (ahead > HALF_A_YEAR)
    else:
        year -= ahead > 0
    return _month_of(year, match["month"])


def _is_ahead(words: str, at: Reference) -> bool:
    """Whether a month is that of something to come: "next May", "by May" of what may be."""
    if at.future is None:
        return words.startswith(("by ", "next "))
    return at.future or words.startswith("next ")


def _month_of(year: int, month: str) -> str:
    return date(year, MONTH_NAMES[month], 1).isoformat()[:7]


def _ago(match: re.Match[str], at: Reference) -> str:
    """The day so many days ago, the month so many weeks or months ago, the year so many years ago."""
    number, unit = _count(match["number"]), match["unit"]
    if unit == "day":
        return (at.day - timedelta(days=number)).isoformat()
    if unit in WEEKS_OF:
        return f"{at.day - timedelta(weeks=WEEKS_OF[unit] * number):%Y-%m}"
    return _away(unit, -number, at.day)


def _week(match: re.Match[str], at: Reference) -> str | None:
    """The month of the last, this or the next week; ``None`` where it has days of two. On a Sunday, the last week is the one that ends."""
    is_sunday = at.day.weekday() == WEEKDAYS.index("sunday")
    ago = 0 if is_sunday else -7
    monday = at.day - timedelta(days=at.day.weekday() - {"last": ago, "past": ago, "next": 7}.get(match["which"], 0))
    sunday = monday + timedelta(days=6)
    return f"{monday:%Y-%m}" if monday.month == sunday.month else None


def _saturday(match: re.Match[str], at: Reference) -> date:
    """Saturday of the last weekend that has begun, or of the next where it is still to come."""
    since = (at.day.weekday() - WEEKDAYS.index("saturday")) % 7
    is_weekend = since < len(("saturday", "sunday"))
    ahead = int(not is_weekend)
    weeks = {"next": 1, "coming": ahead, "past": 0, "previous": -is_weekend, "last": -is_weekend}.get(
        match["which"], ahead if at.future else 0
    )
    return at.day + timedelta(days=7 * weeks - since)


def _weekday(match: re.Match[str], at: Reference) -> str:
    """The last such day up to the publication; days still to come are the next from it on; "next Monday" is after it, "last Monday" before."""
    back = (at.day.weekday() - WEEKDAYS.index(match["weekday"])) % 7
    ahead = -back % 7
    days: dict[bool | None, int] = {True: ahead, False: -back, None: min(ahead, -back, key=abs)}
    in_words = {"next": 7 - back, "last": ahead - 7}
    away = in_words.get(match.string.split()[0], days[at.future])
    return (at.day + timedelta(days=away)).isoformat()


def _weekday_of_week(match: re.Match[str], at: Reference) -> str:
    """The day of the last, this or the next week, which begin on Mondays."""
    monday = at.day - timedelta(days=at.day.weekday())
    weeks = {"last": -1, "this": 0, "next": 1}[match["which"]]
    return (monday + timedelta(weeks=weeks, days=WEEKDAYS.index(match["weekday"]))).isoformat()


def _weekday_before_last(match: re.Match[str], at: Reference) -> str:
    """The last but one such day before the publication."""
    since = (at.day.weekday() - WEEKDAYS.index(match["weekday"])) % 7 or 7
    return (at.day - timedelta(days=since + 7)).isoformat()


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
    (DAY_AWAY, lambda match, at: (at.day + timedelta(days=DAYS_AWAY[match["word"]] + BEYOND.get(match["beyond"], 0))).isoformat()),
    (LAST_NIGHT, lambda match, at: (at.day - timedelta(days=1)).isoformat()),
    (THIS_DAY, lambda match, at: at.day.isoformat()),
    (WEEKDAY_OF_WEEK, _weekday_of_week),
    (WEEKDAY_BEFORE_LAST, _weekday_before_last),
    (WEEKDAY, _weekday),
    (OVERNIGHT, lambda match, at: at.day.isoformat()),
    (MONTH_OF, lambda match, at: _month_of(at.day.year - (match["which"] == "last"), match["month"])),
    (UP_TO_NOW, _up_to_now),
    (UNIT, _unit),
    (SEASON, _season),
    (MONTH_ALONE, _month),
    (AGO, _ago),
    (SPAN, _span),
    (SPAN_AGO, _span),
    (WEEK, _week),
)
