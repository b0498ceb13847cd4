from hypothesis import given
from hypothesis import strategies as st

from onrecord.article import Block, Span
from onrecord.server.marking import Mark, cut, paragraphs

TEXT = "Kovac said Holm had said it was over. Promo. The end."


def mark(words, of, says="statement", colour=0, text=TEXT):
    start = text.index(words)
    return Span.of(text, start, start + len(words)), Mark(of=of, says=says, colour=colour)


def marked(text, spans):
    return [segment for _, segment in cut(text, [], spans)]


def test_text_without_marks_is_one_segment():
    assert [segment.text for segment in marked(TEXT, [])] == [TEXT]


def test_statement_within_another_is_the_innermost_where_both_are():
    outer, inner = mark("Holm had said it was over", "s1", colour=3), mark("it was over", "s2", colour=4)
    segments = marked(TEXT, [inner, outer])
    assert [(one.text, one.innermost.colour) for one in segments if one.innermost] == [("Holm had said ", 3), ("it was over", 4)]
    assert segments[2].labels == ("s1", "s2")


def test_each_begins_once():
    segments = marked(
        TEXT, [mark("Holm had said it was over", "s1"), mark("it was", "e1", says="trigger"), mark("was over", "e1", says="evidence")]
    )
    assert [label for segment in segments for label in segment.begins] == ["s1", "e1"]


def test_paragraphs_are_the_blocks_and_what_is_between_them():
    blocks = [Block(kind="body", start=0, end=37), Block(kind="body", start=45, end=len(TEXT))]
    found = paragraphs(TEXT, blocks, [])
    assert [(one.kind, "".join(piece.text for piece in one.segments)) for one in found] == [
        ("body", "Kovac said Holm had said it was over."),
        ("other", " Promo. "),
        ("body", "The end."),
    ]


def test_mark_over_two_blocks_is_in_both_and_begins_in_the_first():
    blocks = [Block(kind="body", start=0, end=10), Block(kind="body", start=10, end=len(TEXT))]
    found = paragraphs(TEXT, blocks, [mark("said Holm", "s1")])
    assert [[(piece.text, piece.begins) for piece in one.segments if piece.marks] for one in found] == [
        [("said", ("s1",))],
        [(" Holm", ())],
    ]


@given(
    st.text(min_size=1, max_size=60).flatmap(
        lambda text: st.tuples(
            st.just(text), st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted), max_size=6)
        )
    )
)
def test_segments_are_the_text_and_lose_no_mark(drawn):
    text, places = drawn
    spans = [(Span.of(text, *place), Mark(of=f"s{number}", says="statement")) for number, place in enumerate(places) if place[0] < place[1]]
    segments = marked(text, spans)
    assert "".join(segment.text for segment in segments) == text
    for span, one in spans:
        assert "".join(segment.text for segment in segments if one in segment.marks) == span.text
    blocks = [Block(kind="body", start=0, end=len(text) // 2)]
    shown = "".join(piece.text for paragraph in paragraphs(text, blocks, spans) for piece in paragraph.segments)
    assert "".join(shown.split()) == "".join(text.split())
