"""Pre-train the encoder on raw news: guess the words that were hidden.

    python -m training.encoder.pretrain TEXT OUT [--hours 1] [--words N [N ...]] [--threads 2] [--vectors PACKED]

TEXT has a paragraph a line, as tokens; OUT has forms.txt (``training.encoder.vocabulary``) and gets words.npz and checkpoint.pt; a run that
was stopped goes on from its checkpoint and gives what it would have given. Matrix products are in bfloat16.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import asdict
from pathlib import Path

import numpy as np
import spacy
import torch
from torch import Tensor, nn
from torch.nn import functional

from onrecord.language.encoder.words import UNKNOWN

from .corpus import Lexicon
from .model import Encoder, Shape, Words
from .optimizers import Optimizers, legs
from .vocabulary import read_forms

LENGTH = 128
SEQUENCES = 64
HIDDEN_SHARE = 0.25
# Of the words to be guessed, those that are shown all the same, and those shown as another word.
SHOWN_SHARE, SWAPPED_SHARE = 0.1, 0.1
# Guessing among all 30,000 forms at every word would take longer than the encoder itself.
COMMON_CANDIDATES, RANDOM_CANDIDATES = 2_000, 2_000
PEAK_RATE, WARM_UP = 2e-3, 200
# The second leg goes on from the end of the first, so that a finished encoder can be carried on with.
WORDS = (22_000_000, 38_000_000)
SAVE_EVERY = 250


class Guesser(nn.Module):
    """Words and encoder, and scores of forms at a place: the table of forms read backwards."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.words, self.encoder = Words(shape), Encoder(shape)
        self.hidden = nn.Parameter(torch.randn(shape.embedding) * 0.1)
        self.out = nn.Linear(shape.width, shape.embedding)
        self.prior = nn.Parameter(torch.zeros(shape.forms))

    def loss(self, vectors: Tensor, guessed: Tensor, targets: Tensor, candidates: Tensor) -> Tensor:
        """Mean cross-entropy of the targets (places in ``candidates``) at the guessed places of (batch, length)."""
        batch, length, _ = vectors.shape
        encoded = self.encoder(vectors, torch.ones(batch, length)).view(batch * length, -1)[guessed]
        scores = self.out(encoded) @ self.words.forms(candidates).T + self.prior[candidates]
        return functional.cross_entropy(scores.float(), targets)


