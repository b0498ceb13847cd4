import shutil
import socket
import threading
import time

import pytest

pytest.importorskip("fastapi", reason="pip install 'onrecord[server]'")
pytest.importorskip("playwright", reason="pip install playwright")

import uvicorn
from playwright.sync_api import sync_playwright

from onrecord.server import application
from tests.serving import collection_of
from tests.storing import simple, talks

CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: apt-get install chromium")


@pytest.fixture
def database():
    return "sqlite"


@pytest.fixture
def address(made):
    """Where the pages of a collection are served."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with collection_of(made, talks(url="https://example.org/talks").reading(), simple(1).reading()) as collection:
        server = uvicorn.Server(uvicorn.Config(application(collection), port=port, log_level="error"))
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join()


@pytest.fixture
def page(address):
    """A page in a browser, which tells what went wrong in it."""
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(base_url=address, permissions=["clipboard-read", "clipboard-write"])
        opened = context.new_page()
        wrong = []
        opened.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        opened.on("pageerror", lambda error: wrong.append(str(error)))
        yield opened
        browser.close()
        assert wrong == []


def lit(page):
    return set(page.eval_on_selector_all(".lit", "found => found.map(one => one.dataset.of)"))


def test_words_and_record_show_each_other(page):
    page.goto("/articles/monday%2Flead")
    page.hover('.mark[data-of="s2"]')
    assert lit(page) == {"s2"}
    assert page.locator("#r-s2.lit").count() == 1
    page.focus("#t-s1")
    assert page.locator("#r-s1.lit").count() == 1
    page.hover("h1")
    assert lit(page) == set()


def test_from_the_start_to_a_citation(page):
    page.goto("/")
    page.fill("#q-top", "vote")
    page.press("#q-top", "Enter")
    page.click("text=We will")
    page.click("summary:has-text('Cite')")
    page.click("button.copy")
    assert page.evaluate("navigator.clipboard.readText()").startswith(
        "Anna Kovac (Prime Minister) promised: “We will vote on Monday” (The Example,"
    )


def test_pages_fit_a_phone(page):
    page.set_viewport_size({"width": 390, "height": 800})
    for path in ("/", "/articles/monday%2Flead", "/statements", "/actors", "/actors/Q1", "/search?q=vote", "/read"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), path
