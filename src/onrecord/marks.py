"""What the reader found in a text, by its tokens: the one value that statements and events are written from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Run = tuple[int, int]
"""Tokens ``[start, end)``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Words that have a part in a frame: who spoke or acted, what was said, where, when. ``probability``: the mean over its tokens."""

    role: str
    run: Run
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A statement by its cue or an event by its trigger: the anchor, the words around it, and answers to what is asked of it.

    ``chances``: {role: {token: probability}} of words that may have a part, in one of the parts or not; ``answers``: {question: {answer: probability}};
    ``probability``: that the anchor is one at all.
    """

    anchor: Run
    probability: float
    parts: tuple[Part, ...] = ()
    chances: Mapping[str, Mapping[int, float]] = field(default_factory=dict)
    answers: Mapping[str, Mapping[str, float]]

    def of(self, role: str) -> Iterator[Part]:
        """The parts in a role, in the order of the text."""
        return (part for part in self.parts if part.role == role)

    def answer(self, question: str) -> str:
        """The likeliest answer."""
        answers = self.answers[question]
        return max(answers, key=answers.__getitem__)


@dataclass(frozen=True, slots=True, kw_only=True)
class PairScores:
    """How well words of a text go together as mentions of one actor, in log odds: a word that takes up another with each that it may take up.

    ``anaphors``, ``antecedents``: (words, rank), whose dot product is a pair's score; ``new``: (words,), the score that a word takes up none.
    """

    anaphors: NDArray[np.float32]
    antecedents: NDArray[np.float32]
    new: NDArray[np.float32]

    def scores(self, anaphor: int, antecedents: Sequence[int]) -> list[float]:
        """The score of a word with each of some others."""
        found: list[float] = (self.antecedents[list(antecedents)] @ self.anaphors[anaphor]).tolist()
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """Who speaks and takes part where, by tokens: what the actors of a text are found by beside its parse.

    ``sources``: the words for who says something; ``others``: for who is told, passes on, acts or is acted on; ``quoted``: tokens in quotation marks;
    ``names``: {head of a source: {word: probability that it names who speaks}}; ``pair_scores``: which words may be of one actor.
    """

    sources: tuple[Run, ...] = ()
    others: tuple[Run, ...] = ()
    quoted: frozenset[int] = frozenset()
    names: Mapping[int, Mapping[int, float]] = field(default_factory=dict)
    pair_scores: PairScores | None = None

    def scores(self, anaphor: int, antecedents: Sequence[int]) -> list[float]:
        """How well a word goes together with each of some others, by the reader; zero where there is none."""
        return [0.0 for _ in antecedents] if self.pair_scores is None else self.pair_scores.scores(anaphor, antecedents)

    def score_of_nobody(self, anaphor: int) -> float:
        """How well it goes with a word that it takes up none."""
        return 0.0 if self.pair_scores is None else float(self.pair_scores.new[anaphor])


NO_VOICES = Voices()


def likeliest(chances: Mapping[int, float], actor_of: Mapping[int, str]) -> dict[str, int]:
    """{actor: the likeliest of the words that stand for it}, in the order of the text. ``chances``: {token: probability}."""
    best: dict[str, int] = {}
    for token, chance in chances.items():
        actor = actor_of.get(token)
        if actor is not None and (actor not in best or chance > chances[best[actor]]):
            best[actor] = token
    return dict(sorted(best.items(), key=lambda item: item[1]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The frames of a text, in the order of their anchors."""

    statements: tuple[Frame, ...] = ()
    events: tuple[Frame, ...] = ()