def main() -> None:
    """Train until the planned number of words is read or the time is over."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("text", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--hours", type=float, default=100.0, help="stop and save after this time")
    parser.add_argument(
        "--words", type=int, nargs="+", default=WORDS, help="how many words are read in all where each fall of the learning rate ends"
    )
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--vectors", type=Path, help="a spaCy pipeline with vectors to begin from")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    arguments.out.mkdir(parents=True, exist_ok=True)
    forms, lexicon, numbers = read_text(arguments.text, arguments.out)
    pretrain(forms, lexicon, numbers, arguments)


def read_text(text: Path, out: Path) -> tuple[list[str], Lexicon, np.ndarray]:
    """The vocabulary, the lexicon, and the text as word numbers with paragraph breaks; kept in OUT."""
    kept = out / "words.npz"
    forms = read_forms(out / "forms.txt")
    lexicon = Lexicon.empty(forms)
    if kept.exists():
        stored = np.load(kept, allow_pickle=False)
        for word in stored["words"]:
            lexicon.number(str(word))
        return forms, lexicon, stored["numbers"]
    numbers: list[np.ndarray] = []
    with text.open(encoding="utf-8") as lines:
        for line in lines:
            numbers.append(np.array([lexicon.number(word) for word in [*line.split(), "\n"]], dtype=np.int32))
    np.savez(kept, words=np.array(list(lexicon.numbers)), numbers=np.concatenate(numbers))
    return forms, lexicon, np.concatenate(numbers)


def pretrain(forms: list[str], lexicon: Lexicon, numbers: np.ndarray, arguments: argparse.Namespace) -> None:
    """Take steps from the last checkpoint on; every random choice depends on the step alone."""
    torch.manual_seed(7)
    shape = Shape(forms=len(forms) + 1)
    model = Guesser(shape)
    ends = [words // (LENGTH * SEQUENCES) for words in arguments.words]
    steps = ends[-1]
    optimizers = Optimizers(model.named_parameters(), lambda name: PEAK_RATE, legs(WARM_UP, ends))
    checkpoint, first = arguments.out / "checkpoint.pt", 0
    if checkpoint.exists():
        state = torch.load(checkpoint)
        model.load_state_dict(state["model"])
        optimizers.load_state_dict(state["optimizers"])
        first = state["step"]
    elif arguments.vectors:
        begin_from(model.words, forms, arguments.vectors)
    texts = numbers[: len(numbers) // LENGTH * LENGTH].reshape(-1, LENGTH)
    rows = np.array(lexicon.forms)
    started, losses = time.monotonic(), []
    for step in range(first, steps):
        loss = model_loss(model, lexicon, rows, texts, step)
        model.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizers.step()
        losses.append(loss.item())
        over = time.monotonic() - started > arguments.hours * 3600
        if (step + 1) % SAVE_EVERY == 0 or over or step + 1 == steps:
            done = {"model": model.state_dict(), "shape": asdict(shape), "optimizers": optimizers.state_dict(), "step": step + 1}
            torch.save(done, checkpoint.with_suffix(".new"))
            checkpoint.with_suffix(".new").rename(checkpoint)
        if (step + 1) % 50 == 0:
            speed = (step + 1 - first) * LENGTH * SEQUENCES / (time.monotonic() - started)
            print(f"step {step + 1} of {steps}: loss {np.mean(losses[-50:]):.3f}, {speed:,.0f} words a second", flush=True)
        if over:
            break


def model_loss(model: Guesser, lexicon: Lexicon, rows: np.ndarray, texts: np.ndarray, step: int) -> Tensor:
    """The loss of one batch: some words hidden, some swapped, all of them guessed."""
    per_round = len(texts) // SEQUENCES
    order = np.random.default_rng([7, step // per_round]).permutation(len(texts))
    chance = np.random.default_rng([7, step // per_round, step % per_round, 1])
    batch = texts[order[step % per_round * SEQUENCES :][:SEQUENCES]]
    targets = rows[batch].ravel()
    guessed = np.flatnonzero((chance.random(batch.size) < HIDDEN_SHARE) & (targets != UNKNOWN))
    fate = chance.random(len(guessed))
    shown = batch.ravel().copy()
    swapped = guessed[(fate >= SHOWN_SHARE) & (fate < SHOWN_SHARE + SWAPPED_SHARE)]
    shown[swapped] = shown[chance.integers(0, batch.size, len(swapped))]
    hidden = torch.zeros(batch.size, 1)
    hidden[guessed[fate >= SHOWN_SHARE + SWAPPED_SHARE]] = 1.0
    candidates = np.unique(
        np.concatenate(
            [targets[guessed], np.arange(1, COMMON_CANDIDATES), chance.integers(1, model.encoder.shape.forms, RANDOM_CANDIDATES)]
        )
    )
    distinct, places = np.unique(shown, return_inverse=True)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        vectors = model.words(*lexicon.features(distinct))[torch.from_numpy(places)]
        vectors = (vectors * (1 - hidden) + model.hidden * hidden).view(*batch.shape, -1)
        places_of_targets = torch.from_numpy(np.searchsorted(candidates, targets[guessed]))
        return model.loss(vectors, torch.from_numpy(guessed), places_of_targets, torch.from_numpy(candidates))


def begin_from(tables: Words, forms: list[str], packed: Path) -> None:
    """Fill the first columns of the table of forms with vectors, scaled as the table is."""
    vocab = spacy.load(packed).vocab
    found = np.array([vocab.get_vector(form) for form in forms])
    columns = min(found.shape[1], tables.forms.embedding_dim)
    with torch.no_grad():
        tables.forms.weight[1:, :columns] = torch.from_numpy(found[:, :columns] / found[:, :columns].std() * 0.2)


if __name__ == "__main__":
    main()
