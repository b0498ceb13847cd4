"""Inputs that mean harm, at every address: refused, or shown as the words that they are. What single guards do is in test_server_safety.py and test_server_fetching.py."""

import csv
import gzip
import io
import json
import re
import zipfile
from urllib.parse import quote
from xml.etree import ElementTree

import httpx2
import pytest

pytest.importorskip("fastapi", reason="pip install 'onrecord[server]'")

from onrecord.errors import ArticleUnreadable
from onrecord.server import Tokens, api
from onrecord.server.fetching import fetch
from onrecord.server.pages import ROUTERS
from tests.serving import FakeReader, Tags, client_of, collection_of, form_token
from tests.storing import Told, simple

PUBLIC = "93.184.215.14"
SCRIPT = "<script>alert(1)</script>"
BREAKING_OUT = (
    "\"'><img src=x onerror=alert(1)>",
    "</textarea></title></style><svg onload=alert(1)>",
    "{{7*7}}${7*7}<%= 7*7 %>",
    "=HYPERLINK(A1)",
)
ADDRESSES = ("javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x", '//evil.example/"onclick=alert(1)')
KEYED = {"articles": "hostile", "records": "hostile"}


@pytest.fixture
def database():
    return "sqlite"


def hostile(number, words, address):
    """An article in which everything that can be named is hostile."""
    text = f"{SCRIPT} said {words}. {SCRIPT} met {words}."
    facts = {"title": words, "publisher": words, "url": address, "authors": (words, SCRIPT), "published": "2021-03-05"}
    told = Told(text, id="hostile" if number == 0 else f"hostile-{number}/{words}", **facts)
    told.who(SCRIPT, role=words, type="person")
    told.who(words, type="organization", wikidata=f"Q{number + 900}")
    told.said(SCRIPT, words, to=[words])
    told.did("CONSULT", "met", actors=[SCRIPT], recipients=[words], place=words, evidence=text)
    return told.reading()


@pytest.fixture
def collection(made):
    readings = [hostile(number, words, address) for number, (words, address) in enumerate(zip(BREAKING_OUT, ADDRESSES, strict=True))]
    with collection_of(made, *readings, simple(1).reading()) as opened:
        yield opened


@pytest.fixture
def client(collection):
    return client_of(collection, reader=FakeReader(hostile(7, BREAKING_OUT[0], ADDRESSES[0])))


def routes(method):
    return [route.path for router in (*ROUTERS, api.router) for route in router.routes if method in (getattr(route, "methods", None) or ())]


def addresses(collection):
    """All that answer GET, for things that are there."""
    keys = {
        "statements": next(collection.statements(speaker="alert")).key,
        "events": next(collection.events()).key,
        "stories": next(collection.events()).key,
        "actors": next(collection.actors(speaker="alert")).key,
        **KEYED,
    }
    for path in routes("GET"):
        kind = next((kind for kind in keys if f"/{kind}/" in path), "articles")
        if path == "/pictures/{name}.svg":
            yield from (f"/pictures/{name}.svg" for name in ("network", "weeks", "acts", "quoted", "stories"))
        elif path != "/pictures/story-{what}.svg":
            yield path.replace("{name:path}", keys[kind]).replace("{key}", keys[kind])
    yield from (
        f"{path}?{asked}={quote(words)}"
        for path in ("/statements", "/pictures", "/search")
        for asked in ("speaker", "q", "about")
        for words in BREAKING_OUT
    )


def is_harmless_page(text):
    """Whether a page has no tags, attributes or links but those of our templates."""
    tags = Tags(text)
    attributes = [(name, value or "") for _, found in tags.found for name, value in found.items()]
    sources = [found.get("src", "") for tag, found in tags.found if tag in ("script", "img")]
    links = [value for name, value in attributes if name in ("href", "action", "formaction", "xlink:href")]
    return (
        all(source.startswith("/static/") for source in sources)
        and all(link.startswith(("/", "#", "http://", "https://")) and not link.startswith("//") for link in links)
        and not any(name.startswith("on") or name in ("style", "srcdoc") for name, _ in attributes)
        and not {tag for tag, _ in tags.found} & {"iframe", "object", "embed", "style", "base", "foreignobject"}
        and (tags.wrong, tags.open) == ([], [])
    )


