"""Fit how sure statements and events are, and who is told and takes part, on annotated articles that were kept out of training.

    python -m training.encoder.calibrate DATA WORK --fold 0 [--pipeline NAME] [--only statements events]

WORK has annotated.pickle, which says which articles are of the fold; the articles of gold/dev.json, which are never trained on, are read, too. Writes
src/onrecord/data/calibration.json; ``python -m benchmark.confidence`` measures it on other articles. What ``--only`` does not name is judged
as before.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import get_args

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

import onrecord
from corpora.annotated import SETS, read_annotated, read_further
from onrecord import Pipeline
from onrecord.article import BodyView, Span
from onrecord.calibration import Calibrated, Evidence, weights_of_all
from onrecord.cli.evaluating import pages_of
from onrecord.evaluation import GoldArticle, evaluate
from onrecord.evaluation.gold import GoldEvent
from onrecord.evaluation.matching import same_actors
from onrecord.events.participants import chances_of
from onrecord.events.parts import evidence_of
from onrecord.events.settings import date_evidence, dates_near, place_evidence, places_near
from onrecord.events.surroundings import Surroundings
from onrecord.marks import Frame, likeliest
from onrecord.pipeline import surroundings
from onrecord.records import record_of
from onrecord.statements.attribution import LEAST_CONFIDENCE
from onrecord.statements.parts import Role
from onrecord.statements.parts import evidence_of as evidence_in_role
from onrecord.version import DEFAULT_PIPELINE

from .folds import kept_out

TABLE = Path(onrecord.__file__).parent / "data/calibration.json"
# Inverse strength of the L2 penalty: there are a few hundred events to learn from.
FREEDOM = 0.3
# Of where and when events were, of which there are fewer.
FREEDOM_OF_SETTINGS = 0.1
# Events less likely than this stand in no record, and would want what is annotated for themselves.
LEAST_LIKELY = 0.15
# Words that are less likely to be a trigger tell nothing of who takes part.
LEAST_LIKELY_TO_TELL = 0.3
Judged = tuple[Calibrated, Evidence, bool]


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--fold", type=int, required=True)
    parser.add_argument("--pipeline", default=DEFAULT_PIPELINE)
    parser.add_argument("--only", nargs="+", choices=get_args(Calibrated), default=get_args(Calibrated), help="what to fit; all without it")
    arguments = parser.parse_args()
    ids = kept_out(arguments.work / "annotated.pickle", arguments.fold)
    known = [*read_annotated(arguments.data / SETS["train"]), *read_further(arguments.data)]
    articles = [article for article in known if article.id in ids]
    articles += read_annotated(arguments.data / SETS["dev"])
    pipeline = Pipeline(arguments.pipeline)
    # First who is told and passes on, who takes part, where and when: statements and events are judged by them.
    for judge, freedoms in (
        (judged_roles, {"addressee": FREEDOM, "relay": FREEDOM}),
        (judged_parts, {"participants": FREEDOM, "place": FREEDOM_OF_SETTINGS, "date": FREEDOM_OF_SETTINGS}),
        (judged, {"statements": FREEDOM, "events": FREEDOM}),
    ):
        wanted = {kind: freedom for kind, freedom in freedoms.items() if kind in arguments.only}
        if wanted:
            write(wanted, list(judge(articles, pipeline)))


def write(wanted: Mapping[Calibrated, float], found: Sequence[Judged]) -> None:
    """Fit some kinds anew, and keep the weights of the others. ``wanted``: {kind: inverse strength of the penalty}."""
    table = json.loads(TABLE.read_text("utf-8"))
    for kind, freedom in wanted.items():
        table[kind] = fitted(((evidence, right) for of, evidence, right in found if of == kind), freedom)
    TABLE.write_text(json.dumps(table, indent=2) + "\n", encoding="utf-8")
    weights_of_all.cache_clear()
    print(len(found), *wanted)


def judged_roles(articles: list[GoldArticle], pipeline: Pipeline) -> Iterator[Judged]:
    """The evidence of each word that may name somebody who is told an annotated statement, or passes it on, and whether it does."""
    for article, page in zip(articles, pages_of(articles), strict=True):
        prepared, doc = pipeline.parse(page)
        found = pipeline.findings(prepared, doc)
        same = same_actors(article.actors, found.cast.actors)
        for frame in (one for one in found.marks.statements if one.probability >= LEAST_CONFIDENCE):
            words = doc[slice(*frame.anchor)]
            span = prepared.view.span(words.start_char, words.end_char)
            told = next(
                (one for one in article.statements if one.cue is not None and span.start < one.cue.end and one.cue.start < span.end), None
            )
            if told is not None:
                meant: dict[Role, tuple[str, ...]] = {"addressee": told.addressee, "relay": told.relayed_by}
                for role, actors in meant.items():
                    known = [i for i in frame.chances[role] if i in found.cast.actor_of]
                    yield from ((role, evidence_in_role(doc, frame, role, i), same.get(found.cast.actor_of[i]) in actors) for i in known)


def judged_parts(gold: list[GoldArticle], pipeline: Pipeline) -> Iterator[Judged]:
    """The evidence of each word that may name a participant of an annotated event, and of words that may tell where and when it was, and whether they do."""
    for article, page in zip(gold, pages_of(gold), strict=True):
        prepared, doc = pipeline.parse(page)
        found = pipeline.findings(prepared, doc)
        known = surroundings(prepared, doc, found.cast, found.statements, pipeline.knowledge)
        same = same_actors(article.actors, found.cast.actors)
        for frame in found.marks.events:
            told = [event for event in article.events if event.type == frame.answer("deed") and _tells_of(prepared.view, doc, frame, event)]
            if told and frame.probability >= LEAST_LIKELY_TO_TELL:
                meant = {actor for event in told for actor in (*event.actors, *event.recipients)}
                chances = {i: chance for i, chance in chances_of(frame).items() if i in known.actor_of}
                evidence = evidence_of(known, frame, chances)
                for actor, i in likeliest(chances, known.actor_of).items():
                    yield "participants", evidence[i], same.get(actor) in meant
                yield from _judged_settings(known, frame, min(told, key=lambda event: len(event.evidence.text)))


def _judged_settings(known: Surroundings, frame: Frame, event: GoldEvent) -> Iterator[Judged]:
    for words in places_near(known, frame):
        yield "place", place_evidence(known, frame, words), _is_meant(known.view, words, event.place)
    if event.date_text is not None or event.date is None:
        for words in dates_near(known, frame):
            yield "date", date_evidence(known, frame, words), _is_meant(known.view, words, event.date_text)


def _is_meant(view: BodyView, words: TokenSpan, meant: Span | None) -> bool:
    """Whether words are those annotated, or say the same elsewhere."""
    if meant is None:
        return False
    found = view.span(words.start_char, words.end_char)
    said, wanted = found.text.casefold(), meant.text.casefold()
    return (found.start < meant.end and meant.start < found.end) or said in wanted or wanted in said


def _tells_of(view: BodyView, doc: Doc, frame: Frame, event: GoldEvent) -> bool:
    words = doc[slice(*frame.anchor)]
    return event.evidence.start <= view.span(words.start_char, words.end_char).start < event.evidence.end


def judged(gold: list[GoldArticle], pipeline: Pipeline) -> Iterator[Judged]:
    """The evidence of each statement and event found, and whether it is right."""
    for article, page in zip(gold, pages_of(gold), strict=True):
        prepared, doc = pipeline.parse(page)
        found = pipeline.findings(prepared, doc, least=0.0)
        likely = [one for one in found.events if (one.event.confidence or 0.0) >= LEAST_LIKELY]
        record = record_of(
            prepared.article,
            actors=found.cast.actors,
            statements=[one.statement for one in found.statements],
            events=[one.event for one in likely],
            warnings=(),
            made_by=pipeline.made_by,
        )
        right = evaluate([article], {article.id: record}).right
        evidence = {(one.statement.content, one.statement.cue): one.evidence for one in found.statements}
        for statement in record.statements:
            if (article.id, statement.id) in right:
                yield "statements", evidence[statement.content, statement.cue], right[article.id, statement.id]
        for event, candidate in zip(record.events, likely, strict=True):
            if (article.id, event.id) in right:
                yield "events", candidate.evidence, right[article.id, event.id]


def fitted(found: Iterable[tuple[Evidence, bool]], freedom: float) -> dict[str, float]:
    """Weights of the evidence and a constant (logistic regression)."""
    evidence, right = zip(*found, strict=True)
    columns = DictVectorizer()
    model = LogisticRegression(C=freedom, max_iter=2000).fit(columns.fit_transform(evidence), right)
    weights = {name: round(float(weight), 3) for name, weight in zip(columns.get_feature_names_out(), model.coef_[0], strict=True)}
    return weights | {"constant": round(float(model.intercept_[0]), 3)}


if __name__ == "__main__":
    main()
