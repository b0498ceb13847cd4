"""Attribution: what the language pipeline marked, set right and completed; by rules alone where it marked nothing.

Results stand in ``doc.spans["onrecord:source"]``, ``[":cue"]``, ``[":content"]``, ``[":addressee"]`` and ``[":relay"]``; spans of one attribution share
their ``span_id``, and content spans are labelled UTTERANCE or ATTITUDE; that group's ``attrs`` have the probabilities of those that were
marked, by id. ``doc.spans["onrecord:quotation"]`` holds the quotations.
The stages read nothing but the spans.
"""

from __future__ import annotations

import bisect
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup, Token

from onrecord.grammar import (
    INDIRECT_OBJECTS,
    OBJECTS,
    SUBJECTS,
    agent_of,
    conjuncts,
    is_passive,
    likely_subject_of,
    noun_phrase,
    obliques,
    possessor_of,
    subject_of,
    verb_group,
)
from onrecord.statements.closing import find_closing
from onrecord.statements.contents import Content, content_of_noun, find_content, is_next_saying, rest_of_sentence, trim
from onrecord.statements.direct import Link, find_cue
from onrecord.statements.headlines import find_headline
from onrecord.statements.hearers import headline_hearer, hearers, quoting_verb, relays
from onrecord.statements.lexicon import noun_cue, verb_cue
from onrecord.statements.marked import Attribution, marked_attributions, nature_of, without_quoting
from onrecord.statements.quotations import Quotation, find_quotations, is_speech, paragraphs
from onrecord.statements.silences import is_no_saying

GROUPS = ("onrecord:source", "onrecord:cue", "onrecord:content", "onrecord:addressee", "onrecord:relay")
# After these, "to say" tells of saying; after others ("wants to say") it does not.
GOING_ON = {"go", "continue", "come", "appear", "proceed", "use", "take"}
UNREAL = {"would", "could", "should", "might", "may", "can", "must", "will", "'ll", "’ll", "wo", "ca"}
# Somebody who is nobody in particular.
NO_SOURCE = {"you", "it", "there", "one", "that", "this", "which", "what"}
TRANSCRIPT_NAME_TOKENS = 5
# A report that consists of another's saying to this share of its words is no statement of its own.
WHOLE_SAYING = 0.8
REPORTING = {"report", "according", "accord"}
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
    """The phrase up to where a content begins that a parser hung on its noun ("a message to reporters | that he was ready")."""
    end = min((start for start, _ in content if noun.i < start < phrase.end), default=phrase.end)
    return phrase.doc[phrase.start : end]


def _told(doc: Doc, found: Attribution) -> list[Token]:
    """Nouns for those to whom it was said, the coordinated ones each."""
    if found.cue is not None:
        nouns = list(hearers(doc[found.cue[0] : found.cue[1]]))
    else:
        hearer = headline_hearer(doc[found.source[0] : found.source[1]]) if found.source is not None else None
        nouns = [hearer] if hearer is not None else []
    return [token for noun in nouns for token in conjuncts(noun)]


def _passing_on(doc: Doc, found: Attribution) -> list[Token]:
    """Nouns for those who passed it on, by or beside the cue."""
    beside = list(relays(doc[found.cue[0] : found.cue[1]])) if found.cue is not None else []
    return [*beside, *([doc[found.relay[0] : found.relay[1]].root] if found.relay is not None else [])]


def _find(doc: Doc, quotations: list[Quotation]) -> list[Attribution]:
    if "onrecord:cue" in doc.spans:
        return _of_marks(doc, quotations)
    quoted = {i for q in quotations for i in range(q.start, q.end)}
    speech = [q for q in quotations if is_speech(doc, q)]
    links = [link for link in (find_cue(doc, q, quoted) for q in speech) if link]
    direct = list(_direct(doc, links, speech))
    cued = {link.verb.i for link in links}
    by_token = {i: q for q in quotations for i in range(q.start, q.end)}
    indirect = [
        _widen(found, by_token)
        for found in (
            *_of_verbs(doc, quoted, cued),
            *_of_nouns(doc),
            *_according_to(doc),
            *find_headline_attributions(doc),
            *_transcript(doc),
        )
    ]
    indirect = _without_repeats(indirect, direct)
    told = {i for found in (*direct, *indirect) for start, end in found.content for i in range(start, end)}
    uncued = list(_uncued(doc, speech, told))
    return sorted((*direct, *indirect, *uncued), key=lambda found: (found.content[0], found.cue or (0, 0)))


