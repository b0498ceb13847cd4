"""Titles before names: whether words are one, and which noun of them governs the name."""

from __future__ import annotations

from spacy.tokens import Span, Token

from onrecord.actors.nouns import HONORIFICS, type_of_noun
from onrecord.grammar import NAME_PARTS


def is_titled(name: Token) -> bool:
    """Whether a capitalised title stands before a name that no entity covers: "Pence", of "Vice President Pence"."""
    is_name = name.pos_ == "PROPN" and not name.ent_type_ and name.text[:1].isupper() and type_of_noun(name) is None
    if not is_name or name.i == 0:
        return False
    title = name.nbor(-1)
    return title.text[:1].isupper() and title.pos_ == "PROPN" and type_of_noun(title) == "person"


def title_noun(entity: Span) -> Token | None:
    """The noun right before a name that governs it ("spokesman" in "Kremlin spokesman Dmitry Peskov")."""
    head = entity.root.head
    if head.i == entity.start - 1 and head.pos_ in ("NOUN", "PROPN") and entity.root.dep_ in {"appos", *NAME_PARTS}:
        return head if type_of_noun(head) else None
    return None


def is_title(phrase: Span, first: Token) -> bool:
    """Whether the words of a phrase before a name say what the person is: a noun for a person is the last of them."""
    before = [token for token in phrase.doc[phrase.start : first.i] if not token.is_punct]
    return bool(before) and (
        type_of_noun(before[-1]) is not None or before[-1].lower_.rstrip(".") in HONORIFICS or before[-1].text.endswith(".")
    )
