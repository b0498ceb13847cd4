"""What each yes/no question of the rules is worth: fix its answer, read again, and compare the figures.

    python -m benchmark.ablation DATA [--questions PATTERN] > ablation.tsv

Each function of ``actors/``, ``statements/``, ``events/`` and ``grammar/`` that is annotated ``-> bool`` is fixed to False and to True, one at a
time. Read are benchmark/articles/reports.json, DATA/gold/dev.json and 300 articles of DATA/gold/train.jsonl.gz. Texts are parsed once and only the
rules run again, on those articles in which the question was ever answered otherwise. A line of the table is a question and an answer: on each set the
number of articles whose record changes and the three figures of F1 that fall most. Sets are read in that order until one shows a fall beyond the tolerance, since
such a question is needed; "free" are those that cost no more on any set, "idle" those that do not change a byte, and with "breaks" an article cannot be read.
"""

from __future__ import annotations

import argparse
import importlib
import inspect
import pkgutil
import re
import signal
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Literal

from spacy.tokens import Doc

from corpora.annotated import REPORTS, SETS, read_annotated, sampled
from onrecord import Pipeline, Record
from onrecord.cli.evaluating import pages_of
from onrecord.evaluation import Evaluation, GoldArticle, evaluate
from onrecord.evaluation.scoring import Figure
from onrecord.pipeline import Prepared

ROOMS = ("onrecord.grammar", "onrecord.actors", "onrecord.statements", "onrecord.events")
TRAIN_ARTICLES = 300
SEED = 15
# One statement of our reports, the smallest set, is 0.0027 of F1.
TOLERANCE = 0.003
# Figures over few items, in which one is more than that.
SMALL = {
    "kind",
    "relayed_by",
    "roles",
    "events.vouched",
    "status",
    "vouched",
    "dates",
    "places",
    "casualties",
    "wikidata",
    "statements.direct",
    "statements.indirect",
}
TOLERANCE_OF_SMALL = 0.005
# An answer that makes a loop endless is no answer; an article takes a tenth of a second.
SECONDS_AN_ARTICLE = 20
FALLS_SHOWN = 3

Verdict = Literal["idle", "free", "needed", "breaks"]
Figures = Mapping[str, Figure]
ANSWERS: Mapping[bool, CodeType] = {False: (lambda *_, **__: False).__code__, True: (lambda *_, **__: True).__code__}


class AnswerBreaks(Exception):
    """With this answer fixed, an article cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A function that answers yes or no."""

    name: str
    function: FunctionType


