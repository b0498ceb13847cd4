"""Articles broken in the ways in which articles get broken: bytes, characters, lines, quotation marks, dates, numbers.

The seeds are our own reports and the example; the n-th mutated article of a seed is always the same.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from corpora.annotated import REPORTS, read_annotated
from onrecord.article import Page
from onrecord.reading import read_bytes
from onrecord.records import Failure

ROOT = Path(__file__).parents[1]
MOST_MUTATIONS = 4
# Invisible, combining, right-to-left, wide, controlling, line-breaking; what extractors and keyboards leave.
ODD_CHARACTERS = "\u00a0\u00ad\u0301\u200b\u200d\u202e\u2028\u2029\ufeff\ufffd\x0b\x0c\x1b\r\t\u0640א中é😀👨‍👩‍👧"
QUOTATION_MARKS = "\"'“”‘’«»„‚`"
MARK = re.compile(f"[{QUOTATION_MARKS}]")
MONTHS = "January February March April May June July August September October November December Sept. Jan."
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
DATE = re.compile(rf"\b(?:{'|'.join(re.escape(word) for word in (MONTHS + ' ' + WEEKDAYS).split())})(?: \d+)?(?:,? \d{{4}})?")
STRANGE_DATES = (
    "31 February 2021", "February 29, 2023", "0 May", "May 99", "1 January 0001", "31 December 9999", "May 0000", "in 0000", "in 9999", "1900", "2099",
    "999 years ago", "999 days ago", "999 months ago", "999 weeks ago", "a year ago", "next year", "last year", "the next 999 days", "within 999 weeks",
    "the day after tomorrow", "next month", "last Monday", "Sunday night", "this Monday, May 99, 9999", "mid-December", "tomorrow", "ten years before",
    "24/03/2017", "2021-13-45", "1600", "12 May 1", "the last two weeks", "in the next few days",
)  # fmt: skip
STRANGE_PUBLISHED = (
    None,
    "0001-01-01",
    "0001-12-31",
    "9999-12-31",
    "9999-01-01",
    "2020-02-29",
    "2021-02-30",
    "2021-05-04T23:59:59+14:00",
    "soon",
    "",
)
STRANGE_FACTS = (None, "=HYPERLINK(A1)", "-1", "a\tb\r\nc", 'say "so", twice', "http://[", "\u202ealso", "\u2028", "é" * 400)
NUMBER = re.compile(r"\d[\d,.]*|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|hundreds)\b")
STRANGE_NUMBERS = (
    "0", "00", "-1", "1e309", "99999999999999999999", "1,000,000,000,000", "1,00", "3.5", "½", "²", "٣", "二", "zero", "no", "a million million", "minus six",
    "hundreds of thousands", "six or seven", "between 10 and 5", "more than 0", "at least dozens", "1-2-3", "twenty-", "XIV", "1/0", "10%",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """A good article to mutate."""

    name: str
    text: str
    published: str | None


def mutated_pages(numbers: range, *, seed: int) -> Iterator[Page | Failure]:
    """The mutated articles of these numbers, as they come out of reading; several failures or none where bytes were mutated."""
    seeds = seed_articles()
    for number in numbers:
        chance = random.Random(f"{seed}:{number}")
        yield from mutated(chance.choice(seeds), chance, id=f"{seed}:{number}")


def seed_articles() -> list[Seed]:
    """Our own reports and the example."""
    reports = read_annotated(REPORTS)
    example = (ROOT / "examples/putin-le-pen.txt").read_text("utf-8")
    return [
        *(Seed(name=report.id, text=report.text, published=report.published) for report in reports),
        Seed(name="example", text=example, published="2017-03-24"),
    ]


def mutated(article: Seed, chance: random.Random, *, id: str) -> Iterator[Page | Failure]:
    """An article with a few mutations."""
    text, data = article.text, b""
    kinds = chance.choices(tuple(MUTATIONS), k=chance.randint(1, MOST_MUTATIONS))
    for kind in kinds:
        text = MUTATIONS[kind](text, chance)
    data = text.encode("utf-8")
    if chance.random() < 1 / len(MUTATIONS):
        data = with_bytes_changed(data, chance)
        kinds.append("bytes")
    published = chance.choice(STRANGE_PUBLISHED) if "dates" in kinds else article.published
    for item in read_bytes(data, id=f"{id} ({article.name}: {', '.join(kinds)})"):
        if isinstance(item, Page):
            title, publisher, url = chance.choices(STRANGE_FACTS, k=3)
            item = replace(item, published=published, title=title, publisher=publisher, url=url)
        yield item


def with_bytes_changed(data: bytes, chance: random.Random) -> bytes:
    """Bytes replaced, lost, put in."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(changed) or 1)
        changed[at : at + chance.randint(0, 2)] = chance.randbytes(chance.randint(0, 2))
    return bytes(changed)


