"""Mentions of the same event, merged: one event an incident an article."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from onrecord.events.casualties import Harm
from onrecord.events.triggers import Trigger
from onrecord.records import Status

# Violence told of again within so many sentences, with no one and nowhere else named, is the same incident.
SENTENCES_APART = 4


@dataclass(slots=True)
class Mention:
    """One mention of an event in the parsed text. ``doers`` and ``others``: {actor id: token}; ``vouchers``: statement ids, innermost first."""

    trigger: Trigger
    sentence: int
    doers: dict[str, Token]
    others: dict[str, Token]
    named: set[str]
    status: Status
    vouchers: tuple[str, ...]
    place: Span | None = None
    date: Span | None = None
    harm: list[Harm] = field(default_factory=list)

    @property
    def actors(self) -> set[str]:
        """Everyone who takes part."""
        return {*self.doers, *self.others}

    @property
    def fullness(self) -> tuple[int, int, int]:
        """How much a mention tells, to choose the evidence by; the earlier of equals."""
        told = len(self.actors) + (self.place is not None) + (self.date is not None) + 2 * len(self.harm)
        return (not self.vouchers, told, -self.trigger.token.i)


def merge(mentions: list[Mention]) -> list[list[Mention]]:
    """Group mentions by incident, in order of the text."""
    groups: list[list[Mention]] = []
    for mention in mentions:
        same = _same_contact if mention.trigger.type == "CONSULT" else _same_violence
        group = next((g for g in reversed(groups) if g[0].trigger.type == mention.trigger.type and same(g, mention)), None)
        if group is None:
            groups.append([mention])
        else:
            group.append(mention)
    return groups


def _same_contact(group: list[Mention], mention: Mention) -> bool:
    """The same people, in the same state of affairs (a planned meeting is not the one that took place)."""
    people = set().union(*(one.actors for one in group))
    if (group[0].status == "planned") != (mention.status == "planned"):
        return False
    if not mention.actors:
        return mention.sentence - group[-1].sentence <= 1
    return mention.actors <= people or people <= mention.actors


def _same_violence(group: list[Mention], mention: Mention) -> bool:
    """Told of nearby, or in the same words; never where both name doers or places and these differ."""
    named = set().union(*(one.named & set(one.doers) for one in group))
    mine = mention.named & set(mention.doers)
    if named and mine and not named & mine:
        return False
    places = {one.place.root.text for one in group if one.place is not None}
    apart = mention.sentence - group[-1].sentence
    if mention.place is not None and places and mention.place.root.text not in places and apart > 1:
        return False
    if (group[0].status in ("planned", "possible", "called_for")) != (mention.status in ("planned", "possible", "called_for")):
        return False
    return apart <= SENTENCES_APART or bool(mention.place is not None and mention.place.root.text in places)
