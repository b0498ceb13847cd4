"""Grow the trees that judge who is told a statement or passes it on, who takes part in an event, where, when and on whose word it was, and whether it is worth a record.

    python -m training.forests.fit DATA WORK --fold 0 [--pipeline NAME] [--only participants place] [--sample N] [--processes 2]

They are grown on annotated articles that the reader learned from. WORK has annotated.pickle, which says which articles are of the fold: these are left out,
and what trees are worth is measured on them. Writes src/onrecord/data/forests/*.onnx. What ``--only`` does not name stays as it is; ``--sample`` takes
so many random articles instead of all.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import chain
from pathlib import Path
from typing import get_args

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

import onrecord
from onrecord.calibration import Evidence
from onrecord.forests import Judged
from training.encoder.folds import command_line, learned_and_kept_out

from .as_onnx import as_onnx
from .judged import judged_events, judged_parts

FOLDER = Path(onrecord.__file__).parent / "data/forests"
# What trees ask for is named at least so often in the articles that they are grown on.
LEAST_OFTEN = 60
# Of 12, 16 and 24 leaves, and 300 to 500 trees, none was better on all kinds (areas under the curves of precision and recall on 974 kept-out articles within .008).
TREES = {
    "max_iter": 400,
    "learning_rate": 0.05,
    "max_leaf_nodes": 12,
    "min_samples_leaf": 40,
    "l2_regularization": 5.0,
    "max_features": 0.5,
    "random_state": 7,
}


def main() -> None:
    """Grow and write."""
    parser = command_line(__doc__)
    parser.add_argument("--only", nargs="+", choices=get_args(Judged), default=get_args(Judged), help="what to fit; all without it")
    parser.add_argument("--sample", type=int, help="so many random articles instead of all")
    parser.add_argument("--processes", type=int, default=1)
    arguments = parser.parse_args()
    articles, _ = learned_and_kept_out(arguments.data, arguments.work, arguments.fold)
    if arguments.sample is not None:
        articles = random.Random(7).sample(articles, arguments.sample)
    FOLDER.mkdir(exist_ok=True)
    wanted = set(arguments.only)
    # First who has a part, where and when, and on whose word: events are judged by them.
    for judge, kinds in ((judged_parts, wanted - {"events"}), (judged_events, wanted & {"events"})):
        if kinds:
            with ProcessPoolExecutor(arguments.processes) as pool:
                found = list(chain.from_iterable(pool.map(partial(judge, arguments.pipeline), articles, chunksize=20)))
            for kind in sorted(kinds):
                write(kind, [(evidence, right) for of, evidence, right in found if of == kind])


def write(kind: Judged, found: Sequence[tuple[Evidence, bool]]) -> None:
    """Grow the trees of a kind and write them with the names of their columns."""
    named = Counter(name for evidence, _ in found for name, value in evidence.items() if value)
    columns = sorted(name for name, count in named.items() if count >= LEAST_OFTEN)
    table = tabled([evidence for evidence, _ in found], columns)
    model = HistGradientBoostingClassifier(**TREES).fit(table, np.array([right for _, right in found]))
    network = as_onnx(model, columns)
    (FOLDER / f"{kind}.onnx").write_bytes(network.SerializeToString())
    print(kind, len(found), "rows,", len(columns), "columns")


def tabled(found: Iterable[Evidence], columns: Sequence[str]) -> NDArray[np.float32]:
    """Evidence by columns: (words, columns)."""
    places = {name: column for column, name in enumerate(columns)}
    rows = []
    for evidence in found:
        row = np.zeros(len(columns), dtype=np.float32)
        for name, value in evidence.items():
            if name in places:
                row[places[name]] = value
        rows.append(row)
    return np.array(rows)


if __name__ == "__main__":
    main()