def with_characters_changed(text: str, chance: random.Random) -> str:
    """Characters lost, doubled, swapped for odd ones; stretches in capitals or without spaces."""
    for _ in range(chance.randint(1, 20)):
        at = chance.randrange(len(text) + 1)
        piece = text[at : at + chance.choice((0, 1, 1, 2, 40))]
        changes = ("", piece * 2, chance.choice(ODD_CHARACTERS), piece.upper(), piece.replace(" ", ""), piece.swapcase(), piece + "." * 3)
        text = text[:at] + chance.choice(changes) + text[at + len(piece) :]
    return text


def with_lines_changed(text: str, chance: random.Random) -> str:
    """Lines lost, doubled, moved, broken, joined; the rest cut off."""
    lines = text.split("\n")
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(lines))
        line = lines[at]
        half = len(line) // 2
        changes = (
            [],
            [line, line],
            [line[:half], line[half:]],
            [line, ""],
            ["  " + line],
            ["- " + line],
            [line + "\r"],
            [chance.choice(lines)],
            [line * 3],
        )
        lines[at : at + 1] = chance.choice(changes)
        if not lines or chance.random() < 0.1:
            lines = [*lines[: at + 1], ""]
    return chance.choice(("\n", "\n", "\r\n", "\n\n", " ")).join(lines)


def with_marks_changed(text: str, chance: random.Random) -> str:
    """Quotation marks lost, doubled, of other kinds, put in anywhere."""
    share = chance.random()
    text = MARK.sub(lambda match: chance.choice(("", match[0] * 2, *QUOTATION_MARKS)) if chance.random() < share else match[0], text)
    for _ in range(chance.randint(0, 5)):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice(QUOTATION_MARKS) + text[at:]
    return text


def with_dates_changed(text: str, chance: random.Random) -> str:
    """Dates that no calendar has, that are far away, that are many."""
    text = DATE.sub(lambda match: chance.choice(STRANGE_DATES) if chance.random() < 0.5 else match[0], text)
    return _after_words(text, STRANGE_DATES, chance)


def with_numbers_changed(text: str, chance: random.Random) -> str:
    """Numbers that are none, too large, in other scripts."""
    text = NUMBER.sub(lambda match: chance.choice(STRANGE_NUMBERS) if chance.random() < 0.5 else match[0], text)
    return _after_words(text, STRANGE_NUMBERS, chance)


def _after_words(text: str, added: tuple[str, ...], chance: random.Random) -> str:
    words = text.split(" ")
    for _ in range(chance.randint(1, 5)):
        words.insert(chance.randrange(len(words) + 1), chance.choice(added))
    return " ".join(words)


MUTATIONS: dict[str, Callable[[str, random.Random], str]] = {
    "characters": with_characters_changed,
    "lines": with_lines_changed,
    "quotation marks": with_marks_changed,
    "dates": with_dates_changed,
    "numbers": with_numbers_changed,
}
