"""Where an event was: the words that the reader marks, with what belongs to them."""

from __future__ import annotations

import math

from spacy.tokens import Span, Token

from onrecord.events.locating import AWAY, DIRECTED, KM_PER_DEGREE, Location
from onrecord.grammar import names_a_place, noun_phrase

WORDS_TO_A_NAME = 8
# A place so many kilometres from another is another.
FAR = 60.0


def whole_place(words: Span) -> Span:
    """Place words with how far it is ("70km northwest of the Chechen capital, Grozny"), which part of it ("northern Syria"), or which border."""
    away = _at_a_distance(words)
    if away is not None:
        return away
    doc, start = words.doc, words.start
    before = doc[max(words.sent.start, start - 2) : start]
    if len(before) > 1 and before[0].lemma_ == "border" and before[1].pos_ == "ADP":
        start = noun_phrase(before[0]).start
    elif len(before) and before[-1].head == words.root and DIRECTED.match(f"{before[-1].text} "):
        start -= 1
    return doc[start : words.end]


def _at_a_distance(words: Span) -> Span | None:
    sentence, doc = words.root.sent, words.doc
    for match in AWAY.finditer(sentence.text):
        away = doc.char_span(sentence.start_char + match.start(), sentence.start_char + match.end(), alignment_mode="expand")
        if away is None:
            continue
        named = [token.i for token in doc[away.end : min(away.end + WORDS_TO_A_NAME, sentence.end)] if names_a_place(token)]
        if named and away.start <= words.end and words.start <= named[-1]:
            return doc[away.start : _end_of_name(doc[named[0]])]
    return None


def _end_of_name(first: Token) -> int:
    end = first.i + 1
    while end < first.sent.end and first.doc[end].ent_iob_ == "I":
        end += 1
    return end


def is_elsewhere(one: Location, other: Location) -> bool:
    """Whether two places cannot be one: in other countries, or far apart where both are points or cities."""
    if one.country is not None and other.country is not None and one.country != other.country:
        return True
    ends = (one.latitude, one.longitude, other.latitude, other.longitude)
    if not {one.precision, other.precision} <= {"point", "city"} or any(end is None for end in ends):
        return False
    north, east = ((a or 0.0) - (b or 0.0) for a, b in ((ends[0], ends[2]), (ends[1], ends[3])))
    return KM_PER_DEGREE * math.hypot(north, east * math.cos(math.radians(ends[0] or 0.0))) > FAR
