"""To whom something was said, who passed it on, and on what occasion."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from onrecord.grammar import (
    INDIRECT_OBJECTS,
    NOUN_CLAUSES,
    OBJECTS,
    PASSIVE_SUBJECTS,
    agent_of,
    entity_type,
    is_passive,
    noun_phrase,
    obliques,
    regular_forms,
    subject_of,
)
from onrecord.knowledge import is_programme, is_social_medium
from onrecord.statements.acts import cue_of

SPEAKING_VERBS = {"speak", "talk", "meet", "write", "respond", "reply", "testify"}
PASSING_ON = {form for verb in ("cite", "quote", "report", "relay", "carry", "publish") for form in regular_forms(verb)}
OCCASIONS = {
    "conference", "interview", "speech", "statement", "letter", "tweet", "briefing", "debate", "hearing", "rally", "address", "email", "memo",
    "testimony", "article", "essay", "editorial", "post", "video", "broadcast", "message", "call", "report", "appearance", "column", "meeting", "event",
    "notice", "submission", "filing", "petition", "complaint", "note", "reply", "response", "telegram", "talk", "conversation",
}  # fmt: skip
ON_THE_AIR = {"say", "speak", "appear", "argue", "suggest", "talk", "insist", "claim", "add", "repeat", "assert"}
# Nouns in addressee position that are not addressees.
NOT_ADDRESSEES = {
    "laughter",
    "applause",
    "cheer",
    "boo",
    "jeer",
    "cheering",
    "shock",
    "surprise",
    "relief",
    "delight",
    "effect",
    "extent",
    "question",
    "request",
    "criticism",
    "allegation",
    "accusation",
    "inquiry",
    "enquiry",
    "claim",
    "news",
    "pressure",
}
OCCASION_PREPOSITIONS = {"in", "at", "during", "on", "after"}
# Who is told stands behind "to", but for these.
HEARER_PREPOSITIONS = {"call": "on", "plead": "with"}
# What stands behind the "to" of these is a topic.
NO_HEARER_VERBS = {
    "liken",
    "compare",
    "refer",
    "point",
    "attribute",
    "link",
    "tie",
    "react",
    "object",
    "admit",
    "confess",
    "agree",
    "allude",
}
RELAY_PREPOSITIONS = {"through", "via", "according to"}
QUOTING = {form for verb in ("quote", "cite") for form in regular_forms(verb)}
# How far from its cue "as cited by AFP" may stand.
TOKENS_TO_RELAY = 8


def addressees(cue: Span) -> Iterator[Token]:
    """Nouns for those who were told: objects of "told", "to ..." after "said" and "wrote", addressees of the talk it was said in, who is asked.

    Not among them are times ("called on him on Monday"), occasions ("told a news conference", but whom it was with) and what nobody is ("said to
    applause").
    """
    for noun in _told(cue):
        if noun.pos_ != "PROPN" and noun.lemma_.casefold() in OCCASIONS:
            yield from _addressees_of(noun)
        elif not _is_no_addressee(noun):
            yield noun


def _addressees_of(occasion: Token) -> Iterator[Token]:
    """Whom a talk was with, to whom a letter went, "sent to" him or not."""
    sent = [child for child in occasion.children if child.dep_ in NOUN_CLAUSES and child.lower_ in ("sent", "addressed", "written")]
    for word in (occasion, *sent):
        yield from (noun for preposition, noun in obliques(word) if preposition in ("to", "with") and not _is_no_addressee(noun))


def _is_no_addressee(noun: Token) -> bool:
    return entity_type(noun.ent_type_) == "DATE" or (noun.pos_ != "PROPN" and noun.lemma_.casefold() in OCCASIONS | NOT_ADDRESSEES)


def is_on_the_air(preposition: str, noun: Token) -> bool:
    """Whether words were said on a channel or a programme, whose viewers hear them: "on CNN"; what stands on Twitter is for nobody."""
    if preposition != "on" or not noun.ent_type_:
        return False
    name = [token.text for token in noun.subtree if token.ent_type_]
    return is_programme(name) and not is_social_medium(name)


def _told(cue: Span) -> Iterator[Token]:
    verb = cue.root
    answering = (
        verb.head if verb.lower_ == "asked" and verb.dep_ == "advcl" and not any(child.dep_ in OBJECTS for child in verb.children) else None
    )
    if answering is not None and (asked := subject_of(answering)) is not None:
        yield asked
        return
    known = cue_of(cue)
    if known is not None and known.addressee:
        kinds = PASSIVE_SUBJECTS if is_passive(verb) else OBJECTS | INDIRECT_OBJECTS
        yield from (child for child in verb.children if child.dep_ in kinds and (child.i > verb.i or is_passive(verb)))
    for preposition, noun in obliques(verb):
        if (
            (
                verb.pos_ == "VERB"
                and verb.lemma_.casefold() not in NO_HEARER_VERBS
                and preposition == HEARER_PREPOSITIONS.get(verb.lemma_.casefold(), "to")
            )
            or (preposition in OCCASION_PREPOSITIONS and noun.lemma_.casefold() in OCCASIONS)
            or (verb.lemma_.casefold() in ON_THE_AIR and is_on_the_air(preposition, noun))
        ):
            yield noun
    speaking = [child for child in verb.children if child.dep_ == "advcl" and child.lower_ in ("speaking", "appearing", "talking")]
    for preposition, noun in (found for participle in speaking for found in obliques(participle)):
        if preposition in ("to", "with") or is_on_the_air(preposition, noun):
            yield noun
    if verb.dep_ == "conj" and verb.head.lemma_.casefold() in SPEAKING_VERBS:
        yield from (noun for preposition, noun in obliques(verb.head) if preposition in ("to", "with"))


def relays(cue: Span) -> Iterator[Token]:
    """Nouns for those who passed the words on beside the cue: "as cited by AFP", "said through his lawyer", "said, according to AFP"."""
    verb = cue.root
    yield from (
        noun
        for preposition, noun in obliques(verb)
        if preposition in RELAY_PREPOSITIONS and entity_type(noun.ent_type_) in (None, "PERSON", "ORG")
    )
    for token in verb.doc[cue.end : min(cue.end + TOKENS_TO_RELAY, verb.sent.end)]:
        if token.lower_ in PASSING_ON and token.tag_ == "VBN":
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


def headline_addressee(source: Span) -> Token | None:
    """Le Pen in "... - Putin to Le Pen"."""
    doc = source.doc
    if source.end + 1 < len(doc) and doc[source.end].lower_ == "to":
        return doc[source.end + 1 : source.sent.end].root if source.end + 1 < source.sent.end else doc[source.end + 1]
    return None
