"""Marked attributions, completed: who says it by the parse, what goes on behind the cue, who passed it on."""

from __future__ import annotations

import bisect
from collections.abc import Container, Sequence
from dataclasses import replace
from itertools import takewhile

from spacy.tokens import Doc

from onrecord.grammar import INDIRECT_OBJECTS, OBJECTS, agent_of, is_passive, subject_of
from onrecord.statements.addressees import quoting_verb
from onrecord.statements.lexicon import verb_cue
from onrecord.statements.marked import Attribution
from onrecord.statements.nested import phrase_of, source_of
from onrecord.statements.quotations import Quotation

# A report that consists of another's saying to this share of its words is no statement of its own.
WHOLE_SAYING = 0.8
REPORTEDLY = {"reportedly", "allegedly"}
SENTENCE_ENDS = {".", "!", "?", "…", "..."}
REPORTING = {"report", "according", "accord"}


def with_source(doc: Doc, found: Attribution) -> Attribution:
    """Who says it by the parse, where no words were marked as the source: the subject of "saying", or of the verb that it is coordinated with."""
    if found.source is not None or found.cue is None:
        return found
    verb = doc[found.cue[0] : found.cue[1]].root
    return replace(found, source=source_of(verb)) if verb.pos_ == "VERB" else found


def passed_on(doc: Doc, found: Attribution) -> Attribution:
    """In "AFP quoted her as saying", she is the source and AFP passes it on; so it is in "she was quoted by AFP as saying"."""
    assert found.cue is not None
    verb = quoting_verb(doc[found.cue[0] : found.cue[1]])
    if verb is None:
        return found
    quoted = (
        subject_of(verb)
        if is_passive(verb)
        else next((child for child in verb.children if child.dep_ in OBJECTS | INDIRECT_OBJECTS and child.i > verb.i), None)
    )
    relay = agent_of(verb) if is_passive(verb) else subject_of(verb)
    if quoted is None:
        return found
    saying = next((token.i for token in verb.doc[quoted.i : quoted.sent.end] if token.tag_ == "VBG" and token.head.i == verb.i), None)
    if any(start <= quoted.i < end for start, end in found.content):
        if saying is None:
            return found
        content = tuple((max(start, saying + 1), end) for start, end in found.content if end > saying + 1)
        found = replace(found, content=content, cue=(saying, saying + 1)) if content else found
    return replace(found, source=phrase_of(quoted), relay=phrase_of(relay) if relay is not None else None, nature="utterance")


def at_its_verb(doc: Doc, found: Attribution) -> Attribution:
    """Where only an adverb was marked as the cue, the verb of saying that it belongs to, and what follows that: "apparently", "repeatedly" say nothing."""
    assert found.cue is not None
    cue = doc[found.cue[0] : found.cue[1]]
    verb = cue.root.head
    if any(token.pos_ != "ADV" for token in cue) or verb_cue(verb) is None or cue.root.lower_ in REPORTEDLY:
        return found
    content = tuple((max(start, verb.i + 1), end) for start, end in found.content if end > verb.i + 1)
    return replace(found, cue=(verb.i, verb.i + 1), content=content) if content else found


def apart(found: Attribution) -> Attribution:
    """The content without the words of source and cue where it begins with them."""
    runs = []
    for start, end in found.content:
        for part in (found.source, found.cue, found.source):
            if part is not None and part[0] <= start < part[1]:
                start = part[1]
        if start < end:
            runs.append((start, end))
    return replace(found, content=tuple(runs)) if runs else found


def without_torn(marked: list[Attribution], speech: list[Quotation]) -> list[Attribution]:
    """Without those whose content is a part of a quotation that is another's whole, their cue outside it."""
    by_token = {i: quotation for quotation in speech for i in range(quotation.start, quotation.end)}
    whole = {run for found in marked for run in found.content}

    def is_torn(found: Attribution) -> bool:
        around = {by_token.get(i) for run in found.content for i in range(*run)}
        (quotation,) = around if len(around) == 1 else (None,)
        if quotation is None or found.cue is None or quotation.start <= found.cue[0] < quotation.end:
            return False
        return (quotation.start, quotation.end) in whole and (quotation.start, quotation.end) not in found.content

    return [found for found in marked if not is_torn(found)]


