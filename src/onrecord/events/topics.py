"""What contacts were about, and what they were said not to have been about: objects of "discuss", and what "talks on" leads to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from onrecord.grammar import OBJECTS, conjuncts, entity_type, is_negated, noun_phrase, obliques, subject_of

DISCUSSING = {"discuss", "debate", "negotiate"}
ABOUT = {"about", "on", "over", "regarding", "concerning"}
# Kinds of names that tell when, with whom or in what building.
NO_TOPIC = {"DATE", "PERSON", "FAC"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Words for a topic; ``verb``: the word by which it was, or was not, discussed."""

    words: Span
    verb: Token
    discussed: bool


def subjects_of(trigger: Token) -> Iterator[Subject]:
    """Topics that stand behind the word for a contact: "talks on tariffs", "met to discuss the ban"."""
    verbs = [trigger, *(child for child in trigger.children if child.dep_ in ("advcl", "xcomp", "acl", "conj"))]
    for verb in (verb for verb in verbs if _discusses(verb)):
        yield from _discussed(verb)
    yield from _of(trigger, (noun for preposition, noun in obliques(trigger) if preposition in ABOUT))


def discussions(doc: Doc) -> list[Token]:
    """The verbs of a text that mean discussing."""
    return [token for token in doc if _discusses(token)]


def discussed_by(verbs: Iterable[Token], actor_of: Mapping[int, str], people: Collection[str]) -> Iterator[Subject]:
    """Topics that those who met are said to have discussed, or not: "Kovac and Holm did not discuss the ban". ``verbs``: all ``discussions`` of the text."""
    for verb in verbs:
        subject = subject_of(verb)
        sides = {actor_of.get(noun.i) for noun in conjuncts(subject)} - {None} if subject is not None else set()
        if len(sides) > 1 and sides <= set(people):
            yield from _discussed(verb)


def _discusses(verb: Token) -> bool:
    return verb.lemma_.casefold() in DISCUSSING and verb.pos_ == "VERB"


def _discussed(verb: Token) -> Iterator[Subject]:
    yield from _of(verb, (child for child in verb.children if child.dep_ in OBJECTS | {"ccomp", "xcomp"} and child.i > verb.i))


def _of(verb: Token, heads: Iterator[Token]) -> Iterator[Subject]:
    for noun in (noun for head in heads for noun in conjuncts(head)):
        words = noun_phrase(noun) if noun.pos_ in ("NOUN", "PROPN", "NUM") else noun.doc[noun.left_edge.i : noun.right_edge.i + 1]
        if noun.pos_ != "PRON" and entity_type(noun.ent_type_) not in NO_TOPIC:
            yield Subject(words=words, verb=verb, discussed=not is_negated(verb))
