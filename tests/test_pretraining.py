"""Pre-training: what it hides, replaces, and keeps."""

import random
import subprocess
import sys

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="pip install 'onrecord[train]'")

from training.encoder.corpus import Lexicon  # noqa: E402
from training.encoder.pretrain import LENGTH, PARTS, SEQUENCES, Text, drawn, first_guesses, in_runs, rows_of  # noqa: E402
from training.encoder.vocabulary import list_forms  # noqa: E402

WORDS = ["The", "minister", "said", "on", "Monday", "that", "troops", "had", "left", "the", "town", "of", "Bonn", "."]
A_STEP = LENGTH * SEQUENCES


def test_runs_of_hidden_words():
    hidden = in_runs(100_000, np.random.default_rng(1))
    assert 0.15 < hidden.mean() < 0.25
    assert 0.35 < hidden[1:][hidden[:-1]].mean() < 0.65


def test_words_are_drawn_as_often_as_they_are_likely():
    torch.manual_seed(1)
    picked = drawn(torch.tensor([[0.0, 3.0**0.5, -30.0]]).repeat(4_000, 1))
    assert picked.bincount(minlength=3).tolist()[2] == 0
    assert 0.82 < (picked == 1).float().mean() < 0.88


def test_each_part_of_a_text_is_read_twice_before_the_next():
    rows = PARTS * SEQUENCES * 3
    read = [sorted(np.concatenate([rows_of(reading * 3 + place, rows) for place in range(3)])) for reading in range(2 * PARTS + 1)]
    assert all(first == second for first, second in zip(read[:-1:2], read[1::2], strict=True))
    assert sorted(np.concatenate(read[:-1:2])) == list(range(rows))
    assert read[-1] == read[0]
    assert list(rows_of(0, rows)) != list(rows_of(3, rows))


class TestReplacing:
    @pytest.fixture
    def text(self, tmp_path):
        forms = ["\n", " ", "the", "town", "troops"]
        lexicon = Lexicon.empty(forms)
        written = ["The", "town", "the", "the", "Town", "town", "troops"] * LENGTH
        numbers = np.array([lexicon.number(word) for word in written], dtype=np.int32)
        np.save(tmp_path / "guesses.npy", first_guesses(np.array(lexicon.forms)[numbers]))
        return Text.of(lexicon, numbers, len(forms) + 1, tmp_path / "guesses.npy")

    def test_a_wrong_guess_stands_in_the_place_of_what_was_written(self, text):
        numbers = text.lexicon.numbers
        words = np.array([numbers[word] for word in ("The", "town", "troops", "the")], dtype=np.int32)
        town, troops = 4, 5
        shown, wrong = text.replaced(words, np.array([town, town, -1, troops], dtype=np.int32), np.array([False, False, False, True]))
        assert [list(numbers)[number] for number in shown] == ["Town", "town", "troops", "the"]
        assert wrong.tolist() == [True, False, False, False]

    def test_a_text_that_was_never_read_has_words_of_its_own_in_the_place_of_others(self, text):
        assert text.guesses.shape == text.rows.shape
        assert 0.15 < (text.guesses >= 0).mean() < 0.25
        assert set(np.unique(text.guesses[text.guesses >= 0])) == {3, 4, 5}


def test_two_processes_go_on_from_where_they_stopped(tmp_path):
    chance = random.Random(1)
    words = [chance.choice(WORDS) for _ in range(2 * A_STEP)]
    (tmp_path / "text.txt").write_text("\n".join(" ".join(words[i : i + 50]) for i in range(0, len(words), 50)), "utf-8")
    forms = list_forms({word: words.count(word) for word in WORDS})
    (tmp_path / "forms.txt").write_text("\n".join(form.replace("\n", "\\n") for form in forms), "utf-8")

    def run(steps):
        command = [sys.executable, "-m", "training.encoder.pretrain", str(tmp_path / "text.txt"), str(tmp_path), "--processes", "2"]
        subprocess.run([*command, "--words", str(steps * A_STEP)], check=True, capture_output=True)
        return torch.load(tmp_path / "checkpoint.pt"), np.load(tmp_path / "guesses.npy")

    (first, before), (second, after) = run(1), run(3)
    assert (first["step"], second["step"]) == (1, 3)
    assert not torch.equal(first["model"]["encoder.into.weight"], second["model"]["encoder.into.weight"])
    assert (before != after).any()


def test_a_process_that_fails_lets_no_other_wait_for_it():
    code = """
from torch import nn
from training.encoder.together import run_together
model = nn.Linear(1, 1)
def target(together):
    if not together.is_first:
        raise ValueError("no luck")
    together.share(model)
run_together(target, 2, model)
"""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 1
    assert "ValueError: no luck" in ended.stderr
    assert "RuntimeError: A process failed." in ended.stderr
