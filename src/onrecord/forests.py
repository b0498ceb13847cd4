"""How likely it is that a word has a part in a statement or event, or how an event is to be taken, by what speaks for it: boosted trees.

They stand in ``data/forests/*.onnx``, one file for each kind, made by ``training/forests`` from the articles that the reader learned from. Evidence that a
forest does not know by name says nothing to it.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

import numpy as np
import onnxruntime

from onrecord.calibration import Evidence

Judged = Literal["addressee", "relay", "participants", "place", "date", "word", "events"]
# What the file of a forest says of itself: the names of its columns, as a JSON list.
COLUMNS = "columns"


class Forest:
    """Trees in ONNX (opset ``ai.onnx.ml``). ``columns``: {name of the evidence that they ask for: where it stands}."""

    def __init__(self, content: bytes) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
        names = json.loads(self._session.get_modelmeta().custom_metadata_map[COLUMNS])
        self.columns = {name: column for column, name in enumerate(names)}
        self._input = self._session.get_inputs()[0].name
        self._output = self._session.get_outputs()[-1].name

    def chances(self, found: Sequence[Evidence]) -> list[float]:
        """How likely each is; evidence that is not named is zero."""
        if not found:
            return []
        table = np.zeros((len(found), len(self.columns)), dtype=np.float32)
        for row, evidence in zip(table, found, strict=True):
            for name, value in evidence.items():
                column = self.columns.get(name)
                if column is not None:
                    row[column] = value
        (chances,) = self._session.run([self._output], {self._input: table})
        likely: list[float] = chances[:, -1].tolist()
        return likely


@cache
def forest_of(kind: Judged) -> Forest:
    """The forest that ships for a kind."""
    return Forest(files("onrecord").joinpath(f"data/forests/{kind}.onnx").read_bytes())


def chances_by(kind: Judged, found: Sequence[Sequence[Evidence]]) -> list[list[float]]:
    """How likely each of some words has a part of this kind, or each event is worth a record, frame by frame: asked all at once, for a forest that is asked
    of one word takes half as long as one that is asked of fifty."""
    chances = iter(forest_of(kind).chances(list(itertools.chain.from_iterable(found))))
    return [list(itertools.islice(chances, len(some))) for some in found]
