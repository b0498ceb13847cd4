"""Web pages saved in one file with their pictures: MHTML (Chrome, Edge, Opera), Safari's web archive."""

from __future__ import annotations

import plistlib
import re
from dataclasses import replace
from xml.parsers.expat import ExpatError

from onrecord.article import Page
from onrecord.errors import ArticleEmpty, ArticleUnreadable
from onrecord.reading.html import read_html
from onrecord.reading.mails import HTML, charset_of, parsed_message, parts_of, payload_of

MHTML_START = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?content-type:\s*multipart/related", re.I)
WEB_ARCHIVE_STARTS = (b"bplist00", b"<?xml")


def is_archive(data: bytes) -> bool:
    """Whether ``data`` begins as such a file does."""
    start = data[:4096].lstrip()
    return MHTML_START.match(start) is not None or _is_web_archive(data)


def read_archive(data: bytes, *, id: str, file: str | None, where: str) -> Page:
    """The page in the file, with the address and the time that it was saved with. Raises what ``read_html`` raises."""
    if _is_web_archive(data):
        return _read_web_archive(data, id=id, file=file, where=where)
    message = parsed_message(data, where)
    part = next((part for part in parts_of(message) if part.get_content_type() in HTML), None)
    if part is None:
        raise ArticleEmpty(f"{where}: no web page in this file.")
    page = read_html(payload_of(part), id=id, file=file, where=where, declared=charset_of(part))
    url = message["Snapshot-Content-Location"] or part["Content-Location"]
    return replace(page, url=page.url or _web_address(url), captured=_one_line(message["Date"]), raw=data)


def _is_web_archive(data: bytes) -> bool:
    return data.startswith(WEB_ARCHIVE_STARTS) and b"WebMainResource" in data


def _read_web_archive(data: bytes, *, id: str, file: str | None, where: str) -> Page:
    try:
        main = plistlib.loads(data)["WebMainResource"]
        html, url, encoding = main["WebResourceData"], main.get("WebResourceURL"), main.get("WebResourceTextEncodingName")
    except (plistlib.InvalidFileException, ExpatError, ValueError, KeyError, TypeError, OverflowError) as error:
        raise ArticleUnreadable(f"{where}: a damaged web archive ({error}).") from error
    page = read_html(html, id=id, file=file, where=where, declared=encoding)
    return replace(page, url=page.url or _web_address(url), raw=data)


def _web_address(url: str | None) -> str | None:
    return url if url and url.startswith(("http://", "https://")) else None


def _one_line(header: str | None) -> str | None:
    return " ".join(str(header).split()) if header else None
