"""Numbers, days and lists in words, for titles and descriptions."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Sequence
from datetime import date

from onrecord.records.wording import on_day

NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number of things: "1 event", "1,200 events"."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def begun(number: int, one: str, many: str | None = None) -> str:
    """A number of things at the beginning of a sentence, from thirteen on in figures: "Twelve events"."""
    words = counted(number, one, many)
    return f"{NUMBERS[number]} {words.split(' ', 1)[1]}" if number < len(NUMBERS) else words


def short_day(day: date) -> str:
    """A day where there is little room: "9 Mar 2024"."""
    return f"{day.day} {month(day)} {day.year}"


def month(day: date) -> str:
    """The month of a day: "Mar"."""
    return month_name[day.month][:3]


def between(first: date, last: date) -> str:
    """When something was: "on 9 March 2024", "from 1 to 9 March 2024", "from 1 March to 2 April 2024"."""
    if first == last:
        return f"on {on_day(first)}"
    if (first.year, first.month) == (last.year, last.month):
        return f"from {first.day} to {on_day(last)}"
    if first.year == last.year:
        return f"from {first.day} {month_name[first.month]} to {on_day(last)}"
    return f"from {on_day(first)} to {on_day(last)}"


def listed(words: Sequence[str]) -> str:
    """Several things: "a, b and c"."""
    return " and ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)
