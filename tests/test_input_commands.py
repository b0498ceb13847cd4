import json
import sqlite3

import pytest

from tests.commands import command
from tests.serving_pages import Reply, a_site

pytestmark = pytest.mark.usefixtures("folder")
SENTENCE = "The minister said on Monday that the talks with the union would go on for another week in Brno."
PAGE = f"<html><body><article><h1>Talks go on</h1><p>{SENTENCE}</p><p>“No comment,” a spokeswoman said in Brno on Tuesday.</p></article></body></html>"


@pytest.fixture
def site():
    with a_site() as site:
        site.set("/1", PAGE)
        site.set(
            "/feed",
            Reply(f"<rss version='2.0'><channel><item><link>{site.url}/1</link></item></channel></rss>".encode(), headers={"ETag": '"a"'}),
        )
        yield site


def test_page_at_an_address_is_read(site):
    code, out, _ = command("read", f"{site.url}/1", "--json", "--publisher", "The Example")
    article = json.loads(out)["article"]
    assert (code, article["url"], article["publisher"]) == (0, f"{site.url}/1", "The Example")


def test_feed_at_an_address_is_added_once(site, folder):
    assert command("add", f"{site.url}/feed")[:2] == (0, "1 new\n")
    assert command("add", f"{site.url}/feed")[:2] == (0, "nothing to read\n")
    assert site.times()["/1"] == 1
    assert (folder / "onrecord.db.fetched").is_file()


def test_what_was_fetched_is_remembered_where_the_user_says(site, folder):
    command("add", f"{site.url}/1", "--state", "seen")
    (url,) = sqlite3.connect(folder / "seen").execute("SELECT url FROM fetched").fetchone()
    assert url == f"{site.url}/1"


def test_feed_in_a_file_is_fetched_where_that_is_wanted(site, folder):
    (folder / "a.rss").write_bytes(site.replies["/feed"][0].body)
    code, _, err = command("add", "a.rss")
    assert (code, "--fetch" in err, site.asked) == (1, True, [])
    assert command("add", "a.rss", "--fetch")[:2] == (0, "1 new\n")


def test_contact_is_told(site):
    command("read", f"{site.url}/1", "--contact", "desk@example.org")
    assert {"desk@example.org" in headers["User-Agent"] for _, headers in site.asked} == {True}


def test_table_takes_a_mapping(folder):
    (folder / "a.csv").write_text(f"nr,story\n7,{SENTENCE}\n")
    code, out, _ = command("read", "a.csv", "--json", "--columns", "text=story,id=nr")
    assert (code, json.loads(out)["article"]["id"]) == (0, "7")


def test_wrong_mapping_is_wrong_usage(folder):
    assert command("read", "a.csv", "--columns", "story=text")[0] == 2
