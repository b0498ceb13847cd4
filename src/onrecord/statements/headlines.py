"""Headlines that report speech without a verb."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span

from onrecord.marks import Run

DASHES = {"-", "–", "—", "--", "|"}
# "Putin to Le Pen", "Kremlin spokesman Dmitry Peskov": longer tails are a clause of their own.
NAME_TOKENS = 7
WORDS_OF_CONTENT = 3
NAMED = {"PERSON", "ORG", "LOC", "GPE", "NORP", "PER"}


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadlineSpeech:
    """Token bounds of who speaks in a headline, of what, and of who is told."""

    source: Run
    content: Run
    addressee: Run | None = None


def find_headline(headline: Span) -> HeadlineSpeech | None:
    """Read "We will win - Putin to Le Pen" and "Putin: we will win"; ``None`` for every other headline."""
    doc = headline.doc
    for i in range(headline.end - 2, headline.start + WORDS_OF_CONTENT, -1):
        if doc[i].text in DASHES and doc[i - 1].whitespace_ and headline.end - i - 1 <= NAME_TOKENS:
            name = _leading_name(doc[i + 1 : headline.end])
            is_told = name is not None and name[1] + 1 < headline.end and doc[name[1]].lower_ == "to"
            hearer = (name[1] + 1, headline.end) if name is not None and is_told else None
            return HeadlineSpeech(source=name, content=(headline.start, i), addressee=hearer) if name else None
    for i in range(headline.start + 1, min(headline.end - WORDS_OF_CONTENT, headline.start + NAME_TOKENS)):
        if doc[i].text == ":":
            name = _leading_name(doc[headline.start : i])
            return HeadlineSpeech(source=name, content=(i + 1, headline.end)) if name and name[1] == i else None
    return None


def _leading_name(words: Span) -> Run | None:
    """A name at the start of the words, alone or followed by "to" and another."""
    end = next((token.i for token in words if token.lower_ == "to"), words.end)
    name = words.doc[words.start : end]
    is_name = (
        len(name) > 0
        and (name[-1].ent_type_ in NAMED or name[-1].pos_ == "PROPN")
        and all(t.ent_type_ in NAMED or t.pos_ in ("PROPN", "NOUN", "ADJ", "PART") for t in name)
    )
    return (name.start, name.end) if is_name else None
