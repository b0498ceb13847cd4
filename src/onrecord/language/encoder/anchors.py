"""Anchors: words that tell of something (a cue, a trigger), and what the words around each are to it. Labels shared by training and reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

Run = tuple[int, int]

# How far from its anchor a word is looked at. Of the words of sources and contents in PolNeAR, 0.7 % stand further.
BEFORE, AFTER = 80, 96


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A way to annotate: kinds of anchors, roles of the words around one, and questions with their answers."""

    kinds: tuple[str, ...]
    roles: tuple[str, ...]
    classes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def anchor_labels(self) -> tuple[str, ...]:
        """BIO labels of words that are anchors."""
        return bio(self.kinds)

    @property
    def role_labels(self) -> tuple[str, ...]:
        """BIO labels of words around an anchor."""
        return bio(self.roles)


@cache
def bio(labels: tuple[str, ...]) -> tuple[str, ...]:
    """``O``, then a ``B-`` and an ``I-`` for each label."""
    return ("O", *(f"{place}-{label}" for label in labels for place in "BI"))


DEEDS = (
    "AGREE", "AID", "ASSAULT", "COERCE", "CONCEDE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST", "RETREAT", "SANCTION", "SUPPORT",
)  # fmt: skip
ACTS = ("say", "accuse", "deny", "reject", "request", "threaten", "promise", "support", "ask")
SCHEMES: Mapping[str, Scheme] = {
    # PolNeAR: whatever is attributed, said or thought.
    "attributions": Scheme(kinds=("cue",), roles=("source", "content")),
    # Statements of the guidelines: speech and writing.
    # "name": what names the speaker where the source does not; whether who is told and who passes it on stands by the cue or is as in the statement before.
    "statements": Scheme(
        kinds=("cue",),
        roles=("source", "content", "addressee", "relay", "name"),
        classes={"real": ("no", "yes"), "act": ACTS, "told": ("nobody", "here", "before"), "relayed": ("nobody", "here", "before")},
    ),
    "events": Scheme(
        kinds=DEEDS,
        roles=("actor", "recipient", "place", "date"),
        classes={
            "real": ("no", "yes"),
            "deed": DEEDS,
            "mode": ("none", "meet", "visit", "call", "talks", "correspond"),
            "status": ("occurred", "ongoing", "planned", "denied", "called_for", "possible"),
            "word": ("own", "attributed"),
        },
    ),
}
