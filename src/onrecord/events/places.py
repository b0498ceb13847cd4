"""Where an event was, and the date words beside it."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from onrecord.events.datewords import date_words
from onrecord.events.locating import AWAY
from onrecord.events.triggers import Trigger
from onrecord.grammar import NAME_PARTS, NOUN_CLAUSES, clause_of, entity_type, noun_phrase, objects_of, obliques, preposition_of
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
# Where troops and goods go, or what they leave.
MOVING_PREPOSITIONS = {"to", "from", "into", "out of", "towards", "toward"}
MOVING = {"MOBILIZE", "RETREAT", "AID"}
PLACE_ENTITIES = ("LOC", "FAC", None)
WORDS_TO_A_NAME = 8
PLACE_NOUNS = {
    "base", "city", "town", "village", "border", "airport", "hotel", "station", "school", "church", "mosque", "university", "camp", "embassy", "hospital",
    "region", "province", "district", "area", "nightclub", "stadium", "market", "square", "street", "capital", "palace", "compound", "mall", "restaurant",
    "checkpoint", "island", "valley", "suburb", "headquarters", "synagogue", "concert", "theater", "theatre", "country", "neighborhood", "neighbourhood",
}  # fmt: skip


def find_place(trigger: Trigger) -> Span | None:
    """The place words of an event: beside its word, else in its clause, else what was taken; a named place before a described one."""
    token = trigger.token
    away = _at_a_distance(token)
    if away is not None:
        return away
    before = [child.doc[child.left_edge.i : child.i + 1] for child in token.lefts if child.dep_ in NAME_PARTS and is_place(child)]
    ways = PLACE_PREPOSITIONS | (MOVING_PREPOSITIONS if trigger.type in MOVING else set())
    beside = before + [phrase for anchor in _anchors(token) for phrase in _places_of(anchor, ways)]
    named = next((phrase for phrase in beside if _is_named(phrase)), None)
    if named is not None:
        return named
    clause = clause_of(token)
    if clause.dep_ in NOUN_CLAUSES and (entity_type(clause.head.ent_type_) in ("LOC", "FAC") or _is_kind(clause.head)):
        beside.append(noun_phrase(clause.head))  # "Aleppo, which was rocked by fighting"
    taken = [noun_phrase(noun) for noun in objects_of(token)] if trigger.type == "ASSAULT" and trigger.is_verb else []
    return next((phrase for phrase in (*_in_clause(token, ways), *beside, *taken) if _is_named(phrase) or _is_kind(phrase.root)), None)


def _at_a_distance(token: Token) -> Span | None:
    """Words for how far from a place something was, and from which: "70km northwest of the Chechen capital, Grozny"."""
    sentence, doc = token.sent, token.doc
    for match in AWAY.finditer(sentence.text):
        away = doc.char_span(sentence.start_char + match.start(), sentence.start_char + match.end(), alignment_mode="expand")
        end = away.end if away is not None else sentence.end
        named = [other.i for other in doc[end : min(end + WORDS_TO_A_NAME, sentence.end)] if entity_type(other.ent_type_) in ("LOC", "FAC")]
        if away is not None and named:
            last = named[0]
            while last + 1 in named and doc[last + 1].ent_iob_ == "I":
                last += 1
            return doc[away.start : last + 1]
    return None


def _is_named(phrase: Span) -> bool:
    return any(entity_type(token.ent_type_) in ("LOC", "FAC") for token in phrase) and entity_type(phrase.root.ent_type_) in PLACE_ENTITIES


def _is_kind(noun: Token) -> bool:
    """Whether a common noun is one for a place."""
    return noun.lemma_.casefold() in PLACE_NOUNS and noun.ent_type_ == ""


def _in_clause(token: Token, ways: set[str]) -> Iterator[Span]:
    """Named places further down in the clause, as parsers hang them on other nouns: "met with Kovac in Oslo"; behind the word first, then before it."""
    clause = clause_of(token)
    inside = [other for other in clause.subtree if clause_of(other).i == clause.i]
    for behind in (True, False):
        for other in inside:
            if (other.i > token.i) == behind and entity_type(other.ent_type_) in ("LOC", "FAC") and preposition_of(other) in ways:
                yield noun_phrase(other)


def is_place(token: Token) -> bool:
    """Whether a name before an event's noun says where it was ("the Parkland shooting"), not who did it ("the Israeli strike")."""
    return entity_type(token.ent_type_) in ("LOC", "FAC") and country_of_name(token.text) is None


def find_date(token: Token) -> Span | None:
    """The date words of the event: beside it, else those of its own clause; a year that is part of another noun's phrase dates that."""
    dates = [entity for entity in date_words(token.sent) if not _is_of_another(entity, token)]
    for anchor in _anchors(token):
        for entity in dates:
            if entity.root.head.i == anchor.i or entity.root.head.head.i == anchor.i:
                return entity
    clause = clause_of(token)
    inside = {t.i for t in clause.subtree}
    own = next((entity for entity in dates if entity.root.i in inside and clause_of(entity.root).i == clause.i), None)
    if own is not None or len(dates) != 1:
        return own
    # The only date of the sentence, in a clause that hangs on the event's ("..., where 69 people were killed last week"), or that it hangs on.
    other = clause_of(dates[0].root)
    return (
        dates[0]
        if (other.head.i in inside and other.dep_ in NOUN_CLAUSES) or (clause.head.i == other.i and clause.dep_ in ("advcl", "xcomp"))
        else None
    )


def _is_of_another(entity: Span, token: Token) -> bool:
    """Whether date words stand inside the phrase of another noun: "the 2016 election", "last year's vote"."""
    head = entity.root.head
    return head.pos_ in ("NOUN", "PROPN") and head.i != token.i and head.i > entity.root.i


def _anchors(token: Token) -> Iterator[Token]:
    """The trigger, then what it hangs on up to the verb of its clause."""
    yield token
    clause = clause_of(token)
    while token.i != clause.i and token.head.i != token.i:
        token = token.head
        yield token


def _places_of(head: Token, ways: set[str]) -> Iterator[Span]:
    for preposition, noun in obliques(head):
        if preposition in ways and (entity_type(noun.ent_type_) in ("LOC", "FAC") or _is_kind(noun)):
            yield noun_phrase(noun)
