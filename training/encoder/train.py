"""Train all tasks at once over the pre-trained encoder.

    python -m training.encoder.train WORK OUT [--encoder CHECKPOINT] [--steps 2000] [--threads 2]

WORK has the corpora that ``training.language.prepare`` writes, and ``encoder/`` forms.txt and kinds.json. OUT gets reader.pt, a checkpoint from which a stopped run goes on.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import time
from pathlib import Path

import torch
from torch import nn

from .corpus import Lexicon
from .evaluating import evaluate
from .model import Shape
from .optimizers import Optimizers, rise_and_fall
from .samples import Batches, Sample, labels_of, read_samples
from .tasks import Batch, Reader
from .vocabulary import read_forms

# Words of each corpus in a step.
PARTS = {"syntax": 2_500, "names": 2_000, "attributions": 2_500}
VARIED = 0.25
ENCODER_RATE, HEAD_RATE, WARM_UP = 6e-4, 2e-3, 150
WEIGHTS = {
    "tags": 0.5,
    "morphs": 0.5,
    "lemmas": 0.3,
    "starts": 0.5,
    "names": 2.0,
    "cues": 1.0,
    "roles": 2.0,
    "heads": 1.0,
    "relations": 0.5,
}
# CoreNLP's names are silver.
SILVER_SHARE = 0.5
EVALUATE_EVERY = 250
# Samples of a dev set that are looked at.
LARGEST_DEV = 400


def main() -> None:
    """Train to the last step."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--encoder", type=Path, help="checkpoint of training.encoder.pretrain; without it, from random tables")
    parser.add_argument("--steps", type=int, default=2_000)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(7)
    arguments.out.mkdir(parents=True, exist_ok=True)
    forms = read_forms(arguments.work / "encoder/forms.txt")
    parts = [part for part in PARTS if (arguments.work / f"{part}.train.spacy").exists()]
    samples = {part: read_samples(arguments.work / f"{part}.train.spacy") for part in parts}
    dev = {part: read_samples(arguments.work / f"{part}.dev.spacy")[:LARGEST_DEV] for part in parts}
    labels = labels_of(itertools.chain.from_iterable(samples.values()))
    shape = Shape(forms=len(forms) + 1)
    reader = Reader(shape, {task: len(known) for task, known in labels.items()})
    if arguments.encoder:
        stored = torch.load(arguments.encoder)["model"]
        kept = {name: value for name, value in stored.items() if name.startswith(("words.", "encoder."))}
        reader.load_state_dict(kept, strict=False)
    kinds = json.loads((arguments.work / "encoder/kinds.json").read_text("utf-8"))
    train(reader, Lexicon.empty(forms, kinds), labels, samples, dev, arguments)


def train(
    reader: Reader,
    lexicon: Lexicon,
    labels: dict[str, list[str]],
    samples: dict[str, list[Sample]],
    dev: dict[str, list[Sample]],
    arguments: argparse.Namespace,
) -> None:
    """Steps over batches of all corpora together; the learning rates fall linearly."""
    numbers = {task: {label: i for i, label in enumerate(known)} for task, known in labels.items()}
    pretrained = ("words.", "encoder.") if arguments.encoder else ()
    optimizers = Optimizers(
        reader.named_parameters(),
        lambda name: ENCODER_RATE if name.startswith(pretrained) else HEAD_RATE,
        rise_and_fall(WARM_UP, arguments.steps),
    )
    checkpoint, first = arguments.out / "checkpoint.pt", 0
    if checkpoint.exists():
        state = torch.load(checkpoint)
        reader.load_state_dict(state["reader"])
        optimizers.load_state_dict(state["optimizers"])
        first = state["step"]
    streams = [iter(Batches(own, PARTS[part], VARIED, random.Random(f"7 {first}"))) for part, own in samples.items()]
    started, sums = time.monotonic(), dict.fromkeys(WEIGHTS, 0.0)
    for step, batches in zip(range(first, arguments.steps), itertools.zip_longest(*streams), strict=False):
        reader.train()
        reader.zero_grad(set_to_none=True)
        for part, batch in zip(samples, batches, strict=True):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                losses = reader.losses(Batch.of(batch, lexicon, numbers), lexicon)
            sum(weight(part, task) * loss for task, loss in losses.items()).backward()
            for task, loss in losses.items():
                sums[task] += loss.item()
        nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
        optimizers.step()
        if (step + 1) % EVALUATE_EVERY == 0 or step + 1 == arguments.steps:
            figures = evaluate(reader, lexicon, numbers, dev)
            print(
                f"step {step + 1} of {arguments.steps}, {time.monotonic() - started:.0f} s; loss",
                *(f"{task} {total / EVALUATE_EVERY:.3f}" for task, total in sums.items()),
                "; dev",
                *(f"{figure} {value:.2f}" for figure, value in figures.items()),
                flush=True,
            )
            sums = dict.fromkeys(WEIGHTS, 0.0)
            state = {"reader": reader.state_dict(), "optimizers": optimizers.state_dict(), "step": step + 1}
            torch.save({**state, "labels": labels, "figures": figures}, checkpoint)
    torch.save({"reader": reader.state_dict(), "labels": labels}, arguments.out / "reader.pt")


def weight(part: str, task: str) -> float:
    """How much a task counts in a corpus."""
    return WEIGHTS[task] * (SILVER_SHARE if (part, task) == ("attributions", "names") else 1.0)


if __name__ == "__main__":
    main()
