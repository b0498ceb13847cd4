"""Annotated documents as arrays, for all tasks at once; what a document does not say is not asked."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import spacy
from spacy.tokens import Doc, DocBin

from corpora.names import KNOWN_LABELS
from onrecord.language.encoder.lemmas import script_between
from training.language.augment import vary

Run = tuple[int, int]

NOT_ASKED = -100
LONGEST = 256
# Batches are cut from so many samples sorted by length, so that little is padding.
POOL = 200
# Letters by which "attack" and "attackers" are the same.
STEM = 5
# Share of samples of which an excerpt is read.
EXCERPTED = 0.15
# Each set of annotated articles was made by readers of its own, who drew some lines elsewhere: 0 is who annotated the gold sets, and all corpora of
# one task; the others are the files of ``training/annotations``, by their numbers.
ANNOTATORS = 10
# A lemma script or a morphological class that is rarer than this is not learned.
RAREST = {"tags": 1, "morphs": 2, "lemmas": 3, "relations": 3, "names": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Words that tell of a statement (its cue) or an event (its trigger), with the words around them that have a part in it.

    ``scheme``: what the anchor was annotated by (``onrecord.language.encoder.anchors.SCHEMES``); ``label``: its kind there; ``classes``: what it is said to be.
    """

    scheme: str
    label: str
    run: Run
    roles: tuple[tuple[str, Run], ...]
    classes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Parallel columns; empty strings and -100 are what the document does not say. ``heads`` are places in the sample, a root is its own head.

    ``no_names``: labels that no word carries of which ``names`` says nothing; ``schemes``: those by which all anchors are marked; ``left_open``: words
    that may be triggers, too, though no event is marked at them; ``actors``: numbers of the actors whose mentions have these words as their heads, 0 where
    none is known, empty where nobody's are; ``annotators``: who annotated it, below ``ANNOTATORS``.
    """

    words: tuple[str, ...]
    spaced: tuple[bool, ...]
    tags: tuple[str, ...]
    morphs: tuple[str, ...]
    lemmas: tuple[str, ...]
    relations: tuple[str, ...]
    names: tuple[str, ...]
    heads: tuple[int, ...]
    starts: tuple[int, ...]
    anchors: tuple[Anchor, ...] = ()
    schemes: tuple[str, ...] = ()
    no_names: tuple[str, ...] = ()
    left_open: frozenset[int] = frozenset()
    actors: tuple[int, ...] = ()
    annotators: int = 0

    def anchor_labels(self, scheme: str) -> tuple[str, ...]:
        """BIO labels of a scheme's anchors; empty strings where they are not marked."""
        labels = ["O" if scheme in self.schemes else ""] * len(self.words)
        for i in self.left_open if scheme == "events" else ():
            labels[i] = ""
        for anchor in self.anchors:
            if anchor.scheme == scheme:
                start, end = anchor.run
                labels[start:end] = [f"B-{anchor.label}", *[f"I-{anchor.label}"] * (end - start - 1)]
        return tuple(labels)


def read_samples(path: Path) -> list[Sample]:
    """The documents of a spaCy corpus, the long ones in pieces."""
    vocab = spacy.blank("en").vocab
    return [sample for doc in DocBin(store_user_data=True).from_disk(path).get_docs(vocab) for sample in samples_of(doc)]


def samples_of(doc: Doc) -> Iterator[Sample]:
    """A document as samples of at most ``LONGEST`` words."""
    anchors = list(_attributions(doc))
    for start, end in cuts_of(doc):
        yield sample_between(doc, start, end, anchors, ("attributions",) if "cue" in doc.spans else ())


def cuts_of(doc: Doc, *, guessed: bool = False) -> Iterator[Run]:
    """Pieces of at most ``LONGEST`` words, cut between sentences, or paragraphs where sentences are not known or ``guessed``."""
    gold = doc.has_annotation("DEP") and not guessed
    ends = [sentence.end for sentence in doc.sents] if gold else [*(t.i + 1 for t in doc if "\n\n" in t.text), len(doc)]
    cuts, before = [0], 0
    for end in ends:
        if end - cuts[-1] > LONGEST and before > cuts[-1]:
            cuts.append(before)
        while end - cuts[-1] > LONGEST and not gold:
            cuts.append(cuts[-1] + LONGEST)
        before = end
    yield from ((start, end) for start, end in zip(cuts, [*cuts[1:], len(doc)], strict=True) if end - start > 1)


