"""GUM's entities: those that are names, and what pronouns stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from corpora.coreference import Annotated, Bracket, bracketed
from corpora.names import DATE_WORDS, TaggedSentence
from corpora.treebanks import Sentence, read_sentences

# Kept out of training: coreference and parsing of news are measured on documents that no model has seen.
HELD_OUT = (
    "GUM_news_homeopathic",
    "GUM_news_hackers",
    "GUM_news_iodine",
    "GUM_news_nasa",
    "GUM_news_sensitive",
    "GUM_interview_cyclone",
    "GUM_interview_gaming",
)
NAME_LABELS = {"person": "PERSON", "organization": "ORG", "place": "LOC", "time": "DATE"}

GENITIVES = {"'s", "’s", "'", "’"}
INSIDE_NAMES = {"of", "for", "and", "the", "de", "la", "du", "von", "van", "der", "al", "bin", "-", "&", "."}
TITLES = {
    "mr", "mrs", "ms", "miss", "dr", "prof", "professor", "president", "king", "queen", "sir", "lord", "lady", "saint", "judge", "rev",
}  # fmt: skip
CALENDAR_WORDS = {
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
}  # fmt: skip
LONGEST_DATE = 6


def entities(sentence: Sentence) -> Iterator[Bracket]:
    """The entities of a sentence by its words: ``Entity=(8-organization-...`` to ``Entity=8)`` in the last column."""
    attributes = (dict(part.split("=", 1) for part in cell.split("|") if "=" in part) for cell in sentence.misc)
    return bracketed(cell.get("Entity", "") for cell in attributes)


def named(sentence: Sentence) -> TaggedSentence:
    """A sentence with its entities that are names; GUM marks all entities, and whole phrases."""
    labels = ["O"] * len(sentence.words)
    for entity in sorted(entities(sentence), key=lambda entity: entity.start - entity.end):
        start, end = _name_in(sentence, entity)
        if start < end and set(labels[start:end]) == {"O"}:
            labels[start:end] = [f"B-{entity.kind}"] + [f"I-{entity.kind}"] * (end - start - 1)
    return TaggedSentence(sentence.document, sentence.words, labels)


def _name_in(sentence: Sentence, entity: Bracket) -> tuple[int, int]:
    """Bounds of the name in an entity's words, without article, title and genitive; empty where there is none."""
    words, start, end = sentence.words, entity.start, entity.end
    if entity.kind == "time":
        is_date = end - start <= LONGEST_DATE and any(map(_is_calendar_word, words[start:end]))
        return (start, end) if is_date else (start, start)
    if entity.kind not in NAME_LABELS:
        return start, start
    while start < end and (sentence.pos[start] == "DET" or words[start].islower() or words[start].lower().rstrip(".") in TITLES):
        start += 1
    while start < end and words[end - 1] in GENITIVES:
        end -= 1
    is_name = start < end and _is_name(list(zip(words[start:end], sentence.pos[start:end], strict=True)))
    return (start, end) if is_name else (start, start)


def _is_calendar_word(word: str) -> bool:
    return word.lower() in CALENDAR_WORDS | DATE_WORDS or bool(re.fullmatch(r"(1[5-9]|20)\d\d", word))


def _is_name(words: list[tuple[str, str]]) -> bool:
    """Whether words (with parts of speech) are proper nouns, joined by small words if at all, as in "University of York"."""
    ends = (words[0], words[-1])
    return all(word[:1].isupper() for word, _ in ends) and all(
        pos == "PROPN" or word in INSIDE_NAMES or (len(words) > 1 and word[:1].isupper()) for word, pos in words
    )


def read_coreference(path: Path) -> Iterator[Annotated]:
    """The documents of GUM with their coreference, genre first in the id."""
    document: Annotated | None = None
    for sentence in read_sentences(path):
        if document is None or sentence.document != document.id:
            if document is not None:
                yield document
            document = Annotated(sentence.document, "")
        elif sentence.starts_paragraph:
            document.text = document.text.rstrip() + "\n\n"
        _add(document, sentence)
    if document is not None:
        yield document


def _add(document: Annotated, sentence: Sentence) -> None:
    """Add a sentence's words and what they stand for; a mention stands at its head, the word that is governed from outside of it."""
    starts = []
    for word, spaced in zip(sentence.words, sentence.spaces, strict=True):
        starts.append(len(document.text))
        document.text += word + " " * spaced
    for entity in entities(sentence):
        inside = range(entity.start, entity.end)
        head = next((i for i in inside if sentence.heads[i] not in inside or sentence.heads[i] == i), inside[-1])
        document.types[entity.number] = entity.kind
        document.same[starts[head]] = entity.number
        if len(inside) == 1 and sentence.tags[head] in ("PRP", "PRP$"):
            document.pronouns.append(starts[head])
