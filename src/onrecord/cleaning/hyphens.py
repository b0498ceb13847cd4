"""Whether a word that is divided at the end of a line has a hyphen there, too. Lists: ``data/hyphens.json``."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

# So many letters on either side of a line's end tell whether its hyphen stays: a text may be one line of hyphens.
LONGEST_SIDE = 20
LAST_WORD, FIRST_WORD = re.compile(r"[^\W\d_]*$"), re.compile(r"[^\W\d_]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hyphenated:
    """What stands before a hyphen that is part of a word, up to it, or behind it; ``one_word``: words that look so, and have none."""

    before: re.Pattern[str]
    behind: re.Pattern[str]
    one_word: frozenset[str]


def has_hyphen(text: str, start: int, end: int) -> bool:
    """Whether a word has its hyphen wherever a line ends: "long-term", "three-day", "mother-in-law", not "short-age". ``start``, ``end``: what divides it, the hyphen first."""
    words = _hyphenated()
    before, behind = text[max(0, start - LONGEST_SIDE) : start], text[end : end + LONGEST_SIDE]
    if (LAST_WORD.findall(before)[0] + FIRST_WORD.findall(behind)[0]).lower() in words.one_word:
        return False
    return bool(words.before.search(before) or words.behind.match(behind))


@cache
def _hyphenated() -> Hyphenated:
    table: dict[str, str] = json.loads(files("onrecord").joinpath("data/hyphens.json").read_text("utf-8"))
    endings = (rf"\w+{ending}" for ending in table["endings before"].split())
    before = "|".join((*table["before"].split(), *endings))
    behind = "|".join((*table["behind"].split(), r"\w+-"))  # "Mother-in-law", divided at its first hyphen, has others.
    return Hyphenated(
        before=re.compile(rf"\b(?:{before})$"), behind=re.compile(rf"(?:{behind})s?\b"), one_word=frozenset(table["one word"].split())
    )
