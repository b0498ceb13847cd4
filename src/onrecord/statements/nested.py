"""Rule-based attributions nested in another's content: "Kovac said the minister had told her that ..."."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence

from spacy.tokens import Doc, Token

from onrecord.grammar import SUBJECTS, agent_of, is_passive, likely_subject_of, noun_phrase, obliques, possessor_of, subject_of, verb_group
from onrecord.statements.contents import Content, content_of_noun, find_content, is_next_saying
from onrecord.statements.lexicon import noun_cue, verb_cue
from onrecord.statements.marked import Attribution

# After these, "to say" tells of saying; after others ("wants to say") it does not.
GOING_ON = {"go", "continue", "come", "appear", "proceed", "use", "take"}
UNREAL = {"would", "could", "should", "might", "may", "can", "must", "will", "'ll", "’ll", "wo", "ca"}
NEEDS = {"necessity", "need", "importance", "urgency", "commitment", "readiness", "willingness", "determination", "opposition"}
# Somebody who is nobody in particular.
NO_SOURCE = {"you", "it", "there", "one", "that", "this", "which", "what"}


def nested_sayings(doc: Doc, marked: Sequence[Attribution], quoted: set[int]) -> Iterator[Attribution]:
    """Sayings of somebody inside the content of a marked one, or the next ones of its speaker, that are not marked themselves."""
    cues = {i for found in marked if found.cue is not None for i in range(*found.cue)}
    at: dict[int, list[Attribution]] = {}
    for found in marked:
        for i in found.words:
            at.setdefault(i, []).append(found)
    for found in (*_of_verbs(doc, quoted), *_of_nouns(doc)):
        if found.cue is None or found.cue[0] in cues or found.source is None:
            continue
        if _tells_of_a_need(doc, found) or (
            _is_clause(doc, found) and (_is_told(found, at.get(found.cue[0], ())) or _goes_on(doc, found.cue, cues))
        ):
            yield found


def _is_clause(doc: Doc, found: Attribution) -> bool:
    """Whether a clause is told, with a subject or "that". Of other sayings inside a saying, rules get fewer than half right."""
    return any(doc[start].lower_ == "that" or any(token.dep_ in SUBJECTS for token in doc[start:end]) for start, end in found.content)


def _tells_of_a_need(doc: Doc, found: Attribution) -> bool:
    """Whether the object of a saying stands for a clause: "underlined the necessity to unite" is to say that it is necessary."""
    return any(doc[start:end].root.lemma_.casefold() in NEEDS for start, end in found.content)


def _goes_on(doc: Doc, cue: tuple[int, int], cues: Container[int]) -> bool:
    """Whether a saying is the next one of somebody who was said to say something ("admitted that homes were missed but insisted ...")."""
    verb = doc[cue[0] : cue[1]].root
    return any(before.i in cues and is_next_saying(verb, before) for before in (verb.head, verb.head.head))


def _is_told(found: Attribution, around: Iterable[Attribution]) -> bool:
    """Whether cue and content stand inside the content of one of those around the cue."""
    words = found.words | set(range(*found.cue or (0, 0)))
    return any(words < other.words for other in around)


def _of_verbs(doc: Doc, quoted: set[int]) -> Iterator[Attribution]:
    for verb in doc:
        cue = verb_cue(verb)
        if cue is None or not _is_telling(verb):
            continue
        content = find_content(verb, cue)
        source = source_of(verb)
        if content is not None and source is not None and (verb.i not in quoted or _nested_telling(verb, content)):
            yield Attribution(content=content.runs, source=source, cue=_cue_bounds(verb), nature=cue.nature)


def _of_nouns(doc: Doc) -> Iterator[Attribution]:
    for noun in doc:
        content = content_of_noun(noun) if noun_cue(noun) else None
        if content is not None:
            yield Attribution(content=content.runs, source=_source_of_noun(noun), cue=(noun.i, noun.i + 1))


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


def _nested_telling(verb: Token, content: Content) -> bool:
    """Inside a quotation only a full "X said that ..." or a plea counts; people say "I think" and "I say" all the time."""
    return content.kind in ("clause", "infinitive", "for") and verb.tag_ in ("VBD", "VBN")


def source_of(verb: Token) -> tuple[int, int] | None:
    """Token bounds of who says what a verb tells of, by the parse; ``None`` for nobody in particular."""
    if verb.dep_ == "conj" and verb.head.dep_ == "ccomp" and is_next_saying(verb, verb.head.head):
        verb = verb.head.head
    noun = agent_of(verb) if is_passive(verb) else likely_subject_of(verb)
    return phrase_of(noun) if noun is not None and noun.lower_ not in NO_SOURCE else None


def _source_of_noun(noun: Token) -> tuple[int, int] | None:
    """Whose saying a noun tells of: "Trump's claim", "claims by Trump", "a warning from Trump"."""
    owner = possessor_of(noun)
    if owner is None:
        owner = next((one for preposition, one in obliques(noun) if preposition in ("by", "from")), None)
    return phrase_of(owner) if owner is not None else None


def phrase_of(noun: Token) -> tuple[int, int]:
    """Token bounds of a noun phrase with its appositions and coordinated nouns."""
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
