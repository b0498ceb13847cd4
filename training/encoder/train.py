"""Train all tasks at once over the pre-trained encoder.

    python -m training.encoder.train WORK OUT [--encoder CHECKPOINT] [--steps 3000] [--threads 2]

WORK has the corpora that ``training.language.prepare`` writes, and ``encoder/`` forms.txt and kinds.json. OUT gets reader.pt, a checkpoint from which a stopped run goes on.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn

from .corpus import Lexicon
from .model import Shape
from .samples import NOT_ASKED, Batches, Sample, labels_of, read_samples
from .tasks import Batch, Reader, outside
from .vocabulary import read_forms

SYNTAX_WORDS, NAMES_WORDS = 2_500, 2_500
VARIED = 0.25
ENCODER_RATE, HEAD_RATE, WARM_UP = 6e-4, 2e-3, 150
WEIGHTS = {"tags": 0.5, "morphs": 0.5, "lemmas": 0.3, "starts": 0.5, "names": 2.0, "heads": 1.0, "relations": 0.5}
EVALUATE_EVERY = 250


def main() -> None:
    """Train to the last step."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--encoder", type=Path, help="checkpoint of training.encoder.pretrain; without it, from random tables")
    parser.add_argument("--steps", type=int, default=3_000)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(7)
    arguments.out.mkdir(parents=True, exist_ok=True)
    forms = read_forms(arguments.work / "encoder/forms.txt")
    syntax, names = (read_samples(arguments.work / f"{part}.train.spacy") for part in ("syntax", "names"))
    dev = {part: read_samples(arguments.work / f"{part}.dev.spacy") for part in ("syntax", "names")}
    labels = labels_of([*syntax, *names])
    shape = Shape(forms=len(forms) + 1)
    reader = Reader(shape, {task: len(known) for task, known in labels.items()})
    if arguments.encoder:
        stored = torch.load(arguments.encoder)["model"]
        kept = {name: value for name, value in stored.items() if name.startswith(("words.", "encoder."))}
        reader.load_state_dict(kept, strict=False)
    kinds = json.loads((arguments.work / "encoder/kinds.json").read_text("utf-8"))
    train(reader, Lexicon.empty(forms, kinds), labels, (syntax, names), dev, arguments)


def train(
    reader: Reader,
    lexicon: Lexicon,
    labels: dict[str, list[str]],
    samples: tuple[list[Sample], list[Sample]],
    dev: dict[str, list[Sample]],
    arguments: argparse.Namespace,
) -> None:
    """Steps over batches of trees and names together; the learning rates fall linearly."""
    numbers = {task: {label: i for i, label in enumerate(known)} for task, known in labels.items()}
    pretrained, others = [], []
    for name, parameter in reader.named_parameters():
        (pretrained if arguments.encoder and name.startswith(("words.", "encoder.")) else others).append(parameter)
    groups = [{"params": pretrained, "lr": ENCODER_RATE}, {"params": others, "lr": HEAD_RATE}]
    optimizer = torch.optim.AdamW([g for g in groups if g["params"]], betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min((step + 1) / WARM_UP, 1 - step / (arguments.steps + 1)))
    checkpoint, first = arguments.out / "checkpoint.pt", 0
    if checkpoint.exists():
        state = torch.load(checkpoint)
        reader.load_state_dict(state["reader"])
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        first = state["step"]
    streams = [
        iter(Batches(part, size, VARIED, random.Random(f"7 {first}")))
        for part, size in zip(samples, (SYNTAX_WORDS, NAMES_WORDS), strict=True)
    ]
    started, sums = time.monotonic(), dict.fromkeys(WEIGHTS, 0.0)
    for step, parts in zip(range(first, arguments.steps), itertools.zip_longest(*streams), strict=False):
        reader.train()
        optimizer.zero_grad(set_to_none=True)
        for part in parts:
            with torch.autocast("cpu", dtype=torch.bfloat16):
                losses = reader.losses(Batch.of(part, lexicon, numbers), lexicon)
            sum(WEIGHTS[task] * loss for task, loss in losses.items()).backward()
            for task, loss in losses.items():
                sums[task] += loss.item()
        nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
        optimizer.step()
        schedule.step()
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
            state = {
                "reader": reader.state_dict(),
                "optimizer": optimizer.state_dict(),
                "schedule": schedule.state_dict(),
                "step": step + 1,
            }
            torch.save({**state, "labels": labels, "figures": figures}, checkpoint)
    torch.save({"reader": reader.state_dict(), "labels": labels}, arguments.out / "reader.pt")