def _of_marks(doc: Doc, quotations: list[Quotation]) -> list[Attribution]:
    """What the language pipeline marked, and what only news has: headlines, transcripts, quotations without a cue."""
    speech = [q for q in quotations if is_speech(doc, q)]
    quoted = {i for q in quotations for i in range(q.start, q.end)}
    marked = [
        _passed_on(doc, _with_source(doc, replace(found, nature=nature_of(doc, found, quoted))))
        for found in marked_attributions(doc, quotations)
    ]
    marked = [found for found in without_quoting(doc, marked) if not is_no_saying(doc, found, quoted)]
    marked = _with_following(doc, _without_torn(marked, speech), speech)
    cues = {i for found in marked if found.cue is not None for i in range(*found.cue)}
    at: dict[int, list[Attribution]] = {}
    for found in marked:
        _put(at, found)
    nested = [
        found
        for found in (*_of_verbs(doc, quoted, cues), *_of_nouns(doc))
        if found.cue is not None
        and found.cue[0] not in cues
        and _is_clause_of_somebody(doc, found)
        and (_is_told(found, at.get(found.cue[0], ())) or _goes_on(doc, found.cue, cues))
    ]
    others = _without_repeats([*nested, *find_headline_attributions(doc), *_transcript(doc)], marked)
    cued = _reported_on(doc, [*marked, *others])
    told = {i for found in cued for start, end in found.content for i in range(start, end)}
    return sorted((*cued, *_uncued(doc, speech, told)), key=lambda found: (found.content[0], found.cue or (0, 0)))


def _with_source(doc: Doc, found: Attribution) -> Attribution:
    """Who says it by the parse, where no words were marked as the source: the subject of "saying", or of the verb that it is coordinated with."""
    if found.source is not None or found.cue is None:
        return found
    verb = doc[found.cue[0] : found.cue[1]].root
    return replace(found, source=_source(doc, verb)) if verb.pos_ == "VERB" else found


def _passed_on(doc: Doc, found: Attribution) -> Attribution:
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
    return replace(found, source=_phrase(quoted), relay=_phrase(relay) if relay is not None else None, nature="utterance")


def _without_torn(marked: list[Attribution], speech: list[Quotation]) -> list[Attribution]:
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


def _reported_on(doc: Doc, found: list[Attribution]) -> list[Attribution]:
    """In "X said it would end, AFP reported", X says it and AFP passes it on; AFP says nothing of its own."""
    relays: dict[int, tuple[int, int]] = {}
    dropped: set[int] = set()
    for outer in found:
        words = _tokens(outer)
        if outer.cue is None or outer.source is None or outer.cue[0] <= max(words):
            continue
        if all(token.lemma_.casefold() not in REPORTING for token in doc[outer.cue[0] : outer.cue[1]]):
            continue
        for inner in found:
            if inner is not outer and inner.cue is not None and inner.cue[0] in words and inner.relay is None:
                own = _tokens(inner) | {i for run in (inner.cue, inner.source) if run is not None for i in range(*run)}
                if len(own & words) >= WHOLE_SAYING * len(words):
                    relays[id(inner)] = outer.source
                    dropped.add(id(outer))
    return [replace(one, relay=relays[id(one)]) if id(one) in relays else one for one in found if id(one) not in dropped]


def _is_clause_of_somebody(doc: Doc, found: Attribution) -> bool:
    """Whether somebody tells a clause, with a subject or "that". Of other sayings inside a saying, rules get fewer than half right."""
    return found.source is not None and any(
        doc[start].lower_ == "that" or any(token.dep_ in SUBJECTS for token in doc[start:end]) for start, end in found.content
    )


