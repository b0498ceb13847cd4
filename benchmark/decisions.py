"""What becomes of people's decisions when the articles are read again: by a changed model, and in changed texts.

    python -m benchmark.decisions [--each 20]

The reports of benchmark/articles and examples/newsroom are read and stored; so many decisions of every kind are made about what is drawn from them. Then every article is read again: its record
altered mechanically, as another model might read it, or the text changed and read by the pipeline. Of the decisions are printed: those that hold and have their effect on
what the collection answers; ``unread``: the words are there, but nothing is read there now; ``lost``: the words are gone; both are shown so by ``onrecord decisions``.
``astray``: said to hold, but the collection still answers so: the words are left out, and another mention of what happened is read in their place.
Of two that are split there are fewer: those that the newsroom's articles tell alike.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any, TypeVar

from benchmark.rereading import CHANGES
from benchmark.storage import read_reports
from corpora.newsroom import read_newsroom
from onrecord import Collection, Pipeline, Reading
from onrecord.errors import NotInCollection
from onrecord.storage import MergedEvent, StoredActor, StoredStatement

Thing = TypeVar("Thing")
WHO = "Eva"
FOUR_WORDS = re.compile(r"\w+ \w+ \w+ \w+")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--each", type=int, default=20)
    each = parser.parse_args().each
    pipeline = Pipeline()
    readings = [*read_reports(), *(one for one in pipeline.pipe(read_newsroom()) if isinstance(one, Reading))]
    print(f"{'':24}" + "".join(f"{name:>34}" for name in CHANGES))
    columns = [outcomes(readings, change(readings, pipeline), each) for change in CHANGES.values()]
    for kind in columns[0]:
        print(f"{kind:24}" + "".join(f"{told(column[kind]):>34}" for column in columns))


def told(counts: Counter[str]) -> str:
    """Counts in a few words."""
    return ", ".join(f"{count} {what}" for what, count in sorted(counts.items()))


def outcomes(before: Sequence[Reading], after: Iterable[Reading], each: int) -> dict[str, Counter[str]]:
    """What becomes of decisions about one reading after another one, by kind."""
    with tempfile.TemporaryDirectory() as folder, Collection(Path(folder) / "onrecord.db") as collection:
        for reading in before:
            collection.store(reading)
        made = make_decisions(collection, each, random.Random(1))
        for reading in after:
            collection.store(reading)
        states, answers = {one.key: one.state for one in collection.decisions()}, Answers.of(collection)
    found: dict[str, Counter[str]] = {}
    for one in made:
        state = states[one.key]
        outcome = state if state != "holds" else "held" if one.effect(answers) else "astray"
        found.setdefault(one.kind, Counter())[outcome] += 1
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a collection answers."""

    statements: tuple[StoredStatement, ...]
    events: tuple[MergedEvent, ...]
    actors: tuple[StoredActor, ...]

    @staticmethod
    def of(collection: Collection) -> Answers:
        """All of it."""
        return Answers(statements=tuple(collection.statements()), events=tuple(collection.events()), actors=tuple(collection.actors()))

    def names(self) -> set[str]:
        """What somebody is called, or was."""
        return {name for actor in self.actors for name in (actor.name, *actor.aliases)}

    def articles_of(self, name: str) -> int:
        """In how many articles somebody is."""
        return sum(actor.articles for actor in self.actors if actor.name == name)

    def tellings(self) -> list[frozenset[str]]:
        """The articles that tell each statement."""
        clusters = {one.cluster: frozenset(told.article.key for told in one.told_by) for one in self.statements}
        return list(clusters.values())

    def reports(self, *types: str) -> list[frozenset[str]]:
        """The articles that report each event of these types."""
        return [frozenset(report.article.key for report in one.reports) for one in self.events if one.type in types]

    def speakers(self) -> set[str]:
        """Who says something."""
        return {one.speaker.name for one in self.statements if one.speaker is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A decision that was made, and how its effect is seen."""

    kind: str
    key: str
    effect: Callable[[Answers], bool]


def make_decisions(collection: Collection, each: int, chance: random.Random) -> list[Made]:
    """So many decisions of every kind, each about something of its own."""
    answers = Answers.of(collection)
    return list(_Deciding(collection, answers, each, chance).all())


class _Deciding:
    """Draws things and decides about them; names that it gives are its own, so that an effect can be told."""

    def __init__(self, collection: Collection, answers: Answers, each: int, chance: random.Random) -> None:
        self.collection, self.each, self.number = collection, each, 0
        self.taken: set[tuple[str, str]] = set()
        self.articles = cycle(list(collection.readings()))
        alone = Counter(one.words for one in answers.statements)
        told = {one.cluster: one for one in answers.statements if len(one.told_by) == 2}
        self.told_twice = [one for one in told.values() if _is_only_telling(answers, one)]
        self.told_of_twice = [one for one in answers.events if len(one.reports) == 2 and _is_only_one(answers, one)]
        self.statements = [one for one in answers.statements if alone[one.words] == 1 and len(one.told_by) == 1]
        self.events = [one for one in answers.events if len(one.reports) == 1]
        self.actors = [one for one in answers.actors if one.statements]
        for things in (self.statements, self.events, self.actors):
            chance.shuffle(things)  # type: ignore[arg-type]

    def all(self) -> Iterator[Made]:
        """All kinds."""
        kinds = (
            self.correct_statement, self.correct_event, self.reject_statement, self.reject_event, self.add_statement, self.add_event, self.rename, self.link,
            self.merge_actors, self.split_actor, self.merge_statements, self.merge_events, self.split_statements, self.split_events, self.undo,
        )  # fmt: skip
        for kind in kinds:
            drawn = (self.drawn(kind) for _ in range(self.each))
            yield from (made for made in drawn if made is not None)

    def drawn(self, kind: Callable[[], Made]) -> Made | None:
        """A decision about the next thing that earlier decisions have left there; none where no such thing is left."""
        while True:
            try:
                return kind()
            except NotInCollection:
                continue
            except IndexError:
                return None

    def name(self) -> str:
        """A name that nobody has."""
        self.number += 1
        return f"Xavier {''.join(chr(97 + int(digit)) for digit in str(self.number)).title()}berg"

    def decide(self, kind: str, effect: Callable[[Answers], bool], *decided: str, called: str = "", **more: Any) -> Made:
        """Put a decision into the log."""
        made = self.collection.decide(kind, decided, by=WHO, **more)  # type: ignore[arg-type]
        return Made(kind=called or kind, key=made.key, effect=effect)

    def correct_statement(self) -> Made:
        """Another speaker."""
        name = self.name()
        return self.decide(
            "correct", lambda a: name in a.speakers(), self.statements.pop().key, to={"speaker": name}, called="correct statement"
        )

    def correct_event(self) -> Made:
        """Another place."""
        name = self.name()
        return self.decide(
            "correct",
            lambda a: any(e.place_name == name for e in a.events),
            self.events.pop().report,
            to={"place": name},
            called="correct event",
        )

    def reject_statement(self) -> Made:
        """It is none."""
        one = self.statements.pop()
        return self.decide("reject", lambda a: all(s.words != one.words for s in a.statements), one.key, called="reject statement")

    def reject_event(self) -> Made:
        """It is none."""
        one = self.events.pop()
        return self.decide("reject", lambda a: all(_report(e) != _report(one) for e in a.events), one.report, called="reject event")

    def add_statement(self) -> Made:
        """Words that were not read as a statement."""
        name, (article, words) = self.name(), self.unread()
        return self.decide(
            "add", lambda a: name in a.speakers(), article=article, words=words, to={"speaker": name}, called="add statement"
        )

    def add_event(self) -> Made:
        """A word that was not read as an event."""
        name, (article, words) = self.name(), self.unread()
        return self.decide(
            "add", lambda a: any(e.place_name == name for e in a.events), article=article, words=words, what="event", to={"type": "AGREE", "place": name}, called="add event"
        )  # fmt: skip

    def unread(self) -> tuple[str, str]:
        """An article, and four words that it has once, which nobody says and in which nothing was read to happen."""
        while True:
            reading = next(self.articles)
            for match in FOUR_WORDS.finditer(reading.article.text):
                is_new = (reading.article.id, match[0]) not in self.taken
                if is_new and reading.article.text.count(match[0]) == 1 and not _is_read(reading, *match.span()):
                    self.taken.add((reading.article.id, match[0]))
                    return reading.article.id, match[0]

    def rename(self) -> Made:
        """Another name."""
        name = self.name()
        return self.decide("rename", lambda a: a.articles_of(name) > 0, self.actors.pop().key, to={"name": name})

    def link(self) -> Made:
        """An identifier."""
        self.number += 1
        item = f"Q99999{self.number}"
        return self.decide("link", lambda a: any(one.wikidata == item for one in a.actors), self.actors.pop().key, to={"wikidata": item})

    def merge_actors(self) -> Made:
        """Two of two articles are one."""
        name, one = self.name(), self.actors.pop()
        other = self.actors.pop()
        return self.decide(
            "merge",
            lambda a: a.articles_of(name) >= max(one.articles, other.articles),
            one.key,
            other.key,
            to={"name": name},
            called="merge actors",
        )

    def split_actor(self) -> Made:
        """Somebody's words that mean another."""
        name = self.name()
        while True:
            one = self.statements.pop()
            if one.source is not None and one.speaker is not None and one.source.text == one.speaker.name:
                text = self.collection.reading(one.article.key).article.text
                if text.count(one.source.text) == 1:
                    break
        return self.decide(
            "split",
            lambda a: name in a.names(),
            article=one.article.key,
            words=one.source.text,
            what="actor",
            to={"name": name},
            called="split actor",
        )

    def merge_statements(self) -> Made:
        """Two of two articles are one."""
        one, other = self.two(self.statements, lambda said: said.article.key)
        return self.decide(
            "merge",
            lambda a: _are_together(a.tellings(), one.article.key, other.article.key),
            one.key,
            other.key,
            called="merge statements",
        )

    def merge_events(self) -> Made:
        """Two of two articles are one."""
        one, other = self.two(self.events, lambda event: event.reports[0].article.key)
        first, second = one.reports[0].article.key, other.reports[0].article.key
        return self.decide(
            "merge",
            lambda a: _are_together(a.reports(one.type, other.type), first, second),
            one.report,
            other.report,
            called="merge events",
        )

    def split_statements(self) -> Made:
        """Two that were taken for one are not."""
        one, other = self.told_twice.pop().told_by[:2]
        first, second = one.article.key, other.article.key
        return self.decide("split", lambda a: not _are_together(a.tellings(), first, second), one.key, other.key, called="split statements")

    def split_events(self) -> Made:
        """Two that were taken for one are not."""
        event = self.told_of_twice.pop()
        one, other = event.reports
        first, second = one.article.key, other.article.key
        return self.decide(
            "split", lambda a: not _are_together(a.reports(event.type), first, second), one.key, other.key, called="split events"
        )

    def two(self, things: list[Thing], article_of: Callable[[Thing], str]) -> tuple[Thing, Thing]:
        """Two things of two articles."""
        one = things.pop()
        other = next(other for other in reversed(things) if article_of(other) != article_of(one))
        things.remove(other)
        return one, other

    def undo(self) -> Made:
        """A name that was given is taken back."""
        name = self.name()
        renamed = self.collection.decide("rename", self.actors.pop().key, by=WHO, to={"name": name})
        return self.decide("undo", lambda a: name not in a.names(), renamed.key)


def _is_read(reading: Reading, start: int, end: int) -> bool:
    """Whether somebody says some of these words, or they tell of an event."""
    record = reading.record
    spans = [*(span for one in record.statements for span in one.content), *(one.trigger for one in record.events)]
    return any(start < span.end and span.start < end for span in spans)


def _is_only_telling(answers: Answers, said: StoredStatement) -> bool:
    """Whether the two articles that tell a statement have no other in common."""
    articles = {told.article.key for told in said.told_by}
    return len(articles) == 2 and sum(articles <= group for group in answers.tellings()) == 1


def _is_only_one(answers: Answers, event: MergedEvent) -> bool:
    """Whether the two articles that report an event have no other of its type in common."""
    articles = {report.article.key for report in event.reports}
    return len(articles) == 2 and sum(articles <= group for group in answers.reports(event.type)) == 1


def _report(event: MergedEvent) -> tuple[str, str, str]:
    report = event.reports[0]
    return report.article.key, event.type, report.trigger.text


def _are_together(groups: Iterable[frozenset[str]], one: str, other: str) -> bool:
    """Whether something that one article tells is what another tells."""
    return any({one, other} <= group for group in groups)


if __name__ == "__main__":
    main()
