"""What a contact was about, and what it was said not to have been about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from onrecord.events.triggers import Trigger
from onrecord.grammar import OBJECTS, clause_of, conjuncts, entity_type, is_negated, noun_phrase, obliques, preposition_of

DISCUSSING = {"discuss", "debate", "address", "negotiate"}
ABOUT = {"about", "on", "over", "regarding", "concerning"}
# What stands behind "on" and "over" and is no topic: when, where, by which means.
NO_TOPIC = {
    "phone",
    "telephone",
    "line",
    "behalf",
    "side",
    "sidelines",
    "margin",
    "margins",
    "dinner",
    "lunch",
    "breakfast",
    "weekend",
    "day",
    "video",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Words for a topic; ``verb``: the word by which it was, or was not, discussed."""

    words: Span
    verb: Token
    discussed: bool


def subjects(trigger: Trigger) -> Iterator[Subject]:
    """Topics of the contact that a trigger tells of: objects of "discuss", what "talks on" leads to, what people met to discuss."""
    token = trigger.token
    verbs = [token, *(child for child in token.children if child.dep_ in ("advcl", "xcomp", "acl", "conj"))]
    if not trigger.is_verb and (verb := clause_of(token)).lemma_.casefold() in DISCUSSING:
        verbs.append(verb)
    for verb in verbs:
        if verb.lemma_.casefold() in DISCUSSING and verb.pos_ == "VERB":
            yield from _of(verb, (child for child in verb.children if child.dep_ in OBJECTS | {"ccomp", "xcomp"} and child.i > verb.i))
    beside = list(obliques(token))
    beside += [found for preposition, noun in beside if preposition in ("by", "over", "via") for found in obliques(noun)]
    yield from _of(token, (noun for preposition, noun in beside if preposition in ABOUT and _can_be_a_topic(noun)))


def is_mere_topic(trigger: Trigger) -> bool:
    """Whether a word only says that something was not discussed: that nobody met, it does not say."""
    return trigger.is_verb and trigger.token.lemma_.casefold() in DISCUSSING and is_negated(trigger.token)


def _of(verb: Token, heads: Iterator[Token]) -> Iterator[Subject]:
    for head in heads:
        for noun in conjuncts(head):
            words = noun_phrase(noun) if noun.pos_ in ("NOUN", "PROPN", "NUM") else noun.doc[noun.left_edge.i : noun.right_edge.i + 1]
            if noun.pos_ != "PRON" and noun.ent_type_ not in ("PERSON",):
                yield Subject(words=words, verb=verb, discussed=not is_negated(verb))


def _can_be_a_topic(noun: Token) -> bool:
    is_time_or_place = entity_type(noun.ent_type_) in ("DATE", "PERSON", "FAC")
    return not is_time_or_place and noun.lemma_.casefold() not in NO_TOPIC and preposition_of(noun) is not None
