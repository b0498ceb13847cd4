"""What trees learn from: the evidence of words that may have a part, and of events, in annotated articles, and whether it is right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from onrecord import Pipeline
from onrecord.article import BodyView, Span
from onrecord.calibration import Evidence, log_odds
from onrecord.cli.evaluating import pages_of
from onrecord.errors import ArticleError
from onrecord.evaluation import GoldArticle
from onrecord.evaluation.gold import GoldEvent
from onrecord.evaluation.matching import same_actors
from onrecord.events.finding import likely_mentions
from onrecord.events.parts import Elsewhere, chances_of, evidence_of
from onrecord.events.settings import SETTINGS, elsewhere_of, evidence_near
from onrecord.events.surroundings import Surroundings
from onrecord.events.vouching import evidence_of as evidence_of_word
from onrecord.events.vouching import told_outside
from onrecord.forests import Judged
from onrecord.marks import Frame, likeliest
from onrecord.pipeline import Findings, Prepared, surroundings
from onrecord.statements.attribution import LEAST_CONFIDENCE
from onrecord.statements.parts import Role
from onrecord.statements.parts import evidence_of as evidence_in_role
from training.encoder.calibrate import rightness

# Words that are less likely to be a trigger tell nothing of who takes part.
LEAST_LIKELY_TO_TELL = 0.3
# Events that the reader finds less likely than this would want what is annotated for themselves.
LEAST_LIKELY = 0.15
Row = tuple[Judged, Evidence, bool]


def judged_parts(pipeline: str, article: GoldArticle) -> list[Row]:
    """The evidence of all words of an article that may have a part, and whether they do; nothing where it cannot be read."""
    opened = _opened(pipeline)
    rows: list[Row] = []
    for prepared, doc in _parsed(opened, article):
        found = opened.findings(prepared, doc)
        known = surroundings(prepared, doc, found.cast, found.statements, opened.knowledge)
        rows += [*_roles(article, prepared.view, doc, found), *_parts(article, known, found)]
    return rows


def judged_events(pipeline: str, article: GoldArticle) -> list[Row]:
    """The evidence of each event that an article may tell of, and whether it is one of those annotated."""
    opened = _opened(pipeline)
    rows: list[Row] = []
    for prepared, doc in _parsed(opened, article):
        found = opened.findings(prepared, doc)
        likely = [one for one in found.events if one.evidence["log odds"] >= log_odds(LEAST_LIKELY)]
        record, right = rightness(article, prepared, replace(found, events=likely), opened.made_by)
        rows += [("events", one.evidence, right[event.id]) for event, one in zip(record.events, likely, strict=True) if event.id in right]
    return rows


@cache
def _opened(pipeline: str) -> Pipeline:
    return Pipeline(pipeline)


def _parsed(opened: Pipeline, article: GoldArticle) -> Iterator[tuple[Prepared, Doc]]:
    """The article and its parse; none where it cannot be read."""
    for page in pages_of([article]):
        try:
            yield opened.parse(page)
        except ArticleError as error:
            print(error)


def _roles(article: GoldArticle, view: BodyView, doc: Doc, found: Findings) -> Iterator[Row]:
    """The evidence of each word that may name somebody who is told an annotated statement, or passes it on, and whether it does."""
    same, actor_of = same_actors(article.actors, found.cast.actors), found.cast.actor_of
    for frame in (one for one in found.marks.statements if one.probability >= LEAST_CONFIDENCE):
        words = doc[slice(*frame.anchor)]
        span = view.span(words.start_char, words.end_char)
        cued = (one for one in article.statements if one.cue is not None and span.start < one.cue.end and one.cue.start < span.end)
        told = next(cued, None)
        if told is not None:
            meant: dict[Role, tuple[str, ...]] = {"addressee": told.addressee, "relay": told.relayed_by}
            for role, actors in meant.items():
                known = [i for i in frame.chances[role] if i in actor_of]
                yield from ((role, evidence_in_role(doc, frame, role, i), same.get(actor_of[i]) in actors) for i in known)


def _parts(article: GoldArticle, known: Surroundings, found: Findings) -> Iterator[Row]:
    """The evidence of each word that may name a participant of an annotated event, and of words that may tell where and when it was, and whether they do."""
    same, frames = same_actors(article.actors, found.cast.actors), likely_mentions(found.marks.events)
    elsewhere, outside = Elsewhere(frames, chances_of), told_outside(known, frames)
    elsewhere_in = {setting: elsewhere_of(setting, frames) for setting in SETTINGS}
    for frame in frames:
        told = [event for event in article.events if event.type == frame.answer("deed") and _tells_of(known.view, known.doc, frame, event)]
        if told and frame.probability >= LEAST_LIKELY_TO_TELL:
            meant = {actor for event in told for actor in (*event.actors, *event.recipients)}
            chances = {i: chance for i, chance in chances_of(frame).items() if i in known.actor_of}
            evidence = evidence_of(known, frame, chances, elsewhere)
            for actor, i in likeliest(chances, known.actor_of).items():
                yield "participants", evidence[i], same.get(actor) in meant
            event = min(told, key=lambda event: len(event.evidence.text))
            if known.around(known.doc[slice(*frame.anchor)].root):
                yield "word", evidence_of_word(known, frame, outside), bool(event.attributed_to)
            where_and_when = {"place": event.place, "date": event.date_text}
            for setting in SETTINGS:
                if setting == "place" or event.date_text is not None or event.date is None:
                    for words, of_words in evidence_near(known, setting, frame, elsewhere_in[setting]):
                        yield setting, of_words, _is_meant(known.view, words, where_and_when[setting])


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
