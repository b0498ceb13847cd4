"""How good the reader is on the dev sets while it is trained. The benchmark measures what ships."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import torch
from torch import Tensor

from onrecord.language.encoder.anchors import BEFORE, SCHEMES

from .around import Anchors
from .corpus import Lexicon
from .pairs import meant_or_nobody
from .samples import NOT_ASKED, Sample
from .tasks import Batch, Reader, outside

SAMPLES_A_BATCH = 16
WORD_TASKS = ("tags", "morphs", "lemmas")

Things = set[tuple[object, ...]]


@dataclass(slots=True)
class Tally:
    """Words that are right of those asked, and things marked, found and both."""

    right: dict[str, int] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)
    marked: dict[str, int] = field(default_factory=dict)
    found: dict[str, int] = field(default_factory=dict)
    both: dict[str, int] = field(default_factory=dict)

    def words(self, task: str, right: Tensor, asked: Tensor) -> None:
        """Count words."""
        self.right[task] = self.right.get(task, 0) + int((right & asked).sum())
        self.asked[task] = self.asked.get(task, 0) + int(asked.sum())

    def things(self, task: str, marked: Things, found: Things) -> None:
        """Count the things of a batch."""
        for counts, number in ((self.marked, len(marked)), (self.found, len(found)), (self.both, len(marked & found))):
            counts[task] = counts.get(task, 0) + number

    def figures(self) -> dict[str, float]:
        """Percent of words that are right, F1 of things."""
        shares = {task: 100 * self.right[task] / max(self.asked[task], 1) for task in self.right}
        return shares | {task: 200 * self.both[task] / max(self.marked[task] + self.found[task], 1) for task in self.marked}


@torch.inference_mode()
def evaluate(reader: Reader, lexicon: Lexicon, numbers: dict[str, dict[str, int]], dev: dict[str, list[Sample]]) -> dict[str, float]:
    """Each word's best label and head (no tree is enforced), sentences given; F1 of names, sentence starts, cues, and sources and contents of the cues found."""
    reader.eval()
    tally = Tally()
    labels = {task: sorted(known, key=known.__getitem__) for task, known in numbers.items()}
    for part, samples in dev.items():
        for first in range(0, len(samples), SAMPLES_A_BATCH):
            some = samples[first : first + SAMPLES_A_BATCH]
            batch = Batch.of(some, lexicon, numbers)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                x = reader.encode(batch, lexicon)
                if part == "syntax":
                    count_syntax(tally, reader, batch, x)
                elif part == "names":
                    guessed = reader.outs["names"](x).argmax(-1)
                    count_spans(tally, "names", some, batch.targets["names"], guessed, labels["names"])
                if len(batch.mentions):
                    count_pairs(tally, reader, batch, x)
                for scheme in SCHEMES:
                    if (batch.targets[scheme] != NOT_ASKED).any():
                        count_anchors(tally, scheme, reader, some, batch, x)
    return tally.figures()


def count_syntax(tally: Tally, reader: Reader, batch: Batch, x: Tensor) -> None:
    """Labels of words, heads, and sentence starts."""
    heads, relations, starts = (batch.targets[task] for task in ("heads", "relations", "starts"))
    asked = heads != NOT_ASKED
    for task in WORD_TASKS:
        tally.words(task, reader.outs[task](x).argmax(-1) == batch.targets[task], batch.targets[task] != NOT_ASKED)
    words, candidates, related_words, related_heads = reader.tree.project(x, 0.0)
    best = (reader.tree.arcs(words, candidates) + outside(starts, asked)).argmax(-1)
    chosen = related_heads[torch.arange(len(x)).unsqueeze(1).expand_as(best), best]
    relation = reader.tree.relations(related_words.flatten(0, 1), chosen.flatten(0, 1)).argmax(-1).view_as(best)
    tally.words("uas", best == heads, asked)
    tally.words("las", (best == heads) & (relation == relations), asked)
    begins = reader.starts(x).argmax(-1)
    tally.things("starts", *({tuple(place) for place in ((one == 1) & asked).nonzero().tolist()} for one in (starts, begins)))


