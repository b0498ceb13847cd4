"""The network and its tables, read from their files and run over a text window by window."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from io import BytesIO
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from onrecord.language.encoder.frames import FILES as FRAME_FILES
from onrecord.language.encoder.frames import Frames
from onrecord.language.encoder.roles import Roles
from onrecord.language.encoder.tables import Quantized, WordTables
from onrecord.language.encoder.windows import Window, windows
from onrecord.language.encoder.words import vocabulary_rows

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

FILES = ("encoder.onnx", "roles.onnx", "tables.npz", "labels.json", *FRAME_FILES)
# Windows in one batch of the network; larger batches take more memory and no less time.
WINDOWS_A_RUN = 8


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
    """The output for a text, one row per word: encoded vectors (words, width), label indices and scores."""

    encoded: Floats
    tags: Ints
    morphs: Ints
    lemmas: Ints
    names: Floats
    """Log probabilities (words, names)."""
    starts: Floats
    """Log odds that a sentence begins here."""
    cues: Floats
    """Log probabilities (words, ``roles.CUES``)."""
    arc_words: Floats
    arc_heads: Floats
    """The score of an arc is the dot product of the word's and the head's rows."""
    relation_words: Floats
    relation_heads: Floats


class Network:
    """Word tables, the network and the bilinear weights of the relations; stateless apart from caches."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        described = json.loads(files["labels.json"])
        stored = np.load(BytesIO(files["tables.npz"]), allow_pickle=False)
        self.labels = Labels(**{task: tuple(known) for task, known in described["labels"].items()})
        self.relations: Floats = stored["relations"].astype(np.float32)
        forms, shapes, parts = (Quantized(stored[f"{name}.rows"], stored[f"{name}.scales"]) for name in ("forms", "shapes", "parts"))
        self.forms = vocabulary_rows(described["forms"])
        self._tables = WordTables(self.forms, described["kinds"], forms, shapes, parts, stored["kinds"], stored["spacing"])
        options = onnxruntime.SessionOptions()
        # One core per article: many articles are read by many processes, and results do not depend on the number of cores.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(files["encoder.onnx"], options, providers=["CPUExecutionProvider"])
        self.roles = Roles(files["roles.onnx"], options)
        self.frames = Frames(files, options)

    def encode(self, words: Sequence[str], spaced: Sequence[bool]) -> Encoded:
        """Encode a text, given its words and whether a space follows each."""
        vectors = self._tables.vectors(words, spaced)
        breaks = [i + 1 for i, word in enumerate(words[:-1]) if "\n\n" in word and word.isspace()]
        pieces = sorted(windows(breaks, len(words)), key=lambda window: window.end - window.start)
        found: dict[str, NDArray[Any]] = {}
        for first in range(0, len(pieces), WINDOWS_A_RUN):
            self._run(vectors, pieces[first : first + WINDOWS_A_RUN], found)
        return Encoded(**found)

    def _run(self, vectors: Floats, pieces: Sequence[Window], found: dict[str, NDArray[Any]]) -> None:
        """Run some windows and copy the results of each window's own words to their places in the text."""
        longest = max(piece.end - piece.start for piece in pieces)
        padded = np.zeros((len(pieces), longest, vectors.shape[1]), dtype=np.float32)
        there = np.zeros((len(pieces), longest), dtype=np.float32)
        for row, piece in enumerate(pieces):
            padded[row, : piece.end - piece.start] = vectors[piece.start : piece.end]
            there[row, : piece.end - piece.start] = 1.0
        outputs = self._session.run(None, {"vectors": padded, "there": there})
        for output, values in zip(self._session.get_outputs(), outputs, strict=True):
            if output.name not in found:
                found[output.name] = np.empty((len(vectors), *values.shape[2:]), dtype=values.dtype)
            for row, piece in enumerate(pieces):
                own = slice(piece.own_start - piece.start, piece.own_end - piece.start)
                found[output.name][piece.own_start : piece.own_end] = values[row, own]

    def best_relations(self, words: Floats, heads: Floats, allowed: NDArray[np.bool_]) -> Ints:
        """The best allowed relation for each pair of rows of ``relation_words`` and ``relation_heads``; ``allowed``: (pairs, relations)."""
        count, width, _ = self.relations.shape
        left = (words @ self.relations.transpose(1, 0, 2).reshape(width, -1)).reshape(len(words), count, width)
        scores = np.einsum("nrd,nd->nr", left, heads)
        scores[~allowed] = -np.inf
        best: Ints = scores.argmax(axis=1)
        return best


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
