"""Which words go together: heads of mentions of one actor, held against all others of a sample while the encoder is trained.

What is learned here makes the encoder tell actors apart; the scores that ship are fitted over the finished encoder (``training.coreference``).
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from .model import dropped
from .samples import Sample, padded

RANK = 48
# As in fitting the scores that ship: with less, what is learned by heart is not found in other articles.
LEFT_OUT = 0.35
# A score that is never chosen.
NEVER = -1e4


class Mentions:
    """Heads of mentions in a batch: (samples, mentions) places and numbers of actors, 0 where a sample has fewer; (samples, mentions, mentions) unlike: whether
    two heads are two mentions in different words, of which alone something is asked."""

    def __init__(self, samples: Sequence[Sample]) -> None:
        places = [[i for i, actor in enumerate(sample.actors) if actor] for sample in samples]
        words = [[sample.words[i].lower() for i in own] for sample, own in zip(samples, places, strict=True)]
        numbers: dict[str, int] = {}
        forms = torch.from_numpy(padded([[numbers.setdefault(word, len(numbers) + 1) for word in own] for own in words], 0))
        self.places = torch.from_numpy(padded(places, 0))
        self.actors = torch.from_numpy(padded([[sample.actors[i] for i in own] for sample, own in zip(samples, places, strict=True)], 0))
        there = self.actors > 0
        self.unlike = (forms[:, :, None] != forms[:, None, :]) & there[:, :, None] & there[:, None, :]
        same = (self.actors[:, :, None] == self.actors[:, None, :]) & there[:, :, None]
        self.meant = self.unlike & same
        again = (same & ~self.unlike).sum(-1) > 1
        # Of a word that comes again, and in no other words, nothing is asked: it is neither new nor anybody else.
        self.asked = there & (self.meant.any(-1) | ~again)

    def __len__(self) -> int:
        return int(self.asked.sum())


class Pairs(nn.Module):
    """A bilinear form over encoded words, and the score of being nobody who is named in other words."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.anaphors, self.antecedents = nn.Linear(width, RANK), nn.Linear(width, RANK, bias=False)
        self.new = nn.Linear(width, 1)
        for layer in (self.anaphors, self.antecedents):
            nn.init.normal_(layer.weight, std=0.02)

    def scores(self, x: Tensor, mentions: Mentions, drop: float = 0.0) -> Tensor:
        """(samples, mentions, mentions and nobody) from encoded words (batch, length, width)."""
        heads = x.gather(1, mentions.places[:, :, None].expand(-1, -1, x.shape[-1]))
        anaphors, antecedents = self.anaphors(dropped(heads, drop)), self.antecedents(dropped(heads, drop))
        pairs = (anaphors @ antecedents.transpose(1, 2)).float().masked_fill(~mentions.unlike, NEVER)
        return torch.cat([pairs, self.new(heads).float()], dim=-1)

    def loss(self, x: Tensor, mentions: Mentions) -> Tensor:
        """Less the mean log probability of all that is meant, or of nobody."""
        chances = torch.log_softmax(self.scores(x, mentions, LEFT_OUT), dim=-1)
        return -(chances.masked_fill(~meant_or_nobody(mentions), NEVER).logsumexp(-1))[mentions.asked].mean()


def meant_or_nobody(mentions: Mentions) -> Tensor:
    """(samples, mentions, mentions and nobody): what is right."""
    return torch.cat([mentions.meant, ~mentions.meant.any(-1, keepdim=True)], dim=-1)
