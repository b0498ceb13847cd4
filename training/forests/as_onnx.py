"""Boosted trees of scikit-learn in ONNX, as ``onrecord.forests`` reads them: the sum of all trees' leaves, as a probability."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper
from sklearn.ensemble import HistGradientBoostingClassifier

from onrecord.forests import COLUMNS

# What onnxruntime 1.20, the oldest that onrecord runs with, can read.
OPSETS = {"": 15, "ai.onnx.ml": 3}
IR_VERSION = 8


def as_onnx(model: HistGradientBoostingClassifier, columns: Sequence[str]) -> onnx.ModelProto:
    """A fitted model of two classes. ``columns``: the names of what it was fitted on, in order. Input (rows, columns), output (rows, 1): the chance of the second class."""
    trees = helper.make_node(
        "TreeEnsembleRegressor",
        ["evidence"],
        ["odds"],
        domain="ai.onnx.ml",
        n_targets=1,
        base_values=[float(model._baseline_prediction.item())],
        **_nodes([predictor.nodes for (predictor,) in model._predictors]),
    )
    graph = helper.make_graph(
        [trees, helper.make_node("Sigmoid", ["odds"], ["chances"])],
        "forest",
        [helper.make_tensor_value_info("evidence", TensorProto.FLOAT, [None, len(columns)])],
        [helper.make_tensor_value_info("chances", TensorProto.FLOAT, [None, 1])],
    )
    network = helper.make_model(graph, opset_imports=[helper.make_opsetid(*one) for one in OPSETS.items()], ir_version=IR_VERSION)
    helper.set_model_props(network, {COLUMNS: json.dumps(list(columns))})
    onnx.checker.check_model(network)
    return network


def _nodes(trees: Sequence[NDArray[Any]]) -> dict[str, list[Any]]:
    """The attributes of ONNX's ensembles, from scikit-learn's trees: arrays of nodes with ``feature_idx``, ``num_threshold``, ``left``, ``right``, ``is_leaf``, ``value``."""
    nodes = np.concatenate(trees)
    numbers = np.concatenate([np.arange(len(tree)) for tree in trees])
    of_tree = np.repeat(np.arange(len(trees)), [len(tree) for tree in trees])
    is_leaf = nodes["is_leaf"].astype(bool)
    return {
        "nodes_treeids": of_tree.tolist(),
        "nodes_nodeids": numbers.tolist(),
        "nodes_featureids": np.where(is_leaf, 0, nodes["feature_idx"]).tolist(),
        "nodes_values": np.where(is_leaf, 0.0, _rounded_down(nodes["num_threshold"])).tolist(),
        "nodes_modes": np.where(is_leaf, "LEAF", "BRANCH_LEQ").tolist(),
        "nodes_truenodeids": np.where(is_leaf, 0, nodes["left"]).tolist(),
        "nodes_falsenodeids": np.where(is_leaf, 0, nodes["right"]).tolist(),
        "target_treeids": of_tree[is_leaf].tolist(),
        "target_nodeids": numbers[is_leaf].tolist(),
        "target_ids": [0] * int(is_leaf.sum()),
        "target_weights": nodes["value"][is_leaf].tolist(),
    }


def _rounded_down(thresholds: NDArray[np.float64]) -> NDArray[np.float32]:
    """In 32 bits, and no higher: what was at most the threshold still is."""
    rounded = thresholds.astype(np.float32)
    return np.where(rounded > thresholds, np.nextafter(rounded, np.float32(-np.inf)), rounded).astype(np.float32)
