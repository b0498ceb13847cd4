"""Posts of social media as pages embed them: the words, then a dash, who wrote them and the handle ("We are ready. — Ana Kovac (@anakovac) March 2, 2019")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from onrecord.columns import columns_of
from onrecord.marks import Run

# Behind who wrote: the date, and little else.
SIGNED = re.compile(r"(?:^|\s)(?:—|–|--?)\s?(?P<name>\S[^\n(—–]{0,60}?)\s?\(\s?@\w+\s?\)(?=[\s\S]{0,60}\Z)")
LINK = re.compile(r"\s+|(?:pic\.twitter\.com|https?:|t\.co/)\S*", re.IGNORECASE)


def of_posts(doc: Doc) -> Iterator[tuple[Run, Run]]:
    """Content and source of each post: what stands before who wrote it in its paragraph, else the paragraph before."""
    if not any("@" in text for text in columns_of(doc).texts):
        return
    before: Run | None = None
    for start, end in columns_of(doc).paragraphs:
        paragraph = doc[start:end]
        signature = SIGNED.search(paragraph.text)
        if signature is None:
            before = (start, end)
            continue
        offset = paragraph.start_char
        name = doc.char_span(offset + signature.start("name"), offset + signature.end("name"), alignment_mode="expand")
        own = doc.char_span(offset, offset + signature.start(), alignment_mode="contract") if signature.start() else None
        words = (own.start, own.end) if own is not None else before
        content = _without_links(doc, words) if words is not None else None
        if content is not None and name is not None:
            yield content, (name.start, name.end)
        before = None


def _without_links(doc: Doc, words: Run) -> Run | None:
    """Words without the links behind them; nothing of links alone."""
    start, end = words
    last = next((i for i in range(end - 1, start - 1, -1) if not LINK.fullmatch(doc[i].text)), None)
    return (start, last + 1) if last is not None else None