def _goes_on(doc: Doc, cue: tuple[int, int], cues: Container[int]) -> bool:
    """Whether a saying is the next one of somebody who was said to say something ("admitted that homes were missed but insisted ...")."""
    verb = doc[cue[0] : cue[1]].root
    return any(before.i in cues and is_next_saying(verb, before) for before in (verb.head, verb.head.head))


def _is_told(found: Attribution, around: Iterable[Attribution]) -> bool:
    """Whether cue and content stand inside the content of one of those around the cue."""
    words = _tokens(found) | set(range(*found.cue or (0, 0)))
    return any(words < _tokens(other) for other in around)


def _with_following(doc: Doc, marked: list[Attribution], speech: list[Quotation]) -> list[Attribution]:
    """Give a quotation that goes on right after its cue's sentence (“A,” he said. “B.”) to the attribution before it."""
    taken = {i for found in marked for i in _tokens(found)}
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


def _direct(doc: Doc, links: list[Link], speech: list[Quotation]) -> Iterator[Attribution]:
    """One attribution a cue: all quotations that hang on it, and those that go on right after it."""
    by_cue: dict[int, list[Link]] = {}
    for link in links:
        by_cue.setdefault(link.verb.i, []).append(link)
    linked = {link.quotation.start for link in links}
    by_start = {quotation.start: quotation for quotation in speech}
    for same in by_cue.values():
        parts = [link.quotation for link in same]
        end = max(max(link.end, link.quotation.end) for link in same)
        following = by_start.get(_after_marks(doc, end, by_start))
        if following is not None and following.start not in linked:
            parts.append(following)
            linked.add(following.start)
        verb = same[0].verb
        yield Attribution(
            content=tuple(sorted((q.start, q.end) for q in parts)),
            source=_source_beside(doc, same[0]) or _source(doc, verb),
            cue=_cue_bounds(verb),
            nature="utterance",
        )


def _after_marks(doc: Doc, end: int, starts: Container[int]) -> int:
    """The first of ``starts`` after ``end`` with nothing but punctuation between; the first word there is where there is none."""
    while end < len(doc) and end not in starts and doc[end].is_punct:
        end += 1
    return end


def _of_verbs(doc: Doc, quoted: set[int], cued: set[int]) -> Iterator[Attribution]:
    for verb in doc:
        cue = verb_cue(verb)
        if cue is None or verb.i in cued or not _is_telling(verb):
            continue
        content = find_content(verb, cue)
        source = _source(doc, verb)
        closing = find_closing(verb, cue) if content is None and verb.i not in quoted else None
        if closing is not None:
            content, source = closing.content, closing.source
        if content is None or (verb.i in quoted and not _nested_telling(verb, content, source)):
            continue
        if source is None and not is_passive(verb) and content.kind not in ("clause", "infinitive"):
            continue
        yield Attribution(content=content.runs, source=source, cue=_cue_bounds(verb), nature=cue.nature)


def _of_nouns(doc: Doc) -> Iterator[Attribution]:
    for noun in doc:
        content = content_of_noun(noun) if noun_cue(noun) else None
        if content is not None:
            yield Attribution(content=content.runs, source=_source_of_noun(doc, noun), cue=(noun.i, noun.i + 1))


def _according_to(doc: Doc) -> Iterator[Attribution]:
    for token in doc:
        if token.lower_ != "according" or token.i + 1 >= len(doc) or doc[token.i + 1].lower_ != "to":
            continue
        noun = token.head if token.dep_ == "case" else next((one for _, one in obliques(token)), None)
        if noun is None or noun.i <= token.i:
            continue
        aside = noun if token.dep_ == "case" else token
        if aside.head.i == aside.i:
            continue
        content = rest_of_sentence(_what_is_vouched(aside), aside.subtree)
        if content is not None:
            yield Attribution(content=content.runs, source=_phrase(noun), cue=(token.i, token.i + 2))


