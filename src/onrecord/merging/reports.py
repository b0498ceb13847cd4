"""An event as one article reports it: what it is compared by with the events of other articles."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.article import Span
from onrecord.merging.days import day_of
from onrecord.merging.groups import Ref
from onrecord.merging.words import folded, forms, is_negation, is_plain, is_request, is_vague, leads_to, stem, stems_of, words_of
from onrecord.ontology import EventType
from onrecord.records import Actor, Event, Reading, Record, Statement, Status

LENGTH_OF_A_MONTH = 7
LENGTH_OF_A_YEAR = 4
DENIAL = "deny"
# A negation and the event that it negates stand within so many words; two events that are denied together have so few between them ("beating and robbing him").
WORDS_TO_NEGATED = 6
WORDS_BETWEEN_HEADS = 2
NO_DENIAL = re.compile(r"\b(?:claim\w*|fals\w+|repeat\w*|unsubstantiated|debunk\w*)\b", re.I)
# "Denied the allegations", "denied any such claims by Roth": of what somebody is accused of in the article; allegations that are told ("the claim that ...") have their event in their words.
ALLEGED: EventType = "ASSAULT"
ALLEGATIONS = re.compile(
    r"\W*(?:(?:the|these|those|this|that|all|any|her|his|their|such|both|of) )*(?:(?P<whose>[^\W\d]+)[’']s )?(?:\w+ )?(?:allegation|claim|charge|accusation)s?(?:\W*$| (?:by|from|made|against|of (?:sexual|assault|abuse|rape|misconduct|harassment))\b|,)",
    re.I,
)
ALLEGED_IN = re.compile(r"\b(?:alleg|accus|claim)\w*", re.I)
DEATHS = frozenset(map(stem, ("died", "killed", "murdered", "assassinated", "executed", "slain")))
NOT_YET: frozenset[Status] = frozenset({"planned", "possible", "called_for"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An event of one article.

    ``people``: {key across articles, or folded name, of who takes part under a name: that name}; ``names``: those names, folded; ``others``: stems of the words for who takes part without one;
    ``places``: names in the place words, folded; ``around_km``: how far around its coordinates a place reaches; ``spot``: stems of their other words; ``first`` and ``last``: the days between which it lies, where told; ``killed``: numbers of dead; ``slain``: keys of the named who died in it;
    ``denied_by``: the record's statements that deny it.
    """

    ref: Ref
    published: str | None
    type: EventType
    mode: str | None
    status: Status
    trigger: frozenset[str]
    words: frozenset[str]
    people: Mapping[str, str]
    names: frozenset[str]
    others: frozenset[str]
    places: frozenset[str]
    spot: frozenset[str]
    latitude: float | None
    longitude: float | None
    around_km: float = 0.0
    slain: frozenset[str] = frozenset()
    first: date | None
    last: date | None
    killed: frozenset[int]
    denied_by: tuple[str, ...]

    @property
    def day(self) -> date | None:
        """The day, where just one is told."""
        return self.first if self.first == self.last else None

    @property
    def keys(self) -> frozenset[Hashable]:
        """What the same events are looked up by: who takes part, where, and what on which day, each with the type."""
        who = {(self.type, "who", one) for one in (*self.people, *self.names)}
        what = {(self.type, self.day, word) for word in (self.words | self.spot if self.day is not None else ())}
        return frozenset(who | what | {(self.type, "where", place) for place in self.places})

    @property
    def word_keys(self) -> frozenset[Hashable]:
        """What events that name neither people nor places in common are looked up by."""
        return frozenset((self.type, word) for word in self.words)


def reports(reading: Reading, actor_keys: Mapping[Ref, str] | None = None) -> Iterator[Report]:
    """The events of an article as reports. ``actor_keys``: {actor: key across articles}."""
    record = reading.record
    keys, by_id = actor_keys or {}, {actor.id: actor for actor in record.actors}
    named = {id: _key(record, actor, keys) for id, actor in by_id.items() if is_named(actor)}
    statements = {statement.id: statement for statement in record.statements}
    for event in record.events:
        taking_part = {part.actor for part in (*event.actors, *event.recipients)}
        people = {named[id]: by_id[id].name for id in sorted(taking_part) if id in named}
        places = _names_in(event)
        first, last = days_of(event)
        denied_by = deniers(event, record)
        yield Report(
            ref=Ref.of(record, event),
            published=record.article.published,
            type=event.type,
            mode=event.mode,
            status=_status(event, denied_by),
            trigger=stems_of(forms(event.trigger.text)),
            words=_words(event, statements) - {stem(word) for place in places for word in place.split()},
            people=people,
            names=frozenset(map(folded, people.values())),
            others=frozenset(stem for id in taking_part if id in by_id and id not in named for stem in stems_of(forms(by_id[id].name))),
            slain=frozenset(named[part.actor] for part in event.recipients if part.actor in named) if _kills(event) else frozenset(),
            places=places,
            spot=_spot(event),
            latitude=event.place.latitude if event.place is not None else None,
            longitude=event.place.longitude if event.place is not None else None,
            around_km=event.place.uncertainty_km or 0.0 if event.place is not None else 0.0,
            first=first,
            last=last,
            killed=frozenset(one.value for one in event.casualties if one.kind == "killed" and one.value is not None),
            denied_by=denied_by,
        )


