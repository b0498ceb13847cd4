"""How often pronouns are resolved right: GAP's test rows, and GUM's news and interviews that were kept out of training.

python -m benchmark.coreference DATA

Needs ``pip install '.[benchmark]'``.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from scorch.scores import conll2012
from spacy.tokens import Doc

from corpora import gum
from corpora.coreference import read_gap
from onrecord import Pipeline
from onrecord.actors.chain import Chain
from onrecord.actors.chains import find_chains
from onrecord.actors.mention import FoundMention
from onrecord.actors.mentions import FIRST_PERSON, find_mentions
from onrecord.actors.pronouns import resolve_pronouns

ACTORS = {"person", "organization", "place"}
PERSONAL = {"he", "him", "his", "she", "her", "hers"}


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    arguments = parser.parse_args()
    for name, value in measure(arguments.data):
        print(f"{name:60} {value:6.1f}")


def measure(data: Path) -> Iterator[tuple[str, float]]:
    """Percent by name."""
    pipeline = Pipeline()
    yield from _gap(pipeline, data / "coref/gap-test.tsv.gz")
    yield from _gum(pipeline, data / "gum/gum.conllu.gz")
    yield from _chains(pipeline, data / "gum/gum.conllu.gz")


def _resolved(pipeline: Pipeline, text: str) -> tuple[Doc, list[Chain]]:
    doc = pipeline.nlp(text)
    voices = pipeline.voices(doc)
    mentions = find_mentions(doc, pipeline.knowledge, voices)
    chains = find_chains(doc, mentions, voices)
    resolve_pronouns(doc, mentions, chains, voices)
    return doc, chains


def _gap(pipeline: Pipeline, path: Path) -> Iterator[tuple[str, float]]:
    """F1 over both names of each row, as GAP's own scorer counts, and by the gender of the pronoun."""
    counts = {True: [0, 0, 0], False: [0, 0, 0]}
    for row in read_gap(path):
        doc, chains = _resolved(pipeline, row.text)
        offsets = next(
            ({doc[head].idx for one in chain.mentions for head in one.heads} for chain in chains if _has(doc, chain, row.pronoun)), set()
        )
        for start, end, meant in row.names:
            said = any(start <= offset < end for offset in offsets)
            hits = counts[row.is_male]
            hits[0] += said and meant
            hits[1] += meant
            hits[2] += said
    both = [sum(pair) for pair in zip(*counts.values(), strict=True)]
    for name, (hit, gold, found) in (("", both), (", masculine", counts[True]), (", feminine", counts[False])):
        yield f"GAP test, F1{name}", 200 * hit / (gold + found)


def _has(doc: Doc, chain: Chain, offset: int) -> bool:
    return any(doc[head].idx == offset for one in chain.mentions for head in one.heads)


def _gum(pipeline: Pipeline, path: Path) -> Iterator[tuple[str, float]]:
    """Of personal pronouns whose antecedent is some actor found in the text, how many are in a chain with it; open ones count as wrong."""
    right, all_of = {True: 0, False: 0}, {True: 0, False: 0}
    for document in gum.read_coreference(path):
        if document.id not in gum.HELD_OUT:
            continue
        doc, chains = _resolved(pipeline, document.text)
        numbers = [
            {document.same.get(doc[head].idx) for one in chain.mentions if one.form != "pronoun" for head in one.heads} - {None}
            for chain in chains
        ]
        for offset in document.pronouns:
            token = next((t for t in doc if t.idx == offset), None)
            number = document.same[offset]
            if token is None or token.lower_ in FIRST_PERSON or not any(number in known for known in numbers):
                continue
            personal = token.lower_ in PERSONAL
            all_of[personal] += 1
            right[personal] += any(number in known and _has(doc, chain, offset) for chain, known in zip(chains, numbers, strict=True))
    yield f"GUM, kept out, he and she ({all_of[True]})", 100 * right[True] / max(1, all_of[True])
    yield f"GUM, kept out, they and it ({all_of[False]})", 100 * right[False] / max(1, all_of[False])


def _chains(pipeline: Pipeline, path: Path) -> Iterator[tuple[str, float]]:
    """CoNLL F1 (the mean of MUC, B3 and CEAFe; scorch) on GUM's news kept out; mentions are one where their heads are, those alone are left out."""
    documents = [document for document in gum.read_coreference(path) if document.id in gum.HELD_OUT and "_news_" in document.id]
    for name, kinds in (("people, organisations, places", ACTORS), ("everything annotated", None)):
        gold: list[set[tuple[str, int]]] = []
        found: list[set[tuple[str, int]]] = []
        for document in documents:
            doc, chains = _resolved(pipeline, document.text)
            annotated: dict[int, set[tuple[str, int]]] = {}
            for offset, number in document.same.items():
                if kinds is None or document.types.get(number) in kinds:
                    annotated.setdefault(number, set()).add((document.id, offset))
            gold += annotated.values()
            heads = {offset for chain in annotated.values() for _, offset in chain}
            found += ({(document.id, _anchor(doc, one, heads)) for one in chain.mentions} for chain in chains)
        several = [[chain for chain in side if len(chain) > 1] for side in (gold, found)]
        yield f"GUM news, kept out, CoNLL F1, {name}", 100 * conll2012(*several)


def _anchor(doc: Doc, mention: FoundMention, heads: set[int]) -> int:
    """Where a mention is counted: at the annotated head among the words of its name, else at its own."""
    return next((doc[head].idx for head in mention.heads if doc[head].idx in heads), doc[mention.head].idx)


if __name__ == "__main__":
    main()
