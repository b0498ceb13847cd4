"""Fit the weights of ``data/same_event.json``: whether two reports are of one event.

    python -m training.merging.fit [DATA] [--strength S] [--write]

Learned from are, as the shipped pipeline reads them,

- the newsroom (examples/newsroom): all pairs of planted reports of different articles, and reports made of them: the same event told otherwise; another day, other people, another place;
- with DATA, pairs of reports of raw news that were judged by reading them (``judged.jsonl``: articles, places of the triggers, whether they are one event), and pairs of reports of one type
  in the same articles, some that lie years apart, some drawn at random among those that lie within two months: both are of two events, but for very few.

They are few, so the weights are held near those that were chosen by hand (PRIOR), the nearer the higher the strength. Printed is the pairwise F1 of the newsroom's groups, with the prior
alone, and in cross-validation over stories; and how many of the judged pairs are told right, in cross-validation over tenths of them.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from statistics import mean

import numpy as np
from scipy.optimize import minimize

from corpora.news import read_news
from corpora.newsroom import planted_reports, read_newsroom, read_planted
from onrecord import Pipeline, Reading
from onrecord.merging import Ref, Report, find_actors, find_events, probability, reports, sightings
from onrecord.merging.days import days_between
from onrecord.merging.events import LIKELY
from onrecord.merging.pairs import FEATURES, features
from onrecord.merging.words import folded

WEIGHTS = Path(__file__).parents[2] / "src/onrecord/data/same_event.json"
PRIOR: Mapping[str, float] = {
    "another type": -3.0, "same mode": 0.3, "another mode": -1.0, "same trigger": 1.0, "same people": 1.5, "all the same people": 1.0, "other people": -1.5,
    "contact of other people": -4.0, "one of two is another": -2.0, "same unnamed people": 0.6, "same place": 1.5, "another place": -3.0, "place of another name": -2.0, "same spot": 0.7, "another spot": -0.7,
    "same day": 2.0, "next day": 0.0, "another day": -4.0, "no day": -0.3, "days between": -0.7, "nothing rare": -1.0, "same one killed": 4.0, "another one killed": -3.0, "same dead": 1.5, "other dead": -0.4, "shared words": 2.0,
    "no words shared": -1.0, "constant": -3.0,
}  # fmt: skip
# The judged pairs were drawn from likely ones: how seldom two reports that share nothing rare are of one event, they do not tell. So this weight stays as chosen by hand, and the others are fitted without it.
HELD = frozenset({"nothing rare"})
STRENGTH = 2.0
# The newsroom's pairs are many and easy: a judged pair of raw news counts as so many.
TIMES_JUDGED = 4.0
JUDGED = Path(__file__).with_name("judged.jsonl")
SIDES = ("one", "other")
RAW_NEWS = frozenset({"raw news"})
# Reports of raw news this far apart are of two events, but for some that are told of for years; so many such pairs are drawn.
DAYS_OF_YEARS = 365
FAR = 300
# So many pairs within so many days are drawn among those of one type.
DAYS_OF_MONTHS = 60
NEAR = 900
ABOUT = (
    "Log odds of two reports being of one event: weights of features (src/onrecord/merging/pairs.py says what each is) and a constant; "
    "made by training/merging/fit.py from the newsroom (examples/newsroom), variants of its reports and judged pairs of raw news, held near weights chosen by hand."
)


def main() -> None:
    """Print figures; write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="?")
    parser.add_argument("--strength", type=float, default=STRENGTH)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    pipeline = Pipeline()
    newsroom = Newsroom.read(pipeline)
    news = RawNews.read(arguments.data, pipeline) if arguments.data else RawNews(judged=(), far=())
    known = [*newsroom.twins(), *news.judged, *news.far]

    def fit(pairs: Iterable[Pair]) -> Mapping[str, float]:
        return fitted(pairs, arguments.strength)

    planted = newsroom.pairs()
    print(f"{len(planted)} planted pairs, {len(newsroom.twins())} made of them, {len(news.judged)} judged, {len(news.far)} far apart")
    print(f"newsroom, weights chosen by hand: F1 {newsroom.score(lambda _: PRIOR, known):.3f}")
    print(f"newsroom, cross-validated over stories: F1 {newsroom.score(fit, known):.3f}")
    if news.judged:
        print(f"judged, weights chosen by hand: {news.score(lambda _: PRIOR, [*planted, *newsroom.twins()]):.3f} right")
        print(
            f"judged, cross-validated over tenths: {news.score(fit, [*planted, *newsroom.twins()]):.3f} right; all one: {mean(pair.same for pair in news.judged):.3f}"
        )
    weights = fit([*planted, *known])
    for name, value in weights.items():
        print(f"{name:24} {PRIOR[name]:6.2f} {value:6.2f}")
    if arguments.write:
        table = {"about": ABOUT, "weights": {name: round(value, 3) for name, value in weights.items()}}
        WEIGHTS.write_text(json.dumps(table, indent=2) + "\n", encoding="utf-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two planted reports, whether they are of one event, and their stories."""

    one: Report
    other: Report
    same: bool
    stories: frozenset[str]
    times: float = 1.0


Fit = Callable[[Iterable[Pair]], Mapping[str, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsroom:
    """All reports that the shipped pipeline finds; of the planted ones, the event that each is of; the story of each article."""

    reports: tuple[Report, ...]
    planted: Mapping[Ref, str]
    stories: Mapping[str, str]

    @staticmethod
    def read(pipeline: Pipeline) -> Newsroom:
        """Read the newsroom."""
        planted = read_planted()
        readings = [reading for reading in pipeline.pipe(read_newsroom()) if isinstance(reading, Reading)]
        records = [reading.record for reading in readings]
        return Newsroom(
            reports=tuple(_reports(readings)),
            planted=planted_reports(planted, records),
            stories={article: story for story, articles in planted.stories.items() for article in articles},
        )

    def pairs(self) -> list[Pair]:
        """All pairs of planted reports of different articles."""
        found = [one for one in self.reports if one.ref in self.planted]
        return [
            Pair(
                one=a,
                other=b,
                same=self.planted[a.ref] == self.planted[b.ref],
                stories=frozenset(self.stories[one.ref.article] for one in (a, b)),
            )
            for a, b in itertools.combinations(found, 2)
            if a.ref.article != b.ref.article
        ]

    def twins(self) -> list[Pair]:
        """Each planted report beside reports made of it: the same event told without its day and with other words; and another one of another day, other people, another place."""
        chance = random.Random(1)
        made = []
        for one in (report for report in self.reports if report.ref in self.planted):
            stories = frozenset({self.stories[one.ref.article]})
            made += [Pair(one=one, other=other, same=same, stories=stories) for other, same in _twins(one, chance)]
            if one.places:
                here, there = (
                    replace(one, latitude=10.0, longitude=10.0),
                    replace(one, places=frozenset({"elsewhere"}), latitude=12.0, longitude=12.0),
                )
                made.append(Pair(one=here, other=there, same=False, stories=stories))
        return made

    def score(self, fit: Fit, known: Sequence[Pair]) -> float:
        """Pairwise F1 of the groups of planted reports; a pair within a story is judged by weights that were fitted without that story, and on what else is known."""
        right = told = there = 0
        made = self.pairs()
        for story in sorted(set(self.stories.values())):
            weights = fit([pair for pair in (*made, *known) if story not in pair.stories])
            group_of = {
                report.ref: number for number, event in enumerate(find_events(self.reports, weights=weights)) for report in event.reports
            }
            for pair in made:
                if min(pair.stories) == story:
                    is_one = group_of[pair.one.ref] == group_of[pair.other.ref]
                    right, told, there = right + (is_one and pair.same), told + is_one, there + pair.same
        return 2 * right / (told + there)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawNews:
    """Pairs of reports of raw news: judged by reading, and years apart."""

    judged: tuple[Pair, ...]
    far: tuple[Pair, ...]

    @staticmethod
    def read(data: Path, pipeline: Pipeline) -> RawNews:
        """Read the articles of the judged pairs."""
        rows = [json.loads(line) for line in JUDGED.read_text("utf-8").splitlines()]
        wanted = {row[side][0] for row in rows for side in SIDES}
        readings = [
            reading for reading in pipeline.pipe(page for page in read_news(data) if page.id in wanted) if isinstance(reading, Reading)
        ]
        found = list(_reports(readings))
        place = {Ref.of(reading.record, event): event.trigger for reading in readings for event in reading.record.events}
        by_article: dict[str, list[Report]] = {}
        for one in found:
            by_article.setdefault(one.ref.article, []).append(one)

        def at(article: str, start: int, end: int) -> Report | None:
            return next((one for one in by_article.get(article, ()) if place[one.ref].start < end and start < place[one.ref].end), None)

        judged = [(at(*row["one"]), at(*row["other"]), row["same"]) for row in rows]
        far = [
            (a, b)
            for a, b in itertools.combinations(found, 2)
            if a.type == b.type and (days_between(a.published, b.published) or 0) > DAYS_OF_YEARS
        ]
        near = [
            (a, b)
            for a, b in itertools.combinations(found, 2)
            if a.type == b.type and a.ref.article != b.ref.article and (days_between(a.published, b.published) or 0) <= DAYS_OF_MONTHS
        ]
        chance = random.Random(1)
        drawn = [*chance.sample(far, min(FAR, len(far))), *chance.sample(near, min(NEAR, len(near)))]
        return RawNews(
            judged=tuple(
                Pair(one=a, other=b, same=same, stories=RAW_NEWS, times=TIMES_JUDGED)
                for a, b, same in judged
                if a is not None and b is not None
            ),
            far=tuple(Pair(one=a, other=b, same=False, stories=RAW_NEWS) for a, b in drawn),
        )

    def score(self, fit: Fit, known: Sequence[Pair]) -> float:
        """The share of judged pairs that are told right by weights that were fitted without their tenth."""
        right = 0
        for tenth in range(10):
            weights = fit([*known, *self.far, *(pair for n, pair in enumerate(self.judged) if n % 10 != tenth)])
            right += sum((probability(pair.one, pair.other, weights) > LIKELY) == pair.same for pair in self.judged[tenth::10])
        return right / len(self.judged)


def _reports(readings: Sequence[Reading]) -> Iterator[Report]:
    actors = find_actors(one for reading in readings for one in sightings(reading.record))
    keys = {ref: actor.key for actor in actors for ref in actor.members}
    return (one for reading in readings for one in reports(reading, keys))


def fitted(made: Iterable[Pair], strength: float) -> Mapping[str, float]:
    """Weights that make the pairs likely and lie near the prior."""
    made, names = list(made), [*FEATURES, "constant"]
    rows = np.array([_row(pair.one, pair.other) for pair in made]) * [name not in HELD for name in names]
    signs = np.array([1.0 if pair.same else -1.0 for pair in made])
    times = np.array([pair.times for pair in made])
    prior = np.array([PRIOR[name] for name in names])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        margins = signs * (rows @ weights)
        slope = -times * signs / (1.0 + np.exp(np.clip(margins, -50, 50)))
        away = weights - prior
        return float((times * np.logaddexp(0.0, -margins)).sum() + strength * (away @ away) / 2), rows.T @ slope + strength * away

    # A weight keeps the sign that it was given: what speaks for one event never speaks against it because of how a few stories were written.
    bounds = [
        (None, None) if name == "constant" or value == 0 else (0, None) if value > 0 else (None, 0)
        for name, value in zip(names, prior, strict=True)
    ]
    found = minimize(loss, prior, jac=True, bounds=bounds, method="L-BFGS-B").x
    return dict(zip(names, map(float, found), strict=True))


def _twins(one: Report, chance: random.Random) -> Iterator[tuple[Report, bool]]:
    words = frozenset(chance.sample(sorted(one.words), (len(one.words) + 1) // 2)) | {f"other{n}" for n in range(len(one.words) // 2)}
    yield replace(one, words=words, first=None, last=None), True
    yield replace(one, words=words, trigger=frozenset({"told"}), mode=None, others=frozenset()), True
    if one.first is not None and one.last is not None and one.published is not None:
        for days in (timedelta(chance.randint(2, 9)), timedelta(chance.randint(10, 90))):
            published = (date.fromisoformat(one.published[:10]) + days).isoformat()
            yield replace(one, first=one.first + days, last=one.last + days, published=published), False
    if len(one.people) > 1:
        gone = chance.choice(sorted(one.people))
        people = {key: name for key, name in one.people.items() if key != gone} | {"somebody": "Somebody Else"}
        yield replace(one, people=people, names=frozenset(map(folded, people.values()))), False
        others = {"somebody": "Somebody Else", "another": "Another One"}
        yield replace(one, people=others, names=frozenset(map(folded, others.values())), words=words), False
    if one.places:
        yield replace(one, places=frozenset({"elsewhere"}), spot=frozenset(), latitude=None, longitude=None, words=words), False


def _row(one: Report, other: Report) -> np.ndarray:
    values = features(one, other)
    return np.array([*(values[name] for name in FEATURES), 1.0])


if __name__ == "__main__":
    main()
