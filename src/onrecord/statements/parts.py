"""What speaks for a word to name somebody who is told a statement ("told reporters in Goma") or passes it on ("quoted by AFP")."""

from __future__ import annotations

from typing import Literal

from spacy.tokens import Doc

from onrecord.calibration import log_odds
from onrecord.grammar import entity_type, preposition_of, relation_to
from onrecord.marks import Frame

Role = Literal["addressee", "relay"]
# What the reader is asked of each role, and may answer: where the words for them stand.
QUESTIONS: dict[Role, str] = {"addressee": "told", "relay": "relayed"}
ANSWERS = ("nobody", "here", "before")
BEFORE = {None, "to", "with", "in", "at", "on", "of", "by", "from", "for", "against", "before"}


def evidence_of(doc: Doc, frame: Frame, role: Role, i: int) -> dict[str, float]:
    """Evidence by name for a word of which the reader gives the chance that it has the role."""
    word, answers = doc[i], frame.answers[QUESTIONS[role]]
    before = preposition_of(word)
    return relation_to(word, frame.anchor) | {
        "log odds": log_odds(frame.chances[role][i]),
        **{f"answer {answer}": log_odds(answers.get(answer, 0.0)) for answer in ANSWERS},
        f"behind {before if before in BEFORE else 'another'}": 1.0,
        f"entity {entity_type(word.ent_type_)}": 1.0,
    }
