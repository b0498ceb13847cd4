"""New articles of a collection compared with those that share something with them: their clusters are found again, with the new members, and all others stay as they are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from onrecord.collection.blocking import ACTOR, EVENT, ORIGIN, STATEMENT, STEPS, Keys, Pair, Step, compared_by, disowned_by
from onrecord.collection.found import account_found, copies_found, disputes_found, event_found, person_found, statement_found
from onrecord.merging import Newspapers, Origin, Ref, account_of, disputes_of, event_of, fingerprint, reports, sightings, tellings, unsaid
from onrecord.records import Reading
from onrecord.storage import Compared, Comparing, Judged, Kind, Member, OneAccount

# Of an event that more articles report, who says what is told from the first and the last of them.
MOST_REPORTS = 100
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

    comparing: Comparing
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
        for article, json in self.comparing.compared(step.kind, missing).items():
            self.stored[step.kind, article] = step.json.validate_json(json)
        return {one: self.new.get((step.kind, one)) or self.stored.get((step.kind, one)) or () for one in articles}

    def compared(self, article: int) -> Compared:
        """What one of those that wait is compared by from now on."""
        return compared_by({step.kind: [(thing, self.keys(step, thing)) for thing in self.new[step.kind, article]] for step in STEPS})

    def actor_keys(self, articles: Collection[int]) -> dict[Ref, str]:
        """Who is who across articles, of those who are named."""
        named = {step_pair for things in self.things(ACTOR, articles).values() for step_pair in map(ACTOR.pair, things)}
        members = self.comparing.things("actor", articles)
        return {Ref(article=one[0], key=one[1]): str(members[one].key) for one in named if one in members}


def compare(comparing: Comparing) -> None:
    """Compare articles that wait with all others, and put in what was found."""
    articles = Articles(comparing=comparing, readings=comparing.readings(comparing.articles))
    for number, reading in articles.readings.items():
        articles.new["origin", number] = (fingerprint(reading.article),)
        articles.new["actor", number] = tuple(sightings(reading.record))
    entirely = [number for number in articles.readings if comparing.articles[number]]
    events = _put_origins(articles, entirely)
    people = _find(ACTOR, articles, entirely)
    comparing.put_people([person_found(one) for one in people.clusters], people.large)
    keys = articles.actor_keys(articles.readings)
    for number, reading in articles.readings.items():
        articles.new["statement", number] = tuple(tellings(reading.record, keys))
        articles.new["event", number] = tuple(reports(reading, keys))
    said, done = _find(STATEMENT, articles, articles.readings), _find(EVENT, articles, articles.readings)
    comparing.put_compared({number: articles.compared(number) for number in articles.readings})
    statements = comparing.put_clusters("statement", [statement_found(one) for one in said.clusters], said.taken, said.large)
    events |= set(comparing.put_clusters("event", [event_found(one) for one in done.clusters], done.taken, done.large))
    _put_unsaid(articles, said.same | dict(zip(statements, said.clusters, strict=True)))
    _put_accounts(articles, events)
    comparing.settle()


def _find(step: Step, articles: Articles, numbers: Collection[int]) -> Found:
    """The clusters of new things and of what is near them."""
    comparing = articles.comparing
    new = {step.pair(thing): thing for number in numbers for thing in articles.new[step.kind, number]}
    near = _near(step, articles, new)
    judged = _judged(step, articles, numbers)
    theirs = comparing.things(step.kind, {*numbers, *near, *_articles_of(articles, judged)})
    wanted = {
        *new,
        *(pair for pairs in near.values() for pair in pairs),
        *(pair for one in judged for pair in (one.one, one.other) if pair),
    }
    clusters = {theirs[pair].cluster for pair in wanted if pair in theirs}
    taken = comparing.stale[step.kind] | {number for number in clusters if number is not None}
    members, large = comparing.members(step.kind, taken, step.whole)
    members += [theirs[pair] for pair in wanted if pair in theirs and theirs[pair].cluster in large]
    known = {one.ref: one for one in members} | {pair: theirs[pair] for pair in new if pair in theirs}
    things = _things(step, articles, {one.article for one in members}) | new
    looked_at = {pair: things[pair] for pair in (*known, *new) if pair in things}
    first_of = _together({pair: one for pair, one in known.items() if one.cluster in large and pair in looked_at and pair not in new})
    judgements = [*_pairs(judged, looked_at), *((one, other, True) for pairs in first_of.values() for one, other in pairwise(pairs))]
    keys = {pair: one.key for pair, one in known.items() if one.key is not None}
    found = step.found(list(looked_at.values()), judgements, keys)
    return _changed(step, found, known, new, {number: pairs[0] for number, pairs in first_of.items()}, taken)


def _near(step: Step, articles: Articles, new: Mapping[Pair, Any]) -> dict[int, set[Pair]]:
    """What is stored that is near to new things, by the numbers of its articles."""
    keys = {pair: articles.keys(step, thing) for pair, thing in new.items()}
    sharing = articles.comparing.sharing((one for many in keys.values() for each in many for one in each.looked_up), step.most)
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


def _things(step: Step, articles: Articles, numbers: Collection[int]) -> dict[Pair, Any]:
    return {step.pair(thing): thing for things in articles.things(step, numbers).values() for thing in things}


def _together(members: Mapping[Pair, Member]) -> dict[int, list[Pair]]:
    """Members of large clusters that were looked at: they stay together."""
    found: dict[int, list[Pair]] = defaultdict(list)
    for pair, one in members.items():
        if one.cluster is not None:
            found[one.cluster].append(pair)
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


def _judged(step: Step, articles: Articles, numbers: Collection[int]) -> list[Judged]:
    return [one for one in articles.comparing.judged(numbers) if one.what == step.kind]


def _articles_of(articles: Articles, judged: Iterable[Judged]) -> set[int]:
    keys = {pair[0] for one in judged for pair in (one.one, one.other) if pair is not None}
    return articles.comparing.articles_of(keys) if keys else set()


def _pairs(judged: Iterable[Judged], things: Collection[Pair]) -> Iterator[tuple[Pair, Pair, bool]]:
    """People's judgements of things; one that is none of the others is judged different from each."""
    for one in judged:
        others = [one.other] if one.other is not None else [pair for pair in things if pair != one.one]
        yield from ((one.one, other, one.same) for other in others)


