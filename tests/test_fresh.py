from dataclasses import fields, is_dataclass

import pytest

pytest.importorskip("fastapi", reason="pip install 'onrecord[server]'")

from onrecord import Collection
from onrecord.server.beside import Beside
from onrecord.server.fresh import on_record
from tests.storing import talks

# What only a collection knows.
ACROSS = {"cluster", "told_by", "added", "version", "origin", "agency", "stories"}


@pytest.fixture
def database():
    return "sqlite"


def plain(value, name=""):
    """A value without what only a collection knows, and without the keys of people and articles."""
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if is_dataclass(value):
        left_out = ACROSS | ({"key"} if type(value).__name__ in ("Who", "ArticleReference", "StoredArticle") else set())
        return {part.name: plain(getattr(value, part.name)) for part in fields(value) if part.name not in left_out}
    return value


def test_article_read_just_now_is_shown_as_one_of_a_collection(made):
    reading = talks(url="https://example.org/talks").reading()
    with Collection(made) as collection:
        collection.store(reading)
        stored = collection.on_record("monday/lead")
    assert plain(on_record(reading)) == plain(stored)


def test_entries_are_in_reading_order_with_colours_of_speakers():
    beside = Beside(of=on_record(talks().reading()))
    assert [entry.label for entry in beside.entries] == ["e1", "s1", "s2", "s3", "e2"]
    assert [entry.colour for entry in beside.entries if entry.statement] == [0, 1, 2]
    assert [name.name for name, _ in beside.speakers] == ["Anna Kovac", "Ivan Holm", "A minister"]
    assert beside.kinds == [("body", 100)]
