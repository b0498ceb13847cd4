"""Words for when and where something was said: "at a press conference", "in a statement"."""

from __future__ import annotations

from spacy.tokens import Span

from onrecord.grammar import noun_phrase, obliques

OCCASIONS = {
    "conference", "interview", "speech", "statement", "letter", "tweet", "briefing", "debate", "hearing", "rally", "address", "email", "memo",
    "testimony", "article", "essay", "editorial", "post", "video", "broadcast", "message", "call", "report", "appearance", "column", "meeting", "event",
    "notice", "submission", "filing", "petition", "complaint", "note", "reply", "response", "telegram", "talk", "conversation",
}  # fmt: skip
OCCASION_PREPOSITIONS = {"in", "at", "during", "on", "after"}


def occasion(cue: Span) -> Span | None:
    """The words for the occasion that hang on a cue."""
    for preposition, noun in obliques(cue.root):
        if preposition in OCCASION_PREPOSITIONS and noun.lemma_.casefold() in OCCASIONS:
            return noun_phrase(noun)
    return None
