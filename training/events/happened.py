"""Fit how likely what a word tells of happened, on "It Happened" over EWT.

    python -m training.events.happened DATA [--clean]

Writes src/onrecord/data/happened.json and prints how often the answer is right on the test part, beside the commoner answer.
Run it after each new model: the weights are for its vectors. ``--clean`` writes none: the answers state no licence; status is by words alone then.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import mean

import numpy as np
from sklearn.linear_model import LogisticRegression
from spacy.tokens import Doc

import onrecord
from corpora.factuality import read_it_happened
from onrecord.language import load

WEIGHTS = Path(onrecord.__file__).parent / "data/happened.json"
ABOUT = (
    "Weights over the encoder's vectors of a word and of its head, in log odds of it having happened; made by training/events/happened.py."
)
PARTS = ("train", "dev", "test")
# Inverse strength of the L2 penalty over standardised columns; 0.001 to 0.01 are alike on the dev part.
FREEDOM = 0.003
DIGITS = 4


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
    for asked in read_it_happened(data / "factuality/uds_it_happened.tsv.gz", data / f"ud/en_ewt-ud-{part}.conllu.gz", part):
        doc = nlp(Doc(nlp.vocab, words=asked.words))
        for place, answers in asked.answers.items():
            token = doc[place]
            yield np.concatenate([doc.tensor[token.i], doc.tensor[token.head.i]]), mean(answers) > 0.5


if __name__ == "__main__":
    main()
