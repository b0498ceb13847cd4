"""What one reader learns of another."""

import pytest

torch = pytest.importorskip("torch", reason="pip install 'onrecord[train]'")

from training.encoder.corpus import Lexicon  # noqa: E402
from training.encoder.model import Shape  # noqa: E402
from training.encoder.samples import NOT_ASKED, Sample  # noqa: E402
from training.encoder.tasks import Batch, Reader  # noqa: E402
from training.encoder.taught import Teacher, likely_anchors  # noqa: E402

LABELS = {"tags": ["NN"], "morphs": ["NOUN|"], "lemmas": ["0"], "names": ["B-PERSON", "I-PERSON", "O"], "relations": ["nsubj"]}
NUMBERS = {task: {label: i for i, label in enumerate(labels)} for task, labels in LABELS.items()}
FORMS = ["\n", " ", "the", "minister", "met", "roth"]


def reader(seed, **shape):
    torch.manual_seed(seed)
    sizes = Shape(forms=len(FORMS) + 1, inner=32, layers=2, **{"width": 64, "heads": 1} | shape)
    return Reader(sizes, {task: len(own) for task, own in LABELS.items()}, taught_width=64).eval()


def sample(*words):
    columns = dict.fromkeys(("tags", "morphs", "lemmas", "relations", "names"), ("",) * len(words))
    unknown = (NOT_ASKED,) * len(words)
    return Sample(words=words, spaced=(True,) * len(words), heads=unknown, starts=unknown, **columns)


@pytest.fixture
def lexicon():
    return Lexicon.empty(FORMS)


@pytest.fixture
def batch(lexicon):
    return Batch.of([sample("The", "minister", "met", "Roth", "."), sample("Roth", "left")], lexicon, NUMBERS)


def test_nothing_is_to_be_learned_from_oneself(batch, lexicon):
    one = reader(1)
    losses = Teacher(one).losses(one, batch, lexicon)
    assert {"names", "statements", "events", "events.roles", "events.deed", "statements.act"} <= losses.keys()
    assert losses.pop("encoded").item() > 0.5
    assert all(loss.item() == pytest.approx(0.0, abs=1e-6) for loss in losses.values())


def test_a_reader_of_another_shape_learns_the_answers(batch, lexicon):
    teacher, pupil = Teacher(reader(1)), reader(2, attending=1, embedding=16, width=128, heads=2)
    optimizer = torch.optim.AdamW(pupil.parameters(), lr=3e-3)
    first = None
    for _ in range(40):
        loss = sum(teacher.losses(pupil, batch, lexicon).values())
        first = loss.item() if first is None else first
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    assert loss.item() < first / 4


def test_padding_is_no_anchor():
    scores = torch.zeros(2, 3, 3)
    scores[..., 1] = 9.0
    anchors = likely_anchors("events", scores, torch.tensor([[True, True, True], [True, False, False]]))
    assert list(zip(anchors.rows.tolist(), anchors.starts.tolist(), anchors.ends.tolist(), strict=True)) == [(0, 0, 3), (1, 0, 1)]
