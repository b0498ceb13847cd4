"""Attribution: what the language pipeline marked, set right and completed.

Results stand in ``doc.spans["onrecord:source"]``, ``[":cue"]``, ``[":content"]``, ``[":addressee"]`` and ``[":relay"]``; spans of one attribution share
their ``span_id``, and content spans are labelled UTTERANCE or ATTITUDE; that group's ``attrs`` have the probabilities of those that were
marked, by id. ``doc.spans["onrecord:quotation"]`` holds the quotations. The stages read nothing but the spans.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup, Token

from onrecord.grammar import conjuncts, noun_phrase
from onrecord.statements.addressees import addressees, headline_addressee, relays
from onrecord.statements.completing import (
    apart,
    at_its_verb,
    by_its_agent,
    one_quotation,
    passed_on,
    reported_on,
    with_following,
    with_source,
    without_torn,
)
from onrecord.statements.marked import Attribution, marked_attributions, nature_of, without_quoting
from onrecord.statements.nested import nested_sayings
from onrecord.statements.quotations import Quotation, find_quotations
from onrecord.statements.silences import is_no_saying
from onrecord.statements.unmarked import of_headlines, of_transcripts, without_cue

GROUPS = ("onrecord:source", "onrecord:cue", "onrecord:content", "onrecord:addressee", "onrecord:relay")
# Two contents that share more of their words (Jaccard) than this are one.
SAME_WORDS = 0.7


@Language.component("onrecord_attribution", assigns=["doc.spans"], requires=["token.dep", "token.tag", "token.lemma"])
def attribute(doc: Doc) -> Doc:
    """Find the attributions of a parsed text."""
    quotations = find_quotations(doc)
    doc.spans["onrecord:quotation"] = [Span(doc, q.start, q.end, label="QUOTATION") for q in quotations]
    groups: dict[str, list[Span]] = {name: [] for name in GROUPS}
    probabilities: dict[str, float] = {}
    for number, found in enumerate(_find(doc, quotations), start=1):
        id = f"attribution-{number}"
        if found.probability is not None:
            probabilities[id] = found.probability
        if found.source:
            groups["onrecord:source"].append(Span(doc, *found.source, label="SOURCE", span_id=id))
        if found.cue:
            groups["onrecord:cue"].append(Span(doc, *found.cue, label="CUE", span_id=id))
        groups["onrecord:content"] += [Span(doc, *run, label=found.nature.upper(), span_id=id) for run in found.content]
        for role, nouns in (("addressee", _told(doc, found)), ("relay", _passing_on(doc, found))):
            phrases = (_outside(noun_phrase(noun), noun, found.content) for noun in nouns)
            groups[f"onrecord:{role}"] += [Span(doc, phrase.start, phrase.end, label=role.upper(), span_id=id) for phrase in phrases]
    for name, spans in groups.items():
        attrs = {"probability": probabilities} if name == "onrecord:content" else {}
        doc.spans[name] = SpanGroup(doc, name=name, spans=spans, attrs=attrs)
    return doc


def _outside(phrase: Span, noun: Token, content: Iterable[tuple[int, int]]) -> Span:
    """The phrase without a content that the parser attached to its noun ("a message to reporters | that he was ready")."""
    end = min((start for start, _ in content if noun.i < start < phrase.end), default=phrase.end)
    return phrase.doc[phrase.start : end]


def _told(doc: Doc, found: Attribution) -> list[Token]:
    """Nouns for those to whom it was said, the coordinated ones each."""
    if found.cue is not None:
        nouns = list(addressees(doc[found.cue[0] : found.cue[1]]))
    else:
        addressee = headline_addressee(doc[found.source[0] : found.source[1]]) if found.source is not None else None
        nouns = [addressee] if addressee is not None else []
    return [token for noun in nouns if noun.i not in found.words or _is_beside(noun, found) for token in conjuncts(noun)]


def _is_beside(noun: Token, found: Attribution) -> bool:
    """Whether a noun is a dependent of the cue itself, not of a word inside the content."""
    return found.cue is not None and found.cue[0] <= noun.head.i < found.cue[1]


def _passing_on(doc: Doc, found: Attribution) -> list[Token]:
    """Nouns for those who passed it on, by or beside the cue."""
    beside = list(relays(doc[found.cue[0] : found.cue[1]])) if found.cue is not None else []
    return [*beside, *([doc[found.relay[0] : found.relay[1]].root] if found.relay is not None else [])]


def _find(doc: Doc, quotations: list[Quotation]) -> list[Attribution]:
    """What the language pipeline marked, what is said inside it, and what only news has: headlines, transcripts, quotations without a cue."""
    quoted = {i for q in quotations for i in range(q.start, q.end)}
    marked = [
        apart(passed_on(doc, with_source(doc, replace(found, nature=nature_of(doc, found, quoted)))))
        for found in (at_its_verb(doc, one) for one in marked_attributions(doc, quotations))
    ]
    marked = [found for found in without_quoting(doc, marked) if not is_no_saying(doc, found, quoted)]
    marked = [one_quotation(doc, by_its_agent(doc, found), quotations) for found in without_torn(marked, quotations)]
    marked = with_following(doc, marked, quotations)
    others = _without_repeats([*nested_sayings(doc, marked, quoted), *of_headlines(doc), *of_transcripts(doc)], marked)
    cued = reported_on(doc, [*marked, *others])
    told = {i for found in cued for i in found.words}
    return sorted((*cued, *without_cue(doc, quotations, told)), key=lambda found: (found.content[0], found.cue or (0, 0)))


def _without_repeats(indirect: list[Attribution], direct: list[Attribution]) -> list[Attribution]:
    """Drop what another attribution says already: the same words, or a direct one's words and cue."""
    kept: list[Attribution] = []
    at: dict[int, list[Attribution]] = {}
    for other in direct:
        for i in other.words:
            at.setdefault(i, []).append(other)
    for found in indirect:
        words = found.words
        others = {id(other): other for i in words for other in at.get(i, ())}.values()
        if not any(_share(words, other.words) > SAME_WORDS and not _lies_within(found, other) for other in others):
            kept.append(found)
            for i in words:
                at.setdefault(i, []).append(found)
    return kept


def _lies_within(found: Attribution, other: Attribution) -> bool:
    return found.cue is not None and any(start <= found.cue[0] < end for start, end in other.content)


def _share(a: set[int], b: set[int]) -> float:
    return len(a & b) / len(a | b) if a | b else 0.0
