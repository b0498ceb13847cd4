"""Who is quoted how much: a bar for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from xml.etree.ElementTree import Element

from onrecord.server.pictures.axes import key
from onrecord.server.pictures.drawing import COLOURS, FONT_SIZE, SMALL, add, canvas, colour, finished, linked, tip, write
from onrecord.server.pictures.lettering import fitting, width
from onrecord.server.pictures.picture import Cell, Link, Picture
from onrecord.server.pictures.wording import begun, counted, listed

WIDTH = 900
GUTTER = 230
ROW = 24
BAR = 15
MOST_BARS = 25
OTHER, NOT_KNOWN = "other", "not known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A part of what is counted: of women, in an office, by an outlet."""

    label: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """Somebody, or a kind of people, with how many quotations there are; ``shares`` divide them, and may leave a rest."""

    name: str
    number: int
    href: str | None = None
    shares: tuple[Share, ...] = ()


def quoted(
    people: Iterable[Quoted],
    *,
    title: str = "Who is quoted how much",
    of: str = "statement",
    by: str = "speaker",
    most: int = MOST_BARS,
    name: str = "quoted",
) -> Picture | None:
    """A bar for each (``most`` of them), the longest first, divided where there are shares; who has the fewest is counted below; ``None`` where nobody is quoted."""
    ranked = sorted((one for one in people if one.number > 0), key=lambda one: (-one.number, one.name))
    if not ranked:
        return None
    bars, rest = ranked[:most], ranked[most:]
    labels = _labels(ranked)
    description = _described(ranked, rest, of, by)
    height = len(bars) * ROW + (ROW if rest else 0) + _height_of_key(labels) + 6
    root = canvas(name, WIDTH, height, title, description, links=any(one.href for one in bars))
    samples = [(label, partial(_sample, _number_of(label, labels))) for label in labels]
    top = key(root, samples, GUTTER, 2, WIDTH) + 4 if labels else 0.0
    for index, one in enumerate(bars):
        _draw_bar(root, one, labels, top + index * ROW, bars[0].number)
    if rest:
        words = f"and {len(rest):,} more, with {counted(sum(one.number for one in rest), of)}"
        write(root, words, GUTTER, top + len(bars) * ROW + FONT_SIZE, class_="faint")
    columns = ("Who", f"{of.capitalize()}s", *labels)
    return Picture(
        svg=finished(root), title=title, description=description, columns=columns, rows=tuple(_row(one, labels) for one in ranked)
    )


def _labels(ranked: Sequence[Quoted]) -> list[str]:
    """The shares that have a colour: the largest, all that are smaller as "other", and what is in none as "not known"."""
    rest = [NOT_KNOWN] if any(one.shares for one in ranked) and any(_not_known(one) for one in ranked) else []
    totals: Counter[str] = Counter()
    for one in ranked:
        for share in one.shares:
            totals[share.label] += share.number
    labels = sorted(totals, key=lambda label: (-totals[label], label))
    return [*(labels if len(labels) < COLOURS - 1 else [*labels[: COLOURS - 3], OTHER]), *rest]


def _not_known(one: Quoted) -> int:
    return max(0, one.number - sum(share.number for share in one.shares))


def _number_of(label: str, labels: Sequence[str]) -> int:
    """The number of a share's colour; grey is for what is not known."""
    return COLOURS - 1 if label == NOT_KNOWN else labels.index(label)


def _height_of_key(labels: Sequence[str]) -> float:
    """The room of the key, found by drawing it aside."""
    aside = Element("g")
    return key(aside, [(label, lambda *_: None) for label in labels], GUTTER, 0, WIDTH) if labels else 0.0


def _divided(one: Quoted, labels: Sequence[str]) -> list[tuple[str, int]]:
    """The number of each share, in the order of the labels."""
    counts: Counter[str] = Counter({NOT_KNOWN: _not_known(one)})
    for share in one.shares:
        counts[share.label if share.label in labels else OTHER] += share.number
    return [(label, counts[label]) for label in labels]


def _draw_bar(root: Element, one: Quoted, labels: Sequence[str], top: float, most: int) -> None:
    room = WIDTH - GUTTER - width(f"{most:,}") - 8
    base = top + ROW / 2 + FONT_SIZE * 0.35
    label = linked(root, one.href, f"{one.name}: {one.number:,}")
    write(label, fitting(one.name, GUTTER - 12), GUTTER - 8, base, anchor="end")
    scale, x = room / most, float(GUTTER)
    add(label, "rect", x=x, y=top + (ROW - BAR) / 2, width=max(1.5, one.number * scale), height=BAR, class_="c1")
    for part, number in _divided(one, labels):
        wide = min(number * scale, GUTTER + one.number * scale - x)
        if wide > 0:
            _draw_share(label, f"{one.name}, {part}: {number:,}", number, (x, top + (ROW - BAR) / 2, wide), _number_of(part, labels))
            x += wide
    write(root, f"{one.number:,}", GUTTER + one.number * scale + 6, base)


def _draw_share(parent: Element, words: str, number: int, place: tuple[float, float, float], index: int) -> None:
    x, y, wide = place
    tip(add(parent, "rect", x=x, y=y, width=wide, height=BAR, class_=colour(index)), words)
    _stripe(parent, x, y, wide, index)
    if index % 2 == 0 and wide > width(f"{number:,}", small=True) + 4:
        write(parent, f"{number:,}", x + wide / 2, y + BAR / 2 + SMALL * 0.36, anchor="middle", class_="on-colour", small=True)


def _stripe(parent: Element, x: float, y: float, wide: float, index: int) -> None:
    """Every second share has stripes, so that neighbours are told apart without their colours."""
    if index % 2 and wide > 4:
        lines = "".join(f"M{at:.1f} {y + BAR:.1f}L{at + 4:.1f} {y:.1f}" for at in _every(x + 1, x + wide - 5, 6))
        add(parent, "path", d=lines or None, class_="stripes")


def _every(start: float, end: float, step: float) -> list[float]:
    return [start + step * index for index in range(max(0, int((end - start) / step) + 1))]


def _sample(index: int, parent: Element, x: float, y: float) -> None:
    add(parent, "rect", x=x - 6, y=y - BAR / 2, width=12, height=BAR, class_=colour(index))
    _stripe(parent, x - 6, y - BAR / 2, 12, index)


def _described(ranked: Sequence[Quoted], rest: Sequence[Quoted], of: str, by: str) -> str:
    number = sum(one.number for one in ranked)
    if len(ranked) == 1:
        return f"{begun(number, of)}, all of {ranked[0].name}."
    most = listed([f"{one.name} ({one.number:,}, {one.number / number:.0%})" for one in ranked[:3]])
    more = f" {len(rest):,} more are in the table." if rest else ""
    return f"{begun(number, of)} of {counted(len(ranked), by)}. Most: {most}.{more}"


def _row(one: Quoted, labels: Sequence[str]) -> tuple[Cell, ...]:
    return Link(text=one.name, href=one.href) if one.href else one.name, one.number, *(number for _, number in _divided(one, labels))
