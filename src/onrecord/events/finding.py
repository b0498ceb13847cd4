"""From a parsed text to events: triggers, who takes part, how it stands, who was harmed, on whose word, and which of them are told of."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from onrecord.events.casualties import find_harm
from onrecord.events.confidence import Evidence, confidence_of, evidence_of
from onrecord.events.datewords import find_date
from onrecord.events.incidents import Mention, merge
from onrecord.events.lexicon import is_mutual
from onrecord.events.participants import sides
from onrecord.events.places import find_place
from onrecord.events.status import find_status, is_background, is_presupposed
from onrecord.events.surroundings import Surroundings
from onrecord.events.topics import is_mere_topic, subjects
from onrecord.events.triggers import Trigger, find_triggers
from onrecord.events.writing import Writer
from onrecord.grammar import OBJECTS, likely_subject_of, names_a_place, obliques, regular_forms
from onrecord.knowledge import country_of_capital
from onrecord.records import Event, Statement

# A number of dead stands in the sentence of its attack or in one of the next.
SENTENCES_TO_HARM = 2
ARRANGING = {
    form
    for verb in ("announce", "order", "declare", "agree", "promise", "pledge", "vow", "decide", "invite")
    for form in regular_forms(verb)
}
ORDERING = {"order", "ordered", "orders", "authorized", "authorised", "decreed"}
SAYING = {"talk", "discuss", "speak"}
# What is less sure is left out: of 1,387 events of other articles that were read, 55 % were events worth a record; of those above this, by ten folds, 68 % are, and
# 91 of 100 of those worth one stay.
LEAST_CONFIDENCE = 0.33


@dataclass(frozen=True, slots=True)
class Candidate:
    """An event that the words tell of, and what speaks for its being one."""

    event: Event
    evidence: Evidence


def find_events(known: Surroundings) -> tuple[Event, ...]:
    """Find contacts, violence and other deeds, in the order of the text."""
    judged = ((candidate.event, confidence_of(candidate.evidence)) for candidate in candidates(known))
    return tuple(replace(event, confidence=confidence) for event, confidence in judged if confidence >= LEAST_CONFIDENCE)


def candidates(known: Surroundings) -> Iterator[Candidate]:
    """Whatever may be an event, in the order of the text."""
    finder, writer = _Finder(known), Writer(known)
    for number, group in enumerate(finder.groups(), start=1):
        event = writer.event(f"e{number}", group)
        yield Candidate(event, evidence_of(event, group, known))


class _Finder:
    """Finds mentions of events and puts those of the same event together."""

    def __init__(self, known: Surroundings) -> None:
        self.known = known

    def groups(self) -> list[list[Mention]]:
        """The mentions of each event that is told of."""
        mentions = [mention for trigger in find_triggers(self.known.doc) if (mention := self.mention(trigger)) is not None]
        self.add_harm([mention for mention in mentions if mention.trigger.type == "ASSAULT"])
        return [incident.mentions for incident in merge(mentions) if self.is_told(incident.mentions)]

    def mention(self, trigger: Trigger) -> Mention | None:
        """The event that a trigger names, with what its clause says of it; ``None`` for a contact of nobody with nobody."""
        doers, others = ([token for token in side if not self.is_only_where(token)] for side in sides(trigger, self.known.actor_of))
        around = self.known.around(trigger.token)
        date = find_date(trigger.token)
        taking_part = {self.known.actor_of[token.i]: token for token in doers} or self.teller(trigger, around)
        mention = Mention(
            trigger=trigger,
            sentence=self.known.sentence[trigger.token.i],
            doers=taking_part,
            others={self.known.actor_of[token.i]: token for token in others},
            named=self.known.named,
            status=find_status(trigger.token, (statement.act for statement in around if not _is_order(statement)), date),
            vouchers=self.vouchers(trigger, around, taking_part),
            place=find_place(trigger, self.known.places),
            date=date,
            topics=tuple(subjects(trigger)) if trigger.type == "CONSULT" else (),
            in_headline=any(span.start <= trigger.token.i < span.end for span in self.known.doc.spans.get("onrecord:headline", ())),
        )
        if mention.status == "denied" and around and not is_mere_topic(trigger):
            mention.deniers = (around[0].id,)
        if trigger.mode == "visit" and trigger.is_verb and self.is_journey(mention):
            return mention
        if trigger.type == "CONSULT" and trigger.is_verb and not mention.others and not self.is_among_doers(mention):
            return None
        if trigger.type == "CONSULT" and not (mention.doers if trigger.is_verb else mention.actors):
            return None
        return mention

    def teller(self, trigger: Trigger, around: Sequence[Statement]) -> dict[str, Token]:
        """Who says of a contact without saying "I", as in a tweet: "Also spoke to the prime minister"."""
        verb = trigger.token
        is_clipped = verb.tag_ == "VBD" and verb.dep_ in ("ROOT", "ccomp", "parataxis") and likely_subject_of(verb) is None
        if trigger.type != "CONSULT" or not trigger.is_verb or not is_clipped or not around or around[0].speaker is None:
            return {}
        said_by = around[0].speaker
        named = max((i for i, actor in self.known.actor_of.items() if actor == said_by and i < verb.i), default=None)
        return {said_by: self.known.doc[named]} if named is not None else {}

    def is_only_where(self, token: Token) -> bool:
        """Whether a word stands for a town or a region, which are where things happen; countries act, and capitals for them."""
        return (
            names_a_place(token)
            and self.known.types[self.known.actor_of[token.i]] == "organization"
            and country_of_capital(token.text) is None
        )

    def is_among_themselves(self, mention: Mention) -> bool:
        """Whether a group is said to meet, or to have met, without another side; "officials" who may, or a meeting "with officials", leave it open."""
        is_group = len(mention.doers) == 1 and self.known.types[next(iter(mention.doers))] == "group" and not mention.others
        return is_group and mention.status not in ("possible", "denied")

    def is_known(self, actor: str) -> bool:
        """Whether an actor has a name, or at least an office or a country by which one could find out who it is."""
        return actor in self.known.named or actor in self.known.described

    def is_journey(self, mention: Mention) -> bool:
        """Whether somebody of office went to a named place: "the president visited Oslo", "the minister flew to Cairo"."""
        doer = next(iter(mention.doers), None)
        where = mention.place is not None and any(names_a_place(token) for token in mention.place)
        return where and doer in self.known.officials and mention.trigger.token.lemma_.casefold() in ("visit", "fly", "travel", "arrive")

    def is_among_doers(self, mention: Mention) -> bool:
        """Whether the doers alone can meet: several, or a group ("the leaders met on Friday"); a group that talks need not talk to itself."""
        verb = mention.trigger.token
        if verb.lemma_.casefold() == "meet" and any(child.dep_ in OBJECTS for child in verb.children):
            return False  # "To meet a goal."
        if verb.lemma_.casefold() == "speak" and mention.trigger.mode != "call":
            return False  # Two who spoke at a rally did not speak to each other.
        if any(preposition == "with" for preposition, _ in obliques(verb)):
            return False  # "Efforts meet with resistance."
        is_group = (
            any(self.known.types[actor] == "group" for actor in mention.doers) and mention.trigger.token.lemma_.casefold() not in SAYING
        )
        return is_mutual(mention.trigger.token) and (len(mention.doers) > 1 or is_group)

    def vouchers(self, trigger: Trigger, around: list[Statement], doers: Collection[str]) -> tuple[str, ...]:
        """The statement on whose word a mention stands.

        A presupposed event stands on nobody's, nor does an event that one of its actors announces: to announce a meeting is to arrange it.
        """
        if is_presupposed(trigger.token) or not around:
            return ()
        said = around[0]
        if trigger.token.i not in self.known.quoted and is_background(trigger.token):
            return ()
        arranges = (
            said.cue is not None and not ARRANGING.isdisjoint(said.cue.text.casefold().split()) and (not doers or said.speaker in doers)
        )
        return () if arranges else (said.id,)

    def add_harm(self, mentions: list[Mention]) -> None:
        """Give the dead and injured of each sentence to the violence told of in it, or else just before."""
        by_sentence: dict[int, list[Mention]] = {}
        for mention in mentions:
            by_sentence.setdefault(mention.sentence, []).append(mention)
        for number, sentence in enumerate(self.known.doc.sents):
            near = [mention for back in range(SENTENCES_TO_HARM + 1) for mention in by_sentence.get(number - back, ())]
            if near:
                nearest = max(near, key=lambda mention: (mention.sentence, not mention.trigger.is_verb))
                harm = list(find_harm(sentence))
                nearest.harm += harm
                around = self.known.around(harm[0].who) if harm and nearest.sentence == number else []
                if around and not nearest.vouchers:
                    nearest.vouchers = (around[0].id,)  # Who says that people died in the raid tells of the raid.

    def is_told(self, group: list[Mention]) -> bool:
        """A contact needs two sides (or a group), violence a participant, a place or victims."""
        actors = set().union(*(mention.actors for mention in group))
        if all(is_mere_topic(mention.trigger) for mention in group):
            return False
        if any(mention.trigger.is_verb and self.is_journey(mention) for mention in group):
            return True
        if group[0].trigger.type == "CONSULT" and not any(self.is_known(actor) for actor in actors):
            return False  # "Patients visit the doctor."
        if group[0].trigger.type == "CONSULT":
            return len(actors) > 1 or any(self.is_among_themselves(mention) for mention in group)
        if group[0].trigger.type != "ASSAULT":
            return bool(actors)
        if all(mention.status == "possible" and not mention.doers for mention in group):
            return False  # "If more are killed": by nobody, nobody knows when.
        return bool(actors) or any(mention.harm or mention.place is not None for mention in group)


def _is_order(statement: Statement) -> bool:
    """Whether somebody who can order it does: then it is not only called for."""
    return statement.cue is not None and not ORDERING.isdisjoint(statement.cue.text.casefold().split())
