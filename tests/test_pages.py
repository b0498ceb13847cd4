import base64
import json
import plistlib

import pytest

from onrecord import Failure, Page
from onrecord.cleaning import clean
from onrecord.reading import read_bytes, read_path

SENTENCE = "The harbour board of Varna said on Tuesday that it would close two of its five quays until autumn."
UNION = "The union, which speaks for nine thousand dockers, called the plan an insult and walked out of the hall."
MORE = "“We have waited for nine years for this work,” harbour master Elena Todorova told reporters at the gate."
DECLARED = '<meta property="article:published_time" content="2023-08-15T09:30:00+03:00">'


def html(*body, head=DECLARED, title="Varna closes two quays"):
    return f"<!doctype html><html><head><meta charset='utf-8'><title>{title} | The Example</title>{head}</head><body>{''.join(body)}</body></html>"


def article(*paragraphs):
    return f"<article><h1>Varna closes two quays</h1>{''.join(p if p.startswith('<') else f'<p>{p}</p>' for p in paragraphs)}</article>"


def read(page):
    (page,) = read_bytes(page if isinstance(page, bytes) else page.encode())
    assert isinstance(page, Page), page.message
    return page


def blocks(page):
    text = read(page).text
    cleaned, _ = clean(read(page))
    return [(block.kind, text[block.start : block.end]) for block in cleaned.blocks]


def body(page):
    return [text for kind, text in blocks(page) if kind == "body"]


class TestEncodings:
    @pytest.mark.parametrize("charset", ["utf-8", "windows-1250", "shift_jis"])
    def test_declared_charset_is_used(self, charset):
        name = {"windows-1250": "Kovač", "shift_jis": "日本"}.get(charset, "Kovač")
        page = html(article(SENTENCE, f"{name} said in the capital that nobody had asked the dockers.")).replace("utf-8", charset)
        assert f"{name} said" in read(page.encode(charset)).text

    @pytest.mark.parametrize("declared", ["iso-8859-1", "shift_jis", "x-nonsense"])
    def test_utf_8_is_utf_8_whatever_is_declared(self, declared):
        assert "“We have" in read(html(article(SENTENCE, MORE)).replace("utf-8", declared).encode()).text

    def test_windows_1252_declared_as_utf_8(self):
        assert MORE in read(html(article(SENTENCE, MORE)).encode("windows-1252")).text

    def test_stray_bytes_in_utf_8(self):
        data = html(article("Zoë Kovač and Škoda: " + SENTENCE, "@Nein@ said nobody, and the dockers of Varna walked out.")).encode()
        assert "“Nein”" in read(data.replace(b"@N", b"\x93N").replace(b"n@", b"n\x94")).text

    @pytest.mark.parametrize("misread_as", ["latin-1", "windows-1252"])
    def test_utf_8_that_was_encoded_twice(self, misread_as):
        broken = "“Škoda – Zoë’".encode().decode(misread_as, "surrogateescape" if misread_as == "latin-1" else "replace")
        if "�" in broken:
            broken = broken.replace("�", "\x9d")
        assert "“Škoda – Zoë’" in read(html(article(SENTENCE, f"{broken} was all that the harbour master had to say to them."))).text

    def test_numbers_of_windows_1252_and_entities_escaped_twice(self):
        page = html(article(SENTENCE, "&#147;Nein,&#148; said the harbour master of Marks &amp;amp; Co to the dockers at the gate."))
        assert "“Nein,” said the harbour master of Marks & Co" in read(page).text

    def test_honest_signs_stay(self):
        line = "“CAFÉ—” and ‘Ångström’ are on the sign, the harbour master of Varna told us…"
        assert line in read(html(article(SENTENCE, line))).text


