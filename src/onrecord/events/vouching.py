"""On whose word something happened: whether the article tells of it itself, or only somebody whom it quotes or paraphrases does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacy.tokens import Span

from onrecord.calibration import Evidence, log_odds
from onrecord.events.parts import chances_of, of_trigger
from onrecord.events.surroundings import Surroundings
from onrecord.forests import chances_by
from onrecord.marks import Frame
from onrecord.records import Statement

# What stands in somebody's words stands on their word where that is at least so likely: right for .752, .761, .767 and .749 of 781 kept-out events from .3, .4, .5 and .6 on.
LEAST_ON_THEIR_WORD = 0.5
# Words of a statement, and statements around a trigger, beyond which more say no more.
LONG, DEEP = 60, 3


class Vouching:
    """On whose word each of an article's frames stands, if on anybody's."""

    def __init__(self, known: Surroundings, frames: Sequence[Frame]) -> None:
        said_in = [(frame, known.around(Span(known.doc, *frame.anchor).root)) for frame in frames]
        told = [(frame, statements[0]) for frame, statements in said_in if statements]
        outside = told_outside(known, frames)
        (chances,) = chances_by("word", [[evidence_of(known, frame, outside) for frame, _ in told]])
        likely = zip(told, chances, strict=True)
        self._vouched = {frame.anchor: statement for (frame, statement), chance in likely if chance >= LEAST_ON_THEIR_WORD}

    def statement_of(self, frame: Frame) -> Statement | None:
        """The statement that vouches for what a frame tells; ``None`` where the article itself does."""
        return self._vouched.get(frame.anchor)


def told_outside(known: Surroundings, frames: Sequence[Frame]) -> dict[tuple[str, str], float]:
    """How likely the article itself tells of something, outside of all statements, by the type of the event and its word."""
    found: dict[tuple[str, str], float] = {}
    for frame in frames:
        trigger = Span(known.doc, *frame.anchor).root
        if not known.around(trigger):
            deed = frame.answer("deed"), trigger.lemma_.casefold()
            found[deed] = max(found.get(deed, 0.0), frame.probability)
    return found


def evidence_of(known: Surroundings, frame: Frame, outside: Mapping[tuple[str, str], float]) -> Evidence:
    """What speaks for an event to be known only on the word of whoever says what its trigger stands in."""
    trigger, deed = Span(known.doc, *frame.anchor).root, frame.answer("deed")
    statements = known.around(trigger)
    statement, content = statements[0], sum(len(span.text.split()) for span in statements[0].content)
    speaker = known.type_of(statement.speaker) if statement.speaker is not None else None
    takes_part = max((chance for i, chance in chances_of(frame).items() if known.actor_of.get(i) == statement.speaker), default=0.0)
    return of_trigger(trigger) | {
        "log odds": log_odds(frame.answers["word"].get("attributed", 0.0)),
        "log odds of the trigger": log_odds(frame.probability),
        "log odds that the article tells of it elsewhere": log_odds(outside.get((deed, trigger.lemma_.casefold()), 0.0)),
        "log odds that the speaker takes part": log_odds(takes_part),
        "log odds of the statement": log_odds(statement.confidence or 0.5),
        "statements around": float(min(len(statements), DEEP)),
        "words said": float(min(content, LONG)),
        f"statement {statement.kind}": 1.0,
        f"act {statement.act}": 1.0,
        f"speaker {speaker}": 1.0,
        f"type {deed}": 1.0,
        f"status {frame.answer('status')}": 1.0,
        "relayed": float(bool(statement.relayed_by)),
        "in the headline": float(trigger.i in known.headline),
        "sentence": float(min(known.sentence[trigger.i], LONG)),
    }
