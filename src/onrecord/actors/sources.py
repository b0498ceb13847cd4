"""Who speaks and is told, where the words for it are no name and no noun for people: whatever is said to say something is an actor."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from onrecord.columns import once_a_text
from onrecord.grammar import antecedent_of, entity_type, head_of, is_noun
from onrecord.marks import Run, Voices

AGE = re.compile(r"\d+-(year|month|week|day)-old$")
TOKENS_OF_AN_AGE = 4
SOME = {"some", "many", "most", "several", "others", "another", "both", "few", "all"}


def source_heads(doc: Doc, voices: Voices) -> frozenset[int]:
    """The heads of the words for who says something."""
    return frozenset(head_at(doc, run) for run in voices.sources)


def head_at(doc: Doc, run: Run) -> int:
    """Where the head of words for somebody stands; several steps ask for it, and it is looked for once."""
    known = _heads_of(doc)
    if run not in known:
        known[run] = head_of(Span(doc, *run)).i
    return known[run]


@once_a_text
def _heads_of(_doc: Doc) -> dict[Run, int]:
    """Heads as far as they were looked for."""
    return {}


def heads_with_a_part(doc: Doc, voices: Voices) -> Iterator[Token]:
    """The head of the words of all who speak or take part; pronouns, dates, and marks that a parse takes for a head are left out."""
    heads = (doc[_noun_at(doc, run)] for run in (*voices.sources, *voices.others))
    for head in dict.fromkeys(heads):
        if head.is_punct or entity_type(head.ent_type_) == "DATE":
            continue
        if head.pos_ == "NUM" or is_noun(head) or head.lower_ in SOME or stands_for_a_name(head):
            yield head


def stands_for_a_name(word: Token) -> bool:
    """Whether an adjective stands for somebody who is named elsewhere: "the Iranian", "the 61-year-old"."""
    if word.pos_ != "ADJ":
        return False
    return is_nationality_or_age(word) and any(child.lower_ == "the" for child in word.lefts)


def is_nationality_or_age(word: Token) -> bool:
    """Whether a word is one for a people, or the last of an age."""
    return entity_type(word.ent_type_) == "NORP" or age_of(word) is not None


def age_of(word: Token) -> str | None:
    """The age of which a word is the last: "61-year-old"."""
    words = AGE.search(word.doc[max(0, word.i - TOKENS_OF_AN_AGE) : word.i + 1].text.casefold()) if word.lower_.endswith("old") else None
    return words.group() if words is not None else None


def _noun_at(doc: Doc, run: Run) -> int:
    """Where the noun stands that words are of, or that they stand for ("prosecutors", for "who"); several steps ask for it."""
    known = _nouns_of(doc)
    if run not in known:
        known[run] = antecedent_of(_noun_of(doc, run)).i
    return known[run]


@once_a_text
def _nouns_of(_doc: Doc) -> dict[Run, int]:
    """Nouns as far as they were looked for."""
    return {}


def _noun_of(doc: Doc, words: Run) -> Token:
    """The noun that words are of, though they may be only the number or adjective before it ("Six" of "Six men")."""
    head = doc[head_at(doc, words)]
    while head.dep_ in ("nummod", "amod", "det", "compound") and head.head.i >= words[1]:
        head = head.head
    return head
