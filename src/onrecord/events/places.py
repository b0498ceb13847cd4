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
    before = list(doc[max(words.sent.start, start - 2) : start])
    border = next((word for word in before[:-1] if word.lemma_ == "border"), None)
    if border is not None:
        return doc[noun_phrase(border).start : words.end]
    is_directed = any(DIRECTED.match(f"{word.text} ") for word in before[-1:])
    return doc[start - is_directed : words.end]


def _at_a_distance(words: Span) -> Span | None:
    sentence, doc = words.root.sent, words.doc
    for match in AWAY.finditer(sentence.text):
        away = doc.char_span(sentence.start_char + match.start(), sentence.start_char + match.end(), alignment_mode="expand")
        if away is None:
            continue
        named = [token.i for token in doc[away.end : min(away.end + WORDS_TO_A_NAME, sentence.end)] if names_a_place(token)]
        if away.start <= words.root.i <= max(named, default=-1):
            return doc[away.start : end_of_name(doc[named[0]])]
    return None


def end_of_name(first: Token) -> int:
    """Where the name ends that begins with a token."""
    end = first.sent.end
    return next((token.i for token in first.doc[first.i + 1 : end] if token.ent_iob_ != "I"), end)


def is_elsewhere(one: Location, other: Location) -> bool:
    """Whether two places cannot be one: in other countries, or far apart where both are points or cities."""
    if len({one.country, other.country} - {None}) > 1:
        return True
    here, there = one.point, other.point
    if here is None or there is None:
        return False
    north, east = here[0] - there[0], here[1] - there[1]
    return KM_PER_DEGREE * math.hypot(north, east * math.cos(math.radians(here[0]))) > FAR
