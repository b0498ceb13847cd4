"""Articles that are worth annotating: those of raw news of whose events and statements the reader is least sure.

    python -m training.encoder.unsure DATA OUT.jsonl [--count 700] [--of 3000] [--seed 1]

OUT has a line an article (id, text, publisher, published, title), the least sure first, for ``annotation.py`` and for ``training/annotations/``. Drawn from
articles of 150 to 600 words, as those are that are annotated; none that is annotated already, nor a near-copy of one.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterable, Mapping
from pathlib import Path

from corpora.annotated import SETS, read_further, read_rows
from corpora.news import read_news
from onrecord.article import Page
from onrecord.errors import ArticleError
from onrecord.language import reader_of
from onrecord.marks import Frame
from onrecord.pipeline import Pipeline

FEWEST_WORDS, MOST_WORDS = 150, 600
SHINGLE, SHARED_SHINGLES = 8, 0.1
# Of events less is known than of statements, and there are fewer of them.
WEIGHT_OF_A_STATEMENT = 0.3


def main() -> None:
    """Write the articles."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--count", type=int, default=700)
    parser.add_argument("--of", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    pages = drawn(read_news(arguments.data), annotated_before(arguments.data), arguments.of, random.Random(arguments.seed))
    pipeline = Pipeline()
    ranked = sorted(pages, key=lambda page: -doubt(pipeline, page))
    write(ranked[: arguments.count], arguments.out)


def write(pages: Iterable[Page], path: Path) -> None:
    """Write articles for those who annotate them, a line each."""
    with path.open("w", encoding="utf-8") as out:
        for page in pages:
            row = {"id": page.id, "text": page.text, "publisher": page.publisher, "published": page.published, "title": page.title}
            out.write(f"{json.dumps(row, ensure_ascii=False)}\n")


def annotated_before(data: Path) -> dict[str, str]:
    """{id: text} of all articles that are annotated."""
    rows = {row["id"]: row["text"] for path in SETS.values() for row in read_rows(data / path)}
    return rows | {article.id: article.text for article in read_further(data)}


def drawn(
    news: Iterable[Page], annotated: Mapping[str, str], count: int | None, chance: random.Random, *, most_words: int = MOST_WORDS
) -> list[Page]:
    """Random articles of the wanted length that share no tenth of their runs of eight words with others, all of them without a count. ``annotated``: {id: text},
    of which none is drawn."""
    seen = {shingle for text in annotated.values() for shingle in shingles(text)}
    fit = [page for page in news if page.id not in annotated and FEWEST_WORDS <= len(str(page.text).split()) <= most_words]
    chance.shuffle(fit)
    chosen: list[Page] = []
    for page in fit:
        own = shingles(str(page.text))
        if len(own & seen) <= SHARED_SHINGLES * len(own):
            chosen.append(page)
            seen |= own
        if len(chosen) == count:
            break
    return chosen


def shingles(text: str) -> set[tuple[str, ...]]:
    """The runs of eight words of a text."""
    words = text.split()
    return {tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE)}


def doubt(pipeline: Pipeline, page: Page) -> float:
    """How unsure the reader is of an article: the variance of what it may have found, by the root of the article's words."""
    try:
        _, doc = pipeline.parse(page)
    except ArticleError:
        return 0.0
    marks = reader_of(pipeline.nlp).marks(doc)
    return (variance(marks.events) + WEIGHT_OF_A_STATEMENT * variance(marks.statements)) / len(doc) ** 0.5


def variance(frames: Iterable[Frame]) -> float:
    """The variance of how many of these are real."""
    return sum(frame.probability * (1 - frame.probability) for frame in frames)


if __name__ == "__main__":
    main()
