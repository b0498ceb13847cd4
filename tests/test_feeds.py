import gzip
import time

import pytest

from onrecord import Failure, Page
from onrecord.cleaning import clean
from onrecord.reading import Address, read_bytes, read_path

SENTENCE = "The harbour board of Varna said on Tuesday that it would close two of its five quays until autumn."
LONG = "".join(f"<p>{SENTENCE} It was the {number}th time.</p>" for number in range(9))


def read(data):
    """What there is, with addresses as they are."""
    addresses = []

    def fetch(address):
        addresses.append(address)
        return iter([])

    return [*read_bytes(data if isinstance(data, bytes) else data.encode(), fetch=fetch), *addresses]


def only(items):
    (item,) = items
    return item


def rss(*items, title="The Example"):
    namespaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom"'
    return f'<?xml version="1.0"?><rss version="2.0" {namespaces}><channel><title>{title}</title>{"".join(map("<item>{}</item>".format, items))}</channel></rss>'


WHOLE = f"<title>Quays closed</title><link>https://example.org/1</link><content:encoded><![CDATA[{LONG}]]></content:encoded>"
SHORT = "<title>Quays closed</title><link>https://example.org/1</link><description>Two of five.</description>"


class TestFeeds:
    def test_whole_article_is_read_from_the_feed(self):
        page = only(read(rss(f"{WHOLE}<pubDate>Tue, 15 Aug 2023 09:30:00 GMT</pubDate><author>jane@example.org (Jane Roe)</author>")))
        assert page.text.startswith(f"# Quays closed\n\n{SENTENCE} It was the 0th time.\n\n")
        assert (page.title, page.url, page.id, page.publisher, page.authors) == (
            "Quays closed",
            *["https://example.org/1"] * 2,
            "The Example",
            ("Jane Roe",),
        )
        assert clean(page)[0].published == "2023-08-15T09:30:00+00:00"

    def test_item_with_a_summary_is_an_address(self):
        address = only(read(rss(SHORT)))
        assert isinstance(address, Address)
        assert (address.url, address.title, address.publisher) == ("https://example.org/1", "Quays closed", "The Example")

    def test_summary_as_long_as_an_article_is_one(self):
        assert isinstance(only(read(rss(f"{SHORT.partition('<desc')[0]}<description><![CDATA[{LONG}]]></description>"))), Page)

    @pytest.mark.parametrize(
        "end",
        [
            "…",
            "[...]",
            "<p>Read more</p>",
            "<p>Continue reading Quays closed</p>",
            "<p>It was [&#8230;]</p><p>The post Quays appeared first on X.</p>",
        ],
    )
    def test_text_that_goes_on_elsewhere_is_an_address(self, end):
        assert isinstance(only(read(rss(WHOLE.replace("]]>", f"{end}]]>")))), Address)

    @pytest.mark.parametrize(
        "end", ["<p>“We want no more,” she said.</p>", "<p>They asked for the full story.</p>", "<p>He wanted to read more.</p>"]
    )
    def test_text_that_ends_with_such_words_is_whole(self, end):
        assert isinstance(only(read(rss(WHOLE.replace("]]>", f"{end}]]>")))), Page)

    @pytest.mark.parametrize("item", [WHOLE, SHORT])
    def test_source_of_an_item_is_its_publisher(self, item):
        assert only(read(rss(f'{item}<source url="https://other.example">The Other</source>', title="Search"))).publisher == "The Other"

    def test_update_is_not_the_publication(self):
        entry = f'<entry><title>Q</title><id>x</id><link href="https://example.org/1"/><updated>2023-08-16T01:02:03Z</updated><content type="html">{SENTENCE}</content></entry>'
        feed = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>The Example</title>{entry}</feed>'
        page = only(read(feed))
        assert (page.published, page.updated, page.text) == (None, "2023-08-16T01:02:03Z", SENTENCE)
        page = only(read(feed.replace("<updated>", "<published>2023-08-15T01:02:03Z</published><updated>")))
        assert (page.published, page.updated) == ("2023-08-15T01:02:03Z", "2023-08-16T01:02:03Z")

    def test_item_without_text_and_address_is_a_failure_and_the_others_are_read(self):
        failure, page = read(rss("<title>Quays</title>", WHOLE))
        assert (failure.error, page.title) == ("ArticleEmpty", "Quays closed")
        assert "item 1" in failure.message

    @pytest.mark.parametrize(
        ("feed", "error"),
        [
            (rss(), "ArticleEmpty"),
            ("<rss version='2.0'><nonsense", "ArticleEmpty"),
            ("<feed>", "ArticleEmpty"),
            ("<rss \x00", "ArticleUnreadable"),
        ],
    )
    def test_what_is_no_feed_is_a_failure(self, feed, error):
        assert only(read(feed)).error == error

    def test_broken_feed_gives_what_is_whole_in_it(self):
        items = read(rss(WHOLE, SHORT.replace("/1", "/2")).replace("</channel></rss>", "<item><title>Un & finished"))
        assert [type(item) for item in items[:2]] == [Page, Failure]
        assert items[-1].url == "https://example.org/2"

    def test_entities_that_multiply_do_not(self):
        entities = "".join(f'<!ENTITY e{number} "{f"&e{number - 1};" * 10}">' for number in range(1, 10))
        bomb = (
            f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "ten letters">{entities}]>'
            + rss(SHORT.replace("Two", "&e9;")).partition("?>")[2]
        )
        assert len(str(read(bomb))) < 100_000

    def test_feed_of_ten_thousand_items(self):
        items = read(rss(*(SHORT.replace("/1", f"/{number}") for number in range(10_000))))
        assert len({item.url for item in items}) == 10_000

    def test_without_fetching_an_address_is_a_failure_that_says_how(self, tmp_path):
        (tmp_path / "a.rss").write_text(rss(SHORT, WHOLE.replace("/1", "/2")))
        failure, page = read_path(tmp_path / "a.rss")
        assert (failure.error, failure.id, page.id) == ("ArticleNotFetched", "https://example.org/1", "https://example.org/2")
        assert "--fetch" in failure.message


