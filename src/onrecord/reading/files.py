"""Files, folders and standard input: what each holds and which reader takes it."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import cast, get_args

from onrecord.article import Page
from onrecord.errors import ArticleMissing, ArticleTooLarge, ArticleUnreadable
from onrecord.reading.columns import KNOWN, Columns
from onrecord.reading.contents import MAX_BYTES_OF, START_BYTES, Kind, Streamed, kind_of, read_at_most, read_contents, read_stream, unfolded
from onrecord.reading.folders import files_below
from onrecord.reading.found import Fetch, Found, or_failure, resolved
from onrecord.reading.identity import id_of_file, writable
from onrecord.reading.text import MAX_BYTES, MAX_JSON_BYTES
from onrecord.records import Failure

KINDS: dict[str, Kind] = {
    **dict.fromkeys((".txt", ".text", ".md", ".markdown", ""), "text"),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".shtml"), "page"),
    **dict.fromkeys((".mhtml", ".mht", ".webarchive"), "archive"),
    **dict.fromkeys((".jsonl", ".ndjson"), "lines"),
    **dict.fromkeys((".csv", ".tsv", ".tab"), "table"),
    **dict.fromkeys((".rss", ".atom", ".xml"), "feed"),
    ".json": "json",
    ".parquet": "parquet",
    ".warc": "warc",
    ".pdf": "pdf",
    ".docx": "docx",
    ".eml": "mail",
    ".opml": "outline",
}
GZIP_SUFFIX = ".gz"
# What a file's name says and what it holds may differ in these ways.
TAKEN_FOR: set[tuple[Kind, Kind]] = {
    ("page", "archive"), ("archive", "page"), ("lines", "json"), ("feed", "outline"), ("feed", "sitemap"), ("feed", "page"), ("outline", "feed"),
}  # fmt: skip


def read_path(path: Path, *, columns: Columns = KNOWN, fetch: Fetch | None = None) -> Iterator[Page | Failure]:
    """Yield a page or a failure for everything at ``path``: a file, or a folder with all files below it, in order of name.

    In a folder, files of other kinds (pictures, say) are failures too: nothing is passed over in silence. Hidden files are left out, and so are the
    pictures and scripts that a browser saves beside a page. ``columns``: what tables call their fields; ``fetch``: how to get what feeds and lists only name.
    """
    if not path.is_dir():
        yield from read_file(path, id=id_of_file(path, path.parent), columns=columns, fetch=fetch)
        return
    for found in files_below(path):
        if isinstance(found, Path):
            yield from read_file(found, id=id_of_file(found, path), columns=columns, fetch=fetch)
        else:
            refused, error = found
            yield Failure.of(
                error, stage="reading", id=id_of_file(refused, path if refused != path else path.parent), file=writable(str(refused))
            )


def read_bytes(
    data: bytes, *, id: str = "stdin", where: str = "standard input", columns: Columns = KNOWN, fetch: Fetch | None = None
) -> Iterator[Page | Failure]:
    """Yield what ``data`` holds, known by how it begins: articles as JSON, a web page, a feed, an archive, ...; else it is a text."""

    def read() -> Iterator[Found]:
        whole = unfolded(data, where=where)
        return read_contents(whole, kind_of(whole), id=id, file=None, where=where, columns=columns)

    return resolved(or_failure(read, id=id, file=None), fetch)


def read_file(path: Path, *, id: str, columns: Columns = KNOWN, fetch: Fetch | None = None) -> Iterator[Page | Failure]:
    """Yield a page or a failure for everything in one file, which is called ``id``."""
    file = writable(str(path))
    return resolved(or_failure(lambda: _contents(path, id=id, file=file, columns=columns), id=id, file=file), fetch)


def _contents(path: Path, *, id: str, file: str, columns: Columns) -> Iterator[Found]:
    """Yield what is in a file. Raises ArticleError."""
    where = str(path)
    try:
        kind = kind_of_file(path)
        with _opened(path, kind) as stream:
            if kind in get_args(Streamed) and not (kind == "lines" and is_one_document(stream)):
                yield from read_stream(stream, kind, id=id, file=file, where=where, columns=columns)
                return
            data = read_at_most(stream, MAX_BYTES_OF.get(kind, MAX_JSON_BYTES), where=where)
    except (OSError, EOFError, zlib.error) as error:
        raise ArticleUnreadable(f"{path}: cannot be read ({getattr(error, 'strerror', None) or error}).") from error
    yield from read_contents(data, _kind_of_contents(kind, data), id=id, file=file, where=where, columns=columns)


def is_one_document(stream: BufferedReader) -> bool:
    """Whether what is called lines of JSON is one document, over several lines; its first line, which may be a long article, tells."""
    start = stream.peek(START_BYTES)
    if kind_of(start) != "json" or b"\n" in start:
        return kind_of(start) == "json"
    first = stream.readline(MAX_BYTES)
    held = kind_of(first + stream.read(1))
    stream.seek(0)
    return held == "json"


@contextmanager
def _opened(path: Path, kind: Kind) -> Iterator[BufferedReader]:
    """The file's bytes, unpacked; a web archive unpacks its records itself."""
    with cast("BufferedReader", gzip.open(path)) if is_packed(path, kind) else path.open("rb") as stream:  # Both can be looked ahead in.
        yield stream


def is_packed(path: Path, kind: Kind) -> bool:
    """Whether a file is compressed as a whole."""
    return path.suffix.lower() == GZIP_SUFFIX and kind != "warc"


def kind_of_file(path: Path) -> Kind:
    """What a file is by its name. Raises ArticleMissing, ArticleUnreadable for other kinds, ArticleTooLarge."""
    if not path.exists():
        link = f"a link to {path.readlink()}, which is not there." if path.is_symlink() else "no such file or folder."
        raise ArticleMissing(f"{path}: {link}")
    kind = KINDS.get(_suffix(path))
    if kind is None:
        raise ArticleUnreadable(f"{path}: {path.suffix} files are not read; known are {', '.join(sorted(filter(None, KINDS)))}.")
    size, most = path.stat().st_size, MAX_BYTES_OF.get(kind)
    if most is not None and size > most:
        raise ArticleTooLarge(f"{path}: {size:,} bytes; {most:,} are the most. Split it, or give JSON Lines.")
    return kind


def _suffix(path: Path) -> str:
    """What a file's name ends with; of a packed one, what it ended with before. Zstandard is for web archives only."""
    suffix = path.suffix.lower()
    inner = Path(path.stem).suffix.lower()
    hides_another = suffix == GZIP_SUFFIX or (suffix, inner) == (".zst", ".warc")
    return inner if hides_another and inner else suffix


def _kind_of_contents(kind: Kind, data: bytes) -> Kind:
    """What a file is: by its name, unless what it holds is clearly something else."""
    held = kind_of(data)
    return held if kind == "text" or (kind, held) in TAKEN_FOR else kind
