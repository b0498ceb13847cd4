"""Noun phrases that describe an actor: how far they go, and what they say of kind and country."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Span, Token

from onrecord.actors.nouns import type_of_noun
from onrecord.grammar import NAME_PARTS, entity_type, noun_phrase, obliques
from onrecord.knowledge import country_of_phrase
from onrecord.records import ActorType

DRAWN_IN = {"as", "not", "between", "among", "on", "of", "with", "for", "to", "from", "by"}
WHERE = {"in", "at", "near", "from"}
# Adjectives that make another office of one.
KINDS = {"foreign", "prime", "deputy", "vice", "interior", "general", "acting"}


def description_of(noun: Token, source: Span | None, type: ActorType) -> Span:
    """The phrase that describes an actor, without what was only drawn into it. ``source``: the words for who says something, where ``noun`` is their head."""
    phrase = noun_phrase(noun)
    if source is not None and phrase.start < source.end < phrase.end:
        phrase = noun.doc[phrase.start : max(source.end, noun.i + 1)]  # Not "an official confirmed to the Herald".
    if type != "organization":  # A court in Kampala is another than one in Oslo.
        phrase = _without_place_behind(noun, phrase)
    while phrase[0].i < noun.i and phrase[0].lower_ in DRAWN_IN:
        phrase = phrase[1:]  # "As many as 200 nationals", "not on the regime".
    return phrase


def country_of_description(noun: Token, phrase: Span) -> str | None:
    """The country that a description names before its noun or with "of" behind it; not "experts on Syria"."""
    behind = next((other for preposition, other in obliques(noun) if preposition == "of"), None)
    of_what = noun_phrase(behind).text if behind is not None else ""
    return country_of_phrase(noun.doc[phrase.start : noun.i + 1].text) or country_of_phrase(of_what)


def kinds_of(before: Iterable[Token], *, with_actors: bool = False) -> frozenset[str]:
    """What kind of minister or chairman it is, by the words before the noun; countries and "former" are none, nor other nouns for people but ``with_actors``.

    A government delegation is not the opposition's.
    """
    words = (token for token in before if token.dep_ in NAME_PARTS or token.lower_ in KINDS or token.ent_type_)
    return frozenset(
        word.lower_
        for word in words
        if word.is_alpha and (with_actors or type_of_noun(word) is None) and country_of_phrase(word.text) is None and word.lower_ != "the"
    )


def modifiers_of(phrase: Iterable[Token]) -> frozenset[str]:
    """The words that say more than the noun: adjectives, other nouns, names."""
    return frozenset(word.lower_ for word in phrase if word.pos_ in ("ADJ", "NOUN", "PROPN", "VERB", "NUM") and word.is_alpha)


def text_of(phrase: Span) -> str:
    """The words of a description in lower case, without an article and with single spaces."""
    words = phrase.text.casefold().split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in ("the", "a", "an") else words)


def count_of(noun: Token) -> str | None:
    """The number before a noun as it is written ("six hundred"), where one is; "a man" is not counted."""
    number = next((child for child in noun.lefts if child.dep_ == "nummod"), None)
    return " ".join(token.lower_ for token in number.subtree if token.like_num) or None if number is not None else None


def _without_place_behind(noun: Token, phrase: Span) -> Span:
    """A phrase without the named place that ends it: "the foreign ministers of both countries", of "... in Bangkok"."""
    last = phrase[-1]
    while last.i > noun.i and last.head.i >= phrase.start and last.dep_ in NAME_PARTS:
        last = last.head
    start = last.left_edge.i
    is_place = entity_type(last.ent_type_) == "LOC" and last.right_edge.i < phrase.end and noun.i < start
    return phrase.doc[phrase.start : start] if is_place and phrase.doc[start].lower_ in WHERE else phrase