class TestWhatArticlesSay:
    def test_it_is_words_at_every_address(self, client, collection):
        for address in addresses(collection):
            answer = client.get(address, follow_redirects=True)
            assert answer.status_code in (200, 400, 404), address
            kind = answer.headers["content-type"].partition(";")[0]
            if kind == "text/html":
                assert is_harmless_page(answer.text), address
            elif kind == "image/svg+xml":
                tags = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(answer.text).iter()}
                assert not tags & {"script", "foreignObject", "image", "use", "animate", "set"}, address
                assert "javascript:" not in answer.text
            else:
                assert kind in ("application/json", "text/csv", "text/css", "application/problem+json"), address
            assert answer.headers["x-content-type-options"] == "nosniff"

    def test_what_is_read_at_once_is_words_too(self, client):
        answer = client.post("/read", data={"form_token": form_token(client), "text": "a"})
        assert answer.status_code == 200
        assert is_harmless_page(answer.text)

    def test_templates_compute_nothing_that_articles_say(self, client):
        (asked,) = [words for words in BREAKING_OUT if "7*7" in words]
        page = client.get(f"/articles/{quote(f'hostile-2/{asked}', safe='')}").text
        assert "{{7*7}}${7*7}&lt;%= 7*7 %&gt;" in page

    @pytest.mark.parametrize("what", ["statements", "events", "actors", "articles", "disputes", "stories"])
    def test_no_cell_of_a_table_is_a_formula(self, client, what):
        rows = list(csv.reader(io.StringIO(client.get(f"/{what}.csv").text)))
        assert len(rows) > 1 or what == "disputes"
        assert [
            cell
            for row in rows
            for cell in row
            if cell[:1] in ("=", "+", "-", "@", "\t", "\r") and not re.fullmatch(r"-?\d+(\.\d+)?", cell)
        ] == []


class TestForms:
    def test_no_page_of_another_site_changes_anything(self, client):
        asked = routes("POST")
        assert "/read" in asked
        assert "/api/v1/read" in asked
        for path in asked:
            address = re.sub(r"\{[^}]*\}", "hostile", path)
            for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
                assert client.post(address, headers=headers).status_code == 403, address

    def test_form_without_its_token_changes_nothing(self, client):
        for path in routes("POST"):
            address = re.sub(r"\{[^}]*\}", "hostile", path)
            assert client.post(address, data={"text": "a", "token": "b"}).status_code in (400, 403, 404, 415, 422), address


class TestTokens:
    def test_no_address_is_open_to_forged_tokens(self, collection, tmp_path):
        tokens = Tokens(tmp_path / "tokens.json")
        tokens.make("editor", "Eva")
        hashed = json.loads((tmp_path / "tokens.json").read_text())[0]["sha256"]
        client = client_of(collection, tokens=tokens)
        for forged in (hashed, "Eva", "editor", "null", "' OR 1=1 --", "a" * 5000, "../../tokens.json", "\x00"):
            for headers in ({"Authorization": f"Bearer {forged}"}, {"Authorization": f"Basic {forged}"}, {"Cookie": f"onrecord={forged}"}):
                encoded = {name: value.encode() for name, value in headers.items()}
                assert client.get("/statements", headers=encoded).status_code == 303
                assert client.get("/api/v1/statements", headers=encoded).status_code == 401
        for path in routes("POST"):
            if path != "/sign-in":
                assert client.post(re.sub(r"\{[^}]*\}", "hostile", path), headers={"Authorization": "Bearer x"}).status_code == 401


class TestHosts:
    def test_no_address_answers_under_another_name(self, client, collection):
        for address in addresses(collection):
            assert client.get(address, headers={"Host": "rebound.example"}).status_code == 421, address


class TestFetching:
    def test_name_that_means_something_else_a_moment_later_is_not_followed(self):
        """DNS rebinding: the name is looked up once, and the connection goes where that was."""
        answers, asked = [[PUBLIC], ["127.0.0.1"]], []

        def answer(request):
            asked.append(request.url.host)
            return httpx2.Response(200, html="<p>Talks</p>")

        fetch("http://rebound.example/", resolve=lambda host, port: answers.pop(0), transport=httpx2.MockTransport(answer))
        assert (asked, len(answers)) == ([PUBLIC], 1)

    def test_name_that_means_something_else_after_a_redirect_is_refused(self):
        answers = [[PUBLIC], ["169.254.169.254"]]
        moved = httpx2.MockTransport(lambda request: httpx2.Response(302, headers={"location": "/latest/meta-data/"}))
        with pytest.raises(ArticleUnreadable, match="no public host"):
            fetch("http://rebound.example/", resolve=lambda host, port: answers.pop(0), transport=moved)

    @pytest.mark.parametrize(
        "address", ["http://127.0.0.1/", "http://[::1]/", "http://169.254.169.254/latest/meta-data/", "http://0/", "file:///etc/passwd"]
    )
    def test_page_says_why_it_is_not_fetched(self, client, address):
        answer = client.post("/read", data={"form_token": form_token(client), "address": address})
        assert answer.status_code == 422
        assert is_harmless_page(answer.text)


