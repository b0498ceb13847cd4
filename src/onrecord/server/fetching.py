"""Web pages by their addresses: only of public hosts, so that nobody looks through us at what is not public.

Not done by the client of ``onrecord.reading.fetching``, which waits for minutes and asks again: here somebody waits for seconds in all, which only asyncio can cut off,
and the address that was checked is the one that is asked, without proxies.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx2

from onrecord.errors import ArticleMissing, ArticleTooLarge, ArticleUnreadable
from onrecord.reading.fetching.client import check_coding, redirected, user_agent
from onrecord.server.limits import MOST_BYTES

SCHEMES = {"http": 80, "https": 443}
MOST_REDIRECTS = 5
SECONDS = 20.0
KINDS = ("text/html", "text/plain", "application/xhtml+xml")
# Addresses that stand for others: what they stand for may be anything.
TRANSLATED = [ipaddress.ip_network(network) for network in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")]
Resolve = Callable[[str, int], list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address gave: the bytes, and the address at the end of all redirects."""

    url: str
    data: bytes


def fetch(url: str, *, resolve: Resolve | None = None, transport: httpx2.AsyncBaseTransport | None = None) -> Fetched:
    """Fetch a web page. Raises ArticleError: no such page, not public, none of text, too large, too slow.

    The host's addresses are looked up once for each hop and must all be public; the connection goes to one of these, whatever the name means a moment later.
    """
    try:
        return asyncio.run(asyncio.wait_for(_fetch(url, resolve or addresses_of, transport), SECONDS))
    except TimeoutError as error:
        raise ArticleUnreadable(f"{url}: it takes more than {SECONDS:.0f} seconds.") from error


async def _fetch(url: str, resolve: Resolve, transport: httpx2.AsyncBaseTransport | None) -> Fetched:
    async with httpx2.AsyncClient(transport=transport, trust_env=False, timeout=SECONDS, follow_redirects=False) as client:
        for _ in range(MOST_REDIRECTS + 1):
            found = await _hop(client, url, resolve)
            if isinstance(found, Fetched):
                return found
            url = redirected(url, found)
    raise ArticleUnreadable(f"{url}: more than {MOST_REDIRECTS} redirects.")


async def _hop(client: httpx2.AsyncClient, url: str, resolve: Resolve) -> Fetched | str:
    """What an address gives, or where it sends us."""
    host, port, address = await asyncio.to_thread(checked, url, resolve)
    headers = {
        "Host": _in_brackets(host),
        "User-Agent": user_agent(None),
        "Accept": ", ".join(KINDS),
        "Accept-Encoding": "identity",
    }
    try:
        asked = httpx2.URL(url).copy_with(host=address, port=port, fragment=None)
        async with client.stream("GET", asked, headers=headers, extensions={"sni_hostname": host}) as response:
            if response.has_redirect_location:
                return str(response.headers["location"])
            if response.status_code != 200:
                raise ArticleMissing(f"{url}: the host answers {response.status_code} {response.reason_phrase}.")
            kind = response.headers.get("content-type", "text/html").partition(";")[0].strip().lower()
            if kind not in KINDS:
                raise ArticleUnreadable(f"{url}: {kind or 'something'} is not read, only web pages and texts.")
            return Fetched(url=url, data=await _body(response, url))
    except httpx2.InvalidURL as error:
        raise ArticleUnreadable(f"This is no web address ({error}).") from error
    except httpx2.HTTPError as error:
        raise ArticleMissing(f"{url}: the host cannot be reached ({type(error).__name__}).") from error


async def _body(response: httpx2.Response, url: str) -> bytes:
    check_coding(url, response.headers)
    data = bytearray()
    async for chunk in response.aiter_bytes():
        data += chunk
        if len(data) > MOST_BYTES:
            raise ArticleTooLarge(f"{url}: more than {MOST_BYTES:,} bytes.")
    return bytes(data)


def checked(url: str, resolve: Resolve) -> tuple[str, int, str]:
    """Host, port and address of a URL. Raises ArticleUnreadable where it is no public web address."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").encode("idna").decode("ascii") if parts.hostname else "", parts.port
    except ValueError as error:
        raise ArticleUnreadable("This is no web address.") from error
    if parts.scheme not in SCHEMES or not host or parts.username is not None or parts.password is not None:
        raise ArticleUnreadable("Only addresses that begin with http:// or https:// and name a host are fetched.")
    if port not in (None, *SCHEMES.values()):
        raise ArticleUnreadable(f"Port {port} is not fetched from, only {' and '.join(map(str, SCHEMES.values()))}.")
    port = port or SCHEMES[parts.scheme]
    addresses = resolve(host, port)
    if not addresses or not all(map(is_public, addresses)):
        raise ArticleUnreadable(f"{host} is no public host.")
    return host, port, addresses[0]


def addresses_of(host: str, port: int) -> list[str]:
    """The addresses of a host. Raises ArticleMissing where it has none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise ArticleMissing(f"{host}: there is no such host.") from error
    return [str(one[4][0]) for one in found]


def is_public(address: str) -> bool:
    """Whether an IP address is anybody's to ask."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return is_public(str(found.ipv4_mapped))
        if any(found in network for network in TRANSLATED):
            return False
    return found.is_global and not found.is_multicast and not found.is_reserved and not found.is_unspecified


def _in_brackets(host: str) -> str:
    return f"[{host}]" if ":" in host else host
