"""Whether what words tell of happened: It Happened (over UD English EWT) and MEANTIME."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from corpora.files import read_blocks, read_table
from corpora.treebanks import Sentence, read_sentences

# The questions were asked of an older EWT: its sentences have been split and joined since, so their numbers drift by some.
DRIFT = 15
# Of the predicates of a sentence, so many must be where the question says.
ALIGNED = 0.99
# {number of a word, from 1: its lemma and the answers of those who understood the question}
Answers = dict[int, tuple[str, list[bool]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A sentence and what was answered about some of its words, by their places."""

    words: tuple[str, ...]
    answers: Mapping[int, tuple[bool, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A sentence and how certain it is that what a word tells of happened, by their places: 3 certainly, -3 certainly not."""

    words: tuple[str, ...]
    values: Mapping[int, float]


def read_it_happened(questions: Path, treebank: Path, part: str) -> Iterator[Asked]:
    """Sentences of a part (train, dev or test) that were asked about; those that the treebank no longer has are left out."""
    sentences = list(read_sentences(treebank))
    drift = 0
    for number, asked in sorted(_answers(questions, part).items()):
        expected = number - 1 + drift
        near = [expected + by for by in sorted(range(-DRIFT, DRIFT + 1), key=abs) if 0 <= expected + by < len(sentences)]
        found = next((i for i in near if _share_found(sentences[i], asked) >= ALIGNED), None)
        if found is None:
            continue
        if len(asked) > 1:
            drift = found - (number - 1)
        yield Asked(words=tuple(sentences[found].words), answers={place - 1: tuple(said) for place, (_, said) in asked.items()})


def _answers(path: Path, part: str) -> dict[int, Answers]:
    """Answers by the number of the sentence, from 1."""
    answers: dict[int, Answers] = defaultdict(dict)
    for row in read_table(path, delimiter="\t"):
        is_clear = row["Keep"] == row["Is.Predicate"] == row["Is.Understandable"] == "True" and row["Happened"] in ("true", "false")
        if row["Split"] == part and is_clear:
            of_sentence = answers[int(row["Sentence.ID"].split()[-1])]
            of_sentence.setdefault(int(row["Pred.Token"]), (row["Pred.Lemma"].lower(), []))[1].append(row["Happened"] == "true")
    return answers


def _share_found(sentence: Sentence, asked: Answers) -> float:
    """The share of words asked about that stand where the question says."""
    found = sum(
        place <= len(sentence.words) and lemma in (sentence.words[place - 1].lower(), sentence.lemmas[place - 1].lower())
        for place, (lemma, _) in asked.items()
    )
    return found / len(asked)


def read_meantime(path: Path) -> Iterator[Judged]:
    """Sentences of MEANTIME, with words as it writes them."""
    for block in read_blocks(path):
        rows = [line.split("\t") for line in block]
        values = {place: float(row[2]) for place, row in enumerate(rows) if row[2] != "_"}
        yield Judged(words=tuple(row[1] for row in rows), values=values)
