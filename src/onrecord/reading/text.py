"""Decode bytes and refuse what is no text."""

from __future__ import annotations

import codecs
import re

from onrecord.errors import ArticleEmpty, ArticleTooLarge, ArticleUnreadable

# A long magazine report has 60,000 characters; a book has a million. The parser's memory grows with the text.
MAX_CHARACTERS = 1_000_000
# UTF-8 needs at most four bytes a character.
MAX_BYTES = 4 * MAX_CHARACTERS
# A page with its styles, scripts and small pictures in it; the libraries that take it apart read no larger ones.
MAX_PAGE_BYTES = 20_000_000
# Files of many articles, or of a page and all its pictures, that are read at once.
MAX_JSON_BYTES = 200_000_000

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# WHATWG: pages that declare Latin-1 or ASCII mean Windows-1252.
WINDOWS_1252_NAMES = {"latin-1", "latin1", "iso-8859-1", "iso8859-1", "us-ascii", "ascii", "cp1252", "windows-1252"}
# Its five undefined bytes are control characters, as in browsers.
WINDOWS_1252 = "".join(bytes([byte]).decode("windows-1252", "ignore") or chr(byte) for byte in range(256))
CONTROLS = re.compile(r"[\x01-\x08\x0b\x0e-\x1f]")
# Two or more of these in valid order are UTF-8 that somebody broke elsewhere, not Windows-1252.
MULTIBYTE = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# Bytes that were no UTF-8, as Python's "surrogateescape" keeps them.
STRAY = re.compile("[\udc80-\udcff]+")
# A page with more zero bytes, and more than one in so many, is no text.
ZERO_BYTES, BYTES_A_ZERO = 3, 1000


def decode(data: bytes, *, where: str, declared: str | None = None) -> str:
    """Decode ``data``: by its byte-order mark, the declared charset, as UTF-8, or as Windows-1252.

    Raises ArticleTooLarge and ArticleUnreadable; ``where`` names the input in their messages.
    """
    if len(data) > MAX_BYTES:
        raise ArticleTooLarge(f"{where}: {len(data):,} bytes; an article has at most {MAX_BYTES:,}. Split it, or give JSON Lines.")
    if not data.startswith(tuple(mark for mark, _ in BYTE_ORDER_MARKS)) and b"\x00" in data:
        raise ArticleUnreadable(f"{where}: binary data (a zero byte at offset {data.index(0)}), not text.")
    return check_text(as_text(data, where=where, declared=declared), where=where)


def as_text(data: bytes, *, where: str, declared: str | None = None) -> str:
    """Decode ``data`` as ``decode`` does, however long and whatever it holds. Raises ArticleUnreadable."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_as(data[len(mark) :], encoding, where)
    if declared and declared.lower() not in WINDOWS_1252_NAMES | {"utf-8", "utf8"}:
        return _decode_as(data, declared, where)
    return _decode_undeclared(data, where)


def decode_page(data: bytes, *, where: str, declared: str | None = None) -> str:
    """Decode a page as browsers do, which never give up: UTF-8 where it is, whatever is declared, with stray bytes read as Windows-1252.

    Raises ArticleTooLarge and ArticleUnreadable (binary data).
    """
    if len(data) > MAX_PAGE_BYTES:
        raise ArticleTooLarge(f"{where}: {len(data):,} bytes; a page has at most {MAX_PAGE_BYTES:,}. Save its text and read that.")
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if data.count(0) > ZERO_BYTES + len(data) // BYTES_A_ZERO:
        raise ArticleUnreadable(f"{where}: binary data (a zero byte at offset {data.index(0)}), not text.")
    data = data.replace(b"\x00", b"")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded_as_declared(data, declared) or _decoded_leniently(data)


def check_text(text: str, *, where: str) -> str:
    """Return ``text`` if it can be an article's text; raise what it is otherwise.

    Lone surrogates and U+0000 are unreadable, as is a text with many control characters.
    """
    if len(text) > MAX_CHARACTERS:
        raise ArticleTooLarge(f"{where}: {len(text):,} characters; an article has at most {MAX_CHARACTERS:,}.")
    if "\x00" in text:
        raise ArticleUnreadable(f"{where}: U+0000 at character {text.index(chr(0))}; text has none.")
    surrogate = re.search("[\ud800-\udfff]", text)
    if surrogate:
        raise ArticleUnreadable(f"{where}: a lone surrogate (U+{ord(surrogate[0]):04X}) at character {surrogate.start()}.")
    if len(CONTROLS.findall(text)) > len(text) // 100:
        raise ArticleUnreadable(f"{where}: more than one control character in a hundred; this looks like binary data.")
    if not text.strip():
        raise ArticleEmpty(f"{where}: no text in it.")
    return text


def folded(text: str) -> str:
    """The words of a text as they are compared: without case, a space between them."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def _decoded_as_declared(data: bytes, declared: str | None) -> str | None:
    """The page in the charset that it declares; ``None`` where it is not in it, or declares none that says more than UTF-8 and Latin-1."""
    if declared is None or declared.lower() in WINDOWS_1252_NAMES | {"utf-8", "utf8"}:
        return None
    try:
        return data.decode(declared)
    except (LookupError, UnicodeDecodeError):
        return None


def _decoded_leniently(data: bytes) -> str:
    if len(MULTIBYTE.findall(data)) < 2:
        return _as_windows_1252(data)
    return STRAY.sub(lambda match: _as_windows_1252(match[0].encode("utf-8", "surrogateescape")), data.decode("utf-8", "surrogateescape"))


def _as_windows_1252(data: bytes) -> str:
    return codecs.charmap_decode(data, "strict", WINDOWS_1252)[0]


def _decode_as(data: bytes, encoding: str, where: str) -> str:
    try:
        return data.decode(encoding)
    except LookupError:
        return _decode_undeclared(data, where)
    except UnicodeDecodeError as error:
        raise ArticleUnreadable(f"{where}: not {encoding}: byte 0x{data[error.start]:02x} at offset {error.start}.") from error


def _decode_undeclared(data: bytes, where: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if len(MULTIBYTE.findall(data)) < 2:
            return _decode_as(data, "windows-1252", where)
        raise ArticleUnreadable(
            f"{where}: broken UTF-8: byte 0x{data[error.start]:02x} at offset {error.start}. Re-save it as UTF-8."
        ) from error
