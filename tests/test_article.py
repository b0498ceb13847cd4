import hashlib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.article import Article, BodyView, OffsetMap, Piece, Span


def view_of(text, pieces, joint=" "):
    article = Article(id="x", text=text, blocks=())
    placed, parts, at = [], [], 0
    for start, end in pieces:
        if parts:
            parts.append(joint)
            at += len(joint)
        placed.append(Piece(view_start=at, frozen_start=start, length=end - start))
        parts.append(text[start:end])
        at += end - start
    return BodyView(article=article, text="".join(parts), offsets=OffsetMap(placed))


def test_span_takes_its_words_from_the_text():
    assert Span.of("Zürich said no", 0, 6).text == "Zürich"


def test_sha256_is_over_the_utf8_bytes():
    assert Article(id="x", text="é", blocks=()).sha256 == hashlib.sha256("é".encode()).hexdigest()


def test_words_across_a_join_come_back_as_two_spans():
    view = view_of("against\n\n## terrorism.", [(0, 7), (12, 22)])
    assert view.text == "against terrorism."
    assert [s.text for s in view.spans(0, len(view.text))] == ["against", "terrorism."]


def test_a_single_span_across_a_join_covers_what_stands_between():
    view = view_of("against\n\n## terrorism.", [(0, 7), (12, 22)])
    assert view.span(0, len(view.text)).text == "against\n\n## terrorism."


def test_what_the_view_added_has_no_place_in_the_text():
    view = view_of("one\n\ntwo", [(0, 3), (5, 8)])
    assert view.spans(3, 4) == ()
    with pytest.raises(ValueError, match="no words"):
        view.span(3, 4)


@given(st.text(min_size=1, max_size=60), st.lists(st.integers(0, 60), max_size=6), st.integers(0, 80), st.integers(0, 80))
def test_every_span_of_a_view_equals_its_text(text, cuts, start, end):
    edges = sorted({min(cut, len(text)) for cut in cuts} | {0, len(text)})
    view = view_of(text, list(pairwise(edges)) or [(0, len(text))])
    for span in view.spans(min(start, end), max(start, end)):
        assert text[span.start : span.end] == span.text
        assert span.text == span.text.strip() != ""


@pytest.mark.parametrize("gap", ["  ", "\t", "\u00a0", "\n", " \n "])
def test_words_a_wide_space_apart_are_one_span(gap):
    text = f"said{gap}no"
    view = view_of(text, [(0, 4), (4 + len(gap), len(text))])
    assert [s.text for s in view.spans(0, len(view.text))] == [text]
