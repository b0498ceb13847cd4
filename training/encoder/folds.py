"""Which annotated stories are kept out of training, to measure on and to fit confidences by."""

from __future__ import annotations

import argparse
import pickle
import zlib
from collections.abc import Iterable
from pathlib import Path

from corpora.annotated import SETS, read_annotated, read_further
from onrecord.evaluation import GoldArticle
from onrecord.version import DEFAULT_PIPELINE

FOLDS = 10


def command_line(about: str) -> argparse.ArgumentParser:
    """What every command is told that fits something on one side of a fold: DATA, WORK (which has annotated.pickle), the fold and the pipeline."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--fold", type=int, required=True, help="which tenth of the stories is kept out")
    parser.add_argument("--pipeline", default=DEFAULT_PIPELINE)
    return parser


def kept_out(path: Path, fold: int) -> set[str]:
    """Ids of the annotated articles that a fold keeps out of training."""
    with path.open("rb") as stored:
        return {id for id, group, _ in pickle.load(stored) if is_kept_out(group, fold)}


def learned_and_kept_out(
    data: Path, work: Path, fold: int, *, sets: Iterable[str] = ("train",)
) -> tuple[list[GoldArticle], list[GoldArticle]]:
    """The articles of ``training/annotations`` and of some of the gold sets, those that are learned from and those that a fold keeps out. ``work`` has annotated.pickle."""
    ids = kept_out(work / "annotated.pickle", fold)
    articles = [*(article for name in sets for article in read_annotated(data / SETS[name])), *read_further(data)]
    return [one for one in articles if one.id not in ids], [one for one in articles if one.id in ids]


def is_kept_out(group: int, fold: int | None) -> bool:
    """Whether a story is of the tenth that is kept out."""
    return fold is not None and story(group) % FOLDS == fold


def story(group: int) -> int:
    """A number that says nothing of where the story stood in its file."""
    return zlib.crc32(str(group).encode())
