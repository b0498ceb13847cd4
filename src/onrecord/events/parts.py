"""What speaks for a word to have a part in an event: to name somebody who takes part, and for any part, where it stands to the trigger."""

from __future__ import annotations

from collections.abc import Mapping, Set

from spacy.tokens import Token

from onrecord.calibration import Evidence, log_odds
from onrecord.events.surroundings import Surroundings
from onrecord.grammar import OBJECTS, SUBJECTS, entity_type, relation_to
from onrecord.marks import Frame

MODIFIERS = {"nmod", "nmod:poss", "compound", "amod"}
# Others who are likelier to have a part, beyond so many, say no more.
ENOUGH = 3


def evidence_of(known: Surroundings, frame: Frame, chances: Mapping[int, float]) -> dict[int, Evidence]:
    """Evidence by name for each word that may have a part. ``chances``: how likely the reader finds words that name somebody to have one."""
    likelier: dict[int, int] = {}
    seen: set[str] = set()
    for i in sorted(chances, key=lambda i: -chances[i]):
        likelier[i] = len(seen)
        seen.add(known.actor_of[i])
    highest = max(chances.values(), default=1.0)
    trigger, deed = known.doc[slice(*frame.anchor)].root, frame.answer("deed")
    tellers = {statement.speaker for statement in known.around(trigger)}
    return {
        i: _own(known, frame, known.doc[i], chance, trigger, deed)
        | _telling(known, known.doc[i], trigger, tellers)
        | {f"{min(likelier[i], ENOUGH)} likelier": 1.0, "share of the likeliest": chance / highest}
        for i, chance in chances.items()
    }


def _own(known: Surroundings, frame: Frame, word: Token, chance: float, trigger: Token, deed: str) -> dict[str, float]:
    """What speaks for one word alone, and the same for the type of the event (its ``deed``): who protests is seldom one person."""
    actor = known.actors.get(known.actor_of[word.i])
    relation = word.dep_ if word.head.i == trigger.i else ""
    in_words = {
        f"is a {actor.type if actor is not None else 'country'}": 1.0,
        "speaks": float(known.actor_of[word.i] in known.speakers),
        "pronoun": float(word.pos_ == "PRON"),
        "modifier": float(word.dep_ in MODIFIERS),
        "place": float(entity_type(word.ent_type_) == "LOC"),
        "subject of the trigger": float(relation in SUBJECTS),
        "object of the trigger": float(relation in OBJECTS),
    }
    return (
        standing_of(frame, word, chance)
        | in_words
        | {f"{deed}: {name}": value for name, value in in_words.items()}
        | {
            "log odds that it acts": log_odds(frame.chances["actor"].get(word.i, 0.0)),
            "log odds that it is done to it": log_odds(frame.chances["recipient"].get(word.i, 0.0)),
            "log odds of the trigger": log_odds(frame.probability),
            "has a pronoun or another name": float(actor is not None and len(actor.mentions) > 1),
            f"{word.dep_.split(':')[0]} of a {trigger.pos_}": float(bool(relation)),
            f"word {word.pos_}": 1.0,
        }
    )


def _telling(known: Surroundings, word: Token, trigger: Token, tellers: Set[str | None]) -> dict[str, float]:
    """Whether the event stands in the words of somebody, who is seldom one of those who take part. ``tellers``: who says what the trigger stands in."""
    says_so = known.actor_of[word.i] in tellers
    return {
        "in somebody's words": float(bool(tellers)),
        "says so": float(says_so),
        "says so in the same sentence": float(says_so and known.sentence[word.i] == known.sentence[trigger.i]),
    }


def standing_of(frame: Frame, word: Token, chance: float) -> dict[str, float]:
    """Evidence of where a word stands to a trigger, and of how likely the reader finds it to have a part."""
    return {"log odds": log_odds(chance), f"type {frame.answer('deed')}": 1.0} | relation_to(word, frame.anchor)