def count_pairs(tally: Tally, reader: Reader, batch: Batch, x: Tensor) -> None:
    """Mentions in other words that the likeliest of a mention is right, of those that have one, and all."""
    best = reader.pairs.scores(x, batch.mentions).argmax(-1, keepdim=True)
    right = meant_or_nobody(batch.mentions).gather(-1, best).squeeze(-1)
    tally.words("pairs", right, batch.mentions.asked)
    tally.words("pairs.named", right, batch.mentions.meant.any(-1))


def count_spans(tally: Tally, task: str, samples: Sequence[Sample], marked: Tensor, guessed: Tensor, labels: Sequence[str]) -> None:
    """Runs of words under BIO labels."""
    both: tuple[Things, Things] = (set(), set())
    for row, sample in enumerate(samples):
        length = len(sample.words)
        tables = ([labels[i] if i >= 0 else "O" for i in table[row, :length].tolist()] for table in (marked, guessed))
        for things, one in zip(both, tables, strict=True):
            things.update((row, *span) for span in spans(one))
    tally.things(task, *both)


def count_anchors(tally: Tally, name: str, reader: Reader, samples: Sequence[Sample], batch: Batch, x: Tensor) -> None:
    """Anchors that overlap with one of their kind, the words in each role, and the answers of the anchors that were annotated."""
    labels = SCHEMES[name].anchor_labels
    guessed = reader.anchors[name](x).argmax(-1)
    marked = {(row, *anchor.run, anchor.label) for row, sample in enumerate(samples) for anchor in sample.anchors if anchor.scheme == name}
    found = {
        (row, *span)
        for row, sample in enumerate(samples)
        for span in spans([labels[i] for i in guessed[row, : len(sample.words)].tolist()])
    }
    right = {one for one in marked if any(_overlap(one, other) for other in found)}
    wrong = {one for one in found if not any(_overlap(one, other) for other in marked)}
    tally.things(name, set(marked), right | wrong)
    anchors = batch.anchors[name]
    if not len(anchors):
        return
    roles, answers = reader.around[name](x, anchors)
    best = roles.argmax(-1)
    for role in SCHEMES[name].roles:
        tally.things(f"{name}.{role}", *(set(_runs(role, name, samples, anchors, table)) for table in (anchors.roles, best)))
    for question, scores in answers.items():
        asked = anchors.classes[question] != NOT_ASKED
        tally.words(f"{name}.{question}", scores.argmax(-1) == anchors.classes[question], asked)


def _overlap(one: tuple[int, int, int, str], other: tuple[int, int, int, str]) -> bool:
    return one[0] == other[0] and one[3] == other[3] and one[1] < other[2] and other[1] < one[2]


def _runs(role: str, name: str, samples: Sequence[Sample], anchors: Anchors, table: Tensor) -> Iterator[tuple[object, ...]]:
    labels = SCHEMES[name].role_labels
    for number, (row, start, numbers) in enumerate(zip(anchors.rows.tolist(), anchors.starts.tolist(), table.tolist(), strict=True)):
        length = len(samples[row].words)
        named = [labels[i] if i >= 0 and 0 <= start - BEFORE + place < length else "O" for place, i in enumerate(numbers)]
        yield from ((number, first, last) for first, last, found in spans(named) if found == role)


def spans(labels: Sequence[str]) -> set[tuple[int, int, str]]:
    """Runs of words in BIO labels; an I without its B begins one."""
    found, start = set(), None
    for i, label in enumerate([*labels, "O"]):
        goes_on = start is not None and label == f"I-{labels[start][2:]}"
        if start is not None and not goes_on:
            found.add((start, i, labels[start][2:]))
            start = None
        if start is None and label != "O":
            start = i
    return found
