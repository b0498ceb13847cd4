import hashlib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.article import Anchor, Article, BodyView, OffsetMap, Piece, Span, cut_at, spans_of


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


def test_pieces_have_the_marks_of_all_spans_that_cover_them():
    text = "Kovac said no."
    marked = [(Span.of(text, 0, 10), "statement"), (Span.of(text, 0, 5), "actor"), (Span.of(text, 6, 13), "content")]
    assert list(cut_at(text, marked)) == [
        ("Kovac", ("statement", "actor")),
        (" ", ("statement",)),
        ("said", ("statement", "content")),
        (" no", ("content",)),
        (".", ()),
    ]


def test_text_without_spans_is_one_piece():
    assert list(cut_at("He said no.", [])) == [("He said no.", ())]


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=6))
def test_pieces_together_are_the_text_and_marks_together_their_spans(text, bounds):
    spans = [Span.of(text, *sorted(min(offset, len(text)) for offset in pair)) for pair in bounds]
    pieces = list(cut_at(text, ((span, number) for number, span in enumerate(spans))))
    assert "".join(piece for piece, _ in pieces) == text
    for number, span in enumerate(spans):
        assert "".join(piece for piece, marks in pieces if number in marks) == span.text


def test_spans_are_found_with_their_places():
    view = view_of("He said no.", [(0, 11)])
    assert [place for place, _ in spans_of({"a": 1})] == []
    assert list(spans_of((Span.of("He said", 0, 2), view.spans(3, 7)))) == [
        ("[0]", Span(start=0, end=2, text="He")),
        ("[1][0]", Span(start=3, end=7, text="said")),
    ]


REPORT = """The minister told reporters in Oslo on Monday that the talks had failed.

Trade unions said on Tuesday that the strike would go on for another week. The minister was not in town.
"""


def anchor(words, text=REPORT, nth=0):
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Anchor.of(text, start, start + len(words))


class TestAnchor:
    def test_it_keeps_its_words_and_thirty_two_characters_on_both_sides(self):
        found = anchor("said")
        assert (found.quotation, found.before, found.after) == (
            "said",
            "at the talks had failed.\n\nTrade unions "[-32:],
            " on Tuesday that the strike would"[:32],
        )

    def test_in_the_same_text_it_is_where_it_was(self):
        start = REPORT.rindex("The minister")
        assert anchor("The minister", nth=1).find(REPORT) == Span.of(REPORT, start, start + 12)

    @pytest.mark.parametrize("words", ["The minister", "said", "the talks had failed", "Trade unions said on Tuesday that the strike"])
    def test_it_follows_its_words_when_others_come_before_them(self, words):
        changed = f"Updated at noon.\n\n{REPORT}"
        (place,) = {anchor(words).find(changed)}
        assert place == Span.of(changed, REPORT.index(words) + 18, REPORT.index(words) + 18 + len(words))

    def test_of_words_that_stand_twice_it_takes_those_with_its_context(self):
        changed = REPORT.replace("Monday", "Wednesday")
        second = anchor("The minister", nth=1)
        assert second.find(changed) == Span.of(changed, second.start + 3, second.end + 3)

    def test_lines_wrapped_otherwise_are_the_same_words(self):
        changed = REPORT.replace("that the strike would go on", "that the\n  strike\twould go on")
        assert anchor("the strike would go on").find(changed).text == "the\n  strike\twould go on"

    def test_words_that_are_gone_are_not_found(self):
        assert anchor("the talks had failed").find(REPORT.replace("had failed", "had not failed")) is None

    def test_the_same_word_elsewhere_is_not_it(self):
        assert anchor("Monday").find("On Monday night, many shops were shut in the old town.") is None

    def test_words_inside_a_longer_word_are_not_they(self):
        assert anchor("town").find(REPORT.replace("in town", "in Georgetown")) is None

    @pytest.mark.parametrize("end", ["", " He left."])
    def test_words_that_stand_twice_in_equal_contexts_are_not_guessed(self, end):
        text = "A spokesman for the ministry in Oslo would not comment on the talks.\n\n" * 3
        changed = text + "It went on." + end
        assert anchor("would not comment", text, nth=1).find(changed) is None

    def test_an_anchor_needs_words(self):
        with pytest.raises(ValueError, match="no words"):
            Anchor.of(REPORT, 72, 74)

    @given(st.text("ab \n", max_size=40), st.text("ab \n", max_size=40), st.data())
    def test_what_it_finds_are_its_words(self, text, other, data):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
        if not text[start:end].strip():
            return
        found = Anchor.of(text, start, end).find(other)
        assert found is None or found.text.split() == text[start:end].split()
