"""Who takes part in an event, and on which side: by how likely the reader finds each word to have a part, and what else speaks for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Span, Token

from onrecord.events.parts import Elsewhere, chances_of, evidence_of
from onrecord.events.surroundings import Surroundings
from onrecord.forests import chances_by
from onrecord.grammar import SUBJECTS, listed_with, titles_joined_to, without_modifiers
from onrecord.marks import Frame, likeliest

# Words less likely than this have no part; of a contact, which is none without the other side, the less likely have, too.
# With .2, .3 and .4 for the first, F1 of actors is .761, .767, .770, of contacts .560, .560, .548, of other deeds .424, .425, .420 (974 kept-out articles).
LEAST_OF_A_PART, LEAST_OF_A_SIDE = 0.3, 0.2
# Events at least so likely keep to themselves whom their own words name.
LEAST_GOVERNING = 0.3
# An event that keeps so many participants can leave others to another event.
ENOUGH = 2


@dataclass(frozen=True, slots=True)
class Sides:
    """Who acts, and to whom it is done: {actor: the word by which it takes part}; ``chances``: {actor: how likely it takes part}."""

    acting: dict[str, Token]
    others: dict[str, Token]
    chances: dict[str, float]


class Participants:
    """Finds the participants of an article's frames, each actor on the likelier side."""

    def __init__(self, known: Surroundings, frames: Sequence[Frame]) -> None:
        self.known = known
        self._chances = {one.anchor: {i: c for i, c in chances_of(one).items() if i in known.actor_of} for one in frames}
        elsewhere = Elsewhere(frames, chances_of)
        evidence = [evidence_of(known, one, self._chances[one.anchor], elsewhere) for one in frames]
        judged = chances_by("participants", [list(of_words.values()) for of_words in evidence])
        self._judged = {
            one.anchor: dict(zip(of_words, chances, strict=True)) for one, of_words, chances in zip(frames, evidence, judged, strict=True)
        }
        self._governing = {Span(known.doc, *one.anchor).root.i: one for one in frames if one.probability >= LEAST_GOVERNING}

    def sides(self, frame: Frame) -> Sides:
        """Who acts, and to whom it is done."""
        acting, others = frame.chances["actor"], frame.chances["recipient"]
        least = LEAST_OF_A_SIDE if frame.answer("deed") == "CONSULT" else LEAST_OF_A_PART
        chances = self._chances[frame.anchor]
        likely = {i: probability for i, probability in self._judged[frame.anchor].items() if probability >= least}
        own = {i: probability for i, probability in likely.items() if not self._is_anothers(i, chances[i], frame)}
        if len({self.known.actor_of[i] for i in own}) < ENOUGH:
            own = likely
        sides: tuple[dict[str, Token], dict[str, Token]] = ({}, {})
        for actor, i in likeliest(without_modifiers(self.known.doc, own), self.known.actor_of).items():
            side = sides[others.get(i, 0.0) > acting.get(i, 0.0)]
            side.update(dict.fromkeys(self.known.each_of(actor), self.known.doc[i]))
        self._add_named_with(*sides)
        return Sides(*sides, chances={self.known.actor_of[i]: chance for i, chance in own.items()})

    def _add_named_with(self, acting: dict[str, Token], others: dict[str, Token]) -> None:
        """Put who is named in one list with a participant on its side: "police arrested Jan Hus, Vit Roth and Ana Lind", "Mr and Mrs Hus"."""
        for side, opposite in ((acting, others), (others, acting)):
            for token in list(side.values()):
                listed = [*listed_with(token), *titles_joined_to(token)]
                named = {self.known.actor_of[one.i]: one for one in listed if one.pos_ == "PROPN" and one.i in self.known.actor_of}
                side.update((actor, one) for actor, one in named.items() if actor not in {**side, **opposite})

    def _is_anothers(self, i: int, chance: float, frame: Frame) -> bool:
        """Whether a word depends on another trigger, not as its subject, and has a likelier part there: "after talks with Roth, Kovac met Petrov"."""
        token = self.known.doc[i]
        while token.head.i != token.i and token.head.i not in self._governing:
            token = token.head
        other = self._governing.get(token.head.i, frame)
        if other is frame or token.dep_ in SUBJECTS:
            return False
        return chances_of(other).get(i, 0.0) >= chance


def visited(known: Surroundings, place: Span | None) -> dict[str, Token]:
    """The country that a place is, where it is an actor: to visit it is to be in touch with it."""
    named = ((known.actor_of.get(token.i, ""), token) for token in place or ())
    return {actor: token for actor, token in named if known.type_of(actor) == "country"}