@dataclass(slots=True, kw_only=True)
class Parsed:
    """An annotated article with its parse, and how it is read with all rules as they are.

    ``answers``: which answers each question gave, by its code.
    """

    gold: GoldArticle
    prepared: Prepared
    doc: Doc
    json: str = ""
    figures: Figures = field(default_factory=dict)
    answers: dict[CodeType, set[bool]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What an answer does to one set: how many articles change, and by how much each figure falls that does."""

    changed: int
    falls: Mapping[str, float]


class Reader:
    """Reads parsed articles again, their frames as they were."""

    def __init__(self) -> None:
        self.pipeline = Pipeline()

    def parsed(self, articles: Sequence[GoldArticle], codes: Collection[CodeType]) -> list[Parsed]:
        """The articles parsed, and read once with all rules as they are."""
        found = []
        for gold, page in zip(articles, pages_of(articles), strict=True):
            prepared, doc = self.pipeline.parse(page)
            article = Parsed(gold=gold, prepared=prepared, doc=doc)
            with traced(codes, article.answers):
                record = self.record(article)
            article.json, article.figures = record.to_json(), _figures(gold, record)
            found.append(article)
        return found

    def record(self, article: Parsed) -> Record:
        """The record of an article by the rules as they are now."""
        return self.pipeline.record(article.prepared, article.doc)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--questions", default="", help="only those whose name has this pattern")
    arguments = parser.parse_args()
    asked = [question for question in questions() if re.search(arguments.questions, question.name)]
    codes = {question.function.__code__ for question in asked}
    reader = Reader()
    sets = {name: reader.parsed(articles, codes) for name, articles in _sets(arguments.data).items()}
    print("question", "fixed to", "verdict", *sets, sep="\t", flush=True)
    for question in asked:
        for answer in (False, True):
            verdict, cells = _judged(reader, question, list(sets.values()), answer=answer)
            print(question.name, answer, verdict, *cells, sep="\t", flush=True)


def questions() -> Iterator[Question]:
    """Every function and method of the rooms that is annotated ``-> bool``, in the order of the files."""
    for module in (module for room in ROOMS for module in _modules(room)):
        for value in vars(module).values():
            members = vars(value).values() if inspect.isclass(value) else [value]
            for member in members:
                function = inspect.unwrap(member) if callable(member) else None
                if isinstance(function, FunctionType) and function.__module__ == module.__name__ and _says_bool(function):
                    yield Question(name=f"{module.__name__.removeprefix('onrecord.')}.{function.__qualname__}", function=function)


def _says_bool(function: FunctionType) -> bool:
    return function.__annotations__.get("return") in ("bool", bool)


def _modules(room: str) -> Iterator[ModuleType]:
    module = importlib.import_module(room)
    yield module
    for found in pkgutil.iter_modules(getattr(module, "__path__", ()), f"{room}."):
        yield importlib.import_module(found.name)


def _sets(data: Path) -> dict[str, list[GoldArticle]]:
    return {
        "reports": read_annotated(REPORTS),
        "dev": read_annotated(data / SETS["dev"]),
        "train": sampled(read_annotated(data / SETS["train"]), TRAIN_ARTICLES, seed=SEED),
    }


def _judged(reader: Reader, question: Question, sets: Sequence[Sequence[Parsed]], *, answer: bool) -> tuple[Verdict, list[str]]:
    """Whether the question can go, and a cell for each set that was read."""
    cells: list[str] = []
    changed = 0
    for articles in sets:
        try:
            outcome = _outcome(reader, question, articles, answer=answer)
        except AnswerBreaks as error:
            return "breaks", [*cells, str(error)]
        changed += outcome.changed
        worst = sorted(outcome.falls.items(), key=lambda fall: -fall[1])[:FALLS_SHOWN]
        cells.append(" ".join([f"{outcome.changed}/{len(articles)}", *(f"{name} {-fall:+.4f}" for name, fall in worst)]))
        if any(fall > (TOLERANCE_OF_SMALL if name in SMALL else TOLERANCE) for name, fall in outcome.falls.items()):
            return "needed", cells
    return "free" if changed else "idle", cells


def _outcome(reader: Reader, question: Question, articles: Sequence[Parsed], *, answer: bool) -> Outcome:
    figures = {article.gold.id: article.figures for article in articles}
    changed = 0
    code = question.function.__code__
    for article in articles:
        if article.answers.get(code, set()) <= {answer}:
            continue
        with fixed(question, answer=answer):
            record = _read_or_break(reader, article)
        if record.to_json() != article.json:
            changed += 1
            figures[article.gold.id] = _figures(article.gold, record)
    if not changed:
        return Outcome(changed=0, falls={})
    before, after = _sums(article.figures for article in articles), _sums(figures.values())
    return Outcome(changed=changed, falls={name: before[name].f1 - after[name].f1 for name in before if before[name].f1 > after[name].f1})


def _read_or_break(reader: Reader, article: Parsed) -> Record:
    def too_long(*_: object) -> None:
        raise TimeoutError("takes too long")

    before = signal.signal(signal.SIGALRM, too_long)
    signal.setitimer(signal.ITIMER_REAL, SECONDS_AN_ARTICLE)
    try:
        return reader.record(article)
    except Exception as error:  # Whatever it is, this answer cannot stand.
        raise AnswerBreaks(f"{type(error).__name__}: {error}".splitlines()[0]) from error
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def fixed(question: Question, *, answer: bool) -> Iterator[None]:
    """Let the question have one answer, wherever it is asked."""
    code = question.function.__code__
    question.function.__code__ = ANSWERS[answer]
    try:
        yield
    finally:
        question.function.__code__ = code


@contextmanager
def traced(codes: Collection[CodeType], answers: dict[CodeType, set[bool]]) -> Iterator[None]:
    """Note which answers the questions give."""

    def note(frame: FrameType, event: str, value: object) -> None:
        if event == "return" and isinstance(value, bool) and frame.f_code in codes:
            answers.setdefault(frame.f_code, set()).add(value)

    sys.setprofile(note)
    try:
        yield
    finally:
        sys.setprofile(None)


def _figures(gold: GoldArticle, record: Record) -> Figures:
    return evaluate([gold], {gold.id: record}).figures()


def _sums(figures: Iterator[Figures] | Collection[Figures]) -> Figures:
    return Evaluation(articles={str(number): dict(some) for number, some in enumerate(figures)}).figures()


if __name__ == "__main__":
    main()
