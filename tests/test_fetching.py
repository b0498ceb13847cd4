import gzip
import sys
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from onrecord import Failure, Page
from onrecord.errors import FileUnfit, LibraryMissing
from onrecord.reading import Address
from onrecord.reading.fetching import Client, Fetcher, Memory
from tests.serving_pages import Reply, a_site

SENTENCE = "The harbour board of Varna said on Tuesday that it would close two of its five quays until autumn."


class Clock:
    """Time that passes only where somebody waits."""

    def __init__(self):
        self.time, self.waits = 1000.0, []

    def now(self):
        return self.time

    def sleep(self, seconds):
        self.waits.append(seconds)
        self.time += seconds


@pytest.fixture
def site():
    with a_site() as site:
        yield site


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def fetch(site, clock, tmp_path):
    """Fetch a path of the site as in a run of its own, and remember it."""

    def run(path, *, keep=True, **options):
        client = Client(contact="desk@example.org", sleep=clock.sleep, now=clock.now)
        with Fetcher(client, Memory(tmp_path / "state"), clock=lambda: options.get("clock", 0.0)) as fetcher:
            items = list(fetcher(Address(url=f"{site.url}{path}" if path.startswith("/") else path, id=path, where=path)))
            if keep:
                fetcher.keep()
        return items

    return run


def page(text=SENTENCE, head=""):
    return (
        f"<html><head><title>Quays</title>{head}</head><body><article><h1>Quays</h1><p>{text}</p><p>{SENTENCE}</p></article></body></html>"
    )


def rss(*paths, site, date="Tue, 15 Aug 2023 09:30:00 GMT"):
    items = "".join(f"<item><title>Quays</title><link>{site.url}{path}</link><pubDate>{date}</pubDate></item>" for path in paths)
    return f'<rss version="2.0"><channel><title>The Example</title>{items}</channel></rss>'


def only(items):
    (item,) = items
    return item


def paths(items):
    return [item.url.rpartition("/")[2] for item in items if isinstance(item, Page)]


class TestPages:
    def test_page_has_its_address_and_the_time_it_was_fetched(self, site, fetch):
        site.set("/1", page())
        found = only(fetch("/1"))
        assert (found.url, found.id, found.title) == (f"{site.url}/1", "/1", "Quays")
        assert datetime.now(UTC) - datetime.fromisoformat(found.captured) < timedelta(minutes=1)
        assert SENTENCE in found.text

    def test_request_says_who_asks_and_whom_to_ask(self, site, fetch):
        site.set("/1", page())
        fetch("/1")
        assert all(headers["User-Agent"].startswith("onrecord/") for _, headers in site.asked)
        assert all("(+desk@example.org)" in headers["User-Agent"] for _, headers in site.asked)

    def test_charset_of_the_server_is_used(self, site, fetch):
        site.set("/1", page("Kovač: " + SENTENCE).encode("windows-1250"), headers={"Content-Type": "text/html; charset=windows-1250"})
        assert "Kovač" in only(fetch("/1")).text

    @pytest.mark.parametrize(("host", "own"), [("127.0.0.1", True), ("elsewhere.example", False)])
    def test_address_that_a_page_gives_itself_counts_on_its_own_host(self, site, fetch, host, own):
        site.set("/1?from=feed", page(head=f'<link rel="canonical" href="http://{host}/quays"/>'))
        assert only(fetch("/1?from=feed")).url == ("http://127.0.0.1/quays" if own else f"{site.url}/1?from=feed")

    def test_redirection_is_followed(self, site, fetch):
        site.set("/1", b"", status=301, headers={"Location": "/2"})
        site.set("/2", page())
        assert only(fetch("/1")).url == f"{site.url}/2"

    @pytest.mark.parametrize("location", ["/1", "/1?again"])
    def test_endless_redirections_are_a_failure(self, site, fetch, location):
        site.set("/1", b"", status=302, headers={"Location": location})
        site.set("/1?again", b"", status=302, headers={"Location": "/1"})
        assert "redirections" in only(fetch("/1")).message

    @pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://example.org/1", "javascript:alert(1)", "http://[::1"])
    def test_only_the_web_is_fetched(self, site, fetch, location):
        site.set("/1", b"", status=302, headers={"Location": location})
        failure = only(fetch("/1"))
        assert (failure.error, "only http" in failure.message or "no answer" in failure.message) == ("ArticleNotFetched", True)

    @pytest.mark.parametrize("status", [403, 404, 410, 451])
    def test_page_that_is_not_there_is_a_failure(self, site, fetch, status):
        site.set("/1", b"no", status=status)
        failure = only(fetch("/1"))
        assert (failure.error, str(status) in failure.message) == ("ArticleNotFetched", True)
        assert site.times()["/1"] == 1

    def test_other_kinds_are_read_too(self, site, fetch):
        site.set("/1", f"title,text\nQuays,{SENTENCE}", headers={"Content-Type": "text/csv"})
        site.set("/2", gzip.compress(SENTENCE.encode()), headers={"Content-Type": "text/plain"})
        assert [only(fetch(path)).text for path in ("/1", "/2")] == [SENTENCE] * 2

    def test_nobody_there_is_a_failure(self, fetch):
        assert only(fetch("http://127.0.0.1:1/page")).error == "ArticleNotFetched"


