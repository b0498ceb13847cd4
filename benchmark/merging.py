"""What merging across articles finds of what is planted in the newsroom, and of quotations that were altered mechanically.

    python -m benchmark.merging [DATA] [--floors]

The newsroom (examples/newsroom) is read by the shipped pipeline. Pairwise F1: of all pairs of articles (origins), of planted tellings (statements) and of planted reports (events), those that are
put together and those that belong together. "Of what was read" leaves out what the reader did not find; "of all planted" counts it as missed. Disputes: of those planted, how many are found; of
those found, how many are planted. The weights by which events are merged were fitted on the newsroom: the figure that counts for them is that of ``training.merging.fit``, cross-validated over stories.
With DATA, 200 quotations of raw news are altered, and each must be found with the one that it was made from, and classed right. Percent. ``--floors`` exits with 1 where a figure lies below
benchmark/floors.json.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmark.alterations import WAYS, Altered, altered, quotations
from benchmark.scoring import floors, report
from corpora.news import sample_news
from corpora.newsroom import Planted, Told, planted_reports, read_newsroom, read_planted
from onrecord import Pipeline, Reading
from onrecord.merging import Dispute, Merged, Ref, StatementCluster, find_statements, merge
from onrecord.merging.words import forms

ARTICLES, ALTERED = 400, 200
# A planted telling was read where so many of its words stand in a statement of its article.
LEAST_READ = 0.7


def main() -> None:
    """Print figures, or hold their floors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="?")
    parser.add_argument("--floors", action="store_true")
    arguments = parser.parse_args()
    held = floors("merging") if arguments.floors else {}
    below = report(newsroom_figures(), held)
    if arguments.data:
        below = report(altered_figures(arguments.data), held) or below
    sys.exit(below)


def newsroom_figures() -> Iterator[tuple[str, float]]:
    """All figures of the newsroom."""
    planted = read_planted()
    readings = [reading for reading in Pipeline().pipe(read_newsroom()) if isinstance(reading, Reading)]
    began = time.perf_counter()
    merged = merge(readings)
    print(f"{len(readings)} articles merged in {time.perf_counter() - began:.2f} s")
    room = Room(planted=planted, readings=readings, merged=merged)
    yield "newsroom, origins, pairwise F1", room.origins()
    yield from room.statements()
    yield from room.events()
    yield from room.disputes()


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """The newsroom, read and merged, beside what is planted in it."""

    planted: Planted
    readings: Sequence[Reading]
    merged: Merged

    def origins(self) -> float:
        """Pairs of copies."""
        right = _pairs([(first, *copies) for first, copies in self.planted.copies.items()])
        return _f1(_pairs([origin.articles for origin in self.merged.origins]), right)

    def statements(self) -> Iterator[tuple[str, float]]:
        """Pairs of tellings of one statement; how many of those told more than once are classed right."""
        cluster_of = {told.telling.ref: (cluster.key, told) for cluster in self.merged.statements for told in cluster.told_by}
        read, unread = self._tellings()
        name_of = {ref: name for ref, (name, _) in read.items()}
        yield from self._pairwise("statements", {ref: cluster_of[ref][0] for ref in read}, name_of, unread)
        several = [(ref, telling) for ref, (name, telling) in read.items() if len(self.planted.statements[name]) > 1]
        classed = [
            (cluster_of[ref][1].variant, cluster_of[ref][1].touches) == (telling.variant, telling.touches) for ref, telling in several
        ]
        yield "newsroom, statements, variant and touches", 100 * sum(classed) / len(classed)

    def events(self) -> Iterator[tuple[str, float]]:
        """Pairs of reports of one event."""
        name_of = planted_reports(self.planted, [reading.record for reading in self.readings])
        cluster_of = {one.ref: cluster.key for cluster in self.merged.events for one in cluster.reports}
        found = [(name, ref.article) for ref, name in name_of.items()]
        unread = [(name, one.article) for name, told in self.planted.events.items() for one in told if (name, one.article) not in found]
        yield from self._pairwise("events", {ref: cluster_of[ref] for ref in name_of}, name_of, unread)

    def disputes(self) -> Iterator[tuple[str, float]]:
        """Planted disputes found, found ones that are planted; events of which both planted sides are heard."""
        wanted = {(one.get("event") or one["statement"], one["kind"], one.get("of")) for one in self.planted.disputes}
        found = [self._name_of(dispute) for dispute in self.merged.disputes]
        yield "newsroom, disputes, planted that are found", 100 * len(wanted & set(found)) / len(wanted)
        yield "newsroom, disputes, found that are planted", 100 * sum(one in wanted for one in found) / len(found)
        yield "newsroom, accounts of both sides", 100 * sum(map(self._is_told_by_both, self.planted.accounts)) / len(self.planted.accounts)

    def _pairwise(
        self, what: str, cluster_of: Mapping[Ref, str], name_of: Mapping[Ref, str], unread: Iterable[tuple[str, str]]
    ) -> Iterator[tuple[str, float]]:
        told = _pairs(_grouped(cluster_of))
        yield f"newsroom, {what}, pairwise F1 of what was read", _f1(told, _pairs(_grouped(name_of)))
        missing = {Ref(article=article, key=f"{name}, not read"): name for name, article in unread}
        yield f"newsroom, {what}, pairwise F1 of all planted", _f1(told, _pairs(_grouped({**name_of, **missing})))

    def _tellings(self) -> tuple[dict[Ref, tuple[str, Told]], list[tuple[str, str]]]:
        """The planted tellings by the statements that they were read as, and those that were not read."""
        by_article: dict[str, list[tuple[Ref, set[str]]]] = {}
        for cluster in self.merged.statements:
            for told in cluster.told_by:
                by_article.setdefault(told.telling.ref.article, []).append((told.telling.ref, set(told.telling.words)))
        read, unread = dict[Ref, tuple[str, Told]](), list[tuple[str, str]]()
        for name, tellings in self.planted.statements.items():
            for telling in tellings:
                words = set(forms(telling.words))
                share, ref = max(
                    ((len(words & others) / len(words), ref) for ref, others in by_article.get(telling.article, ())), default=(0.0, None)
                )
                if ref is not None and share >= LEAST_READ:
                    read[ref] = (name, telling)
                else:
                    unread.append((name, telling.article))
        return read, unread

    def _name_of(self, dispute: Dispute) -> tuple[str | None, str, str | None]:
        """The planted event or statement that a dispute is about."""
        names = planted_reports(self.planted, [reading.record for reading in self.readings])
        names |= {ref: name for ref, (name, _) in self._tellings()[0].items()}
        about = {event.key: [one.ref for one in event.reports] for event in self.merged.events}
        about |= {one.key: [told.telling.ref for told in one.told_by] for one in self.merged.statements}
        name = next((names[ref] for ref in about[dispute.about] if ref in names), None)
        return name, dispute.kind, dispute.of

    def _is_told_by_both(self, name: str) -> bool:
        """Whether both planted sides of an event are heard in its account."""
        names = planted_reports(self.planted, [reading.record for reading in self.readings])
        for event in self.merged.events:
            if any(names.get(one.ref) == name for one in event.reports):
                heard = [event.people.get(side, side).casefold() for side in self.merged.accounts[event.key].sides]
                if all(any(side.casefold() in one for one in heard) for side in self.planted.accounts[name]):
                    return True
        return False


