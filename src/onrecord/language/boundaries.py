"""A component that fixes the sentence boundaries which spelling and layout decide; the parser decides the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from spacy.attrs import SENT_START, SPACY
from spacy.language import Language
from spacy.tokens import Doc

# Abbreviations before a number ("No. 4", "Art. 5"); elsewhere these words may end a sentence.
BEFORE_NUMBERS = {"no", "nos", "fig", "figs", "art", "sec", "vol", "ch", "p", "pp", "par", "approx", "op", "cap", "nr"}
# Abbreviations before a name; they never end a sentence there.
BEFORE_NAMES = {
    "ft",
    "mt",
    "gen",
    "lt",
    "col",
    "sen",
    "rep",
    "gov",
    "dr",
    "mr",
    "mrs",
    "ms",
    "prof",
    "rev",
    "sgt",
    "capt",
    "maj",
    "adm",
    "hon",
    "pres",
    "supt",
}
CLOSING_MARKS = {'"', "”", "’", "''", "»", ")", "]", "'"}
OPENING_MARKS = {'"', "“", "‘", "``", "«"}
OPENING_BRACKETS = {"(", "["}
# Marks inside a sentence: no sentence begins with one or right after one.
INNER_MARKS = {",", ";", ":", "-", "–", "—", "--", "%"}
# Names may begin in lower case ("al-Shabaab said").
NAME_PARTICLES = {"al", "el", "de", "di", "van", "von", "bin", "ibn", "ben", "abu"}
# Words that begin a sentence when capitalised, and are no part of a name after an abbreviation ("Gen. Roth", "U.S. Senate").
STARTERS = (
    "The It Its He She They We You I His Her Their Our My This That These Those There Another Both Others But And In On At If When So Nobody Everybody "
    "Everyone Nothing None No Some Many Most Several All Each After Before While Although Since Still Now Then Later Meanwhile However Also"
)
SENTENCE_STARTERS = frozenset(STARTERS.split())
FULL_STOPS = {".", "…", "..."}
SENTENCE_ENDS = {".", "!", "?", "…", "..."}
# spaCy's values for the start of a sentence: yes, undecided, no (-1, unsigned).
STARTS, OPEN, DOES_NOT_START = 1, 0, 2**64 - 1


@dataclass(frozen=True, slots=True)
class _Words:
    """What is asked of the tokens of a text: their words, and whether a space follows each."""

    texts: Sequence[str]
    spaced: Sequence[bool]


@Language.component("onrecord_boundaries", assigns=["token.is_sent_start"])
def mark_boundaries(doc: Doc) -> Doc:
    """Start a sentence after every blank line, and none where spelling rules it out; runs before the parser, which keeps both.

    A doc whose sentence boundaries are already set is left as it is.
    """
    if doc.has_annotation("SENT_START"):
        return doc
    words = _Words([token.text for token in doc], (doc.to_array(SPACY) > 0).tolist())
    starts = [OPEN] * len(doc)
    for i in range(1, len(doc)):
        before = words.texts[i - 1]
        if before.isspace():
            starts[i] = STARTS if "\n\n" in before else OPEN
        elif _cannot_start(i, words):
            starts[i] = DOES_NOT_START
        elif _begins_reply(i, words) or _begins_after_abbreviation(i, words):
            starts[i] = STARTS
    # One array for the whole doc: spaCy's setter on a token scans all tokens each time. (The stub asks for a class of thinc's.)
    return doc.from_array([SENT_START], np.array(starts, dtype=np.uint64))  # type: ignore[arg-type]


def _cannot_start(i: int, words: _Words) -> bool:
    """Whether a token continues the sentence before it: a closing mark, a dash or the token after one, lower case, a number after "No."."""
    text, before = words.texts[i], words.texts[i - 1]
    # Most words are such, and are asked of no more. On the web some sentences begin in lower case after a full stop; there the parser decides.
    if text.islower() and text not in NAME_PARTICLES and before not in FULL_STOPS:
        return True
    if text in CLOSING_MARKS and not words.spaced[i - 1]:
        return True
    if text in INNER_MARKS or before in INNER_MARKS or before in OPENING_BRACKETS:
        return True
    if text[:1].isdigit():
        return _short_word(i, words) in BEFORE_NUMBERS
    return text[:1].isupper() and text not in SENTENCE_STARTERS and _short_word(i, words) in BEFORE_NAMES


def _begins_reply(i: int, words: _Words) -> bool:
    """Whether a sentence begins right after a quotation that ends its own: another quotation ("All of us?" "All of us.") or plain text ('Leave now.' So I left)."""
    text, last = words.texts[i], max(0, i - 2)
    ended = words.texts[i - 1] in CLOSING_MARKS and not words.spaced[last] and words.texts[last] in SENTENCE_ENDS
    begins = (text in OPENING_MARKS and not words.spaced[i]) or (text in SENTENCE_STARTERS and text != "I")
    return ended and begins and words.spaced[i - 1]


def _begins_after_abbreviation(i: int, words: _Words) -> bool:
    """Whether an abbreviation's full stop is also the sentence's: "... in the U.S. Its rival is not"."""
    before = words.texts[i - 1]
    is_abbreviation = len(before) > 1 and before.endswith(".") and before.lower() not in ("v.", "vs.", "...")
    return is_abbreviation and words.texts[i] in SENTENCE_STARTERS


def _short_word(i: int, words: _Words) -> str:
    """The word, in lower case, whose full stop precedes a token; empty without a full stop."""
    before = words.texts[i - 1]
    word = before if before != "." else words.texts[max(0, i - 2)]
    return word.rstrip(".").casefold() if before.endswith(".") else ""
