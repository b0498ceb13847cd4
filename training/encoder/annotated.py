"""Annotated articles as samples: anchors of statements and events in the tokens that the pipeline reads.

    python -m training.encoder.annotated DATA OUT [--clean]

OUT gets annotated.pickle: [(article id, group, [Sample])], with one group for all copies of a story, so that none is both learned from and measured on.
The annotation says who takes part, not by which words: the words are those nearest to the anchor that stand for the actor, by its annotated names and
descriptions, by the sources of what it says, or by the pronouns that the pipeline resolves to it. ``--clean``: our own short reports alone.
"""

from __future__ import annotations

import argparse
import pickle
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from spacy.tokens import Doc

from corpora.annotated import SETS, annotators, read_annotated, read_further
from onrecord.article import BodyView, Page
from onrecord.errors import ArticleError
from onrecord.evaluation.gold import GoldActor, GoldArticle, GoldEvent, GoldStatement
from onrecord.language.encoder.anchors import BEFORE
from onrecord.pipeline import Pipeline
from onrecord.records import Actor
from onrecord.version import DEFAULT_PIPELINE

from .samples import Anchor, Run, Sample, cuts_of, sample_between

LEARNED_FROM, OURS = ("train", "mini"), ("mini",)
SHINGLE, SHARED_SHINGLES = 8, 0.2
# Words of an actor that stand further from the anchor than this are none by which it takes part.
FURTHEST = 90
# What a sentence between costs more than a word.
A_SENTENCE = 30


def main() -> None:
    """Write the samples."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--clean", action="store_true")
    parser.add_argument("--pipeline", default=DEFAULT_PIPELINE)
    arguments = parser.parse_args()
    pipeline = Pipeline(arguments.pipeline)
    names = OURS if arguments.clean else LEARNED_FROM
    articles = [article for name in names for article in read_annotated(arguments.data / SETS[name])]
    articles += [] if arguments.clean else read_further(arguments.data)
    groups = group_copies(articles)
    made, by = [], annotators()
    for article, group in zip(articles, groups, strict=True):
        try:
            made.append((article.id, group, list(samples_of(pipeline, article, by.get(article.id, 0)))))
        except ArticleError as error:
            print(error)
    with (arguments.out / "annotated.pickle").open("wb") as out:
        pickle.dump(made, out)
    anchors = [anchor for _, _, samples in made for sample in samples for anchor in sample.anchors]
    print(len(made), "articles,", len(set(groups)), "stories,", len(anchors), "anchors")


def group_copies(articles: Sequence[GoldArticle]) -> list[int]:
    """A number for each article, the same for those that share a fifth of their runs of eight words."""
    group = list(range(len(articles)))
    seen: dict[int, list[int]] = defaultdict(list)
    for number, article in enumerate(articles):
        words = article.text.split()
        shingles = {hash(tuple(words[i : i + SHINGLE])) for i in range(len(words) - SHINGLE)}
        shared: dict[int, int] = defaultdict(int)
        for shingle in shingles:
            for other in seen[shingle]:
                shared[other] += 1
            seen[shingle].append(number)
        for other, count in shared.items():
            if count >= SHARED_SHINGLES * len(shingles):
                group = [group[number] if one == group[other] else one for one in group]
    return group


def samples_of(pipeline: Pipeline, article: GoldArticle, by: int = 0) -> Iterator[Sample]:
    """An article's samples. ``by``: who annotated it (``Sample.annotators``)."""
    page = Page(id=article.id, text=article.text, title=article.title, published=article.published, publisher=article.publisher)
    prepared, doc = pipeline.parse(page)
    words = WordsOf(doc, prepared.view)
    annotated = annotated_runs(article, words)
    runs = with_pronouns(annotated, article, words, pipeline.record(prepared, doc).actors)
    anchors = [
        *statement_anchors(article.statements, words, runs, names_of_actors(article, words)),
        *event_anchors(article.events, words, runs),
    ]
    actors = actors_by_head(annotated, doc)
    for start, end in cuts_of(doc, guessed=True):
        yield replace(sample_between(doc, start, end, anchors, ("statements", "events"), actors=actors, guessed=True), annotators=by)