def _what_is_vouched(aside: Token) -> Token:
    """The clause that "according to X" is about: the whole sentence where it stands at an end of it, else the one around it."""
    sentence = aside.sent
    last = max(token.i for token in sentence if not token.is_punct and not token.is_space)
    at_start = aside.left_edge.i <= sentence.start + 1
    return sentence.root if at_start or aside.right_edge.i >= last else aside.head


def find_headline_attributions(doc: Doc) -> Iterator[Attribution]:
    """What a headline reports without a verb ("... - Putin to Le Pen", "Putin: ...")."""
    for headline in doc.spans.get("onrecord:headline", ()):
        found = find_headline(headline)
        if found is not None:
            yield Attribution(content=(found.content,), source=found.source)


def _transcript(doc: Doc) -> Iterator[Attribution]:
    """Paragraphs that begin with who speaks and a colon."""
    for start, end in paragraphs(doc):
        for i in range(start + 1, min(end - 4, start + TRANSCRIPT_NAME_TOKENS)):
            if doc[i].text == ":" and all(t.text[:1].isupper() or t.is_punct for t in doc[start:i]) and doc[start].ent_type_ == "PERSON":
                yield Attribution(content=((i + 1, end),), source=(start, i), cue=None)
                break


def _uncued(doc: Doc, speech: list[Quotation], told: set[int]) -> Iterator[Attribution]:
    """Quotations that nobody is said to say: whole paragraphs, and whole sentences after a statement in the same one."""
    bounds = list(paragraphs(doc))
    for quotation in speech:
        words = range(quotation.start, quotation.end)
        if 2 * sum(i in told for i in words) > len(words):
            continue
        start, end = bounds[bisect.bisect_right(bounds, quotation.start, key=lambda bound: bound[0]) - 1]
        before = doc[quotation.start - 1] if quotation.start > start else None
        begins = before is None or (before.text in (".", "!", "?", "”", '"', ":") and quotation.start - 1 >= start)
        last = doc[quotation.end - 1]
        inner = doc[quotation.end - 2] if last.is_quote and quotation.end - 2 > quotation.start else last
        ends = quotation.end >= end or inner.text in (".", "!", "?", "…", "...")
        named = _named_before(doc, start, quotation.start)
        if (begins or named) and ends:
            yield Attribution(content=((quotation.start, quotation.end),), source=named)


def _named_before(doc: Doc, start: int, quotation: int) -> tuple[int, int] | None:
    """The name in 'Judge: "These laws ..."', a paragraph's first words up to a colon."""
    is_label = 0 < quotation - start - 1 <= TRANSCRIPT_NAME_TOKENS and doc[quotation - 1].text == ":"
    words = doc[start : quotation - 1]
    return (start, quotation - 1) if is_label and words[0].text[:1].isupper() and not any(t.pos_ == "VERB" for t in words) else None


def _widen(found: Attribution, by_token: Mapping[int, Quotation]) -> Attribution:
    """Take in the whole of a quotation that a content cuts, unless the cue stands in it, too."""
    widened = []
    for start, end in found.content:
        cut = {by_token[i].start: by_token[i] for i in (start - 1, start, end - 1, end) if i in by_token}
        for quotation in cut.values():
            inside_cue = found.cue is not None and quotation.start <= found.cue[0] < quotation.end
            overlaps = quotation.start < end and start < quotation.end
            if overlaps and not inside_cue and quotation.start >= start - 1:
                start, end = min(start, quotation.start), max(end, quotation.end)
        widened.append((start, end))
    return replace(found, content=tuple(widened))


def _without_repeats(indirect: list[Attribution], direct: list[Attribution]) -> list[Attribution]:
    """Drop what another attribution says already: the same words, or a direct one's words and cue."""
    kept: list[Attribution] = []
    at: dict[int, list[Attribution]] = {}
    for other in direct:
        _put(at, other)
    for found in indirect:
        words = _tokens(found)
        others = {id(other): other for i in words for other in at.get(i, ())}.values()
        if not any(_share(words, _tokens(other)) > SAME_WORDS and not _lies_within(found, other) for other in others):
            kept.append(found)
            _put(at, found)
    return kept


