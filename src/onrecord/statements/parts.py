"""What speaks for a word to name somebody who is told a statement ("told reporters in Goma") or passes it on ("quoted by AFP")."""

from __future__ import annotations

from typing import Literal, get_args

from spacy.tokens import Doc

from onrecord.calibration import log_odds
from onrecord.grammar import entity_type, preposition_of, relation_to
from onrecord.marks import Frame

Role = Literal["addressee", "relay"]
ROLES: tuple[Role, ...] = get_args(Role)
# What the reader is asked of each role, and may answer: where the words for them stand.
QUESTIONS: dict[Role, str] = {"addressee": "told", "relay": "relayed"}
ANSWERS = ("nobody", "here", "before")
BEFORE = {None, "to", "with", "in", "at", "on", "of", "by", "from", "for", "against", "before"}


def evidence_of(doc: Doc, frame: Frame, role: Role, i: int) -> dict[str, float]:
    """Evidence by name for a word of which the reader gives the chance that it has the role."""
    word, cue, answers = doc[i], doc[slice(*frame.anchor)].root, frame.answers[QUESTIONS[role]]
    before, chances = preposition_of(word), frame.chances[role]
    return relation_to(word, frame.anchor) | {
        "log odds": log_odds(chances[i]),
        "share of the likeliest": chances[i] / max(chances.values()),
        "candidates": float(len(chances)),
        "log odds of the cue": log_odds(frame.probability),
        "log odds that it speaks": log_odds(frame.chances.get("source", {}).get(i, 0.0)),
        "log odds that it is said": log_odds(frame.chances.get("content", {}).get(i, 0.0)),
        **{f"answer {answer}": log_odds(answers.get(answer, 0.0)) for answer in ANSWERS},
        f"behind {before if before in BEFORE else 'another'}": 1.0,
        f"entity {entity_type(word.ent_type_)}": 1.0,
        f"word {word.pos_}": 1.0,
        f"cue {cue.pos_}": 1.0,
        f"cue {cue.lemma_.casefold()}": 1.0,
        f"act {frame.answer('act')}": 1.0,
    }