class TestDates:
    """The time of publication is what says that it is; of other times on the page, none."""

    LD = '<script type="application/ld+json">{}</script>'

    @pytest.mark.parametrize(
        ("head", "published", "updated"),
        [
            (
                '{"@type":"NewsArticle","datePublished":"2022-05-10T08:00:00Z","dateModified":"2022-06-20"}',
                "2022-05-10T08:00:00Z",
                "2022-06-20",
            ),
            (
                '{"@graph":[{"@type":"WebPage","datePublished":"2020-01-01"},{"@type":["NewsArticle"],"datePublished":"2022-05-10"}]}',
                "2022-05-10",
                None,
            ),
            ('{"@type":"ItemList","itemListElement":[{"item":{"@type":"NewsArticle","datePublished":"2020-01-01"}}]}', "2022-05-10", None),
            ('{"@type":"NewsArticle","datePublished":"2022-05-10",}', "2022-05-10", None),
        ],
    )
    def test_json_ld(self, head, published, updated):
        other = "" if published in head else '<meta itemprop="datePublished" content="2022-05-10">'
        page = read(html(article(SENTENCE, UNION), head=self.LD.format(head) + other))
        assert (page.published, page.updated) == (published, updated)

    @pytest.mark.parametrize(
        "head",
        [
            '<meta property="article:modified_time" content="2022-06-20"><meta property="article:published_time" content="2022-05-10">',
            '<meta name="date" content="2022-06-20"><meta name="parsely-pub-date" content="2022-05-10">',
            '<meta name="article.published" content="2022-05-10"><meta name="REVISION_DATE" content="2022-06-20">',
            '<meta itemprop="dateModified" content="2022-06-20"><meta itemprop="datePublished" content="2022-05-10">',
            '<link rel="canonical" href="https://a.example/2022-05-10/varna">',
        ],
    )
    def test_meta_elements(self, head):
        assert read(html(article(SENTENCE, UNION), head=head)).published.startswith("2022-05-10")

    @pytest.mark.parametrize(
        "shown",
        [
            '<p>Updated: <time datetime="2022-06-20">June 20</time> | Published: <time datetime="2022-05-10">May 10</time></p>',
            '<time class="updated" datetime="2022-06-20">June 20</time><time class="entry-date" datetime="2022-05-10">May 10</time>',
            '<span class="post-date">10 May 2022</span>',
            '<div class="meta">Posted on May 10, 2022 by Jane Roe</div>',
            '<abbr itemprop="datePublished" title="2022-05-10">9:42 AM</abbr>',
            '<h2 class="date-header">Tuesday, May 10, 2022</h2>',
        ],
    )
    def test_times_shown_on_the_page(self, shown):
        older = '<aside class="related"><time datetime="2021-01-01">1 Jan 2021</time> Older story</aside>'
        assert clean(read(html(older, shown, article(SENTENCE, UNION), head="")))[0].published == "2022-05-10"

    @pytest.mark.parametrize("head", ["", '<meta property="article:modified_time" content="2022-06-20">'])
    def test_no_other_time_is_taken(self, head):
        page = read(html(article(SENTENCE, UNION), '<footer><time datetime="2021-01-01">1 Jan 2021</time></footer>', head=head))
        assert page.published is None


