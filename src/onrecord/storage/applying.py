"""What is left of a record when people's decisions about it are applied; the record itself is never changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from onrecord.article import Span, words_near
from onrecord.ontology import is_mode_of
from onrecord.records import Actor, Date, Event, Participant, Place, Record, Statement, key_of
from onrecord.storage.decisions import PEOPLE, Decision, State, Subject
from onrecord.storage.identity import folded

Standing = Literal["read", "accepted", "corrected", "added"]
# Of the characters that a statement and the words decided about have together, so many must be the same for it to be that statement.
LEAST_SHARED = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A record as people's decisions leave it; ``standing``: of what did not stay as it was read, or was accepted so, by its label; ``states``: by decision and subject.

    ``by``: the keys of the decisions about what is left, by its label, in their order.
    """

    record: Record
    standing: dict[str, Standing] = field(default_factory=dict)
    states: dict[tuple[str, int], State] = field(default_factory=dict)
    by: dict[str, tuple[str, ...]] = field(default_factory=dict)


def apply(record: Record, text: str, decisions: Iterable[Decision], article: str) -> Decided:
    """Apply decisions, in their order, to a record of an article (its key in the collection) with this text; subjects in other articles are left alone."""
    decided = Decided(record=record)
    for decision in decisions:
        here = [
            (number, subject)
            for number, subject in enumerate(decision.about)
            if subject.article == article or subject.anchor.sha256 == record.article.sha256
        ]
        found = {number: _found(decided.record, text, subject) for number, subject in here}
        states: dict[tuple[str, int], State] = {
            (decision.key, number): _state(decision, text, span, label) for number, (span, label) in found.items()
        }
        targets = [(span, label) for span, label in found.values() if span is not None]
        changed = _applied(decided, decision, targets, text) if targets else decided
        by = {label: (*decided.by.get(label, ()), decision.key) for label in _decided_about(decided, changed, targets)}
        decided = replace(changed, states=decided.states | states, by=decided.by | by)
    return decided


def _state(decision: Decision, text: str, span: Span | None, label: str | None) -> State:
    if span is None or ("words" in decision.to and words_near(text, str(decision.to["words"]), span) is None):
        return "lost"
    return "holds" if label is not None or decision.kind in ("add", "reject") else "unread"


def _decided_about(before: Decided, after: Decided, targets: list[tuple[Span, str | None]]) -> set[str]:
    """The labels of what a decision is about, or added, as far as it is still there."""
    left = _labels(after.record)
    return {label for _, label in targets if label is not None and label in left} | (left - _labels(before.record))


def _labels(record: Record) -> set[str]:
    return {one.id for found in (record.actors, record.statements, record.events) for one in found}


def found_at(record: Record, text: str, subject: Subject) -> str | None:
    """The label of what is read where a subject's words stand."""
    return _found(record, text, subject)[1]


def _found(record: Record, text: str, subject: Subject) -> tuple[Span | None, str | None]:
    """Where a subject's words stand, and the label of what is read there."""
    span = subject.anchor.find(text)
    if span is None:
        return None, None
    scored = [(score, label) for score, label in _scored(record, subject, span) if score > 0]
    return span, max(scored, key=lambda pair: pair[0])[1] if scored else None


def _scored(record: Record, subject: Subject, span: Span) -> Iterator[tuple[float, str]]:
    """How well each of a record's actors, statements or events fits the words; zero for not at all."""
    if subject.what == "actor":
        for actor in record.actors:
            yield max((_shared(mention, span) for mention in actor.mentions), default=0.0), actor.id
    elif subject.what == "statement":
        for statement in record.statements:
            shared = _shared(_hull(statement.content), span)
            yield shared if shared >= LEAST_SHARED else 0.0, statement.id
    else:
        for event in record.events:
            shared = _shared(event.trigger, span)
            yield shared + (1.0 if shared and event.type == subject.type else 0.0), event.id


def _shared(one: Span, other: Span) -> float:
    common = min(one.end, other.end) - max(one.start, other.start)
    return max(common, 0) / (max(one.end, other.end) - min(one.start, other.start))


def _hull(spans: tuple[Span, ...]) -> Span:
    return Span(start=spans[0].start, end=spans[-1].end, text="")


