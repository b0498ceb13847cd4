"""What speaks for an event to be one that is worth a record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from onrecord.calibration import Evidence, log_odds
from onrecord.events.incidents import Incident
from onrecord.events.parts import of_trigger
from onrecord.events.surroundings import Surroundings
from onrecord.marks import Frame
from onrecord.ontology import EventType

# Surer ones of a type beyond these say no more, nor do mentions, participants and incidents beyond those, nor sentences further down.
ENOUGH, MANY, FAR_DOWN = 3, 12, 40
DETERMINERS = {"a", "an", "the", "this", "that", "these", "any", "no", "another", "none"}
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


def evidence_of(incidents: Sequence[Incident], known: Surroundings) -> list[Evidence]:
    """Evidence by name for each incident of an article."""
    surer: dict[EventType, SurerIncidents] = {}
    found: dict[int, dict[str, float]] = {}
    for rank, number in enumerate(sorted(range(len(incidents)), key=lambda number: -incidents[number].probability)):
        incident = incidents[number]
        before = surer.setdefault(incident.mentions[0].type, SurerIncidents())
        found[number] = _own(incident, known) | before.evidence(incident) | {"surer ones": float(min(rank, MANY))}
        before.add(incident)
    return [found[number] | {"incidents": float(min(len(incidents), MANY))} for number in range(len(incidents))]


def evidence_of_confidence(incident: Incident, chance: float) -> Evidence:
    """What the confidence of an incident follows from. ``chance``: how likely the forest finds it to be worth a record."""
    return {"log odds": log_odds(chance), f"type {incident.mentions[0].type}": 1.0}


def _own(incident: Incident, known: Surroundings) -> dict[str, float]:
    """What an incident's own mentions say."""
    first = incident.mentions[0]
    surest = max(incident.mentions, key=lambda mention: mention.probability)
    frame = surest.frame
    return (
        of_trigger(surest.token)
        | _as_noun(surest.token)
        | _of_people(incident, known)
        | {
            "log odds": log_odds(incident.probability),
            "log odds of the surest mention": log_odds(surest.probability),
            "log odds of its type": log_odds(max(frame.answers["deed"].values())),
            "log odds of how it stands": log_odds(max(frame.answers["status"].values())),
            "log odds that the article asserts it": log_odds(1.0 - frame.answers["word"].get("attributed", 0.0)),
            "chance that somebody acts": _highest(frame, DOERS),
            "chance that it is done to somebody": _highest(frame, DONE_TO),
            f"type {first.type}": 1.0,
            f"status {first.status}": 1.0,
            f"mode {first.mode}": 1.0,
            "mentions": float(min(len(incident.mentions), MANY)),
            "place": float(bool(incident.places)),
            "date": float(any(mention.date is not None for mention in incident.mentions)),
            "harm": float(any(mention.harm for mention in incident.mentions)),
            "in the headline": float(any(mention.in_headline for mention in incident.mentions)),
            "on somebody's word": float(all(mention.vouchers for mention in incident.mentions)),
            "in somebody's words": float(bool(known.around(surest.token))),
            "sentence": float(min(first.sentence, FAR_DOWN)),
            "sentences": float(min(known.last_sentence, FAR_DOWN)),
            "how far down": first.sentence / max(known.last_sentence, 1),
        }
    )


def _as_noun(token: Token) -> dict[str, float]:
    """What a trigger hangs on, and the determiner of a noun: "the meeting", "attacks" of no time and place."""
    determiner = next((child.lower_ for child in token.children if child.dep_ == "det"), "none")
    return {
        f"governor {token.head.pos_}": 1.0,
        f"determiner {determiner if determiner in DETERMINERS else 'another'}": float(token.pos_ == "NOUN"),
    }


def _of_people(incident: Incident, known: Surroundings) -> dict[str, float]:
    """Who takes part, how surely, and how much else the article has of them."""
    chances: dict[str, float] = {}
    for mention in incident.mentions:
        for actor in mention.people:
            chances[actor] = max(chances.get(actor, 0.0), mention.chances.get(actor, 0.0))
    surest = sorted(chances.values(), reverse=True)
    actors = {actor for mention in incident.mentions for actor in mention.actors}
    recipients = {actor for mention in incident.mentions for actor in mention.recipients}
    mentions = [len(known.actors[actor].mentions) for actor in chances if actor in known.actors]
    return {
        "somebody acts": float(bool(actors)),
        "done to somebody": float(bool(recipients)),
        "participants": float(min(len(chances), MANY)),
        "log odds of the surest participant": log_odds(surest[0] if surest else 0.0),
        "log odds of the second participant": log_odds(surest[1] if len(surest) > 1 else 0.0),
        "log odds of the least sure participant": log_odds(surest[-1] if surest else 0.0),
        "likely participants": sum(surest),
        "mentions of its best known participant": float(min(max(mentions, default=0), FAR_DOWN)),
        "a participant speaks": float(not known.speakers.isdisjoint(chances)),
        **{f"{known.type_of(actor)} acts": 1.0 for actor in actors},
        **{f"done to {known.type_of(actor)}": 1.0 for actor in recipients},
    }


def _words_and_people(incident: Incident) -> set[tuple[str, str]]:
    """Which words tell of whom."""
    return {(mention.root, one) for mention in incident.mentions for one in mention.people}


def _highest(frame: Frame, role: str) -> float:
    return max(frame.chances.get(role, {}).values(), default=0.0)
