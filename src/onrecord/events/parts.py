"""What speaks for a word to name somebody who takes part in an event."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.calibration import log_odds
from onrecord.events.surroundings import Surroundings
from onrecord.grammar import OBJECTS, SUBJECTS, entity_type
from onrecord.marks import Frame

# Steps in the tree, and words, beyond which it makes no difference how far a word is from the trigger.
FAR_UP, FAR_DOWN, FAR_IN_WORDS = 4, 3, 40
MODIFIERS = {"nmod", "nmod:poss", "compound", "amod"}


def evidence_of(known: Surroundings, frame: Frame, i: int, chance: float) -> dict[str, float]:
    """Evidence by name. ``chance``: how likely the reader finds the word to have a part."""
    word, trigger = known.doc[i], known.doc[slice(*frame.anchor)].root
    actor = known.actors.get(known.actor_of[i])
    up, down = _way(word, trigger)
    return {
        "log odds": log_odds(chance),
        f"type {frame.answer('deed')}": 1.0,
        f"is a {actor.type if actor is not None else 'country'}": 1.0,
        "has a pronoun or another name": float(actor is not None and len(actor.mentions) > 1),
        "speaks": float(actor is not None and actor.id in known.speakers),
        f"relation {word.dep_.split(':')[0]}": 1.0,
        "pronoun": float(word.pos_ == "PRON"),
        "modifier": float(word.dep_ in MODIFIERS),
        "place": float(entity_type(word.ent_type_) == "LOC"),
        "subject of the trigger": float(word.head.i == trigger.i and word.dep_ in SUBJECTS),
        "object of the trigger": float(word.head.i == trigger.i and word.dep_ in OBJECTS),
        "same sentence": float(word.sent.start == trigger.sent.start),
        f"{up} up": 1.0,
        f"{down} down": 1.0,
        "words between": min(abs(i - frame.anchor[0]), FAR_IN_WORDS) / FAR_IN_WORDS,
        "before": float(i < frame.anchor[0]),
    }


def _way(word: Token, trigger: Token) -> tuple[int, int]:
    """Steps in the tree up from a word to what it has in common with the trigger, and down from there; the most in another sentence."""
    above = {token.i: steps for steps, token in enumerate([word, *word.ancestors])}
    below = enumerate([trigger, *trigger.ancestors])
    up, down = next(((above[token.i], steps) for steps, token in below if token.i in above), (FAR_UP, FAR_DOWN))
    return min(up, FAR_UP), min(down, FAR_DOWN)
