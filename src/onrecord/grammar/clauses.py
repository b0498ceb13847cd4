"""Clauses: who does what in them, whether it is negated or passive, and what their pronouns stand for."""

from __future__ import annotations

from collections.abc import Container

from spacy.tokens import Token

from onrecord.columns import Columns, columns_of
from onrecord.grammar.labels import (
    ARGUMENTS,
    AUXILIARIES,
    CLAUSES,
    FINITE,
    INDIRECT_OBJECTS,
    NOUN_CLAUSES,
    OBJECTS,
    PASSIVE_AUXILIARIES,
    PASSIVE_SUBJECTS,
    RELATIVE_CLAUSES,
    SUBJECTS,
)
from onrecord.grammar.words import comma_before, dependents, obliques, possessor_of

NEGATING = {"advmod", "neg", "det", "cc", "cc:preconj", "preconj", "mark"}
NEGATIONS = {"not", "n't", "n’t", "never", "no", "neither", "nor", "without"}


def subject_of(verb: Token) -> Token | None:
    """The subject of a verb: its own, or the one that it shares with its governor. For the agent of a passive verb see ``agent_of``."""
    while True:
        own = next((child for child in dependents(verb, SUBJECTS) if not child.is_space), None)
        if own is not None:
            return _antecedent(own, verb)
        if verb.dep_ in NOUN_CLAUSES and verb.head.pos_ in ("NOUN", "PROPN", "PRON") and _is_participle(verb):
            return verb.head
        if verb.dep_ == "acl" and _is_infinitive(verb):
            return possessor_of(verb.head) or next(
                (noun for preposition, noun in obliques(verb.head) if preposition in ("by", "for")), None
            )
        if verb.dep_ in ("conj", "xcomp", "advcl", "parataxis", "dep") and verb.head.i != verb.i and _shares_subject(verb):
            controller = _object_controller(verb.head) if verb.dep_ == "xcomp" and _is_infinitive(verb) else None
            if controller is not None:
                return controller
            verb = verb.head
            continue
        return None


def likely_subject_of(verb: Token) -> Token | None:
    """``subject_of``, or if the parse has none, the noun phrase right before the verb or before the finite verb that it is coordinated with."""
    while True:
        subject = subject_of(verb)
        if subject is None and (
            verb.tag_ in ("VBD", "VBZ", "VBP") or any(child.tag_ in FINITE for child in dependents(verb, AUXILIARIES - {"cop"}))
        ):
            subject = _phrase_before(verb)
        if subject is not None or verb.dep_ != "conj" or verb.head.i == verb.i:
            return subject
        verb = verb.head


def agent_of(verb: Token) -> Token | None:
    """The agent of a passive verb ("by militants")."""
    return next((noun for preposition, noun in obliques(verb) if preposition == "by"), None) if is_passive(verb) else None


def is_passive(verb: Token) -> bool:
    """Whether a verb is passive: by its own auxiliary, by that of the verb it is coordinated with, or as a bare participle after a noun."""
    if _has(verb, PASSIVE_AUXILIARIES | PASSIVE_SUBJECTS):
        return True
    if verb.tag_ == "VBN" and verb.dep_ == "conj" and verb.head.tag_ == "VBN":
        return not _has(verb, AUXILIARIES | ARGUMENTS) and is_passive(verb.head)  # "Was arrested and charged."
    return verb.tag_ == "VBN" and verb.dep_ in NOUN_CLAUSES and not _has(verb, OBJECTS)


def is_negated(token: Token) -> bool:
    """Whether a word is negated: by "not", "never", "no" among its dependents, or by a negative subject."""
    if any(child.lower_ in NEGATIONS for child in dependents(token, NEGATING)):
        return True
    return any(
        subject.lower_ in ("nobody", "none") or any(word.lower_ == "no" for word in dependents(subject, ("det",)))
        for subject in dependents(token, SUBJECTS)
    )


def clause_of(token: Token) -> Token:
    """The head of the smallest clause that contains the word."""
    return token.doc[clause_at(token.i, columns_of(token.doc))]


