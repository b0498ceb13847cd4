"""The queries of docs/database.md, on a small collection."""

import re
from pathlib import Path

import pytest

from onrecord.article import Anchor
from onrecord.collection.merging import merge_stored
from onrecord.records import Failure
from onrecord.storage import Decision, Subject
from tests.storing import TALKS, Told, simple, talks

DOCUMENT = (Path(__file__).parents[1] / "docs/database.md").read_text("utf-8")
QUERIES = re.findall(r"```sql ?(\w*)\n(.*?)```", DOCUMENT, re.S)


@pytest.fixture
def filled(store):
    key = store.put(talks().reading()).key
    store.put(talks(id="tuesday/lead", text=TALKS + " More.").reading())
    store.put(simple(1, id="tuesday/lead").reading())
    for number in range(2, 5):
        store.put(simple(number).reading())
    for number, (killed, said) in enumerate(((6, "“We will pay for 400 new homes”"), (9, "“We will pay for 300 new homes”"))):
        text = f"Anna Kovac said: {said}. A bomb killed {killed} people at a market in Bergen on Sunday."
        told = Told(text, id=f"bomb {number}", published=f"2021-03-0{8 + number}", publisher=f"Paper {number}")
        told.said("Anna Kovac", said, cue="said")
        told.did("ASSAULT", "bomb", killed=(killed, f"{killed} people"), place="Bergen", date=("2021-03-07", "Sunday"), evidence=text[-60:])
        store.put(told.reading())
    store.fail(Failure(id="bad", stage="reading", error="ArticleEmpty", message="nothing in it"))
    subject = Subject(what="actor", article=key, article_id="monday/lead", anchor=Anchor.of(TALKS, 15, 25))
    store.decide(Decision.of("rename", [subject], by="Eva", why="", at="2021-03-06", to={"name": "Anna M. Kovac"}))
    merge_stored(store)
    return store


def test_there_are_ten():
    assert len(QUERIES) >= 10


@pytest.mark.parametrize(("only", "query"), QUERIES, ids=[" ".join(query.split())[:40] for _, query in QUERIES])
def test_query_answers(filled, database, only, query):
    if only not in ("", database):
        pytest.skip(f"for {only}")
    with filled._engine.connect() as connection:
        assert connection.exec_driver_sql(query).all()
