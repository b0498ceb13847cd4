from hypothesis import given
from hypothesis import strategies as st

from onrecord.merging.groups import Blocks, Judgement, Link, grouped, hashed, keyed


def links(*pairs):
    return [Link(one=one, other=other, likeness=likeness) for one, other, likeness in pairs]


def test_candidates_share_keys_and_those_that_share_most_come_first():
    blocks = Blocks(most=10)
    assert blocks.add("a", [1, 2, 3]) == []
    assert blocks.add("b", [3, 4]) == ["a"]
    assert blocks.add("c", [1, 2, 4]) == ["a", "b"]
    assert blocks.add("d", [1, 2, 4], least=3) == ["c"]


def test_of_many_that_share_a_key_the_latest_are_candidates():
    blocks = Blocks(most=2)
    assert [blocks.add(n, ["key"]) for n in range(4)] == [[], [0], [0, 1], [1, 2]]


def test_links_are_joined_the_surest_first_and_not_where_groups_may_not_join():
    def may_join(one, other):
        return len(one) + len(other) < 3

    assert grouped("abc", links(("a", "b", 0.6), ("b", "c", 0.9)), may_join=may_join) == [("a",), ("b", "c")]


def test_no_link_joins_what_was_judged_different_not_even_over_others():
    judged = [Judgement(one="a", other="c", same=False)]
    assert grouped("abc", links(("a", "b", 0.9), ("b", "c", 0.8)), judged) == [("a", "b"), ("c",)]


def test_judgements_join_what_may_not_join_and_pass_over_what_is_not_there():
    judged = [Judgement(one="a", other="b", same=True), Judgement(one="a", other="z", same=True)]
    assert grouped("abc", [], judged, may_join=lambda one, other: False) == [("a", "b"), ("c",)]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.sampled_from((0.5, 0.7, 0.9)))), st.randoms())
def test_each_thing_is_in_one_group_whatever_the_order_of_links(pairs, chance):
    made = links(*pairs)
    groups = grouped(range(10), made)
    assert sorted(member for group in groups for member in group) == list(range(10))
    chance.shuffle(made)
    assert grouped(range(10), made) == groups


def test_group_keeps_the_key_that_most_of_its_members_had():
    assert keyed([("a", "b", "c")], "".join, {"a": "one", "b": "other", "c": "other"}) == ["other"]


def test_of_a_group_that_came_apart_the_larger_part_keeps_the_key():
    assert keyed([("a",), ("b", "c")], "".join, dict.fromkeys("abc", "key")) == ["a", "key"]


def test_no_two_groups_have_one_key():
    assert keyed([("a",), ("b",)], lambda group: "same", {}) == ["same", hashed("same", "2")]
