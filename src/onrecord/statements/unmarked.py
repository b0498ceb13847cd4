"""What no cue marks: transcripts ("NAME: ..."), and quotations that stand alone."""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from onrecord.columns import columns_of
from onrecord.grammar import HONORIFICS
from onrecord.marks import Run
from onrecord.statements.quotations import Quotation

TRANSCRIPT_NAME_TOKENS = 5
SENTENCE_ENDS = {".", "!", "?", "…", "..."}
BEFORE_A_SENTENCE = {".", "!", "?", "”", '"', ":"}


def of_transcripts(doc: Doc) -> Iterator[tuple[Run, Run]]:
    """Content and source of paragraphs that begin with who speaks and a colon: somebody's name, the last name of somebody named in full elsewhere, or one of
    several labels in capitals that the text repeats ("KING:").
    """
    colons = ((start, _colon(doc, start, end), end) for start, end in columns_of(doc).paragraphs)
    labelled = [(start, colon, end) for start, colon, end in colons if colon is not None]
    times = Counter(label for start, colon, _ in labelled if (label := doc[start:colon].text).isupper())
    repeated = {label for label, count in times.items() if count > 1}
    speakers = repeated if len(repeated) > 1 else set()  # One label alone may be "RELATED:".
    speakers |= {entity[-1].text for entity in doc.ents if entity.label_ == "PERSON" and len(entity) > 1}
    for start, colon, end in labelled:
        if _is_a_person(doc, start, colon) or doc[start:colon].text in speakers:
            yield (colon + 1, end), (start, colon)


def _is_a_person(doc: Doc, start: int, colon: int) -> bool:
    """Whether a label is a person's name, or a title and a last name: "Ms Roth"."""
    is_title = columns_of(doc).lower[start].rstrip(".") in HONORIFICS
    return doc[start].ent_type_ == "PERSON" or (is_title and start + 1 < colon)


def _colon(doc: Doc, start: int, end: int) -> int | None:
    """Where the colon behind the label is that a paragraph begins with; ``None`` without one."""
    texts = columns_of(doc).texts
    colon = next((i for i in range(start + 1, min(end - 1, start + TRANSCRIPT_NAME_TOKENS)) if texts[i] == ":"), None)
    if colon is None:
        return None
    return None if any(text[:1].islower() for text in texts[start:colon]) else colon


def without_cue(doc: Doc, speech: list[Quotation], told: set[int]) -> Iterator[tuple[Run, Run | None]]:
    """Quotations that no word says to be said, and the label before them: whole paragraphs, and whole sentences after a statement in the same one."""
    bounds, texts = columns_of(doc).paragraphs, columns_of(doc).texts
    people = [(entity.start, entity.end) for entity in doc.ents if entity.label_ == "PERSON"]
    for quotation in speech:
        if 2 * sum(i in told for i in quotation.tokens) > len(quotation.tokens):
            continue
        paragraph = bisect.bisect_right(bounds, quotation.start, key=lambda bound: bound[0]) - 1
        start, end = bounds[paragraph]
        before = texts[quotation.start - 1] if quotation.start > start else "."
        last = texts[quotation.last] if quotation.end < end else "."
        if before in BEFORE_A_SENTENCE and last in SENTENCE_ENDS:
            named = (
                _named_before(doc, people, start, quotation.start)
                if quotation.start > start
                else _led_in(doc, people, bounds[max(0, paragraph - 1)])
            )
            yield (quotation.start, quotation.end), named


def _led_in(doc: Doc, people: Sequence[Run], before: Run) -> Run | None:
    """The person named in the paragraph before one that a quotation begins, where it ends in a colon: "From the desk of Anna Kovac, director:"."""
    return _first_of(people, before) if doc[before[1] - 1].text == ":" else None


def _first_of(people: Sequence[Run], words: Run) -> Run | None:
    """The first person named among some words."""
    place = bisect.bisect_left(people, (words[0], 0))
    return next((person for person in people[place : place + 1] if person[1] <= words[1]), None)


def _named_before(doc: Doc, people: Sequence[Run], start: int, quotation: int) -> Run | None:
    """The name in 'Judge: "These laws ..."' or 'Anna Kovac, director of the port: "We ..."', a paragraph's first words up to a colon."""
    columns = columns_of(doc)
    words = columns.pos[start : quotation - 1]
    if columns.texts[quotation - 1] != ":" or not words or "VERB" in words:
        return None
    return (start, quotation - 1) if len(words) <= TRANSCRIPT_NAME_TOKENS else _first_of(people, (start, quotation - 1))
