"""Files, folders and standard input: what each holds and which reader takes it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from onrecord.article import Page
from onrecord.errors import ArticleError, ArticleMissing, ArticleTooLarge, ArticleUnreadable
from onrecord.reading.contents import Kind, kind_of, read_contents
from onrecord.reading.folders import files_below
from onrecord.reading.identity import id_of_file, writable
from onrecord.reading.jsonl import read_jsonl
from onrecord.reading.text import MAX_BYTES, MAX_JSON_BYTES, MAX_PAGE_BYTES
from onrecord.records import Failure

KINDS: dict[str, Kind] = {
    **dict.fromkeys((".txt", ".text", ".md", ".markdown", ""), "text"),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".shtml"), "page"),
    **dict.fromkeys((".mhtml", ".mht", ".webarchive"), "archive"),
    **dict.fromkeys((".jsonl", ".ndjson"), "lines"),
    ".json": "json",
}
MAX_BYTES_OF: dict[Kind, int] = {"text": MAX_BYTES, "page": MAX_PAGE_BYTES, "archive": MAX_JSON_BYTES, "json": MAX_JSON_BYTES}


def read_path(path: Path) -> Iterator[Page | Failure]:
    """Yield a page or a failure for everything at ``path``: a file, or a folder with all files below it, in order of name.

    In a folder, files of other kinds (pictures, say) are failures too: nothing is passed over in silence. Hidden files are left out, and so are the
    pictures and scripts that a browser saves beside a page.
    """
    if not path.is_dir():
        yield from _read_file(path, id_of_file(path, path.parent))
        return
    for found in files_below(path):
        if isinstance(found, Path):
            yield from _read_file(found, id_of_file(found, path))
        else:
            refused, error = found
            yield Failure.of(
                error, stage="reading", id=id_of_file(refused, path if refused != path else path.parent), file=writable(str(refused))
            )


def read_bytes(data: bytes, *, id: str = "stdin", where: str = "standard input") -> Iterator[Page | Failure]:
    """Yield what ``data`` holds: articles as JSON, a web page if it looks like one, else a text."""
    yield from read_contents(data, kind_of(data), id=id, file=None, where=where)


def _read_file(path: Path, id: str) -> Iterator[Page | Failure]:
    file = writable(str(path))
    try:
        kind = _kind(path)
        if kind == "lines" and not _begins_with_array(path):
            with path.open("rb") as lines:
                yield from read_jsonl(lines, id=id, file=file, where=str(path))
            return
        data = path.read_bytes()
        yield from read_contents(data, _kind_of_contents(kind, data), id=id, file=file, where=str(path))
    except ArticleError as error:
        yield Failure.of(error, stage="reading", id=id, file=file)
    except OSError as error:
        told = ArticleUnreadable(f"{path}: cannot be read ({error.strerror or error}).")
        yield Failure.of(told, stage="reading", id=id, file=file)


def _kind(path: Path) -> Kind:
    """What a file is by its name. Raises ArticleMissing, ArticleUnreadable for other kinds, ArticleTooLarge."""
    if not path.exists():
        link = f"a link to {path.readlink()}, which is not there." if path.is_symlink() else "no such file or folder."
        raise ArticleMissing(f"{path}: {link}")
    kind = KINDS.get(path.suffix.lower())
    if kind is None:
        raise ArticleUnreadable(f"{path}: {path.suffix} files are not read; known are {', '.join(sorted(filter(None, KINDS)))}.")
    size, most = path.stat().st_size, MAX_BYTES_OF.get(kind)
    if most is not None and size > most:
        raise ArticleTooLarge(f"{path}: {size:,} bytes; {most:,} are the most. Split it, or give JSON Lines.")
    return kind


def _kind_of_contents(kind: Kind, data: bytes) -> Kind:
    """What a file is: by its name, unless what it holds is clearly something else."""
    held = kind_of(data)
    return held if kind == "text" or (kind, held) in (("page", "archive"), ("archive", "page"), ("lines", "json")) else kind


def _begins_with_array(path: Path) -> bool:
    with path.open("rb") as file:
        return kind_of(file.read(4096)) == "json" and path.stat().st_size <= MAX_JSON_BYTES
