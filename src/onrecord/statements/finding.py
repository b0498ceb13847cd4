"""From attributions in a parsed text to statements: speakers, kinds, acts, addressees, and which statement lies within which."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from onrecord.article import BodyView, Span
from onrecord.grammar import APPOSITIONS, POSSESSIVES, SUBJECTS, antecedent_of, entity_type, is_negated, is_passive, regular_forms
from onrecord.records import Nature, Participant, Statement, StatementKind
from onrecord.statements.acts import act_of, cue_of
from onrecord.statements.addressees import occasion, quoting_verb
from onrecord.statements.confidence import Evidence, confidence_of
from onrecord.statements.interviews import TALKS, Interviews
from onrecord.statements.lexicon import noun_cue, verb_cue

WRITING = {"tweet", "write", "post", "retweet", "sign", "announce"}
ANSWERING = {form for verb in ("respond", "reply", "answer", "retort", "interject", "counter") for form in regular_forms(verb)}
# What even a thing does only where it stands for those who say so ("the email says").
SAYING = {
    "say",
    "tell",
    "write",
    "read",
    "state",
    "add",
    "report",
    "accord",
    "according",
    "ask",
    "claim",
    "warn",
    "call",
    "describe",
    "announce",
}
FIRST_PERSON = {"i", "we", "me", "us", "my", "our"}


@dataclass(slots=True)
class Draft:
    """An attribution on its way to a statement; ``tokens`` are the indices of its content's."""

    content: list[TokenSpan]
    source: TokenSpan | None = None
    cue: TokenSpan | None = None
    nature: Nature = "utterance"
    speaker: str | None = None
    within: Draft | None = None
    addressees: list[TokenSpan] = field(default_factory=list)
    relays: list[TokenSpan] = field(default_factory=list)
    relayed_by: list[tuple[str, TokenSpan]] = field(default_factory=list)
    probability: float | None = None
    tokens: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundStatement:
    """A statement with the tokens that it stands on, for stages that read the parse, and what speaks for it."""

    statement: Statement
    evidence: Evidence
    tokens: frozenset[int]


def find_statements(
    doc: Doc,
    view: BodyView,
    actor_of: Mapping[int, str],
    joint_of: Mapping[int, str] = MappingProxyType({}),
    speaker_of: Mapping[int, str] = MappingProxyType({}),
) -> list[FoundStatement]:
    """Read the attributions of a parsed text. ``actor_of``: {token index: actor id}; ``joint_of``: the same for sources that name several speakers;
    ``speaker_of``: {first token of words without a source: who says them}.

    The speaker is ``None`` where the source stands for no actor.
    """
    drafts = list(_drafts(doc))
    for draft in drafts:
        draft.tokens = frozenset(i for span in draft.content for i in range(span.start, span.end))
        draft.speaker = _speaker(draft, actor_of, joint_of)
    drafts = [draft for draft in drafts if not _is_by_a_thing(draft, actor_of)]
    at: dict[int, list[Draft]] = {}
    for draft in drafts:
        for i in draft.tokens:
            at.setdefault(i, []).append(draft)
    for draft in drafts:
        draft.within = _innermost(draft, at)
        if draft.source is None and draft.cue is None and draft.within is None:
            draft.speaker = speaker_of.get(draft.content[0].start)
    _add_interviewers(drafts, Interviews(doc, actor_of), actor_of)
    _add_answered(doc, drafts)
    for draft in sorted(drafts, key=_depth):
        _resolve_nested(doc, draft, actor_of)
    quoted = {i for span in doc.spans.get("onrecord:quotation", ()) for i in range(span.start, span.end)}
    ids = {id(draft): f"s{number}" for number, draft in enumerate(drafts, start=1)}
    found = []
    for draft in drafts:
        kind = _kind(draft, quoted)
        evidence = _evidence(draft, kind)
        statement = _statement(ids, draft, view, actor_of, kind, confidence_of(evidence))
        found.append(FoundStatement(statement=statement, evidence=evidence, tokens=draft.tokens))
    return found


def _evidence(draft: Draft, kind: StatementKind) -> Evidence:
    words = list(draft.source) if draft.source is not None else []
    return Evidence(
        probability=draft.probability,
        kind=kind,
        has_cue=draft.cue is not None,
        known_cue=draft.cue is not None and cue_of(draft.cue) is not None,
        has_source=draft.source is not None,
        named_source=any(entity_type(token.ent_type_) in ("PERSON", "ORG") for token in words),
        pronoun=draft.source is not None and draft.source.root.pos_ == "PRON",
        has_speaker=draft.speaker is not None,
        nested=draft.within is not None,
        words=len(draft.tokens),
    )


