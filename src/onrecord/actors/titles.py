"""Titles before names: whether words are one, and which noun of them governs the name."""

from __future__ import annotations

from itertools import pairwise

from spacy.tokens import Doc, Span, Token

from onrecord.actors.nouns import is_short_title, type_of_noun
from onrecord.columns import columns_of
from onrecord.grammar import HONORIFICS, NAME_PARTS


def titled_names(doc: Doc) -> frozenset[int]:
    """The names that no entity covers and before which a title stands: "Pence", of "Vice President Pence", "Borg", of "Mr Borg"."""
    columns = columns_of(doc)
    names = (i for i, pos in enumerate(pairwise(columns.pos), start=1) if pos == ("PROPN", "PROPN") and not columns.names[i])
    titled = (i for i in names if columns.lower[i - 1].rstrip(".") in HONORIFICS or type_of_noun(doc[i - 1]) == "person")
    return frozenset(i for i in titled if type_of_noun(doc[i]) is None)


def title_noun(entity: Span) -> Token | None:
    """The noun right before a name that governs it ("spokesman" in "Kremlin spokesman Dmitry Peskov")."""
    head = entity.root.head
    is_before = head.i == entity.start - 1 and entity.root.dep_ in {"appos", *NAME_PARTS}
    return head if is_before and type_of_noun(head) else None


def is_title(phrase: Span, first: Token) -> bool:
    """Whether the words of a phrase before a name say what the person is: a noun for a person is the last of them."""
    before = [token for token in phrase.doc[phrase.start : first.i] if not token.is_punct]
    return any(type_of_noun(last) is not None or is_short_title(last.lower_) for last in before[-1:])
