"""Train subword vectors (floret) on raw news: input features for later pipelines (tried, not used by the shipped one yet).

    python -m training.language.vectors DATA OUT

Needs the package ``floret``. OUT gets news.txt (one sentence-sized line of tokens each), then vectors.floret for ``spacy init vectors``.
"""

from __future__ import annotations

import argparse
import json
import lzma
from collections.abc import Iterator
from pathlib import Path

import spacy

DIMENSIONS = 80
ROWS = 30_000


def main() -> None:
    """Write the text, then the vectors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    text = arguments.out / "news.txt"
    if not text.exists():
        with text.open("w", encoding="utf-8") as out:
            for line in lines(arguments.data):
                print(line, file=out)
    train(text, arguments.out / "vectors.floret")


def lines(data: Path) -> Iterator[str]:
    """Paragraphs of raw news, as tokens with spaces between."""
    tokenizer = spacy.blank("en").tokenizer
    for path in sorted((data / "raw_news").glob("*.jsonl.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as rows:
            for row in rows:
                for paragraph in json.loads(row)["text"].split("\n"):
                    if len(paragraph) > 40:
                        yield " ".join(token.text for token in tokenizer(paragraph) if not token.is_space)


def train(text: Path, out: Path) -> None:
    """Train and save in floret's text format."""
    import floret

    model = floret.train_unsupervised(
        str(text), model="cbow", mode="floret", hashCount=2, bucket=ROWS, dim=DIMENSIONS, minn=3, maxn=5, minCount=20, neg=5, epoch=4, lr=0.05, thread=2,
        verbose=0,
    )  # fmt: skip
    model.save_floret_vectors(str(out))


if __name__ == "__main__":
    main()
