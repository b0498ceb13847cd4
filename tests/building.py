"""Parsed sentences built by hand, so that a test depends on no model."""

import spacy
from spacy.tokens import Doc, Span

from onrecord.article import Article, BodyView, OffsetMap, Piece
from onrecord.knowledge import Knowledge

BLANK = spacy.blank("en")
KNOWLEDGE = Knowledge()


def parsed(rows, entities=()):
    """A Doc from lines "word lemma POS TAG head dep"; heads count from 0, the root is its own head."""
    columns = [row.split() for row in rows.strip().splitlines()]
    words = [c[0] for c in columns]
    spaces = [
        i + 1 < len(words) and words[i + 1] not in {",", ".", "”", "'s", "’s", "n't", "?", ":"} and words[i] not in {"“"}
        for i in range(len(words))
    ]
    doc = Doc(
        BLANK.vocab,
        words=words,
        spaces=spaces,
        lemmas=[c[1] for c in columns],
        pos=[c[2] for c in columns],
        tags=[c[3] for c in columns],
        heads=[int(c[4]) for c in columns],
        deps=[c[5] for c in columns],
    )
    doc.set_ents([Span(doc, start, end, label=label) for start, end, label in entities])
    return doc


def words_only(text):
    """A Doc of words without a parse."""
    return BLANK(text)


def whole_view(doc):
    """A view that shows the whole of a text as it is."""
    article = Article(id="x", text=doc.text, blocks=())
    return BodyView(article=article, text=doc.text, offsets=OffsetMap([Piece(view_start=0, frozen_start=0, length=len(doc.text))]))


def mark(doc, *attributions):
    """Mark attributions, each a dict of token bounds by role (source, cue, content), as the language pipeline does."""
    for role in ("source", "cue", "content"):
        doc.spans[f"onrecord:{role}"] = [
            Span(doc, *bounds[role], label=role.upper(), span_id=f"attribution-{number}")
            for number, bounds in enumerate(attributions, start=1)
            if role in bounds
        ]
    return doc
