"""From attributions in a parsed text to statements: speakers, kinds, acts, addressees, and which statement lies within which."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from types import MappingProxyType

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from onrecord.article import BodyView, Span
from onrecord.calibration import Evidence, confidence_of, log_odds
from onrecord.columns import columns_of
from onrecord.forests import chances_by
from onrecord.grammar import (
    APPOSITIONS,
    OBJECTS,
    POSSESSIVES,
    antecedent_of,
    entity_type,
    head_of,
    is_negated,
    is_passive,
    likely_subject_of,
    noun_phrase,
    subject_of,
    without_modifiers,
)
from onrecord.marks import Run, likeliest
from onrecord.records import Act, Participant, Statement, StatementKind
from onrecord.statements.acts import MOST_WORDS, act_of, features_of
from onrecord.statements.attribution import Attribution
from onrecord.statements.doubles import Told, doubles
from onrecord.statements.occasions import OCCASIONS, occasion
from onrecord.statements.parts import ROLES, Role, evidence_of
from onrecord.statements.quotations import find_quotations

FIRST_PERSON = {"i", "we", "me", "us", "my", "our"}
# Statements less sure than this are left out: one in five of them is right.
LEAST_CONFIDENCE = 0.25
# Words less likely to name somebody who is told, or passes on, than this do not: F1 .568 and .622 on 974 kept-out articles.
LEAST_OF_A_PART: Mapping[Role, float] = {"addressee": 0.35, "relay": 0.45}
# Who was told, or passed on, before does so again where the reader finds it at least so likely.
LEAST_CARRIED = 0.3


# Parts of speech of what ends the first phrase of a source.
PARTING = {"ADP", "SCONJ", "CCONJ", "VERB", "AUX", "PUNCT"}


@dataclass(slots=True)
class Draft:
    """An attribution on its way to a statement; ``tokens`` are the indices of its content's; ``likely``: {role: {word: how likely it names somebody in it}}."""

    attribution: Attribution
    tokens: frozenset[int]
    speaker: str | None = None
    within: Draft | None = None
    addressees: list[tuple[str, Run]] = field(default_factory=list)
    relayed_by: list[tuple[str, Run]] = field(default_factory=list)
    likely: dict[Role, dict[int, float]] = field(default_factory=dict)

    @property
    def teller(self) -> Iterator[tuple[str, Run]]:
        """Who speaks, and the words for them, where both are known."""
        if self.speaker is not None and self.attribution.source is not None:
            yield self.speaker, self.attribution.source

    @property
    def start(self) -> int:
        """Where the content begins."""
        return self.attribution.content[0][0]

    @property
    def end(self) -> int:
        """Where the content ends."""
        return self.attribution.content[-1][1]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundStatement:
    """A statement with the tokens of its content, for stages that read the parse, and what speaks for it to be right."""

    statement: Statement
    tokens: frozenset[int]
    evidence: Evidence


def find_statements(
    doc: Doc,
    view: BodyView,
    attributions: Iterable[Attribution],
    actor_of: Mapping[int, str],
    joint_of: Mapping[int, str] = MappingProxyType({}),
    *,
    outlets: Container[str] = (),
    least: float = LEAST_CONFIDENCE,
) -> list[FoundStatement]:
    """The statements of a parsed text. ``actor_of``: {token index: actor id}; ``joint_of``: the same for sources that name several speakers; ``outlets``: the
    actors that publish news; ``least``: the confidence of those that are kept.

    The speaker is ``None`` where the source stands for no actor; a quotation without a source is whose words stand in its paragraph or the one
    before it.
    """
    drafts = [Draft(attribution=one, tokens=one.words) for one in attributions]
    for draft in drafts:
        draft.speaker = _speaker(doc, draft.attribution.source, actor_of, joint_of) or _subject_of_cue(doc, draft.attribution, actor_of)
    for role in ROLES:
        for draft, likely in zip(drafts, _judged(doc, drafts, role, actor_of), strict=True):
            draft.likely[role] = likely
    _nest(drafts)
    _carry_speakers(doc, drafts, actor_of)
    for draft in sorted(drafts, key=_depth):
        _resolve_nested(doc, draft, actor_of)
    _carry_roles(doc, drafts, actor_of)
    quoted = {i for quotation in find_quotations(doc) for i in quotation.tokens}
    evidence = {id(draft): _evidence(draft, doc, quoted) for draft in drafts}
    sure = {id(draft): confidence_of("statements", evidence[id(draft)]) for draft in drafts}
    kept = _told_once([draft for draft in drafts if sure[id(draft)] >= least], sure, outlets)
    ids = {id(draft): f"s{number}" for number, draft in enumerate(kept, start=1)}
    _nest(kept)
    return [_found(ids, draft, doc, view, quoted, evidence[id(draft)]) for draft in kept]


