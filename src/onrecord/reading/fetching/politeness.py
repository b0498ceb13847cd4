"""What servers ask of programs that read them: robots.txt, and time between two requests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from onrecord.errors import ArticleNotFetched, LibraryMissing
from onrecord.reading.fetching.client import Client

if TYPE_CHECKING:
    from protego import Protego

SECONDS_BETWEEN_REQUESTS = 1.0
# A server may ask for more time, but not for so much that nothing is read.
MOST_SECONDS_BETWEEN_REQUESTS = 60.0
SECONDS_RULES_HOLD = 86_400.0
MAX_RULES_BYTES = 500_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a server's robots.txt says; ``closed``: why nothing may be fetched, where the server does not give it out."""

    parsed: Protego
    until: float
    closed: str | None = None


class Manners:
    """Waits before requests to the same host, and refuses those that its robots.txt does not allow."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._rules: dict[str, Rules] = {}
        self._next: dict[str, float] = {}

    def before(self, url: str) -> None:
        """Wait until a page may be asked for. Raises ArticleNotFetched where it may not."""
        rules = self._rules_of(url)
        if rules.closed:
            raise ArticleNotFetched(f"{url}: {rules.closed}, and without its robots.txt nothing is fetched from there.")
        if not rules.parsed.can_fetch(url, self._client.agent):
            raise ArticleNotFetched(
                f"{url}: the server's robots.txt does not allow programs to fetch it. Save the page, and read the file."
            )
        asked = rules.parsed.crawl_delay(self._client.agent) or 0.0
        self._wait(url, min(max(SECONDS_BETWEEN_REQUESTS, asked), MOST_SECONDS_BETWEEN_REQUESTS))

    def _wait(self, url: str, seconds: float) -> None:
        host = urlsplit(url).netloc
        pause = self._next.get(host, 0.0) - self._client.now()
        if pause > 0:
            self._client.sleep(pause)
        self._next[host] = self._client.now() + seconds

    def _rules_of(self, url: str) -> Rules:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        known = self._rules.get(origin)
        if known is None or known.until < self._client.now():
            known = self._rules[origin] = self._asked(origin)
        return known

    def _asked(self, origin: str) -> Rules:
        """The rules of a server by RFC 9309: a server without any allows everything, one that cannot say allows nothing for now."""
        try:
            from protego import Protego
        except ImportError as error:
            raise LibraryMissing("robots.txt is read by protego, which is not installed: pip install 'onrecord[web]'.") from error
        until = self._client.now() + SECONDS_RULES_HOLD
        try:
            answer = self._client.get(f"{origin}/robots.txt", before=lambda url: self._wait(url, SECONDS_BETWEEN_REQUESTS))
        except ArticleNotFetched as error:
            # Asked again with the next page, for it may be there by then.
            return Rules(parsed=Protego.parse(""), until=self._client.now(), closed=str(error).rstrip("."))
        text = answer.data[:MAX_RULES_BYTES].decode("utf-8-sig", "replace") if answer.status == 200 else ""
        return Rules(parsed=Protego.parse(text), until=until)
