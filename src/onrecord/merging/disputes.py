"""On whose word an event stands and who disputes it: sides, figures and accounts, side by side. Nothing here says who is right."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.article import Span
from onrecord.merging.events import EventCluster
from onrecord.merging.groups import Ref
from onrecord.merging.origins import Origin, independent
from onrecord.merging.quotations import StatementCluster
from onrecord.merging.reports import DENIAL, NOT_YET, holds, negates
from onrecord.merging.tellings import Telling
from onrecord.merging.words import folded, forms, is_number, is_plain, stem
from onrecord.records import Act, Actor, Bound, Casualty, CasualtyKind, Event, Reading, Statement
from onrecord.times import moment_of

Quarrel = Literal["denied", "figures", "unsaid"]
# Before a number they say that it is of a part of those counted: "21 people, among them four children".
OF_A_PART = re.compile(
    r"\b(?:among(?:st)? (?:them|whom)|including|of whom|of which|of them|of the (?:wounded|injured|dead|victims))\W*(?:\w+\W+){0,2}$", re.I
)
# "Nine of the wounded have died" counts others than those told of before.
IS_OF = re.compile(r"^\W*of (?:the|them|those|its|his|her|their|which|whom)\b", re.I)
# "One of the five who died", "five of seven": a part is counted, or the whole only to name the part.
PART_OF = re.compile(
    r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|some|most|many|several|half|none) of (?:the |those |these )?$", re.I
)
IS_PART_OF = re.compile(r"^\W*of (?:the |those |these )?(?:\d|two|three|four|five|six|seven|eight|nine|ten)", re.I)
# "A 26-year-old", "aged 26" count nobody.
AGE = re.compile(r"\b\w+-year-olds?\b|\b(?:aged?|age of) \d+|\b\d+ years old\b", re.I)
# "Lind, 47, was shot".
AGE_BEFORE, AGE_BEHIND = re.compile(r"[A-Z][\w’'.-]*, $"), re.compile(r"^,")
ORDINALS = frozenset({"first", "second", "third"})
# What is counted over years, or on average, is no count of one event.
STATISTIC = re.compile(
    r"\b(?:since|between|from) (?:\w+ )?(?:19|20)\d\d|\b(?:(?:per|each|every) (?:year|month|day)|(?:last|this) year|annual\w*|average|percent|statistics|database)\b|%",
    re.I,
)
CHARACTERS_BESIDE = 40
SENTENCE_END = re.compile(r"[.!?][\"”’']*\s+")
OPEN_DENIALS: frozenset[Act] = frozenset({"deny", "reject"})
COUNTED: frozenset[CasualtyKind] = frozenset({"killed", "injured"})
# A figure below this share of another is no other count of the same: police counted 12 injured where organisers counted 60, but two of 264 are two that were met.
LEAST_OF_A_RIVAL = 0.1
# What a speaker disowns and a telling must share: so much of the words that say something, and how many.
LEAST_DISOWNED = 0.6
LEAST_DISOWNED_STEMS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Somebody's word in an article: ``who`` (key across articles) and ``name``, both unknown where the article itself says it; ``words``: where it stands; ``statement``: its reference."""

    who: str | None
    name: str | None
    article: str
    published: str | None
    words: Span
    statement: Ref | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number of people harmed, on whose word and when."""

    kind: CasualtyKind
    value: int
    bound: Bound
    by: Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An event as it is told: who says that it happened, or goes on, and who denies it, the figures, and what each side of it says; how many independent origins report it.

    ``sides``: {key or folded name of who takes part: what they, or those who speak for them, say in the articles that report it}.
    """

    event: str
    asserted_by: tuple[Voice, ...]
    attributed_to: tuple[Voice, ...]
    denied_by: tuple[Voice, ...]
    figures: tuple[Figure, ...]
    sides: Mapping[str, tuple[Voice, ...]]
    origins: int
    denying_origins: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a dispute: what it says (a figure, or that something is so or not) and those whose word it is."""

    says: str
    voices: tuple[Voice, ...]
    origins: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """What is told in two ways: an event that somebody denies, figures that differ, a statement that its speaker says was never made. ``about``: key of the event or statement."""

    about: str
    kind: Quarrel
    of: str | None = None
    sides: tuple[Side, ...]


@dataclass(frozen=True, kw_only=True)
class Newspapers:
    """The readings that events and statements were found in, with the keys of actors and the origins of articles."""

    readings: Mapping[str, Reading]
    actor_keys: Mapping[Ref, str]
    origins: Mapping[str, Origin]

    @staticmethod
    def of(readings: Iterable[Reading], *, actor_keys: Mapping[Ref, str], origins: Iterable[Origin]) -> Newspapers:
        """Put them in order by article."""
        return Newspapers(
            readings={reading.record.article.id: reading for reading in readings},
            actor_keys=actor_keys,
            origins={article: origin for origin in origins for article in origin.articles},
        )

    def independent(self, voices: Iterable[Voice]) -> int:
        """How many independent origins voices were read in."""
        return independent([self.origins[one.article] for one in voices if one.article in self.origins])

    def event(self, ref: Ref) -> tuple[Reading, Event]:
        """The reading and the event that a reference points to."""
        reading = self.readings[ref.article]
        return reading, next(one for one in reading.record.events if Ref.of(reading.record, one) == ref)

    def voice_of(self, reading: Reading, statement: Statement) -> Voice:
        """The word of a statement's speaker."""
        record = reading.record
        speaker = record.actor(statement.speaker)
        return Voice(
            who=self.key_of(reading, speaker) if speaker is not None else None,
            name=speaker.name if speaker is not None else statement.source.text if statement.source is not None else None,
            article=record.article.id,
            published=record.article.published,
            words=statement.content[0],
            statement=Ref.of(record, statement),
        )

    def key_of(self, reading: Reading, actor: Actor) -> str:
        """The key of an actor across articles, or the folded words for it."""
        return self.actor_keys.get(Ref.of(reading.record, actor)) or folded(actor.name)

    def own_word(self, reading: Reading, words: Span) -> Voice:
        """The word of an article itself."""
        article = reading.record.article
        return Voice(who=None, name=None, article=article.id, published=article.published, words=words, statement=None)


