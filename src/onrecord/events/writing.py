"""From all mentions of one event to its record: the surest tells of it, the others fill it up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from onrecord.article import Span
from onrecord.events.casualties import Harm, tells_of_killing
from onrecord.events.dates import resolve, resolve_range
from onrecord.events.incidents import Incident, Mention, may_agree
from onrecord.events.locating import LARGE, PRECISIONS, locate
from onrecord.events.surroundings import Surroundings
from onrecord.events.topics import Subject
from onrecord.grammar import clause_of, names_a_place, noun_phrase
from onrecord.ontology import EventType
from onrecord.records import HAPPENED, Casualty, CasualtyKind, Date, Event, Participant, Place, Status, Topic

# Clauses beside the one that reports an event.
SEPARATE = {"conj", "parataxis", "ccomp"}
# What a clause cut from the one before begins with, and is none of it.
PARTING = {",", ";", "—", "–", "-"}
# "others", "people": the rest of a group that is named elsewhere.
UNSPECIFIC = {"other", "people", "person", "victim"}
# Mentions that are less likely than this share of the surest say nothing of who took part.
SHARE_OF_THE_SUREST = 0.3
# Mentions that are about as likely as the surest tell where it was as well as that one does.
SHARE_TO_PLACE = 0.95
# Ways to be in touch from one place with another: of 1,454 annotated calls and letters 21 are somewhere.
FROM_AFAR = {"call", "correspond"}
# Whether what is told so is still to come; of what is called for or possible, "on Friday" may as well be when that was said.
STILL_TO_COME: Mapping[Status, bool | None] = {"planned": True, "called_for": None, "possible": None}


class Writer:
    """Writes the events of one article."""

    def __init__(self, known: Surroundings) -> None:
        self.known = known

    def event(self, id: str, incident: Incident, subjects: Iterable[Subject], confidence: float) -> Event:
        """One event from all its mentions: the surest outside the headline gives trigger, evidence and status. ``subjects``: what it was about."""
        group = incident.mentions
        best = max(group, key=lambda mention: (not mention.in_headline, mention.probability))
        sure = [mention for mention in group if mention.probability >= SHARE_OF_THE_SUREST * best.probability]
        casualties = tuple(self.casualties(group))
        if not any(casualty.kind == "killed" for casualty in casualties):
            casualties += tuple(self.killed(sure))
        place = self.place_of(group, best, sure) if best.mode not in FROM_AFAR else None
        actors = self.without_place(best.type, place, self.participants(mention.actors for mention in sure))
        taken = {participant.actor for participant in actors}
        told = self.participants(mention.recipients for mention in sure)
        recipients = [one for one in joined(self.without_place(best.type, place, told), harmed(casualties)) if one.actor not in taken]
        return Event(
            id=id,
            type=best.type,
            mode=best.mode,
            trigger=self.known.view.span(best.trigger.start_char, best.trigger.end_char),
            actors=tuple(actors),
            recipients=tuple(recipients),
            place=place,
            date=self.date([best]) or self.date(group),
            status=best.status,
            attributed_to=tuple(dict.fromkeys(id for mention in group for id in mention.vouchers)) if best.vouchers else (),
            denied_by=tuple(dict.fromkeys(id for mention in group for id in mention.deniers)),
            casualties=casualties,
            killed=total(casualties, "killed"),
            injured=total(casualties, "injured"),
            topics=tuple(self.topics(subjects)),
            evidence=self.known.view.span(*_bounds(best.token)),
            confidence=confidence,
        )

    def place_of(self, group: Sequence[Mention], best: Mention, sure: Sequence[Mention]) -> Place | None:
        """Where an event was: by the mentions that are about as likely as the surest, else by any, else the town that was attacked."""
        as_sure = [mention for mention in group if mention.probability >= SHARE_TO_PLACE * best.probability]
        return (
            self.place(mention.place for mention in as_sure)
            or self.place(mention.place for mention in group)
            or self.place(self.attacked(sure))
        )

    def topics(self, subjects: Iterable[Subject]) -> Iterator[Topic]:
        """What a contact was about, each words once."""
        seen: set[tuple[str, bool]] = set()
        for subject in subjects:
            key = (subject.words.text.casefold(), subject.discussed)
            if key not in seen:
                seen.add(key)
                span = self.known.view.span(subject.words.start_char, subject.words.end_char)
                on_word_of = tuple(statement.id for statement in self.known.around(subject.verb)[:1])
                yield Topic(start=span.start, end=span.end, text=span.text, discussed=subject.discussed, attributed_to=on_word_of)

    def participants(self, sides: Iterable[Mapping[str, Token]]) -> list[Participant]:
        """Each actor once, at the first words by which it takes part."""
        found: dict[str, Participant] = {}
        for side in sides:
            for actor, token in side.items():
                if actor not in found:
                    phrase = noun_phrase(token)
                    span = self.known.mention_at(actor, token) or self.known.view.span(phrase.start_char, phrase.end_char)
                    found[actor] = Participant(start=span.start, end=span.end, text=span.text, actor=actor)
        return list(found.values())

    def attacked(self, mentions: Iterable[Mention]) -> Iterator[TokenSpan]:
        """The towns and regions to which violence was done: "shelled Kherson"."""
        for mention in (mention for mention in mentions if mention.type == "ASSAULT"):
            for actor, token in mention.recipients.items():
                words = noun_phrase(token)
                is_place = names_a_place(token) and self.known.places.has_city_or_region(words.text)
                if is_place or (self.is_only_a_city(actor, words.text) and not tells_of_killing(mention.trigger)):
                    yield words

    def is_only_a_city(self, actor: str, name: str) -> bool:
        """Whether somebody has no name but a large city's and says nothing: the pipeline took the city for a person."""
        is_large = any(place.population >= LARGE for place in self.known.places.named(name))
        return is_large and self.known.actors[actor].name == name and actor not in self.known.speakers

    def without_place(self, type: EventType, place: Place | None, participants: Sequence[Participant]) -> list[Participant]:
        """Participants without the town or building where it was, by the same words: "shelled Kherson" harms whoever is there. A host is met; countries act, too."""
        if place is None or type == "CONSULT":
            return list(participants)
        return [one for one in participants if one.text != place.text or self.known.type_of(one.actor) == "country"]

    def casualties(self, group: list[Mention]) -> Iterator[Casualty]:
        """Groups of people harmed; the same number of the same people told again counts once."""
        seen: list[Harm] = []
        for harm in (harm for mention in group for harm in mention.harm):
            if any(self._is_told_again(harm, other) for other in seen):
                continue
            seen.append(harm)
            span = self.known.view.span(harm.words.start_char, harm.words.end_char)
            vouchers = self.known.around(harm.who)
            yield Casualty(
                start=span.start,
                end=span.end,
                text=span.text,
                kind=harm.kind,
                value=harm.value,
                bound=harm.bound,
                who=span,
                actor=self.known.actor_of.get(harm.who.i),
                attributed_to=(vouchers[0].id,) if vouchers else (),
            )

    def killed(self, group: Iterable[Mention]) -> Iterator[Casualty]:
        """The one person to whom a killing was done: "the murder of Ana Roth"."""
        victims: dict[str, Token] = {}
        for mention in group:
            if mention.type == "ASSAULT" and mention.status in HAPPENED and tells_of_killing(mention.trigger):
                victims = mention.recipients | victims
        if [self.known.type_of(actor) for actor in victims] == ["person"]:
            for participant in self.participants([victims]):
                vouchers = self.known.around(victims[participant.actor])[:1]
                yield Casualty(
                    start=participant.start,
                    end=participant.end,
                    text=participant.text,
                    kind="killed",
                    value=1,
                    bound="exact",
                    who=Span(start=participant.start, end=participant.end, text=participant.text),
                    actor=participant.actor,
                    attributed_to=tuple(statement.id for statement in vouchers),
                )

    def _is_told_again(self, harm: Harm, other: Harm) -> bool:
        """Whether the same number of the same people is harmed in the same way: "Qassem Soleimani", then "Soleimani", or in another sentence "three others"."""
        if (harm.kind, harm.value) != (other.kind, other.value):
            return False
        here, there = (one.words.root.i for one in (harm, other))
        if harm.value == 1 and self.known.actor_of.get(here, here) == self.known.actor_of.get(there, there):
            return True
        return harm.who.sent.start != other.who.sent.start and may_agree(_nouns(harm), _nouns(other))

    def place(self, mentions: Iterable[TokenSpan | None]) -> Place | None:
        """The place words that say most, with what they stand for."""
        found = []
        for words in (words for words in mentions if words is not None):
            location = locate(words, self.known.countries, self.known.places)
            span = self.known.view.span(words.start_char, words.end_char)
            about = asdict(location) if location is not None else {}
            found.append(Place(start=span.start, end=span.end, text=span.text, **about))
        return min(found, key=lambda place: PRECISIONS.index(place.precision), default=None)

    def date(self, mentions: Iterable[Mention]) -> Date | None:
        """The date words that say most, with their value where they say enough."""
        found = []
        for mention in mentions:
            if mention.date is not None:
                span = self.known.view.span(mention.date.start_char, mention.date.end_char)
                value, until = self._values(mention.date.text, future=STILL_TO_COME.get(mention.status, False))
                found.append(Date(start=span.start, end=span.end, text=span.text, value=value, until=until))
        return max(found, key=lambda date: len(date.value or ""), default=None)

    def _values(self, words: str, *, future: bool | None) -> tuple[str | None, str | None]:
        """The value of date words, and the last day of a range."""
        days = resolve_range(words, self.known.published, future=future)
        return days if days is not None else (resolve(words, self.known.published, future=future), None)


