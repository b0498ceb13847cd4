"""Statements a week: one row of columns for each speaker, or each act."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from xml.etree.ElementTree import Element

from onrecord.server.pictures.axes import HEIGHT_OF_AN_AXIS, time_axis
from onrecord.server.pictures.drawing import add, canvas, finished, linked, tip, write
from onrecord.server.pictures.lettering import fitting, width
from onrecord.server.pictures.picture import Cell, Link, Picture
from onrecord.server.pictures.scales import WEEK, NumberScale, TimeScale, Unit, unit_for
from onrecord.server.pictures.wording import begun, between, counted, listed

WIDTH = 900
GUTTER = 190
ROW = 56
GAP = 18
MOST_ROWS = 8
NARROWEST = 5
WIDEST_COLUMN = 26
NOTE = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Statements of one ``group`` (a speaker's name, an act) on a day; ``href`` leads to those of the group."""

    day: date
    group: str
    number: int = 1
    href: str | None = None


def statements_by_week(
    said: Iterable[Said], *, by: str = "speaker", title: str | None = None, name: str = "weeks", undated: int = 0
) -> Picture | None:
    """How many statements there were each week, a row for each of the groups with the most and one for all others; ``None`` where there were none.

    All rows have one scale. Where there are too many weeks, columns are months or longer. ``by``: what a group is; ``undated``: how many more statements there
    are whose day is not known, which is said below the rows.
    """
    listing = [one for one in said if one.number > 0]
    if not listing:
        return None
    first, last = min(one.day for one in listing), max(one.day for one in listing)
    unit = unit_for(first, last, (WIDTH - GUTTER) / NARROWEST, least=WEEK)
    title = title or f"Statements a {unit.name} by {by}"
    totals = _totals(listing)
    more = f"{begun(undated, 'statement')} of unknown day {'is' if undated == 1 else 'are'} not drawn." if undated else ""
    described = f"{_described(totals, by, first, last)} {more}".rstrip()
    rows = _rows(listing, totals, unit)
    axis = len(rows) * (ROW + GAP)
    height = axis + HEIGHT_OF_AN_AXIS + (NOTE if more else 0)
    hrefs = {one.group: one.href for one in reversed(listing)}
    root = canvas(name, WIDTH, height, title, described, links=any(hrefs.values()))
    scale = TimeScale.over(first, last, unit, GUTTER, WIDTH - 34)
    time_axis(root, scale, GAP / 2, axis)
    if more:
        write(root, more, GUTTER, height - 5, class_="faint", small=True)
    most = max(max(counts.values()) for _, counts in rows)
    for index, (group, counts) in enumerate(rows):
        bottom = (index + 1) * (ROW + GAP)
        _draw_row(root, group, counts, hrefs.get(group), NumberScale(most=most, bottom=bottom, top=bottom - ROW), scale, unit)
    table = _table(listing, totals, unit, hrefs)
    return Picture(
        svg=finished(root), title=title, description=described, columns=(by.capitalize(), unit.name.capitalize(), "Statements"), rows=table
    )


def _totals(listing: list[Said]) -> Counter[str]:
    totals: Counter[str] = Counter()
    for one in listing:
        totals[one.group] += one.number
    return totals


def _ranked(totals: Counter[str]) -> list[str]:
    return sorted(totals, key=lambda group: (-totals[group], group))


def _rows(listing: list[Said], totals: Counter[str], unit: Unit) -> list[tuple[str, Counter[date]]]:
    ranked = _ranked(totals)
    kept = ranked if len(ranked) <= MOST_ROWS else ranked[: MOST_ROWS - 1]
    others = f"{len(ranked) - len(kept):,} others"
    counts: dict[str, Counter[date]] = defaultdict(Counter)
    for one in listing:
        counts[one.group if one.group in kept else others][unit.start(one.day)] += one.number
    return [(group, counts[group]) for group in [*kept, others] if group in counts]


def _draw_row(
    root: Element, group: str, counts: Mapping[date, int], href: str | None, numbers: NumberScale, days: TimeScale, unit: Unit
) -> None:
    add(root, "path", d=f"M{days.left:.1f} {numbers.bottom:.1f}H{days.right:.1f}", class_="axis")
    total = sum(counts.values())
    label = linked(root, href, f"{group}: {counted(total, 'statement')}")
    write(label, fitting(group, GUTTER - 14), 0, numbers.bottom - 18, class_="strong")
    write(label, counted(total, "statement"), 0, numbers.bottom - 3, class_="faint", small=True)
    room = unit.length * days.day
    wide = min(WIDEST_COLUMN, max(1.5, room * 0.8))
    highest = max(counts, key=lambda day: (counts[day], -day.toordinal()))
    for day, number in sorted(counts.items()):
        x, y = days.x(day.toordinal() + unit.length / 2), numbers.y(number)
        column = add(root, "rect", x=x - wide / 2, y=y, width=wide, height=numbers.bottom - y, class_="c1")
        tip(column, f"{group}, {unit.called(day)}: {number:,}")
        if day == highest:
            half = width(f"{number:,}", small=True) / 2
            write(root, f"{number:,}", min(max(x, GUTTER + half), WIDTH - half), y - 4, anchor="middle", small=True)


def _described(totals: Counter[str], by: str, first: date, last: date) -> str:
    number = sum(totals.values())
    sentence = f"{begun(number, 'statement')} {between(first, last)}"
    ranked = _ranked(totals)
    if len(ranked) == 1:
        return f"{sentence}, all of {ranked[0]}."
    most = listed([f"{group} ({totals[group]:,})" for group in ranked[:3]])
    more = f" {len(ranked) - MOST_ROWS + 1:,} more are drawn as one." if len(ranked) > MOST_ROWS else ""
    return f"{sentence}. By {by}, most: {most}.{more}"


def _table(listing: list[Said], totals: Counter[str], unit: Unit, hrefs: Mapping[str, str | None]) -> tuple[tuple[Cell, ...], ...]:
    counts: Counter[tuple[str, date]] = Counter()
    for one in listing:
        counts[one.group, unit.start(one.day)] += one.number
    rank = {group: index for index, group in enumerate(_ranked(totals))}
    return tuple(
        (Link(text=group, href=href) if (href := hrefs[group]) else group, unit.called(day), number)
        for (group, day), number in sorted(counts.items(), key=lambda item: (rank[item[0][0]], item[0][1]))
    )
