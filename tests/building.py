"""Parsed sentences built by hand, so that a test depends on no model."""

import spacy
from spacy.tokens import Doc, Span

from onrecord.article import Article, BodyView, OffsetMap, Piece
from onrecord.knowledge import Knowledge
from onrecord.marks import Frame, Part

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


ROLES = ("source", "content", "addressee", "relay", "name", "actor", "recipient", "place", "date")
ANSWERS = {
    "act": "say",
    "told": "here",
    "relayed": "here",
    "deed": "CONSULT",
    "mode": "none",
    "status": "occurred",
    "word": "own",
}


def frame(anchor, *, probability=0.9, **given):
    """A frame as the reader gives it: token bounds of the anchor; ``given``: those of one part or a list of them by role, and sure answers."""
    answers = ANSWERS | {question: answer for question, answer in given.items() if question in ANSWERS}
    roles = {role: runs for role, runs in given.items() if role not in ANSWERS}
    parts = [
        Part(role=role, run=run, probability=0.9) for role, runs in roles.items() for run in (runs if isinstance(runs, list) else [runs])
    ]
    return Frame(
        anchor=anchor,
        probability=probability,
        parts=tuple(sorted(parts, key=lambda part: part.run)),
        chances={role: {i: 0.9 for part in parts if part.role == role for i in range(*part.run)} for role in (*ROLES, *roles)},
        answers={question: {answer: 1.0} for question, answer in answers.items()},
    )


def bounds(doc, words):
    """Token bounds of words that a text has once."""
    start = doc.text.index(words)
    span = doc.char_span(start, start + len(words))
    return span.start, span.end


# A sentence as GUM has it.
GUM = """\
# newdoc id = GUM_news_talks
# sent_id = 1
1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\tEntity=(1-organization-new-nnnnn-cf1-2-sgl
2\tBank\tbank\tPROPN\tNNP\t_\t6\tnsubj\t_\t_
3\tof\tof\tADP\tIN\t_\t4\tcase\t_\t_
4\tTunis\tTunis\tPROPN\tNNP\t_\t2\tnmod\t_\tEntity=(2-place-new-nnnnn-cf2-1-sgl-Tunis)1)
5\thas\thave\tAUX\tVBZ\t_\t6\taux\t_\t_
6\thired\thire\tVERB\tVBN\t_\t0\troot\t_\t_
7\tMr.\tMr.\tPROPN\tNNP\t_\t6\tobj\t_\tEntity=(3-person-new-nnnnn-cf3-1-sgl
8\tAmir\tAmir\tPROPN\tNNP\t_\t7\tflat\t_\tEntity=3)
9\tlast\tlast\tADJ\tJJ\t_\t10\tamod\t_\tEntity=(4-time-new-nnnnn-cf4-2-sgl
10\tweek\tweek\tNOUN\tNN\t_\t6\tobl:tmod\t_\tEntity=4)|SpaceAfter=No
11\t.\t.\tPUNCT\t.\t_\t6\tpunct\t_\t_

"""
