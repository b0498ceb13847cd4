import re
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.article import Page
from onrecord.cleaning import body_view, clean, language_of
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
        ("Drivers at the gate. Photograph: Jane Roe/Example Press", "caption"),
        ("Jane Roe/Example Press", "caption"),
        ("The gate in 1992. File photo", "caption"),
        ("Photos: Harbour fire Photos: Harbour fire A crane burns. Hide Caption 1 of 2 Photos: Harbour fire Rain. " * 9, "caption"),
        ("JUST WATCHED The fire at the harbour Replay More Videos ... MUST WATCH The fire at the harbour 02:10", "promo"),
        ("Photographs by Jane Roe", "byline"),
        ("By Jane Roe", "byline"),
        ("(Adds quotes from the union)", "other"),
        ("($1 = 0.94 euros)", "other"),
        ("More from The Example", "promo"),
        ("Most read", "promo"),
        ("10.42 BST", "dateline"),
        ("25 minutes ago", "dateline"),
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


def test_lines_broken_at_a_width_are_one_paragraph_whatever_they_end_with():
    text = (
        "Soldiers entered the town of Lokoro on Monday, Governor Marta\nOkello said, and forty people fled across the river before\n"
        "the road was cut by fire. They went on foot, for no bus ran.\nSome had children with them, and some had left everything\nbehind.\n\n"
        "The union, which speaks for nine thousand drivers, called the\noffer an insult and walked out."
    )
    assert [kind for kind, _ in kinds(text)] == ["body", "body"]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("The muni-\ncipal coun-\ncil met.", "The municipal council met."),
        ("It was a long-\nterm plan.", "It was a long-term plan."),
        ("Aid from a church-\nbacked fund came.", "Aid from a church-backed fund came."),
        ("They grow pre- \nand post-harvest.", "They grow pre- and post-harvest."),
    ],
    ids=["divided", "hyphen by what is before", "hyphen by what is behind", "none"],
)
def test_a_word_divided_at_the_end_of_a_line_is_one(text, read):
    view, _ = view_of(text)
    assert view.text == read
    assert view.span(0, len(view.text)).text == text


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("“We wait,”said Ivan Kovac.", "“We wait,” said Ivan Kovac."),
        ('"We wait,"said Ivan Kovac.', '"We wait," said Ivan Kovac.'),
        ("“We wait,” said Ivan Kovac.", "“We wait,” said Ivan Kovac."),
    ],
)
def test_a_space_that_is_wanting_behind_a_quotation_is_read(text, read):
    view, _ = view_of(text)
    assert view.text == read
    assert view.span(0, len(view.text)).text == text


def test_lines_that_a_mail_quotes_are_read_without_their_marks():
    text = (
        "> Soldiers entered the town of Lokoro on Monday, Governor Marta\n> Okello said, and forty people fled across the river before\n"
        "> the road was cut by fire. They went on foot, for no bus ran."
    )
    view, _ = view_of(text)
    assert "Governor Marta Okello said, and forty people fled across the river before the road" in view.text


def test_headlines_one_below_the_other_are_lines_of_their_own():
    text = "Governor Says Forty Cross River on Foot\nSoldiers Enter the Town of Lokoro as People Flee Fighting\nUnion of Drivers Calls Offer an Insult, Walks Out\nOn"
    assert len(kinds(text)) == 4


def test_links_under_a_heading_are_promo_up_to_the_next_sentence():
    text = f"Talks go on\n\n{LEAD}\n\nRelated stories\n\nSix dead in raid on village\n\nEnvoy is expelled\n\n{SECOND}"
    assert [kind for kind, _ in kinds(text)] == ["headline", "body", "promo", "promo", "promo", "body"]


def test_line_before_the_title_is_no_headline():
    assert [kind for kind, _ in kinds(f"World news\n\nTalks go on\n\n{LEAD}", title="Talks go on")] == ["body", "headline", "body"]


def test_lead_in_line_is_no_headline():
    assert [kind for kind, _ in kinds(f"The minister wrote to the union:\n\n“{LEAD}”")] == ["body", "body"]


