"""Whose words and which words: for each cue, what its neighbours are to it (source, content, nothing)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from onrecord.language.encoder.roles import AFTER, BEFORE, ROLES

from .model import dropped
from .samples import NOT_ASKED, Sample

WIDTH, LAYERS, KERNEL = 128, 2, 7


@dataclass(slots=True)
class Cues:
    """Cues of a batch and the words around them; (cues,) and (cues, words) arrays."""

    rows: Tensor
    starts: Tensor
    ends: Tensor
    targets: Tensor

    @classmethod
    def of(cls, samples: Sequence[Sample]) -> Cues:
        """All cues of some samples, with what their neighbours are."""
        rows, starts, ends, targets = [], [], [], []
        for row, sample in enumerate(samples):
            for attribution in sample.attributions:
                rows.append(row)
                starts.append(attribution.cue[0])
                ends.append(attribution.cue[1])
                labels = np.zeros(len(sample.words), dtype=np.int64)
                for role, runs in (("content", attribution.content), ("source", attribution.source)):
                    for start, end in runs:
                        labels[start:end] = ROLES.index(f"I-{role}")
                        labels[start] = ROLES.index(f"B-{role}")
                targets.append(around(labels, attribution.cue[0]))
        table = np.array(targets, dtype=np.int64).reshape(len(targets), BEFORE + AFTER)
        return cls(*(torch.tensor(column, dtype=torch.long) for column in (rows, starts, ends)), torch.from_numpy(table))


def around(labels: np.ndarray, start: int) -> np.ndarray:
    """The labels of the words around a cue; what is outside the text is not asked."""
    window = np.full(BEFORE + AFTER, NOT_ASKED)
    first, last = max(0, start - BEFORE), min(len(labels), start + AFTER)
    window[first - start + BEFORE : last - start + BEFORE] = labels[first:last]
    return window


class Roles(nn.Module):
    """Encoded words and cues to scores of roles."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.near = nn.Linear(width, WIDTH)
        self.cue = nn.Linear(2 * width, WIDTH)
        self.places = nn.Embedding(BEFORE + AFTER + 2, WIDTH)
        self.norms = nn.ModuleList(nn.LayerNorm(WIDTH) for _ in range(LAYERS))
        self.spread = nn.ModuleList(nn.Conv1d(WIDTH, WIDTH, KERNEL, padding=KERNEL // 2, groups=WIDTH) for _ in range(LAYERS))
        self.mix = nn.ModuleList(nn.Linear(WIDTH, WIDTH) for _ in range(LAYERS))
        self.out = nn.Linear(WIDTH, len(ROLES))

    def forward(self, near: Tensor, cues: Tensor, places: Tensor, there: Tensor, drop: float = 0.0) -> Tensor:
        """``near`` (cues, words, ``WIDTH``) are projected words, ``cues`` (cues, 2 width) first and last words; (cues, words, roles)."""
        x = functional.relu(near + self.cue(cues).unsqueeze(1) + self.places(places))
        x = dropped(x, drop)
        for norm, spread, mix in zip(self.norms, self.spread, self.mix, strict=True):
            inner = functional.relu(spread((norm(x) * there.unsqueeze(-1)).transpose(1, 2)).transpose(1, 2))
            x = x + dropped(mix(inner), drop)
        return self.out(x)

    def scores(self, x: Tensor, cues: Cues, drop: float = 0.0) -> Tensor:
        """Scores (cues, words around, roles) from encoded words (batch, length, width)."""
        offsets = torch.arange(-BEFORE, AFTER)
        indices = cues.starts[:, None] + offsets
        there = (indices >= 0) & (indices < x.shape[1])
        indices = indices.clamp(0, x.shape[1] - 1)
        near = self.near(x)[cues.rows[:, None], indices]
        ends = torch.cat([x[cues.rows, cues.starts], x[cues.rows, cues.ends - 1]], dim=-1)
        return self(near, ends, places_of(offsets, cues.ends - cues.starts), there.to(x.dtype), drop)


def places_of(offsets: Tensor, lengths: Tensor) -> Tensor:
    """Where words stand from their cue: before it by how many words, in it, after its end by how many. (cues, words)."""
    behind = offsets[None, :] - lengths[:, None] + 1
    return torch.where(offsets[None, :] < 0, offsets[None, :], behind.clamp(min=0)) + BEFORE
