"""Fit the weights by which a pronoun's antecedent, a description's name and a document's speaker are chosen, and the matrices by which the reader holds words against words.

    python -m training.coreference.fit DATA WORK --fold 0 [--pipeline NAME]

Pronouns: GAP (development and validation), GUM, and who speaks in the annotated articles of gold/train and training/annotations; descriptions and documents: those articles. WORK has annotated.pickle,
which says which articles are of the fold; they are left out. Writes pronouns.json, descriptions.json and documents.json under src/onrecord/data, and coreference.npz into the pipeline;
``python -m benchmark.coreference DATA`` measures pronouns on GAP's test rows and on GUM documents kept out, ``python -m benchmark.records DATA`` both.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from spacy.tokens import Doc

import onrecord
from corpora import gum
from corpora.coreference import Ambiguous, Annotated, read_gap, read_litbank
from onrecord import Pipeline
from onrecord.actors.chains import find_chains
from onrecord.actors.mention import FoundMention
from onrecord.actors.mentions import FIRST_PERSON, find_mentions
from onrecord.actors.pronouns import judged
from onrecord.actors.sources import source_heads
from onrecord.language.encoder.coreference import FILE as COREFERENCE_FILE
from training.encoder.folds import command_line, learned_and_kept_out

from .annotated import KINDS, Candidate, Features, Kind, Question, questions_in
from .pair_scores import fitted

TABLES = Path(onrecord.__file__).parent / "data"
ABOUT = "Weights of the features of {}; made by training/coreference/fit.py."
# Inverse strength of the L2 penalty: of pronouns, which are many, and of descriptions.
FREEDOM, FREEDOM_OF_DESCRIPTIONS = 1.0, 0.2
# What a pair of GAP or GUM counts beside one of an annotated article.
SHARE_OF_OTHERS = 0.5
WRITTEN: dict[Kind, tuple[str, str]] = {
    "pronoun": ("pronouns.json", "a pronoun's candidate antecedents"),
    "description": ("descriptions.json", "a name for somebody described"),
    "document": ("documents.json", "who speaks in a document"),
}
# Weights smaller than this are left out.
LEAST_WEIGHT = 0.01


def main() -> None:
    """Fit and write."""
    parser = command_line(__doc__)
    parser.add_argument("--litbank", action="store_true", help="fit on LitBank, too")
    arguments = parser.parse_args()
    pipeline = Pipeline(arguments.pipeline)
    articles, _ = learned_and_kept_out(arguments.data, arguments.work, arguments.fold)
    questions: dict[Kind, list[Question]] = {kind: [] for kind in KINDS}
    for asked in questions_in(articles, pipeline):
        for kind, own in asked.items():
            questions[kind] += own
    texts = [*gap_texts(arguments.data), *gum_texts(arguments.data)]
    if arguments.litbank:
        texts += read_litbank(arguments.data / "coref/litbank.conll.gz")
    questions["pronoun"] += questions_of(texts, pipeline)
    weights = {kind: ranked(own) if kind == "pronoun" else named(own) for kind, own in questions.items()}
    scores = fitted(questions, weights)
    for kind, (name, of) in WRITTEN.items():
        _write(name, of, {feature: scores.scales[kind].item() * weight for feature, weight in weights[kind].items()})
    (pipeline.nlp.path / "onrecord_encoder" / COREFERENCE_FILE).write_bytes(scores.file())


def _write(name: str, of: str, weights: dict[str, float]) -> None:
    kept = {feature: round(weight, 3) for feature, weight in weights.items() if abs(weight) >= LEAST_WEIGHT}
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


def questions_of(texts: Iterable[Annotated], pipeline: Pipeline) -> Iterator[Question]:
    """The annotated pronouns of some texts, with their candidates, nearest first; pronouns before one stand in the chain of what they mean."""
    for text in texts:
        doc = pipeline.nlp(text.text)
        encoded = np.asarray(doc.tensor, dtype=np.float32)
        for pronoun, candidates in _judged_candidates(doc, text, pipeline):
            number = text.same[doc[pronoun.head].idx]
            asked = tuple(
                Candidate(features=features, encoded=encoded[[mention.head]], is_meant=number in _numbers(doc, mention, text))
                for features, mention in candidates
                if len(text.pronouns) > 1 or _numbers(doc, mention, text)
            )
            if asked:
                yield Question(encoded=encoded[pronoun.head], candidates=asked, share=SHARE_OF_OTHERS)


def _judged_candidates(doc: Doc, text: Annotated, pipeline: Pipeline) -> Iterator[tuple[FoundMention, list[tuple[Features, FoundMention]]]]:
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
        yield pronoun, [(features, mention) for features, (mention, _) in judged(doc, pronoun, known, place, sources, voices)]
        if text.same[offset] in chain_of:
            chain_of[text.same[offset]].add(pronoun)


def _numbers(doc: Doc, mention: FoundMention, text: Annotated) -> set[int]:
    return {text.same[doc[head].idx] for head in mention.heads if doc[head].idx in text.same}


def ranked(pronouns: Iterable[Question]) -> dict[str, float]:
    """Weights by which what is meant fits better than what is not (a logistic regression of the differences)."""
    rows, labels, shares = [], [], []
    for one in pronouns:
        for meant, other in _pairs_of(one.candidates):
            difference = {name: meant.get(name, 0.0) - other.get(name, 0.0) for name in meant.keys() | other.keys()}
            rows += [difference, {name: -value for name, value in difference.items()}]
            labels += [1, 0]
            shares += [one.share, one.share]
    columns = DictVectorizer()
    model = LogisticRegression(C=FREEDOM, max_iter=3000, fit_intercept=False)
    model.fit(columns.fit_transform(rows), labels, sample_weight=shares)
    print(f"{len(rows) // 2} pairs, {100 * model.score(columns.transform(rows), labels):.1f} % in the right order")
    return _weights(columns, model)


def _pairs_of(candidates: Iterable[Candidate]) -> Iterator[tuple[Features, Features]]:
    """The features of the first candidate that is meant, and of each other one."""
    candidates = list(candidates)
    meant = [one.features for one in candidates if one.is_meant]
    yield from ((meant[0], other.features) for other in candidates if meant and not other.is_meant)


def named(questions: Iterable[Question]) -> dict[str, float]:
    """Weights by which a candidate is meant (a logistic regression)."""
    rows, labels = zip(*((one.features, one.is_meant) for asked in questions for one in asked.candidates), strict=True)
    columns = DictVectorizer()
    model = LogisticRegression(C=FREEDOM_OF_DESCRIPTIONS, max_iter=3000, fit_intercept=False).fit(columns.fit_transform(rows), labels)
    print(f"{len(rows)} candidates for names, {sum(labels)} meant")
    return _weights(columns, model)


def _weights(columns: DictVectorizer, model: LogisticRegression) -> dict[str, float]:
    return {name: float(weight) for name, weight in zip(columns.get_feature_names_out(), model.coef_[0], strict=True)}


if __name__ == "__main__":
    main()