def altered_figures(data: Path) -> Iterator[tuple[str, float]]:
    """Of quotations altered in each way, the share that is found with its source and classed right."""
    found = list(quotations(sample_news(data, ARTICLES)))
    made = altered(found, ALTERED, seed=1)
    began = time.perf_counter()
    statements = find_statements([*found, *(one.telling for one in made)])
    print(f"{len(found)} quotations of {ARTICLES} articles and {len(made)} altered ones merged in {time.perf_counter() - began:.2f} s")
    yield "altered quotations, found", 100 * sum(_is_found(one, statements) for one in made) / len(made)
    yield "altered quotations, found and classed", 100 * sum(_is_classed(one, statements) for one in made) / len(made)
    for how in WAYS:
        one_way = [one for one in made if one.how == how]
        yield f"altered quotations, found and classed, {how}", 100 * sum(_is_classed(one, statements) for one in one_way) / len(one_way)


def _is_found(one: Altered, statements: Iterable[StatementCluster]) -> bool:
    return any({one.source, one.telling.ref} <= {told.telling.ref for told in cluster.told_by} for cluster in statements)


def _is_classed(one: Altered, statements: Iterable[StatementCluster]) -> bool:
    told = next(told for cluster in statements for told in cluster.told_by if told.telling.ref == one.telling.ref)
    return _is_found(one, statements) and (told.variant, told.touches) == (one.variant, one.touches)


def _grouped(name_of: Mapping[Ref, str]) -> list[list[Ref]]:
    groups: dict[str, list[Ref]] = {}
    for ref, name in name_of.items():
        groups.setdefault(name, []).append(ref)
    return list(groups.values())


def _pairs(groups: Iterable[Sequence[object]]) -> set[frozenset[object]]:
    return {frozenset(pair) for group in groups for pair in itertools.combinations(group, 2)}


def _f1(told: set[frozenset[object]], right: set[frozenset[object]]) -> float:
    return 200 * len(told & right) / (len(told) + len(right))


if __name__ == "__main__":
    main()
