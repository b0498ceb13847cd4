import time

import pytest

pytest.importorskip("fastapi", reason="pip install 'onrecord[server]'")

from onrecord import Page
from onrecord.errors import ArticleTooLarge, FileUnfit
from onrecord.server import Tokens
from onrecord.server.limits import LONGEST_ADDRESS, MOST_BYTES, MOST_CHARACTERS, Rate
from onrecord.server.paths import own_path
from onrecord.server.reader import Reader
from onrecord.server.security import is_for
from tests.serving import FakeReader, Tags, client_of, collection_of, form_token
from tests.storing import Told, simple

SCRIPT = "<script>alert(1)</script>"
HOSTILE = f"""{SCRIPT} said <img src=x onerror=alert(2)>“&lt;b&gt; {SCRIPT}” in "quotes" 'too'."""
PAGES = ["/", "/articles", "/statements", "/events", "/actors", "/stories", "/disputes", "/search?q=alert", "/articles/hostile"]


@pytest.fixture
def database():
    return "sqlite"


@pytest.fixture
def collection(made):
    facts = {"title": SCRIPT, "publisher": f'"{SCRIPT}', "url": "javascript:alert(3)", "authors": (SCRIPT,), "published": SCRIPT}
    told = Told(HOSTILE, id="hostile", **facts)
    told.who(SCRIPT, role=SCRIPT, type="person")
    told.said(SCRIPT, f"“&lt;b&gt; {SCRIPT}”")
    told.did("CONSULT", "said", actors=[SCRIPT], place="quotes", evidence=HOSTILE)
    with collection_of(made, told.reading(), simple(1).reading()) as opened:
        yield opened


@pytest.fixture
def client(collection):
    return client_of(collection, reader=FakeReader(simple(2).reading()))


@pytest.fixture
def tokens(tmp_path):
    return Tokens(tmp_path / "settings/tokens.json")


def paths(collection):
    statement, event, actor = (
        next(collection.statements(about="alert")),
        next(collection.events()),
        next(collection.actors(speaker="alert")),
    )
    return [*PAGES, f"/statements/{statement.key}", f"/stories/{event.key}", f"/actors/{actor.key}"]


class TestWhatArticlesSay:
    def test_no_tag_of_an_article_is_one_of_the_page(self, client, collection):
        for path in paths(collection):
            answer = client.get(path)
            assert answer.status_code == 200, path
            tags = Tags(answer.text)
            assert [attributes for tag, attributes in tags.found if tag == "script" and attributes.get("src", "")[:8] != "/static/"] == []
            assert [tag for tag, _ in tags.found if tag in ("img", "b", "iframe", "style")] == []
            assert [name for _, attributes in tags.found for name in attributes if name.startswith("on") or name == "style"] == []
            assert (tags.wrong, tags.open) == ([], [])

    def test_words_are_shown_as_they_are(self, client):
        page = client.get("/articles/hostile").text
        assert "&amp;lt;b&amp;gt; &lt;script&gt;alert(1)&lt;/script&gt;" in page

    def test_address_that_is_none_of_the_web_is_no_link(self, client, collection):
        for path in paths(collection):
            links = [attributes.get("href", "") for tag, attributes in Tags(client.get(path).text).found if tag == "a"]
            assert [link for link in links if not link.startswith(("/", "#", "http://", "https://"))] == [], path

    def test_words_of_a_search_are_shown_as_they_are(self, client):
        page = client.get("/search", params={"q": f'{SCRIPT}"><b>'}).text
        assert SCRIPT not in page
        assert "<b>" not in page

    @pytest.mark.parametrize(
        "path", ["/statements?speaker=%3Cscript%3E", "/articles/%3Cscript%3E", "/%3Cscript%3E", "/search?q=%00", "/articles/%00"]
    )
    def test_addresses_are_shown_as_they_are(self, client, path):
        answer = client.get(path)
        assert answer.status_code < 500
        assert "<script>" not in answer.text


class TestHeaders:
    @pytest.mark.parametrize("path", ["/", "/static/onrecord.css", "/nowhere", "/api/v1/statements", "/articles.csv", "/health"])
    def test_every_answer_is_guarded(self, client, path):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "same-origin"

    def test_refusals_are_guarded_too(self, client):
        answer = client.get("/", headers={"Host": "elsewhere.example"})
        assert (answer.status_code, answer.headers["x-content-type-options"]) == (421, "nosniff")


