"""Mentions of the same event, merged: one record of an event in an article."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from onrecord.events.casualties import Harm
from onrecord.events.locating import Location
from onrecord.events.places import is_elsewhere
from onrecord.grammar import RELATIVE_CLAUSES, preposition_of
from onrecord.marks import Frame
from onrecord.ontology import EventType
from onrecord.records import Status

# Violence told of again within so many sentences, with no one and nowhere else named, is the same incident.
SENTENCES_APART = 4
SENTENCES_APART_IN_OTHER_WORDS = 1
SENTENCES_TO_A_TOLL_IN_OTHER_WORDS = 2
SENTENCES_TO_HEADLINE = 3
LETTERS_OF_A_ROOT = 5
# What tells when something was hangs on the word for it, or on a noun that does ("hours before a blast").
STEPS_UP = 3
# No report tells of as many events between two mentions of one.
INCIDENTS_BACK = 50
# Mentions of violence are compared by whoever is so likely to take part: 353 of 600 kept-out acts of violence are found, 339 by all who take part.
LIKELIER_THAN_NOT = 0.5
UNREAL: tuple[Status, ...] = ("planned", "possible", "called_for")


@dataclass(slots=True, kw_only=True)
class Mention:
    """One mention of an event. ``token``: the head of its trigger; ``actors`` and ``recipients``: {actor id: head of the words for it}; ``chances``: {actor id: how
    likely it takes part}.

    ``vouchers`` and ``deniers``: ids of the statements on whose word it stands, that deny it; ``in_headline``: what a headline tells, the report
    tells again; ``frame``: what the reader says of it.
    """

    token: Token
    trigger: Span
    type: EventType
    mode: str | None
    sentence: int
    actors: dict[str, Token]
    recipients: dict[str, Token]
    status: Status
    chances: Mapping[str, float] = field(default_factory=dict)
    vouchers: tuple[str, ...] = ()
    deniers: tuple[str, ...] = ()
    place: Span | None = None
    location: Location | None = None
    date: Span | None = None
    harm: list[Harm] = field(default_factory=list)
    in_headline: bool = False
    frame: Frame

    @property
    def probability(self) -> float:
        """That it is an event worth a record."""
        return self.frame.probability

    @property
    def people(self) -> set[str]:
        """Everyone who takes part."""
        return {*self.actors, *self.recipients}

    @property
    def likely(self) -> set[str]:
        """Those who are likelier than not to take part: by the others, two acts of violence would seem one."""
        return {one for one in self.people if self.chances.get(one, 1.0) >= LIKELIER_THAN_NOT}

    @property
    def killed(self) -> set[int]:
        """Numbers of dead that stand beside it."""
        return {harm.value for harm in self.harm if harm.kind == "killed" and harm.value is not None}

    @property
    def counted(self) -> set[str]:
        """Those who take part as its dead and injured."""
        harmed = {harm.who.i for harm in self.harm}
        return {actor for actor, token in self.recipients.items() if token.i in harmed}

    @property
    def root(self) -> str:
        """What a verb and its noun share: "extradite" and "extradition", "deploy" and "deployment"."""
        return self.token.lemma_.casefold()[:LETTERS_OF_A_ROOT]

    @property
    def places(self) -> set[str]:
        """The last name in its place words, or else their noun; none without them."""
        if self.place is None:
            return set()
        names = [token.text for token in self.place if token.ent_type_]
        return {names[-1] if names else self.place.root.text}

    @property
    def locations(self) -> set[Location]:
        """What its place words stand for, where that is known."""
        return {self.location} if self.location is not None else set()

    @property
    def is_unreal(self) -> bool:
        """Whether it has not happened, or not yet."""
        return self.status in UNREAL

    @property
    def sort(self) -> tuple[EventType, bool]:
        """What mentions of one event share: no planned meeting is one that took place."""
        return self.type, self.is_unreal


@dataclass(slots=True, eq=False)
class Incident:
    """Mentions of one event, and what they name together."""

    mentions: list[Mention]
    people: set[str] = field(default_factory=set)
    likely: set[str] = field(default_factory=set)
    doers: set[str] = field(default_factory=set)
    harmed: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    locations: set[Location] = field(default_factory=set)
    only_in_headline: bool = True
    roots: set[str] = field(default_factory=set)
    killed: set[int] = field(default_factory=set)

    @property
    def probability(self) -> float:
        """That one of its mentions at least tells of an event worth a record: an event is annotated at one of them, so each is but likely."""
        return 1.0 - math.prod(1.0 - mention.probability for mention in self.mentions)

    def add(self, mention: Mention) -> None:
        """Take a mention in."""
        self.mentions.append(mention)
        self.people |= mention.people
        self.likely |= mention.likely
        self.doers |= mention.actors.keys()
        self.harmed |= mention.recipients.keys()
        self.roots.add(mention.root)
        self.killed |= mention.killed
        self.places |= mention.places
        self.locations |= mention.locations
        self.only_in_headline &= mention.in_headline

    def is_also(self, mention: Mention) -> bool:
        """Whether a mention tells of this event, too."""
        first, last = self.mentions[0], self.mentions[-1]
        if first.sort != mention.sort or _is_dated_by_another(last, mention):
            return False
        apart = mention.sentence - last.sentence
        if apart <= SENTENCES_APART and any(toll > 1 for toll in self.killed & mention.killed):
            return True
        if self.only_in_headline and apart <= SENTENCES_TO_HEADLINE:
            return may_agree(self.people, mention.people)
        return (self._same_violence if mention.type == "ASSAULT" else self._same_deed)(mention, apart)

    def _same_deed(self, mention: Mention, apart: int) -> bool:
        """By or to the same people, one perhaps naming fewer of them; told in the same words or the same sentence. Meetings are told again in any words."""
        if not (mention.people <= self.people or self.people <= mention.people):
            return False
        if mention.type == "CONSULT":
            return bool(mention.people) or apart <= SENTENCES_APART_IN_OTHER_WORDS
        is_told_alike = mention.root in self.roots or not apart
        return is_told_alike and not self.people.isdisjoint(mention.people)

    def _is_elsewhere(self, mention: Mention) -> bool:
        """Whether a mention names a place that is none of this event's."""
        if mention.locations and self.locations:
            return all(is_elsewhere(one, other) for one, other in itertools.product(mention.locations, self.locations))
        return not may_agree(self.places, mention.places)

    def _harms_others(self, mention: Mention) -> bool:
        """Whether a verb tells who is harmed, and it is none of this event's: "they attacked Jos" after "rebels attacked Kano".

        A relative clause tells more of those who did it: "militants who attacked the base".
        """
        is_told_anew = mention.token.pos_ == "VERB" and mention.token.dep_ not in RELATIVE_CLAUSES
        return is_told_anew and not may_agree(self.harmed, mention.recipients.keys())

    def _same_violence(self, mention: Mention, apart: int) -> bool:
        """Nearby or of the same place; never where both name other places, other harmed, other numbers of dead, or other doers.

        Whoever is named as dead or injured alone is no other victim: "six people died in the attack" after "gunmen attacked the mosque".
        """
        if apart and (self._is_elsewhere(mention) or self._harms_others(mention)):
            return False
        if not may_agree(self.killed, mention.killed):
            return False
        if self.doers and mention.actors and self.likely.isdisjoint(mention.likely):
            return False
        in_same_words = mention.root in self.roots
        if mention.people <= mention.counted and apart <= (SENTENCES_APART if in_same_words else SENTENCES_TO_A_TOLL_IN_OTHER_WORDS):
            return True
        is_near = apart <= (SENTENCES_APART if in_same_words else SENTENCES_APART_IN_OTHER_WORDS)
        is_open = apart <= SENTENCES_APART_IN_OTHER_WORDS or may_agree(self.likely, mention.likely)
        return is_open and (is_near or not self.places.isdisjoint(mention.places))


def may_agree(one: Set[object], other: Set[object]) -> bool:
    """Whether what two name is the same at least in part, or one names nothing."""
    return not one or not other or not one.isdisjoint(other)


def _is_dated_by_another(one: Mention, other: Mention) -> bool:
    """Whether one of two tells when the other was, and so is another event: "gunmen shot a guard, hours before a blast at the market"."""
    pairs = ((one.token, other.token), (other.token, one.token))
    return any(preposition_of(noun) in ("before", "after") and verb in itertools.islice(noun.ancestors, STEPS_UP) for noun, verb in pairs)


def merge(mentions: list[Mention]) -> list[Incident]:
    """Group mentions by incident, in order of the text; a mention of two incidents makes them one."""
    incidents: list[Incident] = []
    for mention in mentions:
        same = [one for one in incidents[-INCIDENTS_BACK:] if one.is_also(mention)]
        incident = same[0] if same else Incident([])
        for other in same[1:]:
            incidents.remove(other)
            for told in other.mentions:
                incident.add(told)
        incident.add(mention)
        if not same:
            incidents.append(incident)
    return incidents
