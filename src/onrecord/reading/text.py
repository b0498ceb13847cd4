"""Decode bytes and refuse what is no text."""

from __future__ import annotations

import codecs
import re

from onrecord.errors import ArticleEmpty, ArticleTooLarge, ArticleUnreadable

# A long magazine report has 60,000 characters; a book has a million. The parser's memory grows with the text.
MAX_CHARACTERS = 1_000_000
# UTF-8 needs at most four bytes a character.
MAX_BYTES = 4 * MAX_CHARACTERS

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# WHATWG: pages that declare Latin-1 or ASCII mean Windows-1252.
WINDOWS_1252_NAMES = {"latin-1", "latin1", "iso-8859-1", "iso8859-1", "us-ascii", "ascii", "cp1252", "windows-1252"}
CONTROLS = re.compile(r"[\x01-\x08\x0b\x0e-\x1f]")
# Two or more of these in valid order are UTF-8 that somebody broke elsewhere, not Windows-1252.
MULTIBYTE = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def decode(data: bytes, *, where: str, declared: str | None = None) -> str:
    """Decode ``data``: by its byte-order mark, the declared charset, as UTF-8, or as Windows-1252.

    Raises ArticleTooLarge and ArticleUnreadable; ``where`` names the input in their messages.
    """
    if len(data) > MAX_BYTES:
        raise ArticleTooLarge(f"{where}: {len(data):,} bytes; an article has at most {MAX_BYTES:,}. Split it, or give JSON Lines.")
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return check_text(_decode_as(data[len(mark) :], encoding, where), where=where)
    if b"\x00" in data:
        raise ArticleUnreadable(f"{where}: binary data (a zero byte at offset {data.index(0)}), not text.")
    if declared and declared.lower() not in WINDOWS_1252_NAMES | {"utf-8", "utf8"}:
        return check_text(_decode_as(data, declared, where), where=where)
    return check_text(_decode_undeclared(data, where), where=where)


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