def _applied(decided: Decided, decision: Decision, targets: list[tuple[Span, str | None]], text: str) -> Decided:
    what = decision.about[0].what
    labels = [label for _, label in targets if label is not None]
    if decision.kind == "add" and not labels:
        return _added(decided, decision, what, targets[0][0])
    for (kind, of), step in _STEPS.items():
        if kind == decision.kind and of in (what, None) and labels:
            changed: Decided = step(decided, decision, labels, targets)
            return _with_words(changed, decision, targets, text) if "words" in decision.to else changed
    return decided


def _with_words(decided: Decided, decision: Decision, targets: list[tuple[Span, str | None]], text: str) -> Decided:
    """Statements with other words of the text as what was said, those that are nearest; where the text has none, they keep theirs."""
    content = {label: words_near(text, str(decision.to["words"]), span) for span, label in targets}
    changed = tuple(replace(one, content=(words,)) if (words := content.get(one.id)) else one for one in decided.record.statements)
    return replace(decided, record=replace(decided.record, statements=changed))


def _reject(decided: Decided, _: Decision, labels: list[str], __: Any) -> Decided:
    """Leave out what was rejected, and what refers to it."""
    gone, record = set(labels), decided.record
    return replace(
        decided,
        record=replace(
            record,
            actors=tuple(
                replace(actor, members=tuple(id for id in actor.members if id not in gone))
                for actor in record.actors
                if actor.id not in gone
            ),
            statements=tuple(_statement_without(one, gone) for one in record.statements if one.id not in gone),
            events=tuple(_event_without(one, gone) for one in record.events if one.id not in gone),
        ),
    )


def _statement_without(statement: Statement, gone: set[str]) -> Statement:
    return replace(
        statement,
        speaker=statement.speaker if statement.speaker not in gone else None,
        within=statement.within if statement.within not in gone else None,
        addressees=tuple(one for one in statement.addressees if one.actor not in gone),
        relayed_by=tuple(one for one in statement.relayed_by if one.actor not in gone),
    )


