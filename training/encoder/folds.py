"""Which annotated stories are kept out of training, to measure on and to fit confidences by."""

from __future__ import annotations

import pickle
import zlib
from pathlib import Path

FOLDS = 10


def kept_out(path: Path, fold: int) -> set[str]:
    """Ids of the annotated articles that a fold keeps out of training."""
    with path.open("rb") as stored:
        return {id for id, group, _ in pickle.load(stored) if is_kept_out(group, fold)}


def is_kept_out(group: int, fold: int | None) -> bool:
    """Whether a story is of the tenth that is kept out."""
    return fold is not None and story(group) % FOLDS == fold


def story(group: int) -> int:
    """A number that says nothing of where the story stood in its file."""
    return zlib.crc32(str(group).encode())
