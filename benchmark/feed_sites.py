"""Newspapers that are not there: fifty sites on this machine, their feeds and articles by a clock that is given, and their faults."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Protocol

HOUR, DAY = 3600.0, 86_400.0
# An article is published each six hours, and a feed has the last ten.
BETWEEN_ARTICLES, ITEMS_OF_A_FEED = 6 * HOUR, 10
CHANGED_AFTER, MISSING_FOR = 12 * HOUR, 2 * HOUR
SECONDS_STALLED = 0.6
LEFT_ALONE_SHORTLY, LEFT_ALONE_LONG = 30.0, 2 * HOUR
WRONGS = (
    "nothing", "no dates", "wrong encoding", "broken XML", "status 500", "status 429", "stalls", "changes", "other publisher", "redirects",
    "articles come late", "no link", "down for two days", "connection cut", "whole articles",
)  # fmt: skip


class Clock(Protocol):
    """Simulated time."""

    def now(self) -> float:
        """Seconds since 1970."""


@dataclass
class Answer:
    """What a site answers; ``cut``: how much of it, before the connection ends."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """A newspaper: what is wrong with it, and how many articles it has at the start."""

    number: int
    url: str
    wrong: str
    items: int

    def published(self, count: int, begun: float) -> float:
        """When an article appears, those of the start a day before."""
        return begun - DAY if count < self.items else begun + (count - self.items) * BETWEEN_ARTICLES

    def names(self, begun: float, now: float) -> list[str]:
        """The articles that there are by then, the oldest first."""
        later = int((now - begun) // BETWEEN_ARTICLES) + 1 if now >= begun else 0
        return [f"{self.number}-{count}" for count in range(self.items + later)]


@dataclass
class Press:
    """All sites; what they were asked, when."""

    clock: Clock
    begun: float
    sites: list[Site]
    asked: list[tuple[float, str, str]] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    left_alone: dict[int, float] = field(default_factory=dict)
    while_left_alone: int = 0
    lock: Lock = field(default_factory=Lock)

    def outline(self) -> str:
        """All feeds, as OPML."""
        lines = "".join(f'<outline type="rss" text="Paper {site.number}" xmlUrl="{site.url}/feed"/>' for site in self.sites)
        return f'<?xml version="1.0"?><opml version="2.0"><body>{lines}</body></opml>'

    def answer(self, number: int, path: str, headers: dict[str, str]) -> Answer:
        """What a site answers now."""
        with self.lock:
            site, now = self.sites[number], self.clock.now()
            self.while_left_alone += now < self.left_alone.get(number, 0.0)
            self.asked.append((now, site.url, path))
            found = self._faulty(site, path, now) or self._found(site, path, now)
            same = any(found.headers.get(name) and found.headers[name] == headers.get(asked) for name, asked in CONDITIONS.items())
            found = Answer(status=304) if same else found
            self.statuses[found.status] += 1
        if site.wrong == "stalls" and len(self.asked) % 40 == 0:
            time.sleep(SECONDS_STALLED)
        return found

    def _faulty(self, site: Site, path: str, now: float) -> Answer | None:
        turn = len(self.asked) % 7
        if path == "/robots.txt":
            return Answer(b"none", 404)
        if site.wrong == "status 500" and turn < 2:
            return Answer(b"", 500)
        if site.wrong == "status 429" and turn < 2:
            seconds = LEFT_ALONE_LONG if turn == 1 else LEFT_ALONE_SHORTLY
            self.left_alone[site.number] = now + seconds
            return Answer(b"", 429, {"Retry-After": f"{seconds:.0f}"})
        if site.wrong == "down for two days" and now < self.begun + 2 * DAY:
            return Answer(b"", 503)
        if site.wrong == "redirects" and not path.startswith("/now"):
            return Answer(b"", 301, {"Location": f"/now{path}"})
        return None

    def _found(self, site: Site, path: str, now: float) -> Answer:
        path = path.removeprefix("/now").partition("?")[0]
        if path == "/feed":
            return self._feed(site, now)
        name = path.removeprefix("/article/")
        count = int(name.partition("-")[2]) if name.startswith(f"{site.number}-") else -1
        age = now - site.published(count, self.begun)
        if count < 0 or age < 0 or (site.wrong == "articles come late" and age < MISSING_FOR):
            return Answer(b"not here", 404)
        body = self._page(site, name, changed=site.wrong == "changes" and age >= CHANGED_AFTER).encode()
        is_cut = site.wrong == "connection cut" and len(self.asked) % 5 == 0
        return Answer(body, headers={"Content-Type": "text/html; charset=utf-8"}, cut=len(body) // 2 if is_cut else None)

    def _page(self, site: Site, name: str, *, changed: bool) -> str:
        return f"<html><head><title>Talks {name}</title></head><body><article><h1>Talks {name}</h1>{_story(name, changed=changed)}</article></body></html>"

    def _feed(self, site: Site, now: float) -> Answer:
        names = site.names(self.begun, now)
        shown = names if site.items > ITEMS_OF_A_FEED else names[-ITEMS_OF_A_FEED:]
        items = [self._item(site, name, now) for name in shown[::-1]]
        if site.wrong == "no link":
            items.insert(1, "<item><title>A competition</title></item>")
        text = f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Café {site.number}</title>{"".join(items)}</channel></rss>'
        if site.wrong == "changes":
            text = f'<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Paper {site.number}</title>{"".join(items)}</feed>'
        body = text.encode("windows-1252" if site.wrong == "wrong encoding" else "utf-8")
        if site.wrong == "broken XML" and len(self.asked) % 3:
            body = body[: len(body) * 2 // 3] + b"<item><title>&nothing; <"
        mark = {"ETag": f'"{hash(body)}"'} if site.number % 2 else {"Last-Modified": _date(site.published(len(names) - 1, self.begun))}
        return Answer(body, headers={"Content-Type": "application/rss+xml"} | (mark if site.wrong not in UNMARKED else {}))

    def _item(self, site: Site, name: str, now: float) -> str:
        count = int(name.partition("-")[2])
        published, link = site.published(count, self.begun), f"{site.url}/article/{name}"
        if site.wrong == "changes":
            updated = published + (CHANGED_AFTER if now - published >= CHANGED_AFTER else 0)
            return f'<entry><title>Talks {name}</title><id>{link}</id><link href="{link}"/><published>{_iso(published)}</published><updated>{_iso(updated)}</updated></entry>'
        source = ""
        if site.wrong == "other publisher":
            first = self.sites[0]
            link = f"{first.url}/article/0-{count}?utm_source=paper{site.number}&amp;utm_medium=rss"
            source = f'<source url="{first.url}/feed">Paper 0</source>'
        whole = f"<content:encoded><![CDATA[{_story(name, changed=False)}]]></content:encoded>" if site.wrong == "whole articles" else ""
        date = f"<pubDate>{_date(published)}</pubDate>" if site.wrong != "no dates" else ""
        return f"<item><title>Talks {name}</title><link>{link}</link>{date}{source}{whole}</item>"

    def readable(self, until: float) -> set[str]:
        """The articles that were there to be read by then."""
        own = (site for site in self.sites if site.wrong != "other publisher")
        return {name for site in own for name in site.names(self.begun, until)}

    def changed(self, until: float) -> set[str]:
        """The articles that were there as they were first, and were changed by then."""
        changing = (site for site in self.sites if site.wrong == "changes")
        return {name for site in changing for name in site.names(self.begun, until - CHANGED_AFTER)[site.items :]}

    def too_soon(self) -> int:
        """How many requests came within a second of another to the same site."""
        last: dict[str, float] = {}
        soon = 0
        for at, url, _ in self.asked:
            soon += at - last.get(url, 0.0) < 0.999
            last[url] = at
        return soon

    def times_asked(self) -> Counter[str]:
        """How often each article was asked for, redirections and retries included."""
        return Counter(path.rpartition("/")[2].partition("?")[0] for _, _, path in self.asked if "/article/" in path)


CONDITIONS = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}
# Their feeds differ from one request to the next.
UNMARKED = ("broken XML", "changes")


@contextmanager
def press_of(clock: Clock, begun: float, *, sites: int, items: int) -> Iterator[Press]:
    """Sites, each at an address of this machine of its own, while they are needed; the last has ``items`` articles at the start."""
    press = Press(clock, begun, [])
    with ExitStack() as stack:
        for number in range(sites):
            server = ThreadingHTTPServer((f"127.0.1.{number + 1}", 0), _handler(press, number))
            server.daemon_threads = True
            Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
            stack.callback(server.server_close)
            stack.callback(server.shutdown)
            is_last = number == sites - 1
            wrong = "nothing" if is_last else WRONGS[number % len(WRONGS)]
            url = f"http://127.0.1.{number + 1}:{server.server_port}"
            press.sites.append(Site(number, url, wrong, items if is_last else 1))
        yield press


def _handler(press: Press, number: int) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer = press.answer(number, self.path, dict(self.headers))
            try:
                self.send_response(answer.status)
                for name, value in ({"Content-Length": str(len(answer.body))} | answer.headers).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(answer.body[: answer.cut])
            except OSError:
                pass  # Nobody waits for it any more.

        def log_message(self, *_: object) -> None:
            pass

    return Handler


def _story(name: str, *, changed: bool) -> str:
    ends = "was broken off on Friday after all" if changed else "would go on until Friday"
    return (
        f"<p>Prime Minister Anna Kovac met envoy number {name} in Oslo on Monday, and said that round {name} of the talks {ends}.</p>"
        f"<p>“We will vote on paper {name} next week,” she told reporters in front of the town hall, where the union had called for a strike.</p>"
    )


def _date(at: float) -> str:
    return format_datetime(datetime.fromtimestamp(at, UTC), usegmt=True)


def _iso(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat()