def one_quotation(doc: Doc, found: Attribution, speech: Sequence[Quotation]) -> Attribution:
    """Of a content in marks, the quotation next to its cue: behind a full stop and a closing mark nothing goes on, and the next mark opens another's.

    A quotation without a cue of its own is a statement of its own, by whoever spoke last.
    """
    content = []
    for start, end in sorted(found.content):
        inside = _inside(speech, start, end)
        if not inside or inside[0].start != start or found.cue is None or start <= found.cue[0] < end:
            content.append((start, end))
        elif found.cue[0] < start:
            first = inside[0].end
            is_whole = first < end and doc[first - 2 if doc[first - 1].is_quote else first - 1].text in SENTENCE_ENDS
            content.append((start, first if is_whole else end))
            if is_whole:
                break
        else:
            last = inside[-1].start
            is_whole = last > start and (doc[last - 1].is_quote or doc[last - 1].text in SENTENCE_ENDS) and inside[-1].end == end
            content.append((last if is_whole else start, end))
    return replace(found, content=tuple(content))


def _inside(speech: Sequence[Quotation], start: int, end: int) -> list[Quotation]:
    """The quotations, which are in order, between two tokens."""
    first = bisect.bisect_left(speech, start, key=lambda quotation: quotation.start)
    return list(takewhile(lambda quotation: quotation.end <= end, (speech[i] for i in range(first, len(speech)))))


def by_its_agent(doc: Doc, found: Attribution) -> Attribution:
    """Who says it by the parse of a passive cue: "was described as alarming by the envoy"; those words are none of the content."""
    verb = doc[found.cue[0] : found.cue[1]].root if found.cue is not None else None
    agent = agent_of(verb) if verb is not None and verb.pos_ == "VERB" else None
    if agent is None or quoting_verb(doc[found.cue[0] : found.cue[1]]) is not None:  # type: ignore[index]
        return found
    if any(end > agent.right_edge.i + 1 for _, end in found.content):
        return found  # "The leader was reported by state media to have said ..."
    start = next((child.i for child in agent.lefts if child.lower_ == "by"), agent.i)
    content = tuple((first, min(end, start)) for first, end in found.content if first < start)
    return replace(found, content=content, source=phrase_of(agent)) if content else found


def with_following(doc: Doc, marked: list[Attribution], speech: list[Quotation]) -> list[Attribution]:
    """Give a quotation that goes on right after its cue's sentence (“A,” he said. “B.”) to the attribution before it."""
    taken = {i for found in marked for i in found.words}
    starts = {q.start: q for q in speech if q.start not in taken}
    completed = []
    for found in marked:
        ends = [run[1] for run in (*found.content, found.cue, found.source) if run is not None]
        following = starts.get(_after_marks(doc, max(ends), starts))
        before = [run for run in found.content if found.cue is not None and run[1] <= found.cue[0]]
        if following is not None and before and doc[before[-1][1] - 1].is_quote:
            found = replace(found, content=(*found.content, (following.start, following.end)))
        completed.append(found)
    return completed


def _after_marks(doc: Doc, end: int, starts: Container[int]) -> int:
    """The first of ``starts`` after ``end`` with nothing but punctuation between; the first word there is where there is none."""
    while end < len(doc) and end not in starts and doc[end].is_punct:
        end += 1
    return end


def reported_on(doc: Doc, found: list[Attribution]) -> list[Attribution]:
    """In "X said it would end, AFP reported", X says it and AFP passes it on; AFP says nothing of its own."""
    relays: dict[int, tuple[int, int]] = {}
    dropped: set[int] = set()
    by_cue = {one.cue[0]: one for one in found if one.cue is not None and one.relay is None}
    for outer in found:
        words = outer.words
        if outer.cue is None or outer.source is None or outer.cue[0] <= max(words):
            continue
        if all(token.lemma_.casefold() not in REPORTING for token in doc[outer.cue[0] : outer.cue[1]]):
            continue
        for inner in (by_cue[i] for i in words if i in by_cue):
            own = inner.words | {i for run in (inner.cue, inner.source) if run is not None for i in range(*run)}
            if len(own & words) >= WHOLE_SAYING * len(words):
                relays[id(inner)] = outer.source
                dropped.add(id(outer))
    return [replace(one, relay=relays[id(one)]) if id(one) in relays else one for one in found if id(one) not in dropped]