class TestWhatIsNotTheReport:
    @pytest.mark.parametrize(
        "other",
        [
            '<figure><img src="a.jpg"><figcaption>Soldiers shoot at strikers. Photograph: Ola Berg/The Example</figcaption></figure>',
            '<p class="image-credit-wrap"><span class="cutline">Soldiers shoot at strikers.</span> <span class="credit">(Ola Berg)</span></p>',
            '<div class="wp-caption"><img src="a.jpg"><p class="wp-caption-text">Soldiers shoot at strikers. Ola Berg</p></div>',
            '<div class="gallery-caption">1/3 Soldiers shoot at strikers. Ola Berg</div>',
            '<section class="more-on"><h2>Recommended Stories</h2><ul><li><a href="/1">Soldiers shoot at strikers</a></li></ul></section>',
            '<div data-component="links-block"><ul><li><a href="/1">Soldiers shoot at strikers</a></li></ul></div>',
            '<aside><a href="/1">Soldiers shoot at strikers</a></aside>',
            '<div class="jp-relatedposts"><p><a href="/1">Soldiers shoot at strikers</a></p></div>',
            '<p class="read-more">Read more: <a href="/1">Soldiers shoot at strikers</a></p>',
            '<section id="comments"><div class="comment"><p>Soldiers shoot at strikers, I tell you all.</p></div></section>',
            '<blockquote class="instagram-media"><a href="/p">A post shared by Ola Berg (@olaberg)</a></blockquote>',
            '<div class="newsletter-signup"><p>Soldiers shoot at strikers? Get the news.</p></div>',
            '<aside class="pullquote"><blockquote>Soldiers shoot at strikers</blockquote></aside>',
            "<h3>More from The Example</h3><ul><li><a href='/1'>Soldiers shoot at strikers</a></li></ul>",
        ],
    )
    @pytest.mark.parametrize("is_long", [False, True])
    def test_it_is_no_body(self, other, is_long):
        short = ["Police arrested six nurses at the mill gate on Monday.", other, "Spokesman Jan Hus said they would be released."]
        page = html(article(*short, *([SENTENCE, MORE, UNION] if is_long else [])))
        assert body(page) == [short[0], short[2], *([SENTENCE, MORE, UNION] if is_long else [])]

    def test_words_for_screen_readers_are_none(self):
        assert "Published" not in read(html(article('<p><span class="visually-hidden">Published</span></p>', SENTENCE, UNION))).text

    def test_headings_inside_the_report_are_other(self):
        assert ("other", "## ‘No jobs lost’") in blocks(html(article(SENTENCE, "<h2>‘No jobs lost’</h2>", UNION)))

    def test_a_class_of_the_whole_article_takes_nothing_away(self):
        page = html(f'<div class="post category-promo tag-credit">{article(SENTENCE, UNION)}</div>')
        assert body(page) == [SENTENCE, UNION]

    def test_photographers_are_no_authors(self):
        page = html('<p class="byline">Words by Jane Roe, photographs by Ola Berg</p>', article(SENTENCE, UNION))
        assert clean(read(page))[0].authors == ("Jane Roe",)

    def test_authors_of_json_ld_are_people(self):
        data = {
            "@type": "NewsArticle",
            "author": [{"@type": "Person", "name": "Jane Roe"}, {"@type": "Organization", "name": "The Example"}],
        }
        page = html(article(SENTENCE, UNION), head=f'<script type="application/ld+json">{json.dumps(data)}</script>')
        assert clean(read(page))[0].authors == ("Jane Roe",)

    @pytest.mark.parametrize(
        "author", [{"givenName": "Jane", "familyName": "Roe"}, {"name": "By Jane Roe, Port News"}, "Jane Roe in Varna", ["JANE ROE"]]
    )
    def test_authors_of_json_ld_in_other_forms(self, author):
        data = json.dumps({"@type": "NewsArticle", "author": author})
        page = html(article(SENTENCE, UNION), head=f'<script type="application/ld+json">{data}</script>')
        assert clean(read(page))[0].authors == ("Jane Roe",)


