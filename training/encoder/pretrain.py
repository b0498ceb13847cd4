"""Pre-train the encoder on raw news: guess the words that were hidden, and tell which words were put in the place of others.

    python -m training.encoder.pretrain TEXT OUT [--hours 1] [--words 420000000] [--fall 0.12] [--processes 1] [--vectors PACKED | --shipped SHIPPED]

TEXT has a paragraph a line, as tokens; OUT has forms.txt (``training.encoder.vocabulary``) and gets words.npz, guesses.npy and checkpoint.pt; a
run that was stopped goes on from its checkpoint. Hidden words are guessed as in BERT (Devlin et al., 2019); what was guessed wrongly stands in
the text when it is read the next time, and is to be told from what was written, as in ELECTRA (Clark et al., 2020), by the encoder that guessed.
Matrix products are in bfloat16. The checkpoint has the mean of the last weights, too, which is what training the reader begins from.
"""

from __future__ import annotations

import argparse
import functools
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import spacy
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from onrecord.language.encoder.words import UNKNOWN

from .corpus import Lexicon
from .model import Encoder, Shape, Words
from .optimizers import Optimizers
from .together import Together, run_together
from .vocabulary import read_forms

LENGTH = 192
SEQUENCES = 42
# The text is read part by part, each so many times before the next: what was guessed is soon seen in its place.
PARTS, TIMES = 8, 2
HIDDEN_SHARE = 0.2
# Words are hidden in runs of one to so many, names and set phrases whole, which single words next to them give away.
LONGEST_HIDDEN = 3
# Of the words to be guessed, those that are shown all the same.
SHOWN_SHARE = 0.1
# How much telling replaced words counts beside guessing hidden ones.
TOLD_SHARE = 10.0
# Guessing among all 30,000 forms at every word would take longer than the encoder itself.
COMMON_CANDIDATES, RANDOM_CANDIDATES = 2_000, 2_000
RATE, WARM_UP = 2e-3, 300
# How slowly the mean of the weights follows them.
MEAN_DECAY = 0.999
WORDS = 420_000_000
SAVE_EVERY = 250


class Guesser(nn.Module):
    """Words and encoder, scores of forms at a place (the table of forms read backwards), and of whether a word was put there."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.words, self.encoder = Words(shape), Encoder(shape)
        self.hidden = nn.Parameter(torch.randn(shape.embedding) * 0.1)
        self.out = nn.Linear(shape.width, shape.embedding)
        self.prior = nn.Parameter(torch.zeros(shape.forms))
        self.told = nn.Sequential(nn.Linear(shape.width, shape.width), nn.GELU(), nn.Linear(shape.width, 1))

    def scores(self, encoded: Tensor, candidates: Tensor) -> Tensor:
        """(n, width), (candidates,) -> (n, candidates)."""
        scores: Tensor = (self.out(encoded) @ self.words.forms(candidates).T + self.prior[candidates]).float()
        return scores


@dataclass(slots=True)
class Text:
    """Raw news in rows of LENGTH words, and what was guessed of them when they were read last: a form each, -1 where nothing was hidden."""

    lexicon: Lexicon
    rows: NDArray[np.int32]
    forms: NDArray[np.int64]
    guesses: NDArray[np.int32]
    # The commonest word of each form, without and with a capital.
    written: NDArray[np.int64]
    capital: NDArray[np.bool_]

    @classmethod
    def of(cls, lexicon: Lexicon, numbers: NDArray[np.int32], known: int, guesses: Path) -> Text:
        """Lay out a text; ``guesses`` is a file that several processes share."""
        rows = numbers[: len(numbers) // LENGTH * LENGTH].reshape(-1, LENGTH)
        forms = np.array(lexicon.forms)
        capital = np.array([word[:1].isupper() for word in lexicon.numbers])
        written = np.zeros((2, known), dtype=np.int64)
        counts = np.bincount(numbers, minlength=len(forms))
        for capitals in (1, 0):
            order = np.argsort(counts * (capital == capitals), kind="stable")
            written[capitals, forms[order]] = order
        return cls(lexicon, rows, forms, np.load(guesses, mmap_mode="r+"), written, capital)

    def replaced(self, words: NDArray[np.int32], guesses: NDArray[np.int32], hidden: NDArray[np.bool_]) -> tuple[Tensor, Tensor]:
        """The words with wrong guesses in the place of what was written, but for the ``hidden``, and which these are."""
        wrong = (guesses > UNKNOWN) & (guesses != self.forms[words]) & ~hidden
        shown = np.where(wrong, self.written[self.capital[words].astype(int), np.maximum(guesses, 0)], words)
        return torch.from_numpy(shown), torch.from_numpy(wrong)


def main() -> None:
    """Train until the planned number of words is read or the time is over."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("text", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--hours", type=float, default=100.0, help="stop and save after this time")
    parser.add_argument("--words", type=int, default=WORDS, help="how many words are read in all")
    parser.add_argument(
        "--fall", type=float, default=0.12, help="over which share of all steps, the last, the learning rate falls to nothing"
    )
    parser.add_argument("--processes", type=int, default=1, help="how many share each step, a core each")
    parser.add_argument("--vectors", type=Path, help="a spaCy pipeline with vectors to begin from")
    parser.add_argument("--shipped", type=Path, help="weights that ship (training.encoder.shipped), whose tables of words to begin from")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    torch.manual_seed(7)
    forms, lexicon, numbers = read_text(arguments.text, arguments.out)
    guesses = arguments.out / "guesses.npy"
    if not guesses.exists():
        np.save(guesses, first_guesses(np.array(lexicon.forms)[numbers]))
    model = Guesser(Shape(forms=len(forms) + 1))
    if arguments.vectors:
        begin_from(model.words, forms, arguments.vectors)
    if arguments.shipped:
        stored = torch.load(arguments.shipped)["reader"]
        model.load_state_dict({name: value for name, value in stored.items() if name.startswith("words.")}, strict=False)
    text = Text.of(lexicon, numbers, len(forms) + 1, guesses)
    run_together(functools.partial(pretrain, model, text, arguments), arguments.processes, model)