def account_of(event: EventCluster, papers: Newspapers) -> Account:
    """Who asserts an event, on whose word it is told, who denies it, its figures and its sides."""
    asserted, attributed, denied, figures = list[Voice](), list[Voice](), list[tuple[Voice, bool]](), list[Figure]()
    for report in event.reports:
        reading, told = papers.event(report.ref)
        statements = {one.id: one for one in reading.record.statements}
        denying = [statements[id] for id in report.denied_by]
        denied += [(papers.voice_of(reading, one), one.act in OPEN_DENIALS) for one in denying]
        telling = [statements[id] for id in told.attributed_to if id in statements and statements[id] not in denying]
        if told.status in NOT_YET:
            continue
        is_in_denial = any(holds(one, told.trigger) for one in denying)
        if not told.attributed_to and told.status != "denied" and not is_in_denial:
            asserted.append(papers.own_word(reading, told.evidence))
        deniers_here = {one.speaker for one in denying}
        attributed += [
            papers.voice_of(reading, one) for one in telling if one.speaker not in deniers_here and not negates(one, told.trigger)
        ]
        figures += _figures(told, reading, statements, papers)
    tellers = {one.who for one in attributed if one.who is not None}
    # Who tells of it does not deny it by other words, whatever the reader took for a denial; openly, somebody may.
    denying_voices = _each_once(voice for voice, is_open in denied if is_open or voice.who not in tellers)
    return Account(
        event=event.key,
        asserted_by=tuple(asserted),
        attributed_to=_each_once(attributed),
        denied_by=denying_voices,
        figures=tuple(figures),
        sides=_sides(event, papers),
        origins=independent([papers.origins[report.ref.article] for report in event.reports if report.ref.article in papers.origins]),
        denying_origins=papers.independent(denying_voices),
    )


def disputes_of(account: Account, papers: Newspapers) -> Iterator[Dispute]:
    """What is disputed of an event: that it happened, where some say so and others deny it; how many were harmed, where those who count differ."""
    telling = (*account.asserted_by, *account.attributed_to)
    denying = account.denied_by
    if telling and denying:
        yield Dispute(
            about=account.event,
            kind="denied",
            sides=(
                Side(says="it happened", voices=telling, origins=papers.independent(telling)),
                Side(says="it did not", voices=denying, origins=papers.independent(denying)),
            ),
        )
    for kind in sorted(COUNTED):
        figures = [one for one in account.figures if one.kind == kind]
        if _differ(figures):
            yield Dispute(about=account.event, kind="figures", of=kind, sides=tuple(_sides_by_value(figures, papers)))


def unsaid(statements: Iterable[StatementCluster], papers: Newspapers) -> Iterator[Dispute]:
    """The statements that their speakers say were never made."""
    statements = list(statements)
    denials: dict[str, list[Telling]] = defaultdict(list)
    for cluster in statements:
        for told in cluster.told_by:
            if told.telling.disowned and told.telling.speaker is not None:
                denials[told.telling.speaker].append(told.telling)
    for cluster in statements:
        by_speaker = [
            one.telling
            for one in cluster.told_by
            if one.telling.speaker in denials and not _is_told_by(denials[one.telling.speaker], one.telling)
        ]
        pairs = [(one, denial) for one in by_speaker for denial in denials[one.speaker or ""] if is_disowned(one, denial)]
        if pairs:
            said, unsaid = dict.fromkeys(one for one, _ in pairs), dict.fromkeys(denial for _, denial in pairs)
            saying, disowning = (tuple(_voice(one, papers) for one in side) for side in (said, unsaid))
            yield Dispute(
                about=cluster.key,
                kind="unsaid",
                sides=(
                    Side(says="it was said", voices=saying, origins=papers.independent(saying)),
                    Side(says="it was not said", voices=disowning, origins=papers.independent(disowning)),
                ),
            )


