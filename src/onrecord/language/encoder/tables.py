"""Word vectors by table look-up: the encoder's input."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from onrecord.language.encoder.words import form_of, parts_of, row_of, shape_of

Floats = NDArray[np.float32]

# Words whose vectors are kept, which bounds memory on a long run; many times what is asked for at once.
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
    kept: dict[str, int] = field(default_factory=dict)
    """Words seen before, with their rows in ``vectors_kept``."""
    vectors_kept: Floats = field(init=False)

    def __post_init__(self) -> None:
        self.vectors_kept = np.empty((WORDS_KEPT, self.spacing.shape[1]), dtype=np.float32)

    def vectors(self, words: Sequence[str], spaced: NDArray[np.bool_], *, after_space: bool = False) -> Floats:
        """(words, width). ``spaced``: whether a space follows each word; ``after_space``: whether one stands before the first."""
        self._keep(words)
        found = self.vectors_kept[[self.kept[word] for word in words]]
        after = spaced.astype(np.int64)
        before = np.concatenate([[int(after_space)], after[:-1]])
        vectors: Floats = found + self.spacing[before + 2 * after]
        return vectors

    def _keep(self, words: Sequence[str]) -> None:
        """Keep the vectors of words."""
        if len(self.kept) + len(words) > WORDS_KEPT:
            self.kept.clear()
        new = [word for word in dict.fromkeys(words) if word not in self.kept]
        if new:
            rows = range(len(self.kept), len(self.kept) + len(new))
            self.vectors_kept[rows.start : rows.stop] = self._made(new)
            self.kept.update(zip(new, rows, strict=True))

    def _made(self, words: Sequence[str]) -> Floats:
        """The vectors of words, looked up together; each has a part."""
        forms = [form_of(word) for word in words]
        vectors: Floats = self.forms[[row_of(form, self.listed) for form in forms]] + self.shapes[[shape_of(word) for word in words]]
        vectors += self.kinds[[self.gazetteer.get(form, 0) for form in forms]]
        parts = [parts_of(form) for form in forms]
        rows, start = self.parts[[row for some in parts for row in some]], 0
        for vector, some in zip(vectors, parts, strict=True):
            vector += rows[start : start + len(some)].sum(axis=0) / np.float32(len(some))
            start += len(some)
        return vectors
