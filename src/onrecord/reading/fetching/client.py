"""One request after another: retried where a server is busy, bounded in size, time and redirections."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from onrecord.errors import ArticleNotFetched, LibraryMissing
from onrecord.version import __version__

if TYPE_CHECKING:
    import httpx2

MAX_FETCHED_BYTES = 50_000_000
MAX_REDIRECTS = 5
# Of a connection, of each wait for the next bytes, and of an answer as a whole.
SECONDS_WITHOUT_AN_ANSWER, SECONDS_OF_AN_ANSWER = 20.0, 90.0
ATTEMPTS = 4
FIRST_PAUSE = 2.0
# A server that wants to be left alone for longer is asked nothing until then.
LONGEST_PAUSE = 120.0
MOST_SECONDS_LEFT_ALONE = 86_400.0
BUSY = {429, 500, 502, 503, 504}
REDIRECTIONS = {301, 302, 303, 307, 308}
NOT_MODIFIED = 304
# The only codings that are asked for: others can make gigabytes of one block.
CODINGS = {"", "identity", "gzip", "x-gzip", "deflate"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came from an address; ``url``: where it came from in the end; ``type``: its media type, without parameters."""

    url: str
    status: int
    data: bytes
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def type(self) -> str:
        """The media type, small, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The encoding that the server says it is in."""
        _, found, value = self.headers.get("content-type", "").lower().partition("charset=")
        return value.partition(";")[0].strip(" \"'") or None if found else None


def user_agent(contact: str | None) -> str:
    """How a request calls itself, with whom to ask about it."""
    return f"onrecord/{__version__} (+{contact})" if contact else f"onrecord/{__version__}"


class Client:
    """Asks web servers; to be closed. ``contact``: an address or page of whoever runs it, told to servers. Raises LibraryMissing.

    Proxies are those of the environment (HTTPS_PROXY and the like). ``sleep`` and ``now`` are for tests.
    """

    def __init__(
        self, *, contact: str | None = None, sleep: Callable[[float], None] = time.sleep, now: Callable[[], float] = time.monotonic
    ) -> None:
        try:
            import httpx2
        except ImportError as error:
            raise LibraryMissing("the network is asked by httpx2, which is not installed: pip install 'onrecord[web]'.") from error
        self.agent = user_agent(contact)
        self.sleep, self.now = sleep, now
        self._left_alone: dict[str, float] = {}
        headers = {"User-Agent": self.agent, "Accept-Encoding": "gzip, deflate"}
        self._http = httpx2.Client(headers=headers, timeout=SECONDS_WITHOUT_AN_ANSWER, follow_redirects=False)

    def close(self) -> None:
        """Close all connections."""
        self._http.close()

    def get(self, url: str, *, before: Callable[[str], None], headers: Mapping[str, str] | None = None) -> Answer:
        """The answer of an address, after redirections; ``before`` is called with each address that is to be asked, and may wait or refuse.

        Raises ArticleNotFetched where there is none in the end; an answer that says that there is no such page is one.
        """
        first = url
        for _ in range(MAX_REDIRECTS + 1):
            check_address(url)
            answer = self._patiently(url, before, headers or {})
            location = answer.headers.get("location")
            if answer.status not in REDIRECTIONS or not location:
                return answer
            url = redirected(url, location)
        raise ArticleNotFetched(f"{first}: more than {MAX_REDIRECTS} redirections.")

    def _patiently(self, url: str, before: Callable[[str], None], headers: Mapping[str, str]) -> Answer:
        """The answer of one address, asked again while its server is busy."""
        for attempt in range(1, ATTEMPTS + 1):
            self._check_wish(url)
            before(url)
            answer, why = self._once(url, headers)
            if answer is not None and answer.status not in BUSY:
                return answer
            pause = _pause(answer, attempt)
            if pause > LONGEST_PAUSE:
                self._left_alone[urlsplit(url).netloc] = self.now() + min(pause, MOST_SECONDS_LEFT_ALONE)
            if attempt == ATTEMPTS or pause > LONGEST_PAUSE:
                raise ArticleNotFetched(f"{url}: {why}, asked {attempt} times.")
            self.sleep(pause)
        raise AssertionError("the last attempt ends the loop")

    def leaves_alone(self, url: str) -> float:
        """For how many seconds more the server of an address wants to be left alone."""
        return max(0.0, self._left_alone.get(urlsplit(url).netloc, 0.0) - self.now())

    def _check_wish(self, url: str) -> None:
        """Refuse what is on a server that wants to be left alone for now. Raises ArticleNotFetched."""
        if seconds := self.leaves_alone(url):
            raise ArticleNotFetched(f"{url}: the server asks to be left alone for another {seconds / 60:,.0f} minutes.")

    def _once(self, url: str, headers: Mapping[str, str]) -> tuple[Answer | None, str]:
        """An answer, or why there was none that time. Raises ArticleNotFetched where another would be no better."""
        import httpx2

        try:
            with self._http.stream("GET", url, headers=dict(headers)) as response:
                answer = Answer(url=url, status=response.status_code, headers=response.headers, data=self._read(response, url))
            return answer, f"the server answers {response.status_code} {response.reason_phrase}".strip()
        except httpx2.TransportError as error:
            return None, f"no answer ({str(error) or type(error).__name__})"
        except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError, ValueError) as error:
            raise ArticleNotFetched(f"{url}: no answer that can be read ({error}).") from error

    def _read(self, response: httpx2.Response, url: str) -> bytes:
        check_coding(url, response.headers)
        data = bytearray()
        end = self.now() + SECONDS_OF_AN_ANSWER
        for chunk in response.iter_bytes():
            data += chunk
            if len(data) > MAX_FETCHED_BYTES:
                raise ArticleNotFetched(f"{url}: more than {MAX_FETCHED_BYTES:,} bytes. Download it, and read the file.")
            if self.now() > end:
                raise ArticleNotFetched(f"{url}: not all there after {SECONDS_OF_AN_ANSWER:.0f} seconds.")
        return bytes(data)


def redirected(url: str, location: str) -> str:
    """The address to which an answer sends on. Raises ArticleNotFetched where it is none."""
    try:
        return urljoin(url, location)
    except ValueError as error:
        raise ArticleNotFetched(f"{url}: redirected to {location}, but only http:// and https:// are fetched.") from error


def check_coding(url: str, headers: Mapping[str, str]) -> None:
    """Refuse an answer that is compressed in another way than may be asked for. Raises ArticleNotFetched."""
    coding = headers.get("content-encoding", "").strip().lower()
    if coding not in CODINGS:
        raise ArticleNotFetched(f"{url}: compressed as {coding!r}, which was not asked for.")


def check_address(url: str) -> None:
    """Refuse what is no address of the web. Raises ArticleNotFetched."""
    try:
        parts = urlsplit(url)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        fits = False
    if not fits:
        raise ArticleNotFetched(f"{url}: only http:// and https:// are fetched.")


def _pause(answer: Answer | None, attempt: int) -> float:
    """How long to wait before asking again: as the server says, else twice as long each time, and never all at the same moment."""
    said = answer.headers.get("retry-after", "").strip() if answer is not None else ""
    if said.isdigit():
        return float(said)
    try:
        return max(0.0, (parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        longer: int = 2 ** (attempt - 1)
        return FIRST_PAUSE * longer * random.uniform(1.0, 1.25)
