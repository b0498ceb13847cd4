"""Measure the language pipeline: tags, trees, sentences and names on sets that it never saw.

    python -m benchmark.language DATA [--pipeline en_onrecord] [--floors] [--write src/en_onrecord/MODEL_CARD.md]

EWT test and PUD with gold tokens and sentences (UPOS, lemmas, UAS, LAS; punctuation counts), EWT test as raw text (F1 of words, of sentences, of words
with the right head and relation), names on the Worldwide outlets kept out of training and on UNER PUD (exact spans of PERSON, ORG, LOC). ``--write`` writes
them into the tables of a document that have a column "%", too.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from benchmark.scoring import floors, report, write_cells
from corpora import names, treebanks

NAMES = {"PERSON", "ORG", "LOC"}
# OntoNotes labels, so that other pipelines can be measured, too.
SAME_NAMES = {"GPE": "LOC", "FAC": "LOC", "PER": "PERSON"}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--pipeline", default="en_onrecord")
    parser.add_argument("--floors", action="store_true", help="exit with 1 where a figure is below benchmark/floors.json")
    parser.add_argument("--write", type=Path)
    arguments = parser.parse_args()
    held = floors("language") if arguments.floors else {}
    figures = list(measure(spacy.load(arguments.pipeline), arguments.data))
    if arguments.write:
        write_cells(arguments.write, {(name, "%"): f"{value:.1f}" for name, value in figures})
    sys.exit(report(figures, held))


def measure(nlp: Language, data: Path) -> Iterator[tuple[str, float]]:
    """Yield (figure, percent)."""
    for title, file in (("EWT test", "ud/en_ewt-ud-test.conllu.gz"), ("PUD", "ud/en_pud-ud-test.conllu.gz")):
        sentences = list(treebanks.read_sentences(data / file))
        for figure, value in parse_scores(nlp, sentences).items():
            yield f"{title}, gold tokens, {figure}", value
    ewt = list(treebanks.read_sentences(data / "ud/en_ewt-ud-test.conllu.gz"))
    for figure, value in raw_scores(nlp, ewt).items():
        yield f"EWT test, raw text, {figure}", value
    worldwide = [
        s for s in names.read_worldwide(data / "ner/worldwide_train.tsv.gz") if s.document.startswith(names.WORLDWIDE_TEST_OUTLETS)
    ]
    yield "Worldwide, outlets kept out, PER/ORG/LOC F1", name_f1(nlp, worldwide, names.WORLDWIDE_LABELS)
    pud = list(names.read_uner(data / "ner/uner_pud_test.iob2.gz"))
    yield "UNER PUD, PER/ORG/LOC F1", name_f1(nlp, pud, names.UNER_LABELS)


def parse_scores(nlp: Language, sentences: list[treebanks.Sentence]) -> dict[str, float]:
    """UPOS, lemmas (letter case aside), UAS and LAS in percent, over gold tokens and sentences."""
    right = {"UPOS": 0, "lemmas": 0, "UAS": 0, "LAS": 0}
    total = 0
    docs = (Doc(nlp.vocab, words=s.words, spaces=s.spaces, sent_starts=[True] + [False] * (len(s.words) - 1)) for s in sentences)
    for sentence, doc in zip(sentences, nlp.pipe(docs), strict=True):
        for i, token in enumerate(doc):
            total += 1
            head_right = token.head.i == sentence.heads[i]
            right["UPOS"] += token.pos_ == sentence.pos[i]
            right["lemmas"] += token.lemma_.casefold() == sentence.lemmas[i].casefold()
            right["UAS"] += head_right
            right["LAS"] += head_right and token.dep_.split(":")[0].lower() == sentence.deps[i].split(":")[0].lower()
    return {figure: 100 * hits / total for figure, hits in right.items()}


def raw_scores(nlp: Language, sentences: list[treebanks.Sentence]) -> dict[str, float]:
    """F1 over raw documents, in percent: words, sentence starts, and labelled attachment as the CoNLL 2018 evaluation has it.

    A word is its characters; its head is right if it is the same characters.
    """
    hits, gold, predicted = ({"words F1": 0, "sentences F1": 0, "LAS": 0} for _ in range(3))
    for run in treebanks.group(sentences, size=10**6):
        reference = treebanks.to_doc(nlp.vocab, run)
        doc = nlp(reference.text)
        for figure, facts_of in (("words F1", _words), ("sentences F1", _starts), ("LAS", _attachments)):
            expected, found = facts_of(reference), facts_of(doc)
            hits[figure] += len(expected & found)
            gold[figure] += len(expected)
            predicted[figure] += len(found)
    return {figure: f1(hits[figure], gold[figure], predicted[figure]) for figure in hits}


def _words(doc: Doc) -> set[tuple[int, int]]:
    return {(token.idx, len(token)) for token in doc if not token.is_space}


def _starts(doc: Doc) -> set[int]:
    return {next((token.idx for token in sentence if not token.is_space), -1) for sentence in doc.sents}


def _attachments(doc: Doc) -> set[tuple[int, int, int, str]]:
    """Each word with its head (-1: none) and relation without subtype."""
    return {
        (token.idx, len(token), -1 if token.head == token else token.head.idx, token.dep_.split(":")[0].lower())
        for token in doc
        if not token.is_space
    }


def name_f1(nlp: Language, sentences: list[names.TaggedSentence], labels: dict[str, str]) -> float:
    """F1 of exact spans with the right label among PERSON, ORG and LOC, in percent; tokens are the set's own."""
    hits = gold = predicted = 0
    references = [names.to_doc(nlp.vocab, [sentence], labels) for sentence in sentences]
    docs = nlp.pipe(Doc(nlp.vocab, words=[t.text for t in r], spaces=[bool(t.whitespace_) for t in r]) for r in references)
    for reference, doc in zip(references, docs, strict=True):
        expected, found = set(named(reference)), set(named(doc))
        hits, gold, predicted = hits + len(expected & found), gold + len(expected), predicted + len(found)
    return f1(hits, gold, predicted)


def named(doc: Doc) -> Iterable[tuple[int, int, str]]:
    """Token bounds and label of the names that are measured."""
    for entity in doc.ents:
        label = SAME_NAMES.get(entity.label_, entity.label_)
        if label in NAMES:
            yield entity.start, entity.end, label


def f1(hits: int, gold: int, predicted: int) -> float:
    """F1 in percent."""
    return 200 * hits / (gold + predicted) if gold + predicted else 0.0


if __name__ == "__main__":
    main()
