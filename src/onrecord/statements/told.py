"""What speaks for a word to name somebody who is told a statement ("told reporters in Goma")."""

from __future__ import annotations

from spacy.tokens import Doc

from onrecord.calibration import log_odds
from onrecord.grammar import entity_type, relation_to
from onrecord.marks import Frame

ANSWERS = ("nobody", "here", "before")
PREPOSITIONS = {"to", "with", "in", "at", "on", "of", "by", "from", "for", "against", "before"}


def evidence_of(doc: Doc, frame: Frame, i: int, chance: float) -> dict[str, float]:
    """Evidence by name. ``chance``: how likely the reader finds the word to have the part."""
    word = doc[i]
    before = next((child.lower_ for child in word.children if child.dep_ == "case"), "nothing")
    return relation_to(word, frame.anchor) | {
        "log odds": log_odds(chance),
        **{f"told {answer}": log_odds(frame.answers["told"].get(answer, 0.0)) for answer in ANSWERS},
        f"behind {before if before in {*PREPOSITIONS, 'nothing'} else 'another'}": 1.0,
        f"entity {entity_type(word.ent_type_)}": 1.0,
    }
