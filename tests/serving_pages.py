"""A web server for tests, on this machine only."""

import threading
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Reply:
    """What an address answers; ``cut``: how much of it, before the connection ends."""

    body: bytes = b""
    status: int = 200
    headers: dict = field(default_factory=dict)
    cut: int | None = None


class Site:
    """Replies by path: one, or several that come one after another, the last for good. ``asked``: the requests, with their headers; ``posted``: what was sent to it."""

    def __init__(self, url):
        self.url = url
        self.replies = {}
        self.asked = []
        self.posted = []

    def set(self, path, *replies, **options):
        """Set what a path answers."""
        self.replies[path] = [
            reply if isinstance(reply, Reply) else Reply(reply if isinstance(reply, bytes) else reply.encode(), **options)
            for reply in replies
        ]

    def times(self):
        """How often each path was asked for."""
        return Counter(path for path, _ in self.asked)

    def reply(self, path, headers):
        """What is answered now."""
        self.asked.append((path, dict(headers)))
        replies = self.replies.get(path, [Reply(b"not here", 404)])
        reply = replies.pop(0) if len(replies) > 1 else replies[0]
        same = any(reply.headers.get(name) and reply.headers[name] == headers.get(asked) for name, asked in CONDITIONS.items())
        return Reply(status=304) if same else reply


CONDITIONS = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}


@contextmanager
def a_site():
    """A server while it is needed."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            reply = site.reply(self.path, self.headers)
            self.send_response(reply.status)
            for name, value in ({"Content-Length": str(len(reply.body))} | reply.headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body[: reply.cut])

        def do_POST(self):
            site.posted.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = Site(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
