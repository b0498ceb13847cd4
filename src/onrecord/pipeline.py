"""Everything done to one article, in order: the one place that knows that order."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import cast, get_args

from spacy.language import Language
from spacy.tokens import Doc, Span

from onrecord.actors import Cast, find_cast
from onrecord.article import Article, BodyView, Page
from onrecord.cleaning import body_view, clean
from onrecord.events import Candidate, Surroundings, find_candidates, is_told
from onrecord.grammar import head_of
from onrecord.knowledge import Knowledge, added_file
from onrecord.language import DEFAULT_PIPELINE, load, reader_of
from onrecord.marks import Frame, Marks, PairScores, Run, Voices
from onrecord.processes import in_order
from onrecord.provenance import made_by
from onrecord.reading import check_text, each_id_once
from onrecord.records import Failure, Reading, Record, Stage, Warning, record_of
from onrecord.statements import (
    LEAST_CONFIDENCE,
    Attribution,
    FoundStatement,
    find_attributions,
    find_quotations,
    find_statements,
    unmatched_marks,
)

# Events less likely than this show nobody.
LEAST_SHOWN = 0.5
# The sector of those who publish news.
NEWS = "MED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """An article on its way to a record."""

    page: Page
    article: Article
    view: BodyView
    warnings: tuple[Warning, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """Who is in an article, what they say, and what may have happened, likely or not; and what the reader found."""

    marks: Marks
    cast: Cast
    statements: list[FoundStatement]
    events: list[Candidate]


class Pipeline:
    """Reads articles. Loading takes seconds; keep one and use it for all of them.

    ``pipeline`` names an installed spaCy pipeline, ours unless another is wanted; ``knowledge``: what is shipped with what the user added to it,
    unless another is given. Raises ModelMissing, ModelUnfit and FileUnfit.
    """

    def __init__(self, pipeline: str = DEFAULT_PIPELINE, *, knowledge: Knowledge | None = None) -> None:
        self._name = pipeline
        self.nlp: Language = load(pipeline)
        self._reader = reader_of(self.nlp)
        self._reader.writes -= {"attributions"}  # What is said is written from the frames, once it is known.
        self.knowledge = knowledge if knowledge is not None else Knowledge.open(added_file())
        self.made_by = made_by(self.nlp, self.knowledge)

    def __call__(self, page: Page) -> Record:
        """The record of one page. Raises ArticleError where there is none."""
        return self.read(page).record

    def read(self, page: Page) -> Reading:
        """Read one page. Raises ArticleError where there is no article in it."""
        if not isinstance(page, Page):
            raise TypeError(
                f"page must be a Page (onrecord.Page(id=..., text=...)), not {type(page).__name__}; a text can be given to onrecord.read."
            )
        return self._reading(*self.parse(page))

    def parse(self, page: Page) -> tuple[Prepared, Doc]:
        """The article and its parse, from which the record is read. Raises ArticleError."""
        prepared = self._prepare(page)
        return prepared, self.nlp(self._doc(prepared.view))

    def pipe(self, pages: Iterable[Page | Failure], *, processes: int = 1) -> Iterator[Reading | Failure]:
        """Readings in the order of the pages; a page that cannot be read, or a failure passed in, comes out as a failure.

        With more than one of ``processes``, each opens this pipeline by its name and reads some of the pages; a script that does so needs
        ``if __name__ == "__main__":``. Raises WorkerLost if one of them is killed.
        """
        if isinstance(pages, Page | str):
            raise TypeError(f"pages must be several Pages, not one {type(pages).__name__}; one Page is read by read.")
        if processes < 1:
            raise ValueError(f"processes: {processes}; there must be one or more.")
        items = each_id_once(pages)
        if processes == 1:
            return map(self.result, items)
        return in_order(partial(_open_reader, self._name, self.knowledge), items, processes)

    def result(self, item: Page | Failure) -> Reading | Failure:
        """The reading of a page, or the failure that it ends in, or that was passed in."""
        if isinstance(item, Failure):
            return replace(item, made_by=self.made_by)
        try:
            return self.read(item)
        except Exception as error:  # The edge of a run: a bug costs one article and is stored with its traceback.
            return self._failure(item, error)

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
        """The record of a parsed article."""
        found = self.findings(prepared, doc)
        return record_of(
            prepared.article,
            actors=found.cast.actors,
            statements=[one.statement for one in found.statements],
            events=[one.event for one in found.events if is_told(one)],
            warnings=(*prepared.warnings, *_unmatched(doc, prepared.view)),
            made_by=self.made_by,
        )

    def findings(self, prepared: Prepared, doc: Doc, *, least: float = LEAST_CONFIDENCE) -> Findings:
        """What is found in a parsed article: statements at least so sure, and all that may have happened."""
        marks = self._reader.marks(doc)
        attributions = find_attributions(doc, marks.statements)
        show(doc, attributions, marks.events)
        voices = voices_of(doc, attributions, marks.events, self._reader.pair_scores(doc))
        cast, statements = read_statements(prepared, doc, attributions, voices, self.knowledge, least=least)
        events = find_candidates(surroundings(prepared, doc, cast, statements, self.knowledge), marks.events)
        return Findings(marks=marks, cast=cast, statements=statements, events=list(events))

    def voices(self, doc: Doc) -> Voices:
        """Who speaks and takes part where in a parsed text."""
        marks = self._reader.marks(doc)
        return voices_of(doc, find_attributions(doc, marks.statements), marks.events, self._reader.pair_scores(doc))


def _open_reader(pipeline: str, knowledge: Knowledge) -> Callable[[Page | Failure], Reading | Failure]:
    """A pipeline of a process's own."""
    return Pipeline(pipeline, knowledge=knowledge).result


