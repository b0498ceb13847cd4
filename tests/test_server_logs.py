import json
import logging

import pytest

pytest.importorskip("fastapi", reason="pip install 'onrecord[server]'")

from starlette.testclient import TestClient

from onrecord.server import Tokens, application
from onrecord.server.logs import REQUESTS, JsonLines, RequestLog, TextLines
from tests.serving import HERE, collection_of
from tests.storing import simple


@pytest.fixture
def database():
    return "sqlite"


@pytest.fixture
def collection(made):
    with collection_of(made, simple(1).reading()) as opened:
        yield opened


class Kept(logging.Handler):
    """Lines, kept."""

    def __init__(self, formatter):
        super().__init__()
        self.lines = []
        self.setFormatter(formatter)

    def emit(self, record):
        self.lines.append(self.format(record))


@pytest.fixture
def lines():
    """What is logged, by layout."""
    handlers = {"json": Kept(JsonLines()), "text": Kept(TextLines())}
    server = logging.getLogger("onrecord")
    for handler in handlers.values():
        server.addHandler(handler)
    REQUESTS.setLevel(logging.INFO)
    yield {name: handler.lines for name, handler in handlers.items()}
    REQUESTS.setLevel(logging.NOTSET)
    for handler in handlers.values():
        server.removeHandler(handler)


def client_of(collection, **facts):
    return TestClient(RequestLog(application(collection, **facts)), base_url=HERE, raise_server_exceptions=False, follow_redirects=False)


def test_request_is_a_line_of_json(collection, lines):
    answer = client_of(collection).get("/statements?speaker=Anna")
    (told,) = map(json.loads, lines["json"])
    assert (told["method"], told["path"], told["status"], told["who"]) == ("GET", "/statements", 200, "you")
    assert (told["level"], told["request"]) == ("info", answer.headers["x-request-id"])
    assert told["ms"] > 0
    assert told["time"].endswith("Z")


def test_request_is_a_line_of_words(collection, lines):
    answer = client_of(collection).head("/articles")
    (line,) = lines["text"]
    assert " INFO onrecord.requests HEAD /articles 200 " in line
    assert line.endswith(f"ms you [{answer.headers['x-request-id']}]")


def test_name_on_a_token_is_logged_and_never_the_token(collection, lines, tmp_path):
    tokens = Tokens(tmp_path / "tokens.json")
    token = tokens.make("reader", "Eva")
    client = client_of(collection, tokens=tokens)
    client.get("/api/v1/statements", headers={"Authorization": f"Bearer {token}"})
    client.get("/api/v1/statements", headers={"Authorization": "Bearer forged"})
    assert [(told["status"], told["who"]) for told in map(json.loads, lines["json"])] == [(200, "Eva"), (401, None)]
    assert token not in "".join(lines["json"] + lines["text"])
    assert "forged" not in "".join(lines["json"] + lines["text"])


def test_refusals_are_logged(collection, lines):
    client_of(collection).get("/", headers={"Host": "evil.example"})
    assert json.loads(lines["json"][0])["status"] == 421


def test_path_makes_no_lines_of_its_own(collection, lines):
    client_of(collection).get("/articles/a%0A2026-01-01%20INFO%20forged%1B%5B2J")
    assert [len(found) for found in lines.values()] == [1, 1]
    assert "\x1b" not in lines["text"][0]
    assert "%0A2026" in lines["text"][0]


def test_bug_is_logged_once_with_its_traceback(collection, lines, monkeypatch):
    monkeypatch.setattr(collection, "totals", lambda: 1 / 0)
    answer = client_of(collection).get("/")
    assert answer.status_code == 500
    (told,) = map(json.loads, lines["json"])
    assert (told["level"], told["status"], told["path"]) == ("error", 500, "/")
    assert "ZeroDivisionError" in told["traceback"]
    assert "ZeroDivisionError" in lines["text"][0]
    assert told["request"] == answer.headers["x-request-id"]


def test_what_else_is_logged_on_the_way_has_the_id_of_the_request(collection, lines, monkeypatch):
    from onrecord.errors import StoreUnusable

    def fail():
        raise StoreUnusable("the database is gone")

    monkeypatch.setattr(collection, "totals", fail)
    answer = client_of(collection).get("/")
    failure, request = map(json.loads, lines["json"])
    assert failure["message"] == "the database is gone"
    assert "traceback" in failure
    assert failure["request"] == request["request"] == answer.headers["x-request-id"]
