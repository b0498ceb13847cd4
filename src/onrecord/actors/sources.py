"""Who speaks and is told, where the words for it are no name and no noun for people: whatever is said to say something is an actor."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Mapping

from spacy.tokens import Doc, Span, Token

from onrecord.actors.nouns import is_document
from onrecord.columns import columns_of
from onrecord.grammar import (
    APPOSITIONS,
    NAME_PARTS,
    NOUN_CLAUSES,
    OBJECTS,
    agent_of,
    antecedent_of,
    entity_type,
    head_of,
    is_noun,
    is_passive,
    obliques,
    possessor_of,
    preposition_of,
    subject_of,
)
from onrecord.marks import Voices

# "It was said", "there", "those who ...": nobody in particular.
NOBODY = {"it", "this", "that", "these", "those", "which", "what", "who", "there", "nobody", "none", "anyone", "anybody"}
SOME = {"some", "many", "most", "several", "others", "another", "both", "few", "all"}
ISSUING = {
    "issue",
    "release",
    "publish",
    "put",
    "write",
    "send",
    "post",
    "file",
    "submit",
    "say",
    "tell",
    "announce",
    "make",
    "record",
    "tweet",
    "sign",
    "compile",
    "prepare",
    "produce",
}
# How many documents back "the statement" looks for the one that it is.
DOCUMENTS_BACK = 50
# Statements .8507 to .8519, attributed .7377 to .7378 on 772 kept-out articles; .1: .8534 and .7371, .6: .8508 and .7383.
LEAST_CHANCE_OF_A_NAME = 0.3
OWNING_PREPOSITIONS = {"by", "from", "of"}


def source_heads(doc: Doc, voices: Voices) -> frozenset[int]:
    """The heads of the words for who says something."""
    return frozenset(head_of(doc[slice(*run)]).i for run in voices.sources)


def heads_with_a_part(doc: Doc, voices: Voices) -> Iterator[Token]:
    """The head of the words of all who speak or take part, pronouns and dates left out."""
    seen: set[int] = set()
    for run in (*voices.sources, *voices.others):
        head = antecedent_of(_noun_of(doc[slice(*run)]))
        is_somebody = (is_noun(head) or head.pos_ == "NUM" or head.lower_ in SOME) and entity_type(head.ent_type_) != "DATE"
        if head.i not in seen and is_somebody and head.lower_ not in NOBODY:
            seen.add(head.i)
            yield head


def _noun_of(words: Span) -> Token:
    """The noun that words are of, though they may be only the number or adjective before it ("Six" of "Six men")."""
    head = head_of(words)
    while head.dep_ in ("nummod", "amod", "det", "compound") and head.head.i >= words.end:
        head = head.head
    return head


def owner_of(document: Token, actor_of: Mapping[int, str]) -> str | None:
    """The actor whose document it is: "the ministry's report", "a Times article", "a letter by Kovac", "data compiled by the bank"; ``None`` where nobody is
    named."""
    owner = possessor_of(document)
    candidates = [owner] if owner is not None else []
    candidates += [
        child for child in document.children if child.dep_ in {*NAME_PARTS, *APPOSITIONS, "nmod", "amod"} and preposition_of(child) is None
    ]
    candidates += [noun for preposition, noun in obliques(document) if preposition in OWNING_PREPOSITIONS]
    made = (child for child in document.rights if child.dep_ in NOUN_CLAUSES and child.lemma_.casefold() in ISSUING and is_passive(child))
    candidates += [maker for maker in map(agent_of, made) if maker is not None]
    return next((actor_of[token.i] for token in candidates if token.i in actor_of), None)


def speakers_of_documents(doc: Doc, actor_of: Mapping[int, str], voices: Voices) -> dict[int, str]:
    """{head of a source that is a document: the actor whose it is}; "the statement" is whoever's statement the text told of last."""
    nouns = (doc[i] for i, pos in enumerate(columns_of(doc).pos) if pos == "NOUN")
    documents = [noun for noun in nouns if is_document(noun)]
    owners = {}
    for head in heads_with_a_part(doc, voices):
        if is_document(head):
            owner = owner_of(head, actor_of)
            if owner is None and any(child.lower_ in ("the", "this") for child in head.children):
                place = bisect.bisect_left(documents, head.i, key=lambda token: token.i)
                before = (
                    token
                    for token in reversed(documents[max(0, place - DOCUMENTS_BACK) : place])
                    if head.lemma_ in (token.lemma_, "document")
                )
                owner = next((made for token in before if (made := _maker_of(token, actor_of)) is not None), None)
            if owner is None:
                owner = _named_by_reader(voices.names.get(head.i, {}), actor_of)
            if owner is not None:
                owners[head.i] = owner
    return owners


def _named_by_reader(chances: Mapping[int, float], actor_of: Mapping[int, str]) -> str | None:
    """Whom the reader takes for who speaks in a document, where it is sure enough."""
    known = {word: chance for word, chance in chances.items() if word in actor_of}
    best = max(known, key=known.__getitem__, default=None)
    return actor_of[best] if best is not None and known[best] >= LEAST_CHANCE_OF_A_NAME else None


def _maker_of(document: Token, actor_of: Mapping[int, str]) -> str | None:
    """Whose document it is, or who issued it or spoke in it: "Kovac put out a statement", "Kovac said in a letter"."""
    owner = owner_of(document, actor_of)
    verb = document.head
    if owner is not None or verb.pos_ != "VERB" or not (document.dep_ in OBJECTS or preposition_of(document) == "in"):
        return owner
    subject = subject_of(verb) if verb.lemma_.casefold() in ISSUING and not is_passive(verb) else None
    return actor_of.get(subject.i) if subject is not None else None
