"""What people look through, and what they decide about it, in a collection."""

from itertools import pairwise

import pytest

from onrecord import Collection
from onrecord.collection import Filters
from onrecord.errors import NotInCollection
from tests.storing import TALKS, simple, talks

VOTE, OVER = "“We will vote on Monday,”", "“It is over,”"


@pytest.fixture
def collection(made):
    with Collection(made) as opened:
        opened.store(talks().reading())
        opened.store(simple(1).reading())
        yield opened


def statement(collection, words):
    return next(one for one in collection.statements() if one.words == words)


def queued(collection, **asked):
    return [one.item for one in collection.to_review(Filters(limit=50), **asked).items]


class TestQueue:
    def test_what_is_least_certain_comes_first(self, collection):
        found = [one.confidence for one in queued(collection)]
        assert found[0] == 0.4
        assert all(one <= other for one, other in pairwise(found))

    def test_parts_together_are_the_queue(self, collection):
        whole, told, offset = queued(collection), [], 0
        while offset is not None:
            part = collection.to_review(Filters(limit=2), offset=offset)
            assert part.total == len(whole) == 6
            told.extend(one.item for one in part.items)
            offset = part.following
        assert told == whole

    def test_what_was_decided_is_not_there_but_among_what_was_decided(self, collection):
        key = statement(collection, OVER).key
        collection.decide("accept", key, by="Eva")
        assert key not in [one.key for one in queued(collection)]
        assert [one.key for one in queued(collection, state="decided")] == [key]
        assert queued(collection, state="all")[-1].key == key

    def test_filters_and_kinds(self, collection):
        assert {one.key for one in queued(collection, what=("event",))} == {one.report for one in collection.events()}
        asked = Filters(speaker="Holm", limit=10)
        assert {one.item.words for one in collection.to_review(asked, what=("statement",)).items} == {OVER}

    def test_words_stand_in_their_passage(self, collection):
        items = collection.to_review(Filters(limit=50)).items
        assert items
        for one in items:
            words = one.item.content if hasattr(one.item, "content") else (one.item.evidence,)
            assert all(one.passage.start <= span.start and span.end <= one.passage.end for span in words)

    def test_passage_is_the_line(self, collection):
        (meeting,) = collection.events(type="meet")
        assert collection.doubtful(meeting.report).passage.text == TALKS.splitlines()[0]

    def test_one_that_is_not_there(self, collection):
        with pytest.raises(NotInCollection):
            collection.doubtful("0" * 20)


class TestAccepting:
    def test_accepted_statement_stays_as_it_was_read(self, collection):
        before = statement(collection, OVER)
        collection.decide("accept", before.key, by="Eva")
        after = statement(collection, OVER)
        assert (after.standing, after.act, after.speaker) == ("accepted", before.act, before.speaker)

    def test_undone_acceptance_was_none(self, collection):
        made = collection.decide("accept", statement(collection, OVER).key, by="Eva")
        collection.decide("undo", made.key, by="Ivan")
        assert statement(collection, OVER).standing == "read"

    def test_what_was_corrected_is_not_merely_accepted(self, collection):
        key = statement(collection, OVER).key
        collection.decide("correct", key, by="Eva", to={"act": "deny"})
        collection.decide("accept", key, by="Ivan")
        assert statement(collection, OVER).standing == "corrected"

    def test_actor_cannot_be_accepted(self, collection):
        with pytest.raises(ValueError, match="accept is about statement or events"):
            collection.decide("accept", next(collection.actors(speaker="Holm")).key, by="Eva")

    def test_article_of_which_something_was_accepted_is_gold(self, collection):
        collection.decide("accept", statement(collection, OVER).key, by="Eva")
        assert [record.article.id for record in collection.records(decided=True)] == ["monday/lead"]

    def test_one_accepts_what_another_rejects(self, collection):
        key = statement(collection, OVER).key
        collection.decide("accept", key, by="Eva")
        collection.decide("reject", key, by="Ivan")
        (found,) = collection.agreement()
        assert (found.kind, found.both, found.same) == ("reject", 1, 0)


class TestWords:
    def test_statement_has_other_words_of_its_article(self, collection):
        before = statement(collection, OVER)
        collection.decide("correct", before.key, by="Eva", to={"words": "It is\nover"})
        after = statement(collection, "It is over")
        assert (after.key, after.speaker, after.standing) == (before.key, before.speaker, "corrected")
        assert collection.verify().faults == ()

    def test_words_that_the_article_has_not_are_refused(self, collection):
        with pytest.raises(ValueError, match="no words 'It is not over'"):
            collection.decide("correct", statement(collection, OVER).key, by="Eva", to={"words": "It is not over"})

    def test_of_words_that_stand_twice_the_nearest_are_meant(self, made):
        with Collection(made) as collection:
            collection.store(talks(text=TALKS + "\n“It is over,” wrote the paper.").reading())
            collection.decide("correct", statement(collection, OVER).key, by="Eva", to={"words": "is over"})
            (span,) = statement(collection, "is over").content
            assert span.start == TALKS.index("is over")

    def test_in_a_text_without_these_words_the_decision_is_lost_and_the_statement_keeps_its_own(self, collection):
        made = collection.decide("correct", statement(collection, VOTE).key, by="Eva", to={"words": f"{VOTE} Kovac told reporters"})
        assert collection.decision(made.key).state == "holds"
        collection.store(talks(text=TALKS.replace("Kovac told", "Kovac has told")).reading())
        assert collection.decision(made.key).state == "lost"
        assert statement(collection, VOTE).key

    def test_words_at_a_place_are_added(self, collection):
        start = TALKS.index("said")
        last = TALKS.index("said", start + 1)
        made = collection.decide("add", article="monday/lead", words="said", place=(last, last + 4), by="Eva")
        assert made.about[0].anchor.start == last
        with pytest.raises(ValueError, match="2 times"):
            collection.decide("add", article="monday/lead", words="said", by="Eva")

    @pytest.mark.parametrize("place", [(0, 4), (-1, 3), (5, 5), (0, 10_000)])
    def test_other_words_at_a_place_are_refused(self, collection, place):
        with pytest.raises(ValueError, match="other words"):
            collection.decide("add", article="monday/lead", words="said", place=place, by="Eva")


class TestWhoDecided:
    def test_decisions_about_what_is_on_record_the_last_first(self, collection):
        key = statement(collection, OVER).key
        first = collection.decide("correct", key, by="Eva", to={"act": "deny"})
        last = collection.decide("accept", key, by="Ivan")
        found = collection.decided_in("monday/lead")
        assert found.of[statement(collection, OVER).id] == (last, first)
        assert found.decisions == (last, first)

    def test_what_was_added_has_its_decision(self, collection):
        made = collection.decide("add", article="monday/lead", words="in Oslo on Friday", by="Eva")
        assert collection.decided_in("monday/lead").of[statement(collection, "in Oslo on Friday").id] == (made,)

    def test_what_was_rejected_is_among_the_decisions_alone(self, collection):
        made = collection.decide("reject", statement(collection, OVER).key, by="Eva")
        found = collection.decided_in("monday/lead")
        assert (found.decisions, dict(found.of)) == ((made,), {})

    def test_decision_by_its_key(self, collection):
        made = collection.decide("reject", statement(collection, OVER).key, by="Eva")
        assert collection.decision(made.key) == made
        with pytest.raises(NotInCollection):
            collection.decision("0" * 20)
