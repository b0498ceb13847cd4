"""From attributions in a parsed text to statements: speakers, kinds, acts, addressees, and which statement lies within which."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from types import MappingProxyType

from spacy.tokens import Doc

from onrecord.article import BodyView
from onrecord.calibration import Evidence, confidence_of
from onrecord.records import Statement
from onrecord.statements.attribution import Attribution
from onrecord.statements.doubles import Told, doubles
from onrecord.statements.drafts import Draft, depth, nest
from onrecord.statements.hearing import carry_roles, judged, resolve_nested
from onrecord.statements.parts import ROLES
from onrecord.statements.quotations import find_quotations
from onrecord.statements.speaking import carry_speakers, speaker_named, subject_of_cue
from onrecord.statements.writing import evidence_of, statement_of

# Statements less sure than this are left out: one in five of them is right.
LEAST_CONFIDENCE = 0.25


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
        draft.speaker = speaker_named(doc, draft.attribution.source, actor_of, joint_of) or subject_of_cue(doc, draft.attribution, actor_of)
    for role in ROLES:
        for draft, likely in zip(drafts, judged(doc, drafts, role, actor_of), strict=True):
            draft.likely[role] = likely
    nest(drafts)
    carry_speakers(doc, drafts, actor_of)
    for draft in sorted(drafts, key=depth):
        resolve_nested(doc, draft, actor_of)
    carry_roles(doc, drafts, actor_of)
    quoted = {i for quotation in find_quotations(doc) for i in quotation.tokens}
    evidence = {id(draft): evidence_of(draft, doc, quoted) for draft in drafts}
    sure = {id(draft): confidence_of("statements", evidence[id(draft)]) for draft in drafts}
    kept = _told_once([draft for draft in drafts if sure[id(draft)] >= least], sure, outlets)
    ids = {id(draft): f"s{number}" for number, draft in enumerate(kept, start=1)}
    nest(kept)
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
    statement = statement_of(ids, draft, doc, view, quoted, confidence_of("statements", evidence))
    return FoundStatement(statement=statement, tokens=draft.tokens, evidence=evidence)
