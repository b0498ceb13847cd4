"""Words as arrays: the vocabulary, and every distinct word's rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from onrecord.language.encoder import words

LISTED_FORMS = 30_000


def list_forms(text: Path) -> list[str]:
    """The commonest forms of a text of tokens, in order of their number."""
    counts: Counter[str] = Counter()
    with text.open(encoding="utf-8") as lines:
        for line in lines:
            counts.update(line.split())
    by_form: Counter[str] = Counter()
    for word, count in counts.items():
        form = words.form_of(word)
        by_form[form] += count
        if form[0].isdigit():
            by_form["".join("0" if letter.isdigit() else letter for letter in form)] += count
    forms = [form for form, _ in sorted(by_form.items(), key=lambda item: (-item[1], item[0]))]
    return [words.PARAGRAPH_BREAK, " ", *forms[: LISTED_FORMS - 3]]


@dataclass(slots=True)
class Lexicon:
    """Rows of distinct words; a word's number is its place."""

    rows: dict[str, int]
    numbers: dict[str, int]
    forms: list[int]
    shapes: list[int]
    parts: list[list[int]]

    @classmethod
    def empty(cls, forms: Sequence[str]) -> Lexicon:
        """A lexicon that has met no word yet."""
        return cls(words.vocabulary_rows(forms), {}, [], [], [])

    def number(self, word: str) -> int:
        """The number of a word, a new one if need be."""
        found = self.numbers.get(word)
        if found is None:
            form = words.form_of(word)
            found = self.numbers[word] = len(self.forms)
            self.forms.append(words.row_of(form, self.rows))
            self.shapes.append(words.shape_of(word))
            self.parts.append(words.parts_of(form))
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
