"""What no cue marks: transcripts ("NAME: ..."), and quotations that stand alone."""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from onrecord.columns import columns_of
from onrecord.marks import Run
from onrecord.statements.quotations import Quotation

TRANSCRIPT_NAME_TOKENS = 5
# Behind a name that stands once, fewer words are no turn.
WORDS_OF_A_TURN = 4


def of_transcripts(doc: Doc) -> Iterator[tuple[Run, Run]]:
    """Content and source of paragraphs that begin with who speaks and a colon: somebody's name, or one of several labels in capitals that the text
    repeats ("KING:").
    """
    colons = ((start, _colon(doc, start, end), end) for start, end in columns_of(doc).paragraphs)
    labelled = [(start, colon, end) for start, colon, end in colons if colon is not None]
    times = Counter(doc[start:colon].text for start, colon, _ in labelled)
    speakers = {label for label, count in times.items() if label.isupper() and count > 1}
    for start, colon, end in labelled:
        is_turn = len(speakers) > 1 and doc[start:colon].text in speakers  # One label alone may be "RELATED:".
        if is_turn or (doc[start].ent_type_ == "PERSON" and end - colon > WORDS_OF_A_TURN):
            yield (colon + 1, end), (start, colon)


def _colon(doc: Doc, start: int, end: int) -> int | None:
    """Where the colon behind the label is that a paragraph begins with; ``None`` without one."""
    texts = columns_of(doc).texts
    colon = next((i for i in range(start + 1, min(end - 1, start + TRANSCRIPT_NAME_TOKENS)) if texts[i] == ":"), None)
    is_label = colon is not None and all(token.text[:1].isupper() or token.is_punct for token in doc[start:colon])
    return colon if is_label else None


def without_cue(doc: Doc, speech: list[Quotation], told: set[int]) -> Iterator[tuple[Run, Run | None]]:
    """Quotations that no word says to be said, and the label before them: whole paragraphs, and whole sentences after a statement in the same one."""
    bounds = columns_of(doc).paragraphs
    people = [(entity.start, entity.end) for entity in doc.ents if entity.label_ == "PERSON"]
    for quotation in speech:
        words = range(quotation.start, quotation.end)
        if 2 * sum(i in told for i in words) > len(words):
            continue
        paragraph = bisect.bisect_right(bounds, quotation.start, key=lambda bound: bound[0]) - 1
        start, end = bounds[paragraph]
        before = doc[quotation.start - 1] if quotation.start > start else None
        begins = before is None or (before.text in (".", "!", "?", "”", '"', ":") and quotation.start - 1 >= start)
        last = doc[quotation.end - 1]
        inner = doc[quotation.end - 2] if last.is_quote and quotation.end - 2 > quotation.start else last
        ends = quotation.end >= end or inner.text in (".", "!", "?", "…", "...")
        named = _named_before(doc, start, quotation.start) or _led_in(
            doc, people, bounds[max(0, paragraph - 1)], begins=quotation.start == start
        )
        if (begins or named) and ends:
            yield (quotation.start, quotation.end), named


def _led_in(doc: Doc, people: Sequence[Run], before: Run, *, begins: bool) -> Run | None:
    """The person named in the paragraph before a quotation that ``begins`` one, where it ends in a colon: "From the desk of Anna Kovac, director:"."""
    if not begins or doc[before[1] - 1].text != ":":
        return None
    place = bisect.bisect_left(people, (before[0], 0))
    return next((person for person in people[place : place + 1] if person[1] <= before[1]), None)


def _named_before(doc: Doc, start: int, quotation: int) -> Run | None:
    """The name in 'Judge: "These laws ..."', a paragraph's first words up to a colon."""
    is_label = 0 < quotation - start - 1 <= TRANSCRIPT_NAME_TOKENS and doc[quotation - 1].text == ":"
    words = doc[start : quotation - 1]
    return (start, quotation - 1) if is_label and words[0].text[:1].isupper() and not any(t.pos_ == "VERB" for t in words) else None