class TestLimits:
    def test_page_without_end_is_a_failure(self, site, fetch, monkeypatch):
        monkeypatch.setattr("onrecord.reading.fetching.client.MAX_FETCHED_BYTES", 100_000)
        site.set("/1", b"a" * 200_000)
        assert "more than 100,000 bytes" in only(fetch("/1")).message

    def test_bomb_is_a_failure(self, site, fetch, monkeypatch):
        monkeypatch.setattr("onrecord.reading.fetching.client.MAX_FETCHED_BYTES", 1_000_000)
        site.set("/1", gzip.compress(b"a" * 100_000_000, 9), headers={"Content-Encoding": "gzip"})
        assert "more than 1,000,000 bytes" in only(fetch("/1")).message

    @pytest.mark.parametrize("coding", ["br", "zstd", "nonsense"])
    def test_coding_that_was_not_asked_for_is_a_failure(self, site, fetch, coding):
        site.set("/1", b"abc", headers={"Content-Encoding": coding})
        assert coding in only(fetch("/1")).message

    def test_coding_that_is_broken_is_a_failure(self, site, fetch):
        site.set("/1", b"abc", headers={"Content-Encoding": "gzip"})
        assert only(fetch("/1")).error == "ArticleNotFetched"

    def test_server_that_takes_too_long_is_given_up(self, site, fetch, clock, monkeypatch):
        monkeypatch.setattr("onrecord.reading.fetching.client.SECONDS_OF_AN_ANSWER", -1.0)
        site.set("/robots.txt", b"")
        site.set("/1", page())
        assert "not all there" in only(fetch("/1")).message


class TestPatience:
    @pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
    def test_busy_server_is_asked_again_after_longer_and_longer(self, site, fetch, clock, status):
        site.set("/1", *[Reply(b"busy", status)] * 3, page())
        assert isinstance(only(fetch("/1")), Page)
        pauses = [wait for wait in clock.waits if wait >= 2]
        assert len(pauses) == 3
        assert pauses == sorted(pauses)

    def test_it_is_left_alone_as_long_as_it_says(self, site, fetch, clock):
        site.set("/1", Reply(b"busy", 503, {"Retry-After": "37"}), page())
        fetch("/1")
        assert 37 in clock.waits

    def test_it_may_say_so_as_a_date(self, site, fetch, clock):
        later = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
        site.set("/1", Reply(b"busy", 503, {"Retry-After": later}), page())
        fetch("/1")
        assert any(50 < wait <= 60 for wait in clock.waits)

    def test_who_wants_to_be_left_alone_for_long_is_left_for_another_run(self, site, fetch, clock):
        site.set("/1", Reply(b"busy", 429, {"Retry-After": "86400"}))
        assert "429" in only(fetch("/1")).message
        assert sum(clock.waits) < 60

    def test_it_is_asked_nothing_until_then(self, site, clock):
        site.set("/list", f"{site.url}/1\n{site.url}/2")
        site.set("/1", Reply(b"busy", 429, {"Retry-After": "7200"}), page())
        site.set("/2", page())
        asked = []
        with Fetcher(Client(sleep=clock.sleep, now=clock.now), Memory(), clock=clock.now) as fetcher:
            for _ in range(5):
                asked.append(paths(fetcher(Address(url=f"{site.url}/list", id="list", where="list"))))
                fetcher.keep()
                clock.time += 3600
        assert asked == [[], [], ["1", "2"], [], []]
        assert site.times()["/1"] == 2

    def test_server_that_stays_busy_is_a_failure(self, site, fetch):
        site.set("/1", b"busy", status=500)
        assert "asked 4 times" in only(fetch("/1")).message
        assert site.times()["/1"] == 4

    def test_answer_that_breaks_off_is_asked_for_again(self, site, fetch):
        site.set("/1", Reply(page().encode(), cut=50), page())
        assert isinstance(only(fetch("/1")), Page)


