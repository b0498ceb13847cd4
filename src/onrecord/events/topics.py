"""What contacts were about, and what they were said not to have been about: objects of "discuss", and what "talks on" leads to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from onrecord.columns import columns_of
from onrecord.grammar import OBJECTS, conjuncts, entity_type, is_negated, noun_phrase, obliques, preposition_of, subject_of

DISCUSSING = {"discuss", "debate", "negotiate"}
DISCUSSED = OBJECTS | {"ccomp", "xcomp"}
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
    yield from _of(trigger, _told_of(trigger))


def without_place(subject: Subject, place: Span | None) -> Subject:
    """A topic up to where it was discussed: "fishing quotas", of "talks on fishing quotas in Oslo"."""
    words = subject.words
    if place is None or not words.start < place.start < words.end:
        return subject
    behind = (i for i in range(place.start, words.start, -1) if words.doc[i - 1].pos_ != "ADP")
    return replace(subject, words=words.doc[words.start : next(behind, place.start)])


def _told_of(trigger: Token) -> Iterator[Token]:
    """The nouns behind "on", "about" and the like; "about" may hang on another noun there ("spoke by phone about the hostages")."""
    for preposition, noun in obliques(trigger):
        if preposition in ABOUT:
            yield noun
        else:
            yield from (topic for of_noun, topic in obliques(noun) if of_noun == "about")


def discussions(doc: Doc, actor_of: Mapping[int, str]) -> list[tuple[Token, frozenset[str]]]:
    """The verbs by which several actors are said to discuss something, or not, with those actors."""
    found = []
    verbs = (doc[i] for i, pos in enumerate(columns_of(doc).pos) if pos == "VERB")
    for verb in (verb for verb in verbs if _discusses(verb)):
        subject = subject_of(verb)
        nouns = conjuncts(subject) if subject is not None else []
        sides = frozenset(actor_of[noun.i] for noun in nouns if noun.i in actor_of)
        if len(sides) > 1:
            found.append((verb, sides))
    return found


def discussed_by(people: Set[str], found: Iterable[tuple[Token, frozenset[str]]]) -> Iterator[Subject]:
    """Topics that those who met are said to have discussed, or not: "Kovac and Holm did not discuss the ban". ``found``: all ``discussions`` of the text."""
    for verb, sides in found:
        if sides <= people:
            yield from _discussed(verb)


def _discusses(verb: Token) -> bool:
    return verb.lemma_.casefold() in DISCUSSING


def _discussed(verb: Token) -> Iterator[Subject]:
    """What is discussed; words that stand side by side are one ("financing the campaign", a noun and another for a parser)."""
    found: list[Subject] = []
    for topic in _of(verb, (child for child in verb.rights if _is_discussed(child))):
        begins = found.pop().words.start if found and found[-1].words.end == topic.words.start else topic.words.start
        found.append(replace(topic, words=verb.doc[begins : topic.words.end]))
    yield from found


def _is_discussed(word: Token) -> bool:
    """Whether a word behind a verb is its object, to a parse also a clause, or a noun without a preposition ("campaign", of "financing the campaign")."""
    return word.dep_ in DISCUSSED or (word.dep_ == "obl" and preposition_of(word) is None)


def _of(verb: Token, heads: Iterator[Token]) -> Iterator[Subject]:
    for noun in (noun for head in heads for noun in conjuncts(head)):
        words = noun_phrase(noun) if noun.pos_ in ("NOUN", "PROPN", "NUM") else noun.doc[noun.left_edge.i : noun.right_edge.i + 1]
        if noun.pos_ != "PRON" and entity_type(noun.ent_type_) not in NO_TOPIC:
            yield Subject(words=words, verb=verb, discussed=not is_negated(verb))