def _drafts(doc: Doc) -> Iterator[Draft]:
    by_id: dict[str, Draft] = {}
    contents = doc.spans.get("onrecord:content", ())
    probabilities = contents.attrs.get("probability", {}) if contents else {}
    for span in contents:
        nature: Nature = "attitude" if span.label_ == "ATTITUDE" else "utterance"
        by_id.setdefault(span.id_, Draft(content=[], nature=nature, probability=probabilities.get(span.id_))).content.append(span)
    for span in doc.spans.get("onrecord:source", ()):
        by_id[span.id_].source = span
    for span in doc.spans.get("onrecord:cue", ()):
        by_id[span.id_].cue = span
    for span in doc.spans.get("onrecord:addressee", ()):
        by_id[span.id_].addressees.append(span)
    for span in doc.spans.get("onrecord:relay", ()):
        by_id[span.id_].relays.append(span)
    yield from sorted(by_id.values(), key=lambda draft: (draft.content[0].start, -draft.content[-1].end))


def _innermost(draft: Draft, at: Mapping[int, list[Draft]]) -> Draft | None:
    """The smallest statement in whose content this one's cue and content stand. ``at``: the statements at each token."""
    own = draft.tokens | ({draft.cue.root.i} if draft.cue is not None else set())
    around = [other for other in at.get(min(own), ()) if other is not draft and own < other.tokens]
    return min(around, key=lambda other: len(other.tokens), default=None)


def _depth(draft: Draft) -> int:
    depth = 0
    while draft.within is not None:
        draft, depth = draft.within, depth + 1
    return depth


def _speaker(draft: Draft, actor_of: Mapping[int, str], joint_of: Mapping[int, str]) -> str | None:
    """Whom the source's head stands for; where it stands for nobody, the first of its words that does, up to a preposition."""
    if draft.source is None or _is_spoken_of(draft):
        return None
    if draft.source.root.i in joint_of:
        return joint_of[draft.source.root.i]
    named = _named_at_the_end(draft.source)
    if named is not None and named.i in actor_of:
        return actor_of[named.i]
    root = antecedent_of(draft.source.root)
    for token in (root, root.head if root.dep_ in APPOSITIONS else root):
        if token.i in actor_of:
            return actor_of[token.i]
    for token in draft.source:
        if token.pos_ in ("ADP", "SCONJ", "VERB"):
            return None
        is_modifier = token.dep_ in {*POSSESSIVES, "compound", "amod"} and entity_type(token.ent_type_) != "PERSON"
        if token.i in actor_of and not is_modifier:
            return actor_of[token.i]
    return None


def _is_spoken_of(draft: Draft) -> bool:
    """Whether a source is whom others speak of: "Kovac is said to have left"; she who "was quoted as saying" speaks."""
    assert draft.source is not None
    verb = draft.source.root.head
    if draft.cue is None or not draft.cue.start <= verb.i < draft.cue.end or draft.source.root.dep_ not in SUBJECTS or not is_passive(verb):
        return False
    known = verb_cue(verb)
    return known is not None and known.nature == "utterance" and quoting_verb(draft.cue) is None


def _is_by_a_thing(draft: Draft, actor_of: Mapping[int, str]) -> bool:
    """Whether what is said to suggest something is nobody ("the evidence suggests", "Friday brought more criticism"): then nothing was said."""
    if draft.source is None or draft.speaker is not None or draft.source.root.i in actor_of:
        return False
    head = draft.source.root
    return entity_type(head.ent_type_) == "DATE" or (
        head.pos_ == "NOUN" and not head.ent_type_ and noun_cue(head) is None and not _is_said(draft)
    )


def _is_said(draft: Draft) -> bool:
    return draft.cue is None or any(token.lemma_.casefold() in SAYING for token in draft.cue)


def _named_at_the_end(source: TokenSpan) -> Token | None:
    """The name that ends the first phrase of a source, which a parser may attach to the titles before it: "Kyiv Council Chairwoman Olena Koval of ..."."""
    last = None
    for token in source:
        if (token.pos_ in ("ADP", "SCONJ", "CCONJ", "VERB", "AUX") and last is not None) or token.text in (",", "(", "—", "–"):
            break
        last = token
    return last if last is not None and entity_type(last.ent_type_) == "PERSON" else None


