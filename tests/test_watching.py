import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest

import onrecord
from onrecord.cli.inputs import inputs_of
from onrecord.cli.watch_page import Course, page_of
from onrecord.cli.watching import Told, watch
from onrecord.collection.alerting import Alert
from onrecord.reading import Metadata
from onrecord.storage import StoredDispute
from tests.commands import command
from tests.serving_pages import Reply, a_site
from tests.storing import Told as Telling

pytestmark = pytest.mark.usefixtures("folder")
SENTENCE = (
    "Prime Minister Anna Kovac met the Danish envoy, Jan Hus, in Brno on Monday, and said that the talks would go on for another week."
)


def page(text=SENTENCE):
    return f"<html><body><article><h1>Talks go on</h1><p>{text}</p><p>“No comment,” a spokeswoman said in Brno on Tuesday.</p></article></body></html>"


def rss(site, *paths):
    return f"<rss version='2.0'><channel><title>X</title>{''.join(f'<item><link>{site.url}{path}</link></item>' for path in paths)}</channel></rss>"


@pytest.fixture
def site():
    with a_site() as site:
        site.set("/my.opml", f'<opml version="2.0"><body><outline text="X" xmlUrl="{site.url}/feed"/></body></opml>')
        site.set("/feed", rss(site, "/1"), rss(site, "/2", "/1"))
        site.set("/1", page())
        site.set("/2", page("The union walked out of the hall on Tuesday, its chairwoman told reporters in Brno."))
        yield site


def titles():
    with onrecord.Collection("onrecord.db", create=False) as collection:
        return sorted(article.url.rpartition("/")[2] for article in collection.articles())


class TestRounds:
    def test_each_round_stores_what_is_new_once(self, site, capsys):
        waits = []
        with inputs_of([f"{site.url}/my.opml"], Metadata(), columns=None, listed=True, contact=None) as inputs:
            watch("onrecord.db", [f"{site.url}/my.opml"], inputs, Told(), pipeline="en_onrecord", every=900, rounds=3, sleep=waits.append)
        assert titles() == ["1", "2"]
        assert site.times()["/1"] == site.times()["/2"] == 1
        assert len(waits) == 2
        assert all(880 < wait <= 900 for wait in waits)
        assert [line.partition(" ")[2] for line in capsys.readouterr().err.splitlines()] == ["1 new"] * 2

    def test_it_goes_on_where_it_was(self, site):
        for _ in range(3):
            assert command("watch", f"{site.url}/my.opml", "--rounds", "1")[0] == 0
        assert (titles(), site.times()["/1"]) == (["1", "2"], 1)

    def test_page_that_fails_is_stored_as_a_failure_and_tried_again(self, site):
        site.set("/1", Reply(b"no", 404), page())
        code, _, err = command("watch", f"{site.url}/feed", "--rounds", "1")
        assert (code, "answers 404" in err) == (0, True)
        command("watch", f"{site.url}/feed", "--rounds", "1")
        assert titles() == ["1", "2"]

    def test_input_that_fails_in_the_same_way_again_is_logged_once(self, site, capsys):
        site.set("/my.opml", f'<opml version="2.0"><body><outline text="X" xmlUrl="{site.url}/gone"/></body></opml>')
        command_line = inputs_of([f"{site.url}/my.opml"], Metadata(), columns=None, listed=True, contact=None)
        with command_line as inputs:
            watch("onrecord.db", [f"{site.url}/my.opml"], inputs, Told(), pipeline="en_onrecord", every=900, rounds=3, sleep=lambda _: None)
        assert site.times()["/gone"] == 3
        assert capsys.readouterr().err.count("answers 404") == 1

    def test_page_says_how_it_goes(self, site, folder):
        site.set("/feed", rss(site, "/1", "/gone"))
        code, _, _ = command("watch", f"{site.url}/feed", "--rounds", "1", "--alert", "word=envoy", "--page", "watch.html")
        shown = (folder / "watch.html").read_text()
        assert code == 0
        for told in (
            "<title>onrecord watch: ended",
            "articles in the collection<td>1",
            "/gone: the server answers 404",
            "word=envoy",
            "1 new",
        ):
            assert told in shown
        assert not (folder / "watch.html.part").exists()

    def test_page_that_cannot_be_written_does_not_end_it(self, site):
        code, _, err = command("watch", f"{site.url}/feed", "--rounds", "1", "--page", "not/there.html")
        assert (code, "cannot be written" in err, titles()) == (0, True, ["1"])

    def test_killed_at_any_moment_it_loses_and_doubles_nothing(self, site, folder):
        site.set("/feed", rss(site, "/1", "/2"))
        arguments = [sys.executable, "-m", "onrecord", "watch", f"{site.url}/feed", "--rounds", "1"]
        for asked in ("/robots.txt", "/1", "/2"):
            process = subprocess.Popen(arguments, cwd=folder, stderr=subprocess.DEVNULL, env=dict(os.environ))
            end = time.monotonic() + 60
            while not site.times()[asked] and process.poll() is None and time.monotonic() < end:
                time.sleep(0.05)
            process.send_signal(signal.SIGKILL)
            process.wait()
        command("watch", f"{site.url}/feed", "--rounds", "1")
        assert titles() == ["1", "2"]


