"""What articles are called: by the file or line that they come from, each name once in a run."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord.article import Page
from onrecord.errors import ArticleRepeated
from onrecord.records import Failure


def id_of_file(path: Path, folder: Path) -> str:
    """The path from the named folder to the file, without the file's suffix; ``/`` on every system."""
    return writable(path.relative_to(folder).as_posix().removesuffix(path.suffix))


def writable(name: str) -> str:
    """A file's name that can be written out as UTF-8: bytes of another encoding are replaced."""
    return os.fsencode(name).decode("utf-8", "replace")


def each_id_once(items: Iterable[Page | Failure]) -> Iterator[Page | Failure]:
    """The pages of a run; one whose id an earlier page has becomes a failure."""
    first: dict[str, str | None] = {}
    for item in items:
        if not isinstance(item, Page | Failure):
            raise TypeError(f"pages must be Pages (onrecord.Page(id=..., text=...)), not {type(item).__name__}.")
        if isinstance(item, Page) and item.id in first:
            yield Failure.of(_repeated(item, first[item.id]), id=item.id, file=item.file, text=item.text, stage="reading")
            continue
        if isinstance(item, Page):
            first[item.id] = item.file
        yield item


def _repeated(page: Page, first: str | None) -> ArticleRepeated:
    other = f" ({first})" if first else ""
    return ArticleRepeated(
        f"{page.file or page.id}: an article of this run has the id {page.id!r} already{other}: {_mended(page.file, first)}."
    )


def _mended(file: str | None, first: str | None) -> str:
    """How the second of two articles comes by an id of its own."""
    if file == first or file is None or first is None:
        return "give it another"
    if Path(file).parent == Path(first).parent:
        return "give it another, a file by another name"
    return "name one folder that holds both files"
