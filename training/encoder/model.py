"""The encoder: word vectors from word, shape and parts; then layers of convolution, attention and a feed-forward network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from onrecord.language.encoder.words import PART_ROWS, SHAPES

HEAD_WIDTH = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The sizes of an encoder."""

    forms: int
    embedding: int = 128
    width: int = 320
    inner: int = 960
    heads: int = 5
    layers: int = 6
    kernel: int = 5
    # Every so many layers one has attention; the others see their neighbours alone.
    attending: int = 2

    @classmethod
    def of(cls, weights: Mapping[str, Tensor]) -> Shape:
        """The sizes that weights have, by the names of their parts: of a reader, or of what was pre-trained."""
        into, inner = weights["encoder.into.weight"], weights["encoder.layers.0.inner.weight"]
        layers = {int(name.split(".")[2]) for name in weights if name.startswith("encoder.layers.")}
        attending = {int(name.split(".")[2]) for name in weights if name.endswith("query_key_value.weight")}
        return cls(
            forms=len(weights["words.forms.weight"]),
            embedding=into.shape[1],
            width=len(into),
            inner=len(inner),
            heads=len(into) // HEAD_WIDTH,
            layers=len(layers),
            kernel=weights["encoder.layers.0.near.weight"].shape[-1],
            attending=min(attending) + 1,
        )


class Words(nn.Module):
    """Word vectors of a batch's distinct words: (words,), (words,), ragged parts -> (words, embedding)."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.forms = nn.Embedding(shape.forms, shape.embedding)
        self.shapes = nn.Embedding(SHAPES, shape.embedding)
        self.parts = nn.EmbeddingBag(PART_ROWS, shape.embedding, mode="mean")
        for table, scale in ((self.forms, 0.1), (self.shapes, 0.1), (self.parts, 0.1)):
            nn.init.normal_(table.weight, std=scale)

    def forward(self, forms: Tensor, shapes: Tensor, parts: Tensor, offsets: Tensor) -> Tensor:
        """(words, embedding)."""
        return self.forms(forms) + self.shapes(shapes) + self.parts(parts, offsets)


def dropped(x: Tensor, share: float) -> Tensor:
    """With a share of its numbers left out, the others scaled up; as it is where the share is zero, so that no trace of it is exported."""
    return x * _mask(x, share) if share else x


def _mask(x: Tensor, share: float) -> Tensor:
    """Zeros and what scales up the rest, cut out of a long strip of them anywhere: to draw them anew each time took a tenth of all training."""
    length = x.numel()
    strip, used = _STRIPS.get(share, (None, 0))
    if strip is None or len(strip) < 2 * length or used >= STRIP_USES:
        length_of_strip = max(2 * length, LEAST_STRIP)
        strip, used = functional.dropout(torch.ones(length_of_strip, dtype=torch.bfloat16), share), 0
    _STRIPS[share] = (strip, used + 1)
    start = int(torch.randint(len(strip) - length + 1, ()))
    return strip[start : start + length].view_as(x).to(x.dtype)


_STRIPS: dict[float, tuple[Tensor, int]] = {}
LEAST_STRIP = 4_000_000
# How often a strip is cut from before it is drawn anew.
STRIP_USES = 1_000


class Layer(nn.Module):
    """Convolution over neighbours, attention over all, a feed-forward network; each added to its normalised input."""

    def __init__(self, shape: Shape, *, attends: bool = True) -> None:
        super().__init__()
        width = shape.width
        self.heads, self.attends = shape.heads, attends
        self.norm_near, self.norm_own = (nn.LayerNorm(width) for _ in range(2))
        self.gate = nn.Linear(width, 2 * width)
        self.near = nn.Conv1d(width, width, shape.kernel, padding=shape.kernel // 2, groups=width)
        self.near_out = nn.Linear(width, width)
        if attends:
            self.norm_far = nn.LayerNorm(width)
            self.query_key_value = nn.Linear(width, 3 * width)
            self.far_out = nn.Linear(width, width)
        self.inner = nn.Linear(width, shape.inner)
        self.outer = nn.Linear(shape.inner, width)

    def forward(self, x: Tensor, there: Tensor, bias: Tensor, dropout: float) -> Tensor:
        """``bias`` is added to attention: (batch, heads, word, word) or what broadcasts to it."""
        batch, length, width = x.shape
        drop = dropout if self.training else 0.0
        near = functional.glu(self.gate(self.norm_near(x))) * there.unsqueeze(-1)
        near = self.near(near.transpose(1, 2)).transpose(1, 2)
        x = x + self.near_out(functional.relu(near))
        if self.attends:
            query, key, value = self.query_key_value(self.norm_far(x)).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
            # PyTorch's own attention takes three times as long on a processor with its gradient.
            weights = torch.softmax(
                (query * query.shape[-1] ** -0.5) @ key.transpose(2, 3) + bias.to(query.dtype), dim=-1, dtype=query.dtype
            )
            far = weights @ value
            x = x + dropped(self.far_out(far.transpose(1, 2).reshape(batch, length, width)), drop)
        return x + dropped(self.outer(functional.relu(self.inner(self.norm_own(x)))), drop)


class Encoder(nn.Module):
    """Word vectors (batch, length, embedding) and a mask (1.0 for a word, 0.0 for padding) -> (batch, length, width)."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.into = nn.Linear(shape.embedding, shape.width)
        self.layers = nn.ModuleList(Layer(shape, attends=(i + 1) % shape.attending == 0) for i in range(shape.layers))
        self.norm = nn.LayerNorm(shape.width)

    def forward(self, vectors: Tensor, there: Tensor, dropout: float = 0.0) -> Tensor:
        """Encode windows of a text."""
        bias = self.nearness(vectors.shape[1]) + (1.0 - there)[:, None, None, :] * -1e4
        x = self.into(vectors)
        for layer in self.layers:
            x = layer(x, there, bias, dropout)
        encoded: Tensor = self.norm(x)
        return encoded

    def nearness(self, length: int) -> Tensor:
        """What distance takes from attention, linearly, more in each head than in the one before it and nothing in the first (ALiBi, both ways)."""
        places = torch.arange(length)
        slopes = torch.tensor([0.0, *(4.0**-n for n in range(self.shape.heads - 1, 0, -1))])
        return -slopes[:, None, None] * (places[None, :] - places[:, None]).abs()
