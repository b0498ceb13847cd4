"""Files, folders and standard input: what each holds and which reader takes it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from onrecord.article import Page
from onrecord.errors import ArticleError, ArticleMissing, ArticleTooLarge, ArticleUnreadable
from onrecord.reading.html import read_html
from onrecord.reading.identity import id_of_file, writable
from onrecord.reading.jsonl import read_jsonl
from onrecord.reading.text import MAX_BYTES, decode
from onrecord.records import Failure

TEXT_SUFFIXES = {".txt", ".text", ".md", ".markdown"}
HTML_SUFFIXES = {".html", ".htm", ".xhtml"}
JSONL_SUFFIXES = {".jsonl", ".ndjson"}
HTML_STARTS = (b"<!doctype html", b"<html", b"<?xml")


def read_path(path: Path) -> Iterator[Page | Failure]:
    """Yield a page or a failure for everything at ``path``: a file, or a folder with all files below it, in order of name.

    In a folder, files of other kinds (pictures, say) are failures too: nothing is passed over in silence. Hidden files are left out.
    """
    try:
        if not path.is_dir():
            yield from _read_file(path, id_of_file(path, path.parent))
            return
        for file in sorted(_visible_files(path)):
            yield from _read_file(file, id_of_file(file, path))
    except OSError as error:
        yield _unreadable(path, id_of_file(path, path.parent), error)


def _read_file(path: Path, id: str) -> Iterator[Page | Failure]:
    try:
        if not path.exists():
            raise ArticleMissing(f"{path}: no such file or folder.")
        if path.suffix.lower() in JSONL_SUFFIXES:
            with path.open("rb") as lines:
                yield from read_jsonl(lines, id=id, file=writable(str(path)), where=str(path))
            return
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise ArticleTooLarge(f"{path}: {size:,} bytes; an article has at most {MAX_BYTES:,}. Split it, or give JSON Lines.")
        yield _read_article(path, id)
    except ArticleError as error:
        yield Failure.of(error, stage="reading", id=id, file=writable(str(path)))
    except OSError as error:
        yield _unreadable(path, id, error)


def read_bytes(data: bytes, *, id: str = "stdin", where: str = "standard input") -> Iterator[Page | Failure]:
    """Yield what ``data`` holds: JSON Lines if it begins with an object, a web page if it looks like one, else a text."""
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:64].lower()
    if start.startswith(b"{"):
        yield from read_jsonl(io.BytesIO(data), id=id, file=None, where=where)
        return
    try:
        if start.startswith(HTML_STARTS):
            yield read_html(data, id=id, file=None, where=where)
        else:
            yield Page(id=id, text=decode(data, where=where))
    except ArticleError as error:
        yield Failure.of(error, stage="reading", id=id)


def _read_article(path: Path, id: str) -> Page:
    suffix, file = path.suffix.lower(), writable(str(path))
    if suffix in HTML_SUFFIXES:
        return read_html(path.read_bytes(), id=id, file=file, where=str(path))
    if suffix in TEXT_SUFFIXES or not suffix:
        return Page(id=id, text=decode(path.read_bytes(), where=str(path)), file=file)
    known = ", ".join(sorted(TEXT_SUFFIXES | HTML_SUFFIXES | JSONL_SUFFIXES))
    raise ArticleUnreadable(f"{path}: {suffix} files are not read; known are {known}.")


def _visible_files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
            yield path


def _unreadable(path: Path, id: str, error: OSError) -> Failure:
    told = ArticleUnreadable(f"{path}: cannot be read ({error.strerror or error}).")
    return Failure.of(told, stage="reading", id=id, file=writable(str(path)))