def harmed(casualties: Iterable[Casualty]) -> Iterator[Participant]:
    """Who is counted among the dead and injured: violence was done to them, wherever the words for them stand ("... himself up, killing 12 worshippers")."""
    for one in casualties:
        if one.actor is not None and one.value != 0:
            yield Participant(start=one.start, end=one.end, text=one.text, actor=one.actor)


def joined(participants: Iterable[Participant], others: Iterable[Participant]) -> list[Participant]:
    """All of them, each actor once."""
    found: dict[str, Participant] = {}
    for one in (*participants, *others):
        found.setdefault(one.actor, one)
    return list(found.values())


def total(casualties: Iterable[Casualty], kind: CasualtyKind) -> int | None:
    """The sum over the groups of one kind that stand on the same word, the article's own before others'; ``None`` where no number is stated.

    Rival tolls stand side by side in the record; to add them would count people twice.
    """
    by_voucher: dict[tuple[str, ...], int] = {}
    for casualty in casualties:
        if casualty.kind == kind and casualty.value is not None:
            by_voucher[casualty.attributed_to] = by_voucher.get(casualty.attributed_to, 0) + casualty.value
    return by_voucher.get((), next(iter(by_voucher.values()), None))


def _nouns(harm: Harm) -> set[str]:
    """The noun for those harmed; none where it says nothing of them, or a number stands alone."""
    return set() if harm.who.like_num else {harm.who.lemma_.casefold()} - UNSPECIFIC


def _bounds(trigger: Token) -> tuple[int, int]:
    """Character bounds in the view of the clause that reports an event, without coordinated clauses that report others."""
    clause = clause_of(trigger)
    start, end = clause.left_edge.i, clause.right_edge.i + 1
    for child in (child for child in clause.children if child.dep_ in SEPARATE and child.pos_ in ("VERB", "AUX")):
        if child.left_edge.i > trigger.i:
            end = min(end, child.left_edge.i)
        elif child.right_edge.i < min(trigger.i, clause.i):
            start = max(start, child.right_edge.i + 1)
    words = [token for token in trigger.doc[start:end] if not token.is_space]
    while len(words) > 1 and _is_left_over(words[-1]):
        words.pop()
    while len(words) > 1 and words[0].text in PARTING:
        words.pop(0)
    return words[0].idx, words[-1].idx + len(words[-1])


def _is_left_over(last: Token) -> bool:
    """Whether a clause cut from the next ends with a word that belongs to neither: a comma, a full stop, "and"; a quotation mark and a bracket belong to it."""
    is_closing = last.is_quote or last.text == ")"
    return not is_closing and (last.is_punct or last.pos_ == "CCONJ")
