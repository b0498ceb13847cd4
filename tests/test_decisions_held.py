"""Decisions of every kind over another reading of the same articles; benchmark.decisions has more of each, and changed texts."""

import pytest

from benchmark.decisions import outcomes
from benchmark.rereading import CHANGES
from corpora.annotated import REPORTS, read_annotated
from onrecord import Page

ARTICLES = 15
KINDS = {
    "correct statement", "correct event", "reject statement", "reject event", "add statement", "add event", "rename", "link", "merge actors", "split actor",
    "merge statements", "split statements", "split events", "merge events", "undo",
}  # fmt: skip


@pytest.fixture(scope="module")
def readings(pipeline):
    articles = list(read_annotated(REPORTS))[:ARTICLES]
    return list(pipeline.pipe(Page(id=one.id, text=one.text, title=one.title, published=one.published) for one in articles))


def become(readings, pipeline, change):
    """What became of one decision of each kind."""
    found = outcomes(readings, CHANGES[change](readings, pipeline), 1)
    assert KINDS - found.keys() <= {"split statements", "split events"}  # Few of these articles tell of the same.
    return {kind: next(iter(counts)) for kind, counts in found.items()}


@pytest.mark.parametrize("change", ["as it was", "other ids", "spans shifted by one"])
def test_all_hold_where_the_same_is_read_a_little_differently(readings, pipeline, change):
    assert set(become(readings, pipeline, change).values()) == {"held"}


def test_what_is_not_read_any_more_is_told(readings, pipeline):
    assert set(become(readings, pipeline, "a third not read").values()) <= {"held", "unread"}


def test_all_that_was_said_of_a_text_that_is_gone_is_lost(readings, pipeline):
    found = become(readings, pipeline, "another text")
    assert found.pop("undo") == "held"
    assert set(found.values()) == {"lost"}
