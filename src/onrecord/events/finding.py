"""From the reader's frames to events: who takes part, how it stands, who was harmed, on whose word, and which frames tell of the same event."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from spacy.tokens import Span, Token

from onrecord.calibration import Evidence, confidence_of
from onrecord.events.casualties import find_harm
from onrecord.events.evidence import evidence_of, evidence_of_confidence
from onrecord.events.incidents import Mention, merge
from onrecord.events.locating import locate
from onrecord.events.modes import mode_told
from onrecord.events.participants import Participants, visited
from onrecord.events.settings import Settings
from onrecord.events.surroundings import Surroundings
from onrecord.events.topics import Subject, discussed_by, discussions, subjects_of, without_place
from onrecord.events.vouching import Vouching
from onrecord.events.writing import Writer
from onrecord.forests import chances_by
from onrecord.marks import Frame
from onrecord.ontology import EventType
from onrecord.records import Event, Status

# Mentions less likely than this are passed over; events whose mentions together are less likely than this are left out.
LEAST_OF_A_MENTION = 0.1
LEAST_CONFIDENCE = 0.25
# F1 of violence on 974 kept-out articles: .572 with all of it from .25 on, .581 from .3, .579 from .35.
LEAST_CONFIDENCE_OF_VIOLENCE = 0.3
CLAUSES = {"ccomp", "xcomp"}
# "3-1", behind whom a match was won against.
SCORE, TOKENS_OF_A_SCORE = re.compile(r"\d{1,3}[-–]\d{1,3}(?![\d-])"), 3
# A number of dead stands in the sentence of its attack or in one of the next.
SENTENCES_TO_HARM = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An event as far as the article tells of it, and what speaks for it to be one worth a record.

    ``evidence``: what the forest is asked by; ``judged``: what its confidence follows from.
    """

    event: Event
    evidence: Evidence
    judged: Evidence


class Judges:
    """Who judges the frames of an article, all at once: who takes part, where and when it was, on whose word."""

    def __init__(self, known: Surroundings, frames: Sequence[Frame]) -> None:
        self.participants = Participants(known, frames)
        self.settings = Settings(known, frames)
        self.vouching = Vouching(known, frames)


def is_told(candidate: Candidate) -> bool:
    """Whether an event is likely enough to be recorded."""
    least = LEAST_CONFIDENCE_OF_VIOLENCE if candidate.event.type == "ASSAULT" else LEAST_CONFIDENCE
    return (candidate.event.confidence or 0.0) >= least


def likely_mentions(frames: Iterable[Frame]) -> list[Frame]:
    """The frames that events are written from."""
    return [frame for frame in frames if frame.probability >= LEAST_OF_A_MENTION]


def find_candidates(known: Surroundings, frames: Iterable[Frame]) -> Iterator[Candidate]:
    """What frames tell of, merged, the likely and the less likely; ids number them in the order of the text."""
    likely = likely_mentions(frames)
    judges = Judges(known, likely)
    writer, discussing = Writer(known), discussions(known.doc, known.actor_of)
    of_topics = {verb.i for verb, _ in discussing}
    told = (_mention(known, frame, judges, of_topics) for frame in likely)
    mentions = [mention for mention in told if not (mention.type == "ASSAULT" and _is_won_by_a_score(mention))]
    _add_harm(known, [mention for mention in mentions if mention.type == "ASSAULT"])
    full = [one for one in merge(mentions) if _is_full(one.mentions)]
    found = evidence_of(full, known)
    for number, (incident, evidence, chance) in enumerate(zip(full, found, chances_by("events", [found])[0], strict=True), start=1):
        judged = evidence_of_confidence(incident, chance)
        subjects = _subjects(known, incident.mentions, discussing)
        event = writer.event(f"e{number}", incident, subjects, confidence_of("events", judged))
        yield Candidate(event=event, evidence=evidence, judged=judged)


def _mention(known: Surroundings, frame: Frame, judges: Judges, of_topics: Container[int]) -> Mention:
    """A frame with all that stands around it. ``of_topics``: verbs of discussing: that a topic was not discussed denies no meeting."""
    trigger = Span(known.doc, *frame.anchor)
    token = trigger.root
    type = cast("EventType", frame.answer("deed"))
    status = "denied" if _is_denied(token) else cast("Status", frame.answer("status"))
    sides = judges.participants.sides(frame)
    actors, recipients = sides.acting, sides.others
    place, mode = judges.settings.place_of(frame), mode_told(type, trigger, frame.answer("mode"))
    if mode == "visit" and not recipients:
        recipients = {actor: token for actor, token in visited(known, place).items() if actor not in actors}
    said_in = tuple(statement.id for statement in known.around(token)[:1])
    vouching = judges.vouching.statement_of(frame)
    return Mention(
        token=token,
        trigger=trigger,
        type=type,
        mode=mode,
        sentence=known.sentence[token.i],
        actors=actors,
        recipients=recipients,
        status=status,
        chances=sides.chances,
        vouchers=(vouching.id,) if vouching is not None else (),
        deniers=said_in if status == "denied" and token.i not in of_topics else (),
        place=place,
        location=locate(place, known.countries, known.places) if place is not None else None,
        date=judges.settings.date_of(frame),
        in_headline=token.i in known.headline,
        frame=frame,
    )


def _is_won_by_a_score(mention: Mention) -> bool:
    """Whether a score stands right behind a name of those to whom it was done: "beat Hull 3-1"."""
    return any(SCORE.match(_behind_name(token)) is not None for token in mention.recipients.values())


def _behind_name(token: Token) -> str:
    """The words right behind the name that a token is of."""
    rest = token.doc[token.i + 1 :]
    end = next((word.i for word in rest if word.ent_iob_ != "I"), len(token.doc))
    return token.doc[end : end + TOKENS_OF_A_SCORE].text


def _is_denied(trigger: Token) -> bool:
    """Whether it is just what somebody denies: "denied that police had fired", "denied meeting Roth"."""
    return trigger.dep_ in CLAUSES and trigger.head.lemma_ == "deny"


def _add_harm(known: Surroundings, mentions: list[Mention]) -> None:
    """Give the dead and injured of each sentence to the violence told of in it, or else just before."""
    by_sentence: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    for number, sentence in enumerate(known.doc.sents):
        near = [mention for back in range(SENTENCES_TO_HARM + 1) for mention in by_sentence.get(number - back, ())]
        if near:
            max(near, key=lambda mention: (mention.sentence, mention.probability)).harm += find_harm(sentence)


def _is_full(group: list[Mention]) -> bool:
    """Whether somebody takes part in it, or is harmed, or it is violence somewhere."""
    is_violence = group[0].type == "ASSAULT" and any(mention.harm or mention.place is not None for mention in group)
    return is_violence or any(mention.people for mention in group)


def _subjects(known: Surroundings, group: list[Mention], discussing: list[tuple[Token, frozenset[str]]]) -> Iterator[Subject]:
    """What a contact was about. ``discussing``: all ``discussions`` of the text."""
    if group[0].type == "CONSULT":
        for mention in group:
            yield from (without_place(subject, mention.place) for subject in subjects_of(mention.token))
        yield from discussed_by(set().union(*(mention.people for mention in group)), discussing)
