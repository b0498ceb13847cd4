"""Clusters of new things and of what is near them: few of all that a collection has are held against a new thing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from onrecord.collection.blocking import ACTOR, STEPS, Keys, Pair, Step, compared_by
from onrecord.merging import Ref
from onrecord.records import Reading
from onrecord.storage import Compared, Comparison, Judged, Kind, Member

# So many of the things that share keys with a new one are held against it, those that share most.
MOST_NEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Clusters that were found, and those that are as they were (``same``, by their numbers); ``taken``: the numbers of those in whose place the others are, ``large``: those of them of which not all members were looked at, each with one that was."""

    clusters: Sequence[Any]
    same: dict[int, Any]
    taken: set[int]
    large: Mapping[int, Pair]


@dataclass(slots=True, kw_only=True)
class Articles:
    """Articles that are compared: those that wait, and what others are compared by, as far as it was asked for."""

    comparison: Comparison
    readings: dict[int, Reading]
    new: dict[tuple[Kind, int], tuple[Any, ...]] = field(default_factory=dict)
    stored: dict[tuple[Kind, int], tuple[Any, ...]] = field(default_factory=dict)
    _keys: dict[tuple[Kind, Pair], list[Keys]] = field(default_factory=dict)

    def keys(self, step: Step, new: Any) -> list[Keys]:
        """What a new thing is looked up by."""
        pair = step.pair(new)
        if (step.kind, pair) not in self._keys:
            self._keys[step.kind, pair] = list(step.keys(new))
        return self._keys[step.kind, pair]

    def things(self, step: Step, articles: Collection[int]) -> dict[int, tuple[Any, ...]]:
        """What articles are compared by."""
        missing = [one for one in articles if (step.kind, one) not in self.new and (step.kind, one) not in self.stored]
        for article, json in self.comparison.compared(step.kind, missing).items():
            self.stored[step.kind, article] = step.json.validate_json(json)
        return {one: self.new.get((step.kind, one)) or self.stored.get((step.kind, one)) or () for one in articles}

    def compared(self, article: int) -> Compared:
        """What one of those that wait is compared by from now on."""
        return compared_by({step.kind: [(thing, self.keys(step, thing)) for thing in self.new[step.kind, article]] for step in STEPS})

    def actor_keys(self, articles: Collection[int]) -> dict[Ref, str]:
        """Who is who across articles, of those who are named."""
        named = {step_pair for things in self.things(ACTOR, articles).values() for step_pair in map(ACTOR.pair, things)}
        members = self.comparison.things("actor", articles)
        return {Ref(article=one[0], key=one[1]): str(members[one].key) for one in named if one in members}


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What new things are compared with: members of clusters that are near (``taken``, by their numbers), the sizes of those that are large, and what people judged of any of all these."""

    members: Mapping[Pair, Member]
    taken: set[int]
    large: Mapping[int, int]
    judged: Sequence[Judged]


def find(step: Step, articles: Articles, numbers: Collection[int]) -> Found:
    """The clusters of new things and of what is near them."""
    new = {step.pair(thing): thing for number in numbers for thing in articles.new[step.kind, number]}
    around = _around(step, articles, numbers, new)
    known, large = around.members, around.large
    things = things_by_pair(step, articles, {one.article for one in known.values()}) | new
    looked_at = {pair: things[pair] for pair in (*known, *new) if pair in things}
    held = _together(one for pair, one in known.items() if one.cluster in large and pair in looked_at and pair not in new)
    judgements = [*_pairs(around.judged, looked_at), *((one, other, True) for pairs in held.values() for one, other in pairwise(pairs))]
    keys = {pair: one.key for pair, one in known.items() if one.key is not None}
    found = _under_keys_of_large(step, step.found(list(looked_at.values()), judgements, keys), held, keys, large)
    return _changed(step, found, known, new, {number: pairs[0] for number, pairs in held.items()}, around.taken)


def _around(step: Step, articles: Articles, numbers: Collection[int], new: Mapping[Pair, Any]) -> Around:
    """What new things are compared with; what was judged of what is there already stays, whoever comes."""
    comparison, near = articles.comparison, _near(step, articles, new)
    judged = _judged(step, articles, numbers)
    wanted = {*new, *(pair for pairs in near.values() for pair in pairs), *_judged_pairs(judged)}
    theirs = comparison.things(step.kind, {*numbers, *near, *_articles_of(articles, judged)}, wanted)
    taken = comparison.stale[step.kind] | {one.cluster for one in theirs.values() if one.cluster is not None}
    members, large = comparison.members(step.kind, taken, step.whole)
    judged_before = _judged(step, articles, {one.article for one in (*members, *theirs.values())} - set(numbers))
    theirs |= comparison.things(step.kind, _articles_of(articles, judged_before), _judged_pairs(judged_before))
    members += [one for one in theirs.values() if one.cluster in large]
    known = {one.ref: one for one in members} | {pair: theirs[pair] for pair in new if pair in theirs}
    return Around(members=known, taken=taken, large=large, judged=(*judged, *judged_before))


def _near(step: Step, articles: Articles, new: Mapping[Pair, Any]) -> dict[int, set[Pair]]:
    """What is stored that is near to new things, by the numbers of its articles."""
    keys = {pair: articles.keys(step, thing) for pair, thing in new.items()}
    sharing = articles.comparison.sharing((one for many in keys.values() for each in many for one in each.looked_up), step.most)
    candidates: dict[Pair, list[tuple[int, int]]] = {}
    for pair, many in keys.items():
        shared: Counter[tuple[int, int]] = Counter()
        for each in many:
            counted = Counter(place for one in each.looked_up for place in sharing.get(one, ()) if place[0] not in articles.readings)
            shared.update({place: count for place, count in counted.items() if count >= each.least})
        candidates[pair] = [place for place, _ in shared.most_common(MOST_NEAR)]
    things = articles.things(step, {article for places in candidates.values() for article, _ in places})
    near: dict[int, set[Pair]] = defaultdict(set)
    for pair, places in candidates.items():
        for article, place in places:
            other = things[article][place] if place < len(things[article]) else None
            if other is not None and step.is_near(new[pair], other):
                near[article].add(step.pair(other))
    return near


def things_by_pair(step: Step, articles: Articles, numbers: Collection[int]) -> dict[Pair, Any]:
    """What articles are compared by, by its reference."""
    return {step.pair(thing): thing for things in articles.things(step, numbers).values() for thing in things}


def _together(members: Iterable[Member]) -> dict[int, list[Pair]]:
    """Members of large clusters that were looked at: they stay together."""
    found: dict[int, list[Pair]] = defaultdict(list)
    for one in members:
        if one.cluster is not None:
            found[one.cluster].append(one.ref)
    return found


def _under_keys_of_large(
    step: Step, found: Iterable[Any], held: Mapping[int, Sequence[Pair]], keys: Mapping[Pair, str], sizes: Mapping[int, int]
) -> list[Any]:
    """Clusters, those that have taken in large ones under the key of the largest, so that the fewer members move: of large ones only a few have a vote."""
    found = list(found)
    taken = {one.key for one in found}
    number_of = {pair: number for number, pairs in held.items() for pair in pairs}
    for place, one in enumerate(found):
        numbers = {number_of[pair] for pair in step.members(one) if pair in number_of}
        if numbers:
            key = keys[held[max(numbers, key=lambda number: (sizes[number], -number))][0]]
            found[place] = replace(one, key=key) if key not in taken else one
    return found


def _changed(
    step: Step, found: Iterable[Any], known: Mapping[Pair, Member], new: Mapping[Pair, Any], large: Mapping[int, Pair], taken: set[int]
) -> Found:
    """What was found without the clusters that are as they were."""
    before: dict[int | None, set[Pair]] = defaultdict(set)
    for pair, one in known.items():
        before[one.cluster].add(pair)
    changed, same = list[Any](), dict[int, Any]()
    for cluster in found:
        pairs = set(step.members(cluster))
        numbers = {known[pair].cluster if pair in known else None for pair in pairs}
        (number, *others) = numbers
        if number is not None and not others and before[number] == pairs and pairs.isdisjoint(new):
            same[number] = cluster
        else:
            changed.append(cluster)
    left = {number: pair for number, pair in large.items() if number not in same}
    return Found(clusters=changed, same=same, taken=taken - same.keys(), large=left)


def _judged_pairs(judged: Iterable[Judged]) -> set[Pair]:
    """What people judged."""
    return {pair for one in judged for pair in (one.one, one.other) if pair is not None}


def _judged(step: Step, articles: Articles, numbers: Collection[int]) -> list[Judged]:
    return [one for one in articles.comparison.judged(numbers) if one.what == step.kind]


def _articles_of(articles: Articles, judged: Iterable[Judged]) -> set[int]:
    keys = {article for article, _ in _judged_pairs(judged)}
    return articles.comparison.articles_of(keys) if keys else set()


def _pairs(judged: Iterable[Judged], things: Collection[Pair]) -> Iterator[tuple[Pair, Pair, bool]]:
    """People's judgements of things; one that is none of the others is judged different from each."""
    for one in judged:
        others = [one.other] if one.other is not None else [pair for pair in things if pair != one.one]
        yield from ((one.one, other, one.same) for other in others)
