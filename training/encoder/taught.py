"""What one reader says of texts that nobody annotated, for another to learn (Hinton et al., 2015: Distilling the knowledge in a neural network)."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from onrecord.language.encoder.anchors import AFTER, BEFORE, SCHEMES

from .around import Anchors
from .corpus import Lexicon
from .tasks import Batch, Reader, eager_anchors

# What is learned word by word; tags and trees are learned from treebanks alone.
BY_WORD = ("names",)


@dataclass(frozen=True, slots=True)
class Teacher:
    """A finished reader, which may be of another shape."""

    reader: Reader

    def losses(self, pupil: Reader, batch: Batch, lexicon: Lexicon) -> dict[str, Tensor]:
        """How far the pupil is from the teacher: of what is encoded, the share of its variance that is not met, where the pupil's shape has a place for it
        (``Reader.taught``); of answers, for each task the mean Kullback-Leibler divergence, of words, of words around anchors, of anchors.
        """
        there = batch.there.bool()
        with torch.no_grad():
            encoded = self.reader.encode(batch, lexicon)
        own = pupil.encode(batch, lexicon)
        losses = {}
        if pupil.taught is not None:
            wanted = encoded[there].float()
            losses["encoded"] = functional.mse_loss(pupil.taught(own[there]).float(), wanted) / wanted.var(dim=0).mean()
        for task in BY_WORD:
            with torch.no_grad():
                wanted = self.reader.outs[task](encoded)
            losses[task] = divergence(pupil.outs[task](own)[there], wanted[there])
        for name in SCHEMES:
            losses |= self._of_anchors(name, pupil, own, encoded, there)
        return losses

    def _of_anchors(self, name: str, pupil: Reader, own: Tensor, encoded: Tensor, there: Tensor) -> dict[str, Tensor]:
        with torch.no_grad():
            wanted = self.reader.anchors[name](encoded)
            anchors = likely_anchors(name, wanted.float(), there)
        losses = {name: divergence(pupil.anchors[name](own)[there], wanted[there])}
        if not len(anchors):
            return losses
        with torch.no_grad():
            wanted_roles, wanted_answers = self.reader.around[name](encoded, anchors)
        roles, answers = pupil.around[name](own, anchors, pupil.dropout if pupil.training else 0.0)
        near = anchors.starts[:, None] + torch.arange(-BEFORE, AFTER)
        inside = (near >= 0) & (near < there.sum(1)[anchors.rows, None])
        losses[f"{name}.roles"] = divergence(roles[inside], wanted_roles[inside])
        return losses | {f"{name}.{question}": divergence(answer, wanted_answers[question]) for question, answer in answers.items()}


def likely_anchors(name: str, scores: Tensor, there: Tensor) -> Anchors:
    """A scheme's anchors by an eager reader, of whose neighbours nothing is known."""
    return Anchors.of([], name).with_none(eager_anchors(scores, there), SCHEMES[name])


def divergence(found: Tensor, wanted: Tensor) -> Tensor:
    """The mean Kullback-Leibler divergence of scores (..., labels) from those wanted."""
    labels = found.shape[-1]
    of_found, of_wanted = (torch.log_softmax(scores.reshape(-1, labels).float(), dim=-1) for scores in (found, wanted))
    return functional.kl_div(of_found, of_wanted, reduction="batchmean", log_target=True)
