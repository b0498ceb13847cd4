import re
import shutil
import socket
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="pip install 'onrecord[server]'")
pytest.importorskip("playwright", reason="pip install playwright")

import uvicorn
from playwright.sync_api import sync_playwright

from corpora.newsroom import read_newsroom
from onrecord.server import application
from tests.serving import collection_of
from tests.storing import TALKS, Told, simple, talks

ROOT = Path(__file__).parents[1]
CHROMIUM = shutil.which("chromium")
LETTERS = "First 😀 line.\r\nSecond 😀 line,\tthe “end”."
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: apt-get install chromium")


@pytest.fixture
def database():
    return "sqlite"


@contextmanager
def served(made, *readings):
    """Where the pages of a collection of these are served."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with collection_of(made, *readings) as collection:
        server = uvicorn.Server(uvicorn.Config(application(collection), port=port, log_level="error"))
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join()


@pytest.fixture
def address(made, request):
    """A collection built by hand, or, by that name, the story of an arrest of the demonstration."""
    if getattr(request, "param", None) == "demonstration":
        arrest = [one for one in read_newsroom() if one.id.startswith("arrest")]
        readings = request.getfixturevalue("pipeline").pipe(arrest)
    else:
        readings = talks(url="https://example.org/talks").reading(), simple(1).reading(), Told(LETTERS, id="letters").reading()
    with served(made, *readings) as address:
        yield address


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


def test_a_pointer_at_rest_points_at_nothing_new_when_the_page_scrolls(page):
    page.set_viewport_size({"width": 900, "height": 200})
    page.goto("/articles/monday%2Flead")
    page.hover('.mark[data-of="s2"]')
    page.focus("#t-s1")
    page.mouse.wheel(0, 300)
    page.wait_for_function("window.scrollY > 50")
    page.wait_for_timeout(300)
    assert page.locator("#r-s1.lit").count() == 1


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


def steps(document):
    """What is to be done to what, in the order of a document's steps."""
    return re.findall(r"^\d\. (Click|Type) \*(.*?)\*", document, re.M)


def do(page, step, words):
    if step == "Type":
        page.fill("#q-top", words)
        page.press("#q-top", "Enter")
    else:
        page.locator("main").get_by_text(words, exact=True).first.click()


@pytest.mark.parametrize("address", ["demonstration"], indirect=True)
def test_from_the_demonstration_to_a_citation_as_the_document_tells(page):
    """The steps of docs/pages.md, each clicked as it is written there."""
    document = (ROOT / "docs/pages.md").read_text("utf-8")
    began = time.monotonic()
    page.goto("/")
    for step, words in steps(document):
        do(page, step, words)
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied in document
    assert time.monotonic() - began < 60


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_serious(page, scheme, width):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="pip install axe-playwright-python").Axe()
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    found = []
    for path in (
        "/",
        "/articles/monday%2Flead",
        "/statements",
        "/events",
        "/stories",
        "/actors/Q1",
        "/pictures",
        "/search?q=vote",
        "/read",
        "/review",
        "/decisions",
        "/failures",
        "/sign-in",
    ):
        page.goto(path)
        violations = axe.run(page).response["violations"]
        found += [(path, one["id"], one["nodes"][0]["html"]) for one in violations if one["impact"] in ("serious", "critical")]
    assert found == []


def test_pages_fit_a_phone(page):
    page.set_viewport_size({"width": 390, "height": 800})
    for path in (
        "/",
        "/articles/monday%2Flead",
        "/statements",
        "/actors",
        "/actors/Q1",
        "/search?q=vote",
        "/read",
        "/review",
        "/decisions",
        "/failures",
    ):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), path


def test_accepted_and_undone_by_keyboard(page):
    page.goto("/review")
    assert page.locator(".keys kbd").count() == 6
    first, second = (page.locator(".queue > .item").nth(number).get_attribute("id") for number in (0, 1))
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == second
    page.keyboard.press("k")
    page.keyboard.press("a")
    page.wait_for_selector(".done:has-text('accepted')")
    assert page.locator(f"#{first}").count() == 0
    assert page.evaluate("document.activeElement.id") == second
    page.keyboard.press("u")
    page.wait_for_selector(".done:has-text('undone')")
    assert page.locator(f"#{first}").count() == 1


def test_corrected_by_keyboard(page):
    page.goto("/review?what=statements")
    page.keyboard.press("e")
    page.wait_for_url("**/review/*")
    page.fill("#d-speaker", "Olga Dahl")
    page.keyboard.press("Enter")
    page.wait_for_selector(".done:has-text('Olga Dahl')")
    assert "/review?what=statements" in page.url


def test_keys_that_are_written_decide_nothing(page):
    page.goto("/review")
    page.focus("#q-top")
    page.keyboard.type("arj")
    assert page.input_value("#q-top") == "arj"
    assert "done=" not in page.url


def test_missed_statement_is_added_by_selecting_its_words(page):
    page.goto("/articles/monday%2Flead")
    page.evaluate(
        """() => {
          const walker = document.createTreeWalker(document.querySelector(".block"), NodeFilter.SHOW_TEXT);
          while (!walker.nextNode().data.includes("the agency said"));
          const [node, range] = [walker.currentNode, document.createRange()];
          range.setStart(node, node.data.indexOf("agency"));
          range.setEnd(node, node.data.indexOf("agency") + "agency said".length);
          document.getSelection().addRange(range);
        }"""
    )
    page.keyboard.press("Shift")
    page.wait_for_selector(".words-form.taken")
    assert page.input_value("#d-words") == "agency said"
    start = int(page.input_value(".words-form [name=start]"))
    assert TALKS[start : int(page.input_value(".words-form [name=end]"))] == "agency said"
    page.click("summary:has-text('A missed statement')")
    page.fill("#d-speaker", "Ivan Holm")
    page.click("text=Add the statement")
    page.wait_for_selector(".done:has-text('agency said')")
    assert page.locator(".entry:has-text('added by people') .words").inner_text() == "agency said"


def test_place_of_selected_words_is_counted_as_in_the_record(page):
    page.goto("/articles/letters")
    for words in ("Second", "😀 line,", "“end”"):
        page.evaluate(
            """(words) => {
              const node = [...document.querySelectorAll(".block")].flatMap((one) => [...one.childNodes]).find((one) => one.data?.includes(words));
              document.getSelection().setBaseAndExtent(node, node.data.indexOf(words), node, node.data.indexOf(words) + words.length);
            }""",
            words,
        )
        page.keyboard.press("Shift")
        page.wait_for_function("words => document.querySelector('#d-words').value === words", arg=words)
        start, end = (int(page.input_value(f".words-form [name={name}]")) for name in ("start", "end"))
        assert LETTERS[start:end] == words