def bomb():
    """A Word file of 100 kB that is 100 MB."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("word/document.xml", "<w>" + " " * 100_000_000 + "</w>")
    return packed.getvalue()


HUGE_AND_DEEP = {
    "deep.html": lambda: b"<div>" * 100_000 + b"<p>Talks</p>",
    "deep.json": lambda: b"[" * 1_000_000,
    "deep.jsonl": lambda: b'{"text": ' + b"[" * 100_000,
    "deep.xml": lambda: b"<?xml version='1.0'?>" + b"<a>" * 100_000,
    "laughs.xml": lambda: (
        b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'ha'>"
        + b"".join(b"<!ENTITY c%d '&%s;&%s;'>" % (n, b"c%d" % (n - 1) if n else b"b", b"c%d" % (n - 1) if n else b"b") for n in range(40))
        + b"]><rss><channel><item><title>&c39;</title></item></channel></rss>"
    ),
    "outside.xml": lambda: (
        b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><rss><channel><item><title>&b;</title></item></channel></rss>"
    ),
    "bomb.txt.gz": lambda: gzip.compress(b" " * 60_000_000),
    "bomb.docx": bomb,
    "nothing.pdf": lambda: b"%PDF-1.7\n" + b"1 0 obj<</Length 99999999999>>stream\n" * 1000,
    "../../etc/passwd": lambda: b"Talks went on in Oslo on Friday.",
    "zero.txt": lambda: b"\x00" * 1000,
    f"{SCRIPT}.txt": lambda: b"Talks",
}


class TestHugeAndDeep:
    @pytest.mark.parametrize("name", HUGE_AND_DEEP)
    def test_file_is_read_or_refused(self, client, name):
        files = {"file": (name, HUGE_AND_DEEP[name](), "application/octet-stream")}
        answer = client.post("/read", data={"form_token": form_token(client)}, files=files)
        assert answer.status_code in (200, 413, 422), answer.text[:500]
        assert is_harmless_page(answer.text)
        assert "root:" not in answer.text

    @pytest.mark.parametrize(
        "address",
        ["/statements?page=999999999999999999999", "/statements?page=-1", "/api/v1/statements?offset=9e99", "/api/v1/statements?limit=99999999999999999999", "/statements?min_confidence=nan",
         "/statements?since=9999-99-99", f"/search?q={'%22' * 300}", f"/search?q={'a ' * 1000}", f"/statements?speaker={'a+' * 2000}", "/statements?" + "&".join(f"a{n}=1" for n in range(1500)), "/articles/" + "../" * 200,
         "/articles/%ff%fe", "/statements/" + "0" * 5000, "/actors/Q99999999999999999999999", "/pictures/%2e%2e%2fmap.svg", "/static/../server/tokens.py", "/static/%2e%2e/tokens.py"],
    )  # fmt: skip
    def test_address_is_answered_or_refused(self, client, address):
        answer = client.get(address)
        assert answer.status_code < 500, answer.text[:300]
        assert "LONGEST" not in answer.text

    @pytest.mark.parametrize(
        "body",
        [
            b'{"text": "\\ud800"}',
            b'{"text": "a\\u0000b"}',
            b'{"text": 1e999}',
            b'{"text": "a", "keep": "yes", "x": ' + b"{" * 3,
            b"\xff\xfe",
            b"",
            b'{"text": "a", "title": ' + b'"b' * 100_000 + b'"}',
        ],
    )
    def test_json_is_read_or_refused(self, client, body):
        answer = client.post("/api/v1/read", content=body, headers={"Content-Type": "application/json"})
        assert answer.status_code in (200, 201, 400, 413, 422), answer.text[:300]

    def test_form_of_very_many_fields_is_refused(self, client):
        data = {"form_token": form_token(client)} | {f"field{number}": "a" for number in range(5000)}
        assert client.post("/read", data=data).status_code in (400, 413, 422)
