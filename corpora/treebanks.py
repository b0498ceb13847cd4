"""Read CoNLL-U treebanks as spaCy documents: words, tags, lemmas, morphology, trees, sentence and paragraph breaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar

from spacy.tokens import Doc
from spacy.vocab import Vocab

from corpora.files import read_blocks

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
    misc: list[str] = field(default_factory=list)

    def append(self, other: Sentence) -> None:
        """Add another sentence's words."""
        first = len(self.words)
        self.words += other.words
        self.spaces += other.spaces
        self.lemmas += other.lemmas
        self.pos += other.pos
        self.tags += other.tags
        self.morphs += other.morphs
        self.heads += [first + head for head in other.heads]
        self.deps += other.deps
        self.misc += other.misc


def read_sentences(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a CoNLL-U file in order; empty nodes are left out."""
    document, starts_paragraph = "", True
    for block in read_blocks(path):
        rows = [line.split("\t") for line in block if not line.startswith("#")]
        for line in block:
            if line.startswith("# newdoc id"):
                document = line.split("=", 1)[1].strip()
            starts_paragraph = starts_paragraph or line.startswith(("# newdoc id", "# newpar"))
        if rows:
            yield _sentence(Sentence(document, starts_paragraph), rows)
            starts_paragraph = False


def _sentence(sentence: Sentence, rows: Iterable[list[str]]) -> Sentence:
    """Fill a sentence with its rows."""
    multiword_end = 0
    for row in rows:
        multiword_end = _add_row(sentence, row, multiword_end)
    return sentence


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
    sentence.misc.append(row[9])
    return multiword_end


def to_doc(vocab: Vocab, sentences: Iterable[Sentence]) -> Doc:
    """Join sentences into one document; a paragraph break becomes a whitespace token, as the tokenizer makes it."""
    joined, starts = Sentence("", starts_paragraph=True), list[bool | int | None]()
    for sentence in sentences:
        if joined.words and sentence.starts_paragraph:
            joined.spaces[-1] = False
            joined.append(_paragraph_break())
            starts.append(False)
        joined.append(sentence)
        starts += [i == 0 for i in range(len(sentence.words))]
    return Doc(
        vocab,
        words=joined.words,
        spaces=joined.spaces,
        tags=joined.tags,
        pos=joined.pos,
        morphs=joined.morphs,
        lemmas=joined.lemmas,
        heads=joined.heads,
        deps=joined.deps,
        sent_starts=starts,
    )


def _paragraph_break() -> Sentence:
    """A token that hangs on the one before it."""
    return Sentence(
        document="",
        starts_paragraph=True,
        words=[PARAGRAPH_BREAK],
        spaces=[False],
        lemmas=[PARAGRAPH_BREAK],
        pos=["SPACE"],
        tags=["_SP"],
        morphs=["_"],
        heads=[-1],
        deps=["dep"],
        misc=["_"],
    )


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
