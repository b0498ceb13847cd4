from functools import partial

import pytest

from onrecord import Collection
from onrecord.collection import Filters
from onrecord.errors import NotInCollection
from onrecord.storage.viewing import parts
from onrecord.storage.viewing.articles import TELLINGS
from tests.storing import TALKS, Told, simple, talks


@pytest.fixture
def collection(made):
    with Collection(made) as opened:
        opened.store(talks(url="https://example.org/talks").reading())
        for number in range(7):
            opened.store(simple(number).reading())
        yield opened


@pytest.mark.parametrize("what", ["articles", "statements", "events", "actors", "disputes"])
def test_parts_together_are_the_list(collection, what):
    whole = [*collection.part(what, Filters(limit=1000)).items]
    told, offset = [], 0
    while offset is not None:
        part = collection.part(what, Filters(limit=3), offset=offset)
        assert part.total == len(whole)
        told.extend(part.items)
        offset = part.following
    assert told == whole == list(getattr(collection, what)())


def test_part_after_the_end_is_empty_and_counted(collection):
    part = collection.part("articles", Filters(limit=3), offset=100)
    assert (part.items, part.total, part.following) == ((), 8, None)


def test_long_list_is_not_counted_to_its_end(collection, monkeypatch):
    monkeypatch.setattr(parts, "MOST_COUNTED", 5)
    part = collection.part("articles", Filters(limit=3))
    assert (part.total, part.is_counted, part.following) == (6, False, 3)


def test_on_record_has_the_text_and_what_is_in_it(collection):
    found = collection.on_record("monday/lead")
    assert found.text == TALKS
    assert [one.speaker.name for one in found.statements] == ["Anna Kovac", "Ivan Holm", "A minister"]
    assert [found.stories[one.key].reports for one in found.events] == [1, 1]
    assert [one.code for one in found.warnings] == ["ambiguous-date"]


def test_single_things_are_found_by_their_keys(collection):
    statement = next(collection.statements(speaker="kovac"))
    event = next(collection.events(type="meet"))
    actor = next(collection.actors(speaker="kovac"))
    assert collection.statement(statement.key) == collection.statement(statement.cluster) == statement
    assert collection.event(event.key) == collection.event(event.report) == event
    assert collection.actor(actor.key) == collection.actor("Q1") == actor


@pytest.mark.parametrize("ask", ["statement", "event", "actor", "on_record", "record", "said_about", "told", "met"])
def test_what_is_not_there_is_said(collection, ask):
    with pytest.raises(NotInCollection, match="nowhere"):
        getattr(collection, ask)("nowhere")


def test_statements_of_others_that_mention_somebody_are_about_them(collection):
    text = "“Kovac will go,” Holm said. “I will not,” Anna Kovac said."
    told = Told(text, id="about")
    told.who("Anna Kovac", wikidata="Q1", country="NOR")
    told.said("Holm", "“Kovac will go,”")
    told.said("Anna Kovac", "“I will not,”")
    mention = told.actors["Anna Kovac"].mentions[0]
    short = type(mention)(start=1, end=6, text="Kovac", form="name")
    told.actors["Anna Kovac"] = type(told.actors["Anna Kovac"])(
        id="Anna Kovac", name="Anna Kovac", type="person", wikidata="Q1", mentions=(short, mention)
    )
    collection.store(told.reading())
    assert [one.words for one in collection.said_about("Q1")] == ["“Kovac will go,”"]


def test_who_is_told_and_met(collection):
    assert [(one.name, one.count) for one in collection.told("Q1")] == [("reporters", 1)]
    assert [(one.name, one.count) for one in collection.met("Q1")] == [("Ivan Holm", 1)]


def test_biggest_events_have_the_most_origins(collection):
    biggest = collection.biggest(limit=10)
    assert [one.origins for one in biggest] == sorted((one.origins for one in biggest), reverse=True)
    assert collection.biggest(limit=1, offset=1) == biggest[1:2]


def test_state_changes_with_what_is_stored(collection):
    before = collection.state()
    assert collection.state() == before
    collection.store(simple(20).reading())
    assert collection.state() != before


def test_record_of_an_article_follows_decisions(collection):
    statement = next(collection.statements(speaker="kovac"))
    collection.decide("correct", statement.key, by="Eva", to={"act": "deny"})
    assert collection.record("monday/lead").statements[0].act == "deny"
    assert collection.record("monday/lead").article.text == TALKS


def test_stories_are_the_events_in_short(collection):
    whole, short = collection.part("events", Filters(limit=10)), collection.stories(Filters(limit=10))
    assert [one.key for one in short.items] == [one.key for one in whole.items]
    assert [(one.report.key, one.reports, one.origins) for one in short.items] == [
        (one.report, len(one.reports), one.origins) for one in whole.items
    ]
    attack = next(one for one in short.items if one.report.type == "ASSAULT")
    assert [voice.name for voice in attack.denied_by] == ["A minister"]
    assert not attack.is_asserted


def test_story_is_told_by_words_that_begin_a_sentence(collection):
    (meeting,) = collection.stories(Filters(limit=10, type="meet")).items
    assert meeting.words == "Prime Minister Anna Kovac met Ivan Holm"


def test_biggest_stories_are_the_biggest_events(collection):
    assert [one.key for one in collection.biggest_stories(limit=5)] == [one.key for one in collection.biggest(limit=5)]


def test_statements_in_short_have_the_first_of_many_tellings(collection):
    for number in range(TELLINGS + 3):
        collection.store(talks(id=f"copy {number}", publisher=f"Paper {number}", text=f"{TALKS}\n{number}").reading())
    asked = Filters(limit=5, speaker="kovac")
    whole, short = (ask(asked).items for ask in (partial(collection.part, "statements"), collection.statements_in_short))
    assert [one.key for one in short] == [one.key for one in whole]
    assert {len(one.told_by) for one in whole} == {TELLINGS + 4}
    assert all(one.told_by == other.told_by[: TELLINGS + 1] for one, other in zip(short, whole, strict=True))
