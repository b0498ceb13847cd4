"""Turn the trained reader into the files of the spaCy components that ship: networks for onnxruntime, tables and labels."""

from __future__ import annotations

import json
from dataclasses import fields
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from onrecord.language.encoder.anchors import SCHEMES
from onrecord.language.encoder.coreference import FILE as COREFERENCE_FILE
from onrecord.language.encoder.coreference import unfitted
from onrecord.language.encoder.network import Labels, files_of, packed
from onrecord.language.encoder.roles import CUES
from onrecord.language.encoder.tables import Quantized

from .around import Anchors, Around
from .hints import with_hints
from .model import Shape
from .tasks import Reader, grown
from .vocabulary import read_forms

OUTPUTS = ("encoded", "tags", "morphs", "lemmas", "names", "starts", "cues", "arc_words", "arc_heads", "relation_words", "relation_heads")
# The labels of ``roles.CUES`` among those of the scheme.
CUE_ORDER = [SCHEMES["attributions"].anchor_labels.index(label) for label in CUES]
FRAMES = ("statements", "events")
# Smaller weights are kept as they are: they are few, and norms and biases feel rounding most.
HALVED_FROM = 4096


class Network(nn.Module):
    """The reader from word vectors on, with labels decided where nothing follows from their scores."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, vectors: Tensor, there: Tensor) -> tuple[Tensor, ...]:
        """The outputs in order."""
        reader = self.reader
        x = reader.encoder(vectors, there)
        starts = reader.starts(x)
        return (
            x,
            reader.outs["tags"](x).argmax(-1),
            reader.outs["morphs"](x).argmax(-1),
            reader.outs["lemmas"](x).argmax(-1),
            torch.log_softmax(reader.outs["names"](x), dim=-1),
            starts[..., 1] - starts[..., 0],
            torch.log_softmax(reader.anchors["attributions"](x), dim=-1)[..., CUE_ORDER],
            *reader.tree.project(x, 0.0),
        )


def read_reader(trained: Path) -> tuple[Reader, dict[str, list[str]]]:
    """The trained reader and its labels."""
    stored = torch.load(trained)
    reader = Reader(Shape.of(stored["reader"]), {task: len(known) for task, known in stored["labels"].items()})
    reader.load_state_dict(grown(stored["reader"], reader))
    return reader.eval(), stored["labels"]


def export(reader: Reader, known: dict[str, list[str]], forms_file: Path, kinds_file: Path) -> dict[str, bytes]:
    """The files of the component."""
    tables = {"spacing": reader.spacing.weight, "kinds": reader.kinds.weight, "relations": reader.tree.relation.half()}
    arrays = {name: table.detach().numpy() for name, table in tables.items()}
    for name, table in (("forms", reader.words.forms), ("shapes", reader.words.shapes), ("parts", reader.words.parts)):
        rounded = Quantized.of(table.weight.detach().numpy())
        arrays |= {f"{name}.rows": rounded.rows, f"{name}.scales": rounded.scales}
    labels = Labels(**{field.name: tuple(known[field.name]) for field in fields(Labels)})
    frames = {f"{name}.onnx": halved(around_network_of(reader, name)) for name in FRAMES}
    return (
        frames
        | {"anchors.onnx": halved(anchors_network_of(reader)), COREFERENCE_FILE: packed(unfitted(reader.encoder.shape.width))}
        | files_of(
            halved(in_eight_bits(network_of(reader))),
            halved(around_network_of(reader, "attributions")),
            arrays,
            labels,
            read_forms(forms_file),
            with_hints(json.loads(kinds_file.read_text("utf-8"))),
        )
    )


class AnchorsNetwork(nn.Module):
    """Which of a text's encoded words (words, width) are anchors, by each scheme."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, encoded: Tensor) -> tuple[Tensor, ...]:
        """Log probabilities (words, labels), scheme by scheme."""
        return tuple(torch.log_softmax(self.reader.anchors[name](encoded), dim=-1) for name in FRAMES)


