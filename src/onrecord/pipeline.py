"""Everything done to one article, in order: the one place that knows that order."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import cast, get_args

from spacy.language import Language
from spacy.tokens import Doc, Span

from onrecord.actors import Cast, find_cast
from onrecord.article import Article, BodyView, Page
from onrecord.cleaning import body_view, clean
from onrecord.events import Surroundings, find_events
from onrecord.knowledge import Knowledge, added_file
from onrecord.language import DEFAULT_PIPELINE, load, reader_of
from onrecord.marks import Frame, Run
from onrecord.provenance import made_by
from onrecord.reading import check_text, each_id_once
from onrecord.records import Actor, ArticleDescription, Event, Failure, Mention, Reading, Record, Stage, Statement, Warning
from onrecord.statements import Attribution, FoundStatement, find_attributions, find_statements, unmatched_marks

# Events less likely than this show nobody.
LEAST_SHOWN = 0.25
# Articles parsed together. On 100 news articles, one core, words a second and peak memory: 2 gives 7,081 and 298 MB, 8 gives 7,782 and
# 426 MB, 32 gives 6,374 and 877 MB.
ARTICLES_A_BATCH = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """An article on its way to a record."""

    page: Page
    article: Article
    view: BodyView
    warnings: tuple[Warning, ...]


class Pipeline:
    """Reads articles. Loading takes seconds; keep one and use it for all of them.

    ``pipeline`` names an installed spaCy pipeline, ours unless another is wanted; ``knowledge``: what is shipped with what the user added to it,
    unless another is given. Raises ModelMissing, ModelUnfit and FileUnfit.
    """

    def __init__(self, pipeline: str = DEFAULT_PIPELINE, *, knowledge: Knowledge | None = None) -> None:
        self.nlp: Language = load(pipeline)
        self.knowledge = knowledge if knowledge is not None else Knowledge.open(added_file())
        self._reader = reader_of(self.nlp)
        self.made_by = made_by(self.nlp, self.knowledge)

    def __call__(self, page: Page) -> Record:
        """The record of one page. Raises ArticleError where there is none."""
        return self.read(page).record

    def read(self, page: Page) -> Reading:
        """Read one page. Raises ArticleError where there is no article in it."""
        return self._reading(*self.parse(page))

    def parse(self, page: Page) -> tuple[Prepared, Doc]:
        """The article and its parse, from which the record is read. Raises ArticleError."""
        prepared = self._prepare(page)
        return prepared, self.nlp(self._doc(prepared.view))

    def pipe(self, pages: Iterable[Page | Failure]) -> Iterator[Reading | Failure]:
        """Readings in the order of the pages; a page that cannot be read, or a failure passed in, comes out as a failure."""
        pages = each_id_once(pages)
        while batch := list(islice(pages, ARTICLES_A_BATCH)):
            yield from self._read_batch(batch)

    def _read_batch(self, batch: list[Page | Failure]) -> Iterator[Reading | Failure]:
        results = [self._try_prepare(item) if isinstance(item, Page) else replace(item, made_by=self.made_by) for item in batch]
        prepared = [item for item in results if isinstance(item, Prepared)]
        docs = iter(self._parse([item.view for item in prepared]))
        for item in results:
            if isinstance(item, Failure):
                yield item
                continue
            doc = next(docs)
            try:
                yield self._reading(item, doc if doc is not None else self.nlp(self._doc(item.view)))
            except Exception as error:  # The edge of a run: a bug costs one article and is stored with its traceback.
                yield self._failure(item.page, error)

    def _parse(self, views: list[BodyView]) -> list[Doc] | list[None]:
        """Parse a batch at once; nothing for each if one of them breaks the parser, so that each is parsed, and fails, alone."""
        try:
            return list(self.nlp.pipe(self._doc(view) for view in views))
        except Exception:  # Not swallowed: the text at fault raises again when it is parsed alone.
            return [None] * len(views)

    def _try_prepare(self, page: Page) -> Prepared | Failure:
        try:
            return self._prepare(page)
        except Exception as error:  # The edge of a run, as above.
            return self._failure(page, error)

    def _failure(self, page: Page, error: Exception) -> Failure:
        return Failure.of(error, stage=stage_of(error), id=page.id, file=page.file, text=page.text, made_by=self.made_by)

    @staticmethod
    def _prepare(page: Page) -> Prepared:
        check_text(page.text, where=page.id)
        article, warnings = clean(page)
        view, joined = body_view(article)
        return Prepared(page=page, article=article, view=view, warnings=warnings + joined)

    def _doc(self, view: BodyView) -> Doc:
        """The view as tokens, its headline marked for the components that read headlines."""
        doc = self.nlp.make_doc(view.text)
        headline = doc.char_span(0, view.headline_end, alignment_mode="expand") if view.headline_end else None
        doc.spans["onrecord:headline"] = [Span(doc, headline.start, headline.end, label="HEADLINE")] if headline is not None else []
        return doc

    def _reading(self, prepared: Prepared, doc: Doc) -> Reading:
        return Reading(article=prepared.article, page=prepared.page, record=self.record(prepared, doc))

    def record(self, prepared: Prepared, doc: Doc) -> Record:
        """The record of a parsed article, by rules alone."""
        article, view = prepared.article, prepared.view
        marks = self._reader.marks(doc)
        attributions = find_attributions(doc, marks.statements)
        show(doc, attributions, marks.events)
        cast = find_cast(doc, view, self.knowledge, article.published)
        found = find_statements(doc, view, attributions, cast.actor_of, cast.joint_of)
        cast = with_first_person(cast, doc, found)
        events = find_events(surroundings(prepared, doc, cast, found, self.knowledge), marks.events)
        statements = tuple(f.statement for f in found)
        actors, statements, events = keep_involved(cast.actors, statements, events)
        return Record(
            article=ArticleDescription.of(article),
            actors=actors,
            statements=statements,
            events=events,
            warnings=prepared.warnings + tuple(_unmatched(doc, view)),
            made_by=self.made_by,
        )


def show(doc: Doc, attributions: Iterable[Attribution], events: Iterable[Frame]) -> None:
    """Show who speaks, is told, passes on and takes part as spans of the parsed text."""
    roles: dict[str, set[Run]] = {role: set() for role in ("source", "addressee", "relay", "actor", "recipient")}
    for one in attributions:
        roles["source"] |= {one.source} if one.source is not None else set()
        roles["addressee"] |= set(one.addressees)
    frames = [one.frame for one in attributions if one.frame is not None] + [frame for frame in events if frame.probability >= LEAST_SHOWN]
    for role in ("addressee", "relay", "actor", "recipient"):
        roles[role] |= {part.run for frame in frames for part in frame.of(role)}
    for role, runs in roles.items():
        doc.spans[f"onrecord:{role}"] = [Span(doc, *run, label=role.upper()) for run in sorted(runs)]


def with_first_person(cast: Cast, doc: Doc, found: list[FoundStatement]) -> Cast:
    """The cast with "I" and "we" in what somebody says among their mentions."""
    spoken = sorted(
        ((min(f.tokens), max(f.tokens) + 1, f.statement.speaker) for f in found if f.statement.speaker and f.tokens), key=_width
    )
    return cast.with_first_person(doc, ((start, end, speaker) for start, end, speaker in spoken if speaker))


def surroundings(prepared: Prepared, doc: Doc, cast: Cast, found: list[FoundStatement], knowledge: Knowledge) -> Surroundings:
    """What the events of a parsed article are read from."""
    return Surroundings(
        doc,
        prepared.view,
        actors=cast.actors,
        actor_of=cast.actor_of,
        statements=[(f.statement, f.tokens) for f in found],
        published=prepared.article.published,
        places=knowledge.places,
    )


def keep_involved(
    actors: tuple[Actor, ...], statements: tuple[Statement, ...], events: tuple[Event, ...]
) -> tuple[tuple[Actor, ...], tuple[Statement, ...], tuple[Event, ...]]:
    """Keep actors that speak, are told, relay, take part or are harmed, and number them anew in the order of the text."""
    involved = {statement.speaker for statement in statements}
    involved |= {p.actor for s in statements for p in (*s.addressees, *s.relayed_by)}
    involved |= {p.actor for e in events for p in (*e.actors, *e.recipients)} | {c.actor for e in events for c in e.casualties}
    kept = sorted((actor for actor in actors if actor.id in involved), key=_first_words)
    ids = {actor.id: f"a{number}" for number, actor in enumerate(kept, start=1)}
    return (
        tuple(replace(actor, id=ids[actor.id]) for actor in kept),
        tuple(_renumber_statement(statement, ids) for statement in statements),
        tuple(_renumber_event(event, ids) for event in events),
    )


def _renumber_statement(statement: Statement, ids: dict[str, str]) -> Statement:
    return replace(
        statement,
        speaker=ids[statement.speaker] if statement.speaker is not None else None,
        addressees=tuple(replace(p, actor=ids[p.actor]) for p in statement.addressees),
        relayed_by=tuple(replace(p, actor=ids[p.actor]) for p in statement.relayed_by),
    )


def _renumber_event(event: Event, ids: dict[str, str]) -> Event:
    return replace(
        event,
        actors=tuple(replace(p, actor=ids[p.actor]) for p in event.actors),
        recipients=tuple(replace(p, actor=ids[p.actor]) for p in event.recipients),
        casualties=tuple(replace(c, actor=ids[c.actor] if c.actor is not None else None) for c in event.casualties),
    )


def _first_words(actor: Actor) -> tuple[int, str]:
    mention: Mention = actor.mentions[0]
    return mention.start, actor.id


def _width(spoken: tuple[int, int, str | None]) -> int:
    return spoken[0] - spoken[1]


def _unmatched(doc: Doc, view: BodyView) -> Iterator[Warning]:
    for i in unmatched_marks(doc):
        span = view.span(doc[i].idx, doc[i].idx + len(doc[i]))
        message = "This quotation mark has no partner; where the quotation ends is a guess."
        yield Warning(code="unmatched-quotation-mark", message=message, start=span.start, end=span.end, text=span.text)


def stage_of(error: Exception) -> Stage | None:
    """The stage whose code raised an error: the innermost in its traceback; spaCy is part of the language stage."""
    modules = [frame.f_globals.get("__name__", "") for frame, _ in traceback.walk_tb(error.__traceback__)]
    within = [stage for module in modules for stage in get_args(Stage) if f"{module}.".startswith(f"onrecord.{stage}.")]
    if within:
        return cast("Stage", within[-1])
    return "language" if any(module.startswith("spacy.") for module in modules) else None
