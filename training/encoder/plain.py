"""Short plain texts as samples: patterns with marked words (``plain/*.txt``), whose slots are filled anew each time.

A pattern is one line, of one to three sentences; blank lines and lines that begin with ``#`` are none.

    [A {force}] <ASSAULT:occurred|shelled> [R {town}] [D on {day}], [S {person}] <say|told> [T {medium}].

``<TYPE:status|words>`` is a trigger (``CONSULT.meet`` has its mode, ``@`` after the status: on somebody's word), ``<act|words>`` a cue, ``[X words]`` words that have
a part: A actor, R recipient, P place, D date of events; S source, C content, T addressee, L relay, N name of the speaker of statements. Numbers tie parts to their
anchors (``[A1S2 ...]``, ``<1AID:planned|...>``); a part without one belongs to all of its kind. ``{slot}`` twice has two fillers, ``{slot#1}`` twice the same.
"""

from __future__ import annotations

import functools
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from training.language.tokenizer import set_up_tokenizer

from .fillers import Slot, choose_fillers, with_article
from .patterns import NAMED, ROLES, Edge, Mark, Pattern, read_patterns
from .samples import Anchor, Run, Sample, sample_between

__all__ = ["FOLDER", "read_patterns", "sample_of", "samples"]

FOLDER = Path(__file__).with_name("plain")
# Shares of samples of several patterns, and of breaks between these that end a paragraph.
JOINED, MOST_JOINED, BREAK = 0.4, 4, 0.5
# How much oftener patterns are read that a reader goes on with for their sake.
OFTEN = 8
# A sentence begins behind these: a full stop with or without a quotation mark, a question outside one, or the mark that opens a quotation.
BEGINNING = re.compile(r'(?:^|[.!?]\)?\s+|\."\s+|(?<=[.:,] ")|(?<=^"))"?$')


@dataclass(slots=True)
class Filled:
    """A text with its anchors, whose runs are of characters."""

    text: str = ""
    anchors: list[Anchor] = field(default_factory=list)


def fill(pattern: Pattern, chance: random.Random) -> Filled:
    """A text made of a pattern."""
    chosen = choose_fillers([piece for piece in pattern.pieces if isinstance(piece, Slot)], chance)
    text = ""
    starts: dict[int, int] = {}
    runs: dict[int, Run] = {}
    for piece in pattern.pieces:
        if isinstance(piece, str):
            text += "'" + piece.removeprefix("'s") if piece.startswith("'s") and text.endswith("s") else piece
        elif isinstance(piece, Edge) and piece.opens:
            starts[piece.mark] = len(text)
        elif isinstance(piece, Edge):
            runs[piece.mark] = (starts[piece.mark], len(text))
        else:
            words = next(chosen)
            if BEGINNING.search(text):
                words = words[0].upper() + words[1:]
            grown = with_article(text, words)
            moved = len(grown) - len(text)
            starts = {mark: start + moved * (start >= len(text)) for mark, start in starts.items()}
            text = grown + words
    return Filled(text, list(_anchors(pattern.marks, runs, text)))


def _anchors(marks: Sequence[Mark], runs: dict[int, Run], text: str) -> Iterator[Anchor]:
    """The anchors of a filled pattern, with those of its parts that are theirs."""
    for i, mark in enumerate(marks):
        if mark.anchor is None:
            continue
        roles = tuple(
            (NAMED[letter], _as_annotated(letter, runs[j], text))
            for j, other in enumerate(marks)
            for letter, numbers in other.parts
            if ROLES[letter] == mark.anchor.scheme and (not numbers or (mark.number and mark.number in numbers))
        )
        yield replace(mark.anchor, run=runs[i], roles=roles, classes=mark.anchor.classes + _whereabouts(mark.anchor.scheme, roles))


def _whereabouts(scheme: str, roles: Sequence[tuple[str, Run]]) -> tuple[tuple[str, str], ...]:
    """Whether those who are told, and who pass on, stand by a cue."""
    there = {role for role, _ in roles}
    asked = (("told", "addressee"), ("relayed", "relay")) if scheme == "statements" else ()
    return tuple((question, "here" if role in there else "nobody") for question, role in asked)


def _as_annotated(letter: str, run: Run, text: str) -> Run:
    """A content with its quotation marks and the comma or full stop inside them, a date without its "on"."""
    start, end = run
    if letter == "D" and re.match("[Oo]n ", text[start:end]):
        return start + len("on "), end
    closing = re.match(r'[,.!?]?"', text[end:])
    return (start - 1, end + closing.end()) if letter == "C" and closing and text[:start].endswith('"') else run


def sample_of(pattern: Pattern, chance: random.Random) -> Sample:
    """A pattern with new fillers as a sample."""
    return _sample(fill(pattern, chance))


def samples(count: int, chance: random.Random, often: str | None = None) -> list[Sample]:
    """So many samples of random patterns, some of several patterns, in one paragraph or more. ``often``: the file, or a pattern of the names of files, whose patterns are read ``OFTEN`` times as often."""
    patterns = [*_shipped(), *(read_patterns(FOLDER, often) * (OFTEN - 1) if often is not None else ())]
    return [_sample(_text(patterns, chance)) for _ in range(count)]


@functools.cache
def _shipped() -> tuple[Pattern, ...]:
    return tuple(read_patterns(FOLDER))


def _text(patterns: Sequence[Pattern], chance: random.Random) -> Filled:
    """One filled pattern, or a few behind one another."""
    number = chance.randint(2, MOST_JOINED) if chance.random() < JOINED else 1
    whole = Filled()
    for pattern in chance.sample(patterns, min(number, len(patterns))):
        if whole.text:
            whole.text += "\n\n" if chance.random() < BREAK else " "
        filled = fill(pattern, chance)
        whole.anchors += (_moved(anchor, len(whole.text)) for anchor in filled.anchors)
        whole.text += filled.text
    return whole


def _moved(anchor: Anchor, by: int) -> Anchor:
    roles = tuple((role, (start + by, end + by)) for role, (start, end) in anchor.roles)
    return replace(anchor, run=(anchor.run[0] + by, anchor.run[1] + by), roles=roles)


@functools.cache
def _tokenizer() -> Language:
    nlp = spacy.blank("en")
    set_up_tokenizer(nlp)
    return nlp


def _sample(filled: Filled) -> Sample:
    """A text in tokens; of all but its anchors nothing is known."""
    doc = _tokenizer()(filled.text)
    anchors = [
        replace(anchor, run=_tokens(doc, anchor.run), roles=tuple((role, _tokens(doc, run)) for role, run in anchor.roles))
        for anchor in filled.anchors
    ]
    return sample_between(doc, 0, len(doc), anchors, ("statements", "events"), guessed=True)


def _tokens(doc: Doc, run: Run) -> Run:
    """The tokens that the characters of a run stand in."""
    span = doc.char_span(*run, alignment_mode="expand")
    if span is None:
        raise ValueError(f"no word stands in {doc.text[slice(*run)]!r}")
    return span.start, span.end
