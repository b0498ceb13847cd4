"""What the reader learns: which words go together, and who annotated them."""

import pytest

torch = pytest.importorskip("torch", reason="pip install 'onrecord[train]'")

from training.encoder.blend import between  # noqa: E402
from training.encoder.model import Shape  # noqa: E402
from training.encoder.pairs import Mentions, Pairs, meant_or_nobody  # noqa: E402
from training.encoder.samples import NOT_ASKED, Sample  # noqa: E402
from training.encoder.tasks import Reader  # noqa: E402

WORDS = ("Kovac", "spoke", ".", "Roth", "met", "the", "minister", ".", "Kovac", "left")


def mentions_of(*actors):
    blank = [("",) * len(WORDS)] * 5
    columns = dict(zip(("tags", "morphs", "lemmas", "relations", "names"), blank, strict=True))
    unknown = (NOT_ASKED,) * len(WORDS)
    spaced = (True,) * len(WORDS)
    return Mentions([Sample(words=WORDS, spaced=spaced, heads=unknown, starts=unknown, actors=actors, **columns)])


def test_a_mention_is_held_against_others_in_other_words():
    mentions = mentions_of(1, 0, 0, 2, 0, 0, 1, 0, 1, 0)
    assert mentions.places.tolist() == [[0, 3, 6, 8]]
    assert meant_or_nobody(mentions)[0].int().tolist() == [[0, 0, 1, 0, 0], [0, 0, 0, 0, 1], [1, 0, 0, 1, 0], [0, 0, 1, 0, 0]]
    assert len(mentions) == 4


def test_of_a_word_that_comes_again_alone_nothing_is_asked():
    assert mentions_of(1, 0, 0, 2, 0, 0, 0, 0, 1, 0).asked.tolist() == [[False, True, False]]


def test_what_goes_together_is_learned():
    torch.manual_seed(0)
    mentions, pairs, x = mentions_of(1, 0, 0, 2, 0, 0, 1, 0, 1, 0), Pairs(16), torch.randn(1, len(WORDS), 16)
    optimizer = torch.optim.Adam(pairs.parameters(), lr=0.02)
    for _ in range(200):
        optimizer.zero_grad()
        pairs.loss(x, mentions).backward()
        optimizer.step()
    best = pairs.scores(x, mentions).argmax(-1, keepdim=True)
    assert meant_or_nobody(mentions).gather(-1, best).all()


def test_a_batch_without_actors_asks_nothing():
    assert len(mentions_of()) == 0


def test_between_two_readers_a_task_that_came_later_is_the_later_ones():
    earlier, later = {"layer": torch.zeros(2)}, {"layer": torch.ones(2), "pairs": torch.ones(2)}
    assert {name: weight.tolist() for name, weight in between(earlier, later, 0.25).items()} == {"layer": [0.25, 0.25], "pairs": [1.0, 1.0]}


def test_nothing_is_added_for_those_who_annotated_the_gold_sets():
    tasks = ("tags", "morphs", "lemmas", "names", "relations")
    reader = Reader(Shape(forms=8, layers=1), dict.fromkeys(tasks, 2))
    reader.annotators(torch.tensor([0, 3])).sum().backward()
    assert reader.annotators.weight.abs().sum() == 0
    assert reader.annotators.weight.grad.abs().sum(-1).nonzero().flatten().tolist() == [3]
