"""Merges mentions of the same event within an article."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from onrecord.events.casualties import Harm
from onrecord.events.topics import Subject, is_mere_topic
from onrecord.events.triggers import Trigger
from onrecord.grammar import NOUN_CLAUSES, OBJECTS, PASSIVE_SUBJECTS
from onrecord.records import Status

# Violence told of again within so many sentences, with no one and nowhere else named, is the same incident.
SENTENCES_APART = 4
SENTENCES_APART_IN_OTHER_WORDS = 1
SENTENCES_TO_HEADLINE = 3
LETTERS_OF_A_ROOT = 5
# Relations between two triggers of one event.
PART_OF_A_DEED = {*OBJECTS, *PASSIVE_SUBJECTS, *NOUN_CLAUSES}
# No report tells of as many events between two mentions of one.
INCIDENTS_BACK = 50
UNREAL: tuple[Status, ...] = ("planned", "possible", "called_for")


@dataclass(slots=True)
class Mention:
    """One mention of an event in the parsed text. ``doers`` and ``others``: {actor id: token}; ``vouchers``: statement ids, innermost first.

    ``topics``: what a contact was about; ``deniers``: statements that deny the event; ``in_headline``: what a headline
    tells, the report tells again.
    """

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
    topics: tuple[Subject, ...] = ()
    deniers: tuple[str, ...] = ()
    in_headline: bool = False

    @property
    def actors(self) -> set[str]:
        """Everyone who takes part."""
        return {*self.doers, *self.others}

    @property
    def killed(self) -> set[int]:
        """The numbers of people killed in it."""
        return {harm.value for harm in self.harm if harm.kind == "killed" and harm.value is not None}

    @property
    def root(self) -> str:
        """What a verb and its noun share: "extradite" and "extradition", "deploy" and "deployment"."""
        return self.trigger.token.lemma_.casefold()[:LETTERS_OF_A_ROOT]

    @property
    def fullness(self) -> tuple[bool, bool, int, bool, int]:
        """How much a mention tells, to choose the evidence by; the earlier of equals."""
        told = len(self.actors) + (self.place is not None) + (self.date is not None) + 2 * len(self.harm)
        return (not is_mere_topic(self.trigger), not self.in_headline, told - bool(self.vouchers), not self.vouchers, -self.trigger.token.i)

    @property
    def is_of_a_pair(self) -> bool:
        """Whether only "the two leaders", "both men" are said to take part."""
        tokens = [*self.doers.values(), *self.others.values()]
        return len(tokens) == 1 and any(child.lower_ in ("two", "both") for child in tokens[0].lefts)

    @property
    def where(self) -> str | None:
        """The last name in its place words, or else their noun."""
        if self.place is None:
            return None
        names = [token.text for token in self.place if token.ent_type_]
        return names[-1] if names else self.place.root.text

    @property
    def is_definite(self) -> bool:
        """Whether it is a noun with "the" or "this"."""
        return not self.trigger.is_verb and any(child.lower_ in ("the", "this", "that") for child in self.trigger.token.children)

    @property
    def is_taken_up(self) -> bool:
        """Whether it is but "the attack", with nobody and nowhere: the one that was told of last."""
        return self.is_definite and not (self.actors or self.place or self.harm)


@dataclass(slots=True)
class Incident:
    """Mentions of one event, and what they name together."""

    mentions: list[Mention]
    people: set[str] = field(default_factory=set)
    doers: set[str] = field(default_factory=set)
    named_doers: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    roots: set[str] = field(default_factory=set)
    modes: set[str] = field(default_factory=set)
    killed: set[int] = field(default_factory=set)

    def add(self, mention: Mention) -> None:
        """Take a mention in."""
        self.mentions.append(mention)
        self.people |= mention.actors
        self.doers |= mention.doers.keys()
        self.named_doers |= mention.named & mention.doers.keys()
        self.roots.add(mention.root)
        self.killed |= mention.killed
        self.modes |= {mention.trigger.mode} if mention.trigger.mode else set()
        self.places |= {mention.where} if mention.where is not None else set()

    def is_also(self, mention: Mention) -> bool:
        """Whether a mention tells of this event, too."""
        first = self.mentions[0]
        if first.trigger.type != mention.trigger.type:
            return False
        if any(_are_one_event(known, mention) for known in self.mentions):
            return True
        if all(known.in_headline for known in self.mentions) and not mention.in_headline and self._is_headline_of(mention):
            return True
        same = {"CONSULT": self._same_contact, "ASSAULT": self._same_violence}.get(first.trigger.type, self._same_deed)
        return same(mention)

    def _is_headline_of(self, mention: Mention) -> bool:
        """Whether the headline told of this: soon behind it, with somebody in common or nobody named on one side."""
        is_near = mention.sentence - self.mentions[-1].sentence <= SENTENCES_TO_HEADLINE
        return is_near and (not self.people or not mention.actors or bool(self.people & mention.actors))

    def _same_deed(self, mention: Mention) -> bool:
        """By or to the same people, in the same state of affairs; told again in other words only nearby."""
        if (self.mentions[0].status in UNREAL) != (mention.status in UNREAL) or not (mention.actors & self.people):
            return False
        return mention.root in self.roots or mention.sentence - self.mentions[-1].sentence <= SENTENCES_APART_IN_OTHER_WORDS

    def _same_contact(self, mention: Mention) -> bool:
        """The same people, in the same state of affairs (a planned meeting is not the one that took place, a letter no meeting)."""
        first = self.mentions[0]
        if (first.status in UNREAL) != (mention.status in UNREAL):
            return False
        if ("correspond" in (first.trigger.mode, mention.trigger.mode)) and first.trigger.mode != mention.trigger.mode:
            return False
        apart = mention.sentence - self.mentions[-1].sentence
        if not mention.actors:
            return apart <= 1
        if mention.is_of_a_pair and len(self.people) > 1:
            return apart <= SENTENCES_APART
        return mention.actors <= self.people or self.people <= mention.actors

    def _same_violence(self, mention: Mention) -> bool:
        """The same word nearby or of the same place, or another word right beside it; never where both name doers, places, modes or numbers of dead that differ."""
        mine = mention.named & mention.doers.keys()
        if self.named_doers and mine and not self.named_doers & mine:
            return False
        place = mention.where
        apart = mention.sentence - self.mentions[-1].sentence
        if place and self.places and place not in self.places and apart > 1:
            return False
        if (self.mentions[0].status in UNREAL) != (mention.status in UNREAL):
            return False
        if mention.trigger.mode and self.modes and mention.trigger.mode not in self.modes:
            return False
        if mention.killed and self.killed and not mention.killed & self.killed:
            return False
        if mention.is_definite and place in self.places:
            return True  # "The Basra bombing."
        if mention.is_definite and not (self.doers or place or mention.harm or mention.others) and apart <= SENTENCES_APART:
            return True  # "Its fighters carried out the attack": who, of what was told of without.
        if mention.root in self.roots and mention.others.keys() & self.people:
            return True  # Done to the same people, told of in the same words.
        if mention.root not in self.roots:
            is_result = apart == 0 and "kill" in {mention.root, *self.roots}  # "A raid, in which two were killed."
            if place and place not in self.places and not is_result and apart:
                return False  # "The shelling of Oslo led to the assault."
            is_open = is_result or not mention.actors or not self.people or bool(mention.actors & self.people)
            return (apart <= SENTENCES_APART_IN_OTHER_WORDS and is_open) or (mention.is_taken_up and apart <= SENTENCES_APART)
        return apart <= SENTENCES_APART or place in self.places


def _are_one_event(one: Mention, other: Mention) -> bool:
    """Whether one trigger depends on another: "launched air strikes", "accepted the deal negotiated by"; not where only one is denied ("did not accept the deal")."""
    pairs = ((one.trigger.token, other.trigger.token), (other.trigger.token, one.trigger.token))
    is_part = any(lower.head.i == upper.i and lower.dep_ in PART_OF_A_DEED for lower, upper in pairs)
    return is_part and (one.status == "denied") == (other.status == "denied")


def merge(mentions: list[Mention]) -> list[Incident]:
    """Group mentions by incident, in order of the text."""
    incidents: list[Incident] = []
    for mention in mentions:
        near = reversed(incidents[-INCIDENTS_BACK:])
        incident = next((one for one in near if one.is_also(mention)), None)
        if incident is None:
            incident = Incident([])
            incidents.append(incident)
        incident.add(mention)
    return incidents
