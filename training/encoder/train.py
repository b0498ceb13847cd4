"""Train all tasks at once over the pre-trained encoder.

    python -m training.encoder.train WORK OUT [--encoder CHECKPOINT | --shipped SHIPPED | --reader READER] [--steps 2000] [--processes 1] [--seed 7] [--fold 0]

WORK has the corpora that ``training.language.prepare`` writes, the annotated articles of ``training.encoder.annotated``, and ``encoder/`` forms.txt
and kinds.json. OUT gets reader.pt, and a checkpoint from which a stopped run goes on. ``--encoder`` begins from pre-training, ``--shipped`` from the
weights that ship (``training.encoder.shipped``), ``--reader`` from a reader that this trained, heads included. ``--fold`` keeps a tenth of the stories out of training, to measure on
and to fit confidences by (``training.encoder.calibrate``).
"""

from __future__ import annotations

import argparse
import functools
import itertools
import json
import pickle
import random
import time
from collections import defaultdict
from pathlib import Path

import torch
from torch import nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from . import plain
from .corpus import Lexicon
from .evaluating import evaluate
from .export import read_reader
from .folds import FOLDS, is_kept_out, story
from .hints import with_hints
from .model import Shape
from .optimizers import Optimizers, rise_and_fall
from .renaming import renamed
from .samples import Batches, Sample, labels_of, read_samples, varied, with_open_words
from .tasks import DROPOUT, Batch, Reader, grown
from .taught import Teacher
from .together import Together, run_together
from .vocabulary import read_forms

# Words of each corpus in a step.
PARTS = {"syntax": 350, "names": 1_000, "attributions": 500, "annotated": 5_000, "plain": 1_200, "unread": 5_000}
# How many plain texts are made of the patterns, and what they count.
PLAIN_TEXTS = 40_000
# What corpora count.
SHARES = {"plain": 0.6, "unread": 1.0}
# All others are read every so many steps, and count as much more: a step takes a fifth less time.
EACH_STEP, OTHERS_EVERY = ("annotated", "unread"), 2
# Shares of samples that are read as another desk would have set them, and with other names in them.
VARIED, RENAMED = 0.25, 0.4
ENCODER_RATE, HEAD_RATE, WARM_UP = 6e-4, 2e-3, 150
WEIGHTS = {
    "tags": 0.5,
    "morphs": 0.5,
    "lemmas": 0.3,
    "starts": 0.5,
    "names": 2.0,
    "attributions": 0.7,
    "attributions.roles": 1.5,
    "statements": 1.0,
    "statements.roles": 2.0,
    "statements.real": 0.3,
    "statements.act": 0.7,
    "statements.told": 0.3,
    "statements.relayed": 0.3,
    "events": 4.0,
    "events.roles": 3.0,
    "events.real": 1.0,
    "events.deed": 0.5,
    "events.mode": 0.1,
    "events.status": 0.6,
    "events.word": 0.2,
    "pairs": 1.0,
    "heads": 1.0,
    "relations": 0.5,
    "encoded": 3.0,
}
# CoreNLP's names are silver.
SILVER_SHARE = 0.5
# What is kept is the mean of the weights over some hundred steps (exponential, its decay a step).
MEAN_OVER = 0.995
EVALUATE_EVERY = 400
# Samples of a dev set that are looked at.
LARGEST_DEV = 150


