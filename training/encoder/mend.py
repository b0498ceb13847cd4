"""Teach the networks of events some plain texts, while they answer as before in articles.

    python -m training.encoder.mend DATA WORK READER OUT --often harm.txt [--steps 250] [--threads 1] [--fold 0]

READER: weights that ship (``training.encoder.shipped``) or that ``training.encoder.train`` wrote. WORK has the encoder's forms.txt and kinds.json, and annotated.pickle, by which the
fold's articles are left out. Which words are triggers, and what is around one, is learned from plain texts alone, those of one file oftener; in articles that the reader learned from the answers are held to those
of before (Hinton et al., 2015: Distilling the knowledge in a neural network), so that nothing is forgotten, nor learned by heart. The encoder and all other networks stay as they are.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from onrecord import Pipeline
from onrecord.cli.evaluating import pages_of
from onrecord.errors import ArticleError
from onrecord.evaluation import GoldArticle
from onrecord.language.encoder.anchors import AFTER, BEFORE

from . import plain
from .around import Anchors
from .corpus import Lexicon
from .export import read_reader
from .folds import learned_and_kept_out
from .hints import with_hints
from .samples import Batches, Sample
from .tasks import Batch, Reader
from .taught import divergence
from .train import SHARES, WEIGHTS, anew
from .vocabulary import read_forms

SCHEME = "events"
RATE, WARM_UP, MEAN_OVER = 6e-4, 20, 0.98
PLAIN_TEXTS, WORDS_A_STEP, ARTICLES, ARTICLES_A_STEP = 15_000, 1_600, 600, 4
# What a difference from the answers of before counts beside what plain texts teach: with 4 and 40 violence in kept-out articles has F1 .564 and .578 (.578 before).
HOLD = 40.0
# Words that are so likely to be triggers are asked about.
LEAST_LIKELY = 0.02


def main() -> None:
    """Teach, and write the reader."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("data", "work", "reader", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument(
        "--often", required=True, help="the file of plain texts, or a pattern of such files' names, that is read oftener than the others"
    )
    parser.add_argument("--steps", type=int, default=250)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--fold", type=int, default=0)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(1)
    reader, labels = read_reader(arguments.reader)
    kinds = with_hints(json.loads((arguments.work / "encoder/kinds.json").read_text("utf-8")))
    lexicon = Lexicon.empty(read_forms(arguments.work / "encoder/forms.txt"), kinds)
    articles, _ = learned_and_kept_out(arguments.data, arguments.work, arguments.fold)
    held = list(encoded(random.Random(1).sample(articles, ARTICLES)))
    texts = plain.samples(PLAIN_TEXTS, random.Random(7), arguments.often)
    numbers = {task: {label: i for i, label in enumerate(known)} for task, known in labels.items()}
    taught = teach(reader, lexicon, numbers, texts, held, arguments.steps)
    torch.save({"reader": taught.state_dict(), "labels": labels}, arguments.out)


def encoded(articles: Iterable[GoldArticle]) -> Iterator[Tensor]:
    """The encoded words of articles (words, width), as the pipeline that ships has them."""
    pipeline = Pipeline()
    for page in pages_of(list(articles)):
        try:
            _, doc = pipeline.parse(page)
        except ArticleError as error:
            print(error)
        else:
            yield torch.from_numpy(np.array(doc.tensor, dtype=np.float32))


def teach(
    reader: Reader, lexicon: Lexicon, numbers: dict[str, dict[str, int]], texts: list[Sample], held: list[Tensor], steps: int
) -> Reader:
    """The mean of the reader's weights over the last steps."""
    before = copy.deepcopy(reader).eval()
    networks = nn.ModuleList([reader.anchors[SCHEME], reader.around[SCHEME]])
    optimizer = torch.optim.AdamW(networks.parameters(), lr=RATE, betas=(0.9, 0.98), weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min((step + 1) / WARM_UP, (steps - step) / (steps - WARM_UP)))
    mean = AveragedModel(reader, multi_avg_fn=get_ema_multi_avg_fn(MEAN_OVER))
    batches = iter(Batches(texts, WORDS_A_STEP, lambda sample, chance: anew(sample, chance, clean=False), random.Random(1)))
    chance, started = random.Random(2), time.monotonic()
    sums = {"plain": 0.0, "held": 0.0}
    for step in range(steps):
        batch = Batch.of(next(batches), lexicon, numbers)
        with torch.no_grad():
            x = before.encode(batch, lexicon)
        told = reader.anchor_losses(SCHEME, x, batch)
        loss = SHARES["plain"] * sum(WEIGHTS[task] * one for task, one in told.items())
        kept = torch.stack([difference(before, reader, words) for words in chance.sample(held, ARTICLES_A_STEP)]).mean()
        optimizer.zero_grad()
        (loss + HOLD * kept).backward()
        nn.utils.clip_grad_norm_(networks.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        mean.update_parameters(reader)
        sums = {"plain": sums["plain"] + loss.item(), "held": sums["held"] + kept.item()}
        if (step + 1) % 50 == 0:
            print(
                f"step {step + 1}, {time.monotonic() - started:.0f} s",
                {name: round(total / 50, 4) for name, total in sums.items()},
                flush=True,
            )
            sums = dict.fromkeys(sums, 0.0)
    return mean.module


def difference(before: Reader, now: Reader, words: Tensor) -> Tensor:
    """How far the answers of two readers are apart in an article of encoded words (words, width): the sum of Kullback-Leibler divergences, weighted as losses are."""
    with torch.no_grad():
        wanted = before.anchors[SCHEME](words)
        likely = 1.0 - torch.softmax(wanted, dim=-1)[:, 0]
    total = WEIGHTS[SCHEME] * divergence(now.anchors[SCHEME](words), wanted)
    places = (likely > LEAST_LIKELY).nonzero().flatten()
    if not len(places):
        return total
    rows, unknown = torch.zeros_like(places), torch.zeros(len(places), BEFORE + AFTER, dtype=torch.long)
    anchors = Anchors(rows, places, places + 1, unknown, {})
    with torch.no_grad():
        roles, answers = before.around[SCHEME](words[None], anchors)
    own_roles, own_answers = now.around[SCHEME](words[None], anchors)
    total = total + WEIGHTS[f"{SCHEME}.roles"] * divergence(own_roles, roles)
    return total + sum(WEIGHTS[f"{SCHEME}.{question}"] * divergence(own_answers[question], answers[question]) for question in answers)


if __name__ == "__main__":
    main()