@pytest.mark.parametrize(
    "data",
    [
        "<!---->" * 600,
        rss(SHORT.replace("Quays closed", "<" * 1_000_000)),
        rss(WHOLE.replace(LONG, "\n" * 1_000_000 + SENTENCE)),
        "# a\n" * 500_000 + "x",
        "https://example.org/1\n" + "\n" * 1_000_000 + "x",
    ],
    ids=["comments", "open tags", "empty lines", "remarks", "lines behind an address"],
)
def test_nothing_takes_long(data):
    start = time.process_time()
    read(data)
    assert time.process_time() - start < 10


class TestLists:
    def test_feeds_of_an_outline_have_their_names(self):
        outline = '<outline text="News"><outline type="rss" text="The Example" xmlUrl="https://example.org/feed" /></outline><outline text="empty"/>'
        address = only(read(f'<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>{outline}</body></opml>'))
        assert (address.url, address.publisher, address.title) == ("https://example.org/feed", "The Example", None)

    def test_pages_of_a_news_sitemap(self):
        news = "<n:news><n:publication><n:name>The Example</n:name></n:publication><n:publication_date>2023-08-15</n:publication_date><n:title>Quays</n:title></n:news>"
        image = "<i:image><i:loc>https://example.org/i.png</i:loc><i:title>A crane</i:title></i:image>"
        namespaces = (
            'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9" xmlns:i="urn:i"'
        )
        data = f"<urlset {namespaces}><url><loc>https://example.org/1</loc><lastmod>2023-08-16</lastmod>{news}{image}</url></urlset>"
        address = only(read(gzip.compress(data.encode())))
        assert (address.url, address.title, address.publisher) == ("https://example.org/1", "Quays", "The Example")
        assert (address.published, address.updated) == ("2023-08-15", "2023-08-16")

    def test_sitemaps_of_an_index(self):
        data = (
            "<sitemapindex><sitemap><loc>https://example.org/a.xml</loc></sitemap><sitemap><loc>javascript:x</loc></sitemap></sitemapindex>"
        )
        assert [item.url for item in read(data)] == ["https://example.org/a.xml"]

    def test_addresses_one_a_line(self):
        items = read("# Varna\nhttps://example.org/1\n\n  http://example.org/2  \r\n")
        assert [item.url for item in items] == ["https://example.org/1", "http://example.org/2"]

    @pytest.mark.parametrize(
        "text", [f"https://example.org/1\n{SENTENCE}", "# See https://example.org/1\n", f"{SENTENCE} https://example.org/1"]
    )
    def test_text_with_addresses_in_it_is_a_text(self, text):
        assert isinstance(only(read(text)), Page)

    @pytest.mark.parametrize("data", ["<opml><body/></opml>", "<urlset></urlset>", "<opml ", "<urlset \x00"])
    def test_empty_or_broken_list_is_a_failure(self, data):
        assert isinstance(only(read(data)), Failure)

    def test_entities_that_multiply_do_not(self):
        entities = "".join(f'<!ENTITY e{number} "{f"&e{number - 1};" * 10}">' for number in range(1, 10))
        data = f'<!DOCTYPE urlset [<!ENTITY e0 "ten letters">{entities}]><urlset><url><loc>https://example.org/&e9;</loc></url></urlset>'
        assert len(str(read(data))) < 10_000

    def test_files_outside_are_not_looked_at(self, tmp_path):
        (tmp_path / "secret").write_text("https://example.org/secret")
        data = f'<!DOCTYPE urlset [<!ENTITY e SYSTEM "file://{tmp_path}/secret">]><urlset><url><loc>&e;</loc></url></urlset>'
        assert "secret" not in str([item.url for item in read(data) if isinstance(item, Address)])
