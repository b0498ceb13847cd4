"""What every request passes: is it for this host, from whom, from one of our own pages; and what every answer says to browsers."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Collection, Iterable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.server.limits import LONGEST_ADDRESS, MOST_BYTES, limited
from onrecord.server.tokens import Tokens, Visitor

LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})
ANY = frozenset({"0.0.0.0", "::"})
COOKIE = "onrecord"
SAFE = {"GET", "HEAD", "OPTIONS"}
# What proxies add to a request that they pass on.
PASSED_ON = {"forwarded", "x-forwarded-for", "x-forwarded-host"}
# What is there for everybody.
OPEN, OPEN_BELOW = {"/health", "/sign-in"}, "/static/"
# Style and script are asked for by version.
KEPT = "public, max-age=3600"
HERE = Visitor(name="you", role="editor")
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # With "no-referrer", browsers would not say that a form comes from here either.
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """Lets requests through to an application, or refuses them.

    ``hosts``: the names under which it is reached (port aside), any address of a machine where "0.0.0.0" or "::" is among them; ``tokens``: who may come in; without
    any, everybody who reaches it is taken for the user of this machine.
    """

    def __init__(
        self, app: ASGIApp, *, hosts: Collection[str], tokens: Tokens | None, refuse: Callable[[Scope, HTTPException], ASGIApp]
    ) -> None:
        self._app, self._hosts, self._tokens, self._refuse = app, hosts, tokens, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        is_head = scope["method"] == "HEAD"
        send = _answering(send, is_head=is_head, kept=KEPT if scope["path"].startswith("/static/") else "no-store")
        try:
            self._check(scope)
        except HTTPException as error:
            await self._refuse(scope, error)(scope, receive, send)
            return
        await self._app({**scope, "method": "GET"} if is_head else scope, limited(receive), send)

    def _check(self, scope: Scope) -> None:
        headers = Headers(scope=scope)
        if not is_for(headers.getlist("host"), self._hosts):
            raise HTTPException(
                421, "This is not the host that was asked for; start onrecord serve with --name and the name it is reached by."
            )
        if self._tokens is None and PASSED_ON & set(headers):
            raise HTTPException(
                403, "A proxy passed this on: start onrecord serve with --name and the name it is reached by, so that it asks for tokens."
            )
        if len(scope["raw_path"] or b"") + len(scope["query_string"]) > LONGEST_ADDRESS:
            raise HTTPException(414, "The address is too long.")
        if (headers.get("content-length") or "0").isdigit() and int(headers.get("content-length") or 0) > MOST_BYTES:
            raise HTTPException(413, f"More than {MOST_BYTES:,} bytes; send less.")
        if scope["method"] not in SAFE and not is_from_here(scope["scheme"], headers):
            raise HTTPException(403, "This was sent by a page of somebody else.")
        visitor = HERE if self._tokens is None else self._tokens.visitor(token_in(headers))
        if visitor is None and not is_open(scope["path"]):
            raise _unknown(scope)
        scope.setdefault("state", {})["visitor"] = visitor


def is_for(given: Iterable[str], hosts: Collection[str]) -> bool:
    """Whether a request's Host headers name this host: then a name that somebody else's page gives to this address does not help it."""
    names = [_host(one) for one in given]
    if len(names) != 1 or not names[0]:
        return False
    return names[0] in hosts or (bool(ANY & set(hosts)) and _is_address(names[0]))


def is_from_here(scheme: str, headers: Headers) -> bool:
    """Whether a browser sent this from one of our own pages; programs, which are no browsers, say nothing about it."""
    origin = headers.get("origin")
    if origin is not None:
        return origin == f"{scheme}://{headers.get('host')}"
    return headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")


def token_in(headers: Headers) -> str:
    """The token that comes with a request, in its header or cookie; empty where there is none."""
    kind, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else cookie_in(headers, COOKIE)


def cookie_in(headers: Headers, name: str) -> str:
    """The value of a cookie; empty where there is none."""
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return found.value if found else ""


def is_open(path: str) -> bool:
    """Whether a path is there for everybody."""
    return path in OPEN or path.startswith(OPEN_BELOW)


def is_local(host: str) -> bool:
    """Whether only this machine reaches an address."""
    return host in LOCAL


def _unknown(scope: Scope) -> HTTPException:
    wanted = scope["path"] + (f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else "")
    is_page = scope["method"] == "GET" and not scope["path"].startswith("/api/")
    headers = {"Location": f"/sign-in?then={quote(wanted, safe='')}"} if is_page else {"WWW-Authenticate": "Bearer"}
    return HTTPException(303 if is_page else 401, "A token is needed (onrecord token).", headers=headers)


def _host(given: str) -> str:
    try:
        return (urlsplit(f"//{given}").hostname or "") if given.isascii() and not set(given) & set("/?#@\\ ") else ""
    except ValueError:
        return ""


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _answering(send: Send, *, is_head: bool, kept: str) -> Send:
    async def answer(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            headers.setdefault("Cache-Control", kept)
        elif is_head:
            message = {**message, "body": b""}
        await send(message)

    return answer