class TestAlerts:
    def test_command_and_web_address_are_told(self, site, folder):
        (folder / "note.py").write_text("import sys; open('alerts', 'a').write(sys.stdin.read() + '\\n')")
        told = f"{sys.executable} note.py"
        command(
            "watch",
            f"{site.url}/feed",
            "--rounds",
            "1",
            "--alert",
            "word=danish envoy",
            "--alert-command",
            told,
            "--webhook",
            f"{site.url}/hook",
        )
        (line,) = (folder / "alerts").read_text().splitlines()
        said = json.loads(line)
        assert (said["alert"], said["article"]["url"], said["found"]) == ("word=danish envoy", f"{site.url}/1", [SENTENCE])
        assert [json.loads(data) for data in site.posted] == [said]

    @pytest.mark.parametrize(
        "failing", [["--alert-command", "false"], ["--alert-command", "/not/there"], ["--webhook", "http://127.0.0.1:1/"]]
    )
    def test_who_does_not_listen_does_not_end_it(self, site, failing):
        code, _, err = command("watch", f"{site.url}/feed", "--rounds", "1", "--alert", "word=envoy", *failing)
        assert (code, "for alerts failed" in err, titles()) == (0, True, ["1"])

    @pytest.mark.parametrize("asked", ["envoy", "word=", "pair=Anna Kovac", "pair=A & B & C", "actor="])
    def test_alert_that_is_none_is_wrong_usage(self, asked):
        assert command("watch", "feed", "--alert", asked)[0] == 2

    def test_address_that_is_none_is_wrong_usage(self):
        assert command("watch", "feed", "--webhook", "file:///etc/passwd")[0] == 2


def test_page_shows_words_of_others_as_words():
    course = Course(begun=datetime(2021, 3, 5, tzinfo=UTC))
    course.alerts.append((datetime(2021, 3, 5, 9, tzinfo=UTC), "<script>alert(1)</script>"))
    shown = page_of(course, now=datetime(2021, 3, 5, 10, tzinfo=UTC), articles=0, doing="reading")
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown


TEXT = "“No,” Anna Kovac told Jan Hus. Eva Lind met the union in Brno."


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("actor=Kovac", ["“No,”"]),
        ("actor=anna kovac", ["“No,”"]),
        ("actor=Anna Lind", []),
        ("actor=Q7", ["Eva Lind met the union"]),
        ("pair=Kovac & Hus", ["“No,”"]),
        ("pair=union & Eva Lind", ["Eva Lind met the union"]),
        ("pair=Kovac & Lind", []),
        ("pair=Kovac & Kovac", []),
        ("word=the union", [TEXT]),
        ("word=unio", []),
        ("dispute", []),
    ],
)
def test_alert_finds_its_words(asked, found):
    told = Telling(TEXT)
    told.said("Anna Kovac", "“No,”", to=["Jan Hus"])
    told.who("Eva Lind", wikidata="Q7")
    told.did(
        "CONSULT", "met", actors=["Eva Lind"], recipients=["the union"], evidence="Eva Lind met the union", mode="meet", status="occurred"
    )
    assert Alert.parse(asked).found_in(told.reading()) == found


@pytest.mark.parametrize(
    ("asked", "wanted"), [("dispute", True), ("dispute=border", True), ("dispute=harbour", False), ("word=border", False)]
)
def test_dispute_is_told_of_by_its_words(asked, wanted):
    dispute = StoredDispute(about="k", what="event", kind="figures", of="killed", words="an attack near the Border", sides=())
    assert Alert.parse(asked).is_about(dispute) == wanted