class AroundNetwork(nn.Module):
    """Roles of the words around anchors, and answers, from a text's encoded words (words, width)."""

    def __init__(self, around: Around) -> None:
        super().__init__()
        self.around = around

    def forward(self, encoded: Tensor, starts: Tensor, ends: Tensor) -> tuple[Tensor, ...]:
        """Log probabilities (anchors, words around, roles) and (anchors, answers); ``starts`` and ``ends`` (anchors,) are bounds of anchors."""
        roles, answers = self.around(encoded.unsqueeze(0), Anchors(torch.zeros_like(starts), starts, ends, starts, {}))
        return tuple(torch.log_softmax(scores, dim=-1) for scores in (roles, *answers.values()))


def anchors_network_of(reader: Reader) -> onnx.ModelProto:
    """The network of anchors in ONNX, for any number of words."""
    example = (torch.zeros(12, reader.encoder.shape.width),)
    return as_onnx(AnchorsNetwork(reader), example, ["encoded"], list(FRAMES), {name: {0: "words"} for name in ("encoded", *FRAMES)})


def around_network_of(reader: Reader, name: str) -> onnx.ModelProto:
    """A scheme's network of words around anchors in ONNX, for any number of words and anchors."""
    example = (torch.zeros(12, reader.encoder.shape.width), torch.tensor([1, 5]), torch.tensor([3, 6]))
    outputs = ["roles", *SCHEMES[name].classes]
    axes = {"encoded": {0: "words"}} | {one: {0: "anchors"} for one in ("starts", "ends", *outputs)}
    return as_onnx(AroundNetwork(reader.around[name]), example, ["encoded", "starts", "ends"], outputs, axes)


def as_onnx(
    network: nn.Module, example: tuple[Tensor, ...], inputs: list[str], outputs: list[str], axes: dict[str, dict[int, str]]
) -> onnx.ModelProto:
    """A network in ONNX, its ``axes`` of any length."""
    out = BytesIO()
    torch.onnx.export(network, example, out, input_names=inputs, output_names=outputs, dynamic_axes=axes, dynamo=False)
    return onnx.load_from_string(out.getvalue())


def network_of(reader: Reader) -> onnx.ModelProto:
    """The network in ONNX, for any number of windows of any length."""
    example = (torch.zeros(2, 12, reader.encoder.shape.embedding), torch.ones(2, 12))
    axes = {name: {0: "windows", 1: "words"} for name in ("vectors", "there", *OUTPUTS)}
    return as_onnx(Network(reader), example, ["vectors", "there"], list(OUTPUTS), axes)


def in_eight_bits(model: onnx.ModelProto) -> onnx.ModelProto:
    """The matrices of the encoder's layers as integers, by which their products are a third of the time; the outputs' stay as they are.

    One bit is left free, so that a processor without instructions for such products (VNNI) sums up the same numbers.
    """
    others = [node.name for node in model.graph.node if node.op_type == "MatMul" and not node.name.startswith("/encoder/layers")]
    with TemporaryDirectory() as folder:
        out = Path(folder) / "encoder.onnx"
        quantize_dynamic(
            model,
            out,
            op_types_to_quantize=["MatMul"],
            nodes_to_exclude=others,
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            extra_options={"MatMulConstBOnly": True},
        )
        return onnx.load(out)


def halved(model: onnx.ModelProto) -> bytes:
    """Store large weights in 16 bits; the run-time makes 32 of them when it loads."""
    for index, weights in enumerate(list(model.graph.initializer)):
        if weights.data_type == TensorProto.FLOAT and int(np.prod(weights.dims)) >= HALVED_FROM:
            values = numpy_helper.to_array(weights).astype(np.float16)
            name = weights.name
            model.graph.initializer[index].CopyFrom(numpy_helper.from_array(values, f"{name}.half"))
            model.graph.node.insert(0, helper.make_node("Cast", [f"{name}.half"], [name], to=TensorProto.FLOAT))
    onnx.checker.check_model(model)
    return bytes(model.SerializeToString())
