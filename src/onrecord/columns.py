"""A parse in columns: one plain list for each thing that is asked of words, so that what looks at every word of a text makes no object for each."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

import numpy as np
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, IDX, IS_PUNCT, IS_SPACE, LENGTH, LOWER, ORTH, POS, SENT_START, TAG
from spacy.strings import StringStore
from spacy.tokens import Doc

from onrecord.marks import Run

T = TypeVar("T")

# How ``ENT_IOB`` is numbered; 0 is "not known".
PLACES_IN_NAMES = ("", "I", "O", "B")


# What is read of a parse all at once: what spaCy keeps as strings, and what as numbers.
KEYS = (ORTH, LOWER, POS, TAG, DEP, ENT_TYPE)
VALUES = (HEAD, SENT_START, ENT_IOB, IDX, LENGTH, IS_PUNCT, IS_SPACE)


@dataclass(frozen=True)
class Columns:
    """What spaCy says of each word of a text, in lists that are as long as it: ``pos[i]`` is ``doc[i].pos_``.

    ``heads``: where the governor stands, a root's being itself; ``names``: the label of the name that a word is part of, "" for none; ``places``: whether
    it begins that name ("B") or goes on with it ("I"); ``sentences``: the number of its sentence, from 0 on; ``is_word``: whether it is
    neither punctuation nor white space; ``starts`` and ``ends``: its characters in ``doc.text``.
    """

    texts: Sequence[str]
    lower: Sequence[str]
    pos: Sequence[str]
    tags: Sequence[str]
    relations: Sequence[str]
    names: Sequence[str]
    places: Sequence[str]
    heads: Sequence[int]
    sentences: Sequence[int]
    is_word: Sequence[bool]
    starts: Sequence[int]
    ends: Sequence[int]

    @cached_property
    def children(self) -> Sequence[Sequence[int]]:
        """The dependents of each word, in the order of the text."""
        found: list[list[int]] = [[] for _ in self.heads]
        for i, head in enumerate(self.heads):
            if head != i:
                found[head].append(i)
        return found

    @cached_property
    def paragraphs(self) -> Sequence[Run]:
        """The bounds of the paragraphs, without the blank lines between them."""
        blank = [i for i, text in enumerate(self.texts) if "\n\n" in text and text.isspace()]
        bounds = zip([0, *(i + 1 for i in blank)], [*blank, len(self.texts)], strict=True)
        return [(start, end) for start, end in bounds if start < end]

    def start_of_sentence(self, i: int) -> int:
        """The first word of the sentence of a word."""
        return bisect.bisect_left(self.sentences, self.sentences[i])


def once_a_text(make: Callable[[Doc], T]) -> Callable[[Doc], T]:
    """Make what is made of a parsed text alone once for each: a parse does not change when it is made."""
    known: WeakKeyDictionary[Doc, T] = WeakKeyDictionary()

    @wraps(make)
    def made(doc: Doc) -> T:
        found = known.get(doc)
        if found is None:
            found = known[doc] = make(doc)
        return found

    return made


@once_a_text
def columns_of(doc: Doc) -> Columns:
    """The columns of a parsed text."""
    keys, values = np.split(doc.to_array([*KEYS, *VALUES]).T, [len(KEYS)])
    texts, lower, pos, tags, relations, names = (_texts(column, doc.vocab.strings) for column in keys.tolist())
    heads, starts_sentence, places, characters, lengths, punctuation, white = values.view(np.int64)
    begins = starts_sentence == 1
    begins[:1] = False
    return Columns(
        texts=texts,
        lower=lower,
        pos=pos,
        tags=tags,
        relations=relations,
        names=names,
        places=[PLACES_IN_NAMES[place] for place in places.tolist()],
        heads=(heads + np.arange(len(doc))).tolist(),
        sentences=np.cumsum(begins).tolist(),
        is_word=((punctuation | white) == 0).tolist(),
        starts=characters.tolist(),
        ends=(characters + lengths).tolist(),
    )


def _texts(keys: Sequence[int], strings: StringStore) -> list[str]:
    known = {key: strings[key] for key in set(keys)}
    return [known[key] for key in keys]
