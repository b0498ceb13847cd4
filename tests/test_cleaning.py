import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.article import Page
from onrecord.cleaning import body_view, clean
from onrecord.cleaning.dates import parse_date_line, parse_published
from onrecord.cleaning.lines import kind_by_rule
from onrecord.errors import ArticleEmpty

LEAD = "The minister said on Monday that the talks with the union would go on for another week at least."
SECOND = "The union, which speaks for nine thousand drivers, called the offer an insult and walked out."


def kinds(text, **facts):
    article, _ = clean(Page(id="x", text=text, **facts))
    return [(block.kind, text[block.start : block.end]) for block in article.blocks]


def view_of(text):
    article, _ = clean(Page(id="x", text=text))
    return body_view(article)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Read more Rebels take the town of Example", "promo"),
        ("READ MORE: Rebels take the town", "promo"),
        ("Related: Five things to know about the strike", "promo"),
        ("Also read | Strike in pictures", "promo"),
        ("Sign up for our weekly newsletter", "promo"),
        ("ADVERTISEMENT", "promo"),
        ("Follow @exampledesk on Twitter", "promo"),
        ("How the strike began - a timeline Read more", "promo"),
        ("( PHOTOS: The strike in pictures)", "promo"),
        ("Copyright © 2020 The Example, LLC.", "promo"),
        ("Photo: Jane Roe/Example Images", "caption"),
        ("Image copyright Getty Images Image caption Drivers on the picket line", "caption"),
        ("Drivers stand at the gate on Monday. (Photo: Jane Roe, AP)", "caption"),
        ("By Jane Roe", "byline"),
        ("The Associated Press contributed to this report.", "byline"),
        ("* * *", "other"),
        ("Updated at 3:30 p.m. ET", "dateline"),
    ],
)
def test_boilerplate_is_marked(line, kind):
    assert kind_by_rule(line) == kind


@pytest.mark.parametrize(
    "line",
    [
        "Read more than one paper, the minister told students, and you will see that the talks never stopped.",
        "Photographers were asked to leave the room before the vote, a spokesman for the union said.",
        "Follow the money, she said, and you will find the minister at the other end of it, as everybody in town has known for years now.",
        "By Tuesday the union had lost patience with the talks and with the minister who had called them.",
        "More than six thousand drivers walked out on Monday, the union said.",
        "Watch what they do, not what they say, the union's leader told drivers.",
        LEAD,
    ],
)
def test_sentences_that_begin_like_boilerplate_are_read(line):
    assert kind_by_rule(line) is None


def test_blocks_of_an_article():
    text = f"Talks go on\n\nBy Jane Roe\n\n4 March 2021\n\n{LEAD}\n\nRead more Strike in pictures\n\n{SECOND}"
    assert [kind for kind, _ in kinds(text)] == ["headline", "byline", "dateline", "body", "promo", "body"]


def test_single_paragraph_without_line_breaks_is_all_body():
    text = " ".join([LEAD, SECOND] * 30)
    assert kinds(text) == [("body", text)]


def test_first_sentence_is_no_headline():
    assert [kind for kind, _ in kinds(f"{LEAD}\n\n{SECOND}")] == ["body", "body"]


def test_title_found_in_the_text_is_its_headline():
    assert kinds(f"Talks go on.\n\n{LEAD}", title="Talks go on")[0][0] == "headline"


def test_headings_inside_a_report_are_not_read():
    assert kinds(f"# Talks go on\n\n{LEAD}\n\n## What happens next\n\n{SECOND}")[2][0] == "other"


def test_wire_dateline_is_cut_from_its_paragraph():
    assert kinds(f"PRAGUE (Reuters) - {LEAD}\n\n{SECOND}")[:2] == [("dateline", "PRAGUE (Reuters) -"), ("body", LEAD)]
    assert kinds(f"PRAGUE, March 4 (AP) — {LEAD}\n\n{SECOND}")[0] == ("dateline", "PRAGUE, March 4 (AP) —")


def test_wrapped_lines_are_one_paragraph():
    text = (
        "The minister said on Monday that the talks with the union\nwould go on for another week at least, whatever the union\nhad told its members.\n\n"
        + SECOND
    )
    assert [kind for kind, _ in kinds(text)] == ["body", "body"]
    view, warnings = view_of(text)
    assert "the union would go on" in view.text
    assert warnings == ()


