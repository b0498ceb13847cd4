"""Sentences that end in who says so ("..., a senior official confirmed to reporters"), by position where the parse goes wrong."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.statements.contents import Content, trim
from onrecord.statements.lexicon import Cue

# What may stand in the noun phrase before the cue.
PHRASE = {"DET", "ADJ", "NOUN", "PROPN", "PRON", "PART", "ADP", "NUM", "CCONJ"}
# "confirmed to reporters on Monday": behind the cue there is little, and no verb.
TOKENS_BEHIND = 8
TOKENS_OF_PHRASE = 12
WORDS_OF_CONTENT = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """The clause before, and token bounds of who says it."""

    content: Content
    source: tuple[int, int]


def find_closing(verb: Token, cue: Cue) -> Closing | None:
    """Read a verb as the cue of all that stands before ", NOUN PHRASE verb" at the end of its sentence; else ``None``."""
    doc, sentence = verb.doc, verb.sent
    if not cue.takes("clause") or verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN"):
        return None
    behind = doc[verb.i + 1 : sentence.end]
    if len(behind) > TOKENS_BEHIND or any(token.pos_ in ("VERB", "AUX") for token in behind):
        return None
    start = verb.i
    while start > sentence.start and doc[start - 1].pos_ in PHRASE and verb.i - start < TOKENS_OF_PHRASE:
        start -= 1
    if start == verb.i or start <= sentence.start or doc[start - 1].text != ",":
        return None
    phrase = doc[start : verb.i]
    if phrase[0].pos_ in ("CCONJ", "ADP") or not any(token.pos_ in ("NOUN", "PROPN", "PRON") for token in phrase):
        return None
    clause = doc[sentence.start : start - 1]
    is_clause = sum(token.is_alpha for token in clause) >= WORDS_OF_CONTENT and any(token.pos_ in ("VERB", "AUX") for token in clause)
    run = trim(doc, clause.start, clause.end)
    return Closing(content=Content(runs=(run,), kind="clause"), source=(start, verb.i)) if is_clause and run else None
