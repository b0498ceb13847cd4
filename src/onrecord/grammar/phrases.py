"""Phrases for somebody or something: how far they go, which word is their head, and which words only modify another."""

from __future__ import annotations

import itertools
from collections.abc import Container, Iterator, Mapping

from spacy.tokens import Doc, Span, Token

from onrecord.columns import Columns, columns_of, once_a_text
from onrecord.grammar.labels import (
    APPOSITIONS,
    ARGUMENTS,
    COMMAS,
    FINITE,
    GENITIVES,
    MODIFIERS,
    RELATIVE_CLAUSES,
    RELATIVES,
    SUBJECTS,
    entity_type,
)
from onrecord.grammar.words import comma_before, is_comma

# Dependents of a noun that are no part of its phrase.
NOT_IN_PHRASE = (
    RELATIVE_CLAUSES | APPOSITIONS | {"conj", "cc", "case", "punct", "parataxis", "cop", "nsubj", "mark", "dep", "advcl", "list"}
)
# No phrase goes on as long on one side of its noun, and no list has as many members: what is longer is cut, so that costs grow with the text.
LONGEST_SIDE, LONGEST_LIST = 60, 30
HONORIFICS = {"mr", "mrs", "ms", "miss", "dr", "sir", "lord", "lady", "dame", "madam", "justice"}
TITLES_OF_WOMEN = {"mrs", "ms", "miss", "lady"}
# "Mr" stands so many words before the name in "Mr and Mrs Hus".
TO_JOINED_TITLE = 3
VERBAL = {"AUX", "VERB", "PART", "ADV"}
# Parts of speech of what is owned, of words that no owner has in it, and of those that part one phrase from another.
OWNED, NOT_IN_OWNER = {"NOUN", "PROPN", "ADJ", "NUM"}, {"ADP", "VERB", "CCONJ"}
PARTING = {"CCONJ", "SCONJ", "ADP", "VERB", "AUX", "PRON"}


def noun_phrase(noun: Token) -> Span:
    """The noun with its modifiers, without relative clauses, appositions, conjuncts and its preposition."""
    doc, known = noun.doc, columns_of(noun.doc)
    first = last = noun.i
    for i in known.children[noun.i]:
        if known.relations[i] in RELATIVE_CLAUSES and i > noun.i:
            break
        child = doc[i]
        if _is_part_of_phrase(child, noun, known):
            first, last = min(first, child.left_edge.i), max(last, child.right_edge.i)
    # A word that a noun depends on is no part of its phrase, though a crossed parse has it between.
    above = [i for i in _above(noun.i, known) if first <= i <= last]
    first, last = max([first, *(i + 1 for i in above if i < noun.i)]), min([last, *(i - 1 for i in above if i > noun.i)])
    first, end = _without_clauses(noun, first, last + 1, known)
    while end - first > 1 and not known.is_word[end - 1] and known.texts[end - 1] not in (")", '"', "”", "%"):
        end -= 1
    while end - first > 1 and not known.is_word[first]:
        first += 1
    return Span(doc, first, end)


def _above(i: int, known: Columns) -> Iterator[int]:
    """The words that a word depends on, from the nearest up."""
    while known.heads[i] != i:
        i = known.heads[i]
        yield i


def _without_clauses(noun: Token, first: int, end: int, known: Columns) -> tuple[int, int]:
    """The phrase up to the next clause with a finite verb that a parse has hung on it, and from behind the last one before the noun; "who ..." is its own."""
    first, end = max(first, noun.i - LONGEST_SIDE), min(end, noun.i + LONGEST_SIDE)
    for i in range(noun.i + 1, end):
        if known.lower[i] in RELATIVES:
            break
        if _is_finite(i, known):
            begins = (noun.doc[child].left_edge.i for child in known.children[i])
            end = min([i, *(begin for begin in begins if noun.i < begin)])
            break
    verbs = [i for i in range(first, noun.i) if known.tags[i] in FINITE and known.relations[i] != "amod"]
    if verbs and RELATIVES.isdisjoint(known.lower[first : noun.i]):
        first = next(i for i in range(verbs[-1] + 1, noun.i + 1) if i == noun.i or known.pos[i] not in VERBAL)
    return first, end


def _is_finite(i: int, known: Columns) -> bool:
    """Whether a verb says what somebody did; one in the past without subject and object is rather a participle ("the people killed")."""
    has_others = any(known.relations[child] in ARGUMENTS for child in known.children[i])
    return known.tags[i] in FINITE and (known.tags[i] != "VBD" or has_others)


