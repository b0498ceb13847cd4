"""Fit the weights by which a pronoun's antecedent and a description's name are chosen.

    python -m training.coreference.fit DATA WORK --fold 0 [--pipeline NAME]

Pronouns: GAP (development and validation), GUM, and who speaks in the annotated articles of gold/train and training/annotations; descriptions: those articles. WORK has annotated.pickle,
which says which articles are of the fold; they are left out. Writes src/onrecord/data/pronouns.json and descriptions.json;
``python -m benchmark.coreference DATA`` measures pronouns on GAP's test rows and on GUM documents kept out, ``python -m benchmark.records DATA`` both.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from spacy.tokens import Doc

import onrecord
from corpora import gum
from corpora.annotated import SETS, read_annotated, read_further
from corpora.coreference import Ambiguous, Annotated, read_gap, read_litbank
from onrecord import Pipeline
from onrecord.actors.chains import find_chains
from onrecord.actors.mentions import FIRST_PERSON, FoundMention, find_mentions
from onrecord.actors.pronouns import judged
from onrecord.actors.sources import source_heads
from onrecord.version import DEFAULT_PIPELINE
from training.encoder.folds import kept_out

from .annotated import Features, Judged, judged_in

TABLES = Path(onrecord.__file__).parent / "data"
ABOUT = "Weights of the features of {}; made by training/coreference/fit.py."
# Inverse strength of the L2 penalty: of pronouns, which are many, and of descriptions.
FREEDOM, FREEDOM_OF_DESCRIPTIONS = 1.0, 0.2
# What a pair of GAP or GUM counts beside one of an annotated article.
SHARE_OF_OTHERS = 0.5
# Weights smaller than this are left out.
LEAST_WEIGHT = 0.01
Pair = tuple[Features, Features, float]


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--fold", type=int, required=True)
    parser.add_argument("--pipeline", default=DEFAULT_PIPELINE)
    parser.add_argument("--litbank", action="store_true", help="fit on LitBank, too")
    arguments = parser.parse_args()
    pipeline = Pipeline(arguments.pipeline)
    ids = kept_out(arguments.work / "annotated.pickle", arguments.fold)
    known = [*read_annotated(arguments.data / SETS["train"]), *read_further(arguments.data)]
    articles = [article for article in known if article.id not in ids]
    pronouns, descriptions = [], []
    for said, described in judged_in(articles, pipeline):
        pronouns += said
        descriptions += described
    pairs = [(meant, other, 1.0) for one in pronouns for meant, other in _pairs_of(one)]
    texts = [*gap_texts(arguments.data), *gum_texts(arguments.data)]
    if arguments.litbank:
        texts += read_litbank(arguments.data / "coref/litbank.conll.gz")
    pairs += [(meant, other, SHARE_OF_OTHERS) for meant, other in _pairs(texts, pipeline)]
    _write("pronouns.json", "a pronoun's candidate antecedents", ranked(pairs))
    _write("descriptions.json", "a name for somebody described", named(descriptions))


def _write(name: str, of: str, weights: dict[str, float]) -> None:
    kept = {feature: weight for feature, weight in weights.items() if abs(weight) >= LEAST_WEIGHT}
    (TABLES / name).write_text(json.dumps({"about": ABOUT.format(of), "weights": kept}, indent=2) + "\n", encoding="utf-8")


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


def _pairs(texts: Iterable[Annotated], pipeline: Pipeline) -> Iterator[tuple[Features, Features]]:
    """The features of an antecedent of a pronoun, and of another candidate."""
    for text in texts:
        doc = pipeline.nlp(text.text)
        for candidates in _judged_candidates(doc, text, pipeline):
            yield from _pairs_of(candidates)


def _pairs_of(candidates: Judged) -> Iterator[tuple[Features, Features]]:
    meant = [features for features, is_meant in candidates if is_meant]
    yield from ((meant[0], other) for other, is_meant in candidates if meant and not is_meant)


def _judged_candidates(doc: Doc, text: Annotated, pipeline: Pipeline) -> Iterator[Judged]:
    """The candidates of each annotated pronoun, nearest first; pronouns before it stand in the chain of what they mean."""
    voices = pipeline.voices(doc)
    mentions = find_mentions(doc, pipeline.knowledge, voices)
    chains = find_chains(doc, mentions, voices)
    chain_of = {
        text.same[doc[head].idx]: chain for chain in chains for one in chain.mentions for head in one.heads if doc[head].idx in text.same
    }
    sources = source_heads(doc, voices)
    for pronoun in mentions:
        offset = doc[pronoun.head].idx
        if pronoun.form != "pronoun" or offset not in text.pronouns or doc[pronoun.head].lower_ in FIRST_PERSON:
            continue
        known = sorted(((mention, chain) for chain in chains for mention in chain.mentions), key=lambda pair: pair[0].start)
        place = sum(mention.start < pronoun.start for mention, _ in known)
        number = text.same[offset]
        yield [
            (features, number in _numbers(doc, mention, text))
            for features, (mention, _) in judged(doc, pronoun, known, place, sources, voices)
            if len(text.pronouns) > 1 or _numbers(doc, mention, text)
        ]
        if number in chain_of:
            chain_of[number].add(pronoun)


def _numbers(doc: Doc, mention: FoundMention, text: Annotated) -> set[int]:
    return {text.same[doc[head].idx] for head in mention.heads if doc[head].idx in text.same}


def ranked(pairs: Iterable[Pair]) -> dict[str, float]:
    """Weights by which what is meant fits better than what is not (a logistic regression of the differences)."""
    rows, labels, shares = [], [], []
    for meant, other, share in pairs:
        difference = {name: meant.get(name, 0.0) - other.get(name, 0.0) for name in meant.keys() | other.keys()}
        rows += [difference, {name: -value for name, value in difference.items()}]
        labels += [1, 0]
        shares += [share, share]
    columns = DictVectorizer()
    model = LogisticRegression(C=FREEDOM, max_iter=3000, fit_intercept=False)
    model.fit(columns.fit_transform(rows), labels, sample_weight=shares)
    print(f"{len(rows) // 2} pairs, {100 * model.score(columns.transform(rows), labels):.1f} % in the right order")
    return _weights(columns, model)


def named(descriptions: Iterable[Judged]) -> dict[str, float]:
    """Weights by which a pair of description and name is one (a logistic regression)."""
    rows, labels = zip(*(pair for candidates in descriptions for pair in candidates), strict=True)
    columns = DictVectorizer()
    model = LogisticRegression(C=FREEDOM_OF_DESCRIPTIONS, max_iter=3000, fit_intercept=False).fit(columns.fit_transform(rows), labels)
    print(f"{len(rows)} candidates for names, {sum(labels)} meant")
    return _weights(columns, model)


def _weights(columns: DictVectorizer, model: LogisticRegression) -> dict[str, float]:
    return {name: round(float(weight), 3) for name, weight in zip(columns.get_feature_names_out(), model.coef_[0], strict=True)}


if __name__ == "__main__":
    main()
