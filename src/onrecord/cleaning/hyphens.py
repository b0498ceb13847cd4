"""Whether a word that is divided at the end of a line has a hyphen there, too. Lists: ``data/hyphens.json``."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

# So many letters before a line's end tell whether its hyphen stays: a text may be one line of hyphens.
LONGEST_BEFORE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Hyphenated:
    """What stands before a hyphen that is part of a word, up to it, or behind it."""

    before: re.Pattern[str]
    behind: re.Pattern[str]


def has_hyphen(text: str, start: int, end: int) -> bool:
    """Whether a word has its hyphen wherever a line ends: "long-term", "three-day", "mother-in-law". ``start``, ``end``: what divides it, the hyphen first."""
    words = _hyphenated()
    before = text[max(0, start - LONGEST_BEFORE) : start]
    return bool(words.before.search(before) or words.behind.match(text, end))


@cache
def _hyphenated() -> Hyphenated:
    table: dict[str, str] = json.loads(files("onrecord").joinpath("data/hyphens.json").read_text("utf-8"))
    endings = (rf"\w+{ending}" for ending in table["endings before"].split())
    before = "|".join((*table["before"].split(), *endings))
    behind = "|".join((*table["behind"].split(), r"\w+-"))  # "Mother-in-law", divided at its first hyphen, has others.
    return Hyphenated(before=re.compile(rf"\b(?:{before})$"), behind=re.compile(rf"(?:{behind})s?\b"))
