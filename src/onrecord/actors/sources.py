"""Who speaks and is told, where the words for it are no name and no noun for people: whatever is said to say something is an actor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spacy.tokens import Doc, Token

from onrecord.actors.nouns import is_document
from onrecord.grammar import APPOSITIONS, NAME_PARTS, obliques, possessor_of

# "It was said", "there", "those who ...": nobody in particular.
NOBODY = {"it", "this", "that", "these", "those", "which", "what", "who", "there", "nobody", "none", "anyone", "anybody"}
SOME = {"some", "many", "most", "several", "others", "another", "both", "few", "all"}
ROLES = ("source", "addressee", "relay")
OWNING_PREPOSITIONS = {"by", "from", "of"}


def source_heads(doc: Doc) -> Iterator[Token]:
    """The head of the words of each source, addressee and relay, pronouns left out."""
    seen: set[int] = set()
    for span in (span for role in ROLES for span in doc.spans.get(f"onrecord:{role}", ())):
        head = span.root
        is_somebody = head.pos_ in ("NOUN", "PROPN", "NUM") or head.lower_ in SOME
        if head.i not in seen and is_somebody and head.lower_ not in NOBODY:
            seen.add(head.i)
            yield head


def owner_of(document: Token, actor_of: Mapping[int, str]) -> str | None:
    """The actor whose document it is: "the ministry's report", "a Times article", "a letter by Kovac"; ``None`` where nobody is named."""
    owner = possessor_of(document)
    candidates = [owner] if owner is not None else []
    candidates += [child for child in document.children if child.dep_ in {*NAME_PARTS, *APPOSITIONS, "nmod", "amod"}]
    candidates += [noun for preposition, noun in obliques(document) if preposition in OWNING_PREPOSITIONS]
    return next((actor_of[token.i] for token in candidates if token.i in actor_of), None)


def speakers_of_documents(doc: Doc, actor_of: Mapping[int, str]) -> dict[int, str]:
    """{head of a source that is a document: the actor whose it is}."""
    owners = ((head.i, owner_of(head, actor_of)) for head in source_heads(doc) if is_document(head))
    return {head: owner for head, owner in owners if owner is not None}