@pytest.mark.parametrize(
    ("line", "value", "ambiguous"),
    [
        ("24/03/2017", "2017-03-24", False),
        ("03/24/2017", "2017-03-24", False),
        ("04/03/2017", None, True),
        ("04/04/2017", "2017-04-04", False),
        ("Friday, 24 March 2017", "2017-03-24", False),
        ("March 24th, 2017", "2017-03-24", False),
        ("Published: Mar. 24, 2017 at 10:30 a.m. ET", "2017-03-24", False),
        ("2017-03-24", "2017-03-24", False),
    ],
)
def test_date_lines(line, value, ambiguous):
    found = parse_date_line(line)
    assert (found.value, found.ambiguous) == (value, ambiguous)


@pytest.mark.parametrize("line", ["31/31/2017", "March", "24 March 2017 was a Friday", "12/2017", "99 March 2017"])
def test_other_lines_are_no_dates(line):
    assert parse_date_line(line) is None


def test_date_line_dates_the_article():
    article, warnings = clean(Page(id="x", text=f"Talks go on\n\n## 24/03/2017\n\n{LEAD}"))
    assert (article.published, warnings) == ("2017-03-24", ())


def test_ambiguous_date_is_a_warning_unless_the_date_is_given():
    text = f"Talks go on\n\n04/03/2017\n\n{LEAD}"
    article, (warning,) = clean(Page(id="x", text=text))
    assert article.published is None
    assert (warning.code, warning.text) == ("ambiguous-date", "04/03/2017")
    article, warnings = clean(Page(id="x", text=text, published="2017-03-04"))
    assert (article.published, warnings) == ("2017-03-04", ())


@pytest.mark.parametrize(
    ("given", "value"),
    [
        ("2017-03-24", "2017-03-24"),
        ("2017-03-24T10:11:12+01:00", "2017-03-24T10:11:12+01:00"),
        ("2017-03-24T10:11:12Z", "2017-03-24T10:11:12+00:00"),
        ("24 March 2017", "2017-03-24"),
        ("yesterday", None),
        ("04/03/2017", None),
    ],
)
def test_published_is_an_iso_date_or_unknown(given, value):
    assert parse_published(given) == value


def test_unreadable_publication_date_is_a_warning():
    _, (warning,) = clean(Page(id="x", text=LEAD, published="yesterday"))
    assert warning.code == "unreadable-date"


def test_broken_sentence_is_rejoined_and_points_to_both_lines():
    text = f"Talks go on\n\n{LEAD}\n\nThe union said that it would never again sit down at a table with\n\n\n\n## the minister.\n\n{SECOND}"
    view, (warning,) = view_of(text)
    start = view.text.index("a table with the minister.")
    assert [span.text for span in view.spans(start, start + 26)] == ["a table with", "the minister."]
    assert (warning.code, warning.text) == ("broken-line-joined", "the minister.")


@pytest.mark.parametrize("line", ["host: what do you make of that?", "https://example.org/talks.", "peer – n. an equal of someone."])
def test_entries_in_lower_case_end_no_sentence(line):
    view, warnings = view_of(f"The union said that it would never again sit down at a table\n\n{line}\n\n{SECOND}")
    assert warnings == ()
    assert "table\n\n" in view.text


def test_promo_between_the_halves_of_a_sentence_is_passed_over():
    view, _ = view_of(
        f"{LEAD}\n\nThe union said that it would never again sit down at a\n\nRead more Strike in pictures\n\ntable with the minister.\n\n{SECOND}"
    )
    assert "down at a table with" in view.text
    assert "pictures" not in view.text


GERMAN = (
    "Der Minister sagte am Montag, dass die Gespräche mit der Gewerkschaft noch eine Woche dauern würden, obwohl die Opposition seinen Rücktritt fordert. "
    "Nach Angaben des Sprechers wird vor dem Ende des Monats keine Entscheidung getroffen, und die Vertreter beider Seiten treffen sich am Dienstag in Berlin, "
    "um über die Vorschläge zu beraten, die vorgelegt worden waren."
)


def test_text_that_is_not_english_gets_a_warning_and_no_language():
    article, (warning,) = clean(Page(id="x", text=GERMAN))
    assert (article.language, warning.code) == (None, "not-english")


