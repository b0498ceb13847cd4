"""Headlines that report speech without a verb."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Span

from onrecord.marks import Run

DASHES = {"-", "–", "—", "--", "|"}
# "Putin to Le Pen", "Kremlin spokesman Dmitry Peskov": longer tails are a clause of their own.
NAME_TOKENS = 7
WORDS_OF_CONTENT = 3
# Parts of speech in a title and a name.
NAMING = {"PROPN", "NOUN", "ADJ", "PART"}


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadlineSpeech:
    """Token bounds of who speaks in a headline, of what, and of who is told."""

    source: Run
    content: Run
    addressee: Run | None = None


def find_headline(headline: Span) -> HeadlineSpeech | None:
    """Read "We will win - Putin to Le Pen" and "Putin: we will win"; ``None`` for every other headline."""
    doc, start, end = headline.doc, headline.start, headline.end
    speech = _before_a_dash(doc, start, end) or _behind_a_colon(doc, start, end)
    return speech if speech is not None and _is_name(Span(doc, *speech.source)) else None


def _before_a_dash(doc: Doc, start: int, end: int) -> HeadlineSpeech | None:
    """What a headline holds before its last dash, with who may have said it to whom behind."""
    places = range(end - 2, max(start + WORDS_OF_CONTENT, end - 2 - NAME_TOKENS), -1)
    dash = next((i for i in places if doc[i].text in DASHES and doc[i - 1].whitespace_), None)
    if dash is None:
        return None
    to = next((i for i in range(dash + 1, end - 1) if doc[i].lower_ == "to"), end)
    return HeadlineSpeech(source=(dash + 1, to), content=(start, dash), addressee=(to + 1, end) if to < end else None)


def _behind_a_colon(doc: Doc, start: int, end: int) -> HeadlineSpeech | None:
    """What a headline holds behind its first colon, with who may have said it before."""
    colon = next((i for i in range(start + 1, min(end - WORDS_OF_CONTENT, start + NAME_TOKENS)) if doc[i].text == ":"), None)
    return HeadlineSpeech(source=(start, colon), content=(colon + 1, end)) if colon is not None else None


def _is_name(words: Span) -> bool:
    """Whether words are a name, with titles before it: "Kremlin spokesman Dmitry Peskov"."""
    tags = [token.pos_ for token in words]
    return tags[-1:] == ["PROPN"] and NAMING.issuperset(tags)
