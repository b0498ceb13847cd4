"""Where and when an event was: by how likely the reader finds words to tell it, and what else speaks for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, get_args

from spacy.tokens import Span

from onrecord.calibration import Evidence, log_odds
from onrecord.events.dates import resolve
from onrecord.events.locating import locate
from onrecord.events.parts import Elsewhere, of_frame, standing_of
from onrecord.events.places import whole_place
from onrecord.events.surroundings import Surroundings
from onrecord.forests import chances_by
from onrecord.grammar import POSSESSIVES, entity_type, is_noun, noun_phrase
from onrecord.marks import Frame, Run

Setting = Literal["place", "date"]
SETTINGS: tuple[Setting, ...] = get_args(Setting)
# Words less likely than this tell neither where nor when: F1 .747 of the places of found events of 974 kept-out articles, and .647 of the dates.
LEAST_OF_A_SETTING = 0.45
# Words that the reader finds less likely are looked at only where they name a place, or are a date.
LEAST_TO_LOOK_AT = 0.03
# Dates are looked for in so many sentences before and after, too.
SENTENCES_TO_A_DATE = 1
WITH_CONTENT = {"NOUN", "PROPN", "ADV", "NUM", "X"}
# What a phrase does not end with: "for a", "in the next three", "that summer and".
BREAKING_OFF = {"ADP", "ADJ", "CCONJ", "DET", "NUM"}


class Settings:
    """Where and when each of an article's frames was, as far as words tell it."""

    def __init__(self, known: Surroundings, frames: Sequence[Frame]) -> None:
        self.known = known
        likeliest = {setting: self._likeliest(setting, frames) for setting in SETTINGS}
        likeliest["date"] = self._of_one_day(likeliest["date"], frames)
        self._found = {setting: {anchor: words for anchor, (words, _) in found.items()} for setting, found in likeliest.items()}

    def place_of(self, frame: Frame) -> Span | None:
        """The words for where it was."""
        words = self._found["place"].get(frame.anchor)
        return whole_place(words) if words is not None else None

    def date_of(self, frame: Frame) -> Span | None:
        """The words for when it was, of which the owner of its noun is the surest: "Sunday's attack"."""
        trigger = self.known.doc[slice(*frame.anchor)].root
        owners = (self.known.date_at.get(child.i) for child in trigger.children if child.dep_ in POSSESSIVES)
        return next((date for date in owners if date is not None), self._found["date"].get(frame.anchor))

    def _of_one_day(self, found: Mapping[Run, tuple[Span, float]], frames: Sequence[Frame]) -> dict[Run, tuple[Span, float]]:
        """Date words without those that would be another day for something that likelier words tell of: "had met on Monday and would meet again"."""
        status = {frame.anchor: frame.answer("status") for frame in frames}
        kept: dict[Run, tuple[Span, float]] = {}
        days: dict[Run, str | None] = {}
        for anchor, (words, chance) in sorted(found.items(), key=lambda item: -item[1][1]):
            day = resolve(words.text, self.known.published, future=status[anchor] == "planned")
            if days.setdefault((words.start, words.end), day) == day:
                kept[anchor] = (words, chance)
        return kept

    def _likeliest(self, setting: Setting, frames: Sequence[Frame]) -> dict[Run, tuple[Span, float]]:
        """The words that are likeliest to tell it, and how likely, for each frame of which any are likely enough."""
        elsewhere = elsewhere_of(setting, frames)
        judged = [evidence_near(self.known, setting, frame, elsewhere) for frame in frames]
        chances = chances_by(setting, [[evidence for _, evidence in some] for some in judged])
        found: dict[Run, tuple[Span, float]] = {}
        for frame, some, likely in zip(frames, judged, chances, strict=True):
            best = max(range(len(some)), key=likely.__getitem__, default=None)
            if best is not None and likely[best] >= LEAST_OF_A_SETTING:
                found[frame.anchor] = (some[best][0], likely[best])
        return found


def elsewhere_of(setting: Setting, frames: Iterable[Frame]) -> Elsewhere:
    """How likely words tell where, or when, something else was."""
    return Elsewhere(frames, lambda frame: frame.chances.get(setting, {}))


def evidence_near(known: Surroundings, setting: Setting, frame: Frame, elsewhere: Elsewhere) -> list[tuple[Span, Evidence]]:
    """Words that may tell where, or when, it was, with what speaks for them, by name."""
    near = list(places_near(known, frame) if setting == "place" else dates_near(known, frame))
    chances = frame.chances.get(setting, {})
    highest = [max(chances.get(token.i, 0.0) for token in words) for words in near]
    likeliest, own = max(highest, default=0.0), _of_place if setting == "place" else _of_date
    alike = of_frame(frame, Span(known.doc, *frame.anchor).root)
    return [
        (
            words,
            alike
            | _evidence(frame, words, chance)
            | own(known, words)
            | {
                "candidates": float(len(near)),
                "likelier ones": float(sum(other > chance for other in highest)),
                "share of the likeliest": chance / likeliest if likeliest else 0.0,
                "log odds at another trigger": log_odds(max(elsewhere.chance(token.i, frame) for token in words)),
                "in the headline": float(words.start in known.headline),
            },
        )
        for words, chance in zip(near, highest, strict=True)
    ]


def _of_place(known: Surroundings, words: Span) -> dict[str, float]:
    """What speaks for words to be where it was."""
    location = locate(words, known.countries, known.places)
    precision = location.precision if location is not None else "unknown"
    takes_part = any(token.i in known.actor_of for token in words)
    return {f"precision {precision}": 1.0, "takes part": float(takes_part)}


def _of_date(known: Surroundings, words: Span) -> dict[str, float]:
    """What speaks for words to be when it was."""
    value = resolve(words.text, known.published) or ""
    return {"length of the value": float(len(value)), "words": float(len(words))}


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
    marked = (_with_rest(words, next((known.date_at[token.i] for token in words if token.i in known.date_at), None)) for words in whole)
    around = range(sentence - SENTENCES_TO_A_DATE, sentence + SENTENCES_TO_A_DATE + 1)
    near = (date for number in around for date in known.dates_in.get(number, ()))
    yield from _apart((*marked, *near))


def _evidence(frame: Frame, words: Span, chance: float) -> dict[str, float]:
    case = next((child.lower_ for child in words.root.children if child.dep_ == "case"), "none")
    return standing_of(frame, words.root, chance) | {f"case {case}": 1.0, f"name {entity_type(words.root.ent_type_) or 'none'}": 1.0}


def _marked(known: Surroundings, frame: Frame, setting: Setting) -> list[Span]:
    """The runs of words that the reader marks, the surest first."""
    parts = sorted(frame.of(setting), key=lambda part: -part.probability)
    return [Span(known.doc, *part.run) for part in parts]


def _with_noun(words: Span) -> Span | None:
    """Words, or the phrase of the noun that they leave out ("the" of "the northern part"); ``None`` where there is no noun."""
    if any(token.pos_ in WITH_CONTENT for token in words):
        return words
    return noun_phrase(words.root.head) if is_noun(words.root.head) else None


def _to_noun(words: Span) -> Span:
    """Words up to the noun before which they break off: "for a week", for "for a"."""
    last = words[-1]
    is_cut = (last.pos_ in BREAKING_OFF or last.text == "-") and last.head.i >= words.end and is_noun(last.head)
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
