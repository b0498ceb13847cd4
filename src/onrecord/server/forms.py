"""Forms that only our own pages can send: each carries a token that belongs to the browser it was made for."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from fastapi import HTTPException, Request, Response

COOKIE = "onrecord-form"
# Of this process: forms of an earlier one are asked for again.
SECRET = secrets.token_bytes(32)


class FormToken:
    """The token of a browser's forms, and the cookie that it belongs to."""

    def __init__(self, request: Request) -> None:
        self._known = request.cookies.get(COOKIE, "")
        self._browser = self._known or secrets.token_urlsafe(16)
        self._is_secure = request.url.scheme == "https"
        self._was_asked = False

    @property
    def value(self) -> str:
        """What a form carries."""
        self._was_asked = True
        return hmac.new(SECRET, self._browser.encode("utf-8", "replace"), hashlib.sha256).hexdigest()

    @property
    def mark(self) -> str:
        """What a page with forms is kept under: a browser that has an earlier one must not show it."""
        return self.value if self._known else ""

    def check(self, given: str) -> None:
        """Raise 403 for another one."""
        if not self._known or not hmac.compare_digest(given.encode("utf-8", "replace"), self.value.encode()):
            raise HTTPException(403, "This form is too old, or none of ours: load the page again.")

    def put_into(self, response: Response) -> None:
        """Set the cookie, where a form was made for a browser that has none."""
        if self._was_asked and not self._known:
            response.set_cookie(COOKIE, self._browser, httponly=True, samesite="lax", secure=self._is_secure, path="/")
