"""Fit the weights by which it is decided whom pronouns and descriptions mean, on annotated articles, GAP (development, validation) and GUM.

    python -m training.coreference.fit DATA [--articles COUNT] [--litbank]

Writes src/onrecord/data/antecedents.json and prints how many questions are answered right on articles that the weights were not fitted on. Texts are read
twice, the second time with what the first weights say of mentions that nobody annotated. ``python -m benchmark.coreference DATA`` and
``python -m benchmark.records DATA`` measure the outcome.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from spacy.tokens import Doc

import onrecord
from corpora import gum
from corpora.annotated import SETS, read_annotated, sampled
from corpora.coreference import Ambiguous, Annotated, read_gap, read_litbank
from onrecord import Pipeline
from onrecord.actors.antecedents import most_likely
from onrecord.cli.evaluating import pages_of
from onrecord.evaluation import GoldArticle
from onrecord.knowledge import Knowledge
from training.coreference.labels import ArticleLabels, CorpusLabels, Labels
from training.coreference.ranking import fitted, pruned, share_right
from training.coreference.teacher import Question, questions

WEIGHTS = Path(onrecord.__file__).parent / "data/antecedents.json"
ABOUT = "Weights of what speaks for an antecedent of a pronoun or description; made by training/coreference/fit.py."
FOLDS = 5
PRONOUNS = ("he", "they", "it")
# Without smaller weights nearly as many questions are answered right (.8325 of 13,477, with them .8330).
LEAST_WEIGHT = 0.055
Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A parsed text with who is meant in it. ``fold``: that of an article; ``None`` for other texts, which are fitted on for all folds."""

    doc: Doc
    labels: Labels
    fold: int | None = None
    published: str | None = None
    judge_only_labelled: bool = False


def main() -> None:
    """Fit, measure and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--articles", type=int, help="read so many articles only")
    parser.add_argument("--litbank", action="store_true", help="fit on LitBank, too")
    arguments = parser.parse_args()
    pipeline = Pipeline()
    articles = sampled(read_annotated(arguments.data / SETS["train"]), arguments.articles)
    others = of_corpora(pipeline, arguments.data, with_litbank=arguments.litbank)
    fit([*of_articles(pipeline, articles), *others], pipeline.knowledge)


def fit(texts: Sequence[Text], knowledge: Knowledge) -> None:
    """Fit on parsed texts, print the shares and write the weights."""
    guesses = fitted_by_fold(asked(texts, knowledge))
    folds = asked(texts, knowledge, guesses)
    report(folds, fitted_by_fold(folds))
    write(fitted([one for fold in folds.values() for one in fold]))


Folds = dict[int | None, list[Question]]


def asked(texts: Iterable[Text], knowledge: Knowledge, guesses: Sequence[Weights] = ()) -> Folds:
    """The questions of texts by fold; outside articles they are about pronouns alone. ``guesses``: for each fold, weights for what nobody annotated."""
    folds: Folds = {}
    for text in texts:
        guess = most_likely(guesses[text.fold or 0]) if guesses else None
        found = questions(text.doc, text.labels, knowledge, text.published, judge_only_labelled=text.judge_only_labelled, guess=guess)
        folds.setdefault(text.fold, []).extend(one for one in found if text.fold is not None or one.kind in PRONOUNS)
    return folds


def fitted_by_fold(folds: Folds) -> list[Weights]:
    """For each fold, weights fitted on all others."""
    return [fitted([one for other, fold in folds.items() if other != number for one in fold]) for number in range(FOLDS)]


def report(folds: Folds, weights: Sequence[Weights]) -> None:
    """Print how many questions of each kind are answered right by weights fitted on the other folds."""
    answered: dict[str, list[float]] = {}
    for number, kept_out in enumerate(weights):
        for one in folds.get(number, []):
            if one.is_sure:
                answered.setdefault(one.kind, []).append(share_right([one], kept_out))
    for kind, right in sorted(answered.items()):
        print(f"{kind:15} {100 * sum(right) / len(right):5.1f} % of {len(right)}")


def write(weights: Weights) -> None:
    """Write the weights that the package ships."""
    table = {"about": ABOUT, "weights": pruned(weights, LEAST_WEIGHT)}
    WEIGHTS.write_text(json.dumps(table, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")


def of_articles(pipeline: Pipeline, articles: Iterable[GoldArticle]) -> Iterator[Text]:
    """Annotated articles, parsed."""
    for gold in articles:
        prepared, doc = pipeline.parse(*pages_of([gold]))
        yield Text(doc=_slim(doc), labels=ArticleLabels(gold, prepared.view, doc), fold=fold_of(gold), published=gold.published)


def fold_of(article: GoldArticle) -> int:
    """The fold of an article: that of all of its day, since several tell one story."""
    return zlib.crc32((article.published or article.id)[:10].encode()) % FOLDS


def of_corpora(pipeline: Pipeline, data: Path, *, with_litbank: bool) -> Iterator[Text]:
    """The texts of GAP, GUM and perhaps LitBank, parsed."""
    litbank = read_litbank(data / "coref/litbank.conll.gz") if with_litbank else ()
    for is_gap, texts in ((True, gap_texts(data)), (False, gum_texts(data)), (False, litbank)):
        for text in texts:
            doc = _slim(pipeline.nlp(text.text))
            yield Text(doc=doc, labels=CorpusLabels(text, doc), judge_only_labelled=is_gap)


def _slim(doc: Doc) -> Doc:
    """A parsed text without the encoder's vectors, so that all fit into memory."""
    doc.tensor = np.zeros((0,), dtype="float32")
    return doc


def gap_texts(data: Path) -> Iterator[Annotated]:
    """GAP's development and validation rows where one of the names is meant."""
    for part in ("development", "validation"):
        yield from (_judged(row) for row in read_gap(data / f"coref/gap-{part}.tsv.gz") if any(meant for _, _, meant in row.names))


def gum_texts(data: Path) -> Iterator[Annotated]:
    """GUM's documents but those kept out of training."""
    return (document for document in gum.read_coreference(data / "gum/gum.conllu.gz") if document.id not in gum.HELD_OUT)


def _judged(row: Ambiguous) -> Annotated:
    """A row of GAP as a text with two numbered names; each word of a name may be its head."""
    same = {row.pronoun: 0}
    for number, (start, end, meant) in enumerate(row.names, start=1):
        same.update(dict.fromkeys(range(start, end), 0 if meant else number))
    return Annotated(row.id, row.text, same, [row.pronoun])


if __name__ == "__main__":
    main()
