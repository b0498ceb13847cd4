"""Fit how likely what a word tells of happened, on "It Happened" over EWT.

    python -m training.events.happened DATA [--clean]

Writes src/onrecord/data/happened.json and prints how often the answer is right on the test part, beside the commoner answer.
Run it after each new model: the weights are for its vectors. ``--clean`` writes none: the answers state no licence; status is by words alone then.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import mean

import numpy as np
from sklearn.linear_model import LogisticRegression
from spacy.tokens import Doc

import onrecord
from onrecord.language import load

WEIGHTS = Path(onrecord.__file__).parent / "data/happened.json"
ABOUT = (
    "Weights over the encoder's vectors of a word and of its head, in log odds of it having happened; made by training/events/happened.py."
)
PARTS = ("train", "dev", "test")
# Inverse strength of the L2 penalty over standardised columns; 0.001 to 0.01 are alike on the dev part.
FREEDOM = 0.003
# The questions were asked of an older EWT: its sentences have been split and joined since, so their numbers drift by some.
DRIFT = 15
# Of the predicates of a sentence, so many must be where the question says.
ALIGNED = 0.99
DIGITS = 4
Answers = dict[int, tuple[str, list[bool]]]


def main() -> None:
    """Fit, write and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--clean", action="store_true")
    arguments = parser.parse_args()
    if arguments.clean:
        _write([], 0.0)
        return
    data = arguments.data
    rows = {part: list(_rows(data, part)) for part in PARTS}
    vectors, happened = (np.array(column) for column in zip(*rows["train"], *rows["dev"], strict=True))
    middle, spread = vectors.mean(0), vectors.std(0)
    model = LogisticRegression(C=FREEDOM, max_iter=1000).fit((vectors - middle) / spread, happened)
    weights = model.coef_[0] / spread
    constant = float(model.intercept_[0] - weights @ middle)
    _write(weights, constant)
    vectors, happened = (np.array(column) for column in zip(*rows["test"], strict=True))
    right = ((vectors @ weights + constant > 0) == happened).mean()
    print(f"{len(happened)} words of the test part: {right:.3f} right; the commoner answer {max(happened.mean(), 1 - happened.mean()):.3f}")


def _write(weights: Iterable[float], constant: float) -> None:
    table = {"about": ABOUT, "constant": round(constant, DIGITS), "weights": [round(float(weight), DIGITS) for weight in weights]}
    WEIGHTS.write_text(json.dumps(table) + "\n", encoding="utf-8")


def _rows(data: Path, part: str) -> Iterator[tuple[np.ndarray, bool]]:
    """The vectors of each word that was asked about, and what most answered."""
    nlp = load()
    for words, asked in _aligned(_sentences(data, part), _answers(data, part)):
        doc = Doc(nlp.vocab, words=words)
        for _, component in nlp.pipeline:
            doc = component(doc)
        for place, answers in asked:
            token = doc[place]
            yield np.concatenate([doc.tensor[token.i], doc.tensor[token.head.i]]), mean(answers) > 0.5


def _answers(data: Path, part: str) -> dict[int, Answers]:
    """{sentence: {word: its lemma and the answers of those who understood the question}}, both counted from 1."""
    answers: dict[int, Answers] = defaultdict(dict)
    with gzip.open(data / "factuality/uds_it_happened.tsv.gz", "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            if row["Split"] != part or row["Keep"] != "True" or row["Happened"] not in ("true", "false"):
                continue
            if row["Is.Predicate"] == row["Is.Understandable"] == "True":
                of_sentence = answers[int(row["Sentence.ID"].split()[-1])]
                of_sentence.setdefault(int(row["Pred.Token"]), (row["Pred.Lemma"].lower(), []))[1].append(row["Happened"] == "true")
    return answers


def _sentences(data: Path, part: str) -> list[list[tuple[str, str]]]:
    """Words and lemmas of each sentence."""
    sentences: list[list[tuple[str, str]]] = [[]]
    with gzip.open(data / f"ud/en_ewt-ud-{part}.conllu.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            columns = line.rstrip("\n").split("\t")
            if columns[0].isdigit():
                sentences[-1].append((columns[1], columns[2].lower()))
            elif columns == [""]:
                sentences.append([])
    return sentences


def _aligned(
    sentences: list[list[tuple[str, str]]], answers: dict[int, Answers]
) -> Iterator[tuple[list[str], list[tuple[int, list[bool]]]]]:
    """The words of each sentence that was asked about, with the places of the words asked about; a sentence that is not found again is left out."""
    drift = 0
    for number, asked in sorted(answers.items()):
        near = (at for by in sorted(range(-DRIFT, DRIFT + 1), key=abs) if 0 <= (at := number - 1 + drift + by) < len(sentences))
        at = next((at for at in near if _share_found(sentences[at], asked) >= ALIGNED), None)
        if at is None:
            continue
        if len(asked) > 1:
            drift = at - (number - 1)
        yield [word for word, _ in sentences[at]], [(place - 1, said) for place, (_, said) in asked.items()]


def _share_found(sentence: list[tuple[str, str]], asked: Answers) -> float:
    found = sum(
        place <= len(sentence) and lemma in (sentence[place - 1][0].lower(), sentence[place - 1][1]) for place, (lemma, _) in asked.items()
    )
    return found / len(asked)


if __name__ == "__main__":
    main()
