"""Whether an event happened, goes on, is planned, denied, called for or only possible. Lists: ``data/status.json``."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from spacy.tokens import Span, Token

from onrecord.events.happened import probability_happened
from onrecord.grammar import (
    NAME_PARTS,
    OBJECTS,
    POSSESSIVES,
    RELATIVE_CLAUSES,
    SUBJECTS,
    clause_of,
    entity_type,
    is_negated,
    obliques,
    preposition_of,
    up_to_the_verb,
)
from onrecord.records import Act, Status

FUTURE = {"will", "'ll", "’ll", "wo", "shall"}
# "She is to meet him."
TO_BE = {"is", "are", "was", "were"}
BEING = {"is", "are", "'s", "’s", "'re", "’re", "been"}
PAST_BEING = {"was", "were"}
COMPLEMENTS = {"xcomp", "ccomp", "obl", "obj", "dobj", "pobj", "prep", "advcl", "nmod", "acl"}
CONDITIONS = {"if", "whether"}
VERB_STEPS = 3
# Prepositions and conjunctions before events mentioned only to date another event.
TIMING = {"after", "before", "while", "since", "during", "following", "amid"}
# Below this probability, what a verb in no other way says to be open did not happen; above these, what seemed planned or possible did. It settles little where
# words were tuned (101 of 117 right on dev.json, 100 by words alone; MEANTIME's training part 0.898 and 0.899, test part 0.883 and 0.878), more elsewhere: in
# 740 events of other articles, read, two of its changes were wrong. Of 0.1 to 0.4 and 0.4 to 0.8, these cost MEANTIME's training part least.
SURELY_OPEN = 0.2
SURELY_HAPPENED: dict[Status, float] = {"possible": 0.5, "planned": 0.93}
NOUN_SURELY_HAPPENED = 0.93


def find_status(token: Token, acts: Iterable[Act], date: Span | None = None) -> Status:
    """The status of the event that a token names. ``acts``: acts of the statements in whose content it stands, innermost first; ``date``: its date words."""
    status = _status_by_words(token, acts)
    if status == "occurred" and date is not None and _is_to_come(date):
        return "planned"
    happened = probability_happened(token)
    if happened is None:
        return status
    is_verb = token.pos_ == "VERB"
    if status == "occurred" and is_verb and happened < SURELY_OPEN and not _is_done(token):
        return "possible"
    is_surely_past = happened > (SURELY_HAPPENED[status] if is_verb and status in SURELY_HAPPENED else NOUN_SURELY_HAPPENED)
    is_open = _is_conditional(token) or (not is_verb and token.dep_ in SUBJECTS)  # "A meeting seemed impossible."
    return "occurred" if is_surely_past and status in ("planned", "possible") and not is_open else status


def _is_to_come(date: Span) -> bool:
    """Whether date words look ahead of the day of the article: "next week", "later this month"."""
    return date[0].lower_ in ("next", "coming", "tomorrow") or date.text.casefold().startswith("later this")


def _is_conditional(token: Token) -> bool:
    """Whether the clause of a word, or one that it stands in, begins with "if" or "whether"."""
    return any(child.lower_ in CONDITIONS for word in up_to_the_verb(token) for child in word.children)


def _status_by_words(token: Token, acts: Iterable[Act]) -> Status:
    """The status by the words around, in the order in which they outweigh each other."""
    acts = list(acts) if not is_presupposed(token) else []
    told = _clause_about(token)
    verb = token if token.pos_ == "VERB" else told or _governing_verb(token)
    if told is None and verb is not None and token.pos_ == "NOUN" and token.head.i != verb.i and is_presupposed(token):
        verb = None  # "He would pay for the attack."
    is_past = is_presupposed(token) and (
        preposition_of(token) in ("after", "since", "following", "despite")
        or (verb is not None and verb.lemma_.casefold() in words_of_status("responding"))
    )
    if is_past:
        verb = None  # "They will return after the capture of the town", "vowed to respond to the attack".
    words = _modifiers(token) | (_modifiers(verb) if verb is not None else set())
    if (verb is not None and is_negated(verb)) or is_negated(token) or "deny" in acts[:1]:
        return "denied"
    chain = _verbs_above(verb if verb is not None else token) if not is_past and told is None else []
    if verb is None and is_presupposed(token):
        chain = chain[:1]  # "Promised an investigation into the shooting": it is not the shooting that was promised.
    above = [*chain, *([verb] if verb is not None and verb.i != token.i else [])]
    lemmas = {word.lemma_.casefold() for word in above}
    if any(_calls_for(word) for word in above) or "request" in acts[:1] or words & words_of_status("obliging"):
        return "called_for"
    if "would" in words and "if" not in words and (acts or (verb is not None and verb.dep_ == "ccomp" and verb.head.tag_ == "VBD")):
        return "planned"  # "He said that he would meet her."
    if words & FUTURE or lemmas & words_of_status("planning") or words & words_of_status("to come") or (words & TO_BE and "to" in words):
        return "planned"
    if words & words_of_status("possible") or lemmas & words_of_status("wishing") or "threaten" in acts[:1]:
        return "possible"
    was_then = verb is not None and any(child.lower_ == "last" for date in verb.children for child in date.children)
    lasts = (
        not was_then
        and token.lemma_.casefold() in words_of_status("lasting")
        and not (verb is not None and verb.tag_ == "VBD" and verb.lemma_ in words_of_status("beginning"))
    )
    if words & words_of_status("going on") or _is_progressive(verb) or lasts or lemmas & words_of_status("continuing"):
        return "ongoing"
    return "possible" if token.pos_ == "VERB" and _is_only_aimed_at(token) else "occurred"


def _clause_about(token: Token) -> Token | None:
    """The verb of a clause about an event's noun that says how it stands: "no link to explosions that went off today", "talks that will be held"."""
    clauses = (child for child in token.children if child.dep_ in RELATIVE_CLAUSES)
    about = (clause for clause in clauses if clause.tag_ == "VBD" or clause.lemma_.casefold() in words_of_status("taking place"))
    return next(about, None) if token.pos_ == "NOUN" else None


