import pytest

from onrecord.statements.doubles import Told, doubles


def told(words, speaker, confidence=0.5, relayed_by=()):
    return Told(words=frozenset(words), speaker=speaker, relayed_by=frozenset(relayed_by), confidence=confidence)


@pytest.mark.parametrize(("first", "second", "dropped"), [(0.9, 0.4, {1}), (0.4, 0.9, {0}), (0.5, 0.5, {1})])
def test_of_two_of_one_speaker_the_surer_is_kept(first, second, dropped):
    assert doubles([told(range(10), "a1", first), told(range(9), "a1", second)], outlets=()) == dropped


def test_other_words_are_another_statement():
    assert doubles([told(range(10), "a1"), told(range(5, 15), "a1"), told(range(3), "a1")], outlets=()) == set()


def test_what_two_say_is_told_twice():
    assert doubles([told(range(10), "a1"), told(range(10), "a2")], outlets={"a1"}) == set()


@pytest.mark.parametrize(("outlets", "dropped"), [({"a2"}, {0}), (set(), set())])
def test_what_an_outlet_only_passes_on_is_not_its_own(outlets, dropped):
    assert doubles([told(range(10), "a2", 0.9), told(range(10), "a1", 0.3, relayed_by=["a2"])], outlets) == dropped


def test_of_two_outlets_that_pass_each_other_on_one_is_left():
    both = [told(range(10), "a1", relayed_by=["a2"]), told(range(10), "a2", relayed_by=["a1"])]
    assert doubles(both, outlets={"a1", "a2"}) == {0}
