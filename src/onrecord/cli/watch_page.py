"""A page that says how a watch goes: a file, written anew after each round, without scripts, that a browser shows and asks for again each minute."""

from __future__ import annotations

import os
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from pathlib import Path

LINES_SHOWN = 100
STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}th{text-align:left;font-weight:normal;padding-right:2rem}"
    "li,td{overflow-wrap:anywhere}time{font-variant-numeric:tabular-nums;margin-right:1rem}"
)
Line = tuple[datetime, str]


@dataclass(slots=True, kw_only=True)
class Course:
    """How a watch has gone since it was started. ``failing``: {input: since when, and why}; ``news`` and ``alerts``: the latest first."""

    begun: datetime
    rounds: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    failing: dict[str, Line] = field(default_factory=dict)
    news: deque[Line] = field(default_factory=lambda: deque(maxlen=LINES_SHOWN))
    alerts: deque[Line] = field(default_factory=lambda: deque(maxlen=LINES_SHOWN))


def write_page(path: Path, course: Course, *, now: datetime, articles: int, doing: str) -> None:
    """Write the page in the place of the one before, which is there until this one is whole. ``articles``: how many the collection has; ``doing``: in a few words."""
    begun = path.with_name(f"{path.name}.part")
    begun.write_text(page_of(course, now=now, articles=articles, doing=doing), encoding="utf-8")
    os.replace(begun, path)


def page_of(course: Course, *, now: datetime, articles: int, doing: str) -> str:
    """The page, as HTML."""
    facts = {
        "now": doing,
        "written": _time(now),
        "since": _time(course.begun),
        "rounds": f"{course.rounds:,}",
        "articles in the collection": f"{articles:,}",
        **{f"{word} since then": f"{course.counts[kind]:,}" for kind, word in (("new", "new"), ("version", "changed"))},
        "failing": f"{len(course.failing):,}",
    }
    rows = "".join(f"<tr><th scope=row>{escape(name)}<td>{escape(value)}" for name, value in facts.items())
    failing = sorted(course.failing.values(), reverse=True)[:LINES_SHOWN]
    lists = _list("Failing", failing) + _list("Alerts", course.alerts) + _list("What came", course.news)
    return (
        '<!doctype html><html lang=en><meta charset=utf-8><meta http-equiv=refresh content=60><meta name=viewport content="width=device-width">'
        f"<title>onrecord watch: {escape(doing)}</title><style>{STYLE}</style><h1>onrecord watch</h1><table>{rows}</table>{lists}</html>\n"
    )


def _list(title: str, lines: Iterable[Line]) -> str:
    items = "".join(f"<li><time>{_time(at)}</time>{escape(what)}" for at, what in lines)
    return f"<h2>{title}</h2><ul>{items}</ul>" if items else ""


def _time(at: datetime) -> str:
    return at.isoformat(sep=" ", timespec="seconds")
