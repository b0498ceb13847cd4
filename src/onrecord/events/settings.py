"""Where and when an event was: by how likely the reader finds words to tell it, and what else speaks for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from spacy.tokens import Span

from onrecord.calibration import Evidence, probability_of
from onrecord.events.dates import resolve
from onrecord.events.locating import locate
from onrecord.events.parts import standing_of
from onrecord.events.places import whole_place
from onrecord.events.surroundings import Surroundings
from onrecord.grammar import entity_type, is_noun, noun_phrase
from onrecord.marks import Frame

Setting = Literal["place", "date"]
# Words less likely than this tell neither where nor when: .723 of the places of found events of 636 articles, and .627 of the dates, their weights in two-fold
# cross-validation; what else was tried (who says the words, whose else they are, how often a place is named, how far back) changed neither on both halves.
LEAST_OF_A_SETTING = 0.45
# Words that the reader finds less likely are looked at only where they name a place, or are a date.
LEAST_TO_LOOK_AT = 0.03
# Dates are looked for in so many sentences before and after, too.
SENTENCES_TO_A_DATE = 1
WITH_CONTENT = {"NOUN", "PROPN", "ADV", "NUM", "X"}
# What a phrase does not end with: "for a", "in the next three".
BREAKING_OFF = {"ADP", "ADJ", "DET", "NUM"}


def place_of(known: Surroundings, frame: Frame) -> Span | None:
    """The words for where it was."""
    words = _likeliest("place", [(words, place_evidence(known, frame, words)) for words in places_near(known, frame)])
    return whole_place(words) if words is not None else None


def date_of(known: Surroundings, frame: Frame) -> Span | None:
    """The words for when it was."""
    return _likeliest("date", [(words, date_evidence(known, frame, words)) for words in dates_near(known, frame)])


def place_evidence(known: Surroundings, frame: Frame, words: Span) -> dict[str, float]:
    """What speaks for words to be where it was, by name."""
    location = locate(words, known.countries, known.places)
    precision = location.precision if location is not None else "unknown"
    takes_part = any(token.i in known.actor_of for token in words)
    return _evidence(frame, words, "place") | {f"precision {precision}": 1.0, "takes part": float(takes_part)}


def date_evidence(known: Surroundings, frame: Frame, words: Span) -> dict[str, float]:
    """What speaks for words to be when it was, by name."""
    value = resolve(words.text, known.published) or ""
    return _evidence(frame, words, "date") | {f"value of {len(value)} characters": 1.0}


def places_near(known: Surroundings, frame: Frame) -> Iterator[Span]:
    """Words that may be where it was: what the reader marks, its likelier words, and the names of places of the sentence."""
    doc, chances = known.doc, frame.chances.get("place", {})
    likely = sorted((i for i, chance in chances.items() if chance >= LEAST_TO_LOOK_AT), key=lambda i: -chances[i])
    phrases = (noun_phrase(doc[i]) if is_noun(doc[i]) else doc[i : i + 1] for i in likely)
    with_nouns = (_with_noun(words) for words in (*_marked(known, frame, "place"), *phrases))
    named = known.places_in.get(known.sentence[frame.anchor[0]], ())
    yield from _apart((*(words for words in with_nouns if words is not None), *named))


def dates_near(known: Surroundings, frame: Frame) -> Iterator[Span]:
    """Words that may be when it was: what the reader marks, with the rest of a date that it cut, and the dates of the sentences around."""
    sentence = known.sentence[frame.anchor[0]]
    whole = (words if resolve(words.text, known.published) else _to_noun(words) for words in _marked(known, frame, "date"))
    marked = (_with_rest(words, known.date_at.get(words.start)) for words in whole)
    around = range(sentence - SENTENCES_TO_A_DATE, sentence + SENTENCES_TO_A_DATE + 1)
    near = (date for number in around for date in known.dates_in.get(number, ()))
    yield from _apart((*marked, *near))


def _likeliest(setting: Setting, judged: Iterable[tuple[Span, Evidence]]) -> Span | None:
    likely = ((probability_of(setting, evidence), words) for words, evidence in judged)
    probability, words = max(likely, key=lambda one: one[0], default=(0.0, None))
    return words if probability >= LEAST_OF_A_SETTING else None


def _evidence(frame: Frame, words: Span, setting: Setting) -> dict[str, float]:
    chances = frame.chances.get(setting, {})
    case = next((child.lower_ for child in words.root.children if child.dep_ == "case"), "none")
    return standing_of(frame, words.root, max(chances.get(token.i, 0.0) for token in words)) | {
        f"case {case}": 1.0,
        f"status {frame.answer('status')}": 1.0,
        f"name {entity_type(words.root.ent_type_) or 'none'}": 1.0,
    }


def _marked(known: Surroundings, frame: Frame, setting: Setting) -> list[Span]:
    """The runs of words that the reader marks, the surest first."""
    parts = sorted(frame.of(setting), key=lambda part: -part.probability)
    return [known.doc[slice(*part.run)] for part in parts]


def _with_noun(words: Span) -> Span | None:
    """Words, or the phrase of the noun that they leave out ("the" of "the northern part"); ``None`` where there is no noun."""
    if any(token.pos_ in WITH_CONTENT for token in words):
        return words
    return noun_phrase(words.root.head) if is_noun(words.root.head) else None


def _to_noun(words: Span) -> Span:
    """Words up to the noun before which they break off: "for a week", for "for a"."""
    last = words[-1]
    is_cut = last.pos_ in BREAKING_OFF and last.head.i >= words.end and is_noun(last.head)
    return words.doc[words.start : last.head.i + 1] if is_cut else words


def _with_rest(words: Span, date: Span | None) -> Span:
    return words if date is None else words.doc[min(words.start, date.start) : max(words.end, date.end)]


def _apart(found: Iterable[Span]) -> Iterator[Span]:
    """The spans that share no word with an earlier one."""
    taken: set[int] = set()
    for words in found:
        inside = set(range(words.start, words.end))
        if not inside & taken:
            taken |= inside
            yield words