class TestHosts:
    @pytest.mark.parametrize(
        "host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "localhost@evil.example", "", "192.168.0.7", "[::1"]
    )
    def test_other_hosts_are_refused(self, client, host):
        assert client.get("/statements", headers={"Host": host}).status_code == 421

    @pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "LOCALHOST:1", "[::1]:8000"])
    def test_this_machine_is_itself(self, client, host):
        assert client.get("/health", headers={"Host": host}).status_code == 200

    def test_two_hosts_are_none(self):
        assert not is_for(["localhost", "evil.example"], {"localhost"})

    def test_where_all_addresses_are_listened_at_any_address_is_ours_but_no_name(self):
        assert is_for(["192.168.0.7:8000"], {"0.0.0.0"})
        assert not is_for(["evil.example"], {"0.0.0.0"})

    @pytest.mark.parametrize("header", ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host"])
    def test_what_a_proxy_passes_on_wants_tokens(self, client, collection, tokens, header):
        assert client.get("/statements", headers={header: "203.0.113.7"}).status_code == 403
        assert client_of(collection, tokens=tokens).get("/health", headers={header: "203.0.113.7"}).status_code == 200


class TestForms:
    def test_form_of_another_page_is_refused(self, client):
        data = {"form_token": form_token(client), "text": "a text"}
        for headers in (
            {"Origin": "https://evil.example"},
            {"Origin": "null"},
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
        ):
            assert client.post("/read", data=data, headers=headers).status_code == 403
            assert client.post("/api/v1/read", json={"text": "a"}, headers=headers).status_code == 403
        assert client.post("/read", data=data, headers={"Origin": "http://127.0.0.1:8000"}).status_code == 200

    @pytest.mark.parametrize("token", ["", "0" * 64, "é"])
    def test_forged_token_is_refused(self, client, token):
        form_token(client)
        assert client.post("/read", data={"form_token": token, "text": "a text"}).status_code == 403

    def test_token_of_another_browser_is_refused(self, client, collection):
        theirs = form_token(client_of(collection))
        form_token(client)
        assert client.post("/read", data={"form_token": theirs, "text": "a text"}).status_code == 403

    def test_api_takes_no_form(self, client):
        assert client.post("/api/v1/read", data={"text": "a text"}).status_code == 400
        assert client.post("/api/v1/read", content='{"text": "a"}', headers={"Content-Type": "text/plain"}).status_code == 400

    def test_cookie_is_for_no_script_and_no_other_page(self, client):
        cookie = client.get("/read").headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=lax" in cookie
        assert "secure" not in cookie

    def test_cookie_is_secure_where_the_connection_is(self, collection):
        cookie = client_of(collection, base_url="https://127.0.0.1").get("/read").headers["set-cookie"].lower()
        assert "secure" in cookie


class TestTokens:
    @pytest.fixture
    def client(self, collection, tokens):
        return client_of(collection, tokens=tokens, reader=FakeReader(simple(2).reading()))

    def test_nothing_is_shown_to_strangers(self, client):
        for path in [*PAGES, "/read", "/openapi.json", "/articles.csv", "/nowhere"]:
            answer = client.get(path)
            assert (answer.status_code, answer.headers["location"][:9]) == (303, "/sign-in?"), path
        answer = client.get("/api/v1/statements")
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
        assert client.post("/read", data={"text": "a"}).status_code == 401
        assert (
            client.get("/health").status_code == client.get("/sign-in").status_code == client.get("/static/onrecord.css").status_code == 200
        )

    @pytest.mark.parametrize("token", ["nonsense", "a" * 10_000, "é", ""])
    def test_forged_tokens_let_nobody_in(self, client, tokens, token):
        tokens.make("reader", "Eva")
        assert client.get("/api/v1/statements", headers={"Authorization": f"Bearer {token}".encode()}).status_code == 401
        client.cookies.set("onrecord", "forged")
        assert client.get("/statements").status_code == 303

    def test_readers_read_and_keep_nothing(self, client, tokens):
        headers = {"Authorization": f"Bearer {tokens.make('reader', 'Eva')}"}
        assert client.get("/api/v1/statements", headers=headers).status_code == 200
        assert client.post("/api/v1/read", json={"text": "a"}, headers=headers).status_code == 200
        assert client.post("/api/v1/read", json={"text": "a", "keep": True}, headers=headers).status_code == 403

    def test_editors_keep(self, client, tokens):
        headers = {"Authorization": f"Bearer {tokens.make('editor', 'Eva')}"}
        assert client.post("/api/v1/read", json={"text": "a", "keep": True}, headers=headers).status_code == 201

    def test_token_in_a_cookie_that_no_script_can_read(self, client, tokens):
        token = tokens.make("reader", "Eva")
        data = {"form_token": form_token(client, "/sign-in"), "token": token, "then": "/actors"}
        answer = client.post("/sign-in", data=data)
        assert (answer.status_code, answer.headers["location"]) == (303, "/actors")
        assert "httponly" in answer.headers["set-cookie"].lower()
        page = client.get("/actors").text
        assert "Eva (reader)" in page
        assert token not in page
        client.post("/sign-out", data={"form_token": form_token(client, "/actors")})
        assert client.get("/actors").status_code == 303

    def test_wrong_token_is_told_and_not_tried_for_ever(self, client):
        data = {"form_token": form_token(client, "/sign-in"), "token": "guess"}
        assert [client.post("/sign-in", data=data).status_code for _ in range(11)] == [403] * 10 + [429]

    def test_token_that_is_taken_back_lets_nobody_in(self, client, tokens):
        headers = {"Authorization": f"Bearer {tokens.make('reader', 'Eva')}"}
        assert client.get("/statements", headers=headers).status_code == 200
        tokens.revoke("Eva")
        assert client.get("/statements", headers=headers).status_code == 303

    def test_tokens_are_kept_as_hashes_for_the_user_alone(self, tokens, tmp_path):
        token = tokens.make("editor", "Eva")
        file = tmp_path / "settings/tokens.json"
        assert token not in file.read_text()
        assert file.stat().st_mode & 0o077 == 0
        with pytest.raises(ValueError, match="already"):
            tokens.make("reader", "Eva")
        with pytest.raises(ValueError, match="nobody"):
            tokens.revoke("Ivan")

    def test_file_that_is_none_of_tokens_is_told(self, tokens, tmp_path):
        (tmp_path / "settings").mkdir()
        (tmp_path / "settings/tokens.json").write_text("{}{")
        with pytest.raises(FileUnfit, match=r"tokens\.json"):
            list(tokens)


@pytest.mark.parametrize(
    "given",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "evil",
        "",
        "/a\nb",
        "/\\/evil",
        "javascript:alert(1)",
        "http://[",
        "/a\\b",
    ],
)
def test_signing_in_leads_nowhere_else(given):
    assert own_path(given) == "/"