def voices_of(doc: Doc, attributions: Iterable[Attribution], events: Iterable[Frame], pair_scores: PairScores | None) -> Voices:
    """Who speaks and takes part where, for the actors stage."""
    attributions = list(attributions)
    roles = _roles(attributions, events)
    framed = [(one.frame, one.source) for one in attributions]
    return Voices(
        sources=roles.pop("source"),
        others=tuple(run for runs in roles.values() for run in runs),
        quoted=frozenset(i for quotation in find_quotations(doc) for i in range(quotation.start, quotation.end)),
        names={
            head_of(Span(doc, *source)).i: frame.chances["name"] for frame, source in framed if frame is not None and source is not None
        },
        pair_scores=pair_scores,
    )


def show(doc: Doc, attributions: Iterable[Attribution], events: Iterable[Frame]) -> None:
    """Show what is said by whom, and who takes part, as spans of the parsed text, for displaCy and programs; nothing here reads them."""
    attributions = list(attributions)
    roles = _roles(attributions, events)
    cues = tuple(one.cue for one in attributions if one.cue is not None)
    contents = tuple(run for one in attributions for run in one.content)
    for role, runs in (roles | {"cue": cues, "content": contents}).items():
        doc.spans[f"onrecord:{role}"] = [Span(doc, *run, label=role.upper()) for run in runs]


def _roles(attributions: Iterable[Attribution], events: Iterable[Frame]) -> dict[str, tuple[Run, ...]]:
    """The runs in each role of statements and of likely events, in the order of the text."""
    roles: dict[str, set[Run]] = {role: set() for role in ("source", "addressee", "relay", "actor", "recipient")}
    frames = [frame for frame in events if frame.probability >= LEAST_SHOWN]
    for one in attributions:
        roles["source"] |= {one.source} if one.source is not None else set()
        roles["addressee"] |= set(one.addressees)
        frames += [one.frame] if one.frame is not None else []
    for role in ("addressee", "relay", "actor", "recipient"):
        roles[role] |= {part.run for frame in frames for part in frame.of(role)}
    return {role: tuple(sorted(runs)) for role, runs in roles.items()}


def read_statements(
    prepared: Prepared, doc: Doc, attributions: list[Attribution], voices: Voices, knowledge: Knowledge, *, least: float = LEAST_CONFIDENCE
) -> tuple[Cast, list[FoundStatement]]:
    """The actors of a parsed article, "I" in what they say among their mentions, and the statements."""
    cast = find_cast(doc, prepared.view, knowledge, prepared.article.published, voices)
    outlets = {actor.id for actor in cast.actors if actor.type == "organization" and NEWS in actor.sectors}
    found = find_statements(doc, prepared.view, attributions, cast.actor_of, cast.joint_of, outlets=outlets, least=least)
    spoken = sorted(
        ((min(f.tokens), max(f.tokens) + 1, f.statement.speaker) for f in found if f.statement.speaker and f.tokens), key=_width
    )
    return cast.with_first_person(doc, ((start, end, speaker) for start, end, speaker in spoken if speaker)), found


def surroundings(prepared: Prepared, doc: Doc, cast: Cast, found: list[FoundStatement], knowledge: Knowledge) -> Surroundings:
    """The input of the events stage for a parsed article."""
    return Surroundings(
        doc,
        prepared.view,
        actors=cast.actors,
        actor_of=cast.actor_of,
        statements=[(f.statement, f.tokens) for f in found],
        published=prepared.article.published,
        places=knowledge.places,
    )


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
