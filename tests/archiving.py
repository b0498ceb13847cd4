"""Web archives for tests, sound and damaged."""

import gzip

SENTENCE = "The harbour board of Varna said on Tuesday that it would close two of its five quays until autumn."


def page(number):
    paragraphs = f"<p>{SENTENCE}</p><p>Report {number} of the port came out after that, and nobody in the town had asked for it.</p>"
    return f"<!doctype html><html><head><title>Quays {number}</title></head><body><article><h1>Quays {number}</h1>{paragraphs}</article></body></html>".encode()


def record(number, body=None, *, status="200 OK", kind="text/html; charset=utf-8", extra="", more=""):
    """A response of a web server, as a record; ``extra``: headers of its HTTP, ``more``: of its WARC."""
    body = page(number) if body is None else body
    block = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{extra}\r\n".encode() + body
    headers = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012d}>\r\nWARC-Date: 2021-03-05T10:22:00Z\r\n"
        f"WARC-Target-URI: https://example.org/{number}\r\nContent-Type: application/http; msgtype=response\r\n{more}Content-Length: {len(block)}\r\n\r\n"
    )
    return headers.encode() + block + b"\r\n\r\n"


def flipped(data, at):
    """The bytes with one of them changed."""
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


# Ten ways in which a record of a compressed archive is damaged: the piece, made of the record.
DAMAGES = {
    "bytes changed": lambda r: flipped(gzip.compress(r), 100),
    "checksum changed": lambda r: flipped(gzip.compress(r), len(gzip.compress(r)) - 6),
    "cut off": lambda r: gzip.compress(r)[:150],
    "start overwritten": lambda r: b"\x00" * 10 + gzip.compress(r)[10:],
    "no record in it": lambda r: gzip.compress(b"nonsense " * 20),
    "shorter than it says": lambda r: gzip.compress(r[: len(r) // 2]),
    "longer than it says": lambda r: gzip.compress(r.replace(b"Content-Length: ", b"Content-Length: 1\r\nX-Length: ")),
    "of no known type": lambda r: gzip.compress(r.replace(b"WARC-Type: response", b"WARC-Type: respXnse")),
    "no HTTP in it": lambda r: gzip.compress(r.replace(b"HTTP/1.1 200", b"\x00\x01\x02\x031.1 200")),
    "other bytes than its digest": lambda r: gzip.compress(r.replace(b"WARC-Date", b"WARC-Block-Digest: sha1:AAAA\r\nWARC-Date")),
}