def _put(at: dict[int, list[Attribution]], found: Attribution) -> None:
    for i in _tokens(found):
        at.setdefault(i, []).append(found)


def _lies_within(found: Attribution, other: Attribution) -> bool:
    return found.cue is not None and any(start <= found.cue[0] < end for start, end in other.content)


def _tokens(found: Attribution) -> set[int]:
    return {i for start, end in found.content for i in range(start, end)}


def _share(a: set[int], b: set[int]) -> float:
    return len(a & b) / len(a | b) if a | b else 0.0


def _is_telling(verb: Token) -> bool:
    """Whether the form of a verb tells of a saying: no condition, no wish, no order."""
    words = {child.lower_ for child in verb.children if child.dep_ in ("aux", "mark")}
    if words & UNREAL or "if" in words:
        return False
    if verb.dep_ == "xcomp" and "to" in words:
        return verb.head.lemma_.casefold() in GOING_ON
    if verb.tag_ == "VB" and not words & {"to", "did", "do", "does", "not", "n't", "n’t"}:
        return False
    subject = subject_of(verb)
    return subject is None or subject.lower_ not in ("you", "what")


def _nested_telling(verb: Token, content: Content, source: tuple[int, int] | None) -> bool:
    """Inside a quotation only a full "X said that ..." or a plea counts; people say "I think" and "I say" all the time."""
    return source is not None and content.kind in ("clause", "infinitive", "for") and verb.tag_ in ("VBD", "VBN")


def _source_beside(doc: Doc, link: Link) -> tuple[int, int] | None:
    """The words between a quotation and its cue, or right behind the cue ("..., said Anna Kovac"): surer than a parse across the marks."""
    verb, start = link.verb, link.quotation.end
    if not start <= verb.i < link.end:
        return None
    first = min(token.i for token in verb_group(verb))
    before = trim(doc, start, first)
    if before is not None:
        words = doc[before[0] : before[1]]
        has_noun = any(token.pos_ in ("NOUN", "PROPN", "PRON") for token in words) and not any(t.tag_ == "VBG" for t in words)
        return before if has_noun and words[0].pos_ not in ("ADP", "SCONJ", "CCONJ") else None
    behind = verb.i + 1
    noun = next((t for t in doc[behind : link.end] if t.head.i == verb.i and t.pos_ in ("NOUN", "PROPN") and t.ent_type_ != "DATE"), None)
    return _phrase(noun) if noun is not None and noun.left_edge.i == behind and subject_of(verb) is None else None


def _source(doc: Doc, verb: Token) -> tuple[int, int] | None:
    if verb.dep_ == "conj" and verb.head.dep_ == "ccomp" and is_next_saying(verb, verb.head.head):
        verb = verb.head.head
    noun = agent_of(verb) if is_passive(verb) else likely_subject_of(verb)
    return _phrase(noun) if noun is not None and noun.lower_ not in NO_SOURCE else None


def _source_of_noun(doc: Doc, noun: Token) -> tuple[int, int] | None:
    """Whose saying a noun tells of: "Trump's claim", "claims by Trump", "a warning from Trump"."""
    owner = possessor_of(noun)
    if owner is None:
        owner = next((one for preposition, one in obliques(noun) if preposition in ("by", "from")), None)
    return _phrase(owner) if owner is not None else None


def _phrase(noun: Token) -> tuple[int, int]:
    span = noun_phrase(noun, appositions=True)
    last = noun.right_edge.i + 1
    for child in noun.children:
        if child.dep_ == "conj" and child.right_edge.i < last and not any(t.pos_ == "VERB" for t in child.subtree):
            span = noun.doc[span.start : max(span.end, noun_phrase(child).end)]
    return span.start, span.end


def _cue_bounds(verb: Token) -> tuple[int, int]:
    """The verb with the auxiliaries and particles that touch it."""
    indices = {token.i for token in verb_group(verb)}
    start = end = verb.i
    while start - 1 in indices:
        start -= 1
    while end + 1 in indices:
        end += 1
    return start, end + 1
