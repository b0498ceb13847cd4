"""Pre-train the encoder on raw news: guess the words that were hidden.

    python -m training.encoder.pretrain TEXT OUT [--hours 1] [--words N [N ...]] [--threads 1] [--vectors PACKED | --shipped SHIPPED]

TEXT has a paragraph a line, as tokens; OUT has forms.txt (``training.encoder.vocabulary``) and gets words.npz and checkpoint.pt; a run that
was stopped goes on from its checkpoint and gives what it would have given. ``--shipped`` begins from the weights that ship
(``training.encoder.shipped``), at a constant rate, so that it can be carried on for as many passes as there is time. Matrix products are in bfloat16.
The checkpoint has the mean of the last weights, too, which is what training the reader begins from.
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

LENGTH = 256
SEQUENCES = 32
HIDDEN_SHARE = 0.25
# Words are hidden in runs of one to so many, names and set phrases whole, which single words next to them give away.
LONGEST_HIDDEN = 3
# Of the words to be guessed, those that are shown all the same, and those shown as another word.
SHOWN_SHARE, SWAPPED_SHARE = 0.1, 0.1
# Guessing among all 30,000 forms at every word would take longer than the encoder itself.
COMMON_CANDIDATES, RANDOM_CANDIDATES = 2_000, 2_000
PEAK_RATE, WARM_UP = 2e-3, 200
# The rate of what goes on from finished weights, and how slowly the mean of the weights follows them.
LASTING_RATE, MEAN_DECAY = 7e-4, 0.998
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
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--vectors", type=Path, help="a spaCy pipeline with vectors to begin from")
    parser.add_argument("--shipped", type=Path, help="weights that ship, to go on from")
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
    if arguments.shipped:
        optimizers = Optimizers(model.named_parameters(), lambda name: LASTING_RATE, lambda step: min((step + 1) / WARM_UP, 1.0))
    else:
        optimizers = Optimizers(model.named_parameters(), lambda name: PEAK_RATE, legs(WARM_UP, ends))
    checkpoint, first = arguments.out / "checkpoint.pt", 0
    if checkpoint.exists():
        state = torch.load(checkpoint)
        model.load_state_dict(state["model"])
        optimizers.load_state_dict(state["optimizers"])
        first = state["step"]
    elif arguments.vectors:
        begin_from(model.words, forms, arguments.vectors)
    elif arguments.shipped:
        stored = torch.load(arguments.shipped)["reader"]
        model.load_state_dict({name: value for name, value in stored.items() if name.startswith(("words.", "encoder."))}, strict=False)
    mean = {name: value.clone() for name, value in (state["mean"] if checkpoint.exists() else model.state_dict()).items()}
    texts = numbers[: len(numbers) // LENGTH * LENGTH].reshape(-1, LENGTH)
    rows = np.array(lexicon.forms)
    started, losses = time.monotonic(), []
    for step in range(first, steps):
        loss = model_loss(model, lexicon, rows, texts, step)
        model.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizers.step()
        for name, value in model.state_dict().items():
            mean[name].lerp_(value, 1 - min(MEAN_DECAY, (step + 1) / (step + 10)))
        losses.append(loss.item())
        over = time.monotonic() - started > arguments.hours * 3600
        if (step + 1) % SAVE_EVERY == 0 or over or step + 1 == steps:
            done = {
                "model": model.state_dict(),
                "mean": mean,
                "shape": asdict(shape),
                "optimizers": optimizers.state_dict(),
                "step": step + 1,
            }
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
    guessed = np.flatnonzero(in_runs(batch.size, chance) & (targets != UNKNOWN))
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


def in_runs(words: int, chance: np.random.Generator) -> np.ndarray:
    """Which of so many words are to be guessed, in runs of unlike length: (words,)."""
    chosen = np.zeros(words, dtype=bool)
    lengths = chance.integers(1, LONGEST_HIDDEN + 1, words)
    begins = chance.random(words) < HIDDEN_SHARE / ((1 + LONGEST_HIDDEN) / 2)
    for shift in range(LONGEST_HIDDEN):
        chosen[shift:] |= (begins & (lengths > shift))[: words - shift]
    return chosen


def begin_from(tables: Words, forms: list[str], packed: Path) -> None:
    """Fill the first columns of the table of forms with vectors, scaled as the table is."""
    vocab = spacy.load(packed).vocab
    found = np.array([vocab.get_vector(form) for form in forms])
    columns = min(found.shape[1], tables.forms.embedding_dim)
    with torch.no_grad():
        tables.forms.weight[1:, :columns] = torch.from_numpy(found[:, :columns] / found[:, :columns].std() * 0.2)


if __name__ == "__main__":
    main()
