"""News that nobody annotated, as samples: what a reader says of it, another learns (``training.encoder.taught``).

    python -m training.encoder.unread DATA WORK [--count 12000] [--seed 1]

WORK gets unread.pickle: [Sample], in the tokens that the pipeline reads. None of the articles is annotated anywhere, nor a near-copy of one that is.
"""

from __future__ import annotations

import argparse
import pickle
import random
from collections.abc import Iterator
from pathlib import Path

from corpora.news import read_news
from onrecord.article import Page
from onrecord.cleaning import body_view, clean
from onrecord.errors import ArticleError
from onrecord.pipeline import Pipeline

from .samples import Sample, cuts_of, sample_between
from .unsure import annotated_before, drawn

MOST_WORDS = 1_500


def main() -> None:
    """Write the samples."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--count", type=int, default=12_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    news, annotated = read_news(arguments.data), annotated_before(arguments.data)
    pages = drawn(news, annotated, arguments.count, random.Random(arguments.seed), most_words=MOST_WORDS)
    pipeline = Pipeline()
    samples = [sample for page in pages for sample in samples_of(pipeline, page)]
    with (arguments.work / "unread.pickle").open("wb") as out:
        pickle.dump(samples, out)
    print(len(pages), "articles,", len(samples), "samples,", sum(len(sample.words) for sample in samples), "words")


def samples_of(pipeline: Pipeline, page: Page) -> Iterator[Sample]:
    """An article in pieces of which nothing is said; none of one that cannot be read."""
    try:
        view, _ = body_view(clean(page)[0])
    except ArticleError:
        return
    doc = pipeline.nlp.make_doc(view.text)
    for start, end in cuts_of(doc, guessed=True):
        yield sample_between(doc, start, end, (), (), guessed=True)


if __name__ == "__main__":
    main()