class TestManners:
    def test_what_robots_txt_forbids_is_not_asked_for(self, site, fetch):
        site.set("/robots.txt", "User-agent: *\nDisallow: /private\nDisallow: /*.pdf$")
        site.set("/private/1", page())
        for path in ("/private/1", "/a.pdf"):
            assert "robots.txt" in only(fetch(path)).message
        assert set(site.times()) == {"/robots.txt"}

    def test_rules_for_this_program_go_before(self, site, fetch):
        site.set("/robots.txt", "User-agent: *\nDisallow: /\n\nUser-agent: onrecord\nAllow: /")
        site.set("/1", page())
        assert isinstance(only(fetch("/1")), Page)

    def test_redirection_to_what_is_forbidden_is_not_followed(self, site, fetch):
        site.set("/robots.txt", "User-agent: *\nDisallow: /private")
        site.set("/1", b"", status=302, headers={"Location": "/private/1"})
        assert "robots.txt" in only(fetch("/1")).message
        assert "/private/1" not in site.times()

    def test_without_robots_txt_all_is_allowed_and_where_it_fails_nothing(self, site, fetch):
        site.set("/1", page())
        assert isinstance(only(fetch("/1", keep=False)), Page)
        site.set("/robots.txt", b"", status=500)
        assert "without its robots.txt" in only(fetch("/1")).message

    def test_requests_to_one_host_are_apart(self, site, fetch, clock):
        site.set("/list", "\n".join(f"{site.url}/{number}" for number in range(5)))
        for number in range(5):
            site.set(f"/{number}", page())
        start = clock.time
        assert len(fetch("/list")) == 5
        assert clock.time - start == pytest.approx(6)
        assert site.times()["/robots.txt"] == 1

    def test_more_time_is_given_where_robots_txt_asks_for_it(self, site, fetch, clock):
        site.set("/robots.txt", "User-agent: *\nCrawl-delay: 7")
        site.set("/list", f"{site.url}/1\n{site.url}/2")
        site.set("/1", page())
        site.set("/2", page())
        start = clock.time
        fetch("/list")
        assert clock.time - start >= 14


class TestLists:
    def test_feeds_of_an_outline_and_their_articles(self, site, fetch):
        site.set("/my.opml", f'<opml version="2.0"><body><outline text="Mine" xmlUrl="{site.url}/feed"/></body></opml>')
        site.set("/feed", rss("/1", "/2", site=site))
        site.set("/1", page())
        site.set("/2", page())
        pages = fetch("/my.opml")
        assert paths(pages) == ["1", "2"]
        assert {(page.publisher, page.published) for page in pages} == {("The Example", "Tue, 15 Aug 2023 09:30:00 GMT")}

    def test_page_that_says_when_it_was_published_goes_before_its_feed(self, site, fetch):
        site.set("/feed", rss("/1", site=site))
        site.set(
            "/1",
            page(head='<meta property="article:published_time" content="2023-08-14"><meta property="og:site_name" content="The Other">'),
        )
        assert [(page.published, page.publisher) for page in fetch("/feed")] == [("2023-08-14", "The Other")]

    def test_page_of_two_lists_is_fetched_once(self, site, fetch):
        site.set("/all", f"{site.url}/a\n{site.url}/b")
        for path in ("/a", "/b"):
            site.set(path, rss("/1", site=site))
        site.set("/1", page())
        assert paths(fetch("/all")) == ["1"]
        assert site.times()["/1"] == 1

    def test_list_that_holds_itself_ends(self, site, fetch):
        site.set("/a", f"{site.url}/a\n{site.url}/b")
        site.set("/b", f"{site.url}/a")
        assert fetch("/a") == []

    def test_lists_within_lists_end(self, site, fetch):
        for number in range(9):
            site.set(f"/{number}", f"{site.url}/{number + 1}\n")
        assert "deeper than is followed" in only(fetch("/0")).message

    def test_page_that_fails_costs_no_other(self, site, fetch):
        site.set("/feed", rss("/1", "/2", "/3", site=site))
        site.set("/1", page())
        site.set("/3", page())
        items = fetch("/feed")
        assert paths(items) == ["1", "3"]
        assert [item.id for item in items if isinstance(item, Failure)] == [f"{site.url}/2"]


