"""Attributions on their way to statements, and which lies within which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from onrecord.marks import Run
from onrecord.statements.attribution import Attribution
from onrecord.statements.parts import Role


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


def nest(drafts: Sequence[Draft]) -> None:
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


def depth(draft: Draft) -> int:
    """In how many others it lies."""
    depth = 0
    while draft.within is not None:
        draft, depth = draft.within, depth + 1
    return depth
