"""Serving pages: for this machine, or with tokens for others."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable, Iterable

import uvicorn

from onrecord.collection import Collection
from onrecord.errors import ServerUnusable
from onrecord.server.app import application
from onrecord.server.security import ANY, LOCAL, is_local
from onrecord.server.tokens import Tokens, tokens_file

# So many requests at once; more are answered 503.
MOST_AT_ONCE = 100


def serve(
    collection: Collection, *, host: str, port: int, names: Iterable[str] = (), by: str = "you", ready: Callable[[str], None]
) -> None:
    """Serve a collection until it is stopped; ``ready`` is told the address. Raises ServerUnusable where others could come in and nobody has a token."""
    tokens = None if is_local(host) else Tokens(tokens_file())
    if tokens is not None and not list(tokens):
        raise ServerUnusable(
            f"others than you reach {host}, and nobody has a token yet: make one with onrecord token, or leave --host out."
        )
    app = application(collection, hosts={*LOCAL, host.lower(), *(name.lower() for name in names)}, tokens=tokens, by=by)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    config = uvicorn.Config(
        app, host=host, port=port, log_config=None, access_log=tokens is not None, server_header=False, limit_concurrency=MOST_AT_ONCE, timeout_keep_alive=15, h11_max_incomplete_event_size=32_768
    )  # fmt: skip
    server = uvicorn.Server(config)
    shown = "127.0.0.1" if host in ANY else f"[{host}]" if ":" in host else host
    ready(f"http://{shown}:{port}/")
    server.run()


def refuse_taken(host: str, port: int) -> None:
    """Raise ServerUnusable where something listens at an address already, or the address is none of this machine's."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise ServerUnusable(f"{host}:{port} cannot be listened at ({error.strerror}); --port names another one.") from error
