"""Who speaks and is told, where the words for it are no name and no noun for people: whatever is said to say something is an actor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from spacy.tokens import Doc, Span, Token

from onrecord.grammar import (
    APPOSITIONS,
    NAME_PARTS,
    OBJECTS,
    antecedent_of,
    conjuncts,
    entity_type,
    is_passive,
    obliques,
    possessor_of,
    preposition_of,
    subject_of,
)

A = TypeVar("A")
# "It was said", "there", "those who ...": nobody in particular.
NOBODY = {"it", "this", "that", "these", "those", "which", "what", "who", "there", "nobody", "none", "anyone", "anybody"}
SOME = {"some", "many", "most", "several", "others", "another", "both", "few", "all"}
ROLES = ("source", "addressee", "relay")
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
}
CONJUNCTIONS = {"and", "&"}
OWNING_PREPOSITIONS = {"by", "from", "of"}


def source_heads(doc: Doc) -> Iterator[Token]:
    """The head of the words of each source, addressee and relay, pronouns and dates left out."""
    seen: set[int] = set()
    for span in (span for role in ROLES for span in doc.spans.get(f"onrecord:{role}", ())):
        head = antecedent_of(span.root)
        is_somebody = (head.pos_ in ("NOUN", "PROPN", "NUM") or head.lower_ in SOME) and entity_type(head.ent_type_) != "DATE"
        if head.i not in seen and is_somebody and head.lower_ not in NOBODY:
            seen.add(head.i)
            yield head


def owner_of(document: Token, actor_of: Mapping[int, A]) -> A | None:
    """The actor whose document it is: "the ministry's report", "a Times article", "a letter by Kovac"; ``None`` where nobody is named."""
    owner = possessor_of(document)
    candidates = [owner] if owner is not None else []
    candidates += [child for child in document.children if child.dep_ in {*NAME_PARTS, *APPOSITIONS, "nmod", "amod"}]
    candidates += [noun for preposition, noun in obliques(document) if preposition in OWNING_PREPOSITIONS]
    return next((actor_of[token.i] for token in candidates if token.i in actor_of), None)


def owners_of(document: Token) -> Iterator[tuple[str, int]]:
    """The words that may name whose document it is, each with how it stands to it."""
    owner = possessor_of(document)
    if owner is not None:
        yield "possessor", owner.i
    for child in document.children:
        if child.dep_ in {*NAME_PARTS, *APPOSITIONS, "nmod", "amod"}:
            yield "modifier" if child.dep_ not in APPOSITIONS else "apposition", child.i
    for preposition, noun in obliques(document):
        if preposition in OWNING_PREPOSITIONS or preposition in ("on", "in", "for"):
            yield preposition, noun.i
    for child in document.children:
        if child.dep_ in ("acl", "acl:relcl", "relcl"):
            subject = subject_of(child)
            if subject is not None and subject.i != document.i:
                yield "subject of its clause", subject.i
            for preposition, noun in obliques(child):
                if preposition in ("by", "from"):
                    yield "by, in its clause", noun.i


def maker_of(document: Token, actor_of: Mapping[int, A]) -> A | None:
    """Whose document it is, or who issued it or spoke in it: "Kovac put out a statement", "Kovac said in a letter"."""
    owner = owner_of(document, actor_of)
    verb = document.head
    if owner is not None or verb.pos_ != "VERB" or not (document.dep_ in OBJECTS or preposition_of(document) == "in"):
        return owner
    subject = subject_of(verb) if verb.lemma_.casefold() in ISSUING and not is_passive(verb) else None
    return actor_of.get(subject.i) if subject is not None else None


def joint_sources(doc: Doc) -> Iterator[tuple[Span, int]]:
    """Sources that name several speakers ("Washington and Ankara"), each with the word that joins them."""
    for span in doc.spans.get("onrecord:source", ()):
        joining = joining_word(span.root)
        if joining is not None and span.start <= joining.i < span.end:
            yield span, joining.i


def joining_word(noun: Token) -> Token | None:
    """The "and" between a noun and its conjuncts; ``None`` without any."""
    nouns = conjuncts(noun)
    return next((child for child in nouns[-1].lefts if child.lower_ in CONJUNCTIONS), None) if len(nouns) > 1 else None
