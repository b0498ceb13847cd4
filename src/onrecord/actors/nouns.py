"""Nouns for people, groups and organisations. Lists: ``data/nouns.json``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

from spacy.tokens import Token

from onrecord.grammar import HONORIFICS
from onrecord.knowledge import Gender, gender_of_given_name
from onrecord.records import ActorType

ABSTRACT_ENDINGS = ("ion", "ness", "ity", "ment", "ism", "ance", "ence", "ship", "hood")


def type_of_noun(token: Token) -> ActorType | None:
    """What kind of actor a common noun stands for; ``None`` if it stands for none."""
    lists = _lists()
    lemma, word = token.lemma_.casefold().removeprefix("ex-"), token.lower_
    if word in lists["group"] or lemma in lists["group"]:
        return "organization" if word == "police" else "group"
    if lemma in lists["person"]:
        return "group" if is_plural(token) else "person"
    if lemma in lists["organization"]:
        return "group" if is_plural(token) else "organization"
    return None


def words(kind: str) -> frozenset[str]:
    """One of the lists, as ``data/nouns.json`` explains them."""
    return _lists()[kind]


def is_body(word: str) -> bool:
    """Whether a word, in lower case, is a noun for an organisation."""
    return word in _lists()["organization"]


def is_body_or_medium(noun: str) -> bool:
    """Whether a noun is one by which a body or a medium is called again ("the committee", "the newspaper")."""
    return noun in _lists()["body"] or noun in _lists()["media"]


def is_document(token: Token) -> bool:
    """Whether a noun is a writing or recording, that speaks for somebody ("the report")."""
    return _is_one_of("document", token)


def speaks_for_nobody(token: Token) -> bool:
    """Whether a noun is a document, or none for somebody who can speak, whatever it is said to suggest ("the strategy", "the evidence")."""
    return _is_one_of("document", token) or _is_one_of("thing", token)


def _is_one_of(kind: str, token: Token) -> bool:
    return token.pos_ == "NOUN" and token.lemma_.casefold() in _lists()[kind]


def is_abstract(token: Token) -> bool:
    """Whether a noun that no list has is one for a quality or a process, by its ending ("the confusion", "security")."""
    lemma = token.lemma_.casefold()
    is_craft = lemma in words("craft")
    return False if is_craft else token.pos_ == "NOUN" and lemma.endswith(ABSTRACT_ENDINGS)


def title_length(tokens: Sequence[Token]) -> int:
    """How many tokens at the start of a person's name are a title ("Prime Minister", "Secretary of State"); the last never is."""
    length = 0
    while length < len(tokens) - 1:
        word = tokens[length].lower_.rstrip(".")
        if word == "of":
            length = min(length + 2, len(tokens) - 1)
        elif word in _titles():
            length += 1
        else:
            break
    return length


def is_short_title(word: str) -> bool:
    """Whether a word, in lower case, is one of the titles that are written in short before a name: "mr", "sen."."""
    return word.endswith(".") or word in HONORIFICS


def is_plural(token: Token) -> bool:
    """Whether a noun is plural."""
    return token.tag_ in ("NNS", "NNPS") or "Number=Plur" in token.morph


def nouns_of_title(tokens: Iterable[Token]) -> tuple[str, ...]:
    """By which nouns someone with this title may be called later: "the senator" for "Sen.", "the president" for "President"; not by whose somebody is."""
    found: list[str] = []
    for token in tokens:
        word = token.lower_.rstrip(".")
        if token.tag_ == "POS":
            found = []
        elif word in _abbreviated():
            found += _abbreviated()[word]
        elif type_of_noun(token) is not None:
            found = [token.lemma_.casefold().removeprefix("ex-")]
    return tuple(found)


def gender_of_noun(word: str) -> Gender | None:
    """The gender of "spokeswoman", "king", "Mrs"; ``None`` for most nouns."""
    return _genders().get(word.casefold().rstrip("."))


@cache
def _lists() -> dict[str, frozenset[str]]:
    table = json.loads(files("onrecord").joinpath("data/nouns.json").read_text("utf-8"))
    return {kind: frozenset(words.split()) for kind, words in table.items() if kind not in ("about", "abbreviated", "gender")}


@cache
def _titles() -> frozenset[str]:
    """Words of titles, of which no given name is one."""
    nouns = _lists()["title"] | _lists()["person"]
    return frozenset({word for word in nouns if gender_of_given_name(word) is None} | HONORIFICS)


@cache
def _abbreviated() -> dict[str, list[str]]:
    table: dict[str, str] = json.loads(files("onrecord").joinpath("data/nouns.json").read_text("utf-8"))["abbreviated"]
    return {word: nouns.split() for word, nouns in table.items()}


@cache
def _genders() -> dict[str, Gender]:
    table: dict[Gender, str] = json.loads(files("onrecord").joinpath("data/nouns.json").read_text("utf-8"))["gender"]
    return {word: gender for gender, words in table.items() for word in words.split()}