def main() -> None:
    """Train to the last step."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--encoder", type=Path, help="checkpoint of training.encoder.pretrain; without it, from random tables")
    parser.add_argument("--steps", type=int, default=2_000)
    parser.add_argument("--processes", type=int, default=1, help="how many share each step, a core each")
    parser.add_argument("--shipped", type=Path, help="weights that ship, to go on from")
    parser.add_argument("--reader", type=Path, help="a reader that this trained, to go on from")
    parser.add_argument(
        "--teacher", type=Path, help="a reader whose answers on WORK/unread.pickle (training.encoder.unread) are learned, too"
    )
    parser.add_argument("--share", type=float, default=1.0, help="share of the full learning rates")
    parser.add_argument(
        "--dropout", type=float, default=DROPOUT, help="share that is left out; little where a reader goes on that learns too little"
    )
    parser.add_argument("--seed", type=int, default=7, help="of the order of texts, how they vary and what is left out")
    parser.add_argument("--fold", type=int, help="which tenth of the stories is kept out; none without it")
    parser.add_argument("--part", type=float, default=1.0, help="share of the annotated stories to learn from, for learning curves")
    parser.add_argument("--clean", action="store_true", help="other names in what is read are from sources with a free licence alone")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(arguments.seed)
    arguments.out.mkdir(parents=True, exist_ok=True)
    forms = read_forms(arguments.work / "encoder/forms.txt")
    teacher = Teacher(read_reader(arguments.teacher)[0]) if arguments.teacher else None
    parts = [part for part in PARTS if (arguments.work / f"{part}.train.spacy").exists()]
    samples = {part: read_samples(arguments.work / f"{part}.train.spacy") for part in parts}
    dev = {part: read_samples(arguments.work / f"{part}.dev.spacy")[:LARGEST_DEV] for part in parts}
    samples["annotated"], dev["annotated"] = annotated(arguments.work / "annotated.pickle", arguments.fold, arguments.part)
    samples["plain"], dev["plain"] = plain.samples(PLAIN_TEXTS, random.Random(7)), []
    if teacher:
        with (arguments.work / "unread.pickle").open("rb") as kept:
            samples["unread"], dev["unread"] = pickle.load(kept), []
    begin = arguments.reader or arguments.shipped
    stored = torch.load(begin) if begin else None
    kept = torch.load(arguments.encoder) if arguments.encoder else None
    labels = stored["labels"] if stored else labels_of(itertools.chain.from_iterable(samples.values()))
    weights = stored["reader"] if stored else kept["mean"] if kept else None
    shape = Shape.of(weights) if weights else Shape(forms=len(forms) + 1)
    taught_width = teacher.reader.encoder.shape.width if teacher else None
    reader = Reader(shape, {task: len(known) for task, known in labels.items()}, dropout=arguments.dropout, taught_width=taught_width)
    if weights:
        reader.load_state_dict(grown({name: value for name, value in weights.items() if name in reader.state_dict()}, reader))
    kinds = with_hints(json.loads((arguments.work / "encoder/kinds.json").read_text("utf-8")))
    run_together(
        functools.partial(train, reader, teacher, Lexicon.empty(forms, kinds), labels, samples, dev, arguments), arguments.processes, reader
    )


def annotated(path: Path, fold: int | None, part: float) -> tuple[list[Sample], list[Sample]]:
    """Samples of annotated articles to learn from and to measure on. ``part``: share of the stories that is learned from."""
    with path.open("rb") as stored:
        read: list[tuple[str, int, list[Sample]]] = pickle.load(stored)
    articles = [(id, group, with_open_words(samples)) for id, group, samples in read]
    kept_out = [samples for _, group, samples in articles if is_kept_out(group, fold)]
    learned = [samples for _, group, samples in articles if not is_kept_out(group, fold) and story(group) // FOLDS % 1000 < part * 1000]
    return list(itertools.chain.from_iterable(learned)), list(itertools.chain.from_iterable(kept_out))


def train(
    reader: Reader,
    teacher: Teacher | None,
    lexicon: Lexicon,
    labels: dict[str, list[str]],
    samples: dict[str, list[Sample]],
    dev: dict[str, list[Sample]],
    arguments: argparse.Namespace,
    together: Together,
) -> None:
    """Steps over batches of all corpora together, as one process of several; the learning rates fall linearly."""
    numbers = {task: {label: i for i, label in enumerate(known)} for task, known in labels.items()}
    pretrained = ("words.", "encoder.") if arguments.encoder or arguments.shipped or arguments.reader else ()
    optimizers = Optimizers(
        reader.named_parameters(),
        lambda name: arguments.share * (ENCODER_RATE if name.startswith(pretrained) else HEAD_RATE),
        rise_and_fall(WARM_UP, arguments.steps),
    )
    mean = AveragedModel(reader, multi_avg_fn=get_ema_multi_avg_fn(MEAN_OVER))
    checkpoint, first = arguments.out / "checkpoint.pt", 0
    if checkpoint.exists():
        state = torch.load(checkpoint)
        reader.load_state_dict(state["reader"])
        mean.load_state_dict(state["mean"])
        optimizers.load_state_dict(state["optimizers"])
        first = state["step"]
    vary = functools.partial(anew, clean=arguments.clean)
    torch.manual_seed((arguments.seed * arguments.steps + first) * together.processes + together.number)
    streams = [
        iter(Batches(own, PARTS[part] // together.processes, vary, random.Random(f"{arguments.seed} {first} {together.number}")))
        for part, own in samples.items()
    ]
    started, sums = time.monotonic(), defaultdict(float)
    for step, batches in zip(range(first, arguments.steps), itertools.zip_longest(*streams), strict=False):
        reader.train()
        reader.zero_grad(set_to_none=True)
        for number, (part, batch) in enumerate(zip(samples, batches, strict=True)):
            every = 1 if part in EACH_STEP else OTHERS_EVERY
            if (step + number) % every:
                continue
            with torch.autocast("cpu", dtype=torch.bfloat16):
                of_batch = Batch.of(batch, lexicon, numbers)
                losses = teacher.losses(reader, of_batch, lexicon) if teacher and part == "unread" else reader.losses(of_batch, lexicon)
            left = 1 - step / arguments.steps
            sum(every * weight(part, task, left) * loss for task, loss in losses.items()).backward()
            for task, loss in losses.items():
                sums[f"{part}.{task}" if part == "unread" else task] += loss.item()
        together.share(reader)
        nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
        optimizers.step()
        if not together.is_first:
            continue
        mean.update_parameters(reader)
        if (step + 1) % EVALUATE_EVERY == 0 or step + 1 == arguments.steps:
            figures = evaluate(mean.module, lexicon, numbers, dev)
            print(
                f"step {step + 1} of {arguments.steps}, {time.monotonic() - started:.0f} s; loss",
                *(f"{task} {total / EVALUATE_EVERY:.3f}" for task, total in sums.items()),
                "; dev",
                *(f"{figure} {value:.2f}" for figure, value in figures.items()),
                flush=True,
            )
            sums = defaultdict(float)
            state = {"reader": reader.state_dict(), "mean": mean.state_dict(), "optimizers": optimizers.state_dict(), "step": step + 1}
            torch.save({**state, "labels": labels, "figures": figures}, checkpoint)
    if together.is_first:
        torch.save({"reader": mean.module.state_dict(), "labels": labels}, arguments.out / "reader.pt")


def anew(sample: Sample, chance: random.Random, *, clean: bool) -> Sample:
    """A sample as it is read this time. ``clean``: other names in it are from sources with a free licence."""
    return varied(renamed(sample, chance, clean=clean) if chance.random() < RENAMED else sample, chance, VARIED)


def weight(part: str, task: str, left: float) -> float:
    """How much a task counts in a corpus. ``left``: the share of all steps that is left; what another reader encodes is to be met less and less."""
    if task == "encoded":
        return WEIGHTS[task] * left
    if part in SHARES:
        return WEIGHTS[task] * SHARES[part]
    return WEIGHTS[task] * (SILVER_SHARE if (part, task) == ("attributions", "names") else 1.0)


if __name__ == "__main__":
    main()