class TestWords:
    def test_headline_is_the_first_line(self):
        assert blocks(html("<h1>Varna closes two quays</h1>", f"<div><p>{SENTENCE}</p><p>{UNION}</p></div>"))[0] == (
            "headline",
            "# Varna closes two quays",
        )

    def test_paragraphs_of_a_short_report_stay_apart(self):
        assert len(body(html(article("Police arrested six nurses at the gate on Monday.", "Jan Hus said so.")))) == 2

    def test_words_of_a_time_stay_in_their_sentence(self):
        assert (
            "met the dockers on Monday in Varna."
            in read(html(article(SENTENCE, "He met the dockers on <time>Monday</time> in Varna."))).text
        )

    def test_paragraphs_of_a_layout_table_stay_apart(self):
        cell = "<br><br>".join(["<b>Varna closes two quays</b>", "By Jane Roe<br>August 15, 2003", SENTENCE, MORE, UNION])
        page = f"<html><body><table><tr><td><a href=/>Home</a></td><td><font size=3>{cell}</font></td></tr></table></body></html>"
        assert body(page) == [SENTENCE, MORE, UNION]
        assert clean(read(page))[0].published == "2003-08-15"

    def test_linked_sentences_stay(self):
        linked = f'<div><p><a href="/live"><strong>{UNION}</strong></a></p></div>'
        assert body(html(article(SENTENCE, linked, MORE))) == [SENTENCE, UNION, MORE]

    def test_quotations_within_a_line_get_their_marks(self):
        page = html(article(SENTENCE, "Iliev told the dockers that <q>no jobs will be <q>lost</q> here</q> in the harbour."))
        assert "that “no jobs will be ‘lost’ here” in" in read(page).text

    @pytest.mark.parametrize(
        "inner", ["Nobody will work for half.<br><br>They have families.", "<p>Nobody will work for half.</p><p>They have families.</p>"]
    )
    def test_block_quotation_is_whole_and_between_marks(self, inner):
        lines = body(html(article(SENTENCE, "In a letter, Petar Dimov wrote:", f"<blockquote>{inner}</blockquote>", UNION)))
        assert lines[1:4] == ["In a letter, Petar Dimov wrote:", "“Nobody will work for half.", "“They have families.”"]

    def test_block_quotation_with_marks_keeps_its_own(self):
        assert MORE in body(html(article(SENTENCE, f"<blockquote><p>{MORE}</p></blockquote>", UNION)))

    def test_whoever_is_named_below_a_block_quotation_follows_it(self):
        quoted = "<blockquote><p>Nobody will work for half.</p><footer>Petar Dimov, union leader</footer></blockquote>"
        assert "“Nobody will work for half.” — Petar Dimov, union leader" in body(html(article(SENTENCE, quoted, UNION)))

    def test_post_on_a_network_is_a_quotation_with_its_author(self):
        post = (
            '<div class="embed"><blockquote class="twitter-tweet"><p lang="en">Half a wage is no wage.<br>See you on Friday. pic.twitter.com/abc</p>'
            '&mdash; Petar Dimov (@pdimov) <a href="https://twitter.com/pdimov/1">August 15, 2023</a></blockquote></div>'
        )
        for page in (html(article(SENTENCE, post, UNION)), html(article(SENTENCE, post, UNION, MORE, SENTENCE.replace("two", "three")))):
            assert "“Half a wage is no wage. See you on Friday.” — Petar Dimov (@pdimov) August 15, 2023" in body(page)


def post(time, heading, *paragraphs, kind):
    inner = "".join(p if p.startswith("<") else f"<p>{p}</p>" for p in paragraphs)
    return kind.format(time=time, heading=heading, inner=inner)


KINDS_OF_POST = {
    "microdata": '<article itemprop="liveBlogUpdate"><header><a class="block-time"><time datetime="2023-08-15T09:42:00Z">{time}</time></a>'
    "<h2>{heading}</h2></header><div>{inner}</div><footer>Share</footer></article>",
    "stream": '<li class="lx-stream__post-container"><article class="lx-stream-post"><p class="lx-stream-post__meta-time">{time}</p><h3>{heading}</h3>'
    '<div class="lx-stream-post-body">{inner}</div></article></li>',
    "story": '<div class="live-story-post"><span class="posted">{time}</span><h2>{heading}</h2>{inner}</div>',
}


