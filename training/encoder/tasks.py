"""All tasks over one encoder: tags, morphology, lemmas, sentence starts, names, attributions, and trees by biaffine attention (Dozat and Manning, 2017)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from onrecord.language.encoder.anchors import SCHEMES, Run
from onrecord.language.encoder.frames import EAGERNESS, core

from .around import Anchors, Around
from .corpus import Lexicon
from .hints import FIRST_ROW, ROWS
from .model import Encoder, Shape, Words, dropped
from .pairs import Mentions, Pairs
from .samples import ANNOTATORS, NOT_ASKED, Sample, padded

WORD_TASKS = ("tags", "morphs", "lemmas", "names")
ARC_WIDTH, RELATION_WIDTH = 192, 96
# Share of distinct words of a batch whose own row is left out, so that shape and parts learn to stand for rare words.
FORM_DROPOUT = 0.15
# Share of distinct words whose kinds are left out: most names of tomorrow are in no table.
KINDS_DROPOUT = 0.3
# Share of what is encoded that is left out, of what is added to it, and of what heads see.
DROPOUT = 0.2
# How much more a word that is a trigger counts than one that is none: triggers are one word in a hundred, and what looks like one is told apart later.
TRIGGER_WEIGHT = 3.0
# How much more words of rare roles count than others.
ROLE_WEIGHTS = {"addressee": 3.0, "relay": 3.0, "name": 3.0, "actor": 2.0, "recipient": 2.0}


@dataclass(slots=True)
class Batch:
    """(batch, length) arrays; ``places`` point into the batch's distinct words.

    ``no_names`` (batch, length, labels): labels that a word without a target for its name does not have.
    """

    distinct: list[int]
    places: Tensor
    there: Tensor
    spacing: Tensor
    targets: dict[str, Tensor]
    no_names: Tensor
    anchors: dict[str, Anchors]
    mentions: Mentions
    annotators: Tensor

    @classmethod
    def of(cls, samples: Sequence[Sample], lexicon: Lexicon, labels: dict[str, dict[str, int]]) -> Batch:
        """Collate samples."""
        numbers = [[lexicon.number(word) for word in sample.words] for sample in samples]
        distinct, places = np.unique(padded(numbers, -1), return_inverse=True)
        places = places.reshape(len(samples), -1)
        there = padded(numbers, -1) >= 0
        if distinct[0] == -1:
            distinct, places = distinct[1:], np.maximum(places - 1, 0)
        targets = {
            task: padded([[known.get(label, NOT_ASKED) for label in getattr(sample, task)] for sample in samples], NOT_ASKED)
            for task, known in labels.items()
        }
        for name, scheme in SCHEMES.items():
            numbers_of = {label: number for number, label in enumerate(scheme.anchor_labels)}
            targets[name] = padded(
                [[numbers_of.get(one, NOT_ASKED) for one in sample.anchor_labels(name)] for sample in samples], NOT_ASKED
            )
        targets["heads"] = padded([sample.heads for sample in samples], NOT_ASKED)
        targets["starts"] = padded([sample.starts for sample in samples], NOT_ASKED)
        return cls(
            [int(n) for n in distinct],
            torch.from_numpy(places),
            torch.from_numpy(there.astype(np.float32)),
            torch.from_numpy(padded([spacing_of(sample.spaced) for sample in samples], 0)),
            {task: torch.from_numpy(target) for task, target in targets.items()},
            torch.from_numpy(
                there[:, :, None] & (targets["names"] == NOT_ASKED)[:, :, None] & ruled_out(samples, labels["names"])[:, None, :]
            ),
            {name: Anchors.of(samples, name) for name in SCHEMES},
            Mentions(samples),
            torch.tensor([sample.annotators for sample in samples]),
        )


def ruled_out(samples: Sequence[Sample], labels: dict[str, int]) -> np.ndarray:
    """(batch, labels): BIO labels of the names that no unlabelled word of a sample has."""
    return np.array([[label[2:] in sample.no_names for label in sorted(labels, key=labels.__getitem__)] for sample in samples])


def spacing_of(spaced: Sequence[bool]) -> list[int]:
    """Whether there is a space before (1) and after (2) each word, as one number."""
    return [int(before) + 2 * int(after) for before, after in zip([False, *spaced[:-1]], spaced, strict=True)]


class Tree(nn.Module):
    """Scores of heads (batch, word, head) and of relations, from encoded words."""

    def __init__(self, width: int, relations: int) -> None:
        super().__init__()
        self.words, self.heads = nn.Linear(width, ARC_WIDTH), nn.Linear(width, ARC_WIDTH)
        self.arc = nn.Parameter(torch.randn(ARC_WIDTH, ARC_WIDTH) * ARC_WIDTH**-0.5)
        self.arc_of_head = nn.Parameter(torch.zeros(ARC_WIDTH))
        self.related_words, self.related_heads = nn.Linear(width, RELATION_WIDTH), nn.Linear(width, RELATION_WIDTH)
        self.relation = nn.Parameter(torch.randn(relations, RELATION_WIDTH + 1, RELATION_WIDTH + 1) * 0.02)

    def project(self, x: Tensor, drop: float) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """(batch, length, width) to words and heads for arcs, words and heads for relations."""
        words, heads, related_words, related_heads = (
            dropped(functional.relu(layer(x)), drop) for layer in (self.words, self.heads, self.related_words, self.related_heads)
        )
        return words @ self.arc + self.arc_of_head, heads, with_one(related_words), with_one(related_heads)

    def arcs(self, words: Tensor, heads: Tensor) -> Tensor:
        """(batch, word, head)."""
        return words @ heads.transpose(1, 2)

    def relations(self, words: Tensor, heads: Tensor) -> Tensor:
        """(n, d), (n, d) -> (n, relations)."""
        relations, width, _ = self.relation.shape
        table = self.relation.permute(1, 0, 2).reshape(width, relations * width)
        return ((words @ table).view(-1, relations, width) @ heads.unsqueeze(-1)).squeeze(-1)


def with_one(x: Tensor) -> Tensor:
    """A constant column, for the linear terms of a bilinear form."""
    return functional.pad(x, (0, 1), value=1.0)


class Reader(nn.Module):
    """Encoder and all heads. ``taught_width``: how wide the encoded words are of a reader that this learns from; nothing of it ships."""

    def __init__(self, shape: Shape, labels: dict[str, int], *, dropout: float = DROPOUT, taught_width: int | None = None) -> None:
        super().__init__()
        self.dropout = dropout
        self.words, self.encoder = Words(shape), Encoder(shape)
        self.spacing = nn.Embedding(4, shape.embedding)
        self.kinds = nn.Embedding(FIRST_ROW + ROWS, shape.embedding)
        # What is added for those who annotated the gold sets is nothing: so all that ships reads as they did.
        self.annotators = nn.Embedding(ANNOTATORS, shape.embedding, padding_idx=0)
        nn.init.zeros_(self.annotators.weight)
        nn.init.zeros_(self.spacing.weight)
        nn.init.zeros_(self.kinds.weight)
        self.outs = nn.ModuleDict({task: nn.Linear(shape.width, labels[task]) for task in WORD_TASKS})
        self.starts = nn.Linear(shape.width, 2)
        self.tree = Tree(shape.width, labels["relations"])
        self.anchors = nn.ModuleDict({name: nn.Linear(shape.width, len(scheme.anchor_labels)) for name, scheme in SCHEMES.items()})
        self.around = nn.ModuleDict({name: Around(shape.width, scheme) for name, scheme in SCHEMES.items()})
        self.pairs = Pairs(shape.width)
        self.taught = nn.Linear(shape.width, taught_width) if taught_width else None

    def encode(self, batch: Batch, lexicon: Lexicon) -> Tensor:
        """(batch, length, width)."""
        forms, shapes, parts, offsets = lexicon.features(batch.distinct)
        kinds = torch.tensor([lexicon.kinds[number] for number in batch.distinct])
        if self.training:
            forms = forms * (torch.rand(len(forms)) >= FORM_DROPOUT)
            kinds = kinds * (torch.rand(len(kinds)) >= KINDS_DROPOUT)
        vectors = (self.words(forms, shapes, parts, offsets) + self.kinds(kinds))[batch.places] + self.spacing(batch.spacing)
        vectors = vectors + self.annotators(batch.annotators).unsqueeze(1)
        drop = self.dropout if self.training else 0.0
        vectors = vectors * dropped(torch.ones(*vectors.shape[:2], 1), drop / 2) * batch.there.unsqueeze(-1)
        return dropped(self.encoder(vectors, batch.there, drop), drop)

    def losses(self, batch: Batch, lexicon: Lexicon) -> dict[str, Tensor]:
        """Mean cross-entropy of each task over the words that are asked."""
        x = self.encode(batch, lexicon)
        scores = {task: out(x) for task, out in self.outs.items()}
        losses = {task: loss_of(scores[task], batch.targets[task]) for task in scores}
        losses["names"] = losses["names"] + loss_of_none(scores["names"], batch.no_names)
        losses["starts"] = loss_of(self.starts(x), batch.targets["starts"])
        for name in SCHEMES:
            losses |= self.anchor_losses(name, x, batch)
        if len(batch.mentions):
            losses["pairs"] = self.pairs.loss(x, batch.mentions)
        asked = (batch.targets["heads"] != NOT_ASKED).any(dim=1)
        if asked.any():
            losses |= self._tree_losses(
                x[asked], batch.targets["heads"][asked], batch.targets["starts"][asked], batch.targets["relations"][asked]
            )
        return losses

    def anchor_losses(self, name: str, x: Tensor, batch: Batch) -> dict[str, Tensor]:
        """Losses of a scheme: which words are anchors, what their neighbours are, and what is asked of them and of words that look like anchors."""
        targets = batch.targets[name]
        if not (targets != NOT_ASKED).any():
            return {}
        scores = self.anchors[name](x)
        losses = {
            name: loss_of(scores, targets, torch.tensor([1.0] + [TRIGGER_WEIGHT if name == "events" else 1.0] * (scores.shape[-1] - 1)))
        }
        anchors = batch.anchors[name]
        if SCHEMES[name].classes:
            anchors = anchors.with_none(no_anchors(scores.detach().float(), targets), SCHEMES[name])
        if len(anchors):
            roles, answers = self.around[name](x, anchors, self.dropout if self.training else 0.0)
            losses[f"{name}.roles"] = loss_of(
                roles, anchors.roles, torch.tensor([ROLE_WEIGHTS.get(label[2:], 1.0) for label in SCHEMES[name].role_labels])
            )
            losses |= {f"{name}.{question}": loss_of(answer, anchors.classes[question]) for question, answer in answers.items()}
        return losses

    def _tree_losses(self, x: Tensor, gold: Tensor, starts: Tensor, relations: Tensor) -> dict[str, Tensor]:
        words, heads, related_words, related_heads = self.tree.project(x, self.dropout if self.training else 0.0)
        scores = self.tree.arcs(words, heads) + outside(starts, gold != NOT_ASKED)
        asked = gold != NOT_ASKED
        rows = torch.arange(len(gold)).unsqueeze(1).expand_as(gold)[asked]
        scored = self.tree.relations(related_words[asked], related_heads[rows, gold[asked]])
        return {"heads": loss_of(scores, gold), "relations": loss_of(scored, relations[asked])}


def grown(weights: dict[str, Tensor], reader: Reader) -> dict[str, Tensor]:
    """Weights of a reader that may know fewer kinds of words, roles and questions; what is new is zero, or as it begins."""
    own = reader.state_dict()
    padded = {
        name: functional.pad(value, (*(0, 0) * (value.ndim - 1), 0, len(own[name]) - len(value))) if value.ndim else value
        for name, value in weights.items()
        if name in own
    }
    return own | padded


def no_anchors(scores: Tensor, targets: Tensor) -> Iterator[tuple[int, Run]]:
    """Runs of words, by their rows, that an eager reader takes for anchors where none of them is one."""
    for row, run in eager_anchors(scores, targets != NOT_ASKED):
        if not (targets[row, slice(*run)] > 0).any():
            likely = 1.0 - torch.softmax(scores[row], dim=-1)[:, 0].numpy()
            yield row, core(run, likely)


def eager_anchors(scores: Tensor, asked: Tensor) -> Iterator[tuple[int, Run]]:
    """Runs of words, by their rows, that an eager reader takes for anchors, by scores (batch, length, labels)."""
    scores = scores.clone()
    scores[..., 0] -= EAGERNESS
    eager = (scores.argmax(-1) > 0) & asked
    for row in eager.any(dim=1).nonzero().flatten().tolist():
        places = eager[row].nonzero().flatten().tolist()
        for start in (i for i in places if i - 1 not in places):
            end = start + 1
            while end in places:
                end += 1
            yield row, (start, end)


def outside(starts: Tensor, asked: Tensor) -> Tensor:
    """(batch, word, head): very low where the head is in another sentence, or no word."""
    sentences = (starts == 1).long().cumsum(dim=1)
    same = (sentences.unsqueeze(1) == sentences.unsqueeze(2)) & asked.unsqueeze(1)
    return (~same).float() * -1e4


def loss_of(scores: Tensor, targets: Tensor, weights: Tensor | None = None) -> Tensor:
    """Mean cross-entropy where the target is asked; zero where nothing is. ``weights``: what each label counts."""
    flat = targets.reshape(-1)
    asked = flat != NOT_ASKED
    if not asked.any():
        return scores.sum() * 0.0
    chosen = scores.reshape(len(flat), -1)[asked].float()
    return functional.cross_entropy(chosen, flat[asked], weight=weights)


def loss_of_none(scores: Tensor, no_labels: Tensor) -> Tensor:
    """Mean cross-entropy of having none of the labels, (..., labels) true, over the places that have some; zero where none has."""
    asked = no_labels.any(dim=-1)
    if not asked.any():
        return scores.sum() * 0.0
    chosen = scores[asked].float()
    return (chosen.logsumexp(-1) - chosen.masked_fill(no_labels[asked], -torch.inf).logsumexp(-1)).mean()
