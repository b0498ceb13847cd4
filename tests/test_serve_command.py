import logging
import socket
import sys

import pytest

pytest.importorskip("fastapi", reason="pip install 'onrecord[server]'")

from onrecord.cli import serving as cli_serving
from onrecord.collection import Collection
from onrecord.errors import ServerUnusable
from onrecord.server import demo, serving
from onrecord.server.logs import REQUESTS, JsonLines, TextLines
from tests.commands import command
from tests.storing import talks


@pytest.fixture(autouse=True)
def folder(folder, monkeypatch):
    monkeypatch.setenv("ONRECORD_TOKENS", str(folder / "tokens.json"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    return folder


@pytest.fixture
def served(monkeypatch):
    """What would be served, instead of serving it."""
    seen = []
    monkeypatch.setattr(serving.uvicorn.Server, "run", lambda server: seen.append(server.config))
    return seen


@pytest.fixture(autouse=True)
def logged():
    """Logging as it was, after a test."""
    root, level, handlers = logging.getLogger(), logging.getLogger().level, logging.getLogger().handlers[:]
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    REQUESTS.setLevel(logging.NOTSET)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def test_address_is_printed(served):
    port = free_port()
    code, out, _ = command("serve", "--db", "news.db", "--port", port)
    assert (code, out) == (0, f"onrecord: http://127.0.0.1:{port}/ (stop it with Ctrl-C)\n")
    assert served[0].host == "127.0.0.1"


def test_others_are_let_in_only_with_tokens(served):
    port = free_port()
    with pytest.raises(ServerUnusable, match="onrecord token"):
        command("serve", "--host", "0.0.0.0", "--port", port)
    assert command("token", "reader", "Eva")[0] == 0
    assert command("serve", "--host", "0.0.0.0", "--port", port)[0] == 0
    assert served[0].app.app.state.site.tokens is not None


def test_what_others_reach_by_a_name_wants_tokens_wherever_it_listens(served):
    port = free_port()
    with pytest.raises(ServerUnusable, match=r"reach news\.example\.org"):
        command("serve", "--name", "News.example.org", "--port", port)
    command("token", "reader", "Eva")
    assert command("serve", "--name", "News.example.org", "--port", port)[0] == 0


@pytest.mark.parametrize(
    ("options", "formatter", "level"),
    [([], TextLines, logging.ERROR), (["--log", "text"], TextLines, logging.INFO), (["--log", "json"], JsonLines, logging.INFO)],
)
def test_requests_are_logged_as_asked(served, options, formatter, level):
    assert command("serve", "--port", free_port(), *options)[0] == 0
    assert isinstance(logging.getLogger().handlers[0].formatter, formatter)
    assert REQUESTS.level == level


def test_port_that_is_taken_is_told(served):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(ServerUnusable, match="--port"):
            command("serve", "--port", str(taken.getsockname()[1]))


def test_missing_extra_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "onrecord.server.serving", None)
    with pytest.raises(ServerUnusable, match=r"onrecord\[server\]"):
        command("serve")


def test_demonstration_is_read_once(served, monkeypatch, folder):
    added = []

    def add(collection, sources):
        added.append(sources)
        collection.store(talks().reading())

    monkeypatch.setattr(Collection, "add", add)
    assert "once" in command("serve", "--demo", "--port", free_port())[2]
    assert "once" not in command("serve", "--demo", "--port", free_port())[2]
    assert [path.name for path in added[0]] == ["articles.jsonl", "putin-le-pen.txt"]
    assert not (folder / "onrecord.db").exists()


def test_articles_of_the_demonstration_are_there():
    assert {path.is_file() for path in demo.demo_articles()} == {True}


def test_demonstration_is_kept_where_one_may_write(monkeypatch, folder):
    (folder / "cache").write_text("no folder")
    monkeypatch.setattr(Collection, "add", lambda collection, sources: None)
    assert not cli_serving.read_demo().startswith(str(folder / "cache"))


def test_tokens_are_made_listed_and_taken_back():
    code, token, err = command("token", "editor", "Eva Novak")
    assert (code, len(token.strip()) > 30) == (0, True)
    assert "shown once" in err
    assert command("token")[1].split("\t")[:2] == ["Eva Novak", "editor"]
    assert command("token", "--revoke", "Eva Novak")[0] == 0
    assert command("token")[1] == ""


def test_other_logs_are_wrong_usage():
    assert command("serve", "--log", "xml")[0] == 2


@pytest.mark.parametrize("arguments", [["boss", "Eva"], ["reader"], ["--revoke", "Ivan"]])
def test_wrong_usage_is_two(arguments):
    assert command("token", *arguments)[0] == 2
