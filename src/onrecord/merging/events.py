"""One event over articles: its reports, and what became of it: announced, held, denied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.merging.groups import Blocks, Judgement, Link, Ref, age, grouped, hashed, keyed, told_most
from onrecord.merging.pairs import probability
from onrecord.merging.rarity import COMMON, Rarity
from onrecord.merging.reports import Report
from onrecord.ontology import EventType
from onrecord.records import Status

# Of the reports that share who takes part, or where, so many are compared with a new one: the latest.
MOST_SHARING = 25
# Events that share neither are compared where they share so many words.
LEAST_WORDS_SHARED = 3
# Of 30 events of 2 to 6 reports of real news, 22 are one event at 0.5; of the 26 of them that are left at 0.55, 21; the newsroom's figures are the same from 0.5 to 0.6.
LIKELY = 0.55
# Of two groups, so many reports each are held against each other; they are one event where the mean of their pairs is likely.
MOST_HELD_AGAINST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What an article says of an event's status, and when."""

    published: str | None
    status: Status
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCluster:
    """An event across articles. ``people``: {key or folded name: name} of who takes part under a name; ``date``: the day or the first one, ISO; ``reports``: by date."""

    key: str
    type: EventType
    mode: str | None
    people: Mapping[str, str]
    place: str | None
    date: str | None
    reports: tuple[Report, ...]

    @property
    def history(self) -> tuple[Turn, ...]:
        """Its status over time, where it changes from one report to the next."""
        turns: list[Turn] = []
        for report in self.reports:
            if not turns or turns[-1].status != report.status:
                turns.append(Turn(published=report.published, status=report.status, article=report.ref.article))
        return tuple(turns)


def find_events(
    found: Iterable[Report],
    *,
    judgements: Iterable[Judgement[Ref]] = (),
    known: Mapping[Ref, str] | None = None,
    rarity: Rarity = COMMON,
    weights: Mapping[str, float] | None = None,
) -> tuple[EventCluster, ...]:
    """The events across articles, each report in one of them. ``judgements``: people's, of reports; ``known``: {report: key}, from an earlier run.

    ``rarity``: of words in the collection; ``weights``: others than the shipped ones, while they are fitted.
    """
    by_ref = {one.ref: one for one in sorted(found, key=age)}
    chances: dict[tuple[Ref, Ref], float] = {}

    def chance(one: Ref, other: Ref) -> float:
        pair = (one, other) if one < other else (other, one)
        if pair not in chances:
            chances[pair] = probability(by_ref[pair[0]], by_ref[pair[1]], weights, rarity)
        return chances[pair]

    def may_join(group: Sequence[Ref], other: Sequence[Ref]) -> bool:
        pairs = [chance(a, b) for a in group[-MOST_HELD_AGAINST:] for b in other[-MOST_HELD_AGAINST:]]
        return sum(pairs) >= LIKELY * len(pairs)

    links = [Link(one=a, other=b, likeness=chance(a, b)) for a, b in _candidates(by_ref) if chance(a, b) >= LIKELY]
    groups = grouped(list(by_ref), links, judgements, may_join=may_join)
    keys = keyed(groups, lambda group: _new_key(by_ref[group[0]]), known or {})
    return tuple(event_of(key, [by_ref[ref] for ref in group]) for key, group in zip(keys, groups, strict=True))


def event_of(key: str, group: Sequence[Report]) -> EventCluster:
    """The event that reports are of, under a key."""
    group = sorted(group, key=age)
    days = Counter(report.first.isoformat() for report in group if report.first is not None and report.day is not None)
    places = Counter(place for report in group for place in report.places)
    return EventCluster(
        key=key,
        type=Counter(report.type for report in group).most_common(1)[0][0],
        mode=told_most(report.mode for report in group),
        people={one: name for report in group for one, name in report.people.items()},
        place=places.most_common(1)[0][0] if places else None,
        date=days.most_common(1)[0][0] if days else None,
        reports=tuple(group),
    )


def _candidates(by_ref: Mapping[Ref, Report]) -> Iterator[tuple[Ref, Ref]]:
    """Pairs of reports that share who takes part, where, or what words; of one article, those that agree in all that they tell."""
    named, worded = Blocks[Ref](MOST_SHARING), Blocks[Ref](MOST_SHARING)
    for ref, report in by_ref.items():
        others = dict.fromkeys(named.add(ref, report.keys)) | dict.fromkeys(worded.add(ref, report.word_keys, least=LEAST_WORDS_SHARED))
        for other in others:
            if other.article != ref.article or _agree(by_ref[other], report):
                yield other, ref


def _agree(one: Report, other: Report) -> bool:
    """Whether two reports of one article are told alike: of the same kind, by the same people, on the same day or at the same place."""
    is_of_a_kind = one.type == other.type and one.mode == other.mode and bool(one.trigger & other.trigger)
    same_day, same_place = one.day is not None and one.day == other.day, bool(one.places & other.places)
    apart = (one.day is not None and other.day is not None and not same_day) or (bool(one.places and other.places) and not same_place)
    return is_of_a_kind and bool(one.people) and one.people.keys() == other.people.keys() and (same_day or same_place) and not apart


def _new_key(first: Report) -> str:
    return hashed("event", first.type, first.ref.article, first.ref.key)
