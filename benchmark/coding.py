"""How well what the pipeline reads carries the coding of events by others: three public sets, five-fold.

    python -m benchmark.coding DATA

PLV              type of what a marked source did to a marked target (snowood1/Zero-Shot-PLOVER), macro-F1
cameo_class      class of a sentence (eventdata/ConfliBERT), macro-F1
cameo_ner        words for source and target (eventdata/ConfliBERT), micro-F1 over whole spans

A logistic regression, or a chain CRF for the last, is fitted on four fifths and measured on the fifth left out, five times; it sees lemmas, tags, trees and the encoded
words of our pipeline. These models are fitted here alone: records do not use them. Needs ``pip install '.[benchmark]'``.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import pycrfsuite
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold
from sklearn.preprocessing import StandardScaler
from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from corpora.coding import read_classes, read_plv, read_roles
from corpora.names import runs
from onrecord.language import load

FOLDS = 5
SEED = 1
# How much an encoded dimension weighs against a word, and the freedom of the regression: .05 and 1 are near the best of six pairs tried on PLV.
ENCODED, FREEDOM = 0.05, 1.0
# The same for the CRF, with its penalties.
ENCODED_IN_CRF = 0.2
CRF = {"c1": 0.1, "c2": 0.1, "max_iterations": 100, "feature.possible_transitions": True}
STEPS_UP = 6
BESIDE = {"aux", "neg", "advmod", "compound:prt", "mark", "xcomp", "obj", "ccomp", "obl"}
Features = dict[str, float]


@dataclass(slots=True)
class Example:
    """What a classifier sees of a sentence, and its class."""

    words: Features
    encoded: np.ndarray
    label: str


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    events = parser.parse_args().data / "events"
    nlp = load()
    print(f"PLV, macro-F1          {100 * cross_validated(list(plv(nlp, events / 'plv_train.tsv.gz'))):5.1f}")
    print(f"cameo_class, macro-F1  {100 * cross_validated(list(cameo_class(nlp, events / 'cameo_class_train.tsv.gz'))):5.1f}")
    print(f"cameo_ner, micro-F1    {100 * cross_validated_spans(nlp, events / 'cameo_ner_train.txt.gz'):5.1f}")


def cross_validated(examples: Sequence[Example]) -> float:
    """Macro-F1 of classes predicted for the part left out."""
    labels = np.array([example.label for example in examples])
    encoded = np.array([example.encoded for example in examples])
    predicted = np.empty_like(labels)
    for known, left_out in StratifiedKFold(FOLDS, shuffle=True, random_state=SEED).split(encoded, labels):
        columns, scale = DictVectorizer(), StandardScaler().fit(encoded[known])
        columns.fit([examples[i].words for i in known])

        def seen(part: np.ndarray, columns: DictVectorizer = columns, scale: StandardScaler = scale) -> csr_matrix:
            words = columns.transform([examples[i].words for i in part])
            return hstack([words, csr_matrix(scale.transform(encoded[part]) * ENCODED)]).tocsr()

        model = LogisticRegression(C=FREEDOM, max_iter=500).fit(seen(known), labels[known])
        predicted[left_out] = model.predict(seen(left_out))
    return float(f1_score(labels, predicted, average="macro"))


def plv(nlp: Language, path: Path) -> Iterator[Example]:
    """Sentences of PLV: the words on the path between source and target, and the encoded ones there."""
    for coded in read_plv(path):
        doc = nlp(coded.text)
        source, target = (doc.char_span(*bounds, alignment_mode="expand") for bounds in (coded.source, coded.target))
        middle = _middle(source.root, target.root)
        between = doc.tensor[min(source.end, target.end) : max(source.start, target.start)]
        parts = [
            doc.tensor,
            doc.tensor[[middle[0].i]],
            doc.tensor[[token.i for token in middle]],
            between if len(between) else doc.tensor,
        ]
        parts += [doc.tensor[[span.root.i]] for span in (source, target)]
        yield Example(_between(doc, source, target, middle), np.concatenate([part.mean(0) for part in parts]), coded.type)


def _middle(source: Token, target: Token) -> list[Token]:
    """The lowest word above both, then the words between it and each."""
    above = [target, *target.ancestors]
    top = next((token for token in (source, *source.ancestors) if token in above), source)
    words = [top]
    for token in (source, target):
        steps = 0
        while token.i != top.i and token.head.i != token.i and steps < STEPS_UP:
            token, steps = token.head, steps + 1
            if token.i != top.i:
                words.append(token)
    return words


def _between(doc: Doc, source: TokenSpan, target: TokenSpan, middle: list[Token]) -> Features:
    top = middle[0]
    found = {
        f"top {top.lemma_.lower()}": 1.0,
        f"top is {top.pos_}": 1.0,
        f"source {source.root.dep_}": 1.0,
        f"target {target.root.dep_}": 1.0,
    }
    found |= {f"on the way {token.lemma_.lower()}": 1.0 for token in middle[1:]}
    found |= {f"target by {child.lower_}": 1.0 for child in target.root.children if child.dep_ == "case"}
    found |= {f"{child.dep_} {child.lemma_.lower()}": 1.0 for token in middle for child in token.children if child.dep_ in BESIDE}
    named = {*range(source.start, source.end), *range(target.start, target.end)}
    found |= {f"word {t.lemma_.lower()}": 1.0 for t in doc if t.pos_ in ("VERB", "NOUN", "ADJ") and t.i not in named}
    return found | {"source first": float(source.start < target.start)}


def cameo_class(nlp: Language, path: Path) -> Iterator[Example]:
    """Sentences of cameo_class by their lemmas, pairs of them, and what stands beside their verbs."""
    for text, label in read_classes(path):
        doc = nlp(text)
        words = [token for token in doc if not token.is_punct]
        verbs = [token for token in words if token.pos_ == "VERB"]
        found = {f"word {token.lemma_.lower()}": 1.0 for token in words} | {f"verb {token.lemma_.lower()}": 1.0 for token in verbs}
        found |= {f"pair {a.lemma_.lower()} {b.lemma_.lower()}": 0.5 for a, b in pairwise(words)}
        found |= {
            f"{verb.lemma_} {child.dep_} {child.lemma_.lower()}": 1.0 for verb in verbs for child in verb.children if not child.is_punct
        }
        at_verbs = doc.tensor[[token.i for token in verbs]] if verbs else doc.tensor
        yield Example(found, np.concatenate([doc.tensor.mean(0), doc.tensor.max(0), at_verbs.mean(0)]), label)


def cross_validated_spans(nlp: Language, path: Path) -> float:
    """Micro-F1 of spans predicted for the part left out."""
    sentences = [(list(_token_features(nlp, [word for word, _ in rows])), [label for _, label in rows]) for rows in read_roles(path)]
    order = list(range(len(sentences)))
    random.Random(SEED).shuffle(order)
    hit = there = found = 0
    for fold in range(FOLDS):
        left_out = set(order[fold::FOLDS])
        trainer = pycrfsuite.Trainer(verbose=False)
        trainer.set_params(CRF)
        for i in order:
            if i not in left_out:
                trainer.append(*sentences[i])
        with tempfile.TemporaryDirectory() as folder:
            file = str(Path(folder) / "model")
            trainer.train(file)
            tagger = pycrfsuite.Tagger()
            tagger.open(file)
            for i in left_out:
                told, gold = set(runs(tagger.tag(sentences[i][0]))), set(runs(sentences[i][1]))
                hit, there, found = hit + len(told & gold), there + len(gold), found + len(told)
    return 2 * hit / (there + found)


def _token_features(nlp: Language, words: list[str]) -> Iterator[Features]:
    doc = nlp(Doc(nlp.vocab, words=words))
    for token, encoded in zip(doc, doc.tensor, strict=True):
        chain = [token, *token.ancestors]
        depth = next((i for i, above in enumerate(chain[1:], start=1) if above.pos_ == "VERB"), len(chain) - 1)
        verb, argument = chain[depth], chain[max(0, depth - 1)]
        is_main = verb.head.i == verb.i
        found = [
            f"word {token.lower_}", f"ends {token.lower_[-3:]}", f"shape {token.shape_}", f"head {token.head.lemma_} {token.head.dep_}",
            f"argument {argument.dep_}", f"argument {argument.dep_} {min(depth, 4)}", f"argument {argument.dep_} of {verb.lemma_}",
            f"argument {argument.dep_} of main {is_main}", f"verb {verb.lemma_}", f"before verb {token.i < verb.i}",
            *(f"by {child.lower_}" for child in argument.children if child.dep_ == "case"),
        ]  # fmt: skip
        for away in range(-2, 3):
            if 0 <= token.i + away < len(doc):
                other = doc[token.i + away]
                found += [
                    f"{away} {other.lower_}",
                    f"{away} {other.tag_}",
                    f"{away} {other.dep_}",
                    f"{away} {other.ent_iob_}{other.ent_type_}",
                ]
        yield dict.fromkeys(found, 1.0) | {f"dimension {i}": float(value) * ENCODED_IN_CRF for i, value in enumerate(encoded)}


if __name__ == "__main__":
    main()