class TestLiveBlogs:
    @pytest.mark.parametrize("kind", KINDS_OF_POST.values(), ids=KINDS_OF_POST)
    def test_posts_keep_time_quotations_questions_and_answers(self, kind):
        quoted = "<blockquote><p>Nobody will work for half.</p><p>They have families.</p></blockquote>"
        posts = (
            post("10.42 BST", "Strike called", "The union has called a strike, its leader says:", quoted, kind=kind),
            post("10.15 BST", "Minister answers", "<strong>Q: Who pays?</strong>", "The board must answer that, Iliev says.", kind=kind),
            post("09.30 BST", "Quays to close", SENTENCE, kind=kind),
        )
        found = blocks(html("<h1>Varna closes two quays</h1><div class='feed'>", *posts, "</div>"))
        assert [text for block, text in found if block == "dateline"] == ["10.42 BST", "10.15 BST", "09.30 BST"]
        assert [text for block, text in found if block == "body"] == [
            "The union has called a strike, its leader says:",
            "“Nobody will work for half.",
            "“They have families.”",
            "Q: Who pays?",
            "The board must answer that, Iliev says.",
            SENTENCE,
        ]
        assert found[1:3] == [("dateline", "10.42 BST"), ("other", "## Strike called")]

    def test_posts_that_a_script_would_show_are_read_from_the_data(self):
        updates = [
            {
                "datePublished": "2023-08-15T09:42:00Z",
                "headline": "Strike called",
                "articleBody": f"<p>{UNION}</p><blockquote>No work for half.</blockquote>",
            },
            {"datePublished": "2023-08-15T08:30:00Z", "headline": "Quays to close", "articleBody": SENTENCE},
        ]
        data = {
            "@type": "LiveBlogPosting",
            "headline": "Varna closes two quays",
            "datePublished": "2023-08-15T08:30:00Z",
            "liveBlogUpdate": updates,
        }
        page = html('<div id="root"></div>', head=f'<script type="application/ld+json">{json.dumps(data)}</script>')
        assert blocks(page) == [
            ("headline", "# Varna closes two quays"),
            ("dateline", "2023-08-15T09:42:00Z"),
            ("other", "## Strike called"),
            ("body", UNION),
            ("body", "“No work for half.”"),
            ("dateline", "2023-08-15T08:30:00Z"),
            ("other", "## Quays to close"),
            ("body", SENTENCE),
        ]


def mhtml(page):
    encoded = base64.encodebytes(page.encode("windows-1252")).decode()
    return (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/varna\r\nDate: Tue, 15 Aug 2023 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="----B"\r\n\r\n'
        "------B\r\nContent-Type: text/html; charset=windows-1252\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://a.example/varna\r\n\r\n"
        f"{encoded}\r\n------B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n------B--\r\n"
    ).encode()


class TestSavedPages:
    @pytest.mark.parametrize("name", ["varna.mhtml", "varna.mht", "varna.html", "varna"])
    def test_mhtml_is_read_with_its_address_and_time(self, tmp_path, name):
        (tmp_path / name).write_bytes(mhtml(html(article(SENTENCE, MORE)).replace("<meta charset='utf-8'>", "")))
        (page,) = read_path(tmp_path / name)
        assert MORE in page.text
        assert (page.url, page.captured, page.id) == ("https://a.example/varna", "Tue, 15 Aug 2023 10:00:00 +0000", "varna")
        assert clean(page)[0].captured == "2023-08-15T10:00:00+00:00"

    def test_safari_s_web_archive_is_read(self):
        main = {
            "WebResourceData": html(article(SENTENCE, MORE)).encode(),
            "WebResourceURL": "https://a.example/varna",
            "WebResourceTextEncodingName": "UTF-8",
        }
        page = read(plistlib.dumps({"WebMainResource": main}, fmt=plistlib.FMT_BINARY))
        assert (MORE in page.text, page.url) == (True, "https://a.example/varna")

    @pytest.mark.parametrize(
        "comment",
        [
            "<!-- saved from url=(0023)https://a.example/varna -->",
            "<!--\n Page saved with SingleFile \n url: https://a.example/varna \n saved date: Tue Aug 15 2023 10:00:00 GMT+0000 (UTC)\n-->",
        ],
    )
    def test_address_that_a_browser_wrote_into_the_page(self, comment):
        assert read(html(comment, article(SENTENCE, UNION))).url == "https://a.example/varna"

    @pytest.mark.parametrize(
        ("data", "says"),
        [
            (
                b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nhi",
                "no web page",
            ),
            (b"bplist00WebMainResource\x01\x02", "damaged web archive"),
        ],
    )
    def test_damaged_archive_is_a_failure(self, data, says):
        (failure,) = read_bytes(data)
        assert says in failure.message


