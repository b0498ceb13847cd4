"""Statements as records have them, and what speaks for them to be right."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Set

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from onrecord.article import BodyView, Span
from onrecord.calibration import log_odds
from onrecord.columns import columns_of
from onrecord.grammar import is_negated
from onrecord.marks import Run
from onrecord.records import Act, Participant, Statement, StatementKind
from onrecord.statements.acts import MOST_WORDS, act_of, features_of
from onrecord.statements.attribution import Attribution
from onrecord.statements.drafts import Draft
from onrecord.statements.occasions import occasion


def statement_of(ids: Mapping[int, str], draft: Draft, doc: Doc, view: BodyView, quoted: Set[int], confidence: float) -> Statement:
    """The statement of a draft. ``ids``: {identity of a draft: id of its statement}; ``quoted``: the tokens that stand in quotation marks."""
    own = draft.attribution
    cue = TokenSpan(doc, *own.cue) if own.cue is not None else None
    place = occasion(cue) if cue is not None else None
    kind, columns = _kind(doc, draft, quoted), columns_of(doc)
    return Statement(
        id=ids[id(draft)],
        kind=kind,
        act=_act(doc, own, kind),
        speaker=draft.speaker,
        source=_span(view, doc, own.source),
        cue=_span(view, doc, own.cue),
        content=tuple(span for start, end in own.content for span in view.spans(columns.starts[start], columns.ends[end - 1])),
        addressees=tuple(_participant(view, doc, actor, run) for actor, run in draft.addressees),
        relayed_by=tuple(_participant(view, doc, actor, run) for actor, run in draft.relayed_by),
        occasion=_span(view, doc, (place.start, place.end)) if place is not None else None,
        within=ids[id(draft.within)] if draft.within is not None else None,
        negated=cue is not None and is_negated(cue.root),
        confidence=confidence,
    )


def _act(doc: Doc, own: Attribution, kind: StatementKind) -> Act:
    """What it does, by the reader and by its words."""
    lower = columns_of(doc).lower
    words = (word for start, end in own.content for word in lower[start:end] if not word.isspace())
    cue = lower[slice(*own.cue)] if own.cue is not None else []
    return act_of(own.read.answers["act"], features_of(list(itertools.islice(words, MOST_WORDS)), cue, kind))


def _kind(doc: Doc, draft: Draft, quoted: Set[int]) -> StatementKind:
    """Direct: only words in marks, or set as the speaker's own; indirect: none; mixed: both. What is told inside a quotation is indirect."""
    if draft.attribution.verbatim:
        return "direct"
    is_word = columns_of(doc).is_word
    words = {i for i in draft.tokens if is_word[i]}
    in_marks = len(words & quoted)
    if in_marks == 0:
        return "indirect"
    if in_marks < len(words):
        return "mixed"
    return "direct" if draft.within is None else "indirect"


def evidence_of(draft: Draft, doc: Doc, quoted: Set[int]) -> dict[str, float]:
    """What speaks for content and speaker to be right, by name."""
    own = draft.attribution
    source = TokenSpan(doc, *own.source).root.pos_ if own.source is not None else None
    kind = _kind(doc, draft, quoted)
    return {
        "log odds": log_odds(own.read.probability),
        "no cue": float(own.frame is None),
        "direct": float(kind == "direct"),
        "mixed": float(kind == "mixed"),
        "speaker": float(draft.speaker is not None),
        "source": float(source is not None),
        "source is a pronoun": float(source == "PRON"),
        "source is a name": float(source == "PROPN"),
        "within another": float(draft.within is not None),
        "relayed": float(bool(draft.relayed_by)),
    }


def _participant(view: BodyView, doc: Doc, actor: str, run: Run) -> Participant:
    span = _span(view, doc, run)
    assert span is not None
    return Participant(start=span.start, end=span.end, text=span.text, actor=actor)


def _span(view: BodyView, doc: Doc, run: Run | None) -> Span | None:
    columns = columns_of(doc)
    return view.span(columns.starts[run[0]], columns.ends[run[1] - 1]) if run is not None else None
