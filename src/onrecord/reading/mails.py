"""Mails as files (EML): a newsletter, a press release, an article that somebody passed on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email import policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser

from onrecord.article import Page
from onrecord.errors import ArticleEmpty, ArticleUnreadable
from onrecord.reading.html import WORDS_OF_A_SENTENCE, read_html
from onrecord.reading.text import decode

# Without a name that says so, a mail is known by its headers: the sender, and one that only mails have.
START = re.compile(rb"(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+?(?=\r?\n)")
MARKS = (re.compile(rb"^from:", re.I | re.M), re.compile(rb"^(?:message-id|received):", re.I | re.M))
ARCHIVED = re.compile(r"<?(https?://[^\s>]+)")
HTML = ("text/html", "application/xhtml+xml")


def is_mail(data: bytes) -> bool:
    """Whether ``data`` begins with the headers of a mail."""
    start = START.match(data[:16_384])
    return start is not None and all(mark.search(start[0]) for mark in MARKS)


def read_mail(data: bytes, *, id: str, file: str | None, where: str) -> Page:
    """The text of a mail, or else its HTML, under its subject and date, with the address that it was archived at. Attachments are not read.

    Raises ArticleEmpty where there is no text, ArticleUnreadable, and what ``read_html`` raises.
    """
    message = parsed_message(data, where)
    page = _page(list(parts_of(message)), id=id, file=file, where=where)
    archived = ARCHIVED.match(_header(message, "Archived-At") or "")
    return replace(
        page,
        url=archived[1] if archived else None,
        title=_header(message, "Subject") or page.title,
        published=_header(message, "Date") or page.published,
        raw=None,
    )


def parsed_message(data: bytes, where: str) -> Message:
    """A mail, or a page that was saved as one. Raises ArticleUnreadable."""
    try:
        return BytesParser(policy=policy.compat32).parsebytes(data.lstrip())
    except (RecursionError, MessageError, ValueError, LookupError) as error:
        raise ArticleUnreadable(f"{where}: a damaged mail ({type(error).__name__}).") from error


def parts_of(message: Message) -> Iterator[Message]:
    """The parts that hold something, in their order, however deep they lie in each other."""
    inside = [message]
    while inside:
        part = inside.pop(0)
        if part.is_multipart():
            inside = [inner for inner in part.get_payload() if isinstance(inner, Message)] + inside
        else:
            yield part


def payload_of(part: Message) -> bytes:
    """The bytes of a part; none where it has none."""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _page(parts: list[Message], *, id: str, file: str | None, where: str) -> Page:
    shown = [part for part in parts if part.get_content_disposition() != "attachment"]
    text = next((text for part in shown if part.get_content_type() == "text/plain" and (text := _text(part, where))), None)
    if text is not None:
        return Page(id=id, text=text, file=file)
    page = next((part for part in shown if part.get_content_type() in HTML), None)
    if page is None:
        raise ArticleEmpty(f"{where}: no text in this mail; attachments are not read.")
    return read_html(payload_of(page), id=id, file=file, where=where, declared=charset_of(page))


def _text(part: Message, where: str) -> str | None:
    """The text of a part, if it has a sentence: beside HTML there often stands no more than that it cannot be shown."""
    try:
        text = decode(payload_of(part), where=where, declared=charset_of(part))
    except ArticleEmpty:
        return None
    return text if any(len(line.split()) >= WORDS_OF_A_SENTENCE for line in text.splitlines()) else None


def charset_of(part: Message) -> str | None:
    """The encoding that a part says it has."""
    try:
        return part.get_content_charset()
    except (LookupError, ValueError):
        return None


def _header(message: Message, name: str) -> str | None:
    """A header on one line, its encoded words decoded as far as they can be."""
    value = message[name]
    if value is None:
        return None
    try:
        decoded = str(make_header(decode_header(value)))
    except (ValueError, LookupError, MessageError):
        decoded = str(value)
    return " ".join(decoded.encode("utf-8", "replace").decode("utf-8").replace("\x00", "").split()) or None
