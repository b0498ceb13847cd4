"""What speaks for an event to be one that is worth a record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.calibration import log_odds
from onrecord.events.incidents import Incident
from onrecord.marks import Frame
from onrecord.ontology import EventType

# Participants and mentions beyond these say no more.
ENOUGH = 3
# What the reader may call one who takes part.
DOERS, DONE_TO = "actor", "recipient"


@dataclass(slots=True)
class SurerIncidents:
    """What incidents of one type that are surer than another name together: it may be one of them, told once more."""

    count: int = 0
    people: set[str] = field(default_factory=set)
    roots: set[str] = field(default_factory=set)
    told_of: set[tuple[str, str]] = field(default_factory=set)

    def add(self, incident: Incident) -> None:
        """Take in the next sure incident."""
        self.count += 1
        self.people |= incident.people
        self.roots |= incident.roots
        self.told_of |= _words_and_people(incident)

    def evidence(self, incident: Incident) -> dict[str, float]:
        """How much of an incident has been told by these."""
        return {
            "surer ones of its type": min(self.count, ENOUGH) / ENOUGH,
            "somebody of a surer one": float(not self.people.isdisjoint(incident.people)),
            "nobody but of surer ones": float(bool(incident.people) and incident.people <= self.people),
            "words of a surer one": float(not self.roots.isdisjoint(incident.roots)),
            "words and somebody of a surer one": float(not self.told_of.isdisjoint(_words_and_people(incident))),
        }


def evidence_of(incidents: Sequence[Incident], last_sentence: int) -> list[dict[str, float]]:
    """Evidence by name for each incident of an article. ``last_sentence``: the number of its last sentence."""
    surer: dict[EventType, SurerIncidents] = {}
    found: dict[int, dict[str, float]] = {}
    for number in sorted(range(len(incidents)), key=lambda number: -incidents[number].probability):
        incident = incidents[number]
        before = surer.setdefault(incident.mentions[0].type, SurerIncidents())
        found[number] = _own(incident, last_sentence) | before.evidence(incident)
        before.add(incident)
    return [found[number] for number in range(len(incidents))]


def _own(incident: Incident, last_sentence: int) -> dict[str, float]:
    """What an incident's own mentions say."""
    first = incident.mentions[0]
    surest = max(incident.mentions, key=lambda mention: mention.probability)
    frame = surest.frame
    return {
        "log odds": log_odds(incident.probability),
        "log odds of the surest mention": log_odds(surest.probability),
        "log odds of its type": log_odds(max(frame.answers["deed"].values())),
        "log odds of how it stands": log_odds(max(frame.answers["status"].values())),
        "chance that somebody acts": _highest(frame, DOERS),
        "chance that it is done to somebody": _highest(frame, DONE_TO),
        f"type {first.type}": 1.0,
        "not real": float(first.is_unreal),
        "mentions": min(len(incident.mentions), ENOUGH) / ENOUGH,
        "somebody acts": float(any(mention.actors for mention in incident.mentions)),
        "done to somebody": float(any(mention.recipients for mention in incident.mentions)),
        "participants": min(len(incident.people), ENOUGH) / ENOUGH,
        "place": float(bool(incident.places)),
        "date": float(any(mention.date is not None for mention in incident.mentions)),
        "harm": float(any(mention.harm for mention in incident.mentions)),
        "in the headline": float(any(mention.in_headline for mention in incident.mentions)),
        "on somebody's word": float(all(mention.vouchers for mention in incident.mentions)),
        "how far down": first.sentence / max(last_sentence, 1),
        "short text": float(last_sentence < ENOUGH),
    }


def _words_and_people(incident: Incident) -> set[tuple[str, str]]:
    """Which words tell of whom."""
    return {(mention.root, one) for mention in incident.mentions for one in mention.people}


def _highest(frame: Frame, role: str) -> float:
    return max(frame.chances.get(role, {}).values(), default=0.0)
