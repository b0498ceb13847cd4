import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.merging.words import forms, is_number, stem, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We won’t pay", "we will not pay"),
        ("They can't, cannot", "they can not can not"),
        ("didn't n't", "did not not"),
        ("It's Harsa's", "it is harsa"),
        ("3,000 men", "3000 men"),
        ("three thousand men", "3000 men"),
        ("twenty-one", "21"),
        ("6% or 6 percent", "6 percent or 6 percent"),
        ("Labour organised defence", "labor organized defense"),
        ("Erdoğan", "erdogan"),
        ("[the] council", "council"),
    ],
)
def test_words_as_they_are_compared(text, words):
    assert " ".join(word.form for word in words_of(text)) == words


@given(st.text())
def test_words_stand_where_they_are_said_to_and_are_not_empty(text):
    for word in words_of(text):
        assert word.form
        assert text[word.start : word.end].strip()
        is_number(word.form)
    assert all(forms(text))


@pytest.mark.parametrize(
    ("one", "other"), [("lending", "lends"), ("stopped", "stops"), ("met", "meeting"), ("exploded", "explosion"), ("bombed", "bomb")]
)
def test_inflected_forms_share_a_stem(one, other):
    assert stem(one) == stem(other)


def test_clauses_begin_behind_marks_and_joining_words():
    assert [word.form for word in words_of("We came, we saw and they left") if word.opens_clause] == ["we", "we", "and"]