class TestMemory:
    @pytest.mark.parametrize("mark", [{"ETag": '"one"'}, {"Last-Modified": "Tue, 15 Aug 2023 09:30:00 GMT"}])
    def test_feed_that_is_as_it_was_gives_nothing(self, site, fetch, mark):
        site.set("/feed", Reply(rss("/1", site=site).encode(), headers=mark))
        site.set("/1", page())
        assert (paths(fetch("/feed")), fetch("/feed")) == (["1"], [])
        assert site.times()["/1"] == 1

    def test_changed_feed_gives_what_is_new_in_it(self, site, fetch):
        site.set("/feed", rss("/1", site=site), rss("/2", "/1", site=site))
        site.set("/1", page())
        site.set("/2", page())
        assert [paths(fetch("/feed")) for _ in range(3)] == [["1"], ["2"], []]
        assert site.times()["/1"] == 1

    def test_item_with_another_date_is_fetched_again(self, site, fetch):
        site.set("/feed", rss("/1", site=site), rss("/1", site=site, date="Wed, 16 Aug 2023 09:30:00 GMT"))
        site.set("/1", page(), page("The board took it back."))
        assert [len(fetch("/feed")) for _ in range(3)] == [1, 1, 0]

    def test_page_that_failed_is_fetched_the_next_time_though_its_feed_is_as_it_was(self, site, fetch):
        site.set("/feed", Reply(rss("/1", "/2", site=site).encode(), headers={"ETag": '"one"'}))
        site.set("/1", page())
        site.set("/2", Reply(b"gone", 404), page())
        assert [paths(fetch("/feed")) for _ in range(3)] == [["1"], ["2"], []]

    def test_page_that_fails_again_and_again_is_asked_for_less_and_less_and_then_no_more(self, site, fetch, monkeypatch):
        monkeypatch.setattr("onrecord.reading.fetching.memory.MOST_TRIES", 5)
        site.set("/feed", rss("/1", site=site))
        asked = []
        for quarter in range(30):
            fetch("/feed", clock=quarter * 900)
            asked.append(site.times()["/1"])
        assert [asked.index(times) for times in range(1, 6)] == [0, 1, 2, 4, 8]
        assert asked[-1] == 5

    def test_feed_of_a_list_that_fails_is_asked_for_each_time(self, site, fetch, monkeypatch):
        monkeypatch.setattr("onrecord.reading.fetching.memory.MOST_TRIES", 1)
        site.set("/my.opml", f'<opml version="2.0"><body><outline text="Mine" xmlUrl="{site.url}/feed"/></body></opml>')
        site.set("/feed", *[Reply(b"", 404)] * 5, rss("/1", site=site))
        site.set("/1", page())
        assert [paths(fetch("/my.opml")) for _ in range(6)] == [[]] * 5 + [["1"]]

    def test_page_with_another_date_that_is_as_it_was_is_asked_for_once(self, site, fetch):
        site.set("/feed", rss("/1", site=site), rss("/1", site=site, date="Wed, 16 Aug 2023 09:30:00 GMT"))
        site.set("/1", Reply(page().encode(), headers={"ETag": '"one"'}))
        assert [len(fetch("/feed")) for _ in range(4)] == [1, 0, 0, 0]
        assert site.times()["/1"] == 2

    def test_what_came_before_a_kill_is_remembered_where_it_was_kept(self, site, clock, tmp_path):
        site.set("/feed", Reply(rss("/1", "/2", "/3", site=site).encode(), headers={"ETag": '"one"'}))
        for number in (1, 2, 3):
            site.set(f"/{number}", page())
        for wanted in (2, 3):
            with Fetcher(Client(sleep=clock.sleep, now=clock.now), Memory(tmp_path / "state"), clock=clock.now) as fetcher:
                items = fetcher(Address(url=f"{site.url}/feed", id="feed", where="feed"))
                for _, _ in zip(range(wanted), items, strict=False):
                    fetcher.keep_so_far()
        assert site.times()["/1"] == 1
        assert site.times()["/3"] >= 1

    def test_page_that_failed_is_found_though_its_feed_has_dropped_it(self, site, fetch):
        site.set("/feed", rss("/1", site=site), rss(site=site))
        site.set("/1", Reply(b"no", 404), page())
        assert [paths(fetch("/feed")) for _ in range(3)] == [[], ["1"], []]

    def test_list_of_feeds_is_read_though_it_is_as_it_was(self, site, fetch):
        outline = f'<opml version="2.0"><body><outline text="Mine" xmlUrl="{site.url}/feed"/></body></opml>'
        site.set("/my.opml", Reply(outline.encode(), headers={"ETag": '"one"'}))
        site.set("/feed", rss("/1", site=site), rss("/2", site=site))
        site.set("/1", page())
        site.set("/2", page())
        assert [paths(fetch("/my.opml")) for _ in range(3)] == [["1"], ["2"], []]

    def test_run_that_was_killed_remembers_nothing(self, site, fetch):
        site.set("/feed", Reply(rss("/1", site=site).encode(), headers={"ETag": '"one"'}))
        site.set("/1", page())
        assert [paths(fetch("/feed", keep=keep)) for keep in (False, True, True)] == [["1"], ["1"], []]

    def test_file_that_is_no_memory_is_told(self, tmp_path):
        (tmp_path / "state").write_text(SENTENCE * 9)
        with pytest.raises(FileUnfit, match="state"):
            Memory(tmp_path / "state")


@pytest.mark.parametrize("library", ["httpx2", "protego"])
def test_library_that_is_missing_is_named_with_its_extra(library, monkeypatch, site, clock):
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(LibraryMissing, match=r"pip install 'onrecord\[web\]'"):
        list(Fetcher(Client(sleep=clock.sleep, now=clock.now), Memory())(Address(url=f"{site.url}/1", id="1", where="1")))