def is_named(actor: Actor) -> bool:
    """Whether an actor goes by a name."""
    return actor.wikidata is not None or (actor.name[:1].isupper() and any(mention.form == "name" for mention in actor.mentions))


def deniers(event: Event, record: Record) -> tuple[str, ...]:
    """The statements of a record that deny an event: denials of which it is the head, those that the record says do, if they are denials or negate it in so many words, and those by which who is accused of it denies the allegations."""
    by_id = {one.id: one for one in record.statements}
    told = (id for id in event.denied_by if id in by_id and _speaks_against(by_id[id], event, record))
    said = (one.id for one in record.statements if _is_denial(one) and holds(one, event.trigger) and _is_head(one, event, record))
    refuted = (one.id for one in record.statements if _is_denial(one) and _refutes_allegations(one, event, record))
    return tuple(dict.fromkeys((*told, *said, *refuted)))


def _is_denial(statement: Statement) -> bool:
    """Whether a statement is a denial, and no refusal ("denied him bail") or denial by the reporter's word alone ("falsely claimed")."""
    if statement.act != DENIAL or statement.negated or not statement.content:
        return False
    first = next((form for form in forms(statement.content[0].text) if not is_plain(form)), "")
    is_refusal = is_request(first) and statement.kind == "indirect"
    return not is_refusal and not (statement.cue is not None and NO_DENIAL.search(statement.cue.text))


def _speaks_against(statement: Statement, event: Event, record: Record) -> bool:
    """Whether a statement denies an event, or its words that name the event negate it ("There was no such meeting")."""
    if holds(statement, event.trigger):
        return _is_head(statement, event, record) and (_is_denial(statement) or negates(statement, event.trigger))
    said = [form for part in statement.content for form in forms(part.text)]
    if stems_of(said) & stems_of(forms(event.trigger.text)):
        return _is_denial(statement) or negates(statement, event.trigger)
    is_of_who_took_part = statement.speaker in {part.actor for part in (*event.actors, *event.recipients)}
    return _is_denial(statement) or (is_of_who_took_part and any(map(is_negation, said[:WORDS_TO_NEGATED])))


def negates(statement: Statement, trigger: Span) -> bool:
    """Whether a negation stands shortly before an event's trigger, or a word like it, in its clause: "No officer of ours has arrested her"; not before what only leads to it ("has no plans to meet")."""
    stems = stems_of(forms(trigger.text))
    for part in statement.content:
        words = words_of(part.text)
        inside = _covers(part, trigger)
        place = next(
            (i for i, word in enumerate(words) if (word.start >= trigger.start - part.start if inside else stem(word.form) in stems)), None
        )
        if place is not None:
            begins = next((i for i in range(place, -1, -1) if words[i].opens_clause), 0)
            before = [word.form for word in words[max(begins, place - WORDS_TO_NEGATED) : place]]
            negation = next((i for i in range(len(before) - 1, -1, -1) if is_negation(before[i])), None)
            return negation is not None and not any(map(leads_to, before[negation + 1 :]))
    return False


def _is_head(statement: Statement, event: Event, record: Record) -> bool:
    """Whether an event is what a statement is about: no other event and no word that leads to a nested one ("denied being briefed on the killing") stands before it, but beside it ("denied beating and robbing him")."""
    part = next(part for part in statement.content if _covers(part, event.trigger))
    before = part.text[: event.trigger.start - part.start]
    if any(map(leads_to, forms(before))):
        return False
    earlier = [one.trigger for one in record.events if part.start <= one.trigger.start and one.trigger.end <= event.trigger.start]
    return not earlier or len(forms(part.text[max(one.end for one in earlier) - part.start : len(before)])) <= WORDS_BETWEEN_HEADS