@pytest.mark.parametrize(
    "page",
    [
        "<html><p>" + "<div>" * 10_000 + SENTENCE,
        "<html><p>" + "<span>" * 10_000 + SENTENCE,
        "<html><body><p>" + SENTENCE + "<p" * 50,
        "<!doctype html><![CDATA[" + SENTENCE,
        "<html><body><div id=root></div><noscript>You need to enable JavaScript to run this app of ours.</noscript>",
        "<html><frameset><frame src=a></frameset></html>",
        html("&#0; &#x110000; &#xD800; &bogus;"),
        html(article(SENTENCE, UNION), head='<script type="application/ld+json">' + "[" * 50_000 + "</script>"),
        html(
            article(SENTENCE),
            head='<script type="application/ld+json">{"@type":[5],"author":[7,[[1]]],"liveBlogUpdate":[{"articleBody":"<p"},7]}</script>',
        ),
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "'
        + "&a;" * 1000
        + '">]><html><body><p>'
        + "&b;" * 1000
        + "</p></body></html>",
        b"<html>" + bytes(range(256)) * 10,
    ],
    ids=["divs", "spans", "tags", "cdata", "scripts only", "frames", "entities", "nested data", "odd data", "laughs", "binary"],
)
def test_broken_page_is_a_page_or_a_failure(page):
    (item,) = read_bytes(page if isinstance(page, bytes) else page.encode())
    assert isinstance(item, Page | Failure)


def test_page_that_only_a_script_would_fill_is_a_failure():
    (failure,) = read_bytes(b"<html><body><div id=root></div><noscript>You need to enable JavaScript to run this app of ours.</noscript>")
    assert failure.error == "ArticleEmpty"


def test_fifty_megabytes_are_refused(tmp_path):
    with (tmp_path / "huge.html").open("wb") as file:
        file.truncate(50_000_000)
    (failure,) = read_path(tmp_path / "huge.html")
    assert failure.error == "ArticleTooLarge"


def test_thousands_of_little_elements_take_no_time():
    page = html(article(SENTENCE, "<p>" + "<span>word </span>" * 30_000 + "</p>"))
    assert read(page).text.count("word") == 30_000


def test_raw_page_is_kept():
    page = html(article(SENTENCE, UNION)).encode()
    assert read(page).raw == page


class TestSentencesOutsideParagraphs:
    @pytest.mark.parametrize(
        "lead",
        [
            f"<div>{SENTENCE}<br><br>{UNION}</div>",
            f"<div>{SENTENCE}</div><div>{UNION}</div>",
            f"<div><span>{SENTENCE}</span></div><section><b>{UNION}</b></section>",
            f"{SENTENCE} <br/><br/>{UNION}",
        ],
        ids=["lines", "frames", "spans", "bare"],
    )
    def test_they_are_read_as_paragraphs(self, lead):
        rest = [
            MORE,
            *(f"Quay {number} was built in 18{number} by two brothers who owned most of the ships in the bay." for number in range(50, 60)),
        ]
        assert body(html(article(lead, *rest))) == [SENTENCE, UNION, *rest]

    def test_what_stands_with_a_picture_is_not(self):
        frame = "<div><img src='a.jpg'>Dockers burned a crane here in 1990.</div>"
        assert body(html(article(SENTENCE, frame, UNION, MORE))) == [SENTENCE, UNION, MORE]
