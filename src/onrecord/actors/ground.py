"""What is known of a text while the mentions of actors in it are collected."""

from __future__ import annotations

from typing import TypedDict

from spacy.tokens import Doc, Span, Token

from onrecord.actors.sources import head_at, heads_with_a_part
from onrecord.columns import columns_of
from onrecord.marks import Voices


class Where(TypedDict):
    """Where a mention stands."""

    quoted: bool
    sentence: int
    subject: bool


class Ground:
    """A text, who has a part in it, and which words names have taken: names are looked for first."""

    def __init__(self, doc: Doc, voices: Voices) -> None:
        self.doc, self.voices, self.columns = doc, voices, columns_of(doc)
        self.taken: set[int] = set()
        # Words for some of a group, which are no name of it.
        self.some: set[int] = set()
        self.acting = list(heads_with_a_part(doc, voices))
        self.sources = {head_at(doc, run): Span(doc, *run) for run in voices.sources}

    def where(self, token: Token) -> Where:
        """Where a mention with this head stands."""
        return {
            "quoted": token.i in self.voices.quoted,
            "sentence": self.columns.sentences[token.i],
            "subject": self.columns.relations[token.i].startswith("nsubj"),
        }