def _refutes_allegations(statement: Statement, event: Event, record: Record) -> bool:
    """Whether who is accused of an attack, or somebody speaking for them, denies "the allegations" made in the article."""
    allegations = ALLEGATIONS.match(statement.content[0].text)
    if event.type != ALLEGED or allegations is None or not _is_told_by(folded(allegations["whose"] or ""), event, record):
        return False
    is_alleged = any(id != statement.id for id in event.attributed_to) or ALLEGED_IN.search(event.evidence.text) is not None
    speaker = record.actor(statement.speaker)
    is_evidence = any(_covers(event.evidence, part) for part in statement.content)
    if not is_alleged or speaker is None or is_evidence:
        return False
    accused = {part.actor for part in event.actors}
    called = folded(speaker.name).split()
    names = {folded(actor.name).split()[-1] for actor in record.actors if actor.id in accused and is_named(actor)}
    return speaker.id in accused or not names.isdisjoint(called)


def _status(event: Event, denied_by: tuple[str, ...]) -> Status:
    """The status that an article tells: denied where all that it tells is a denial, and not where who is said to deny it tells of it."""
    if denied_by and not _others_tell(event, denied_by):
        return "denied"
    return "occurred" if event.status == "denied" and event.denied_by and not denied_by else event.status


def days_of(event: Event) -> tuple[date | None, date | None]:
    """The first and the last day between which an event lies, as its date says."""
    if event.date is None or event.date.value is None:
        return None, None
    value, until = event.date.value, event.date.until or event.date.value
    first, last = day_of(_first_day(value)), day_of(_first_day(until))
    if first is None or last is None:
        return None, None
    if len(until) == LENGTH_OF_A_MONTH:
        last = (last.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    elif len(until) == LENGTH_OF_A_YEAR:
        last = last.replace(month=12, day=31)
    return first, last


def _first_day(value: str) -> str:
    return f"{value}-01-01" if len(value) == LENGTH_OF_A_YEAR else f"{value}-01" if len(value) == LENGTH_OF_A_MONTH else value


def _others_tell(event: Event, denied_by: tuple[str, ...]) -> bool:
    """Whether an article says that something happened that somebody denies: the reader does not call it denied, and it stands on other words than the denial."""
    return event.status not in ("denied", *NOT_YET) and not set(event.attributed_to) & set(denied_by)


def holds(statement: Statement, trigger: Span) -> bool:
    """Whether an event's trigger stands in a statement's words."""
    return any(_covers(part, trigger) for part in statement.content)


def _is_told_by(name: str, event: Event, record: Record) -> bool:
    """Whether an event is told by, or is about, somebody of a last name; of nobody's name, whoever tells it."""
    tellers = [record.actor(one.speaker) for one in record.statements if one.id in event.attributed_to]
    about = [record.actor(part.actor) for part in (*event.actors, *event.recipients)]
    return not name or any(actor is not None and name in folded(actor.name).split() for actor in (*tellers, *about))


def _kills(event: Event) -> bool:
    """Whether an event is a death: somebody dies but once."""
    return event.type == "ASSAULT" and not DEATHS.isdisjoint(stems_of(forms(event.trigger.text)))


def _covers(whole: Span, part: Span) -> bool:
    return whole.start <= part.start and part.end <= whole.end


def _key(record: Record, actor: Actor, keys: Mapping[Ref, str]) -> str:
    return keys.get(Ref.of(record, actor)) or folded(actor.name)


def _words(event: Event, statements: Mapping[str, Statement]) -> frozenset[str]:
    """Stems of what is told of an event, where it stands and in the statements on whose word it stands; not of "Saturday" and "town"."""
    texts = [event.evidence.text, *(part.text for id in event.attributed_to if id in statements for part in statements[id].content)]
    return frozenset(stem(form) for text in texts for form in forms(text) if not is_plain(form) and not is_vague(form))


def _names_in(event: Event) -> frozenset[str]:
    """The names in place words: "the Velmoran town of Harsa": velmoran, harsa; and that of the place that they refer to."""
    if event.place is None:
        return frozenset()
    words = [word.strip(".,’'\"“”") for word in event.place.text.split()]
    names = {folded(word.removesuffix("’s").removesuffix("'s")) for word in words if word[:1].isupper() and not is_plain(word.casefold())}
    return frozenset(name for name in (*names, folded(event.place.name or "")) if name)


def _spot(event: Event) -> frozenset[str]:
    """Stems of what is no name in place words: "the bus station in the town of Harsa": bus, station."""
    if event.place is None:
        return frozenset()
    return frozenset(
        stem(form)
        for word in event.place.text.split()
        if word.islower()
        for form in forms(word)
        if not is_plain(form) and not is_vague(form)
    )
