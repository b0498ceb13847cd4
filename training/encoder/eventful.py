"""Articles that likely tell of many deeds, by how often their words are triggers where they are annotated.

    python -m training.encoder.eventful DATA OUT.jsonl [--count 960] [--seed 1]

OUT is as that of ``training.encoder.unsure``. Each word counts once an article, contacts and violence twice.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from corpora.annotated import SETS, read_annotated, read_further
from corpora.news import read_news
from onrecord.evaluation import GoldArticle

from .unsure import annotated_before, drawn, write

MOST_WORDS = 900
WORDS = re.compile(r"[A-Za-z][A-Za-z-]+")
TWICE = {"CONSULT", "ASSAULT"}
# A word is one of deeds if it was a trigger so often; so many more occurrences than it has keep rare words from counting much.
LEAST_OFTEN, MORE_OCCURRENCES = 2.0, 3
# Long articles tell of more, and cost more.
BY_LENGTH = 0.6


def main() -> None:
    """Write the articles."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--count", type=int, default=960)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    shares = shares_of_deeds([*read_annotated(arguments.data / SETS["train"]), *read_further(arguments.data)])
    pages = drawn(read_news(arguments.data), annotated_before(arguments.data), None, random.Random(arguments.seed), most_words=MOST_WORDS)
    ranked = sorted(pages, key=lambda page: -eventfulness(str(page.text), shares))
    write(ranked[: arguments.count], arguments.out)


def shares_of_deeds(articles: Iterable[GoldArticle]) -> dict[str, float]:
    """{word: how often it is a trigger, of all its occurrences}."""
    occurrences, triggers = Counter[str](), dict[str, float]()
    for article in articles:
        deeds = {event.trigger.start: 2.0 if event.type in TWICE else 1.0 for event in article.events}
        for found in WORDS.finditer(article.text):
            occurrences[found[0].lower()] += 1
            triggers[found[0].lower()] = triggers.get(found[0].lower(), 0.0) + deeds.get(found.start(), 0.0)
    return {word: often / (occurrences[word] + MORE_OCCURRENCES) for word, often in triggers.items() if often >= LEAST_OFTEN}


def eventfulness(text: str, shares: Mapping[str, float]) -> float:
    """How many deeds a text likely tells of, by its length."""
    words = [found[0].lower() for found in WORDS.finditer(text)]
    return sum(shares.get(word, 0.0) for word in set(words)) / len(words) ** BY_LENGTH if words else 0.0


if __name__ == "__main__":
    main()
