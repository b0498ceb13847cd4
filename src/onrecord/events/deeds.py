"""Deeds: verbs and nouns with what they need beside them ("lifted sanctions", "the withdrawal of troops")."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.events.lexicon import NounRule, Words, is_person, lists, singular
from onrecord.grammar import (
    NAME_PARTS,
    OBJECTS,
    PASSIVE_SUBJECTS,
    RELATIVE_CLAUSES,
    conjuncts,
    entity_type,
    is_passive,
    likely_subject_of,
    objects_of,
    obliques,
    possessor_of,
)
from onrecord.ontology import EventType

# Violence is told of in a few sentences; a word for it within this many tokens makes "attack" more than words.
CONTEXT_TOKENS = 40
# "With", "between": who takes part stands behind them.
JOINING = {"with", "between", "among", "against", "by"}
DATING = {"on", "last", "this", "earlier", "week", "month", "year", "weekend", "day"}
WORDS_OF_A_DATE = 4


def type_of_deed(token: Token) -> EventType | None:
    """The type of the deed that a verb or noun tells of; ``None`` where it tells of none."""
    lemma = token.lemma_.casefold()
    if token.pos_ != "VERB":
        return _type_of_noun(token) if token.pos_ == "NOUN" and token.dep_ not in ("compound", "amod") else None
    type = next((type for type, *needed in lists()["deeds"].get(lemma, ()) if _fits(token, *needed)), None)
    return None if type == "ASSAULT" and lemma in lists()["only_violent"] and not is_violent_nearby(token) else type


def _type_of_noun(noun: Token) -> EventType | None:
    row: NounRule | None = lists()["deed_nouns"].get(noun.lemma_.casefold())
    if row is None:
        return None
    type, prepositions, objects = row
    if noun.lemma_.casefold() == "expulsion" and not any(singular(one) in lists()["diplomats"] for _, one in around_noun(noun)):
        return "COERCE" if any(preposition == "of" for preposition, _ in around_noun(noun)) else None
    behind = [one for preposition, one in around_noun(noun) if preposition in prepositions]
    if type == "AGREE" and not behind:
        # "A US-Turkish deal", "the Iran nuclear deal" of those who are named before it.
        behind = [child for child in noun.lefts if country_named(child) and any(country_named(one) for one in child.lefts)]
    if type == "SANCTION" and not behind:
        behind = [child for child in noun.lefts if country_named(child)]  # "The China tariffs."
    if type == "RETREAT" and not behind and (owner := possessor_of(noun)) is not None and owner.lower_ in ("his", "her", "their"):
        return type  # "Demanded her release."
    led = [singular(one) for one in behind] + ["person" for one in behind if entity_type(one.ent_type_) == "PERSON"]
    return type if (not prepositions or led) and (not objects or objects & set(led)) else None


def country_named(word: Token) -> bool:
    """Whether a modifier names a country or a people: both words of "US-Turkish"."""
    return word.dep_ in {*NAME_PARTS, "amod"} and entity_type(word.ent_type_) in ("NORP", "LOC")


def around_noun(noun: Token) -> Iterator[tuple[str, Token]]:
    """What prepositions lead beside a noun, and behind a participle on it: "a deal brokered by Norway", "a subpoena sent to the bank"."""
    yield from obliques(noun)
    for child in noun.children:
        is_date_between = entity_type(child.ent_type_) == "DATE" and child.i > noun.i  # "Talks last week with Kovac"
        if is_date_between or (child.dep_ == "acl" and child.tag_ == "VBN"):
            yield from obliques(child)
    yield from _right_behind(noun)


def _right_behind(noun: Token) -> Iterator[tuple[str, Token]]:
    """Whom a preposition right behind a noun leads, or behind date words there, wherever a parser hangs them: "in a call with Kovac", "talks last week between Kovac and Holm"."""
    doc, i = noun.doc, noun.i + 1
    while i < noun.sent.end and i <= noun.i + WORDS_OF_A_DATE and (entity_type(doc[i].ent_type_) == "DATE" or doc[i].lower_ in DATING):
        i += 1
    if i < noun.sent.end and doc[i].lower_ in JOINING and doc[i].dep_ == "case" and doc[i].head.i > i:
        yield from ((doc[i].lower_, one) for one in conjuncts(doc[i].head))


def _fits(verb: Token, objects: Words, prepositions: Words, subjects: Words) -> bool:
    """Whether a verb has one of these objects (subjects, in the passive), one of these prepositions or particles, and one of these subjects."""
    if (subjects and not subjects & _words_of_subject(verb)) or not _is_whole(verb, objects, prepositions):
        return False
    things = _things_of(verb)
    led = _led_beside(verb)
    if objects or prepositions == {"with"}:
        led |= {
            word.lower_ for noun in things for word in noun.subtree if word.dep_ == "case"
        }  # "Charged two owners of the firm with fraud."
    words = _words_for(_nouns_around(verb, things, prepositions)) if objects else set()
    return (not objects or bool(words & objects)) and (not prepositions or bool(led & prepositions))


def _is_whole(verb: Token, objects: Words, prepositions: Words) -> bool:
    """Whether a verb has an object where it tells of nothing without, has none where it means something else with one, and is no part of another ("seized on")."""
    lemma = verb.lemma_.casefold()
    if not objects and not prepositions and lemma in lists()["need_an_object"]:
        has_object = bool(_things_of(verb)) or is_passive(verb) or verb.dep_ in {"acl", *RELATIVE_CLAUSES}
        if not has_object:
            return False
    if lemma in lists()["without_object"] and (is_passive(verb) or any(child.dep_ in OBJECTS for child in verb.children)):
        return False
    return bool(prepositions) or not any(child.dep_ in ("compound:prt", "prt") for child in verb.children)


def _things_of(verb: Token) -> list[Token]:
    """Its objects, or in the passive its subject, and what is said of them ("pleaded guilty")."""
    beside = (child for child in verb.children if child.dep_ in PASSIVE_SUBJECTS or (child.dep_ == "xcomp" and child.pos_ != "VERB"))
    return [*objects_of(verb), *beside]


def _nouns_around(verb: Token, things: list[Token], prepositions: Words) -> list[Token]:
    """The nouns that may be what a deed is done to or with."""
    nouns = list(things)
    # Who launched into an attack on his rivals attacked nobody.
    nouns += [noun for preposition, noun in obliques(verb) if preposition != "into" or "into" in prepositions]
    if verb.dep_ in RELATIVE_CLAUSES and any(child.tag_ in ("WDT", "WP") and child.dep_ in OBJECTS for child in verb.children):
        nouns.append(verb.head)  # "Sanctions that it imposed"
    if verb.dep_ == "acl" and is_passive(verb):
        nouns.append(verb.head)  # "Sailors imprisoned by rebels"
    contained = (obliques(noun) for noun in nouns if noun.lemma_.casefold() in lists()["containers"])
    return nouns + [counted for inside in contained for preposition, counted in inside if preposition == "of"]


def _words_for(nouns: list[Token]) -> set[str]:
    """The nouns as rules name them, with the words before them: "person" for whoever is one, "sum" for money."""
    words = {singular(part) for noun in nouns for one in conjuncts(noun) for part in (one, *one.lefts)}
    words |= {"person"} if any(is_person(noun) for noun in nouns) else set()
    return words | ({"sum"} if any(entity_type(noun.ent_type_) == "MONEY" for noun in nouns) else set())


def _led_beside(verb: Token) -> set[str]:
    """Prepositions and particles of a verb, and the markers of its dependent clauses."""
    beside = {preposition for preposition, _ in obliques(verb)}
    particles = {child.lower_ for child in verb.children if child.dep_ in ("compound:prt", "prt", "advmod")}
    clauses = (clause for clause in verb.children if clause.dep_ in ("xcomp", "ccomp", "advcl"))
    return beside | particles | {child.lower_ for clause in clauses for child in clause.children if child.dep_ == "mark"}


def _words_of_subject(verb: Token) -> set[str]:
    subject = likely_subject_of(verb)
    return {singular(one) for one in conjuncts(subject)} if subject is not None else set()


def is_violent_nearby(token: Token) -> bool:
    """Whether other words around tell of violence, so that "attack" or "strike" may be some."""
    words = lists()["violent_context"] - {token.lemma_.casefold()}
    near = token.doc[max(0, token.i - CONTEXT_TOKENS) : token.i + CONTEXT_TOKENS]
    return any(singular(other) in words for other in near)