def read_text(text: Path, out: Path) -> tuple[list[str], Lexicon, NDArray[np.int32]]:
    """The vocabulary, the lexicon, and the text as word numbers with paragraph breaks; kept in OUT."""
    kept = out / "words.npz"
    forms = read_forms(out / "forms.txt")
    lexicon = Lexicon.empty(forms)
    if kept.exists():
        stored = np.load(kept, allow_pickle=False)
        for word in stored["words"]:
            lexicon.number(str(word))
        return forms, lexicon, stored["numbers"]
    numbers: list[NDArray[np.int32]] = []
    with text.open(encoding="utf-8") as lines:
        for line in lines:
            numbers.append(np.array([lexicon.number(word) for word in [*line.split(), "\n"]], dtype=np.int32))
    np.savez(kept, words=np.array(list(lexicon.numbers)), numbers=np.concatenate(numbers))
    return forms, lexicon, np.concatenate(numbers)


def pretrain(model: Guesser, text: Text, arguments: argparse.Namespace, together: Together) -> None:
    """Take steps from the last checkpoint on, as one process of several."""
    steps = arguments.words // (LENGTH * SEQUENCES)
    optimizers = Optimizers(
        model.named_parameters(), lambda name: RATE, lambda step: min((step + 1) / WARM_UP, 1.0, (steps - step) / (arguments.fall * steps))
    )
    checkpoint, first = arguments.out / "checkpoint.pt", 0
    mean = {name: value.clone() for name, value in model.state_dict().items()}
    if checkpoint.exists():
        state = torch.load(checkpoint)
        model.load_state_dict(state["model"])
        optimizers.load_state_dict(state["optimizers"])
        first, mean = state["step"], state["mean"]
    torch.manual_seed(first * together.processes + together.number)
    started, losses = time.monotonic(), []
    for step in range(first, steps):
        model.zero_grad(set_to_none=True)
        guessing, telling = losses_of(model, text, step, together)
        (guessing + TOLD_SHARE * telling).backward()
        over = together.share(model, over=time.monotonic() - started > arguments.hours * 3600)
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizers.step()
        losses.append((guessing.item(), telling.item()))
        if together.is_first:
            for name, value in model.state_dict().items():
                mean[name].lerp_(value, 1 - min(MEAN_DECAY, (step + 1) / (step + 10)))
            if (step + 1) % SAVE_EVERY == 0 or over or step + 1 == steps:
                done = {"model": model.state_dict(), "mean": mean, "shape": asdict(model.encoder.shape)}
                torch.save({**done, "optimizers": optimizers.state_dict(), "step": step + 1}, checkpoint.with_suffix(".new"))
                checkpoint.with_suffix(".new").rename(checkpoint)
            if (step + 1) % 50 == 0:
                speed = (step + 1 - first) * LENGTH * SEQUENCES / (time.monotonic() - started)
                print(
                    f"step {step + 1} of {steps}: loss", *np.mean(losses[-50:], axis=0).round(4), f"{speed:,.0f} words a second", flush=True
                )
        if over:
            break