def _event_without(event: Event, gone: set[str]) -> Event:
    def left(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(id for id in ids if id not in gone)

    return replace(
        event,
        actors=tuple(one for one in event.actors if one.actor not in gone),
        recipients=tuple(one for one in event.recipients if one.actor not in gone),
        attributed_to=left(event.attributed_to),
        denied_by=left(event.denied_by),
        casualties=tuple(
            replace(one, attributed_to=left(one.attributed_to), actor=one.actor if one.actor not in gone else None)
            for one in event.casualties
        ),
        topics=tuple(replace(one, attributed_to=left(one.attributed_to)) for one in event.topics),
    )


def _accept(decided: Decided, _: Decision, labels: list[str], __: Any) -> Decided:
    """What was corrected or added before stays so."""
    accepted: dict[str, Standing] = dict.fromkeys(labels, "accepted")
    return replace(decided, standing=accepted | decided.standing)


def _correct_statement(decided: Decided, decision: Decision, labels: list[str], _: Any) -> Decided:
    record, to = decided.record, {name: value for name, value in decision.to.items() if name != "words"}
    for statement in (one for one in decided.record.statements if one.id in labels):
        record = _with_statement(record, statement, to)
    return _standing(replace(decided, record=record), labels, "corrected")


def _with_statement(record: Record, statement: Statement, to: dict[str, Any]) -> Record:
    """The record with changed values of one of its statements."""
    record, people = _with_people(record, statement, to, statement.content[0].start)
    if "speaker" in to:
        record, people["speaker"] = _with_actor(record, to["speaker"], [statement.speaker] if statement.speaker else [])
    changed = replace(statement, **(to | people))
    return replace(record, statements=tuple(changed if one.id == statement.id else one for one in record.statements))


def _correct_event(decided: Decided, decision: Decision, labels: list[str], _: Any) -> Decided:
    record = decided.record
    for event in (one for one in decided.record.events if one.id in labels):
        record = _with_event(record, event, dict(decision.to))
    return _standing(replace(decided, record=record), labels, "corrected")


def _with_event(record: Record, event: Event, to: dict[str, Any]) -> Record:
    """The record with changed values of one of its events."""
    record, people = _with_people(record, event, to, event.trigger.start)
    changed = _event_with(event, to | people)
    return replace(record, events=tuple(changed if one.id == event.id else one for one in record.events))


def _with_people(record: Record, one: Statement | Event, to: dict[str, Any], start: int) -> tuple[Record, dict[str, Any]]:
    """Those who are named for what a statement or an event has several of; who is new there stands on no words, at ``start``."""
    people: dict[str, Any] = {}
    for role in (name for name in PEOPLE if name in to):
        there: tuple[Participant, ...] = getattr(one, role)
        found: dict[str, tuple[Participant, ...]] = {}
        for named in to[role]:
            record, id = _with_actor(record, named, [known.actor for known in there])
            found[str(id)] = tuple(known for known in there if known.actor == id) or (
                Participant(actor=str(id), start=start, end=start, text=""),
            )
        people[role] = tuple(participant for several in found.values() for participant in several)
    return record, people


def _event_with(event: Event, to: dict[str, Any]) -> Event:
    """An event with changed values. Where the text has no words for its place or day, they stand on none, just before the trigger."""
    nowhere: dict[str, Any] = {"start": event.trigger.start, "end": event.trigger.start, "text": ""}
    if "place" in to:
        place = event.place
        words = nowhere | ({"start": place.start, "end": place.end, "text": place.text} if place is not None else {})
        name = to.pop("place")
        event = replace(event, place=Place(**words, name=name) if name is not None else None)
    if "date" in to or "until" in to:
        date = event.date if event.date is not None else Date(**nowhere)
        value, until = to.pop("date", date.value), to.pop("until", date.until)
        event = replace(event, date=replace(date, value=value, until=until) if value or until else None)
    changed: Event = replace(event, **to)
    is_fit = changed.mode is None or is_mode_of(changed.type, changed.mode)
    return changed if is_fit else replace(changed, mode=None)  # What another type of event had for a mode.


def _change_actor(decided: Decided, decision: Decision, labels: list[str], _: Any) -> Decided:
    to = {name: value for name, value in decision.to.items() if name in ("name", "wikidata")}
    changed = tuple(replace(one, **to) if one.id in labels else one for one in decided.record.actors)  # type: ignore[arg-type]
    return _standing(replace(decided, record=replace(decided.record, actors=changed)), labels, "corrected")


def _merge_actors(decided: Decided, decision: Decision, labels: list[str], targets: Any) -> Decided:
    """One actor for several, called as was decided; in each article the first stands for the others."""
    first, *others = dict.fromkeys(labels)
    record = decided.record
    mentions = sorted((mention for id in (first, *others) for mention in record.actor(id).mentions), key=lambda one: (one.start, one.end))
    kept = replace(record.actor(first), mentions=tuple(mentions))
    merged = replace(record, actors=tuple(kept if one.id == first else one for one in record.actors if one.id not in others))
    return _change_actor(replace(decided, record=_referring(merged, dict.fromkeys(others, first))), decision, [first], targets)


def _referring(record: Record, instead: dict[str, str]) -> Record:
    """The record with actors referred to by other labels."""

    def people(participants: tuple[Participant, ...]) -> tuple[Participant, ...]:
        return tuple(replace(one, actor=instead.get(one.actor, one.actor)) for one in participants)

    def one(id: str | None) -> str | None:
        return instead.get(id, id) if id is not None else None

    return replace(
        record,
        actors=tuple(replace(a, members=tuple(dict.fromkeys(instead.get(id, id) for id in a.members))) for a in record.actors),
        statements=tuple(
            replace(s, speaker=one(s.speaker), addressees=people(s.addressees), relayed_by=people(s.relayed_by)) for s in record.statements
        ),
        events=tuple(
            replace(
                e,
                actors=people(e.actors),
                recipients=people(e.recipients),
                casualties=tuple(replace(c, actor=one(c.actor)) for c in e.casualties),
            )
            for e in record.events
        ),
    )


def _split_actor(decided: Decided, decision: Decision, labels: list[str], targets: list[tuple[Span, str | None]]) -> Decided:
    """Make the words decided about mentions of another actor, who then speaks and takes part where these words say so."""
    record, words = decided.record, [span for span, _ in targets]

    def is_split(span: Span | None) -> bool:
        return span is not None and any(_shared(span, one) > 0 for one in words)

    origin = record.actor(labels[0])
    split_off = tuple(mention for mention in origin.mentions if is_split(mention))
    left = tuple(mention for mention in origin.mentions if not is_split(mention))
    record, id = _with_new_actor(record, str(decision.to["name"]), type=origin.type, mentions=split_off)
    link = decision.to.get("wikidata")
    record = replace(
        record,
        actors=tuple(
            replace(one, mentions=left) if one.id == origin.id else replace(one, wikidata=link) if one.id == id else one  # type: ignore[arg-type]
            for one in record.actors
        ),
    )

    def people(participants: tuple[Participant, ...]) -> tuple[Participant, ...]:
        return tuple(replace(one, actor=id) if one.actor == origin.id and is_split(one) else one for one in participants)

    statements = tuple(
        replace(
            one,
            speaker=id if one.speaker == origin.id and is_split(one.source) else one.speaker,
            addressees=people(one.addressees),
            relayed_by=people(one.relayed_by),
        )
        for one in record.statements
    )
    events = tuple(replace(one, actors=people(one.actors), recipients=people(one.recipients)) for one in record.events)
    return _standing(replace(decided, record=replace(record, statements=statements, events=events)), [origin.id, id], "corrected")


def _added(decided: Decided, decision: Decision, what: str, span: Span) -> Decided:
    record, to, id = decided.record, dict(decision.to), _new_label(decided.record)
    if what == "statement":
        key = key_of(record.article.sha256, "statement", str(to.get("nature", "utterance")), {"content": [span]})
        statement = Statement(id=id, key=key, kind="indirect", content=(span,))
        record = _with_statement(replace(record, statements=(*record.statements, statement)), statement, to)
    else:
        type: Any = to["type"]
        key = key_of(record.article.sha256, "event", type, {"trigger": [span]})
        event = Event(id=id, key=key, type=type, trigger=span, evidence=span)
        record = _with_event(replace(record, events=(*record.events, event)), event, to)
    return _standing(replace(decided, record=record), [id], "added")


def _with_actor(record: Record, named: object, now: Collection[str] = ()) -> tuple[Record, str | None]:
    """The actor with a name or identifier, of several one of those who stand there ``now``; a new one where the record has none; nobody for ``None``.

    Other words for an actor name them, too, but not those who stand there now: whoever corrects them to words that were taken for them means somebody else.
    """
    if named is None:
        return record, None
    words, actors = folded(str(named)), sorted(record.actors, key=lambda one: one.id not in now)
    called = [one for one in actors if one.wikidata == named or folded(one.name) == words]
    meant = [one for one in actors if one.id not in now and any(folded(mention.text) == words for mention in one.mentions)]
    for actor in (*called, *meant):
        return record, actor.id
    return _with_new_actor(record, str(named))


def _with_new_actor(record: Record, name: str, *, type: Any = "person", mentions: Any = ()) -> tuple[Record, str]:
    id = _new_label(record)
    key = key_of(record.article.sha256, "actor", f"{type} {name}", {"mention": mentions})
    return replace(record, actors=(*record.actors, Actor(id=id, key=key, name=name, type=type, mentions=mentions))), id


def _new_label(record: Record) -> str:
    """A label for what people add: d1 and on."""
    labels = [one.id for found in (record.actors, record.statements, record.events) for one in found]
    taken = [int(label[1:]) for label in labels if label.startswith("d")]
    return f"d{max(taken, default=0) + 1}"


def _standing(decided: Decided, labels: Iterable[str], standing: Standing) -> Decided:
    new = {label: standing for label in labels if decided.standing.get(label) != "added"}
    return replace(decided, standing=decided.standing | new)


# What each kind does to what it is about; merging and splitting statements and events is for who compares articles.
_STEPS: dict[tuple[str, str | None], Any] = {
    ("accept", None): _accept,
    ("reject", None): _reject,
    ("correct", "statement"): _correct_statement,
    ("add", "statement"): _correct_statement,
    ("correct", "event"): _correct_event,
    ("add", "event"): _correct_event,
    ("rename", "actor"): _change_actor,
    ("link", "actor"): _change_actor,
    ("merge", "actor"): _merge_actors,
    ("split", "actor"): _split_actor,
}