def test_signing_in_leads_to_the_page_that_was_asked_for():
    assert own_path("/statements?speaker=a%20b&page=2") == "/statements?speaker=a%20b&page=2"


class TestLimits:
    def test_huge_body_is_refused(self, client):
        data = {"form_token": form_token(client), "text": "a" * (MOST_BYTES + 1)}
        assert client.post("/read", data=data).status_code == 413

    def test_huge_body_of_unknown_length_is_refused(self, client):
        def chunks():
            for _ in range(MOST_BYTES // 100_000 + 2):
                yield b" " * 100_000

        answer = client.post("/api/v1/read", content=chunks(), headers={"Content-Type": "application/json"})
        assert answer.status_code == 413

    def test_long_text_is_refused(self):
        with pytest.raises(ArticleTooLarge, match="onrecord add"):
            Reader().read(Page(id="long", text="a" * (MOST_CHARACTERS + 1)))

    def test_deep_json_is_a_problem(self, client):
        answer = client.post("/api/v1/read", content="[" * 100_000, headers={"Content-Type": "application/json"})
        assert answer.status_code == 400

    def test_long_address_is_refused(self, client):
        assert client.get(f"/search?q={'a' * LONGEST_ADDRESS}").status_code == 414

    def test_many_texts_at_once_are_refused(self, client):
        answers = [client.post("/api/v1/read", json={"text": "a"}) for _ in range(31)]
        assert [answer.status_code for answer in answers] == [200] * 30 + [429]
        assert int(answers[-1].headers["retry-after"]) > 0

    def test_rate_is_counted_for_each_and_over_time(self):
        now = [0.0]
        rate = Rate(1, 10, clock=lambda: now[0])
        rate.check("Eva")
        rate.check("Ivan")
        with pytest.raises(Exception, match="try again"):
            rate.check("Eva")
        now[0] = 10.1
        rate.check("Eva")

    def test_search_of_many_words_takes_no_time(self, client):
        began = time.perf_counter()
        assert client.get("/search", params={"q": '"' * 200 + "a* NEAR(b) OR -c:d " * 10}).status_code == 200
        assert time.perf_counter() - began < 2