def _add_interviewers(drafts: list[Draft], interviews: Interviews, actor_of: Mapping[int, str]) -> None:
    """Let what somebody goes on to say in an interview be said to the interviewer, until they speak to others or elsewhere."""
    elsewhere: dict[str, int] = {}
    for draft in drafts:
        if draft.speaker is None or draft.within is not None:
            continue
        start = max(draft.content[0].start, draft.cue.start if draft.cue is not None else 0)
        place = occasion(draft.cue) if draft.cue is not None else None
        is_another_talk = place is not None and place.root.lemma_.casefold() not in TALKS
        if is_another_talk or any(words.root.i in actor_of for words in draft.addressees):
            elsewhere[draft.speaker] = start
        elif draft.cue is None or draft.cue.root.lemma_.casefold() not in WRITING:
            interview = interviews.last_before(draft.speaker, start)
            if interview is not None and elsewhere.get(draft.speaker, -1) < interview.end:
                draft.addressees += interview.addressees.values()


def _add_answered(doc: Doc, drafts: list[Draft]) -> None:
    """Let an answer be said to whom it answers: who said the words right before."""
    before: Draft | None = None
    for draft in drafts:
        if draft.within is not None or draft.nature != "utterance":
            continue
        answers = draft.cue is not None and not ANSWERING.isdisjoint(token.lower_ for token in draft.cue)
        if answers and not draft.addressees and before is not None and before.source is not None and before.speaker != draft.speaker:
            between = doc[before.content[-1].end : draft.content[0].start] if before.content[-1].end < draft.content[0].start else ()
            if sum(token.is_sent_start is True for token in between) <= 1:
                draft.addressees.append(before.source)
        before = draft


def _resolve_nested(doc: Doc, draft: Draft, actor_of: Mapping[int, str]) -> None:
    """Let "I" and "we" inside a statement mean its speaker; who tells of another's words passes them on."""
    beside = {
        actor_of[words.root.i]: words for words in draft.relays if words.root.i in actor_of and actor_of[words.root.i] != draft.speaker
    }
    draft.relayed_by = list(beside.items())
    outer = draft.within
    if outer is None:
        return
    if draft.source is not None and draft.source.root.lower_ in FIRST_PERSON:
        draft.speaker = outer.speaker
    # "Kovac's promise", "Kovac criticised those who say so": of what somebody names, no words are passed on.
    is_named = draft.cue is not None and draft.cue.root.pos_ == "NOUN"
    is_named = is_named or all(words.root.pos_ in ("NOUN", "PROPN") for words in outer.content)
    if outer.speaker is not None and outer.speaker not in {draft.speaker, *beside} and outer.source is not None and not is_named:
        draft.relayed_by.append((outer.speaker, outer.source))
    known = {draft.speaker, *(actor for actor, _ in draft.relayed_by)}
    draft.relayed_by += [(actor, words) for actor, words in outer.relayed_by if actor not in known]


def _statement(
    ids: dict[int, str], draft: Draft, view: BodyView, actor_of: Mapping[int, str], kind: StatementKind, confidence: float
) -> Statement:
    content = tuple(span for words in draft.content for span in view.spans(words.start_char, words.end_char))
    place = occasion(draft.cue) if draft.cue is not None else None
    return Statement(
        id=ids[id(draft)],
        nature=draft.nature,
        kind=kind,
        act=act_of(draft.cue, draft.content),
        speaker=draft.speaker,
        source=_span(view, draft.source),
        cue=_span(view, draft.cue),
        content=content,
        addressees=tuple(_addressees(draft, view, actor_of)),
        relayed_by=tuple(_participant(view, actor, words) for actor, words in draft.relayed_by),
        occasion=_span(view, place),
        within=ids[id(draft.within)] if draft.within is not None else None,
        negated=draft.cue is not None and is_negated(draft.cue.root),
        confidence=confidence,
    )


def _kind(draft: Draft, quoted: Container[int]) -> StatementKind:
    """Direct: only words in marks; indirect: none; mixed: both. What is told inside a quotation is indirect."""
    words = {token.i for span in draft.content for token in span if not token.is_punct and not token.is_space}
    in_marks = sum(i in quoted for i in words)
    if not in_marks or (in_marks == len(words) and draft.within is not None):
        return "indirect"
    return "direct" if in_marks == len(words) else "mixed"


def _addressees(draft: Draft, view: BodyView, actor_of: Mapping[int, str]) -> Iterator[Participant]:
    seen: set[str] = set()
    for words in draft.addressees:
        actor = actor_of.get(words.root.i)
        if actor is not None and actor != draft.speaker and actor not in seen:
            seen.add(actor)
            yield _participant(view, actor, words)


def _participant(view: BodyView, actor: str, words: TokenSpan) -> Participant:
    span = view.span(words.start_char, words.end_char)
    return Participant(start=span.start, end=span.end, text=span.text, actor=actor)


def _span(view: BodyView, words: TokenSpan | None) -> Span | None:
    return view.span(words.start_char, words.end_char) if words is not None else None
