"""Fit the weights by which a pronoun's antecedent is chosen, on GAP (development) and GUM.

    python -m training.coreference.fit DATA

Writes src/onrecord/data/pronouns.json; ``python -m benchmark.coreference DATA`` measures it on GAP's test rows and on GUM documents kept out.
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
from corpora.coreference import Ambiguous, Annotated, read_gap, read_litbank
from onrecord import Pipeline
from onrecord.actors.chains import find_chains
from onrecord.actors.mentions import FIRST_PERSON, FoundMention, find_mentions
from onrecord.actors.prominence import evidence
from onrecord.actors.pronouns import candidates
from onrecord.knowledge import Knowledge

WEIGHTS = Path(onrecord.__file__).parent / "data/pronouns.json"
ABOUT = "Weights of the features of a pronoun's candidate antecedents; made by training/coreference/fit.py."
# Inverse strength of the L2 penalty.
FREEDOM = 1.0
Features = dict[str, float]


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--litbank", action="store_true", help="fit on LitBank, too")
    arguments = parser.parse_args()
    texts = [*gap_texts(arguments.data), *gum_texts(arguments.data)]
    if arguments.litbank:
        texts += read_litbank(arguments.data / "coref/litbank.conll.gz")
    weights = fitted(_pairs(texts))
    WEIGHTS.write_text(json.dumps({"about": ABOUT, "weights": weights}, indent=2) + "\n", encoding="utf-8")


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


def _pairs(texts: Iterable[Annotated]) -> Iterator[tuple[Features, Features]]:
    """The features of an antecedent of a pronoun, and of another candidate."""
    pipeline = Pipeline()
    for text in texts:
        doc = pipeline.nlp(text.text)
        for judged in _judged_candidates(doc, text, pipeline.knowledge):
            meant = [features for features, is_meant in judged if is_meant]
            yield from ((meant[0], other) for other, is_meant in judged if meant and not is_meant)


def _judged_candidates(doc: Doc, text: Annotated, knowledge: Knowledge) -> Iterator[list[tuple[Features, bool]]]:
    """The candidates of each annotated pronoun, nearest first; pronouns before it stand in the chain of what they mean."""
    mentions = find_mentions(doc, knowledge)
    chains = find_chains(doc, mentions)
    chain_of = {
        text.same[doc[head].idx]: chain for chain in chains for one in chain.mentions for head in one.heads if doc[head].idx in text.same
    }
    sources = {span.root.i for span in doc.spans.get("onrecord:source", ())}
    for pronoun in mentions:
        offset = doc[pronoun.head].idx
        if pronoun.form != "pronoun" or offset not in text.pronouns or doc[pronoun.head].lower_ in FIRST_PERSON:
            continue
        known = sorted(((mention, chain) for chain in chains for mention in chain.mentions), key=lambda pair: pair[0].start)
        place = sum(mention.start < pronoun.start for mention, _ in known)
        number = text.same[offset]
        yield [
            (evidence(doc, mention, chain, pronoun, sources), number in _numbers(doc, mention, text))
            for mention, chain in candidates(doc, pronoun, known, place)
            if len(text.pronouns) > 1 or _numbers(doc, mention, text)
        ]
        if number in chain_of:
            chain_of[number].add(pronoun)


def _numbers(doc: Doc, mention: FoundMention, text: Annotated) -> set[int]:
    return {text.same[doc[head].idx] for head in mention.heads if doc[head].idx in text.same}


def fitted(pairs: Iterable[tuple[Features, Features]]) -> dict[str, float]:
    """Weights by which what is meant fits better than what is not (a logistic regression of the differences)."""
    rows, labels = [], []
    for meant, other in pairs:
        difference = {name: meant.get(name, 0.0) - other.get(name, 0.0) for name in meant.keys() | other.keys()}
        rows += [difference, {name: -value for name, value in difference.items()}]
        labels += [1, 0]
    columns = DictVectorizer()
    model = LogisticRegression(C=FREEDOM, max_iter=2000, fit_intercept=False).fit(columns.fit_transform(rows), labels)
    print(f"{len(rows) // 2} pairs, {100 * model.score(columns.transform(rows), labels):.1f} % in the right order")
    return {name: round(float(weight), 3) for name, weight in zip(columns.get_feature_names_out(), model.coef_[0], strict=True)}


if __name__ == "__main__":
    main()