class WordsOf:
    """Where characters of the frozen text stand among the tokens of the body view."""

    def __init__(self, doc: Doc, view: BodyView) -> None:
        self.doc, self.view = doc, view
        self.token_at: dict[int, int] = {}
        for token in self.doc:
            if not token.is_space:
                for start, end in self.view.offsets.to_frozen(token.idx, token.idx + len(token)):
                    self.token_at.update(dict.fromkeys(range(start, end), token.i))
        self.sentence: dict[int, int] = {token.i: number for number, sentence in enumerate(self.doc.sents) for token in sentence}

    def run(self, start: int, end: int) -> Run | None:
        """The tokens of characters [start, end); ``None`` where they are not in the view."""
        found = [self.token_at[i] for i in range(start, end) if i in self.token_at]
        return (min(found), max(found) + 1) if found else None


def annotated_runs(article: GoldArticle, words: WordsOf) -> dict[str, set[Run]]:
    """{actor: the runs of tokens that are annotated as standing for it}."""
    runs: dict[str, set[Run]] = defaultdict(set)
    for actor in article.actors:
        for name in {actor.name, *actor.mentions}:
            for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", article.text):
                if run := words.run(*found.span()):
                    runs[actor.id].add(run)
    for statement in article.statements:
        if statement.speaker and statement.source and (run := words.run(statement.source.start, statement.source.end)):
            runs[statement.speaker].add(run)
    return runs


def with_pronouns(annotated: Mapping[str, set[Run]], article: GoldArticle, words: WordsOf, cast: Sequence[Actor]) -> dict[str, list[Run]]:
    """{actor: the runs of tokens that stand for it}, pronouns as the pipeline resolves them, without those inside longer ones."""
    runs = defaultdict(set, {actor: set(own) for actor, own in annotated.items()})
    for gold, found in aligned(article.actors, cast):
        for mention in found.mentions:
            if mention.form == "pronoun" and (run := words.run(mention.start, mention.end)):
                runs[gold].add(run)
    return {actor: [run for run in own if not any(_inside(run, other) for other in own)] for actor, own in runs.items()}


def actors_by_head(annotated: Mapping[str, set[Run]], doc: Doc) -> dict[int, int]:
    """{head of a mention: the number of its actor, from 1}, but for words that are the heads of mentions of several."""
    found: dict[int, set[int]] = defaultdict(set)
    for number, runs in enumerate(annotated.values(), start=1):
        for start, end in runs:
            found[doc[start:end].root.i].add(number)
    return {head: min(numbers) for head, numbers in found.items() if len(numbers) == 1}


def names_of_actors(article: GoldArticle, words: WordsOf) -> dict[str, list[Run]]:
    """{actor: the runs of tokens that name it}."""
    return {
        actor.id: [
            run
            for name in {actor.name, *actor.mentions}
            if name.split()[-1][:1].isupper()
            for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", article.text)
            if (run := words.run(*found.span())) is not None
        ]
        for actor in article.actors
    }


def _inside(run: Run, other: Run) -> bool:
    return run != other and other[0] <= run[0] and run[1] <= other[1]


def aligned(gold: Iterable[GoldActor], cast: Sequence[Actor]) -> Iterator[tuple[str, Actor]]:
    """Annotated actors with who of the cast shares a name or description with them."""
    by_name = {mention.text.casefold(): actor for actor in cast for mention in actor.mentions if mention.form != "pronoun"}
    for actor in gold:
        found = next((by_name[name.casefold()] for name in (actor.name, *actor.mentions) if name.casefold() in by_name), None)
        if found is not None:
            yield actor.id, found


