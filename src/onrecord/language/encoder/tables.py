"""Word vectors by table look-up: the encoder's input."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from onrecord.language.encoder.words import form_of, parts_of, row_of, shape_of

Floats = NDArray[np.float32]

# Size of the cache of word vectors, which bounds memory on a long run.
WORDS_KEPT = 50_000


@dataclass(frozen=True, slots=True)
class Quantized:
    """A table in 8 bits with a scale per row: (rows, width), (rows,)."""

    rows: NDArray[np.int8]
    scales: Floats

    @classmethod
    def of(cls, table: Floats) -> Quantized:
        """Quantize a table."""
        scales = np.maximum(np.abs(table).max(axis=1), 1e-8).astype(np.float32) / 127
        return cls(np.rint(table / scales[:, None]).astype(np.int8), scales)

    def __getitem__(self, row: int | list[int]) -> Floats:
        """One row (width,) or several (n, width), in 32 bits."""
        values = self.rows[row].astype(np.float32)
        scaled: Floats = values * self.scales[row][..., None]
        return scaled


@dataclass(slots=True)
class WordTables:
    """Word vectors: the sum of a row for the form, one for the shape, the mean over letter n-grams, and a row for the gazetteer's name types."""

    listed: Mapping[str, int]
    gazetteer: Mapping[str, int]
    """Forms that occur in names, with the row of their combination of name types."""
    forms: Quantized
    shapes: Quantized
    parts: Quantized
    kinds: Floats
    spacing: Floats
    """(4, width): added by whether a space precedes (1) and follows (2) the word."""
    kept: dict[str, Floats] = field(default_factory=dict)

    def vectors(self, words: Sequence[str], spaced: NDArray[np.bool_], *, after_space: bool = False) -> Floats:
        """(words, width). ``spaced``: whether a space follows each word; ``after_space``: whether one stands before the first."""
        found = np.stack([self._vector(word) for word in words])
        after = spaced.astype(np.int64)
        before = np.concatenate([[int(after_space)], after[:-1]])
        vectors: Floats = found + self.spacing[before + 2 * after]
        return vectors

    def _vector(self, word: str) -> Floats:
        vector = self.kept.get(word)
        if vector is None:
            form = form_of(word)
            vector = self.forms[row_of(form, self.listed)] + self.shapes[shape_of(word)] + self.kinds[self.gazetteer.get(form, 0)]
            if parts := parts_of(form):
                vector += self.parts[parts].mean(axis=0)
            if len(self.kept) >= WORDS_KEPT:
                self.kept.clear()
            self.kept[word] = vector
        return vector