def _told_once(drafts: Sequence[Draft], sure: Mapping[int, float], outlets: Container[str]) -> list[Draft]:
    """Drafts without those that another tells better. ``sure``: {identity of a draft: confidence}."""
    told = [
        Told(
            words=draft.tokens,
            speaker=draft.speaker,
            relayed_by=frozenset(actor for actor, _ in draft.relayed_by),
            confidence=sure[id(draft)],
        )
        for draft in drafts
    ]
    twice = doubles(told, outlets)
    return [draft for place, draft in enumerate(drafts) if place not in twice]


def _found(ids: Mapping[int, str], draft: Draft, doc: Doc, view: BodyView, quoted: Set[int], evidence: Evidence) -> FoundStatement:
    statement = _statement(ids, draft, doc, view, quoted, confidence_of("statements", evidence))
    return FoundStatement(statement=statement, tokens=draft.tokens, evidence=evidence)


def _nest(drafts: Sequence[Draft]) -> None:
    """Let each stand within the smallest of the others in whose content its cue and content stand."""
    at: dict[int, list[Draft]] = {}
    for draft in drafts:
        for i in draft.tokens:
            at.setdefault(i, []).append(draft)
    for draft in drafts:
        cue = draft.attribution.cue
        own = draft.tokens | ({cue[0]} if cue is not None else set())
        around = [other for other in at.get(min(own), ()) if own < other.tokens]
        draft.within = min(around, key=lambda other: len(other.tokens), default=None)


def _depth(draft: Draft) -> int:
    depth = 0
    while draft.within is not None:
        draft, depth = draft.within, depth + 1
    return depth


def _speaker(doc: Doc, source: Run | None, actor_of: Mapping[int, str], joint_of: Mapping[int, str]) -> str | None:
    """Whom the source's head stands for; where it stands for nobody, the first of its words that does, up to a preposition."""
    if source is None:
        return None
    words = TokenSpan(doc, *source)
    head = head_of(words)
    if head.i in joint_of:
        return joint_of[head.i]
    return next((actor_of[token.i] for token in _naming(words, head) if token.i in actor_of), None)


def _subject_of_cue(doc: Doc, own: Attribution, actor_of: Mapping[int, str]) -> str | None:
    """Whose words they are where no source is marked: the subject of the cue's verb, or of the verb that the cue is the object of ("made promises")."""
    if own.source is not None or own.cue is None:
        return None
    cue = doc[slice(*own.cue)].root
    verb = cue.head if cue.dep_ in OBJECTS else cue
    if verb.pos_ != "VERB" or verb.tag_ == "VBN" or is_passive(verb):
        return None
    subject = subject_of(verb)
    return actor_of.get(subject.i) if subject is not None else None


def _naming(source: TokenSpan, head: Token) -> Iterator[Token]:
    """The words of a source that may stand for who speaks, the likeliest first."""
    yield from _named_at_the_end(source)
    root = antecedent_of(head)
    yield root
    if root.dep_ in APPOSITIONS:
        yield root.head
    yield from _before_prepositions(source)


def _before_prepositions(source: TokenSpan) -> Iterator[Token]:
    """The words of a source up to a preposition or a verb, without possessors and modifiers."""
    for token in itertools.takewhile(lambda token: token.pos_ not in ("ADP", "SCONJ", "VERB"), source):
        if token.dep_ not in {*POSSESSIVES, "compound", "amod"}:
            yield token


def _named_at_the_end(source: TokenSpan) -> Iterator[Token]:
    """The name that ends the first phrase of a source, which a parser may hang on the titles before it: "Kyiv Council Chairwoman Olena Koval of ..."."""
    phrase = list(itertools.takewhile(lambda token: token.pos_ not in PARTING, source))
    yield from (token for token in phrase[-1:] if entity_type(token.ent_type_) == "PERSON")


def _carry_speakers(doc: Doc, drafts: Sequence[Draft], actor_of: Mapping[int, str]) -> None:
    """Give quotations without a source a speaker: the next one's where the quotation runs on into it, else that of the words right before, or the
    person that the sentence before is about; the next one's, too, where nobody is named before.

    Where a paragraph of the reporter's own stands between, nothing says whose they are.
    """
    starts = [start for start, _ in columns_of(doc).paragraphs]
    last: str | None = None
    last_paragraph = -1
    for draft, following in itertools.zip_longest(drafts, drafts[1:]):
        paragraph = bisect.bisect_right(starts, draft.start)
        if paragraph - last_paragraph > 1:
            last = None
        if draft.attribution.is_alone and draft.within is None:
            before = last or _subject_before(_leading_in(doc, draft.start, starts[max(0, paragraph - 2) : paragraph]), actor_of)
            behind = following.speaker if following is not None and bisect.bisect_right(starts, following.start) - paragraph <= 1 else None
            draft.speaker = (behind or before) if _runs_on(doc, draft, following) else (before or behind)
        if draft.within is None:
            last, last_paragraph = draft.speaker, bisect.bisect_right(starts, draft.end - 1)


def _runs_on(doc: Doc, draft: Draft, following: Draft | None) -> bool:
    """Whether a quotation has no mark at its end, where the next one goes on."""
    return following is not None and not doc[draft.end - 1].is_quote and following.start - draft.end <= 1


