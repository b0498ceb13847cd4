"""What the encoder reads of a doc's tokens."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IS_SPACE, SENT_START, SPACY
from spacy.tokens import Doc

Marks = NDArray[np.bool_]

ENDS = {".", "?", "!", "...", "…"}


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a doc, read once: making a spaCy token for every question about every word took as long as the parser."""

    words: list[str]
    spaced: Marks
    """Whether a space follows."""
    spaces: Marks
    """Whether the token is white space."""
    said: NDArray[np.int64]
    """Sentence boundaries that are already set: 1 starts a sentence, -1 does not, 0 is undecided."""

    @classmethod
    def of(cls, doc: Doc) -> Tokens:
        """Read a doc."""
        spaced, spaces, said = doc.to_array([SPACY, IS_SPACE, SENT_START]).view(np.int64).T
        return cls([token.text for token in doc], spaced.astype(bool), spaces.astype(bool), said)

    def after_ends(self) -> Marks:
        """Those that do not begin in lower case, right after a full stop, a question mark or an exclamation mark and a space."""
        ends = np.fromiter((word in ENDS for word in self.words), dtype=bool, count=len(self.words)) & self.spaced
        marked = np.zeros(len(ends), dtype=bool)
        for i in (np.flatnonzero(ends[:-1]) + 1).tolist():
            marked[i] = not self.words[i][:1].islower()
        return marked


def paragraph_ends(doc: Doc) -> Marks:
    """The tokens that are blank lines."""
    marked = np.zeros(len(doc), dtype=bool)
    for i in np.flatnonzero(doc.to_array(IS_SPACE)).tolist():
        marked[i] = "\n\n" in doc[i].text
    return marked