def _is_told_by(denials: Iterable[Telling], telling: Telling) -> bool:
    """Whether a telling is nothing but the end of a denial in its article."""
    return any(one.ref.article == telling.ref.article and " ".join(telling.words) in " ".join(one.words) for one in denials)


def is_disowned(telling: Telling, denial: Telling) -> bool:
    """Whether the words that a speaker disowns are those of a telling, said before."""
    if telling.disowned or telling.act == DENIAL or telling.ref == denial.ref:
        return False
    words = {stem(form) for form in denial.disowned if not is_plain(form)}
    shared = len(words & telling.stems)
    is_later = denial.published is None or moment_of(telling.published) <= moment_of(denial.published)
    return is_later and shared >= LEAST_DISOWNED_STEMS and shared >= LEAST_DISOWNED * len(words)


def _voice(telling: Telling, papers: Newspapers) -> Voice:
    reading = papers.readings[telling.ref.article]
    statement = next(one for one in reading.record.statements if Ref.of(reading.record, one) == telling.ref)
    return papers.voice_of(reading, statement)


def _figures(event: Event, reading: Reading, statements: Mapping[str, Statement], papers: Newspapers) -> Iterator[Figure]:
    """The numbers of an event's dead and injured, each on the word of its speakers, or the article's own; not those of a part of them."""
    text = reading.article.text
    for one in event.casualties:
        if one.value is None or not _is_count(one, text):
            continue
        voices = [papers.voice_of(reading, statements[id]) for id in one.attributed_to if id in statements]
        for voice in voices or [papers.own_word(reading, Span(start=one.start, end=one.end, text=one.text))]:
            yield Figure(kind=one.kind, value=one.value, bound=one.bound, by=voice)


def _is_count(one: Casualty, text: str) -> bool:
    """Whether a number counts all who were harmed in an event, and is no age, part or statistic."""
    before, behind = text[max(0, one.start - CHARACTERS_BESIDE) : one.start], text[one.end : one.end + CHARACTERS_BESIDE]
    counted = [form for form in forms(AGE.sub(" ", one.text)) if is_number(form) and form not in ORDINALS]
    if not counted or (AGE_BEFORE.search(before) and AGE_BEHIND.search(behind)):
        return False
    if OF_A_PART.search(before) or PART_OF.search(before) or IS_OF.search(behind) or IS_PART_OF.search(behind):
        return False
    sentence = SENTENCE_END.split(text[: one.start])[-1] + one.text + SENTENCE_END.split(text[one.end :])[0]
    return STATISTIC.search(sentence) is None


def _differ(figures: Sequence[Figure]) -> bool:
    """Whether two figures cannot both be right: "at least 14" and 21 can."""
    return any(not _fit(one, other) for number, one in enumerate(figures) for other in figures[:number])


def _fit(one: Figure, other: Figure) -> bool:
    """Whether both can be right; what one says twice in an article, and what is far less than the other, is of a part of them."""
    if one.value == other.value or "about" in (one.bound, other.bound):
        return True
    if (one.by.article, one.by.who) == (other.by.article, other.by.who) or min(one.value, other.value) < LEAST_OF_A_RIVAL * max(
        one.value, other.value
    ):
        return True
    low, high = (one, other) if one.value < other.value else (other, one)
    return low.bound == "at_least" or high.bound == "at_most"


def _sides_by_value(figures: Sequence[Figure], papers: Newspapers) -> Iterator[Side]:
    by_value: dict[tuple[int, Bound], list[Voice]] = defaultdict(list)
    for one in figures:
        by_value[one.value, one.bound].append(one.by)
    for (value, bound), voices in sorted(by_value.items()):
        yield Side(
            says=f"{bound.replace('_', ' ')} {value}" if bound != "exact" else f"{value}",
            voices=tuple(voices),
            origins=papers.independent(voices),
        )


def _sides(event: EventCluster, papers: Newspapers) -> Mapping[str, tuple[Voice, ...]]:
    """What those who take part say of it, themselves or by their offices and officials, in the articles that report it."""
    found: dict[str, list[Voice]] = defaultdict(list)
    for report in event.reports:
        reading, told = papers.event(report.ref)
        about = {part.actor for part in (*told.actors, *told.recipients)}
        for statement in reading.record.statements:
            speaker = reading.record.actor(statement.speaker)
            if speaker is None or statement.nature != "utterance":
                continue
            if (side := _side_of(speaker, about, event.people, papers.key_of(reading, speaker))) is not None:
                found[side].append(papers.voice_of(reading, statement))
    return {side: _each_once(voices) for side, voices in found.items()}


def _side_of(speaker: Actor, about: set[str], people: Mapping[str, str], key: str) -> str | None:
    """For whom of those who take part a speaker speaks: for itself, or for the one whose name's last word stands in the words for the speaker ("Front spokesman")."""
    if key in people or speaker.id in about:
        return key
    words = set(folded(f"{speaker.name} {speaker.role or ''}").split())
    return next((side for side, name in people.items() if folded(name).split()[-1:] and folded(name).split()[-1] in words), None)


def _each_once(voices: Iterable[Voice]) -> tuple[Voice, ...]:
    return tuple(dict.fromkeys(voices))
