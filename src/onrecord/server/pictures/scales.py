"""From days and numbers to places in a drawing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, log10

from onrecord.server.pictures.wording import month, short_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A stretch of time by which days are gathered; ``length`` in days, the longest."""

    name: str
    length: int
    start: Callable[[date], date]
    called: Callable[[date], str]


def _years(number: int) -> Callable[[date], date]:
    return lambda day: date(max(1, day.year // number * number), 1, 1)


def _monday(day: date) -> date:
    return date.fromordinal((day.toordinal() - 1) // 7 * 7 + 1)


UNITS = (
    Unit(name="day", length=1, start=lambda day: day, called=short_day),
    Unit(name="week", length=7, start=_monday, called=lambda day: f"week of {short_day(day)}"),
    Unit(name="month", length=31, start=lambda day: day.replace(day=1), called=lambda day: f"{month(day)} {day.year}"),
    Unit(name="year", length=366, start=_years(1), called=lambda day: str(day.year)),
    Unit(name="decade", length=3653, start=_years(10), called=lambda day: f"{day.year}s"),
    Unit(name="century", length=36525, start=_years(100), called=lambda day: f"{day.year} and after"),
)
DAY, WEEK = UNITS[:2]


def unit_for(first: date, last: date, most: float, *, least: Unit = DAY) -> Unit:
    """The shortest unit, ``least`` or longer, of which there are not more than ``most`` between two days."""
    days = last.toordinal() - first.toordinal() + 1
    return next((unit for unit in UNITS[UNITS.index(least) :] if days / unit.length <= most), UNITS[-1])


# Room for a mark of the time axis and its label, in units of the drawing.
ROOM_OF_A_MARK = 86
STEPS_IN_DAYS = (1, 2, 7, 14)
STEPS_IN_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeScale:
    """Days, as ordinals, from ``left`` to ``right``: ``first`` begins at ``left``, ``end``, the day after the last, at ``right``."""

    first: int
    end: int
    left: float
    right: float

    @staticmethod
    def over(first: date, last: date, unit: Unit, left: float, right: float) -> TimeScale:
        """The scale on which all units from the first to the last day have room, and a week at least."""
        begin, end = unit.start(first).toordinal(), unit.start(last).toordinal() + unit.length
        return TimeScale(first=begin, end=max(end, begin + WEEK.length), left=left, right=right)

    @property
    def day(self) -> float:
        """The width of a day."""
        return (self.right - self.left) / (self.end - self.first)

    def x(self, ordinal: float) -> float:
        """Where a day begins; half a day more is noon."""
        return self.left + (ordinal - self.first) * self.day

    def marks(self) -> Iterator[tuple[int, str]]:
        """Days to mark on the axis, as ordinals, with their labels, which have room beside each other."""
        most = max(1.0, (self.right - self.left) / ROOM_OF_A_MARK)
        days = self.end - self.first
        step = next((step for step in STEPS_IN_DAYS if days / step <= most), None)
        if step is not None:
            yield from ((day, short_day(date.fromordinal(day))) for day in range(self.first, min(self.end, date.max.toordinal()), step))
        else:
            yield from self._months(next((step for step in STEPS_IN_MONTHS if days / (30 * step) <= most), STEPS_IN_MONTHS[-1]))

    def _months(self, step: int) -> Iterator[tuple[int, str]]:
        begin = date.fromordinal(self.first)
        months = -(-(begin.year * 12 + begin.month - 1 + (begin.day > 1)) // step) * step
        while months // 12 <= date.max.year and (day := date(months // 12, months % 12 + 1, 1)).toordinal() < self.end:
            yield day.toordinal(), str(day.year) if step >= 12 else f"{month(day)} {day.year}"
            months += step


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberScale:
    """Numbers from 0 at ``bottom`` to ``most`` at ``top``."""

    most: float
    bottom: float
    top: float

    def y(self, value: float) -> float:
        """Where a number is."""
        return self.bottom - value / (self.most or 1) * (self.bottom - self.top)

    def marks(self) -> Iterator[int]:
        """Round numbers for the axis: not more than five, and none for less than one."""
        step = round_step(self.most)
        yield from range(0, floor(self.most) + 1, step)


def round_step(most: float) -> int:
    """A round number of which four or fewer reach ``most``."""
    wanted = max(1.0, most / 4)
    power = 10 ** floor(log10(wanted))
    return int(max(1, next(step * power for step in (1, 2, 5, 10) if step * power >= wanted)))


def round_up(value: float) -> int:
    """The next round number."""
    step = round_step(value)
    return max(1, ceil(value / step) * step)