def _is_part_of_phrase(child: Token, noun: Token, known: Columns) -> bool:
    """Whether a dependent of a noun belongs to its phrase: no clause set off by a comma, no verb before it or between, no date after it."""
    if child.dep_ in NOT_IN_PHRASE:
        return False
    if child.i > noun.i:
        is_aside = child.dep_ == "acl" and comma_before(child)
        return not is_aside and entity_type(child.ent_type_) != "DATE"
    if not FINITE.isdisjoint(known.tags[child.right_edge.i + 1 : noun.i]):
        return False
    return child.pos_ != "VERB" or child.dep_ in ("amod", "compound")


def head_of(words: Span) -> Token:
    """The head of the words for one actor, also where a parser makes two phrases of one, or hangs what is owned on its owner ("President Kovac's lawyers").

    So is "a person familiar with the talks", of which a parser makes a clause. Prepositions and conjunctions within a name part nothing: Robert Redfield, for "Centers for Disease Control and Prevention director Robert Redfield".
    """
    doc, known, start, end = words.doc, columns_of(words.doc), words.start, words.end
    owned = next((i + 1 for i in range(end - 1, start - 1, -1) if known.tags[i] == "POS"), start)
    is_owner_first = start < owned < end and NOT_IN_OWNER.isdisjoint(known.pos[start:owned])
    if is_owner_first and known.pos[end - 1] == "NOUN" and OWNED.issuperset(known.pos[owned:end]):
        return doc[end - 1]
    subject = next((i for i in range(start, end) if known.relations[i] in SUBJECTS and start <= known.heads[i] < end), None)
    if subject is not None and doc[subject].left_edge.i == start:
        return doc[subject]
    tops = [i for i in range(start, end) if not start <= known.heads[i] < end or known.heads[i] == i]
    last = next((i for i in reversed(tops) if known.lower[i] not in RELATIVES), tops[-1])
    is_one = known.pos[last] in ("NOUN", "PROPN") and not any(
        (known.pos[i] in PARTING and not doc[i].ent_type_) or known.texts[i] == ":" or (known.texts[i] in COMMAS and is_comma(doc[i]))
        for i in range(tops[0] + 1, last + 1)
    )
    return doc[last] if is_one else words.root


def without_modifiers(doc: Doc, words: Mapping[int, float]) -> dict[int, float]:
    """Words without those that only modify another of them ("Russia" of "Russia's speaker", both countries of "the leaders of Iran and Iraq").

    So does CNN in "CNN's Ana Kovac", however a parse hangs it.
    """
    owned = _names_owned(doc)
    alone = {i: value for i, value in words.items() if words.keys().isdisjoint(owned.get(i, ()))}
    return {i: value for i, value in alone.items() if not _is_modifier(doc[i], words) or is_joined_title(doc[i])}


def _may_be_owned(name: Span) -> bool:
    """Whether a name is a person's, or a body's of several words: "Fox News' Hannity" is a programme."""
    return entity_type(name.label_) == "PERSON" or (entity_type(name.label_) == "ORG" and len(name) > 1)


@once_a_text
def _names_owned(doc: Doc) -> dict[int, range]:
    """{word of a name: the words of the name behind its genitive, a person's, or a body's of several words}."""
    beside = itertools.pairwise(doc.ents)
    pairs = ((owner, name) for owner, name in beside if _may_be_owned(name) and name.start - owner.end in (0, 1))
    return {
        i: range(name.start, name.end)
        for owner, name in pairs
        if doc[name.start - 1].lower_ in GENITIVES
        for i in range(owner.start, owner.end)
    }


def _is_modifier(token: Token, words: Container[int]) -> bool:
    first = next((one for one in (token, *itertools.islice(token.ancestors, LONGEST_LIST)) if one.dep_ != "conj"), token)
    return first.dep_ in MODIFIERS and first.head.i in words


def is_joined_title(title: Token) -> bool:
    """Whether a title stands for somebody beside whom the name names: "Mr", of "Mr and Mrs Brandt"."""
    known, joined = columns_of(title.doc), title.i + 1
    if joined + 1 >= len(known.pos) or known.pos[joined] != "CCONJ":
        return False
    return title.dep_ == "nmod:desc" or known.lower[joined + 1].rstrip(".") in TITLES_OF_WOMEN


def titles_joined_to(name: Token) -> list[Token]:
    """The titles before a name that stand for somebody beside whom it names."""
    return [token for token in name.doc[max(name.i - TO_JOINED_TITLE, 0) : name.i] if is_joined_title(token)]
