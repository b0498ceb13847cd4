"""Who is told, and who passes on what others said."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from onrecord.forests import chances_by
from onrecord.grammar import noun_phrase, without_modifiers
from onrecord.marks import Run, likeliest
from onrecord.statements.drafts import Draft
from onrecord.statements.occasions import OCCASIONS
from onrecord.statements.parts import Role, evidence_of

FIRST_PERSON = {"i", "we", "me", "us", "my", "our"}
# Words less likely to name somebody who is told, or passes on, than this do not: F1 .568 and .622 on 974 kept-out articles.
LEAST_OF_A_PART: Mapping[Role, float] = {"addressee": 0.35, "relay": 0.45}
# Who was told, or passed on, before does so again where the reader finds it at least so likely.
LEAST_CARRIED = 0.3


def judged(doc: Doc, drafts: Sequence[Draft], role: Role, actor_of: Mapping[int, str]) -> Iterator[dict[int, float]]:
    """How likely words of each attribution name somebody in a role."""
    frames = [draft.attribution.read for draft in drafts]
    named = [[i for i in frame.chances[role] if i in actor_of] for frame in frames]
    evidence = [[evidence_of(doc, frame, role, i) for i in words] for frame, words in zip(frames, named, strict=True)]
    for words, chances in zip(named, chances_by(role, evidence), strict=True):
        yield dict(zip(words, chances, strict=True))


def resolve_nested(doc: Doc, draft: Draft, actor_of: Mapping[int, str]) -> None:
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


def carry_roles(doc: Doc, drafts: Sequence[Draft], actor_of: Mapping[int, str]) -> None:
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