def losses_of(model: Guesser, text: Text, step: int, together: Together) -> tuple[Tensor, Tensor]:
    """The losses of one process's share of a batch: of guessing what was hidden, and of telling what was replaced. Keeps what was guessed."""
    forms = model.encoder.shape.forms
    chance = np.random.default_rng([7, step, together.number])
    chosen = rows_of(step, len(text.rows))[together.number :: together.processes]
    words, before = text.rows[chosen].ravel(), text.guesses[chosen].ravel()
    targets = text.forms[words]
    hidden = in_runs(len(words), chance) & (targets != UNKNOWN)
    shown, wrong = text.replaced(words, before, hidden)
    guessed = np.flatnonzero(hidden)
    masked = torch.from_numpy(hidden & (chance.random(len(words)) >= SHOWN_SHARE))
    candidates = np.unique(
        np.concatenate([targets[guessed], np.arange(1, min(COMMON_CANDIDATES, forms)), chance.integers(1, forms, RANDOM_CANDIDATES)])
    )
    distinct, places = np.unique(shown.numpy(), return_inverse=True)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        vectors = model.words(*text.lexicon.features(distinct))[torch.from_numpy(places)]
        vectors = torch.where(masked.unsqueeze(-1), model.hidden, vectors).view(len(chosen), LENGTH, -1)
        encoded = model.encoder(vectors, torch.ones(len(chosen), LENGTH)).view(len(words), -1)
        scores = model.scores(encoded[guessed], torch.from_numpy(candidates))
        guessing = functional.cross_entropy(scores, torch.from_numpy(np.searchsorted(candidates, targets[guessed])))
        telling = functional.binary_cross_entropy_with_logits(model.told(encoded[~masked]).squeeze(-1).float(), wrong[~masked].float())
    kept = np.full(len(words), -1, dtype=np.int32)
    kept[guessed] = candidates[drawn(scores.detach()).numpy()]
    text.guesses[chosen] = kept.reshape(len(chosen), LENGTH)
    return guessing, telling


def rows_of(step: int, rows: int) -> NDArray[np.int64]:
    """Which rows of a text of so many are read in a step."""
    steps = max(rows // PARTS // SEQUENCES, 1)
    reading, place = divmod(step, steps)
    part = np.arange(reading // TIMES % PARTS, rows, PARTS) if rows >= PARTS * SEQUENCES else np.arange(rows)
    order: NDArray[np.int64] = np.random.default_rng([7, reading]).permutation(part)
    return order[place * SEQUENCES :][:SEQUENCES]


def first_guesses(forms: NDArray[np.int64]) -> NDArray[np.int32]:
    """What stands in the place of others in a text that was never read: words from anywhere in it."""
    chance = np.random.default_rng(7)
    guesses = np.where(in_runs(len(forms), chance), chance.permutation(forms), -1)
    return guesses[: len(forms) // LENGTH * LENGTH].reshape(-1, LENGTH).astype(np.int32)


def drawn(scores: Tensor) -> Tensor:
    """One candidate each, by chance, as likely as its score says: (n, candidates) -> (n,)."""
    sums = torch.softmax(scores, dim=-1).cumsum(dim=-1)
    return torch.searchsorted(sums, torch.rand(len(sums), 1) * sums[:, -1:]).squeeze(-1).clamp_(max=scores.shape[1] - 1)


def in_runs(words: int, chance: np.random.Generator) -> NDArray[np.bool_]:
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
