"""From a parsed text to events: triggers, who takes part, where, when, how it stands, who was harmed, on whose word."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from onrecord.article import BodyView
from onrecord.events.casualties import Harm, find_harm
from onrecord.events.dates import resolve
from onrecord.events.datewords import find_date
from onrecord.events.incidents import UNREAL, Mention, merge
from onrecord.events.locating import PRECISIONS, countries_named, locate
from onrecord.events.participants import sides
from onrecord.events.places import find_place
from onrecord.events.status import find_status, is_presupposed, is_told_in_passing
from onrecord.events.topics import is_mere_topic, subjects
from onrecord.events.triggers import Trigger, find_triggers, is_mutual, is_of_office
from onrecord.grammar import (
    INDIRECT_OBJECTS,
    OBJECTS,
    clause_of,
    entity_type,
    likely_subject_of,
    names_a_place,
    noun_phrase,
    obliques,
    regular_forms,
    subject_of,
)
from onrecord.knowledge import country_of_adjective, country_of_capital, country_of_name
from onrecord.records import Actor, Casualty, CasualtyKind, Date, Event, Participant, Place, Statement, Topic

Reported = tuple[Statement, frozenset[int]]
# A number of dead stands in the sentence of its attack or in one of the next.
SENTENCES_TO_HARM = 2
ARRANGING = {
    form
    for verb in ("announce", "order", "declare", "agree", "promise", "pledge", "vow", "decide", "invite")
    for form in regular_forms(verb)
}
ORDERING = {"order", "ordered", "orders", "authorized", "authorised", "decreed"}
SAYING = {"talk", "discuss", "speak"}
# Clauses beside the one that reports an event.
SEPARATE = {"conj", "parataxis", "ccomp"}
# "others", "people": the rest of a group that is named elsewhere.
UNSPECIFIC = {"other", "people", "person", "victim"}


def find_events(
    doc: Doc,
    view: BodyView,
    *,
    actors: Sequence[Actor],
    actor_of: Mapping[int, str],
    statements: Sequence[Reported],
    published: str | None,
) -> tuple[Event, ...]:
    """Find contacts, violence and other deeds. ``statements``: each with the indices of its content's tokens; ids number the events in order."""
    finder = _Finder(doc, view, actors, actor_of, statements, published)
    return finder.events()


