"""A component that fixes the sentence boundaries which spelling and layout decide; the parser decides the rest."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc, Token

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
STARTS, OPEN, DOES_NOT_START = 1, 0, np.uint64(2**64 - 1)


@Language.component("onrecord_boundaries", assigns=["token.is_sent_start"])
def mark_boundaries(doc: Doc) -> Doc:
    """Start a sentence after every blank line, and none where spelling rules it out; runs before the parser, which keeps both.

    A doc whose sentence boundaries are already set is left as it is.
    """
    if doc.has_annotation("SENT_START"):
        return doc
    starts = np.zeros(len(doc), dtype="uint64")
    for before, token in pairwise(doc):
        if before.is_space:
            starts[token.i] = STARTS if "\n\n" in before.text else OPEN
        elif _cannot_start(token, before):
            starts[token.i] = DOES_NOT_START
        elif _begins_reply(token, before) or _begins_after_abbreviation(token, before):
            starts[token.i] = STARTS
    # One array for the whole doc: spaCy's setter on a token scans all tokens each time. (The stub asks for a class of thinc's.)
    return doc.from_array([SENT_START], starts)  # type: ignore[arg-type]


def _cannot_start(token: Token, before: Token) -> bool:
    """Whether a token continues the sentence before it: a closing mark, a dash or the token after one, lower case, a number after "No."."""
    if token.text in CLOSING_MARKS and not before.whitespace_:
        return True
    if token.text in INNER_MARKS or before.text in INNER_MARKS or before.text in OPENING_BRACKETS:
        return True
    # On the web some sentences begin in lower case after a full stop; there the parser decides.
    if token.text.islower() and token.lower_ not in NAME_PARTICLES and before.text not in FULL_STOPS:
        return True
    if token.text[:1].isdigit():
        return _short_word(token, before) in BEFORE_NUMBERS
    return token.text[:1].isupper() and token.text not in SENTENCE_STARTERS and _short_word(token, before) in BEFORE_NAMES


def _begins_reply(token: Token, before: Token) -> bool:
    """Whether a sentence begins right after a quotation that ends its own: another quotation ("All of us?" "All of us.") or plain text ('Leave now.' So I left)."""
    ended = (
        before.text in CLOSING_MARKS
        and not token.doc[max(0, before.i - 1)].whitespace_
        and token.doc[max(0, before.i - 1)].text in SENTENCE_ENDS
    )
    begins = (token.text in OPENING_MARKS and not token.whitespace_) or (token.text in SENTENCE_STARTERS and token.text != "I")
    return ended and begins and bool(before.whitespace_)


def _begins_after_abbreviation(token: Token, before: Token) -> bool:
    """Whether an abbreviation's full stop is also the sentence's: "... in the U.S. Its rival is not"."""
    is_abbreviation = len(before.text) > 1 and before.text.endswith(".") and before.lower_ not in ("v.", "vs.", "...")
    return is_abbreviation and token.text in SENTENCE_STARTERS


def _short_word(token: Token, before: Token) -> str:
    """The word, in lower case, whose full stop precedes a token; empty without a full stop."""
    word = before.text if before.text != "." else token.doc[max(0, token.i - 2)].text
    return word.rstrip(".").casefold() if before.text.endswith(".") else ""
