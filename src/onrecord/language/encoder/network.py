"""The network and its tables, read from their files and run over a text window by window."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, fields
from io import BytesIO
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from onrecord.language.encoder.coreference import FILE as COREFERENCE_FILE
from onrecord.language.encoder.coreference import Coreference
from onrecord.language.encoder.frames import FILES as FRAME_FILES
from onrecord.language.encoder.frames import Frames
from onrecord.language.encoder.roles import Roles
from onrecord.language.encoder.tables import Quantized, WordTables
from onrecord.language.encoder.windows import Window, windows
from onrecord.language.encoder.words import vocabulary_rows

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

FILES = ("encoder.onnx", "roles.onnx", "tables.npz", "labels.json", COREFERENCE_FILE, *FRAME_FILES)
# Windows whose outputs are held in memory at once. A news article has five or six.
WINDOWS_A_STRETCH = 16
# Heads whose relations are scored at once: the weights are laid out anew for each such number. With 64 a read takes 0.5 % longer, with more it takes as long.
HEADS_AT_ONCE = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """The labels of each of the network's outputs, in order."""

    tags: tuple[str, ...]
    morphs: tuple[str, ...]
    """Part of speech and features, as ``NOUN|Number=Sing``."""
    lemmas: tuple[str, ...]
    relations: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """The output kept for a whole text, one row per word: encoded vectors (words, width), label indices and scores."""

    encoded: Floats
    tags: Ints
    morphs: Ints
    lemmas: Ints
    names: Floats
    """Log probabilities (words, names)."""
    cues: Floats
    """Log probabilities (words, ``roles.CUES``)."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """All outputs of the network for the words of a text from ``start`` on, by name: (words, ...) each.

    Those that are not in ``Encoded`` are used stretch by stretch and then dropped: ``starts``, the log odds of a sentence start; ``arc_words`` and
    ``arc_heads``, whose dot products are the scores of arcs; ``relation_words`` and ``relation_heads``.
    """

    start: int
    outputs: Mapping[str, NDArray[Any]]

    @property
    def end(self) -> int:
        """The end of its words in the text."""
        return self.start + len(self.outputs["starts"])

    def cut(self, at: int) -> tuple[Stretch, Stretch]:
        """Split at a word of the text."""
        before = {name: values[: at - self.start] for name, values in self.outputs.items()}
        return Stretch(self.start, before), Stretch(at, {name: values[at - self.start :] for name, values in self.outputs.items()})

    def joined(self, following: Stretch) -> Stretch:
        """Append the stretch that follows."""
        return Stretch(self.start, {name: np.concatenate([values, following.outputs[name]]) for name, values in self.outputs.items()})


class Whole:
    """Collects the kept outputs of a text, stretch by stretch."""

    def __init__(self, length: int) -> None:
        self._length = length
        self._kept: dict[str, NDArray[Any]] = {}

    def add(self, stretch: Stretch) -> None:
        """Copy the outputs that ``Encoded`` has."""
        for name in (field.name for field in fields(Encoded)):
            values = stretch.outputs[name]
            if name not in self._kept:
                self._kept[name] = np.empty((self._length, *values.shape[1:]), dtype=values.dtype)
            self._kept[name][stretch.start : stretch.end] = values

    def encoded(self) -> Encoded:
        """The collected outputs."""
        return Encoded(**self._kept)


class Network:
    """Word tables, the network and the bilinear weights of the relations; stateless apart from caches."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        described = json.loads(files["labels.json"])
        stored = np.load(BytesIO(files["tables.npz"]), allow_pickle=False)
        self.labels = Labels(**{task: tuple(known) for task, known in described["labels"].items()})
        self.relations: Floats = stored["relations"].astype(np.float32)
        self._relations_by_head = self.relations.transpose(2, 0, 1).reshape(self.relations.shape[2], -1)
        forms, shapes, parts = (Quantized(stored[f"{name}.rows"], stored[f"{name}.scales"]) for name in ("forms", "shapes", "parts"))
        self.forms = vocabulary_rows(described["forms"])
        self._tables = WordTables(self.forms, described["kinds"], forms, shapes, parts, stored["kinds"], stored["spacing"])
        options = onnxruntime.SessionOptions()
        # One core per article: many articles are read by many processes, and results do not depend on the number of cores.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._blas = ThreadpoolController().select(user_api="blas")
        self._session = onnxruntime.InferenceSession(files["encoder.onnx"], options, providers=["CPUExecutionProvider"])
        self.roles = Roles(files["roles.onnx"], options)
        self.frames = Frames(files, options)
        self.coreference = Coreference(files[COREFERENCE_FILE])

    def one_core(self) -> AbstractContextManager[object]:
        """Keep numpy from starting a thread per core, which gains nothing here, takes time from other processes, and rounds by their number."""
        limited: AbstractContextManager[object] = self._blas.limit(limits=1)
        return limited

    def encode(self, words: Sequence[str], spaced: NDArray[np.bool_]) -> Iterator[Stretch]:
        """Encode a text, given its words and whether a space follows each, in stretches in the order of the text."""
        breaks = [i + 1 for i, word in enumerate(words[:-1]) if "\n\n" in word and word.isspace()]
        pieces = windows(breaks, len(words))
        for first in range(0, len(pieces), WINDOWS_A_STRETCH):
            yield self._stretch(words, spaced, pieces[first : first + WINDOWS_A_STRETCH])

    def _stretch(self, words: Sequence[str], spaced: NDArray[np.bool_], pieces: Sequence[Window]) -> Stretch:
        """Run some windows and copy the results of each window's own words to their places."""
        first, last = pieces[0].start, pieces[-1].end
        vectors = self._tables.vectors(words[first:last], spaced[first:last], after_space=first > 0 and bool(spaced[first - 1]))
        start, end = pieces[0].own_start, pieces[-1].own_end
        found: dict[str, NDArray[Any]] = {}
        for piece in pieces:
            for name, values in self._run(vectors[piece.start - first : piece.end - first]).items():
                if name not in found:
                    found[name] = np.empty((end - start, *values.shape[1:]), dtype=values.dtype)
                own = values[piece.own_start - piece.start : piece.own_end - piece.start]
                found[name][piece.own_start - start : piece.own_end - start] = own
        return Stretch(start, found)

    def _run(self, vectors: Floats) -> dict[str, NDArray[Any]]:
        """The outputs for a window of word vectors, by name: (words, ...) each.

        Each window is run by itself: two at once take as long, and the numbers of one, which are rounded by the largest, would depend on the other.
        """
        outputs = self._session.run(None, {"vectors": vectors[np.newaxis], "there": np.ones((1, len(vectors)), dtype=np.float32)})
        return {output.name: values[0] for output, values in zip(self._session.get_outputs(), outputs, strict=True)}

    def best_relations(self, words: Floats, heads: Floats, governors: Ints, is_root: NDArray[np.bool_]) -> Ints:
        """The best relation of each row of ``relation_words`` to its governor, a row of ``relation_heads``; ROOT for roots and for no other word."""
        root = self.labels.relations.index("ROOT")
        scores = self._relation_scores(words, heads, governors)
        scores[:, root] = -np.inf
        best: Ints = scores.argmax(axis=1)
        best[is_root] = root
        return best

    def _relation_scores(self, words: Floats, heads: Floats, governors: Ints) -> Floats:
        """Scores of all relations: (words, relations). Words of one governor stand together, so that its product with the weights is made once."""
        count, width, _ = self.relations.shape
        order = np.argsort(governors, kind="stable")
        distinct, first = np.unique(governors[order], return_index=True)
        bounds = [*first.tolist(), len(words)]
        governed, sorted_scores = words[order], np.empty((len(words), count), dtype=np.float32)
        for start in range(0, len(distinct), HEADS_AT_ONCE):
            products = heads[distinct[start : start + HEADS_AT_ONCE]] @ self._relations_by_head
            for number, product in enumerate(products.reshape(-1, count, width), start):
                own = slice(bounds[number], bounds[number + 1])
                np.matmul(governed[own], product.T, out=sorted_scores[own])
        scores = np.empty_like(sorted_scores)
        scores[order] = sorted_scores
        return scores


def files_of(
    network: bytes, roles: bytes, tables: Mapping[str, NDArray[Any]], labels: Labels, forms: Sequence[str], kinds: Mapping[str, int]
) -> dict[str, bytes]:
    """The files of the encoder and of the role network; ``tables``: those of ``WordTables``, and the relation weights (relations, d, d)."""
    described = json.dumps({"labels": asdict(labels), "forms": list(forms), "kinds": dict(kinds)}, ensure_ascii=False)
    return {"encoder.onnx": network, "roles.onnx": roles, "tables.npz": packed(tables), "labels.json": described.encode()}


def packed(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """Arrays by name, as one file."""
    out = BytesIO()
    np.savez(out, allow_pickle=False, **arrays)
    return out.getvalue()
