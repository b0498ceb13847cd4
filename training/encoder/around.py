"""Words around an anchor: for each cue or trigger, what its neighbours are to it (source, actor, nothing), and what it tells of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from onrecord.language.encoder.anchors import AFTER, BEFORE, SCHEMES, Run, Scheme

from .model import dropped
from .samples import NOT_ASKED, Anchor, Sample

WIDTH, LAYERS, KERNEL = 128, 2, 7


@dataclass(slots=True)
class Anchors:
    """A scheme's anchors in a batch: (anchors,) rows and bounds, (anchors, words around) roles, {question: (anchors,) answers}."""

    rows: Tensor
    starts: Tensor
    ends: Tensor
    roles: Tensor
    classes: dict[str, Tensor]

    def __len__(self) -> int:
        return len(self.rows)

    @classmethod
    def of(cls, samples: Sequence[Sample], scheme: str) -> Anchors:
        """All anchors of some samples."""
        kept = [(row, anchor) for row, sample in enumerate(samples) for anchor in sample.anchors if anchor.scheme == scheme]
        known = SCHEMES[scheme]
        roles = [around(role_numbers(anchor, known, len(samples[row].words)), anchor.run[0]) for row, anchor in kept]
        answers = {
            question: torch.tensor([class_number(anchor, question, choices) for _, anchor in kept], dtype=torch.long)
            for question, choices in known.classes.items()
        }
        return cls(
            *(torch.tensor(column, dtype=torch.long) for column in columns(kept)),
            torch.from_numpy(np.array(roles, dtype=np.int64).reshape(len(kept), BEFORE + AFTER)),
            answers,
        )

    def with_none(self, places: Iterable[tuple[int, Run]], known: Scheme) -> Anchors:
        """These, and words that are no anchors: (row, run); of their neighbours nothing is asked."""
        more = list(places)
        if not more:
            return self
        found = [torch.tensor([row for row, _ in more]), *(torch.tensor([run[edge] for _, run in more]) for edge in (0, 1))]
        unknown = torch.full((len(more), BEFORE + AFTER), NOT_ASKED)
        answers = {
            question: torch.cat([answer, torch.full((len(more),), 0 if question == "real" else NOT_ASKED)])
            for question, answer in self.classes.items()
        }
        bounds = (torch.cat(pair) for pair in zip((self.rows, self.starts, self.ends), found, strict=True))
        return Anchors(*bounds, torch.cat([self.roles, unknown]), answers)


def columns(kept: Sequence[tuple[int, Anchor]]) -> tuple[list[int], list[int], list[int]]:
    """Rows, starts and ends."""
    return [row for row, _ in kept], [anchor.run[0] for _, anchor in kept], [anchor.run[1] for _, anchor in kept]


def role_numbers(anchor: Anchor, known: Scheme, length: int) -> np.ndarray:
    """The number of each word's BIO label: (length,)."""
    numbers = np.zeros(length, dtype=np.int64)
    labels = known.role_labels
    for role, (start, end) in sorted(anchor.roles, key=lambda item: item[1][0] - item[1][1]):
        numbers[start:end] = labels.index(f"I-{role}")
        numbers[start] = labels.index(f"B-{role}")
    return numbers


def class_number(anchor: Anchor, question: str, choices: Sequence[str]) -> int:
    """The number of the answer; "real" is yes for what is annotated."""
    answer = "yes" if question == "real" else dict(anchor.classes).get(question)
    return choices.index(answer) if answer in choices else NOT_ASKED


def around(labels: np.ndarray, start: int) -> np.ndarray:
    """The labels of the words around an anchor; what is outside the text is not asked."""
    window = np.full(BEFORE + AFTER, NOT_ASKED)
    first, last = max(0, start - BEFORE), min(len(labels), start + AFTER)
    window[first - start + BEFORE : last - start + BEFORE] = labels[first:last]
    return window


class Around(nn.Module):
    """Encoded words and anchors to scores of roles and of answers."""

    def __init__(self, width: int, scheme: Scheme) -> None:
        super().__init__()
        self.near = nn.Linear(width, WIDTH)
        self.cue = nn.Linear(2 * width, WIDTH)
        self.places = nn.Embedding(BEFORE + AFTER + 2, WIDTH)
        self.norms = nn.ModuleList(nn.LayerNorm(WIDTH) for _ in range(LAYERS))
        self.spread = nn.ModuleList(nn.Conv1d(WIDTH, WIDTH, KERNEL, padding=KERNEL // 2, groups=WIDTH) for _ in range(LAYERS))
        self.mix = nn.ModuleList(nn.Linear(WIDTH, WIDTH) for _ in range(LAYERS))
        self.out = nn.Linear(WIDTH, len(scheme.role_labels))
        if scheme.classes:
            self.weigh = nn.Linear(WIDTH, 2)
            self.inner = nn.Linear(2 * width + 3 * WIDTH, 2 * WIDTH)
        self.classes = nn.ModuleDict({question: nn.Linear(2 * WIDTH, len(answers)) for question, answers in scheme.classes.items()})

    def states(self, x: Tensor, anchors: Anchors, drop: float) -> tuple[Tensor, Tensor, Tensor]:
        """The words around each anchor (anchors, words, ``WIDTH``), which of them are there, and the anchors' first and last words."""
        offsets = torch.arange(-BEFORE, AFTER)
        indices = anchors.starts[:, None] + offsets
        there = (indices >= 0) & (indices < x.shape[1])
        indices = indices.clamp(0, x.shape[1] - 1)
        near = self.near(x)[anchors.rows[:, None], indices]
        ends = torch.cat([x[anchors.rows, anchors.starts], x[anchors.rows, anchors.ends - 1]], dim=-1)
        places = places_of(offsets, anchors.ends - anchors.starts)
        states = dropped(functional.relu(near + self.cue(ends).unsqueeze(1) + self.places(places)), drop)
        for norm, spread, mix in zip(self.norms, self.spread, self.mix, strict=True):
            inner = functional.relu(spread((norm(states) * there.to(x.dtype).unsqueeze(-1)).transpose(1, 2)).transpose(1, 2))
            states = states + dropped(mix(inner), drop)
        return states, there, ends

    def forward(self, x: Tensor, anchors: Anchors, drop: float = 0.0) -> tuple[Tensor, dict[str, Tensor]]:
        """Scores of roles (anchors, words around, labels) and of answers {question: (anchors, answers)} from encoded words (batch, length, width)."""
        states, there, ends = self.states(x, anchors, drop)
        roles = self.out(states)
        if not self.classes:
            return roles, {}
        weights = torch.softmax(self.weigh(states).float().masked_fill(~there.unsqueeze(-1), -1e4), dim=1).to(states.dtype)
        pooled = (weights.transpose(1, 2) @ states).flatten(1)
        seen = torch.cat([ends, states[:, BEFORE], pooled], dim=-1)
        inner = dropped(functional.relu(self.inner(dropped(seen, drop))), drop)
        return roles, {question: out(inner) for question, out in self.classes.items()}


def places_of(offsets: Tensor, lengths: Tensor) -> Tensor:
    """Where words stand from their anchor: before it by how many words, in it, after its end by how many. (anchors, words)."""
    behind = offsets[None, :] - lengths[:, None] + 1
    return torch.where(offsets[None, :] < 0, offsets[None, :], behind.clamp(min=0)) + BEFORE
