"""Fit the weights of ``data/same_event.json``: whether two reports are of one event.

    python -m training.merging.fit [--strength S] [--write]

Learned from is the newsroom (examples/newsroom), as the shipped pipeline reads it: all pairs of planted reports of different articles. They are few, and they were written to be told
apart; so the weights are held near those that were chosen by hand (PRIOR) before anything was measured, the nearer the higher the strength. Printed is the pairwise F1 of the groups in
cross-validation over stories, with the prior alone and fitted.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from corpora.newsroom import planted_reports, read_newsroom, read_planted
from onrecord import Pipeline, Reading
from onrecord.merging import Ref, Report, find_actors, find_events, reports, sightings
from onrecord.merging.pairs import FEATURES, features

WEIGHTS = Path(__file__).parents[2] / "src/onrecord/data/same_event.json"
PRIOR: Mapping[str, float] = {
    "another type": -3.0, "same mode": 0.3, "another mode": -1.0, "same trigger": 0.8, "same people": 1.2, "all the same people": 1.0, "other people": -1.5,
    "contact of other people": -4.0, "one of two is another": -3.0, "same unnamed people": 0.4, "same place": 1.5, "another place": -3.0, "same spot": 0.7, "another spot": -0.7,
    "same day": 2.0, "next day": 0.0, "another day": -4.0, "no day": -0.3, "days between": -0.7, "same dead": 1.5, "other dead": -0.4, "shared words": 3.0, "no words shared": -1.0,
    "shared company": 1.5, "constant": -3.0,
}  # fmt: skip
STRENGTH = 2.0
ABOUT = (
    "Log odds of two reports being of one event: weights of features (src/onrecord/merging/pairs.py says what each is) and a constant; "
    "made by training/merging/fit.py from the newsroom (examples/newsroom) and variants of its reports, held near weights chosen by hand."
)


def main() -> None:
    """Print figures; write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--strength", type=float, default=STRENGTH)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    newsroom = Newsroom.read()
    made = [*newsroom.pairs(), *newsroom.twins()]
    print(f"{len(made)} pairs, {sum(pair.same for pair in made)} of them of one event")
    print(f"weights chosen by hand: {newsroom.score(lambda _: PRIOR):.3f}")
    print(f"cross-validated over stories: {newsroom.score(lambda pairs: fitted(pairs, arguments.strength)):.3f}")
    weights = fitted(made, arguments.strength)
    print(f"all stories: {newsroom.score(lambda _: weights):.3f}")
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsroom:
    """All reports that the shipped pipeline finds; of the planted ones, the event that each is of; the story of each article."""

    reports: tuple[Report, ...]
    planted: Mapping[Ref, str]
    stories: Mapping[str, str]

    @staticmethod
    def read() -> Newsroom:
        """Read the newsroom."""
        planted = read_planted()
        readings = [reading for reading in Pipeline().pipe(read_newsroom()) if isinstance(reading, Reading)]
        records = [reading.record for reading in readings]
        actors = find_actors(one for record in records for one in sightings(record))
        keys = {ref: actor.key for actor in actors for ref in actor.members}
        return Newsroom(
            reports=tuple(one for reading in readings for one in reports(reading, keys)),
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
        return made

    def score(self, fit: Callable[[Iterable[Pair]], Mapping[str, float]]) -> float:
        """Pairwise F1 of the groups of planted reports; a pair within a story is judged by weights that were fitted without that story."""
        right = told = there = 0
        made = self.pairs()
        twins = self.twins()
        for story in sorted(set(self.stories.values())):
            weights = fit([pair for pair in (*made, *twins) if story not in pair.stories])
            group_of = {
                report.ref: number for number, event in enumerate(find_events(self.reports, weights=weights)) for report in event.reports
            }
            for pair in made:
                if min(pair.stories) == story:
                    is_one = group_of[pair.one.ref] == group_of[pair.other.ref]
                    right, told, there = right + (is_one and pair.same), told + is_one, there + pair.same
        return 2 * right / (told + there)


def fitted(made: Iterable[Pair], strength: float) -> Mapping[str, float]:
    """Weights that make the pairs likely and lie near the prior."""
    made, names = list(made), [*FEATURES, "constant"]
    rows = np.array([_row(pair.one, pair.other) for pair in made])
    signs = np.array([1.0 if pair.same else -1.0 for pair in made])
    prior = np.array([PRIOR[name] for name in names])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        margins = signs * (rows @ weights)
        slope = -signs / (1.0 + np.exp(np.clip(margins, -50, 50)))
        away = weights - prior
        return float(np.logaddexp(0.0, -margins).sum() + strength * (away @ away) / 2), rows.T @ slope + strength * away

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
        yield replace(one, people=people), False
        yield replace(one, people={"somebody": "Somebody Else", "another": "Another One"}, words=words), False
    if one.places:
        yield replace(one, places=frozenset({"elsewhere"}), spot=frozenset(), latitude=None, longitude=None, words=words), False


def _row(one: Report, other: Report) -> np.ndarray:
    values = features(one, other)
    return np.array([*(values[name] for name in FEATURES), 1.0])


if __name__ == "__main__":
    main()
