"""Fit the matrices by which words are held against words as mentions of one actor, over what the encoder makes of them.

Each question (a pronoun, a description, a document that speaks) is answered by a softmax over its candidates, and nobody but for pronouns: the fit of the features, scaled, and the
bilinear scores of the words, of which the candidate's mentions are summed as probabilities.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

import numpy as np
import torch
from torch import Tensor, nn

from onrecord.actors.candidates import fit_of
from onrecord.language.encoder.network import packed

from .annotated import KINDS, Kind, Question

# 96 found no more of the descriptions kept out (F1 .535, 48 .545, on 5,500 articles).
RANK = 48
# Share of what is encoded that is left out: with a fifth, the loss on what is learned went on falling, and nothing was gained on what is kept out.
DROPOUT = 0.35
RATE, DECAY = 2e-3, 0.05
PASSES, QUESTIONS_A_STEP = 6, 64
SEED = 1


class PairScorer(nn.Module):
    """Scores of pairs, and the scales of the weights that the features have."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.anaphors, self.antecedents = nn.Linear(width, RANK), nn.Linear(width, RANK, bias=False)
        self.new = nn.Linear(width, 1)
        self.scales = nn.ParameterDict({kind: nn.Parameter(torch.tensor(1.0)) for kind in KINDS})
        self.left_out = nn.Dropout(DROPOUT)
        for layer in (self.anaphors, self.antecedents):
            nn.init.normal_(layer.weight, std=0.02)
        nn.init.zeros_(self.new.weight)

    def answers(self, kind: Kind, question: Question, weights: Mapping[str, float]) -> Tensor:
        """Scores of the candidates (candidates,), and of nobody behind them, but for a pronoun."""
        anaphor = self.anaphors(self.left_out(torch.from_numpy(question.encoded)))
        words = torch.from_numpy(np.concatenate([candidate.encoded for candidate in question.candidates]))
        pairs = self.antecedents(self.left_out(words)) @ anaphor
        own = pairs.split([len(candidate.encoded) for candidate in question.candidates])
        fits = torch.tensor([fit_of(candidate.features, weights) for candidate in question.candidates])
        scores = torch.stack([torch.logsumexp(some, 0) for some in own]) + self.scales[kind] * fits
        return scores if kind == "pronoun" else torch.cat([scores, self.new(torch.from_numpy(question.encoded))])

    def file(self) -> bytes:
        """What ``onrecord.language.encoder.coreference`` reads."""
        tensors = {
            "anaphors": self.anaphors.weight.T,
            "anaphor_bias": self.anaphors.bias,
            "antecedents": self.antecedents.weight.T,
            "new": self.new.weight[0],
            "new_bias": self.new.bias[0],
        }
        return packed({name: tensor.detach().numpy().astype(np.float16) for name, tensor in tensors.items()})


def fitted(questions: Mapping[Kind, Sequence[Question]], weights: Mapping[Kind, Mapping[str, float]]) -> PairScorer:
    """Scores fitted on the questions of each kind, given the weights of their features. Pronouns that mean no candidate are left out."""
    torch.manual_seed(SEED)
    asked = [(kind, one) for kind, some in questions.items() for one in some if kind != "pronoun" or _meant(one)]
    model = PairScorer(len(asked[0][1].encoded))
    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=DECAY)
    steps = PASSES * (len(asked) // QUESTIONS_A_STEP)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1 - step / (steps + 1))
    order = random.Random(SEED)
    for number in range(PASSES):
        order.shuffle(asked)
        total = 0.0
        for first in range(0, len(asked) - QUESTIONS_A_STEP + 1, QUESTIONS_A_STEP):
            losses = [_loss(model.answers(kind, one, weights[kind]), one) for kind, one in asked[first : first + QUESTIONS_A_STEP]]
            loss = torch.stack(losses).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            total += loss.item()
        print(
            f"pass {number + 1} over {len(asked)} questions: loss {total / (len(asked) // QUESTIONS_A_STEP):.3f}",
            flush=True,
        )
    return model.eval()


def _meant(question: Question) -> list[int]:
    return [number for number, candidate in enumerate(question.candidates) if candidate.is_meant]


def _loss(scores: Tensor, question: Question) -> Tensor:
    """Less the log probability of all that is meant; of nobody, the last, if no candidate is."""
    chances = torch.log_softmax(scores, 0)
    return -question.share * torch.logsumexp(chances[_meant(question) or [-1]], 0)