def clause_at(i: int, known: Columns) -> int:
    """Where the head of the smallest clause stands that contains a word."""
    while (
        known.heads[i] != i and known.relations[i] not in CLAUSES and not (known.relations[i] == "conj" and known.pos[i] in ("VERB", "AUX"))
    ):
        i = known.heads[i]
    return i


def antecedent_of(pronoun: Token) -> Token:
    """The antecedent of a relative pronoun ("prosecutors" in "prosecutors who said", "prosecutors, some of whom"), also in a coordinated clause; any other
    word itself."""
    if comma_before(pronoun) and any(preposition == "of" and noun.lower_ in ("whom", "which") for preposition, noun in obliques(pronoun)):
        return _phrase_ending_at(pronoun.left_edge.i - 1, pronoun) or pronoun
    if pronoun.tag_ not in ("WP", "WDT") and pronoun.lower_ not in ("who", "which"):
        return pronoun
    verb = pronoun.head
    while verb.dep_ in ("conj", "xcomp", "ccomp") and verb.head.i != verb.i:
        verb = verb.head
    if verb.dep_ in NOUN_CLAUSES:
        return verb.head
    return (_phrase_ending_at(pronoun.i - 1, pronoun) if comma_before(pronoun) else None) or pronoun


def _antecedent(subject: Token, verb: Token) -> Token:
    """The antecedent of a relative pronoun that is the subject of its clause; any other subject itself."""
    if subject.tag_ in ("WP", "WDT") and verb.dep_ in RELATIVE_CLAUSES:
        return verb.head
    return subject


def _shares_subject(verb: Token) -> bool:
    if verb.dep_ in ("conj", "xcomp"):
        return verb.head.pos_ in ("VERB", "AUX", "ADJ", "NOUN")
    is_aim = verb.dep_ == "advcl" and _is_infinitive(verb)
    return (is_aim or (_is_participle(verb) and verb.tag_ == "VBG")) and verb.head.pos_ in ("VERB", "AUX", "ADJ", "NOUN")


def _object_controller(verb: Token) -> Token | None:
    """The controller of an infinitive's subject among the governor's objects and obliques ("urged **her** to go"); none for "promised her to go"."""
    if verb.lemma_.casefold() == "promise":
        return None
    asked = next((child for child in dependents(verb, OBJECTS | INDIRECT_OBJECTS) if child.i > verb.i), None)
    if asked is None and verb.lemma_.casefold() in ("call", "appeal", "prevail"):
        asked = next((noun for preposition, noun in obliques(verb) if preposition in ("on", "to", "upon")), None)
    return asked


def _phrase_before(verb: Token) -> Token | None:
    """The head of the noun phrase that ends right before a verb and its adverbs: its likely subject if the parse has none."""
    known, i = columns_of(verb.doc), verb.i - 1
    while i >= 0 and known.sentences[i] == known.sentences[verb.i] and known.pos[i] in ("ADV", "AUX", "PART"):
        i -= 1
    return _phrase_ending_at(i, verb)


def _phrase_ending_at(i: int, before: Token) -> Token | None:
    """The head of the noun phrase that ends at a token or at a comma there, before another of its sentence."""
    known = columns_of(before.doc)
    here = known.sentences[before.i]
    while i >= 0 and known.sentences[i] == here and known.texts[i] == ",":
        i -= 1
    if i < 0 or known.sentences[i] != here or known.pos[i] not in ("NOUN", "PROPN", "PRON"):
        return None
    while known.heads[i] != i and known.heads[i] < before.i and known.pos[known.heads[i]] in ("NOUN", "PROPN"):
        i = known.heads[i]
    return before.doc[i]


def _is_participle(verb: Token) -> bool:
    """Whether the verb is a participle without an auxiliary ("saying", "told")."""
    return verb.tag_ in ("VBG", "VBN") and not _has(verb, AUXILIARIES)


def _is_infinitive(verb: Token) -> bool:
    return any(child.lower_ == "to" for child in dependents(verb, ("mark", "aux")))


def _has(word: Token, relations: Container[str]) -> bool:
    """Whether a word has a dependent in one of some relations."""
    return any(True for _ in dependents(word, relations))
