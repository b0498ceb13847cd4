"""Where an event was, and the date words beside it."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from onrecord.grammar import NAME_PARTS, clause_of, entity_type, noun_phrase, obliques
from onrecord.knowledge import country_of_name

PLACE_PREPOSITIONS = {
    "in",
    "at",
    "near",
    "outside",
    "inside",
    "on",
    "across",
    "around",
    "northwest of",
    "north of",
    "south of",
    "east of",
    "west of",
}
PLACE_NOUNS = {
    "base", "city", "town", "village", "border", "airport", "hotel", "station", "school", "church", "mosque", "university", "camp", "embassy", "hospital",
    "region", "province", "district", "area", "nightclub", "stadium", "market", "square", "street", "capital", "palace", "compound", "mall", "restaurant",
    "checkpoint", "island", "valley", "suburb", "headquarters", "synagogue", "concert", "theater", "theatre", "country", "neighborhood", "neighbourhood",
}  # fmt: skip


def find_place(token: Token) -> Span | None:
    """The place words of the event that a token names: beside it, else in its clause; a named place before a described one."""
    before = [child.doc[child.left_edge.i : child.i + 1] for child in token.lefts if child.dep_ in NAME_PARTS and is_place(child)]
    found = before + [phrase for anchor in _anchors(token) for phrase in _places_of(anchor)]
    named = [phrase for phrase in found if any(entity_type(t.ent_type_) in ("LOC", "FAC") for t in phrase)]
    return next(iter(named or found), None)


def is_place(token: Token) -> bool:
    """Whether a name before an event's noun says where it was ("the Parkland shooting"), not who did it ("the Israeli strike")."""
    return entity_type(token.ent_type_) in ("LOC", "FAC") and country_of_name(token.text) is None


def find_date(token: Token) -> Span | None:
    """The date words of the event: beside it, else those of its own clause."""
    dates = list(_dates_of(token.sent))
    for anchor in _anchors(token):
        for entity in dates:
            if entity.root.head.i == anchor.i or entity.root.head.head.i == anchor.i:
                return entity
    clause = clause_of(token)
    inside = {t.i for t in clause.subtree}
    return next((entity for entity in dates if entity.root.i in inside and clause_of(entity.root).i == clause.i), None)


def _dates_of(sentence: Span) -> Iterator[Span]:
    """Date entities of a sentence, by its tokens: ``Span.ents`` would look through those of the whole text."""
    start = None
    for token in (*sentence, None):
        if start is not None and (token is None or token.ent_iob_ != "I"):
            yield sentence.doc[start : token.i if token is not None else sentence.end]
            start = None
        if token is not None and token.ent_iob_ == "B" and entity_type(token.ent_type_) == "DATE":
            start = token.i


def _anchors(token: Token) -> Iterator[Token]:
    """The trigger, then what it hangs on up to the verb of its clause."""
    yield token
    clause = clause_of(token)
    while token.i != clause.i and token.head.i != token.i:
        token = token.head
        yield token


def _places_of(head: Token) -> Iterator[Span]:
    for preposition, noun in obliques(head):
        if preposition in PLACE_PREPOSITIONS and (
            entity_type(noun.ent_type_) in ("LOC", "FAC") or (noun.lemma_.casefold() in PLACE_NOUNS and noun.ent_type_ == "")
        ):
            yield noun_phrase(noun)