@pytest.mark.parametrize(
    ("line", "value", "ambiguous"),
    [
        ("24/03/2017", "2017-03-24", False),
        ("03/24/2017", "2017-03-24", False),
        ("04/03/2017", None, True),
        ("04/04/2017", "2017-04-04", False),
        ("Friday, 24 March 2017", "2017-03-24", False),
        ("March 24th, 2017", "2017-03-24", False),
        ("Published: Mar. 24, 2017 at 10:30 a.m. ET", "2017-03-24T10:30:00-04:00", False),
        ("2017-03-24", "2017-03-24", False),
        ("4 March 2021, 10:22 GMT", "2021-03-04T10:22:00+00:00", False),
        ("Updated 4:05 PM ET, Thu March 4, 2021", "2021-03-04T16:05:00-05:00", False),
        ("Updated 4:05 PM ET, Sun July 4, 2021", "2021-07-04T16:05:00-04:00", False),
        ("First published on Tue 10 May 2022 08.05 BST", "2022-05-10T08:05:00+01:00", False),
        ("UPDATED 0805 GMT (1605 HKT) May 10, 2022", "2022-05-10T08:05:00+00:00", False),
        ("10 May 2022 | 8:05 a.m. (UTC+3)", "2022-05-10T08:05:00+03:00", False),
        ("Tuesday, May 10, 2022 - 08:05", "2022-05-10T08:05:00", False),
        ("10 May 2022 00:30 IST", "2022-05-10T00:30:00", False),
        ("Tuesday 10/05/2022", "2022-05-10", False),
        ("Updated 10 May 2022, first published 9 May 2022", "2022-05-09", False),
        ("noon, May 10, 2022", "2022-05-10T12:00:00", False),
        ("May 10, 20228:05 AM ET", "2022-05-10T08:05:00-04:00", False),
    ],
)
def test_date_lines(line, value, ambiguous):
    found = parse_date_line(line)
    assert (found.value, found.ambiguous) == (value, ambiguous)


@pytest.mark.parametrize(
    "line",
    [
        "31/31/2017",
        "March",
        "24 March 2017 was a Friday",
        "12/2017",
        "99 March 2017",
        "May 2022",
        "2-3 May 2022",
        "This note was first published on 10 May 2022",
    ],
)
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
        ("Tue, 10 May 22 17:42:08 +0200", "2022-05-10T17:42:08+02:00"),
        ("May 10, 2022, 8:05 a.m. ET", "2022-05-10T08:05:00-04:00"),
        ("Tue May 10 08:05:00 EDT 2022", "2022-05-10T08:05:00-04:00"),
        ("Tue May 10 08:05:00 +0200 2022", "2022-05-10T08:05:00+02:00"),
        ("20220510T080000Z", "2022-05-10T08:00:00+00:00"),
        ("20220510080000", "2022-05-10T08:00:00"),
        ("1652169600", "2022-05-10T08:00:00+00:00"),
        ("1652169600000", "2022-05-10T08:00:00+00:00"),
        ("/Date(1652169600000)/", "2022-05-10T08:00:00+00:00"),
        ("2022-05-10 00:00:00", "2022-05-10"),
        ("2022-05-10T08:00:00.123+0000", "2022-05-10T08:00:00+00:00"),
        ("Posted on May 10, 2022 by Jane Roe", "2022-05-10"),
        ("yesterday", None),
        ("04/03/2017", None),
        ("0001-01-01T00:00:00", None),
        ("99999-01-01", None),
    ],
)
def test_published_is_an_iso_date_or_unknown(given, value):
    assert parse_published(given) == value


@pytest.mark.parametrize(
    ("dateline", "published"),
    [
        ("NAIROBI, 12 May 2021 --", "2021-05-12"),
        ("Nairobi, Kenya, May 12, 2021 (AP) –", "2021-05-12"),
        ("GENEVA (12 May 2021) –", "2021-05-12"),
        ("(Nairobi, 12 May 2021) –", "2021-05-12"),
        ("NAIROBI, May 12 (Reuters) -", None),
        ("KYIV, Ukraine—", None),
        ("(CNN) --", None),
    ],
)
def test_dateline_is_cut_and_dates_the_article(dateline, published):
    article, _ = clean(Page(id="x", text=f"{dateline} {LEAD}\n\n{SECOND}"))
    first = article.blocks[0]
    assert (first.kind, article.text[first.start : first.end], article.published) == ("dateline", dateline, published)


@pytest.mark.parametrize("start", ["NATO — which has thirty members —", "On May 12, 2021 - a Wednesday -", "The U.S. —", "COVID-19 -"])
def test_sentences_that_begin_like_a_dateline_are_read_whole(start):
    assert kinds(f"{start} called for talks.\n\n{SECOND}")[0][0] == "body"


def test_a_date_in_mid_text_does_not_date_the_article():
    article, _ = clean(Page(id="x", text=f"{LEAD}\n\n{SECOND}\n\n{LEAD}\n\nParis, 3 May 2011\n\n3 May 2011\n\n{SECOND}"))
    assert article.published is None


def test_a_byline_dates_the_article():
    article, _ = clean(Page(id="x", text=f"Talks go on\n\nBy Jane Roe | 10 May 2022 8:05 a.m. ET\n\n{LEAD}"))
    assert (article.published, article.authors) == ("2022-05-10T08:05:00-04:00", ("Jane Roe",))