def _is_only_aimed_at(verb: Token) -> bool:
    """Whether an infinitive has a governor that leaves open whether it was done: "the right to close it", "fought to free them"; not "began to", "decision to"."""
    return _has_to(verb) and verb.dep_ in ("acl", "advcl", "xcomp") and not _is_done(verb)


def _is_done(verb: Token) -> bool:
    """Whether an infinitive has a governor that implies that it was done: "managed to", "the decision to"."""
    return _has_to(verb) and verb.head.lemma_.casefold() in words_of_status("done")


def _has_to(verb: Token) -> bool:
    return any(child.lower_ == "to" and child.dep_ in ("mark", "aux") for child in verb.children)


def _calls_for(word: Token) -> bool:
    """Whether a word calls for its complement: "demanded", "called for", "pushed them to"; not "called it a war", "pushed back"."""
    lemma = word.lemma_.casefold()
    if lemma not in words_of_status("calling") or (lemma == "demand" and word.pos_ == "NOUN" and word.tag_ != "NNS"):
        return False
    if lemma == "get":
        has_object = any(child.dep_ in OBJECTS for child in word.children)
        return any(child.dep_ == "ccomp" or (child.dep_ == "xcomp" and has_object) for child in word.children)
    if lemma not in ("call", "push", "press", "appeal"):
        return True
    return any(child.dep_ == "xcomp" for child in word.children) or any(
        preposition in ("for", "on", "to") for preposition, _ in obliques(word)
    )


def _modifiers(word: Token) -> set[str]:
    """The dependents of a word in lower case, without nominal arguments."""
    return {child.lower_ for child in word.children if child.text != "May" and (child.pos_ not in ("NOUN", "PROPN") or child.ent_type_)}


def _governing_verb(noun: Token) -> Token | None:
    verb = clause_of(noun)
    return verb if verb.pos_ in ("VERB", "AUX") else None


def _verbs_above(token: Token) -> list[Token]:
    """Words that the event's verb is a complement of ("plans to meet"), nearest first."""
    chain = []
    for _ in range(VERB_STEPS):
        is_beside = token.dep_ == "advcl" and not any(child.lower_ == "to" for child in token.children)
        if token.dep_ not in COMPLEMENTS or is_beside or token.head.i == token.i:
            break
        token = token.head
        if token.pos_ in ("VERB", "NOUN", "ADJ"):
            chain.append(token)
    return chain


def is_presupposed(token: Token) -> bool:
    """Whether a noun presupposes its event: "the attack", "their investigation", "Israeli air strikes"."""
    if token.pos_ != "NOUN":
        return False
    if any(child.lower_ in ("the", "this", "these", "those") or child.dep_ in POSSESSIVES for child in token.children):
        return True
    names = (child for child in token.children if child.dep_ in {*NAME_PARTS, "amod", "nmod"} and child.i < token.i)
    return any(entity_type(child.ent_type_) in ("NORP", "LOC", "ORG", "PERSON") for child in names)


def happens_with_its_verb(noun: Token) -> bool:
    """Whether a presupposed event has the time and place of its governor: "the talks ended on Friday", "they met during the summit"; not "he hailed the summit on Friday"."""
    if noun.dep_ in SUBJECTS or preposition_of(noun) in ("during", "at", "in", "for", "to"):
        return True
    return noun.head.pos_ == "VERB" and noun.head.lemma_.casefold() in words_of_status("taking place") | words_of_status("beginning")


def is_background(token: Token) -> bool:
    """Whether an event is background: in a relative clause ("the port which was shelled"), or mentioned to date another ("after meeting him")."""
    about = _clause_about(token)
    if token.pos_ == "NOUN" and (preposition_of(token) in TIMING or (about is not None and about.tag_ == "VBD")):
        return True
    clause = clause_of(token)
    if clause.dep_ == "advcl" and any(child.lower_ in TIMING and child.dep_ in ("mark", "advmod") for child in clause.children):
        return True
    while clause.dep_ in ("xcomp", "conj", "advcl") and clause.head.i != clause.i:
        clause = clause_of(clause.head)
    return clause.dep_ in RELATIVE_CLAUSES


def _is_progressive(verb: Token | None) -> bool:
    return (
        verb is not None
        and verb.tag_ in ("VBG", "VBN")
        and any(child.lower_ in (BEING | PAST_BEING if verb.tag_ == "VBG" else {"being"}) for child in verb.children)
    )


def words_of_status(kind: str) -> frozenset[str]:
    """One of the lists, as ``data/status.json`` explains them."""
    return _lists()[kind]


@cache
def _lists() -> dict[str, frozenset[str]]:
    table = json.loads(files("onrecord").joinpath("data/status.json").read_text("utf-8"))
    return {kind: frozenset(words.split()) for kind, words in table.items() if kind != "about"}