def _attributions(doc: Doc) -> Iterator[Anchor]:
    """The attributions of a document that has them marked, by their cues."""
    runs: dict[str, dict[str, list[Run]]] = {role: {} for role in ("cue", "source", "content")}
    for role, by_id in runs.items():
        for span in doc.spans.get(role, ()):
            by_id.setdefault(span.id_, []).append((span.start, span.end))
    for id, (cue, *_) in runs["cue"].items():
        roles = tuple((role, run) for role in ("content", "source") for run in runs[role].get(id, ()))
        yield Anchor(scheme="attributions", label="cue", run=cue, roles=roles)


def _within(anchors: Iterable[Anchor], places: Mapping[int, int]) -> Iterator[Anchor]:
    """Anchors as they stand where words have new places; those whose own words are gone are left out, and words that are."""

    def moved(run: Run) -> Run | None:
        kept = [places[i] for i in range(*run) if i in places]
        return (kept[0], kept[-1] + 1) if kept else None

    for anchor in anchors:
        run = moved(anchor.run)
        if run is not None:
            roles = ((role, moved(own)) for role, own in anchor.roles)
            yield replace(anchor, run=run, roles=tuple((role, own) for role, own in roles if own is not None))


def sample_between(
    doc: Doc,
    start: int,
    end: int,
    anchors: Iterable[Anchor],
    schemes: tuple[str, ...],
    *,
    actors: Mapping[int, int] | None = None,
    guessed: bool = False,
) -> Sample:
    """The tokens [start, end) of a document as a sample; ``schemes``: those by which ``anchors`` has all there are; ``actors``: {head of a mention: the actor's
    number}; ``guessed``: tags, trees and names are the pipeline's own, so nothing to learn from."""
    tokens = doc[start:end]
    parsed, named = doc.has_annotation("DEP") and not guessed, doc.has_annotation("ENT_IOB") and not guessed
    asked = [parsed and not token.is_space for token in tokens]
    return Sample(
        words=tuple(token.text for token in tokens),
        spaced=tuple(bool(token.whitespace_) for token in tokens),
        tags=tuple(token.tag_ if ask else "" for token, ask in zip(tokens, asked, strict=True)),
        morphs=tuple(morph_label(token.pos_, str(token.morph)) if ask else "" for token, ask in zip(tokens, asked, strict=True)),
        lemmas=tuple(script_between(token.text, token.lemma_) if ask else "" for token, ask in zip(tokens, asked, strict=True)),
        relations=tuple(token.dep_ if ask else "" for token, ask in zip(tokens, asked, strict=True)),
        names=tuple(_name_label(token.ent_iob, token.ent_type_) if named else "" for token in tokens),
        heads=tuple(token.head.i - start if ask else NOT_ASKED for token, ask in zip(tokens, asked, strict=True)),
        starts=tuple(int(bool(token.is_sent_start)) if ask else NOT_ASKED for token, ask in zip(tokens, asked, strict=True)),
        anchors=tuple(_within(anchors, {i: i - start for i in range(start, end)})),
        schemes=schemes,
        no_names=tuple(doc.user_data.get(KNOWN_LABELS, ())),
        actors=() if actors is None else tuple(actors.get(token.i, 0) for token in tokens),
    )


def morph_label(pos: str, features: str) -> str:
    """Part of speech and features in one label, as ``NOUN|Number=Sing``."""
    return f"{pos}|{features}"


def _name_label(iob: int, label: str) -> str:
    """BIO; nothing where it is not known whether the word belongs to a name."""
    return {0: "", 1: f"I-{label}", 2: "O", 3: f"B-{label}"}[iob]


def with_open_words(samples: Sequence[Sample]) -> list[Sample]:
    """An article's samples, left open where a word of a trigger comes again: an event is annotated once, at its fullest mention."""
    told: set[str] = set()
    for sample in samples:
        for anchor in (anchor for anchor in sample.anchors if anchor.scheme == "events"):
            told |= {stem for word in sample.words[slice(*anchor.run)] if (stem := _stem(word)) is not None}
    opened = []
    for sample in samples:
        marked = {i for anchor in sample.anchors if anchor.scheme == "events" for i in range(*anchor.run)}
        again = (i for i, word in enumerate(sample.words) if i not in marked and _stem(word) in told)
        opened.append(replace(sample, left_open=frozenset(again)))
    return opened


def _stem(word: str) -> str | None:
    """The first letters of a word that is long enough to tell of something."""
    return word[:STEM].lower() if len(word) >= STEM and word.isalpha() else None


def labels_of(samples: Iterable[Sample]) -> dict[str, list[str]]:
    """The labels of each task, in alphabetical order."""
    counts: dict[str, Counter[str]] = {task: Counter() for task in RAREST}
    for sample in samples:
        for task, counter in counts.items():
            counter.update(getattr(sample, task))
    return {task: sorted(label for label, n in counter.items() if label and n >= RAREST[task]) for task, counter in counts.items()}


