import asyncio

import httpx2
import pytest

pytest.importorskip("fastapi", reason="pip install 'onrecord[server]'")

from onrecord.errors import ArticleError, ArticleMissing, ArticleTooLarge, ArticleUnreadable
from onrecord.server import fetching
from onrecord.server.fetching import fetch, is_public

PUBLIC = "93.184.215.14"
PRIVATE = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1",
    "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
    "2002:7f00:1::", "2001:db8::1", "nonsense",
]  # fmt: skip


def asked(url, answers, addresses=None):
    """What comes of fetching; ``answers``: by host what it answers; ``addresses``: by host where it is."""
    seen = []

    def answer(request):
        seen.append((str(request.url), request.headers["host"]))
        return answers[request.headers["host"]]

    def resolve(host, port):
        return (addresses or {}).get(host, [PUBLIC])

    return fetch(url, resolve=resolve, transport=httpx2.MockTransport(answer)), seen


def page(**facts):
    return httpx2.Response(200, html="<p>Talks</p>", **facts)


def test_page_is_fetched_from_the_address_that_was_checked():
    found, seen = asked("https://example.org/talks?a=1#part", {"example.org": page()})
    assert (found.data, found.url) == (b"<p>Talks</p>", "https://example.org/talks?a=1#part")
    assert seen == [(f"https://{PUBLIC}/talks?a=1", "example.org")]


@pytest.mark.parametrize("address", PRIVATE)
def test_what_is_not_public_is_not_asked(address):
    assert not is_public(address)
    with pytest.raises(ArticleUnreadable, match="no public host"):
        asked("http://inner.example/", {}, {"inner.example": [address]})


@pytest.mark.parametrize("address", [PUBLIC, "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "8.8.8.8"])
def test_public_addresses_are(address):
    assert is_public(address)


def test_host_with_one_private_address_is_not_asked():
    with pytest.raises(ArticleUnreadable, match="no public host"):
        asked("http://both.example/", {}, {"both.example": [PUBLIC, "10.0.0.1"]})


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://2130706433/", "http://0x7f.1/", "http://017700000001/", "http://[::1]/", "http://localhost/"]
)
def test_this_machine_is_not_asked_however_it_is_written(url):
    with pytest.raises(ArticleError):
        fetch(url, transport=httpx2.MockTransport(lambda request: page()))


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://example.org/", "gopher://example.org/", "//example.org/", "example.org", "http://", "http://[", "http://a:b@example.org/", "http://example.org:22/", "http://example.org:99999/", "", "http://.../", "http://example.org/\x07", f"http://example.org/{'a' * 70_000}"]
)  # fmt: skip
def test_other_addresses_are_refused(url):
    with pytest.raises(ArticleUnreadable):
        asked(url, {})


def test_redirects_are_checked_anew():
    moved = httpx2.Response(302, headers={"location": "http://inner.example/secrets"})
    with pytest.raises(ArticleUnreadable, match=r"inner\.example is no public host"):
        asked("https://example.org/", {"example.org": moved}, {"inner.example": ["169.254.169.254"]})


def test_redirect_to_a_public_page_is_followed():
    moved = httpx2.Response(301, headers={"location": "//www.example.net/here"})
    found, seen = asked("https://example.org/", {"example.org": moved, "www.example.net": page()})
    assert found.url == "https://www.example.net/here"
    assert [host for _, host in seen] == ["example.org", "www.example.net"]


def test_redirects_in_a_circle_end():
    with pytest.raises(ArticleUnreadable, match="redirects"):
        asked("https://example.org/", {"example.org": httpx2.Response(302, headers={"location": "/"})})


@pytest.mark.parametrize("location", ["http://[::1", "file:///etc/passwd", "/a\u2028b"])
def test_redirect_to_no_address_is_told(location):
    moved = httpx2.Response(302, headers={"location": location.encode()})
    with pytest.raises(ArticleError):
        asked("https://example.org/", {"example.org": moved})


def test_page_that_is_compressed_unasked_in_another_way_is_refused():
    class Stream(httpx2.AsyncByteStream):
        async def __aiter__(self):
            yield b"abc"

    packed = httpx2.Response(200, headers={"content-encoding": "zstd"}, stream=Stream())
    with pytest.raises(ArticleError, match="zstd"):
        asked("https://example.org/", {"example.org": packed})


def test_large_page_is_refused_before_it_is_all_there(monkeypatch):
    monkeypatch.setattr(fetching, "MOST_BYTES", 1000)
    with pytest.raises(ArticleTooLarge):
        asked("https://example.org/", {"example.org": httpx2.Response(200, html="a" * 2000)})


def test_slow_page_is_given_up(monkeypatch):
    monkeypatch.setattr(fetching, "SECONDS", 0.05)

    async def answer(request):
        await asyncio.sleep(5)

    with pytest.raises(ArticleUnreadable, match="seconds"):
        fetch("https://example.org/", resolve=lambda host, port: [PUBLIC], transport=httpx2.MockTransport(answer))


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (httpx2.Response(404), ArticleMissing),
        (httpx2.Response(304), ArticleMissing),
        (httpx2.Response(302), ArticleMissing),
        (httpx2.Response(200, content=b"GIF89a", headers={"content-type": "image/gif"}), ArticleUnreadable),
    ],
)
def test_what_is_no_page_is_told(answer, error):
    with pytest.raises(error, match=r"example\.org"):
        asked("https://example.org/", {"example.org": answer})


def test_host_that_is_not_there_is_told():
    with pytest.raises(ArticleMissing, match="no such host"):
        fetch("http://nowhere.invalid/")
