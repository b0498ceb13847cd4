"""From the reader's frames to events: who takes part, how it stands, who was harmed, on whose word, and which frames tell of the same event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from spacy.tokens import Span, Token

from onrecord.events.casualties import find_harm
from onrecord.events.incidents import Mention, merge
from onrecord.events.surroundings import Surroundings
from onrecord.events.topics import Subject, discussed_by, subjects_of
from onrecord.events.writing import Writer
from onrecord.marks import Frame, Part
from onrecord.ontology import EventType, is_mode_of
from onrecord.records import Event, Status

# Mentions less likely than this are passed over; events whose mentions together are less likely than this are left out.
LEAST_OF_A_MENTION = 0.1
LEAST_CONFIDENCE = 0.4
LEAST_OF_A_PART = 0.3
# A number of dead stands in the sentence of its attack or in one of the next.
SENTENCES_TO_HARM = 2


def find_events(known: Surroundings, frames: Iterable[Frame]) -> tuple[Event, ...]:
    """The events that frames tell of, merged; ids number them in order."""
    mentions = [_mention(known, frame) for frame in frames if frame.probability >= LEAST_OF_A_MENTION]
    _add_harm(known, [mention for mention in mentions if mention.type == "ASSAULT"])
    writer = Writer(known)
    told = [one for one in merge(mentions) if one.probability >= LEAST_CONFIDENCE and _is_told(one.mentions)]
    return tuple(writer.event(f"e{number}", one, _subjects(known, one.mentions)) for number, one in enumerate(told, start=1))


def _mention(known: Surroundings, frame: Frame) -> Mention:
    trigger = known.doc[slice(*frame.anchor)]
    token = trigger.root
    type, mode = cast("EventType", frame.answer("deed")), frame.answer("mode")
    status = cast("Status", frame.answer("status"))
    actors, recipients = _sides(known, frame)
    said_in = tuple(statement.id for statement in known.around(token)[:1])
    return Mention(
        token=token,
        trigger=trigger,
        type=type,
        mode=mode if is_mode_of(type, mode) else None,
        sentence=known.sentence[token.i],
        actors=actors,
        recipients=recipients,
        status=status,
        vouchers=said_in if frame.answer("word") == "attributed" else (),
        deniers=said_in if status == "denied" else (),
        place=_surest(known, frame.of("place")),
        date=_surest(known, frame.of("date")),
        in_headline=token.i in known.headline,
        probability=frame.probability,
    )


def _sides(known: Surroundings, frame: Frame) -> tuple[dict[str, Token], dict[str, Token]]:
    """Who acts and to whom it is done; who may be on both sides is on the likelier."""
    acting, others = (frame.likeliest(role, known.actor_of, LEAST_OF_A_PART) for role in ("actor", "recipient"))
    for actor in acting.keys() & others.keys():
        acts = frame.chances["actor"][acting[actor]] >= frame.chances["recipient"][others[actor]]
        del (others if acts else acting)[actor]
    return {actor: known.doc[i] for actor, i in acting.items()}, {actor: known.doc[i] for actor, i in others.items()}


def _surest(known: Surroundings, parts: Iterable[Part]) -> Span | None:
    part = max(parts, key=lambda part: part.probability, default=None)
    return known.doc[slice(*part.run)] if part is not None else None


def _add_harm(known: Surroundings, mentions: list[Mention]) -> None:
    """Give the dead and injured of each sentence to the violence told of in it, or else just before."""
    by_sentence: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    for number, sentence in enumerate(known.doc.sents):
        near = [mention for back in range(SENTENCES_TO_HARM + 1) for mention in by_sentence.get(number - back, ())]
        if near:
            max(near, key=lambda mention: (mention.sentence, mention.probability)).harm += find_harm(sentence)


def _is_told(group: list[Mention]) -> bool:
    """Whether somebody takes part in it, or is harmed, or it is violence somewhere."""
    is_violence = group[0].type == "ASSAULT" and any(mention.harm or mention.place is not None for mention in group)
    return is_violence or any(mention.people for mention in group)


def _subjects(known: Surroundings, group: list[Mention]) -> Iterator[Subject]:
    """What a contact was about."""
    if group[0].type == "CONSULT":
        for mention in group:
            yield from subjects_of(mention.token)
        yield from discussed_by(known.doc, known.actor_of, set().union(*(mention.people for mention in group)))
