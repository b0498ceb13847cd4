"""Characters that a text writes in another way than it is read: accents of their own, soft hyphens, ligatures, entities, tags, escapes."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

from onrecord.cleaning.hyphens import has_hyphen

# Words with one plain space between them, or the white space between such runs.
RUN = re.compile(r"\S+(?: \S+)*|\s+")
# Soft hyphens, spaces of no width, marks of writing direction, a byte-order mark in mid-text.
INVISIBLE = r"[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
# As PDF readers copy them: "ﬁ", "ﬄ".
LIGATURE = r"[\ufb00-\ufb06]"
ENTITY = r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,31});"
INLINE_TAG = r"</?(?:a|abbr|b|big|cite|em|font|i|img|ins|mark|s|small|span|strong|sub|sup|time|u|wbr)\b[^<>]*>"
# Escapes of JSON and of programs that were escaped twice; in "C:\new" there is none.
ESCAPED_LINE_END = r"(?:(?<=[.!?,;\"'”’) ])\\[nr]|\\[nr](?![a-z]))"
# Halves of characters (\ud83d) stay as they are.
ESCAPE = rf"\\[\"'/]|\\u(?![dD][89a-fA-F])[\da-fA-F]{{4}}|\\t(?![a-z])|{ESCAPED_LINE_END}"
# UTF-8 that was read as Windows-1252: "â€œ", "Ã©". Other first letters stand before such signs in honest text ("CAFÉ—").
CONTINUATION = "".join(bytes([byte]).decode("windows-1252", "replace").replace("�", chr(byte)) for byte in range(0x80, 0xC0))
MISREAD = rf"[ÂÃÄÅ][{CONTINUATION}]|â[{CONTINUATION}]{{2}}"
SPACES = str.maketrans("nrt", "   ")
# What mail puts before each line that it quotes, once for each time it was quoted.
MAIL_MARK = r"(?:>[ \t]?)"
QUOTED_LINE = rf"(?<=\n){MAIL_MARK}+"
# A word divided at the end of a line, "gov-" and "ernment" below; not "two- and three-year".
DIVIDED = rf"(?<=[a-z])-[ \t]*\r?\n[ \t]*{MAIL_MARK}*(?=[a-z])(?!and\b|or\b|to\b)"
# A mark that closes what somebody says, with the space that is wanting behind it: “We wait,”said Kovac.
CLOSING = {"”", '"'}
NO_SPACE_BEHIND = r"(?<=[.,!?…])(?:”(?=\w)|\"(?=[a-z]))"
WRITTEN_OTHERWISE = re.compile(f"{INVISIBLE}|{LIGATURE}|{ENTITY}|{INLINE_TAG}|{ESCAPE}|{MISREAD}|{DIVIDED}|{QUOTED_LINE}|{NO_SPACE_BEHIND}")

# Where lines end: line ends of all kinds, and what stands for one in a text with escapes or tags.
BLOCK_TAG = r"</?(?:article|blockquote|br|div|figcaption|figure|h[1-6]|hr|li|ol|p|section|table|td|th|tr|ul)\b[^<>]*>"
LINE_BREAK = re.compile(rf"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]|{ESCAPED_LINE_END}|{BLOCK_TAG}", re.I)


def as_read(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Cut ``[start, end)`` into pieces, each with its bounds and the characters that are read there: none for what is left out, a space for any."""
    at = start
    for match in WRITTEN_OTHERWISE.finditer(text, start, end):
        yield from _plain(text, at, match.start())
        is_hyphen = match[0].startswith("-") and has_hyphen(text, match.start(), match.end())
        yield match.start(), match.end(), "-" if is_hyphen else _meaning(match[0])
        at = match.end()
    yield from _plain(text, at, end)


def _plain(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    for run in RUN.finditer(text, start, end):
        if run[0].isspace():
            yield run.start(), run.end(), " "
        elif unicodedata.is_normalized("NFC", run[0]):
            yield run.start(), run.end(), run[0]
        else:
            yield from _composed(run[0], run.start())


def _composed(run: str, at: int) -> Iterator[tuple[int, int, str]]:
    """A run with its letters and their marks composed; what is composed as it stands makes long pieces."""
    for is_as_it_stands, group in groupby(_letters(run), key=lambda letter: unicodedata.is_normalized("NFC", letter)):
        for letters in ["".join(group)] if is_as_it_stands else group:
            yield at, at + len(letters), unicodedata.normalize("NFC", letters)
            at += len(letters)


def _letters(run: str) -> Iterator[str]:
    """Each letter with the marks on it; the parts of a Korean syllable are one."""
    letter = ""
    for character in run:
        if letter and not unicodedata.combining(character) and not "\u1160" <= character <= "\u11ff":
            yield letter
            letter = ""
        letter += character
    yield letter


def _meaning(written: str) -> str:
    if written[0] in "->":
        return ""
    if written in CLOSING:
        return f"{written} "
    if written.startswith("&"):
        return html.unescape(written)
    if written.startswith("\\"):
        character = chr(int(written[2:], 16)) if written[1] == "u" else written[1].translate(SPACES)
        return character if character.isprintable() else " "
    if len(written) > 1:
        return "" if written.startswith("<") else _decoded_again(written)
    return unicodedata.normalize("NFKC", written) if unicodedata.category(written) == "Ll" else ""


def _decoded_again(written: str) -> str:
    """UTF-8 that was read as Windows-1252, read as UTF-8; as it stands where it is none."""
    data = b"".join(_byte(character) for character in written)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return written


def _byte(character: str) -> bytes:
    return character.encode("latin-1") if character < "\u0100" else character.encode("windows-1252")
