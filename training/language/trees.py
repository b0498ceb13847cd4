"""Read CoNLL-U treebanks as spaCy documents: words, tags, lemmas, morphology, trees, sentence and paragraph breaks."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar

from spacy.tokens import Doc
from spacy.vocab import Vocab

PARAGRAPH_BREAK = "\n\n"


@dataclass(slots=True)
class Sentence:
    """One tree: parallel columns, heads as indices into the sentence (the root is its own head)."""

    document: str
    starts_paragraph: bool
    words: list[str] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    pos: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    morphs: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deps: list[str] = field(default_factory=list)


def read_sentences(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a gzipped CoNLL-U file in order; empty nodes are left out."""
    document, new_paragraph, sentence, multiword_end = "", True, None, 0
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# newdoc id"):
                document, new_paragraph = line.split("=", 1)[1].strip(), True
            elif line.startswith("# newpar"):
                new_paragraph = True
            elif not line:
                if sentence is not None:
                    yield sentence
                sentence, multiword_end = None, 0
            elif not line.startswith("#"):
                if sentence is None:
                    sentence, new_paragraph = Sentence(document, new_paragraph), False
                multiword_end = _add_row(sentence, line.split("\t"), multiword_end)
    if sentence is not None:
        yield sentence


def _add_row(sentence: Sentence, row: list[str], multiword_end: int) -> int:
    """Add one CoNLL-U row; returns the last word of the multiword token that is open (0: none).

    Words of a multiword token ("do" + "n't") stand together; the space after the last one is the token's.
    """
    number, spaced = row[0], "SpaceAfter=No" not in row[9]
    if "." in number:
        return multiword_end
    if "-" in number:
        return int(number.split("-")[1]) if spaced else -int(number.split("-")[1])
    position = int(number)
    if position < abs(multiword_end):
        spaced = False
    elif position == abs(multiword_end):
        spaced = multiword_end > 0
    sentence.words.append(row[1])
    sentence.spaces.append(spaced)
    sentence.lemmas.append(row[2] if row[2] != "_" or row[1] == "_" else row[1])
    sentence.pos.append(row[3])
    sentence.tags.append(row[4])
    sentence.morphs.append(row[5])
    sentence.heads.append(int(row[6]) - 1 if row[6] != "0" else position - 1)
    sentence.deps.append(row[7] if row[7] != "root" else "ROOT")
    return multiword_end


def to_doc(vocab: Vocab, sentences: list[Sentence]) -> Doc:
    """Join sentences into one document; a paragraph break becomes a whitespace token, as the tokenizer makes it."""
    columns: dict[str, list] = {name: [] for name in ("words", "spaces", "lemmas", "pos", "tags", "morphs", "heads", "deps")}
    starts: list[bool] = []

    def add(word: str, spaced: bool, lemma: str, pos: str, tag: str, morph: str, head: int, dep: str, start: bool) -> None:
        for name, value in zip(columns, (word, spaced, lemma, pos, tag, morph, head, dep), strict=True):
            columns[name].append(value)
        starts.append(start)

    for number, sentence in enumerate(sentences):
        if number and sentence.starts_paragraph:
            columns["spaces"][-1] = False
            add(PARAGRAPH_BREAK, False, PARAGRAPH_BREAK, "SPACE", "_SP", "_", len(starts) - 1, "dep", False)
        base = len(starts)
        for i, word in enumerate(sentence.words):
            add(
                word,
                sentence.spaces[i],
                sentence.lemmas[i],
                sentence.pos[i],
                sentence.tags[i],
                sentence.morphs[i],
                base + sentence.heads[i],
                sentence.deps[i],
                i == 0,
            )
    return Doc(vocab, sent_starts=starts, **columns)


class FromDocument(Protocol):
    """A sentence that knows which document it stands in."""

    document: str


S = TypeVar("S", bound=FromDocument)


def group(sentences: list[S], size: int) -> Iterator[list[S]]:
    """Cut a set into runs of at most ``size`` sentences of one document, so that a learner sees where sentences end."""
    run: list[S] = []
    for sentence in sentences:
        if run and (len(run) >= size or sentence.document != run[0].document):
            yield run
            run = []
        run.append(sentence)
    if run:
        yield run
