"""The labels and keys of a record: given once, when everything is found."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from onrecord.article import Article, Span
from onrecord.records.format import Actor, ArticleDescription, Casualty, Event, MadeBy, Participant, Record, Statement, Warning

# 80 bits: among a thousand million keys, two are the same by chance with a probability of one in a million.
KEY_LETTERS = 20
Ids = Mapping[str, str]


def record_of(
    article: Article,
    *,
    actors: Iterable[Actor],
    statements: Iterable[Statement],
    events: Iterable[Event],
    warnings: Iterable[Warning],
    made_by: MadeBy,
) -> Record:
    """The record of what was found, whatever it was called while it was found: ``a1``, ``s1``, ``e1`` and on in the order of the text.

    A statement that was found twice, by the same words, stands once. Actors that do not speak, are not told, do not relay, take no part and are not harmed,
    alone or together with others, are left out.
    """
    sha256, events = article.sha256, tuple(events)
    found = {statement.id: replace(statement, key=_key_of_statement(sha256, statement)) for statement in statements}
    told = _each_once(found.values())
    actors = tuple(actors)
    involved = _with_members(_involved(told, events), {actor.id: actor.members for actor in actors})
    kept = sorted((actor for actor in actors if actor.id in involved), key=_first_words)
    label = {statement.key: f"s{number}" for number, statement in enumerate(told, start=1)}
    a = {actor.id: f"a{number}" for number, actor in enumerate(kept, start=1)}
    s = {id: label[statement.key] for id, statement in found.items()}
    return Record(
        article=ArticleDescription.of(article),
        actors=tuple(_labelled_actor(actor, sha256, a) for actor in kept),
        statements=tuple(_labelled_statement(statement, a, s) for statement in told),
        events=tuple(_labelled_event(event, f"e{number}", sha256, a, s) for number, event in enumerate(events, start=1)),
        warnings=tuple(warnings),
        made_by=made_by,
    )


def _each_once(statements: Collection[Statement]) -> list[Statement]:
    """The statements, of those with the same key the surest."""
    surest = {statement.key: statement for statement in sorted(statements, key=_confidence)}
    return [surest[key] for key in dict.fromkeys(statement.key for statement in statements)]


def key_of(sha256: str, kind: str, type: str, words: Mapping[str, Iterable[Span]]) -> str:
    """A hash of what makes something itself: the text, what it is, and the words that it was read from, by their role."""
    places = (f"{role} {span.start}-{span.end}" for role, spans in words.items() for span in spans)
    return hashlib.sha256("\n".join((sha256, kind, type, *places)).encode("utf-8")).hexdigest()[:KEY_LETTERS]


def _key_of_actor(sha256: str, actor: Actor) -> str:
    return key_of(sha256, "actor", actor.type, {"mention": actor.mentions})


def _key_of_statement(sha256: str, statement: Statement) -> str:
    words = {"source": _known(statement.source), "cue": _known(statement.cue), "content": statement.content}
    return key_of(sha256, "statement", statement.nature, words)


def _key_of_event(sha256: str, event: Event) -> str:
    return key_of(sha256, "event", event.type, {"trigger": (event.trigger,)})


def _known(span: Span | None) -> tuple[Span, ...]:
    return (span,) if span is not None else ()


def _involved(statements: Iterable[Statement], events: Iterable[Event]) -> Iterable[str | None]:
    for statement in statements:
        yield statement.speaker
        yield from (participant.actor for participant in (*statement.addressees, *statement.relayed_by))
    for event in events:
        yield from (participant.actor for participant in (*event.actors, *event.recipients))
        yield from (casualty.actor for casualty in event.casualties)


def _with_members(involved: Iterable[str | None], members_of: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Who is involved and who they are together, one of whom may be several in turn ("the ministers and the two generals")."""
    found: set[str] = set()
    waiting = [id for id in involved if id is not None]
    while waiting:
        id = waiting.pop()
        if id not in found:
            found.add(id)
            waiting.extend(members_of.get(id, ()))
    return found


def _confidence(statement: Statement) -> float:
    return statement.confidence or 0.0


def _first_words(actor: Actor) -> tuple[int, int]:
    return actor.mentions[0].start, actor.mentions[0].end


def _labelled_actor(actor: Actor, sha256: str, a: Ids) -> Actor:
    return replace(actor, id=a[actor.id], key=_key_of_actor(sha256, actor), members=_labelled_all(actor.members, a))


def _labelled_statement(statement: Statement, a: Ids, s: Ids) -> Statement:
    return replace(
        statement,
        id=s[statement.id],
        speaker=_labelled(statement.speaker, a),
        addressees=_labelled_participants(statement.addressees, a),
        relayed_by=_labelled_participants(statement.relayed_by, a),
        within=_labelled(statement.within, s),
    )


def _labelled_event(event: Event, id: str, sha256: str, a: Ids, s: Ids) -> Event:
    return replace(
        event,
        id=id,
        key=_key_of_event(sha256, event),
        actors=_labelled_participants(event.actors, a),
        recipients=_labelled_participants(event.recipients, a),
        attributed_to=_labelled_all(event.attributed_to, s),
        denied_by=_labelled_all(event.denied_by, s),
        casualties=tuple(_labelled_casualty(casualty, a, s) for casualty in event.casualties),
        topics=tuple(replace(topic, attributed_to=_labelled_all(topic.attributed_to, s)) for topic in event.topics),
    )


def _labelled_casualty(casualty: Casualty, a: Ids, s: Ids) -> Casualty:
    return replace(casualty, actor=_labelled(casualty.actor, a), attributed_to=_labelled_all(casualty.attributed_to, s))


def _labelled_participants(participants: Iterable[Participant], a: Ids) -> tuple[Participant, ...]:
    return tuple(replace(participant, actor=a[participant.actor]) for participant in participants)


def _labelled_all(ids: Iterable[str], labels: Ids) -> tuple[str, ...]:
    return tuple(labels[id] for id in ids)


def _labelled(id: str | None, labels: Ids) -> str | None:
    return labels[id] if id is not None else None