def _leading_in(doc: Doc, start: int, paragraphs: Sequence[int]) -> TokenSpan:
    """The words before a token in its paragraph, or the paragraph before it, where that announces it by a colon. ``paragraphs``: where these two begin."""
    own, before = doc[paragraphs[-1] : start], doc[paragraphs[0] : paragraphs[-1]]
    return before if len(own) == 0 and _announces(before) else own


def _announces(words: TokenSpan) -> bool:
    return words.text.rstrip().endswith(":")


def _subject_before(words: TokenSpan, actor_of: Mapping[int, str]) -> str | None:
    """The person who is the subject of the last sentence of what leads in to a quotation; whoever is, where it ends in a colon."""
    last = next((token for token in reversed(words) if not token.is_space), None)
    subject = likely_subject_of(last.sent.root) if last is not None else None
    if subject is None:
        return None
    is_person = entity_type(subject.ent_type_) == "PERSON" or subject.lower_ in ("he", "she")
    return actor_of.get(subject.i) if is_person or _announces(words) else None


def _resolve_nested(doc: Doc, draft: Draft, actor_of: Mapping[int, str]) -> None:
    """Let "I" and "we" inside a statement mean its speaker; who tells of another's words passes them on."""
    own, outer = draft.attribution, draft.within
    beside = {actor: run for actor, run in _in_role(doc, draft, "relay", actor_of) if actor != draft.speaker}
    draft.relayed_by = list(beside.items())
    if outer is None:
        return
    if own.source is not None and TokenSpan(doc, *own.source).root.lower_ in FIRST_PERSON:
        draft.speaker = outer.speaker
    known = {draft.speaker, *beside}
    draft.relayed_by += [(actor, words) for actor, words in (*outer.teller, *outer.relayed_by) if actor not in known]


def _carry_roles(doc: Doc, drafts: Sequence[Draft], actor_of: Mapping[int, str]) -> None:
    """Who is told, and who passes on, are those of the speaker's statement before where the reader says so."""
    said_by: dict[str, list[Draft]] = {}
    for draft in drafts:
        draft.addressees = [(actor, run) for actor, run in _in_role(doc, draft, "addressee", actor_of) if actor != draft.speaker]
        if draft.speaker is not None:
            said_by.setdefault(draft.speaker, []).append(draft)
    for said in said_by.values():
        for last, draft in itertools.pairwise(said):
            if not draft.addressees and _goes_on(draft, "told"):
                draft.addressees = last.addressees
            if not draft.relayed_by and _goes_on(draft, "relayed"):
                draft.relayed_by = last.relayed_by


def _goes_on(draft: Draft, question: str) -> bool:
    """Whether who is told, or passes on, is as in the speaker's statement before."""
    return draft.attribution.read.answers[question].get("before", 0.0) >= LEAST_CARRIED


def _judged(doc: Doc, drafts: Sequence[Draft], role: Role, actor_of: Mapping[int, str]) -> Iterator[dict[int, float]]:
    """How likely words of each attribution name somebody in a role."""
    frames = [draft.attribution.read for draft in drafts]
    named = [[i for i in frame.chances[role] if i in actor_of] for frame in frames]
    evidence = [[evidence_of(doc, frame, role, i) for i in words] for frame, words in zip(frames, named, strict=True)]
    for words, chances in zip(named, chances_by(role, evidence), strict=True):
        yield dict(zip(words, chances, strict=True))


def _in_role(doc: Doc, draft: Draft, role: Role, actor_of: Mapping[int, str]) -> Iterator[tuple[str, Run]]:
    """Who has a part in an attribution, and the words for them: by the reader and where they stand, or by layout."""
    for run in draft.attribution.addressees if role == "addressee" else ():
        head = TokenSpan(doc, *run).root.i
        if head in actor_of:
            yield actor_of[head], run
    likely = {i: chance for i, chance in draft.likely[role].items() if chance >= LEAST_OF_A_PART[role]}
    told = {i: chance for i, chance in likely.items() if doc[i].lemma_.casefold() not in OCCASIONS}
    for actor, i in likeliest(without_modifiers(doc, told), actor_of).items():
        phrase = noun_phrase(doc[i])
        yield actor, (phrase.start, phrase.end)


def _statement(ids: Mapping[int, str], draft: Draft, doc: Doc, view: BodyView, quoted: Set[int], confidence: float) -> Statement:
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


def _evidence(draft: Draft, doc: Doc, quoted: Set[int]) -> dict[str, float]:
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


def _participant(view: BodyView, doc: Doc, actor: str, run: Run) -> Participant:
    span = _span(view, doc, run)
    assert span is not None
    return Participant(start=span.start, end=span.end, text=span.text, actor=actor)


def _span(view: BodyView, doc: Doc, run: Run | None) -> Span | None:
    columns = columns_of(doc)
    return view.span(columns.starts[run[0]], columns.ends[run[1] - 1]) if run is not None else None
