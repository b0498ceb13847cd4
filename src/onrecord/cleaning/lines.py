"""What kind of text a line is, judged by itself: rules from ``data/boilerplate.json``."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from onrecord.article import BlockKind

# Marks that Markdown puts before a line: headings, quotations, list items.
MARKUP = re.compile(r"\s*(?:#{1,6}\s+|>\s+|[*+-]\s+(?=\S))*")
HEADING = re.compile(r"\s*#{1,6}\s")
# The longest headline that is a link.
LINK_MAX_WORDS = 20
# Lines whose rule is kept in memory: it is asked for while lines are counted, and again for each.
LINES_KEPT = 512
SENTENCE_END = re.compile(r"[.!?…:;][\"'”’)\]*_]*\s*$|[\"”]\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A pattern, the kind of block that a matching line is, the longest line that it speaks for, and whether a list follows such a line."""

    kind: BlockKind
    pattern: re.Pattern[str]
    max_words: int
    opens_list: bool


def kind_by_rule(line: str) -> BlockKind | None:
    """The kind of a line that is boilerplate, a caption, a byline or a date; ``None`` for everything else."""
    rule = _rule_of(line)
    return rule.kind if rule else None


def opens_list(line: str) -> bool:
    """Whether a line is the heading of a list of links to other articles."""
    rule = _rule_of(line)
    return rule is not None and rule.opens_list


def is_link(line: str) -> bool:
    """Whether a line can be a link in such a list: another article's headline."""
    return len(line.split()) <= LINK_MAX_WORDS and not ends_sentence(line)


@lru_cache(maxsize=LINES_KEPT)
def _rule_of(line: str) -> Rule | None:
    words = line[markup_length(line) :].strip()
    count = len(words.split())
    return next((rule for rule in _rules() if count <= rule.max_words and rule.pattern.search(words)), None)


def markup_length(line: str) -> int:
    """Characters of Markdown before the words of a line."""
    match = MARKUP.match(line)
    return match.end() if match else 0


def is_heading(line: str) -> bool:
    """Whether Markdown marks the line as a heading."""
    return bool(HEADING.match(line))


def ends_sentence(line: str) -> bool:
    """Whether a line ends where a sentence may end."""
    return bool(SENTENCE_END.search(line))


@cache
def _rules() -> tuple[Rule, ...]:
    rows = json.loads(files("onrecord").joinpath("data/boilerplate.json").read_text("utf-8"))["rules"]
    return tuple(
        Rule(
            kind=row["kind"],
            pattern=re.compile(row["pattern"], 0 if row.get("case") else re.IGNORECASE),
            max_words=row["max_words"],
            opens_list=row.get("opens_list", False),
        )
        for row in rows
    )