@torch.inference_mode()
def evaluate(reader: Reader, lexicon: Lexicon, numbers: dict[str, dict[str, int]], dev: dict[str, list[Sample]]) -> dict[str, float]:
    """Percent on the dev sets: each word's best label and head (no tree is enforced), sentences given; F1 of names and of sentence starts."""
    reader.eval()
    right: dict[str, int] = {}
    asked: dict[str, int] = {}
    names = [label for label, _ in sorted(numbers["names"].items(), key=lambda item: item[1])]
    found: list[set[tuple[int, int, int, str]]] = [set(), set()]
    starts = np.zeros(3)
    for samples in dev.values():
        for first in range(0, len(samples), 16):
            batch = Batch.of(samples[first : first + 16], lexicon, numbers)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                x = reader.encode(batch, lexicon)
                words, heads, related_words, related_heads = reader.tree.project(x, 0.0)
                guessed = {task: out(x).argmax(-1) for task, out in reader.outs.items()}
                gold_heads = batch.targets["heads"]
                guessed["heads"] = (reader.tree.arcs(words, heads) + outside(batch.targets["starts"], gold_heads != NOT_ASKED)).argmax(-1)
                rows = torch.arange(len(x)).unsqueeze(1).expand_as(gold_heads)
                chosen = related_heads[rows, guessed["heads"]]
                guessed["relations"] = (
                    reader.tree.relations(related_words.flatten(0, 1), chosen.flatten(0, 1)).argmax(-1).view_as(gold_heads)
                )
                begins = reader.starts(x).argmax(-1)
            for task, guess in guessed.items():
                target = batch.targets[task]
                if task != "names":
                    mask = target != NOT_ASKED
                    right[task] = right.get(task, 0) + int((guess == target)[mask].sum())
                    asked[task] = asked.get(task, 0) + int(mask.sum())
            mask = gold_heads != NOT_ASKED
            both = (guessed["heads"] == gold_heads) & (guessed["relations"] == batch.targets["relations"])
            right["las"] = right.get("las", 0) + int(both[mask].sum())
            asked["las"] = asked.get("las", 0) + int(mask.sum())
            starts += [
                int((begins[mask] * batch.targets["starts"][mask]).sum()),
                int(begins[mask].sum()),
                int(batch.targets["starts"][mask].sum()),
            ]
            for which, table in ((0, batch.targets["names"]), (1, guessed["names"])):
                for row, sample in enumerate(samples[first : first + 16]):
                    if any(sample.names):
                        labels = [names[i] if i >= 0 else "O" for i in table[row, : len(sample.words)].tolist()]
                        found[which] |= {(id(sample), *span) for span in spans(labels)}
    figures = {task: 100 * right[task] / asked[task] for task in right if asked[task]}
    figures["starts"] = 200 * starts[0] / max(starts[1] + starts[2], 1)
    figures["names"] = 200 * len(found[0] & found[1]) / max(len(found[0]) + len(found[1]), 1)
    return figures


def spans(labels: list[str]) -> set[tuple[int, int, str]]:
    """Names in BIO labels; an I without its B begins one."""
    found, start = set(), None
    for i, label in enumerate([*labels, "O"]):
        goes_on = start is not None and label == f"I-{labels[start][2:]}"
        if start is not None and not goes_on:
            found.add((start, i, labels[start][2:]))
            start = None
        if start is None and label != "O":
            start = i
    return found


if __name__ == "__main__":
    main()
