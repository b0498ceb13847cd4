"""Pages of a collection built by hand, asked without a network."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser

from starlette.testclient import TestClient

from onrecord import Collection
from onrecord.server import application

HERE = "http://127.0.0.1:8000"


def client_of(collection: Collection, base_url: str = HERE, **facts) -> TestClient:
    """A browser, so to speak, at a collection's pages."""
    return TestClient(application(collection, **facts), base_url=base_url, follow_redirects=False, raise_server_exceptions=False)


def form_token(client: TestClient, path: str = "/read") -> str:
    """The token of a page's form; its cookie is the client's from now on."""
    return re.search(r'name="form_token" value="(\w+)"', client.get(path).text)[1]


class FakeReader:
    """Reads nothing, but answers with a reading built by hand."""

    def __init__(self, reading):
        self.reading, self.pages = reading, []

    def read(self, page):
        self.pages.append(page)
        return self.reading


class Tags(HTMLParser):
    """All tags of a page with their attributes, and what is wrong with their nesting."""

    VOID = {"meta", "link", "input", "br", "hr", "img"}

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found, self.open, self.wrong = [], [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag in self.VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


@contextmanager
def collection_of(where, *readings) -> Iterator[Collection]:
    """A collection of readings."""
    with Collection(where) as collection:
        for reading in readings:
            collection.store(reading)
        yield collection