@pytest.mark.parametrize("text", [LEAD, " ".join([LEAD, SECOND] * 5), "Nein."])
def test_english_and_short_texts_are_taken_for_english(text):
    article, warnings = clean(Page(id="x", text=text))
    assert (article.language, warnings) == ("en", ())


class TestLinksInsideASentence:
    GLUED = "Ivan Petr KovacKovac to leave Senate Poll: Kovac ahead of Horvat MORE"

    def test_they_are_promo_and_the_sentence_is_one(self):
        article, _ = clean(Page(id="a", text=f"On Monday Senator Ivan Kovac {self.GLUED} said he would go.\n\nNobody else spoke."))
        assert [(block.kind, article.text[block.start : block.end]) for block in article.blocks][1] == ("promo", self.GLUED)
        view, warnings = body_view(article)
        assert view.text == "On Monday Senator Ivan Kovac said he would go.\n\nNobody else spoke."
        assert not warnings

    def test_a_comma_stays_at_the_name(self):
        article, _ = clean(Page(id="a", text=f"On Monday Ivan Kovac {self.GLUED}, a senator, said he would go."))
        assert body_view(article)[0].text == "On Monday Ivan Kovac, a senator, said he would go."

    @pytest.mark.parametrize("text", ["Mr McDonald said Kovac wanted MORE of it.", "Kovac said KovacCorp needs MORE THAN that.", "MORE"])
    def test_capitals_alone_are_none(self, text):
        article, _ = clean(Page(id="a", text=text))
        assert {block.kind for block in article.blocks} == {"body"}


class TestWrittenOtherwise:
    """What the view reads in another way than the text writes it; spans point to what is written."""

    @pytest.mark.parametrize(
        ("written", "read"),
        [
            (unicodedata.normalize("NFD", "Zoë Kovač"), "Zoë Kovač"),
            (unicodedata.normalize("NFD", "한국"), "한국"),
            ("min\u00adis\u00adter", "minister"),
            ("\ufb01nance o\ufb03ce", "finance office"),
            ("Marks &amp; Co", "Marks & Co"),
            ("on&nbsp;10&#160;May", "on 10 May"),
            ("on <b>Friday</b> night", "on Friday night"),
            ("â€œNo,â€\x9d", "“No,”"),
            ("CafÃ© Zoë", "Café Zoë"),
            (r"\"No,\"", '"No,"'),
            (r"\u201cNo,\u201d", "“No,”"),
            (r"\ud83d\u0000", r"\ud83d"),
        ],
    )
    def test_view_reads_what_is_meant(self, written, read):
        view, _ = view_of(f"The minister said {written} to all.")
        assert view.text == f"The minister said {read} to all."

    @pytest.mark.parametrize(
        "text", ["CAFÉ— the best, he said.", r"It is in C:\new\reports, he said.", "AT&T; is big, he said.", "5 < 6 and 7 > 6, he said."]
    )
    def test_honest_text_is_read_as_it_stands(self, text):
        assert view_of(text)[0].text == text

    @given(st.text('aé\u0301\u0327 \u00ad\u200b\ufb01&;amp<b>\\n"\ub098\u1100\u1161\n', max_size=40))
    def test_every_word_of_the_view_has_its_place(self, text):
        article, _ = clean(Page(id="x", text=text or "a"))
        try:
            view, _ = body_view(article)
        except ArticleEmpty:
            return
        for word in re.finditer(r"\S+", view.text):
            span = view.span(word.start(), word.end())
            assert article.text[span.start : span.end] == span.text
            assert span.text

    def test_words_across_what_is_left_out_are_one_span(self):
        view, _ = view_of("The minister spoke on <b>Fri\u00adday</b> night.")
        start = view.text.index("on Friday night")
        assert [span.text for span in view.spans(start, start + 15)] == ["on <b>Fri\u00adday</b> night"]

    def test_a_word_ends_before_the_tag_after_it(self):
        view, _ = view_of("The minister spoke on <b>Friday</b> night.")
        start = view.text.index("Friday")
        assert view.span(start, start + 6).text == "Friday"

    @pytest.mark.parametrize("text", [rf"{LEAD}\n\n\"{SECOND}\"", f"<p>{LEAD}</p><p>{SECOND}</p>"])
    def test_line_ends_that_are_escaped_or_tags_end_lines(self, text):
        assert [kind for kind, _ in kinds(text)] == ["body", "body"]