class _Finder:
    """What is known of an article while its events are read."""

    def __init__(
        self,
        doc: Doc,
        view: BodyView,
        actors: Sequence[Actor],
        actor_of: Mapping[int, str],
        statements: Sequence[Reported],
        published: str | None,
    ) -> None:
        self.doc, self.view, self.published = doc, view, published
        self.actor_of = {**_of_adjectives(doc, actors), **actor_of}
        self.types = {actor.id: actor.type for actor in actors}
        self.officials = {actor.id for actor in actors if actor.type == "person" and actor.role is not None}
        self.described = {
            actor.id for actor in actors if actor.country is not None or any(is_of_office(mention.text) for mention in actor.mentions)
        }
        self.named = {actor.id for actor in actors if any(mention.form == "name" for mention in actor.mentions)}
        self.told_at: dict[int, list[tuple[int, Statement]]] = {}
        for statement, tokens in statements:
            if statement.nature == "utterance":
                for i in tokens:
                    self.told_at.setdefault(i, []).append((len(tokens), statement))
        self.countries = countries_named(doc)
        self.telling = list(self._telling())
        self.sentence = {token.i: number for number, sentence in enumerate(doc.sents) for token in sentence}

    def events(self) -> tuple[Event, ...]:
        """All events of the article."""
        mentions = [mention for trigger in find_triggers(self.doc) if (mention := self.mention(trigger)) is not None]
        self.add_harm([mention for mention in mentions if mention.trigger.type == "ASSAULT"])
        groups = [incident.mentions for incident in merge(mentions) if self.is_told(incident.mentions)]
        return tuple(self.event(f"e{number}", group) for number, group in enumerate(groups, start=1))

    def mention(self, trigger: Trigger) -> Mention | None:
        """The event that a trigger names, with what its clause says of it; ``None`` for a contact of nobody with nobody."""
        doers, others = ([token for token in side if not self.is_only_where(token)] for side in sides(trigger, self.actor_of))
        around = self.around(trigger.token)
        taking_part = {self.actor_of[token.i]: token for token in doers} or self.teller(trigger, around)
        mention = Mention(
            trigger=trigger,
            sentence=self.sentence[trigger.token.i],
            doers=taking_part,
            others={self.actor_of[token.i]: token for token in others},
            named=self.named,
            status=find_status(trigger.token, (statement.act for statement in around if not _is_order(statement))),
            vouchers=self.vouchers(trigger, around, taking_part),
            place=find_place(trigger),
            date=find_date(trigger.token),
            topics=tuple(subjects(trigger)) if trigger.type == "CONSULT" else (),
            in_headline=any(span.start <= trigger.token.i < span.end for span in self.doc.spans.get("onrecord:headline", ())),
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
        named = max((i for i, actor in self.actor_of.items() if actor == said_by and i < verb.i), default=None)
        return {said_by: self.doc[named]} if named is not None else {}

    def is_only_where(self, token: Token) -> bool:
        """Whether a word stands for a town or a region, which are where things happen; countries act, and capitals for them."""
        return names_a_place(token) and self.types[self.actor_of[token.i]] == "organization" and country_of_capital(token.text) is None

    def is_among_themselves(self, mention: Mention) -> bool:
        """Whether a group is said to meet, or to have met, without another side; "officials" who may, or a meeting "with officials", leave it open."""
        is_group = len(mention.doers) == 1 and self.types[next(iter(mention.doers))] == "group" and not mention.others
        return is_group and mention.status not in ("possible", "denied")

    def is_known(self, actor: str) -> bool:
        """Whether an actor has a name, or at least an office or a country by which one could find out who it is."""
        return actor in self.named or actor in self.described

    def is_journey(self, mention: Mention) -> bool:
        """Whether somebody of office went to a named place: "the president visited Oslo", "the minister flew to Cairo"."""
        doer = next(iter(mention.doers), None)
        where = mention.place is not None and any(names_a_place(token) for token in mention.place)
        return where and doer in self.officials and mention.trigger.token.lemma_.casefold() in ("visit", "fly", "travel", "arrive")

    def is_among_doers(self, mention: Mention) -> bool:
        """Whether the doers alone can meet: several, or a group ("the leaders met on Friday"); a group that talks need not talk to itself."""
        verb = mention.trigger.token
        if verb.lemma_.casefold() == "meet" and any(child.dep_ in OBJECTS for child in verb.children):
            return False  # "To meet a goal."
        if verb.lemma_.casefold() == "speak" and mention.trigger.mode != "call":
            return False  # Two who spoke at a rally did not speak to each other.
        if any(preposition == "with" for preposition, _ in obliques(verb)):
            return False  # "Efforts meet with resistance."
        is_group = any(self.types[actor] == "group" for actor in mention.doers) and mention.trigger.token.lemma_.casefold() not in SAYING
        return is_mutual(mention.trigger.token) and (len(mention.doers) > 1 or is_group)

    def around(self, token: Token) -> list[Statement]:
        """Utterances in whose content a token stands, innermost first."""
        return [statement for _, statement in sorted(self.told_at.get(token.i, ()), key=lambda pair: pair[0])]

    def vouchers(self, trigger: Trigger, around: list[Statement], doers: Collection[str]) -> tuple[str, ...]:
        """The statement on whose word a mention stands.

        A noun that takes its event for granted stands on nobody's, nor does what its doer announces: to announce a meeting is to arrange it.
        """
        if is_presupposed(trigger.token) or not around:
            return ()
        said = around[0]
        if said.kind == "indirect" and is_told_in_passing(trigger.token):
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
        for number, sentence in enumerate(self.doc.sents):
            near = [mention for back in range(SENTENCES_TO_HARM + 1) for mention in by_sentence.get(number - back, ())]
            if near:
                nearest = max(near, key=lambda mention: (mention.sentence, not mention.trigger.is_verb))
                nearest.harm += list(find_harm(sentence))

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

    def event(self, id: str, group: list[Mention]) -> Event:
        """One event from all its mentions: the fullest gives trigger, evidence and status."""
        best = max(group, key=lambda mention: mention.fullness)
        casualties = tuple(self.casualties(group))
        doers = self.participants(mention.doers for mention in group)
        taken = {participant.actor for participant in doers}
        others = [p for p in self.participants(mention.others for mention in group) if p.actor not in taken]
        if not others and best.trigger.type == "ASSAULT":
            others = self.victims(group, taken)
        own_word = any(not mention.vouchers for mention in group)
        return Event(
            id=id,
            type=best.trigger.type,
            mode=best.trigger.mode,
            trigger=self.view.span(best.trigger.token.idx, best.trigger.token.idx + len(best.trigger.token)),
            actors=tuple(doers),
            recipients=tuple(others),
            place=self.place([mention.place for mention in (best, *group)]) or self.place(self.told_where(group)),
            date=self.date(group, best),
            status=best.status,
            attributed_to=() if own_word else tuple(dict.fromkeys(id for mention in group for id in mention.vouchers)),
            denied_by=tuple(dict.fromkeys(id for mention in group for id in mention.deniers)),
            casualties=casualties,
            killed=total(casualties, "killed"),
            injured=total(casualties, "injured"),
            topics=tuple(self.topics(group)),
            evidence=self.view.span(*_bounds(best.trigger.token)),
        )

    def topics(self, group: list[Mention]) -> Iterator[Topic]:
        """What a contact was about, each words once."""
        seen: set[tuple[str, bool]] = set()
        for topic in (topic for mention in group for topic in mention.topics):
            key = (topic.words.text.casefold(), topic.discussed)
            if key not in seen:
                seen.add(key)
                span = self.view.span(topic.words.start_char, topic.words.end_char)
                on_word_of = tuple(statement.id for statement in self.around(topic.verb)[:1])
                yield Topic(start=span.start, end=span.end, text=span.text, discussed=topic.discussed, attributed_to=on_word_of)

    def participants(self, sides: Iterable[Mapping[str, Token]]) -> list[Participant]:
        """Each actor once, at the first words by which it takes part."""
        found: dict[str, Participant] = {}
        for side in sides:
            for actor, token in side.items():
                if actor not in found:
                    found[actor] = self.participant(actor, noun_phrase(token))
        return list(found.values())

    def victims(self, group: list[Mention], taken: set[str]) -> list[Participant]:
        """Those harmed, where no other words say to whom it was done."""
        found: dict[str, Participant] = {}
        for harm in (harm for mention in group for harm in mention.harm):
            actor = self.actor_of.get(harm.who.i)
            if actor is not None and actor not in taken and actor not in found:
                found[actor] = self.participant(actor, harm.words)
        return list(found.values())

    def participant(self, actor: str, words: TokenSpan) -> Participant:
        """An actor at these words."""
        span = self.view.span(words.start_char, words.end_char)
        return Participant(start=span.start, end=span.end, text=span.text, actor=actor)

    def casualties(self, group: list[Mention]) -> list[Casualty]:
        """Groups of people harmed; the same number of the same people told again counts once."""
        found: list[Casualty] = []
        seen: list[Harm] = []
        for harm in (harm for mention in group for harm in mention.harm):
            if any(_same_people(harm, other) for other in seen):
                continue
            seen.append(harm)
            span = self.view.span(harm.words.start_char, harm.words.end_char)
            vouchers = self.around(harm.who)
            found.append(
                Casualty(
                    start=span.start,
                    end=span.end,
                    text=span.text,
                    kind=harm.kind,
                    value=harm.value,
                    bound=harm.bound,
                    who=span,
                    actor=self.actor_of.get(harm.who.i),
                    attributed_to=(vouchers[0].id,) if vouchers else (),
                )
            )
        return found

    def _telling(self) -> Iterator[tuple[Token, set[str]]]:
        """Verbs by which actors tell each other something, and those actors."""
        for verb in self.doc:
            if verb.lemma_ in ("tell", "assure", "inform") and verb.pos_ == "VERB":
                subject = subject_of(verb)
                heard = [child for child in verb.children if child.dep_ in OBJECTS | INDIRECT_OBJECTS]
                nouns = [*([subject] if subject is not None else []), *heard]
                if len({self.actor_of.get(noun.i) for noun in nouns} - {None}) > 1 and all(noun.i in self.actor_of for noun in nouns):
                    yield verb, {self.actor_of[noun.i] for noun in nouns}

    def told_where(self, group: list[Mention]) -> list[TokenSpan | None]:
        """Where those who met told each other something, for a meeting without place words: "told her in Moscow"."""
        if group[0].trigger.type != "CONSULT":
            return []
        people = set().union(*(mention.actors for mention in group))
        return [find_place(Trigger(token=verb, type="CONSULT", mode=None)) for verb, sides in self.telling if sides <= people]

    def place(self, mentions: Iterable[TokenSpan | None]) -> Place | None:
        """The place words that say most, with what they stand for."""
        found = []
        for words in (words for words in mentions if words is not None):
            location = locate(words, self.countries)
            span = self.view.span(words.start_char, words.end_char)
            about = asdict(location) if location is not None else {}
            found.append(Place(start=span.start, end=span.end, text=span.text, **about))
        return min(found, key=lambda place: PRECISIONS.index(place.precision), default=None)

    def date(self, group: list[Mention], best: Mention) -> Date | None:
        """The date words of the fullest mention, else those of the others that say most, with their value where they say enough."""
        dated = [mention for mention in ([best] if best.date is not None else group) if mention.date is not None]
        found = []
        for mention in dated:
            assert mention.date is not None
            span = self.view.span(mention.date.start_char, mention.date.end_char)
            value = resolve(mention.date.text, self.published, future=mention.status in UNREAL)
            found.append(Date(start=span.start, end=span.end, text=span.text, value=value))
        return max(found, key=lambda date: len(date.value or ""), default=None)


def _is_order(statement: Statement) -> bool:
    """Whether somebody who can order it does: then it is not only called for."""
    return statement.cue is not None and not ORDERING.isdisjoint(statement.cue.text.casefold().split())


def _of_adjectives(doc: Doc, actors: Sequence[Actor]) -> dict[int, str]:
    """{token: actor} of adjectives of countries that are actors, where they stand before a noun: "the Turkish capture of the town"."""
    countries = {actor.country: actor.id for actor in actors if actor.type == "country" and actor.country}
    adjectives = (token for token in doc if token.dep_ in ("amod", "compound") and entity_type(token.ent_type_) in ("NORP", "LOC"))
    codes = ((token.i, country_of_adjective(token.text) or country_of_name(token.text)) for token in adjectives)
    return {i: countries[code] for i, code in codes if code in countries}


def total(casualties: Iterable[Casualty], kind: CasualtyKind) -> int | None:
    """The sum over the groups of one kind; ``None`` where no number is stated."""
    values = [casualty.value for casualty in casualties if casualty.kind == kind and casualty.value is not None]
    return sum(values) if values else None


def _same_people(harm: Harm, other: Harm) -> bool:
    if harm.kind != other.kind:
        return False
    mine, theirs = harm.who.lemma_.casefold(), other.who.lemma_.casefold()
    unspecific = mine in UNSPECIFIC or theirs in UNSPECIFIC or harm.who.like_num or other.who.like_num
    return harm.value == other.value and (mine == theirs or unspecific) and harm.who.sent.start != other.who.sent.start


def _bounds(trigger: Token) -> tuple[int, int]:
    """Character bounds in the view of the clause that reports an event, without coordinated clauses that report others."""
    clause = clause_of(trigger)
    start, end = clause.left_edge.i, clause.right_edge.i + 1
    for child in clause.children:
        if child.dep_ in SEPARATE and child.pos_ in ("VERB", "AUX") and not child.left_edge.i <= trigger.i <= child.right_edge.i:
            if child.left_edge.i > trigger.i:
                end = min(end, child.left_edge.i)
            elif child.right_edge.i < trigger.i and child.i < clause.i:
                start = max(start, child.right_edge.i + 1)
    words = [token for token in trigger.doc[start:end] if not token.is_space]
    while len(words) > 1 and (words[-1].is_punct or words[-1].pos_ == "CCONJ") and not words[-1].is_quote and words[-1].text != ")":
        words.pop()
    while len(words) > 1 and words[0].text in (",", ";", "—", "–", "-"):
        words.pop(0)
    return words[0].idx, words[-1].idx + len(words[-1])
