"""Words as numbers, and every distinct word's rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from onrecord.language.encoder import words


@dataclass(slots=True)
class Lexicon:
    """Rows of distinct words; a word's number is its place."""

    rows: dict[str, int]
    numbers: dict[str, int]
    forms: list[int]
    shapes: list[int]
    parts: list[list[int]]
    kinds: list[int]
    gazetteer: Mapping[str, int]

    @classmethod
    def empty(cls, forms: Sequence[str], gazetteer: Mapping[str, int] | None = None) -> Lexicon:
        """A lexicon that has met no word yet."""
        return cls(words.vocabulary_rows(forms), {}, [], [], [], [], gazetteer or {})

    def number(self, word: str) -> int:
        """The number of a word, a new one if need be."""
        found = self.numbers.get(word)
        if found is None:
            form = words.form_of(word)
            found = self.numbers[word] = len(self.forms)
            self.forms.append(words.row_of(form, self.rows))
            self.shapes.append(words.shape_of(word))
            self.parts.append(words.parts_of(form))
            self.kinds.append(self.gazetteer.get(form, 0))
        return found

    def features(self, numbers: Iterable[int]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """The rows of some words, as the module ``Words`` takes them."""
        numbers = list(numbers)
        lengths = [len(self.parts[n]) for n in numbers]
        offsets = np.concatenate([[0], np.cumsum(lengths[:-1])]).astype(np.int64)
        parts = np.fromiter((row for n in numbers for row in self.parts[n]), dtype=np.int64)
        return (
            torch.tensor([self.forms[n] for n in numbers]),
            torch.tensor([self.shapes[n] for n in numbers]),
            torch.from_numpy(parts),
            torch.from_numpy(offsets),
        )
