"""A reader between two of one line of training: better on other articles than the longer trained one, which knows its own by heart.

    python -m training.encoder.blend EARLIER LATER SHARE OUT

SHARE: how much of the later one. Readers are what ``training.encoder.train`` writes, or its checkpoints, of which the mean of the last steps is taken.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from torch import Tensor


def main() -> None:
    """Write the reader between."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("earlier", type=Path)
    parser.add_argument("later", type=Path)
    parser.add_argument("share", type=float)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    earlier, labels = read_weights(arguments.earlier)
    later, same_labels = read_weights(arguments.later)
    if labels != same_labels or not earlier.keys() <= later.keys():
        raise ValueError(
            f"{arguments.later} is of another line of training than {arguments.earlier}: its labels or its weights are others."
        )
    torch.save({"reader": between(earlier, later, arguments.share), "labels": labels}, arguments.out)


def between(earlier: dict[str, Tensor], later: dict[str, Tensor], share: float) -> dict[str, Tensor]:
    """Each weight on the way from one to the other; what is no fraction, or of a task that came later, is the later one's."""
    shared = {name: torch.lerp(weight, later[name], share) for name, weight in earlier.items() if weight.is_floating_point()}
    return later | shared


def read_weights(path: Path) -> tuple[dict[str, Tensor], dict[str, list[str]]]:
    """Weights by name, and labels, of a reader or of a checkpoint."""
    stored = torch.load(path)
    if "mean" not in stored:
        return stored["reader"], stored["labels"]
    prefix = "module."
    return {name.removeprefix(prefix): value for name, value in stored["mean"].items() if name.startswith(prefix)}, stored["labels"]


if __name__ == "__main__":
    main()
