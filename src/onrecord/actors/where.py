"""Where words stand in a text: inside quotation marks, in which sentence, as the subject."""

from __future__ import annotations

from typing import TypedDict

from spacy.tokens import Doc, Token


class Where(TypedDict):
    """Where a mention stands."""

    quoted: bool
    sentence: int
    subject: bool


class Whereabouts:
    """Where each word of a text stands."""

    def __init__(self, doc: Doc) -> None:
        self._quoted = {i for span in doc.spans.get("onrecord:quotation", ()) for i in range(span.start, span.end)}
        self._sentence = [number for number, sentence in enumerate(doc.sents) for _ in sentence]

    def of(self, token: Token) -> Where:
        """Where a word stands."""
        return {"quoted": token.i in self._quoted, "sentence": self._sentence[token.i], "subject": token.dep_.startswith("nsubj")}
