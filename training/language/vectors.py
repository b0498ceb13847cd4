"""Train subword vectors (floret) on raw news: input features of the parser and the name finder.

    python -m training.language.vectors DATA TEXT OUT

Needs the package ``floret``. TEXT gets the news, a paragraph a line, as tokens; OUT gets vectors.floret for ``spacy init vectors``.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import spacy

from corpora.news import read_news

TRAINED_DIMENSIONS = 80
# What ships: the first principal components of the table. A word's vector is a mean of rows, so the projection is the same for words.
KEPT_DIMENSIONS = 64
ROWS = 30_000


def main() -> None:
    """Write the text, then the vectors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("text", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    text = arguments.text
    if not text.exists():
        with text.open("w", encoding="utf-8") as out:
            for line in lines(arguments.data):
                print(line, file=out)
    full = arguments.out / "vectors.full.floret"
    if not full.exists():
        train(text, full)
    project(full, arguments.out / "vectors.floret")


def lines(data: Path) -> Iterator[str]:
    """Paragraphs of raw news, as tokens with spaces between."""
    tokenizer = spacy.blank("en").tokenizer
    for page in read_news(data):
        for paragraph in page.text.split("\n"):
            if len(paragraph) > 40:
                yield " ".join(token.text for token in tokenizer(paragraph) if not token.is_space)


def train(text: Path, out: Path) -> None:
    """Train and save in floret's text format."""
    import floret

    model = floret.train_unsupervised(
        str(text), model="cbow", mode="floret", hashCount=2, bucket=ROWS, dim=TRAINED_DIMENSIONS, minn=3, maxn=5, minCount=20, neg=5, epoch=4, lr=0.05, thread=2,
        verbose=0,
    )  # fmt: skip
    model.save_floret_vectors(str(out))


def project(full: Path, out: Path) -> None:
    """Keep the first principal components of the table's rows."""
    with full.open(encoding="utf-8") as lines:
        header = lines.readline().split()
        names, rows = zip(*((name, values) for name, *values in (line.split() for line in lines)), strict=True)
    table = np.array(rows, dtype=np.float32)
    _, _, axes = np.linalg.svd(table - table.mean(axis=0), full_matrices=False)
    reduced = table @ axes[:KEPT_DIMENSIONS].T
    header[1] = str(KEPT_DIMENSIONS)
    with out.open("w", encoding="utf-8") as file:
        print(*header, file=file)
        for name, row in zip(names, reduced, strict=True):
            print(name, *(f"{value:.5g}" for value in row), file=file)


if __name__ == "__main__":
    main()
