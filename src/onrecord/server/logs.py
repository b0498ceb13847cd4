"""What the server writes down of what it does: one line a request, as text or as JSON; a failure with its traceback."""

from __future__ import annotations

import json
import logging
import secrets
import time
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Literal

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LogLayout = Literal["text", "json"]
REQUESTS = logging.getLogger("onrecord.requests")
# With it a visitor who saw an error names the request that it came of.
HEADER = "X-Request-ID"
# What is logged while a request is answered belongs to it.
CURRENT: ContextVar[str | None] = ContextVar("request", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request that was answered. ``path``: as it was sent, without what was asked for; ``who``: the name on the token, None where there was none; ``ms``: until all of the answer was sent."""

    method: str
    path: str
    status: int
    ms: float
    who: str | None

    def __str__(self) -> str:
        return f"{self.method} {self.path} {self.status} {self.ms:.0f} ms {self.who or '-'}"


class RequestLog:
    """Logs each request to an application, and gives it an id."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and log what becomes of it. An error that was answered ends here."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        request, status, began = secrets.token_hex(8), 0, time.perf_counter()
        error: Exception | None = None

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = request
            await send(message)

        reset = CURRENT.set(request)
        try:
            await self.app(scope, receive, answer)
        except Exception as caught:
            error = caught
            if not status:
                raise
        finally:
            ms = round(1000 * (time.perf_counter() - began), 1)
            _log(Request(method=scope["method"], path=_path(scope), status=status or 500, ms=ms, who=_who(state)), error)
            CURRENT.reset(reset)


class TextLines(logging.Formatter):
    """A line of words for each thing that is logged; below a failure, its traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        request = CURRENT.get()
        told = super().format(record)
        first, *rest = told.splitlines() or [""]
        line = f"{_time(record)} {record.levelname} {record.name} {first}{f' [{request}]' if request else ''}"
        return "\n".join([line, *rest])


class JsonLines(logging.Formatter):
    """A JSON object in a line for each thing that is logged."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        told = {"time": _time(record), "level": record.levelname.lower(), "logger": record.name, "request": CURRENT.get()}
        answered = record.args[0] if isinstance(record.args, tuple) and record.args else None
        told |= asdict(answered) if isinstance(answered, Request) else {"message": record.getMessage()}
        if record.exc_info:
            told["traceback"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False)


def log_to_standard_error(layout: LogLayout, *, requests: bool) -> None:
    """Write what is logged to standard error; ``requests``: each request, too, not only those that failed."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines() if layout == "json" else TextLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    # Its clients tell of each address that they ask.
    for name in ("httpx2", "httpcore2"):
        logging.getLogger(name).setLevel(logging.WARNING)
    REQUESTS.setLevel(logging.INFO if requests else logging.ERROR)


def _log(request: Request, error: Exception | None) -> None:
    level = logging.ERROR if request.status >= 500 else logging.INFO
    REQUESTS.log(level, "%s", request, exc_info=error)


def _path(scope: Scope) -> str:
    """As it was sent, in ASCII: what it stands for may have line breaks."""
    return (scope.get("raw_path") or b"").partition(b"?")[0].decode("ascii", "backslashreplace")


def _who(state: dict[str, object]) -> str | None:
    name = getattr(state.get("visitor"), "name", None)
    return name if isinstance(name, str) else None


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
