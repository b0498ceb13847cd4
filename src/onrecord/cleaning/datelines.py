"""Datelines that begin a report's first paragraph: "MOSCOW, March 24 (Reuters) - ", "NAIROBI, 12 May 2021 -- "."""

from __future__ import annotations

import re

from onrecord.cleaning.dates import MONTH, dates_in

NAME = r"[A-Z][\w.'’/\-]*"
CAPITALS = rf"[A-Z][A-Z.'’/\- ]{{2,30}}(?:,\s{NAME}(?:\s(?:of\s)?{NAME}){{0,2}}){{0,2}}"
PLACE = rf"(?!(?:On|In|By|Since|From|Until|Before|After|Between)\b){NAME}(?:[ ,]+{NAME}){{0,5}}"
DAY_MONTH = rf"(?:(?:{MONTH})\.?\s\d{{1,2}}|\d{{1,2}}\s(?:{MONTH})\.?)"
FULL_DATE = rf"(?:(?:{MONTH})\.?\s\d{{1,2}},?\s\d{{4}}|\d{{1,2}}\s(?:{MONTH})\.?,?\s\d{{4}})"
DATE = rf"(?:{FULL_DATE}|{DAY_MONTH})"
AGENCY = r"(?:\([A-Z][\w ./&-]{1,40}\)|/[A-Z][\w ]{1,30}/)"
KNOWN_AGENCY = r"\((?:Reuters|AP|AFP|CNN|UPI|Xinhua|TASS|dpa|ANI|PTI|Thomson Reuters Foundation)\)"
DASH = r"\s?[-–—]{1,2}\s*"
FORMS = (
    rf"{CAPITALS}(?:,?\s(?i:{DATE})|\s\((?i:{DATE})\))?\s?{AGENCY}?(?:(?<=\S)[–—]\s?|\s[-–—]{{1,2}}\s|(?<=\)|/)[-–—]{{1,2}}\s)",
    rf"{PLACE}(?:,?\s(?i:{FULL_DATE})|\s\((?i:{FULL_DATE})\))\s?{AGENCY}?{DASH}",
    rf"[(\[]{PLACE}(?:,\s(?i:{DATE}))?[)\]]{DASH}",
    rf"{PLACE}(?:,\s[\w.'’ ]{{2,25}})?(?:,?\s(?i:{DATE}))?\s{KNOWN_AGENCY}\s?[-–—]{{0,2}}\s?",
)
# What follows a dateline begins a sentence.
DATELINE = re.compile(rf"(?:{'|'.join(FORMS)})(?![a-z])")


def dateline_length(text: str, start: int, end: int) -> int:
    """Characters of the dateline that a paragraph begins with, white space after it included; 0 where it begins without one."""
    match = DATELINE.match(text, start, end)
    return match.end() - start if match and match.end() < end else 0


def is_place_and_date(line: str) -> bool:
    """Whether a line is a place and a full date and nothing else: "Nairobi, 12 May 2021"."""
    return bool(re.fullmatch(rf"{PLACE},?\s\(?(?i:{FULL_DATE})\)?", line)) and bool(dates_in(line))