def _papers(articles: Articles, numbers: Collection[int]) -> Newspapers:
    """The articles that something was told in."""
    missing = set(numbers) - articles.readings.keys()
    readings = {number: articles.readings[number] for number in numbers if number in articles.readings} | articles.comparing.readings(
        missing
    )
    origins = articles.comparing.origins(numbers)
    return Newspapers(
        readings={one.article.id: one for one in readings.values()},
        actor_keys=articles.actor_keys(numbers),
        origins={
            article: Origin(key=key, agency=agency, publisher=publisher, articles=())
            for article, (key, agency, publisher) in origins.items()
        },
    )


def _put_unsaid(articles: Articles, clusters: Mapping[int, Any]) -> None:
    """Put in which statements, by the numbers of their clusters, were never made, as their speakers say."""
    found = {one.telling.ref: one.telling for cluster in clusters.values() for one in cluster.told_by}
    speakers = {cluster.speaker for cluster in clusters.values()}
    earlier = [one for one in _denials(articles, speakers) if one.ref not in found]
    denying = {one.speaker for one in (*found.values(), *earlier) if one.disowned}
    about = {number: cluster for number, cluster in clusters.items() if cluster.speaker in denying}
    disputes = list[Any]()
    if about:
        keys = {ref.article for ref in found} | {one.ref.article for one in earlier}
        together = [*about.values(), *STATEMENT.found(earlier, (), {})]
        disputes += unsaid(together, _papers(articles, articles.comparing.articles_of(keys)))
    numbers = {cluster.key: number for number, cluster in about.items()}
    by_number: dict[int, list[Any]] = defaultdict(list)
    for one in disputes:
        if one.about in numbers:
            by_number[numbers[one.about]].append(one)
    articles.comparing.put_disputes({number: disputes_found(by_number.get(number, ())) for number in clusters})


def _denials(articles: Articles, speakers: Iterable[str | None]) -> list[Any]:
    """What speakers said was never said by them."""
    hashes = [disowned_by(speaker) for speaker in speakers if speaker is not None]
    places = {place for found in articles.comparing.sharing(hashes, STATEMENT.most).values() for place in found}
    things = articles.things(STATEMENT, {article for article, _ in places})
    return [things[article][place] for article, place in sorted(places) if place < len(things[article])]


def _put_origins(articles: Articles, numbers: Collection[int]) -> set[int]:
    """Put in what copies what; the events that are reported by other articles whose origin is another now."""
    comparing, copied = articles.comparing, _find(ORIGIN, articles, numbers)
    others = comparing.articles_of({article for one in copied.clusters for article in one.articles}) - set(numbers)
    before = comparing.origins(others)
    comparing.put_clusters("origin", [copies_found(one) for one in copied.clusters], copied.taken, copied.large)
    after = comparing.origins(others)
    changed = comparing.articles_of({article for article, origin in after.items() if before.get(article) != origin})
    return {one.cluster for one in comparing.things("event", changed).values() if one.cluster is not None}


def _put_accounts(articles: Articles, events: Collection[int]) -> None:
    """Put in who says what of events."""
    members, _ = articles.comparing.members("event", events, MOST_REPORTS)
    by_event: dict[int, list[Member]] = defaultdict(list)
    for one in members:
        if one.cluster is not None:
            by_event[one.cluster].append(one)
    numbers = {one.article for one in members}
    things, papers = _things(EVENT, articles, numbers), _papers(articles, numbers)
    accounts = dict[int, OneAccount]()
    for number, reported in by_event.items():
        event = event_of(str(reported[0].key), [things[one.ref] for one in reported if one.ref in things])
        account = account_of(event, papers)
        accounts[number] = account_found(event, account, disputes_of(account, papers))
    articles.comparing.put_accounts(accounts)
