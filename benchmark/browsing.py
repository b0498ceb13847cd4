"""The pages of the demonstration in a browser: each kind of page once, light and dark, on a wide screen and on a phone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

from onrecord import Collection
from onrecord.errors import ServerUnusable

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WIDTHS = {"wide": 1280, "phone": 390}
HEIGHT = 900
# A text to be read at once.
TEXT = """Prime Minister Anna Kovac met the Danish envoy Ivan Holm in Oslo on Friday.

"We will vote on Monday," she told reporters. Holm denied that Denmark had asked for a delay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """How a page is looked at."""

    scheme: Literal["light", "dark"]
    width: str

    def __str__(self) -> str:
        return f"{self.scheme}, {self.width}"


VIEWS = tuple(View(scheme=scheme, width=width) for scheme in SCHEMES for width in WIDTHS)


def pages(collection: Collection) -> Mapping[str, str]:
    """The address of each kind of page by its name; of what there is many of, what has most on it."""
    statement = max(collection.statements(), key=lambda one: (len(one.told_by), one.key))
    story = max(collection.biggest(limit=30), key=lambda one: (len(one.figures), one.origins, one.key))
    actor = next(collection.actors(limit=1))
    article = story.reports[0].article.key
    lists = ("articles", "statements", "events", "actors", "stories", "disputes", "pictures", "read")
    return {
        "start": "/",
        **{name: f"/{name}" for name in lists},
        "article": f"/articles/{article}",
        "versions": f"/articles/{article}/versions",
        "statement": f"/statements/{statement.key}",
        "alike": f"/statements/{statement.key}/alike",
        "actor": f"/actors/{actor.key}",
        "story": f"/stories/{story.key}",
        "search": "/search?q=gas",
        "filtered": "/statements?act=deny&since=2024-06",
        "sign-in": "/sign-in",
        "not there": "/nowhere",
    }


@contextmanager
def browser() -> Iterator[Browser]:
    """Chromium. ServerUnusable where there is none."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        raise ServerUnusable("Chromium is not installed: apt-get install chromium.")
    with sync_playwright() as started:
        opened = started.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield opened
        opened.close()


def visits(opened: Browser, address: str, paths: Mapping[str, str]) -> Iterator[tuple[str, View, Page]]:
    """Each page in each view, loaded, by its name; the last is a text that was read at once."""
    for view in VIEWS:
        context = opened.new_context(
            base_url=address, color_scheme=view.scheme, viewport={"width": WIDTHS[view.width], "height": HEIGHT}, reduced_motion="reduce"
        )
        page = context.new_page()
        for name, path in paths.items():
            page.goto(path)
            yield name, view, page
        page.goto("/read")
        page.fill("textarea", TEXT)
        with page.expect_navigation():
            page.click("main button.strong")
        yield "text read", view, page
        context.close()
