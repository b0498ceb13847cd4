"""The weights of the pipeline that ships, as a checkpoint that training goes on from.

    python -m training.encoder.shipped OUT

OUT gets forms.txt, kinds.json and shipped.pt: {"reader": weights by name, "labels": labels by task}. Weights were rounded when they were shipped, those of
the encoder's layers to seven bits.
"""

from __future__ import annotations

import argparse
import json
from io import BytesIO
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from onrecord.language.encoder.tables import Quantized
from onrecord.version import PIPELINE_VERSION

from .model import Shape
from .tasks import Reader

COMPONENT = Path(__file__).parents[2] / f"src/en_onrecord/en_onrecord-{PIPELINE_VERSION}/onrecord_encoder"
# Networks of the component, and what their modules are called in the reader.
NETWORKS = {
    "encoder.onnx": "",
    "roles.onnx": "around.attributions.",
    "anchors.onnx": "",
    "statements.onnx": "around.statements.",
    "events.onnx": "around.events.",
}


def main() -> None:
    """Write the checkpoint."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    described = json.loads((COMPONENT / "labels.json").read_text("utf-8"))
    forms = [form.replace("\n", "\\n") for form in described["forms"]]
    (out / "forms.txt").write_text("\n".join(forms), encoding="utf-8")
    (out / "kinds.json").write_text(json.dumps(described["kinds"], ensure_ascii=False, indent=0, sort_keys=True), encoding="utf-8")
    reader = tables()
    for file, within in NETWORKS.items():
        reader |= {f"{within}{name}": value for name, value in weights_of(COMPONENT / file).items()}
    whole = Reader(Shape.of(reader), {task: len(known) for task, known in described["labels"].items()})
    # The scores of pairs that ship are fitted over the finished encoder, and what is added for other annotators does not ship: these begin anew.
    if missing := {name for name in whole.state_dict() if not name.startswith(("pairs.", "annotators."))} - reader.keys():
        raise ValueError(f"These weights were not found in what ships: {', '.join(sorted(missing))}.")
    torch.save({"reader": reader, "labels": described["labels"]}, out / "shipped.pt")


def tables() -> dict[str, Tensor]:
    """What words are looked up in."""
    stored = np.load(BytesIO((COMPONENT / "tables.npz").read_bytes()), allow_pickle=False)
    found = {"spacing.weight": stored["spacing"], "kinds.weight": stored["kinds"], "tree.relation": stored["relations"].astype(np.float32)}
    for name in ("forms", "shapes", "parts"):
        table = Quantized(stored[f"{name}.rows"], stored[f"{name}.scales"])
        found[f"words.{name}.weight"] = table[list(range(len(table.rows)))]
    return {name: torch.from_numpy(np.ascontiguousarray(values)) for name, values in found.items()}


def weights_of(file: Path) -> dict[str, Tensor]:
    """A network's weights by the names of its modules.

    Matrices that the graph has turned have no names of their own; they are called after the bias that is added to their product. Those in eight bits
    have a scale for each column.
    """
    graph = onnx.load(str(file)).graph
    stored = {one.name.removesuffix(".half"): numpy_helper.to_array(one).astype(np.float32) for one in graph.initializer}
    found = {name.partition(".")[2]: values for name, values in stored.items() if not name.startswith("onnx::")}
    product_of: dict[str, str] = {}
    for node in graph.node:  # In the order of the computation.
        if node.op_type in ("MatMul", "MatMulInteger") and node.input[1] in stored:
            product_of[node.output[0]] = node.input[1]
        elif node.op_type in ("Cast", "Mul") and (product := next((product_of[name] for name in node.input if name in product_of), None)):
            product_of[node.output[0]] = product
    for name in [name for name in stored if name.endswith("_quantized")]:
        stored[name] = stored[name] * stored[f"{name.removesuffix('_quantized')}_scale"]
    for node in (node for node in graph.node if node.op_type == "Add"):
        product = next((name for name in node.input if name in product_of), None)
        bias = next((name for name in node.input if name.endswith(".bias")), None)
        if product is not None and bias is not None:
            found[f"{bias.partition('.')[2].removesuffix('.bias')}.weight"] = stored[product_of[product]].T
    return {name: torch.from_numpy(np.ascontiguousarray(values)) for name, values in found.items()}


if __name__ == "__main__":
    main()
