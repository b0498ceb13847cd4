"""Triggers and the arguments that they need. Lists: ``data/triggers.json``."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

from spacy.tokens import Token

from onrecord.events.numbers import harm_words
from onrecord.grammar import NAME_PARTS, entity_type
from onrecord.knowledge import is_medium
from onrecord.ontology import EventType

Words = frozenset[str]
# A type, which prepositions must lead something behind the noun, and what.
NounRule = tuple[EventType, Words, Words]
# A type, and the arguments that its verb needs: objects, prepositions, subjects.
VerbRule = tuple[EventType, Words, Words, Words]


def other_side(verb: Token) -> frozenset[str]:
    """The relation of a contact's other side to its verb: "object" or prepositions."""
    row = lists()["consult_verbs"].get(verb.lemma_.casefold())
    return frozenset(row["with"].split()) if row else frozenset()


def is_mutual(verb: Token) -> bool:
    """Whether the subject alone can be both sides ("the leaders met")."""
    return verb.lemma_.casefold() in lists()["mutual"]


def is_public(noun: Token) -> bool:
    """Whether talking to these is speaking in public, not a contact ("told journalists", "spoke to the crowd")."""
    words = lists()["no_contact_with"]
    if entity_type(noun.ent_type_) == "ORG" and is_medium([noun.text]):
        return True  # "Spoke to the Guardian."
    return noun.lemma_.casefold() in words or any(child.lemma_.casefold() in words for child in noun.children)


def is_of_office(words: str) -> bool:
    """Whether words for somebody without a name say that they hold an office or stand for a cause: "his interior minister", "the villagers"."""
    named = {form for word in re.findall(r"[a-z]+", words.casefold()) for form in (word, word.removesuffix("s"))}
    return not named.isdisjoint(lists()["of_office"])


def is_person(noun: Token) -> bool:
    """Whether a noun stands for somebody, or is a title with a name behind it ("the engineer Anna Kovac")."""
    named = (noun, *(child for child in noun.children if child.dep_ in NAME_PARTS))
    return noun.lemma_.casefold() in harm_words()["people"] | person_nouns() or any(entity_type(one.ent_type_) == "PERSON" for one in named)


def singular(word: Token) -> str:
    """The lemma in lower case, "troop" for "troops", which have no other."""
    lemma = word.lemma_.casefold()
    return lemma.removesuffix("s") if word.tag_ == "NNS" and lemma == word.lower_ else lemma


@cache
def person_nouns() -> frozenset[str]:
    """Nouns for one person or for a group (``data/nouns.json``)."""
    nouns = json.loads(files("onrecord").joinpath("data/nouns.json").read_text("utf-8"))
    return frozenset(f"{nouns['person']} {nouns['group']}".split())


@cache
def lists() -> dict[str, Any]:
    """The lists, words split into sets."""
    table = json.loads(files("onrecord").joinpath("data/triggers.json").read_text("utf-8"))
    for name in (
        "mutual",
        "no_contact_with",
        "violent_context",
        "ambiguous",
        "need_an_object",
        "figurative",
        "kept_for_people",
        "no_call",
        "only_words",
        "no_enemies",
        "diplomats",
        "attacked_with_words",
        "without_object",
        "of_office",
        "containers",
        "only_violent",
    ):
        table[name] = frozenset(table[name].split())
    rules: dict[str, list[VerbRule]] = {}
    for type, verbs, *needed in table["deeds"]:
        objects, prepositions, subjects = (frozenset(words.split()) for words in (*needed, "", "")[:3])
        for verb in verbs.split():
            rules.setdefault(verb, []).append((type, objects, prepositions, subjects))
    table["deeds"] = rules
    table["deed_nouns"] = {
        noun: (type, frozenset(prepositions.split()), frozenset(" ".join(objects).split()))
        for noun, (type, prepositions, *objects) in table["deed_nouns"].items()
    }
    for name in ("consult_noun_needs", "assault_noun_needs"):
        table[name] = {noun: frozenset(words.split()) for noun, words in table[name].items()}
    return dict(table)
