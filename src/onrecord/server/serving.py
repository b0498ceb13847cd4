"""Serving pages: for this machine, or with tokens for others."""

from __future__ import annotations

import gc
import socket
from collections.abc import Callable, Iterable

import uvicorn

from onrecord.collection import Collection
from onrecord.errors import ServerUnusable
from onrecord.server.app import application
from onrecord.server.logs import LogLayout, RequestLog, log_to_standard_error
from onrecord.server.security import ANY, LOCAL, is_local
from onrecord.server.tokens import Tokens, tokens_file

# So many requests at once; more are answered 503.
MOST_AT_ONCE = 100


def serve(
    collection: Collection,
    *,
    host: str,
    port: int,
    names: Iterable[str] = (),
    by: str = "you",
    log: LogLayout | None = None,
    ready: Callable[[str], None],
) -> None:
    """Serve a collection until it is stopped; ``ready`` is told the address. Raises ServerUnusable where others could come in and nobody has a token.

    ``by``: the name under which decisions made on this machine are kept; ``log``: how requests are logged; without it as text, and where only this
    machine reaches the pages, only those that fail.
    """
    known = {host.lower(), *(name.lower() for name in names)}
    # What has a name for others is behind a proxy, wherever it listens.
    tokens = None if all(map(is_local, known)) else Tokens(tokens_file())
    if tokens is not None and not list(tokens):
        raise ServerUnusable(
            f"others than you reach {' and '.join(sorted(known - LOCAL))}, and nobody has a token yet: make one with onrecord token, or leave --host and --name out."
        )
    app = RequestLog(application(collection, hosts=LOCAL | known, tokens=tokens, by=by))
    log_to_standard_error(log or "text", requests=log is not None or tokens is not None)
    server = server_of(app, host=host, port=port)
    shown = "127.0.0.1" if host in ANY else f"[{host}]" if ":" in host else host
    ready(f"http://{shown}:{port}/")
    server.run()


def server_of(app: RequestLog, *, host: str, port: int) -> uvicorn.Server:
    """A server of pages, which waits to be run."""
    # What is loaded by now stays: looking through it for garbage doubled the time of one answer in four.
    gc.freeze()
    config = uvicorn.Config(
        app, host=host, port=port, log_config=None, access_log=False, server_header=False, limit_concurrency=MOST_AT_ONCE, timeout_keep_alive=15, h11_max_incomplete_event_size=32_768
    )  # fmt: skip
    return uvicorn.Server(config)


def refuse_taken(host: str, port: int) -> None:
    """Raise ServerUnusable where something listens at an address already, or the address is none of this machine's."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise ServerUnusable(f"{host}:{port} cannot be listened at ({error.strerror}); --port names another one.") from error
