"""To whom something was said, who passed it on, and on what occasion."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from onrecord.grammar import INDIRECT_OBJECTS, OBJECTS, PASSIVE_SUBJECTS, agent_of, is_passive, noun_phrase, obliques, regular_forms
from onrecord.statements.acts import cue_of

SPEAKING_VERBS = {"speak", "talk", "meet", "write", "respond", "reply", "testify"}
PASSING_ON = {"cite", "quote", "report", "relay", "carry", "publish"}
OCCASIONS = {
    "conference", "interview", "speech", "statement", "letter", "tweet", "briefing", "debate", "hearing", "rally", "address", "email", "memo",
    "testimony", "article", "essay", "editorial", "post", "video", "broadcast", "message", "call", "report", "appearance", "column", "meeting", "event",
}  # fmt: skip
OCCASION_PREPOSITIONS = {"in", "at", "during", "on", "after"}
# Who is told stands behind "to", but for these.
HEARER_PREPOSITIONS = {"call": "on", "plead": "with"}
QUOTING = {form for verb in ("quote", "cite") for form in regular_forms(verb)}
# How far from its cue "as cited by AFP" may stand.
TOKENS_TO_RELAY = 8


def hearers(cue: Span) -> Iterator[Token]:
    """Nouns for those who were told: objects of "told", "to ..." after "said" and "wrote", hearers of the talk it was said in."""
    verb = cue.root
    known = cue_of(cue)
    if known is not None and known.hearer:
        kinds = PASSIVE_SUBJECTS if is_passive(verb) else OBJECTS | INDIRECT_OBJECTS
        yield from (child for child in verb.children if child.dep_ in kinds and (child.i > verb.i or is_passive(verb)))
    for preposition, noun in obliques(verb):
        if verb.pos_ == "VERB" and preposition == HEARER_PREPOSITIONS.get(verb.lemma_.casefold(), "to"):
            yield noun
        elif preposition in OCCASION_PREPOSITIONS and noun.lemma_.casefold() in OCCASIONS:
            yield from (one for to, one in obliques(noun) if to in ("to", "with"))
    if verb.dep_ == "conj" and verb.head.lemma_.casefold() in SPEAKING_VERBS:
        yield from (noun for preposition, noun in obliques(verb.head) if preposition in ("to", "with"))


def relays(cue: Span) -> Iterator[Token]:
    """Nouns for those who passed the words on beside the cue: "as cited by AFP", "AFP quoted her as saying"."""
    verb = cue.root
    for token in verb.doc[cue.end : min(cue.end + TOKENS_TO_RELAY, verb.sent.end)]:
        if token.lemma_.casefold() in PASSING_ON and token.tag_ == "VBN":
            agent = agent_of(token) or next((noun for preposition, noun in obliques(token) if preposition == "by"), None)
            if agent is not None:
                yield agent


def quoting_verb(cue: Span) -> Token | None:
    """The verb of "quoted her as saying", in a cue or above it: whom it quotes is the source, and who does it passes the words on."""
    root = cue.root
    above = [root.head] if root.tag_ == "VBG" and root.head.i != root.i else []
    return next((token for token in (*cue, *above) if token.lower_ in QUOTING and token.pos_ == "VERB"), None)


def occasion(cue: Span) -> Span | None:
    """The words for when and where it was said ("a press conference")."""
    for preposition, noun in obliques(cue.root):
        if preposition in OCCASION_PREPOSITIONS and noun.lemma_.casefold() in OCCASIONS:
            return noun_phrase(noun)
    return None


def headline_hearer(source: Span) -> Token | None:
    """Le Pen in "... - Putin to Le Pen"."""
    doc = source.doc
    if source.end + 1 < len(doc) and doc[source.end].lower_ == "to":
        return doc[source.end + 1 : source.sent.end].root if source.end + 1 < source.sent.end else doc[source.end + 1]
    return None
