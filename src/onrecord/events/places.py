"""Where an event was, by the words of its clause."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from onrecord.events.locating import AWAY
from onrecord.events.status import happens_with_its_verb, is_presupposed
from onrecord.events.triggers import Trigger
from onrecord.grammar import (
    APPOSITIONS,
    NAME_PARTS,
    NOUN_CLAUSES,
    clause_of,
    entity_type,
    names_a_place,
    noun_phrase,
    objects_of,
    obliques,
    preposition_of,
    up_to_the_verb,
)
from onrecord.knowledge import Places, country_of_name

PLACE_PREPOSITIONS = {
    "in",
    "at",
    "near",
    "outside",
    "inside",
    "on",
    "across",
    "around",
    "through",
    "throughout",
    "along",
    "off",
    "over",
    "northwest of",
    "north of",
    "south of",
    "east of",
    "west of",
}
# Behind these a name that is a city's is one, whatever else it may be.
WITHIN = {"in", "near", "outside"}
# Where troops and goods go, or what they leave.
MOVING_PREPOSITIONS = {"to", "from", "into", "out of", "towards", "toward"}
MOVING = {"MOBILIZE", "RETREAT", "AID"}
# Types whose events can be on a place: "strikes on the airbase".
UPON = {"ASSAULT", "PROTEST", "MOBILIZE", "CONSULT"}
GOING = {"go", "fly", "travel", "come", "return", "head", "arrive", "be"}
# "Operation Olive Branch": a name that says nothing of where.
NAMED_AT_WILL = {"operation", "campaign", "exercise"}
# Agreed, imposed or eased in one place about another.
FAR_AWAY = {"AGREE", "SANCTION", "CONCEDE", "SUPPORT"}
OTHER_TIMES = {"before", "after", "since", "until", "following", "ahead of"}
PLACE_ENTITIES = ("LOC", "FAC", None)
WORDS_TO_A_NAME = 8
PLACE_NOUNS = {
    "base", "airbase", "resort", "stronghold", "enclave", "outpost", "port", "refinery", "prison", "jail", "consulate", "city", "town", "village", "border", "airport", "hotel", "station", "school", "church", "mosque", "university", "camp", "embassy", "hospital",
    "region", "province", "district", "area", "nightclub", "stadium", "market", "square", "street", "capital", "palace", "compound", "mall", "restaurant",
    "checkpoint", "island", "valley", "suburb", "headquarters", "synagogue", "concert", "theater", "theatre", "country", "neighborhood", "neighbourhood",
}  # fmt: skip


def find_place(trigger: Trigger, places: Places) -> Span | None:
    """The place words of an event: beside its word, else in its clause, else what was taken; a named place before a described one."""
    token = trigger.token
    away = _at_a_distance(token) or _place_before_where(clause_of(token))
    if away is not None:
        return away
    before = [child.doc[child.left_edge.i : child.i + 1] for child in token.lefts if child.dep_ in NAME_PARTS and says_where(child)]
    ways = PLACE_PREPOSITIONS | (MOVING_PREPOSITIONS if trigger.type in MOVING else set())
    if trigger.type == "ASSAULT" and not trigger.is_verb:
        ways |= {"of", "against"}  # "The capture of the port"
    if token.lemma_.casefold() in NAMED_AT_WILL:
        before = []
    if trigger.mode == "visit":
        ways |= {"to"}
    if trigger.type not in UPON:
        ways -= {"on"}  # "Sanctions on Moscow"
    held = [
        clause for clause in token.children if clause.dep_ in NOUN_CLAUSES and not trigger.is_verb
    ]  # "A meeting that was held in Oslo."
    is_apart = is_presupposed(token) and trigger.type != "CONSULT" and not happens_with_its_verb(token)
    anchors = [*([token] if is_apart else up_to_the_verb(token)), *held, *(noun for clause in held for _, noun in obliques(clause))]
    beside = [phrase for anchor in anchors for phrase in _places_of(anchor, ways, places)]
    beside = [*(phrase for phrase in before if places.has_city_or_region(phrase.text)), *beside]
    if trigger.type in ("RETREAT", "MOBILIZE") and trigger.is_verb:
        beside += [noun_phrase(noun) for noun in objects_of(token) if names_a_place(noun)]  # "To leave Syria."
    named = next((phrase for phrase in beside if _is_named(phrase, places)), None)
    if named is not None:
        return named
    clause = clause_of(token)
    if clause.dep_ in NOUN_CLAUSES and (names_a_place(clause.head) or _is_kind(clause.head)):
        beside.append(noun_phrase(clause.head))  # "The island, which was shelled"
    if clause.head.lemma_.casefold() in GOING and clause.dep_ in ("advcl", "xcomp") and trigger.type == "CONSULT":
        beside += _places_of(clause.head, ways | {"to"}, places)  # "Will fly to Karachi to meet her."
    taken = [noun_phrase(noun) for noun in objects_of(token)] if trigger.type == "ASSAULT" and trigger.is_verb else []
    return next(
        (
            phrase
            for phrase in (*(() if is_apart or trigger.type in FAR_AWAY else _in_clause(token, ways)), *beside, *before, *taken)
            if _is_named(phrase, places) or _is_kind(phrase.root)
        ),
        None,
    )


def _at_a_distance(token: Token) -> Span | None:
    """Words for how far from a place something was, and from which: "70km northwest of the Chechen capital, Grozny"."""
    sentence, doc = token.sent, token.doc
    for match in AWAY.finditer(sentence.text):
        away = doc.char_span(sentence.start_char + match.start(), sentence.start_char + match.end(), alignment_mode="expand")
        end = away.end if away is not None else sentence.end
        named = [other.i for other in doc[end : min(end + WORDS_TO_A_NAME, sentence.end)] if names_a_place(other)]
        if away is not None and named:
            last = named[0]
            while last + 1 in named and doc[last + 1].ent_iob_ == "I":
                last += 1
            return doc[away.start : last + 1]
    return None


def _place_before_where(clause: Token) -> Span | None:
    """The place right before a clause with "where": "in Yemen, where they are fighting"."""
    where = next((child for child in clause.children if child.lower_ == "where"), None)
    if where is None:
        return None
    i = where.i - 1
    while i > where.sent.start and where.doc[i].text == ",":
        i -= 1
    last = where.doc[i]
    while last.head.i > last.sent.start and last.head.i < where.i and last.dep_ in NAME_PARTS and names_a_place(last.head):
        last = last.head
    return noun_phrase(last) if i >= where.sent.start and names_a_place(last) else None


def _is_named(phrase: Span, places: Places) -> bool:
    is_place = any(names_a_place(token) for token in phrase) and entity_type(phrase.root.ent_type_) in PLACE_ENTITIES
    return is_place or (phrase.root.pos_ == "PROPN" and places.has_city_or_region(phrase.text))


def _is_kind(noun: Token) -> bool:
    """Whether a common noun is one for a place."""
    return noun.lemma_.casefold() in PLACE_NOUNS and noun.ent_type_ == ""


def _in_clause(token: Token, ways: set[str]) -> Iterator[Span]:
    """Named places further down in the clause, as parsers hang them on other nouns: "met with Kovac in Oslo"; behind the word first, then before it."""
    clause = clause_of(token)
    inside = [other for other in clause.subtree if clause_of(other).i == clause.i]
    for behind in (True, False):
        for other in inside:
            is_place = names_a_place(other) or (_is_kind(other) and any(names_a_place(child) for child in other.lefts))
            is_where = is_place and preposition_of(other) in ways and not _is_of_another_time(other, clause)
            if (other.i > token.i) == behind and is_where:
                yield noun_phrase(other)


def _is_of_another_time(place: Token, clause: Token) -> bool:
    """Whether a place is where something else was: "came hours before his speech in Oslo"."""
    return any(preposition_of(above) in OTHER_TIMES for above in up_to_the_verb(place) if above.i not in (place.i, clause.i))


def says_where(token: Token) -> bool:
    """Whether a name before an event's noun says where it was ("the Parkland shooting"), not who did it ("the Israeli strike")."""
    return names_a_place(token) and country_of_name(token.text) is None


def _places_of(head: Token, ways: set[str], places: Places) -> Iterator[Span]:
    for preposition, noun in obliques(head):
        is_within = preposition in WITHIN or "against" in ways  # What is attacked is a place, or somebody whose name is none.
        if preposition in ways and (names_a_place(noun) or _is_kind(noun) or (is_within and _is_known(noun, places))):
            yield noun_phrase(noun)


def _is_known(noun: Token, places: Places) -> bool:
    """Whether a name that the pipeline takes for something else, or for nothing, is a city's or region's, or is said to be a place's ("Douma, a town")."""
    if noun.pos_ == "PROPN" and any(child.dep_ in APPOSITIONS and _is_kind(child) for child in noun.children):
        return True
    return noun.pos_ == "PROPN" and places.has_city_or_region(noun_phrase(noun).text)
