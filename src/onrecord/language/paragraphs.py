"""A component that tells the parser what the text itself says: a paragraph's end is a sentence's end."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc


@Language.component("onrecord_paragraphs", assigns=["token.is_sent_start"])
def mark_paragraphs(doc: Doc) -> Doc:
    """Start a sentence after every blank line; runs before the parser, which keeps such starts."""
    for token in doc[:-1]:
        if token.is_space and "\n\n" in token.text:
            doc[token.i + 1].is_sent_start = True
    return doc