def statement_anchors(
    statements: Iterable[GoldStatement], words: WordsOf, runs: dict[str, list[Run]], names: dict[str, list[Run]]
) -> Iterator[Anchor]:
    """Statements by their cues; what has no cue is nothing that a word tells of."""
    before: dict[str | None, GoldStatement] = {}
    for statement in sorted(statements, key=lambda one: one.content[0].start):
        last = before.get(statement.speaker)
        before[statement.speaker] = statement
        cue = words.run(statement.cue.start, statement.cue.end) if statement.cue else None
        if cue is None:
            continue
        source = words.run(statement.source.start, statement.source.end) if statement.source else None
        told = {actor: nearest(cue, runs.get(actor, ()), words) for actor in statement.addressee}
        relays = {actor: nearest(cue, runs.get(actor, ()), words) for actor in statement.relayed_by}
        roles = [("source", source)]
        roles += [("content", words.run(part.start, part.end)) for part in statement.content]
        roles += [("addressee", run) for run in told.values()]
        roles += [("relay", run) for run in relays.values()]
        roles += [("name", naming(source or cue, names.get(statement.speaker or "", ())))]
        classes = (
            ("act", statement.act),
            ("told", where(told, last.addressee if last is not None else (), words, cue)),
            ("relayed", where(relays, last.relayed_by if last is not None else (), words, cue)),
        )
        yield Anchor(scheme="statements", label="cue", run=cue, roles=_known(roles), classes=classes)


def naming(source: Run, names: Iterable[Run]) -> Run | None:
    """The name of who speaks that is nearest before a source, unless the source has one; the nearest behind it where there is none before."""
    names = list(names)
    if any(start < source[1] and source[0] < end for start, end in names):
        return None
    before = max((run for run in names if run[1] <= source[0] and source[0] - run[0] <= BEFORE), default=None)
    return before or min((run for run in names if run[0] >= source[1]), default=None)


def where(actors: dict[str, Run | None], last: Iterable[str], words: WordsOf, cue: Run) -> str:
    """Whether those who are told, or pass on, are nobody, stand in the cue's sentence, or are those of the speaker's statement before."""
    if not actors:
        return "nobody"
    is_here = any(run is not None and words.sentence[run[0]] == words.sentence[cue[0]] for run in actors.values())
    return "before" if not is_here and set(actors) & set(last) else "here"


def event_anchors(events: Iterable[GoldEvent], words: WordsOf, runs: dict[str, list[Run]]) -> Iterator[Anchor]:
    """Events by their triggers."""
    for event in events:
        trigger = words.run(event.trigger.start, event.trigger.end)
        if trigger is None:
            continue
        roles = [("actor", nearest(trigger, runs.get(actor, ()), words)) for actor in event.actors]
        roles += [("recipient", nearest(trigger, runs.get(actor, ()), words)) for actor in event.recipients]
        roles += [
            (role, words.run(span.start, span.end))
            for role, span in (("place", event.place), ("date", event.date_text))
            if span is not None
        ]
        classes = (
            ("deed", event.type),
            ("mode", event.mode or "none"),
            ("status", event.status),
            ("word", "attributed" if event.attributed_to else "own"),
        )
        yield Anchor(scheme="events", label=event.type, run=trigger, roles=_known(roles), classes=classes)


def _known(roles: Iterable[tuple[str, Run | None]]) -> tuple[tuple[str, Run], ...]:
    """Roles whose words are known, the first of those that want the same words."""
    kept: dict[Run, str] = {}
    for role, run in roles:
        if run is not None:
            kept.setdefault(run, role)
    return tuple((role, run) for run, role in kept.items())


def nearest(anchor: Run, runs: Iterable[Run], words: WordsOf) -> Run | None:
    """The run by which an actor most likely takes part: in the anchor's sentence by the fewest steps of the tree, else near before it, or after it."""
    scored = sorted((_distance(anchor, run, words), run) for run in runs)
    return scored[0][1] if scored and scored[0][0] <= FURTHEST else None


def _distance(anchor: Run, run: Run, words: WordsOf) -> float:
    apart = words.sentence[run[0]] - words.sentence[anchor[0]]
    if apart == 0:
        return _steps(words.doc[anchor[0] : anchor[1]].root, words.doc[run[0] : run[1]].root)
    between = anchor[0] - run[1] if apart < 0 else run[0] - anchor[1]
    return A_SENTENCE * (1 if apart < 0 else 1.5) + between / 2


def _steps(one, other) -> int:
    """Steps between two words of a sentence in its tree."""
    above = {token.i: steps for steps, token in enumerate([one, *one.ancestors])}
    return next((steps + above[token.i] for steps, token in enumerate([other, *other.ancestors]) if token.i in above), A_SENTENCE)


if __name__ == "__main__":
    main()