def varied(sample: Sample, chance: random.Random, level: float) -> Sample:
    """The sample, or with probability ``level`` the same words as another desk, or bad extraction, would have set them."""
    if chance.random() < EXCERPTED:
        sample = rearranged(sample, excerpt(sample, chance))
    if chance.random() >= level:
        return sample
    if chance.random() < 0.6:
        return replace(sample, words=tuple(vary(list(sample.words), chance)))
    places = chance.choice((without_full_stops, without_breaks, with_broken_lines))(sample, chance)
    return rearranged(sample, places) if places else sample


def excerpt(sample: Sample, chance: random.Random) -> list[int | None]:
    """One to three neighbouring sentences (paragraphs, where sentences are not known): texts may be short."""
    cuts = [0, *(i for i in range(1, len(sample.words)) if sample.starts[i] == 1 or sample.words[i].isspace()), len(sample.words)]
    first = chance.randrange(len(cuts) - 1)
    return list(range(cuts[first], cuts[min(first + chance.randint(1, 3), len(cuts) - 1)]))


def without_full_stops(sample: Sample, chance: random.Random) -> list[int | None]:
    """Sentences without the full stop at their end, as in headlines, captions and lists."""
    leaf = set(range(len(sample.words))) - set(sample.heads)
    return [i for i, word in enumerate(sample.words) if word != "." or i not in leaf]


def without_breaks(sample: Sample, chance: random.Random) -> list[int | None]:
    """Paragraphs run together."""
    return [i for i, word in enumerate(sample.words) if not word.isspace()]


def with_broken_lines(sample: Sample, chance: random.Random) -> list[int | None]:
    """Line breaks in the middle of sentences."""
    places: list[int | None] = []
    for i in range(len(sample.words)):
        places.append(i)
        if sample.spaced[i] and chance.random() < 0.05:
            places.append(None)
    return places


def rearranged(sample: Sample, places: Sequence[int | None]) -> Sample:
    """The sample with some words left out, and line breaks put in where ``places`` has None."""
    new = {old: i for i, old in enumerate(places) if old is not None}

    def column(values: tuple, *, filler: object) -> tuple:
        return tuple(filler if place is None else values[place] for place in places)

    return Sample(
        words=column(sample.words, filler="\n"),
        spaced=column(sample.spaced, filler=False),
        tags=column(sample.tags, filler=""),
        morphs=column(sample.morphs, filler=""),
        lemmas=column(sample.lemmas, filler=""),
        relations=column(sample.relations, filler=""),
        names=column(sample.names, filler=""),
        heads=tuple(NOT_ASKED if head == NOT_ASKED else new[head] for head in column(sample.heads, filler=NOT_ASKED)),
        starts=column(sample.starts, filler=NOT_ASKED),
        anchors=tuple(_within(sample.anchors, new)),
        schemes=sample.schemes,
        no_names=sample.no_names,
        left_open=frozenset(new[i] for i in sample.left_open if i in new),
        actors=column(sample.actors, filler=0) if sample.actors else (),
        annotators=sample.annotators,
    )


@dataclass(slots=True)
class Batches:
    """Samples in an endless shuffled order, in batches of about so many words. ``vary``: a sample as it is read this time."""

    samples: list[Sample]
    words: int
    vary: Callable[[Sample, random.Random], Sample]
    chance: random.Random = field(default_factory=lambda: random.Random(7))

    def __iter__(self) -> Iterator[list[Sample]]:
        while True:
            shuffled = self.chance.sample(self.samples, len(self.samples))
            for first in range(0, len(shuffled), POOL):
                pool = [self.vary(sample, self.chance) for sample in shuffled[first : first + POOL]]
                batches = list(self._cut(sorted(pool, key=lambda sample: len(sample.words))))
                yield from self.chance.sample(batches, len(batches))

    def _cut(self, samples: list[Sample]) -> Iterator[list[Sample]]:
        batch: list[Sample] = []
        for sample in samples:
            batch.append(sample)
            if sum(len(s.words) for s in batch) >= self.words:
                yield batch
                batch = []
        if batch:
            yield batch


def padded(columns: Sequence[Sequence[int]], filler: int) -> np.ndarray:
    """Rows of unlike length as one array."""
    table = np.full((len(columns), max(map(len, columns))), filler, dtype=np.int64)
    for row, column in zip(table, columns, strict=True):
        row[: len(column)] = column
    return table
