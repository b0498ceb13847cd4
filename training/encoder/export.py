"""Turn the trained reader into the spaCy component that ships: the network for onnxruntime, its tables and labels.

python -m training.encoder.export READER FORMS KINDS OUT
"""

from __future__ import annotations

import argparse
import json
from io import BytesIO
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from onrecord.language.encoder.network import Labels, files_of
from onrecord.language.encoder.tables import Quantized

from .model import Shape
from .tasks import Reader
from .vocabulary import read_forms

OUTPUTS = ("encoded", "tags", "morphs", "lemmas", "names", "starts", "arc_words", "arc_heads", "relation_words", "relation_heads")
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
            *reader.tree.project(x, 0.0),
        )


def main() -> None:
    """Write the component's files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reader", type=Path)
    parser.add_argument("forms", type=Path)
    parser.add_argument("kinds", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    for name, content in export(arguments.reader, arguments.forms, arguments.kinds).items():
        (arguments.out / name).write_bytes(content)


def export(trained: Path, forms_file: Path, kinds_file: Path) -> dict[str, bytes]:
    """The files of the component."""
    stored = torch.load(trained)
    forms = read_forms(forms_file)
    reader = Reader(Shape(forms=len(forms) + 1), {task: len(known) for task, known in stored["labels"].items()})
    reader.load_state_dict(stored["reader"])
    reader.eval()
    tables = {"spacing": reader.spacing.weight, "kinds": reader.kinds.weight, "relations": reader.tree.relation.half()}
    arrays = {name: table.detach().numpy() for name, table in tables.items()}
    for name, table in (("forms", reader.words.forms), ("shapes", reader.words.shapes), ("parts", reader.words.parts)):
        rounded = Quantized.of(table.weight.detach().numpy())
        arrays |= {f"{name}.rows": rounded.rows, f"{name}.scales": rounded.scales}
    labels = Labels(**{task: tuple(known) for task, known in stored["labels"].items()})
    return files_of(halved(network_of(reader)), arrays, labels, forms, json.loads(kinds_file.read_text("utf-8")))


def network_of(reader: Reader) -> onnx.ModelProto:
    """The network in ONNX, for any number of windows of any length."""
    out = BytesIO()
    example = (torch.zeros(2, 12, reader.encoder.shape.embedding), torch.ones(2, 12))
    axes = {name: {0: "windows", 1: "words"} for name in ("vectors", "there", *OUTPUTS)}
    torch.onnx.export(
        Network(reader), example, out, input_names=["vectors", "there"], output_names=list(OUTPUTS), dynamic_axes=axes, dynamo=False
    )
    return onnx.load_from_string(out.getvalue())


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


if __name__ == "__main__":
    main()
