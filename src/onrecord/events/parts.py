"""What speaks for a word to have a part in an event: to name somebody who takes part, and for any part, where it stands to the trigger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set

from spacy.tokens import Span, Token

from onrecord.calibration import Evidence, log_odds
from onrecord.events.surroundings import Surroundings
from onrecord.grammar import AUXILIARIES, OBJECTS, SUBJECTS, conjuncts, entity_type, preposition_of, relation_to
from onrecord.marks import Frame, Run

MODIFIERS = {"nmod", "nmod:poss", "compound", "amod"}
# Others who are likelier to have a part, beyond so many, say no more; nor do mentions of an actor.
ENOUGH, MENTIONS_ENOUGH = 3, 8
BEFORE = {"with", "by", "to", "of", "in", "at", "on", "for", "from", "between", "against", "among", "after", "as", "into"}


def evidence_of(known: Surroundings, frame: Frame, chances: Mapping[int, float], elsewhere: Elsewhere) -> dict[int, Evidence]:
    """Evidence by name for each word that may have a part. ``chances``: how likely the reader finds words that name somebody to have one."""
    likelier: dict[int, int] = {}
    seen: set[str] = set()
    for i in sorted(chances, key=lambda i: -chances[i]):
        likelier[i] = len(seen)
        seen.add(known.actor_of[i])
    highest = max(chances.values(), default=1.0)
    trigger, deed = Span(known.doc, *frame.anchor).root, frame.answer("deed")
    tellers = {statement.speaker for statement in known.around(trigger)}
    alike = of_frame(frame, trigger)
    return {
        i: alike
        | _own(known, frame, known.doc[i], chance, trigger, deed)
        | _telling(known, known.doc[i], trigger, tellers)
        | _among(known, known.doc[i], chances, elsewhere.chance(i, frame))
        | {"likelier ones": float(min(likelier[i], ENOUGH)), "share of the likeliest": chance / highest, "candidates": float(len(seen))}
        for i, chance in chances.items()
    }


class Elsewhere:
    """How likely each word has a part at the likeliest of the other triggers of an article. ``chances``: {word: how likely it has a part} at a frame."""

    def __init__(self, frames: Iterable[Frame], chances: Callable[[Frame], Mapping[int, float]]) -> None:
        self._likeliest: dict[int, list[tuple[float, Run]]] = {}
        for frame in frames:
            for i, chance in chances(frame).items():
                self._likeliest.setdefault(i, []).append((chance, frame.anchor))
        for found in self._likeliest.values():
            found.sort(reverse=True)

    def chance(self, i: int, frame: Frame) -> float:
        """Of a word, at a trigger that is not this frame's."""
        return next((chance for chance, anchor in self._likeliest.get(i, ()) if anchor != frame.anchor), 0.0)


def chances_of(frame: Frame) -> dict[int, float]:
    """How likely each word is to take part, on whichever side, in the order of the text."""
    acting, others = frame.chances["actor"], frame.chances["recipient"]
    return {i: acting.get(i, 0.0) + others.get(i, 0.0) for i in sorted(acting.keys() | others.keys())}


def _own(known: Surroundings, frame: Frame, word: Token, chance: float, trigger: Token, deed: str) -> dict[str, float]:
    """What speaks for one word alone."""
    actor = known.actors.get(known.actor_of[word.i])
    relation = word.dep_ if word.head.i == trigger.i else ""
    before = preposition_of(word)
    return standing_of(frame, word, chance) | {
        f"is a {actor.type if actor is not None else 'country'}": 1.0,
        "speaks": float(known.actor_of[word.i] in known.speakers),
        "pronoun": float(word.pos_ == "PRON"),
        "modifier": float(word.dep_ in MODIFIERS),
        "place": float(entity_type(word.ent_type_) == "LOC"),
        "subject of the trigger": float(relation in SUBJECTS),
        "object of the trigger": float(relation in OBJECTS),
        "log odds that it acts": log_odds(frame.chances["actor"].get(word.i, 0.0)),
        "log odds that it is done to it": log_odds(frame.chances["recipient"].get(word.i, 0.0)),
        "log odds of its type": log_odds(frame.answers["deed"][deed]),
        "mentions": float(min(len(actor.mentions), MENTIONS_ENOUGH)) if actor is not None else 0.0,
        f"{word.dep_.split(':')[0]} of a {trigger.pos_}": float(bool(relation)),
        f"behind {before if before in BEFORE else 'another'}": float(before is not None),
    }


def _among(known: Surroundings, word: Token, chances: Mapping[int, float], elsewhere: float) -> dict[str, float]:
    """How a word stands among the others that may have a part, and what it may be to another trigger."""
    own = known.actor_of[word.i]
    same = [chance for i, chance in chances.items() if known.actor_of[i] == own]
    listed = (chances.get(one.i, 0.0) for one in conjuncts(word) if one.i != word.i)
    return {
        "log odds at another trigger": log_odds(elsewhere),
        "the actor's words": float(min(len(same), ENOUGH)),
        "log odds of the actor's likeliest": log_odds(max(same)),
        "log odds of who is in its list": log_odds(max(listed, default=0.0)),
        "in the headline": float(word.i in known.headline),
    }


def _telling(known: Surroundings, word: Token, trigger: Token, tellers: Set[str | None]) -> dict[str, float]:
    """Whether the event stands in the words of somebody, who is seldom one of those who take part. ``tellers``: who says what the trigger stands in."""
    says_so = known.actor_of[word.i] in tellers
    return {
        "in somebody's words": float(bool(tellers)),
        "says so": float(says_so),
        "says so in the same sentence": float(says_so and known.sentence[word.i] == known.sentence[trigger.i]),
    }


def of_trigger(token: Token) -> dict[str, float]:
    """What the word that tells of an event says by itself, by name: which it is, in which form, what hangs it on the rest, "may have been"."""
    return {
        f"trigger {token.lemma_.casefold()}": 1.0,
        f"tag {token.tag_}": 1.0,
        f"relation {token.dep_}": 1.0,
        **{f"auxiliary {child.lower_}": 1.0 for child in token.children if child.dep_ in AUXILIARIES},
    }


def standing_of(frame: Frame, word: Token, chance: float) -> dict[str, float]:
    """Evidence of where a word stands to a trigger, and of how likely the reader finds it to have a part."""
    return relation_to(word, frame.anchor) | {"log odds": log_odds(chance), f"word {word.pos_}": 1.0}


def of_frame(frame: Frame, trigger: Token) -> dict[str, float]:
    """Evidence that is the same for all words around a trigger."""
    return {
        "log odds of the trigger": log_odds(frame.probability),
        f"type {frame.answer('deed')}": 1.0,
        f"status {frame.answer('status')}": 1.0,
        f"mode {frame.answer('mode')}": 1.0,
        f"trigger {trigger.pos_}": 1.0,
        f"trigger {trigger.lemma_.casefold()}": 1.0,
    }
