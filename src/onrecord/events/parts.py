"""What speaks for a word to have a part in an event: to name somebody who takes part, and for any part, where it stands to the trigger."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.calibration import log_odds
from onrecord.events.surroundings import Surroundings
from onrecord.grammar import OBJECTS, SUBJECTS, entity_type, relation_to
from onrecord.marks import Frame

MODIFIERS = {"nmod", "nmod:poss", "compound", "amod"}


def evidence_of(known: Surroundings, frame: Frame, i: int, chance: float) -> dict[str, float]:
    """Evidence by name. ``chance``: how likely the reader finds the word to have a part."""
    word, trigger = known.doc[i], known.doc[slice(*frame.anchor)].root
    actor = known.actors.get(known.actor_of[i])
    return standing_of(frame, word, chance) | {
        f"is a {actor.type if actor is not None else 'country'}": 1.0,
        "has a pronoun or another name": float(actor is not None and len(actor.mentions) > 1),
        "speaks": float(actor is not None and actor.id in known.speakers),
        "pronoun": float(word.pos_ == "PRON"),
        "modifier": float(word.dep_ in MODIFIERS),
        "place": float(entity_type(word.ent_type_) == "LOC"),
        "subject of the trigger": float(word.head.i == trigger.i and word.dep_ in SUBJECTS),
        "object of the trigger": float(word.head.i == trigger.i and word.dep_ in OBJECTS),
    }


def standing_of(frame: Frame, word: Token, chance: float) -> dict[str, float]:
    """Evidence of where a word stands to a trigger, and of how likely the reader finds it to have a part."""
    return {"log odds": log_odds(chance), f"type {frame.answer('deed')}": 1.0} | relation_to(word, frame.anchor)