def test_time_of_an_update_is_kept_beside_that_of_publication():
    article, _ = clean(Page(id="x", text=f"Talks go on\n\nPublished 10 May 2022 08:05 BST, updated 11 May 2022 10:00 BST\n\n{LEAD}"))
    assert (article.published, article.updated) == ("2022-05-10T08:05:00+01:00", "2022-05-11T10:00:00+01:00")


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("By Jane Roe", ("Jane Roe",)),
        ("By JANE ROE and JOHN VAN DER DOE", ("Jane Roe", "John Van Der Doe")),
        ("By Jane Roe, Associated Press", ("Jane Roe",)),
        ("By Jane Roe in Nairobi and John Doe", ("Jane Roe",)),
        ("By Jane Roe, political editor", ("Jane Roe",)),
        ("By Jane Roe, John Doe and María del Río", ("Jane Roe", "John Doe", "María del Río")),
        ("Words by Jane Roe, photographs by Ola Berg", ("Jane Roe",)),
        ("Photographs by Ola Berg", ()),
        ("(Reporting by Jane Roe in Nairobi; Editing by Ola Berg)", ("Jane Roe",)),
        ("By Our Staff Reporter", ()),
    ],
)
def test_bylines_name_authors_and_no_photographers(byline, authors):
    article, _ = clean(Page(id="x", text=f"Talks go on\n\n{byline}\n\n{LEAD}"))
    assert article.authors == authors


@pytest.mark.parametrize("line", ["Jane Roe", "Jane Roe in Nairobi", "JANE ROE, John Doe"])
def test_line_of_the_authors_is_a_byline(line):
    assert kinds(f"Talks go on\n\n{line}\n\n{LEAD}", authors=("Jane Roe", "John Doe"))[1] == ("byline", line)


@pytest.mark.parametrize("given", ["Roe, Jane", "By Jane Roe", "Jane Roe, political editor", "Jane Roe; Photographs by Ola Berg"])
def test_authors_as_metadata_write_them(given):
    article, _ = clean(Page(id="x", text=LEAD, authors=(given,)))
    assert article.authors == ("Jane Roe",)


def test_sentence_about_the_author_is_read():
    assert kinds(f"Talks go on\n\nJane Roe was told to leave.\n\n{LEAD}", authors=("Jane Roe",))[1][0] == "body"


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


@pytest.mark.parametrize(
    "text",
    [
        "Der Minister sagte am Montag, dass die Gespräche weitergehen.",
        "Le ministre a déclaré lundi que les discussions continueraient.",
        "La policía detuvo a doce personas en el puerto de Valencia.",
        "Premijer je u ponedjeljak rekao da će podnijeti ostavku.",
        "Министр заявил об этом.",
        "部长星期一表示谈判将继续进行。",
    ],
)
def test_short_text_of_another_language_gets_a_warning_and_no_language(text):
    article, (warning,) = clean(Page(id="x", text=text))
    assert (article.language, warning.code) == (None, "not-english")


@pytest.mark.parametrize(
    "text", [LEAD, " ".join([LEAD, SECOND] * 5), "Nein.", "Rebels attacked Kano.", "Lwazi Dlamini thanked Zoë Kovač in Nakuru."]
)
def test_english_and_very_short_texts_are_taken_for_english(text):
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

    @pytest.mark.parametrize(
        "after", [", a senator, said he would go.", " (Ind.) said he would go.", "’s aides said so.", " — he would go, he said."]
    )
    def test_what_follows_stays_as_far_from_the_name_as_it_was(self, after):
        article, _ = clean(Page(id="a", text=f"On Monday Ivan Kovac {self.GLUED}{after}"))
        assert body_view(article)[0].text == f"On Monday Ivan Kovac{after}"

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


def test_language_is_named_of_a_text_with_half_a_character():
    assert language_of("\ud800 Die Ministerin sagte am Montag in Berlin, dass die Gespräche gescheitert seien.") == "de"


@pytest.mark.parametrize(
    "word", ["so-ciety", "control-led", "mid-dle", "north-ern", "ten-sion", "far-mer", "with-held", "short-age", "thresh-old", "Semi-nar"]
)
def test_a_word_that_looks_as_if_it_had_a_hyphen_has_none(word):
    first, last = word.split("-")
    assert view_of(f"The {first}-\n{last} of the town.")[0].text == f"The {first}{last} of the town."


def test_words_divided_on_every_line_take_no_time_by_the_square():
    began = time.process_time()
    article, _ = clean(Page(id="x", text="Ana said no. " + "a-\n" * 20_000))
    body_view(article)
    assert time.process_time() - began < 10
